/// Where the server listens: host and port (待受アドレス).
public struct ListenAddress: Sendable, Hashable, CustomStringConvertible {
    /// A name or an address; without the brackets of IPv6.
    public let host: String
    /// The port; 0 lets the system choose.
    public let port: Int

    /// Where a program listens that was told nothing.
    public static let standard = ListenAddress(host: "127.0.0.1", port: 8080)

    /// An address by its parts.
    public init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// Reads `127.0.0.1:8080`, `[::1]:8080` or `localhost:8080`; nil for anything else.
    public init?(parsing text: String) {
        guard let colon = text.lastIndex(of: ":"),
            let port = UInt16(text[text.index(after: colon)...])
        else { return nil }
        var host = text[..<colon]
        if host.first == "[", host.last == "]" {
            host = host.dropFirst().dropLast()
        } else if host.contains(":") {
            return nil
        }
        guard !host.isEmpty else { return nil }
        self.init(host: String(host), port: Int(port))
    }

    /// Whether only this computer can reach it.
    public var isLoopback: Bool { Self.isLoopback(host: host) }

    static func isLoopback(host: some StringProtocol) -> Bool {
        let host = host.lowercased()
        if host == "localhost" || host == "::1" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }

    /// `127.0.0.1:8080`, `[::1]:8080`.
    public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    /// The address for a browser.
    public var url: String { "http://\(self)/" }
}
