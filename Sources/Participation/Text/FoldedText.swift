// Foundation for NFKC alone (DECISIONS A10): FoundationEssentials has no
// `precomposedStringWithCompatibilityMapping`.
import Foundation

/// A text folded so that what a clerk types finds what a citizen wrote (検索用の表記の統一).
///
/// For search alone: the text as written is kept beside it and never changed. In this order
/// (PRODUCT §5), over Unicode scalars:
/// - characters without a shape are dropped: variation selectors (異体字セレクタ), blanks, line breaks
/// - NFKC: full and half width, ㈱, ①, compatibility forms of kanji
/// - capitals and small letters are one; katakana and hiragana, large and small kana are one
/// - every dash and the long vowel mark are `-`; 〜 and ～ are `~`
/// - old and variant kanji become the common form (``VariantKanji``)
public struct FoldedText: Sendable, Hashable {
    /// The folded text (統一した表記).
    public let text: String

    /// Goes up with every change of the folding: hashes made by another version are of no use and
    /// the index has to be built anew (検索用表記の版).
    public static let version = 1

    /// Folds a text (表記の統一).
    public init(_ original: String) {
        // Folded before NFKC, too: so that a sound mark joins its kana though a character without a
        // shape stood between them.
        let folded = Self.folded(original)
        // NFKC costs twice the folding, and most letters do not need it.
        if original.unicodeScalars.allSatisfy(\.isSettled) {
            text = folded
        } else {
            text = Self.folded(folded.precomposedStringWithCompatibilityMapping)
        }
    }

    /// Its pairs of neighbouring characters, each once, in order of appearance (二文字組).
    ///
    /// What the search index keeps as keyed hashes. A text of one character gives that character.
    /// Pairs are of Unicode scalars, not of grapheme clusters: how scalars gather into clusters
    /// changes with the Unicode version of the library, and kept hashes must stay true.
    public var bigrams: [String] { text.bigrams }

    /// Whether it has another text in it: a candidate of the index really is a find (検索語の有無).
    public func contains(_ word: FoldedText) -> Bool {
        // By hand: the library's own `contains` takes a hundred times as long on bytes.
        let bytes = text.utf8Span.span
        let wanted = word.text.utf8Span.span
        var start = 0
        while start + wanted.count <= bytes.count {
            var matched = 0
            while matched < wanted.count, bytes[start + matched] == wanted[matched] { matched += 1 }
            if matched == wanted.count { return true }
            start += 1
        }
        return false
    }

    private static func folded(_ text: String) -> String {
        var folded: [UInt8] = []
        folded.reserveCapacity(text.utf8.count)
        for scalar in text.unicodeScalars {
            if let form = scalar.searchForm { folded.append(contentsOf: form.utf8) }
        }
        return String(decoding: folded, as: UTF8.self)
    }
}

extension String {
    /// Pairs of neighbouring scalars, each once; the only scalar of a shorter text.
    var bigrams: [String] {
        var scalars = unicodeScalars.makeIterator()
        guard var previous = scalars.next() else { return [] }
        var pairs: [String] = []
        // By number: strings that are canonically equivalent would count as the same.
        var seen: Set<UInt64> = []
        while let scalar = scalars.next() {
            if seen.insert(UInt64(previous.value) << 32 | UInt64(scalar.value)).inserted {
                var pair = String.UnicodeScalarView()
                pair.append(previous)
                pair.append(scalar)
                pairs.append(String(pair))
            }
            previous = scalar
        }
        return pairs.isEmpty ? [self] : pairs
    }
}
