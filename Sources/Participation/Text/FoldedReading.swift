/// The reading of a name folded so that kana and Latin letters find each other (ふりがな検索用の表記).
///
/// `やまだ`, `ヤマダ`, `ﾔﾏﾀﾞ`, `yamada` and `ＹＡＭＡＤＡ` are one. Everything becomes Latin letters, because
/// a clerk whose IME is off has typed `yam` before there is any kana. It rather holds too much
/// together than too little: the candidates are shown to a person.
/// - Hepburn, Kunrei and what people type: し is `si`, ふ `hu`, じ and ぢ `zi`, as are `shi`, `fu`, `ji`.
/// - Small kana are large, as old half-width files write them: きょう and ｷﾖｳ are `kiyo`, as is `kyo`;
///   はっとり and ﾊﾂﾄﾘ are `hatutori`, as is `hattori`.
/// - Long vowels are short: おおの, おうの, `Ōno`, `Ohno` are `ono`; ー is dropped.
/// - ん is `n` before every sound (`Namba`, `Nanba`) and not told from it (`Jun'ichi`, `Junichi`).
///
/// The beginning of what is typed folds to the beginning of the whole, except between the two
/// letters of a doubled consonant (`sak` of `sakka`) and after the `m` of `mb` and `mp`.
public struct FoldedReading: Sendable, Hashable {
    /// Small ASCII letters, `yamada` (統一した表記).
    public let letters: String

    /// Folds a reading; nil when there is none, or other than kana and Latin letters (読みの統一).
    public init?(_ text: String) {
        var spelling = Spelling()
        for scalar in FoldedText(text).text.unicodeScalars {
            guard spelling.append(scalar) else { return nil }
        }
        spelling.endLatin()
        guard !spelling.letters.isEmpty else { return nil }
        var letters = String.UnicodeScalarView()
        letters.append(contentsOf: spelling.letters)
        self.letters = String(letters)
    }

    /// Whether it begins as another does: a candidate for what was typed so far (前方一致).
    public func begins(with typed: FoldedReading) -> Bool {
        letters.utf8.starts(with: typed.letters.utf8)
    }

    /// Its pairs of neighbouring letters, each once, as the person index keeps them (二文字組).
    public var bigrams: [String] { letters.bigrams }
}

// MARK: - Spelling

/// The letters of a reading as they come, kana by kana and letter by letter (読みのつづり).
private struct Spelling {
    var letters: [Unicode.Scalar] = []
    /// Latin letters not yet spelled: which sound they are depends on the next ones.
    private var latin: [Unicode.Scalar] = []
    private var lastKana: Unicode.Scalar?

    /// Takes a scalar of folded text; false when it belongs to no reading.
    mutating func append(_ scalar: Unicode.Scalar) -> Bool {
        if let letter = scalar.plainLatin {
            latin.append(letter)
            return true
        }
        switch scalar {
        case "-", "'", "\u{2019}", ".", ",", "・":
            return true
        default:
            guard let kana = scalar.kana(after: lastKana), let syllable = kana.syllable else {
                return false
            }
            endLatin()
            lastKana = kana
            spell(syllable)
            return true
        }
    }

    /// Spells the Latin letters that have gathered.
    mutating func endLatin() {
        var rest = latin[...]
        while let letter = rest.popFirst() {
            rest = rest.dropFirst(spellLatin(letter, before: rest.first, rest.dropFirst().first))
        }
        latin.removeAll()
    }

