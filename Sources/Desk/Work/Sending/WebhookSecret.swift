import Crypto
import FoundationEssentials
public import Postgres

/// What both sides know of a webhook, and nobody else (Webhookの署名鍵).
///
/// Source: Standard Webhooks, "Signature scheme" (symmetric, `v1`).
public struct WebhookSecret: Sendable {
    private let key: SymmetricKey

    /// What marks a text as such a secret (接頭辞).
    private static let prefix = "whsec_"

    /// The secret of a webhook, made from the city's key for webhooks and the id (署名鍵の導出).
    init(of id: UUID, master: SymmetricKey) {
        let digest = HMAC<SHA256>.authenticationCode(
            for: Array(id.uuidString.lowercased().utf8), using: master)
        key = SymmetricKey(data: digest)
    }

    /// Reads a secret as ``text`` writes it (署名鍵の読取り).
    public init?(parsing text: String) {
        guard text.hasPrefix(Self.prefix),
            let bytes = Data(base64Encoded: String(text.dropFirst(Self.prefix.count))),
            !bytes.isEmpty
        else { return nil }
        key = SymmetricKey(data: bytes)
    }

    /// The secret as the other side's settings take it, `whsec_…` (署名鍵の表記).
    public var text: String {
        Self.prefix + key.withUnsafeBytes { Data($0).base64EncodedString() }
    }

    /// What is sent as `webhook-signature` (署名).
    /// - Parameters:
    ///   - id: what is sent as `webhook-id`.
    ///   - at: what is sent as `webhook-timestamp`, to the second.
    public func signature(of body: [UInt8], id: String, at instant: Instant) -> String {
        var code = HMAC<SHA256>(key: key)
        code.update(data: Array("\(id).\(instant.wholeSeconds).".utf8))
        code.update(data: body)
        return "v1," + Data(code.finalize()).base64EncodedString()
    }
}

extension Instant {
    /// Whole seconds since 1970-01-01T00:00:00Z, downwards.
    var wholeSeconds: Int64 {
        // A division of whole numbers goes up below zero.
        let seconds = microseconds / 1_000_000
        return microseconds % 1_000_000 < 0 ? seconds - 1 : seconds
    }
}
