public import Participation

/// Where the city's mails are handed in (メール送信の設定).
public struct MailSettings: Sendable {
    /// The server, `smtp://host:port` or `smtps://host:port` (送信サーバー).
    let url: String
    let scheme: String
    let isLocal: Bool
    /// Whether nothing is said before TLS; without it only on this machine.
    var needsTLS: Bool
    /// What stands as the sender (差出人).
    public let from: EmailAddress
    let login: CurlRequest.Login?

    /// What is wrong with the settings.
    public enum Fault: Error, Sendable {
        /// No address of a server.
        case notAServer
        /// No address of a sender.
        case notAnAddress
        /// A user without a password, or a password without a user.
        case halfALogin
    }

    /// The settings of a server (メール送信の設定).
    /// - Parameters:
    ///   - url: `smtp://` uses STARTTLS, which only a server on this machine may lack; `smtps://`
    ///     speaks TLS from the first byte.
    ///   - user: who logs in; nil when the server asks for nobody.
    public init(
        url: String, from: String, user: String? = nil, password: String? = nil
    ) throws(Fault) {
        let parts = url.split(separator: "://", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, ["smtp", "smtps"].contains(parts[0]),
            let host = NetworkHost(parsing: parts[1])
        else { throw .notAServer }
        guard let sender = EmailAddress(parsing: from), sender.isPlain else {
            throw .notAnAddress
        }
        switch (user, password) {
        case (let user?, let password?): login = CurlRequest.Login(user: user, password: password)
        case (nil, nil): login = nil
        case (_?, nil), (nil, _?): throw .halfALogin
        }
        self.url = url
        scheme = String(parts[0])
        isLocal = host.isLocal
        needsTLS = !host.isLocal
        self.from = sender
    }
}

/// Hands mails to the city's mail server (メールの送信).
public struct MailSender: Sendable {
    private let settings: MailSettings
    private let curl: Curl

    /// A sender by these settings (メールの送信).
    public init(_ settings: MailSettings, limits: SendingLimits = SendingLimits()) {
        self.settings = settings
        curl = Curl(limits)
    }

    /// Hands a mail in; returns when the server has taken it over (メールの送信).
    ///
    /// Sent again it has the same Message-ID.
    /// - Throws: ``SendingError``; it may have arrived all the same, except where it says `refused`.
    public func send(_ mail: OutgoingMail) async throws(SendingError) {
        guard mail.to.isPlain else { throw .refused(code: Self.noSuchMailbox) }
        let answer = await curl.perform(
            CurlRequest(
                url: settings.url, scheme: settings.scheme, isLocal: settings.isLocal,
                kind: .mail(
                    from: settings.from.text, to: mail.to.text, login: settings.login,
                    needsTLS: settings.needsTLS),
                body: mail.message(from: settings.from)))
        guard let fault = answer.fault else { return }
        switch fault {
        case .insecure, .timedOut, .cancelled, .tooLarge: throw fault
        case .refused, .redirected, .busy, .unreachable, .failed:
            // libcurl says only that sending failed; the server's last reply says why.
            switch answer.code {
            case 500...599: throw .refused(code: answer.code)
            case 400...499: throw .busy(code: answer.code, retryAfter: nil)
            default: throw fault
            }
        }
    }

    /// What a server would answer (RFC 5321 §4.2.3: mailbox name not allowed).
    private static let noSuchMailbox = 553
}
