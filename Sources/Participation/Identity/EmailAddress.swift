/// An address a reply can be mailed to, by its shape alone (メールアドレス).
public struct EmailAddress: Sendable, Hashable {
    /// The address in half width (メールアドレスの表記).
    public let text: String

    /// The most characters an address may have (文字数の上限).
    ///
    /// Source: RFC 5321 §4.5.3.1.3, a path of 256 octets with its two brackets.
    public static let longest = 254

    /// Reads an address of the shape `someone@city.example` (メールアドレスの読取り).
    ///
    /// Less strict than RFC 5321 on purpose: addresses with two dots in a row or a dot before the
    /// `@` were given out by Japanese telephone companies and are still in use.
    public init?(parsing text: some StringProtocol) {
        let address = text.halfWidth
        let parts = address.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, address.utf8.count <= Self.longest,
            !address.contains(where: \.isWhitespace), !address.hasControlCharacter
        else { return nil }
        let labels = parts[1].split(separator: ".", omittingEmptySubsequences: false)
        guard labels.count >= 2, labels.allSatisfy({ !$0.isEmpty }) else { return nil }
        self.text = address
    }
}
