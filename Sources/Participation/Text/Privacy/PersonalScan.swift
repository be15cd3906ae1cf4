/// A text taken apart for looking (検出用の読み).
struct PersonalScan {
    /// As written.
    let written: [Unicode.Scalar]
    /// The same, full-width ASCII made half width, one for one.
    let plain: [Unicode.Scalar]

    /// How far before a number a word such as 電話 speaks of it, in characters.
    static let wordReach = 12

    init(_ text: String) {
        written = Array(text.unicodeScalars)
        plain = written.map(\.halfWidth)
    }

    func isDigit(_ place: Int) -> Bool {
        plain.indices.contains(place) && ("0"..."9").contains(plain[place])
    }

    func isDash(_ place: Int) -> Bool {
        plain.indices.contains(place) && (plain[place] == "-" || plain[place].isDash)
    }

    func isKanji(_ place: Int) -> Bool {
        plain.indices.contains(place) && written[place].isKanji
    }

    func isKana(_ place: Int) -> Bool {
        plain.indices.contains(place) && (0x3041...0x30FF).contains(written[place].value)
    }

    /// Whether the text goes on with a word here.
    func has(_ word: Word, at place: Int) -> Bool {
        place >= 0 && place + word.scalars.count <= plain.count
            && plain[place] == word.scalars[0]
            && plain[place..<place + word.scalars.count].elementsEqual(word.scalars)
    }

    /// Whether one of the words stands shortly before, on the same line.
    func isSaid(_ words: [Word], before place: Int) -> Bool {
        let first = max(0, place - Self.wordReach)
        let line = plain[first..<place].lastIndex(of: "\n").map { $0 + 1 } ?? first
        return (line..<place).contains { start in words.contains { has($0, at: start) } }
    }

    /// A word that is looked for, taken apart once.
    struct Word: ExpressibleByStringLiteral, Hashable {
        let text: String
        let scalars: [Unicode.Scalar]

        init(stringLiteral text: String) {
            self.text = text
            scalars = Array(text.unicodeScalars)
        }
    }

    func text(_ range: Range<Int>) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: plain[range])
        return String(text)
    }
}

extension Unicode.Scalar {
    /// Chinese characters, the repetition mark 々 and ヶ among them in names of places (漢字).
    var isKanji: Bool {
        switch value {
        case 0x3005, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: true
        default: false
        }
    }
}