    /// Spells one Latin letter and says how many of the next it has taken with it.
    private mutating func spellLatin(
        _ letter: Unicode.Scalar, before next: Unicode.Scalar?, _ second: Unicode.Scalar?
    ) -> Int {
        switch (letter, next) {
        case ("n", _), ("m", "m"), ("m", "b"), ("m", "p"):
            spell("n")
        case ("t", "c") where second == "h":
            spell("tu")
        case (_, letter) where !letter.isVowel:
            spell("tu")
        case ("s", "h"):
            spellPalatal("si", before: second)
            return 1
        case ("c", "h"):
            spellPalatal("ti", before: second)
            return 1
        case ("t", "s"):
            spell("tu")
            return 1
        case ("j", _):
            spellPalatal("zi", before: next)
        case ("c", "y"), ("c", nil):
            // Alone it is the beginning of cha, chi, chu, cho.
            spell("t")
        case ("c", _), ("q", _):
            spell("k")
        case ("d", "i"), ("d", "u"), ("d", "y"):
            spell("z")
        case ("f", _):
            spell("hu")
        case ("l", _):
            spell("r")
        case ("v", _):
            spell("b")
        case ("d", "z"), ("d", "j"), ("w", "o"):
            // The next letter alone says the sound: dzu is づ, wo is を.
            break
        case ("h", _) where endsInLongVowel && next?.isVowel != true:
            // The h of Ohno, Itoh and Yuhki only makes the vowel long.
            break
        default:
            spell(letter)
        }
        return 0
    }

    private var endsInLongVowel: Bool { letters.last == "o" || letters.last == "u" }

    /// `sha` is しゃ, which is `siya`; `shi` and `she` have no y.
    private mutating func spellPalatal(_ syllable: String, before next: Unicode.Scalar?) {
        spell(syllable)
        if next == "a" || next == "u" || next == "o" { spell("y" as Unicode.Scalar) }
    }

    private mutating func spell(_ syllable: String) {
        for letter in syllable.unicodeScalars { spell(letter) }
    }

    private mutating func spell(_ letter: Unicode.Scalar) {
        switch (letters.last, letter) {
        case ("o", "u"), ("n", "n"):
            return
        case (letter, _) where letter.isVowel:
            return
        case (let last?, "y") where !last.isVowel:
            letters.append("i")
        default:
            break
        }
        letters.append(letter)
    }
}

extension Unicode.Scalar {
    fileprivate var isVowel: Bool {
        switch self {
        case "a", "i", "u", "e", "o": true
        default: false
        }
    }

    /// A small Latin letter without the mark of a long vowel.
    fileprivate var plainLatin: Unicode.Scalar? {
        switch self {
        case "a"..."z": self
        case "ā", "â": "a"
        case "ī", "î": "i"
        case "ū", "û": "u"
        case "ē", "ê": "e"
        case "ō", "ô": "o"
        default: nil
        }
    }

    /// The kana itself; ゝ and ゞ repeat the one before, as in みすゞ.
    fileprivate func kana(after last: Unicode.Scalar?) -> Unicode.Scalar? {
        switch self {
        case "ゝ":
            return last
        case "ゞ":
            guard let last, let next = Unicode.Scalar(last.value + 1) else { return nil }
            // The voiced kana stands after the plain one, where there is one.
            return "\(last)\u{3099}" == String(next) ? next : last
        default:
            return self
        }
    }

    /// How a hiragana is spelled in Kunrei (訓令式); づ and ぢ as ず and じ, which sound the same.
    fileprivate var syllable: String? {
        guard (0x3041...0x3094).contains(value) else { return nil }
        return Self.syllables[Int(value - 0x3041)]
    }

    /// From ぁ to ゔ in the order of Unicode.
    private static let syllables: [String] = [
        "a", "a", "i", "i", "u", "u", "e", "e", "o", "o",
        "ka", "ga", "ki", "gi", "ku", "gu", "ke", "ge", "ko", "go",
        "sa", "za", "si", "zi", "su", "zu", "se", "ze", "so", "zo",
        "ta", "da", "ti", "zi", "tu", "tu", "zu", "te", "de", "to", "do",
        "na", "ni", "nu", "ne", "no",
        "ha", "ba", "pa", "hi", "bi", "pi", "hu", "bu", "pu", "he", "be", "pe", "ho", "bo", "po",
        "ma", "mi", "mu", "me", "mo",
        "ya", "ya", "yu", "yu", "yo", "yo", "ra", "ri", "ru", "re", "ro",
        "wa", "wa", "i", "e", "o", "n", "bu",
    ]
}
