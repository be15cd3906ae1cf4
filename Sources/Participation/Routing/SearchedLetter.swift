/// A letter that is asked for many words (語を探す本文).
///
/// The rules of a city have hundreds of words, and nearly none of them stands in a letter. So its pairs
/// of neighbouring characters are looked up first, and the letter itself only where the first pair of a
/// word is among them.
struct SearchedLetter: Sendable {
    private let text: FoldedText
    private let pairs: Set<UInt64>

    init(_ letter: String) {
        text = FoldedText(letter)
        pairs = Set(Self.pairs(of: text))
    }

    func contains(_ word: Word) -> Bool {
        if let pair = word.pair, !pairs.contains(pair) { return false }
        return text.contains(word.text)
    }

    /// A word that is asked for (探す語).
    struct Word: Sendable, Hashable {
        fileprivate let text: FoldedText
        /// Its first two characters; nil when it has but one.
        fileprivate let pair: UInt64?

        init(_ word: String) {
            text = FoldedText(word)
            pair = SearchedLetter.pairs(of: text).first
        }
    }

    private static func pairs(of text: FoldedText) -> [UInt64] {
        let scalars = text.text.unicodeScalars
        return zip(scalars, scalars.dropFirst()).map { UInt64($0.value) << 32 | UInt64($1.value) }
    }
}
