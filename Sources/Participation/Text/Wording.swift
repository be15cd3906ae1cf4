/// A text as someone wrote it, equal only when written with the same code points (書かれた文言).
///
/// `==` on strings is canonical equivalence, and an event that corrects 神 (U+FA19) to 神 (U+795E)
/// would look like no change. Events hold their texts in this, so that their equality is right
/// without being spelled out.
public struct Wording: Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    /// The text, untouched (文言).
    public let text: String

    /// A text as written (文言).
    public init(_ text: String) { self.text = text }

    /// A text of the program itself (定数の文言).
    public init(stringLiteral text: String) { self.text = text }

    /// A text, or nil when nothing or only blanks were written (未記入).
    public init?(unlessBlank text: String?) {
        guard let text = text?.unlessBlank else { return nil }
        self.text = text
    }

    /// The text (文言).
    public var description: String { text }
}

extension Wording: Hashable {
    /// Whether both are written with the very same code points (字形まで同一).
    public static func == (one: Wording, other: Wording) -> Bool {
        one.text.isWritten(like: other.text)
    }

    /// Feeds the code points (ハッシュ値).
    public func hash(into hasher: inout Hasher) {
        for byte in text.utf8 { hasher.combine(byte) }
    }
}
