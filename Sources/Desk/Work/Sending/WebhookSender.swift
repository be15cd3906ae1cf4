public import Participation
public import Postgres

/// Tells other programs of the city what happened (Webhookの送信).
///
/// Signed as Standard Webhooks has it: `webhook-id`, `webhook-timestamp`, `webhook-signature`.
public struct WebhookSender: Sendable {
    private let curl: Curl

    /// A sender (Webhookの送信).
    public init(limits: SendingLimits = SendingLimits()) { curl = Curl(limits) }

    /// Sends a message; returns when the other side has taken it (2xx) (Webhookの送信).
    ///
    /// - Parameters:
    ///   - body: what ``CloudEvent`` makes.
    ///   - url: where to; it is never sent anywhere else.
    ///   - id: what the message is known by, the same when it is sent again.
    ///   - secret: what it is signed with.
    ///   - at: when it is sent; the other side refuses what is minutes old.
    /// - Throws: ``SendingError``; it may have arrived all the same, except where it says `refused`.
    public func send(
        body: [UInt8], to url: WebhookURL, id: String, secret: WebhookSecret, at instant: Instant
    ) async throws(SendingError) {
        let id = SendingKey.safe(id)
        let answer = await curl.perform(
            CurlRequest(
                url: url.text, scheme: url.text.hasPrefix("https:") ? "https" : "http",
                isLocal: url.isLocal,
                kind: .post(headers: [
                    "Content-Type: \(CloudEvent.contentType)", "webhook-id: \(id)",
                    "webhook-timestamp: \(instant.wholeSeconds)",
                    "webhook-signature: \(secret.signature(of: body, id: id, at: instant))",
                ]),
                body: body))
        if let fault = answer.fault { throw fault }
        switch answer.code {
        case 200...299: return
        case 300...399: throw .redirected(code: answer.code)
        case 408, 425, 429, 500...599:
            let wish = answer.retryAfter.map { min($0, SendingLimits.retryAfter) }
            throw .busy(code: answer.code, retryAfter: wish)
        case 400...499: throw .refused(code: answer.code)
        default: throw .unreachable
        }
    }
}
