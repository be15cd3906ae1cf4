/// A host and perhaps a port, as they stand in an address (ホストとポート).
///
/// Read so strictly that every program takes it for the same host: names and numbers in ASCII, no
/// user before it.
public struct NetworkHost: Sendable, Hashable {
    /// The host in small letters, an IPv6 number in its brackets (ホスト).
    public let host: String
    /// The port, if one is said (ポート番号).
    public let port: Int?

    /// Reads `host`, `host:port`, `[::1]:port`; nil for anything else (ホストの読取り).
    public init?(parsing text: some StringProtocol) {
        guard text.utf8.allSatisfy({ $0 < 0x80 }) else { return nil }
        let end = text.hasPrefix("[") ? text.firstIndex(of: "]").map { text.index(after: $0) } : nil
        let name = text[..<(end ?? text.firstIndex(of: ":") ?? text.endIndex)]
        guard end == nil ? Self.isName(name) : Self.isNumber6(name) else { return nil }
        host = name.lowercased()
        let rest = text[name.endIndex...]
        if rest.isEmpty {
            port = nil
        } else {
            guard rest.first == ":", let number = rest.dropFirst().asciiNumber,
                (1...65_535).contains(number)
            else { return nil }
            port = number
        }
    }

    /// Whether it is this machine, where nobody can listen in (自機).
    public var isLocal: Bool {
        if host == "localhost" || host == "[::1]" { return true }
        let numbers = host.split(separator: ".").map { $0.asciiNumber ?? -1 }
        return numbers.count == 4 && numbers[0] == 127
            && numbers.allSatisfy { (0...255).contains($0) }
    }

    private static func isName(_ text: some StringProtocol) -> Bool {
        text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { label in
            !label.isEmpty && label.allSatisfy { $0.isLetter || $0.isNumber || $0 == "-" }
        }
    }

    private static func isNumber6(_ text: some StringProtocol) -> Bool {
        let inside = text.dropFirst().dropLast()
        return inside.contains(":")
            && inside.allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." }
    }
}
