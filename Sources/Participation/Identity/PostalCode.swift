/// The seven digits of an address, `087-8711` (郵便番号).
public struct PostalCode: Sendable, Hashable {
    /// The seven digits (7桁の数字).
    public let digits: String

    /// Reads `087-8711`, `0878711`, `〒087-8711`, full width and with any dash (郵便番号の読取り).
    ///
    /// Seven digits, as in use since 1998-02-02; whether the number is given to a place is a
    /// question for the master data.
    public init?(parsing text: some StringProtocol) {
        var rest = text.halfWidthHyphenated[...]
        if let mark = rest.first, Self.marks.contains(mark) {
            rest = rest.dropFirst().drop(while: \.isWhitespace)
        }
        let parts = rest.split(separator: "-", omittingEmptySubsequences: false)
        let joined = parts.joined()
        guard parts.count == 1 || (parts.count == 2 && parts[0].utf8.count == 3),
            joined.utf8.count == 7, joined.asciiNumber != nil
        else { return nil }
        digits = joined
    }

    private static let marks: Set<Character> = ["〒", "〶"]
}

extension PostalCode: CustomStringConvertible {
    /// The number as printed on envelopes, `087-8711` (郵便番号の表記).
    public var description: String { "\(digits.prefix(3))-\(digits.suffix(4))" }
}
