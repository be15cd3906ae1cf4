/// The name somebody logs in by (利用者名).
///
/// The events of the log name people by it, so one that was given is never given to another.
public struct LoginName: Sendable, Hashable, CustomStringConvertible {
    /// The longest, in characters (最大文字数).
    public static let longest = 64

    /// Lower case ASCII letters, digits and `.` `-` `_` `@` (利用者名).
    public let text: String

    /// Reads a name as people type it: full width and capitals do not matter (利用者名の読取り).
    public init?(_ typed: String) {
        let text = typed.halfWidth.lowercased()
        guard (1...Self.longest).contains(text.utf8.count),
            text.utf8.allSatisfy({ Self.isAllowed($0) }),
            let first = text.utf8.first, Self.isLetterOrDigit(first)
        else { return nil }
        self.text = text
    }

    /// The name (利用者名).
    public var description: String { text }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte)
            || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
    }

    private static func isAllowed(_ byte: UInt8) -> Bool {
        isLetterOrDigit(byte) || ".-_@".utf8.contains(byte)
    }
}
