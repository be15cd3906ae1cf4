/// Where a webhook is sent, by its shape alone (Webhookの送信先).
///
/// `https` to any host; plain `http` only to the machine itself, where nobody can listen in. Read so
/// strictly that every program takes it for the same host (``NetworkHost``).
public struct WebhookURL: Sendable, Hashable {
    /// The address as it is asked for (送信先の表記).
    public let text: String
    /// Whether it stays on this machine (自機宛て).
    public let isLocal: Bool

    /// The most bytes an address may have (長さの上限).
    public static let longest = 2_000

    /// Reads an address; nil when it is none, or neither `https` nor local (送信先の読取り).
    public init?(parsing text: String) {
        let bytes = Array(text.utf8)
        // The visible characters of ASCII: a blank or a line break would end the request's first line.
        guard bytes.count <= Self.longest,
            bytes.allSatisfy({ (0x21...0x7E).contains($0) && !Self.refused.contains($0) })
        else { return nil }
        let isSecure = text.hasPrefix("https://")
        guard isSecure || text.hasPrefix("http://") else { return nil }
        let rest = text.dropFirst(isSecure ? 8 : 7)
        guard let host = NetworkHost(parsing: rest.prefix { $0 != "/" && $0 != "?" }) else {
            return nil
        }
        isLocal = host.isLocal
        guard isSecure || isLocal else { return nil }
        self.text = text
    }

    /// What an address never holds as it is: quotes, brackets of other kinds, a fragment.
    private static let refused = Set("\"#<>\\^`{|}".utf8)
}

extension WebhookURL: CustomStringConvertible {
    /// The address (送信先の表記).
    public var description: String { text }
}
