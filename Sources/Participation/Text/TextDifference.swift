/// What became different from one version of a text to the next, piece by piece (新旧の対照).
///
/// Pieces are runs of one kind of writing: a word that was replaced is shown whole, not as single
/// characters it happens to share with the new one.
public struct TextDifference: Sendable, Equatable {
    /// A piece of the old text, the new one, or both (対照の一片).
    public enum Piece: Sendable, Equatable {
        /// In both (変更なし).
        case kept(String)
        /// Only in the old one (削除).
        case removed(String)
        /// Only in the new one (追加).
        case inserted(String)
    }

    /// The pieces, in the order of reading; what was removed stands before what took its place
    /// (対照).
    public private(set) var pieces: [Piece] = []

    /// How many words may be compared; where more are different, they are shown as wholly new.
    private static let words = 2_000

    /// Compares two versions (対照の作成).
    public init(from old: String, to new: String) {
        var before = Self.words(of: old)[...]
        var after = Self.words(of: new)[...]
        var start: [Substring] = []
        var end: [Substring] = []
        while let first = before.first, let other = after.first, first == other {
            start.append(first)
            before.removeFirst()
            after.removeFirst()
        }
        while let last = before.last, let other = after.last, last == other {
            end.insert(last, at: 0)
            before.removeLast()
            after.removeLast()
        }
        add(start.map { .kept(String($0)) })
        if before.count + after.count > Self.words {
            add([.removed(before.joined()), .inserted(after.joined())])
        } else {
            compare(Array(before), Array(after))
        }
        add(end.map { .kept(String($0)) })
    }

    private mutating func compare(_ before: [Substring], _ after: [Substring]) {
        var removed: Set<Int> = []
        var inserted: Set<Int> = []
        for change in after.difference(from: before) {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): inserted.insert(offset)
            }
        }
        var (old, new) = (0, 0)
        while old < before.count || new < after.count {
            if removed.contains(old) {
                add([.removed(String(before[old]))])
                old += 1
            } else if inserted.contains(new) {
                add([.inserted(String(after[new]))])
                new += 1
            } else {
                add([.kept(String(before[old]))])
                old += 1
                new += 1
            }
        }
    }

    /// Neighbours of one kind are one piece.
    private mutating func add(_ further: [Piece]) {
        for piece in further where !piece.text.isEmpty {
            switch (pieces.last, piece) {
            case (.kept(let text)?, .kept(let more)): pieces[pieces.count - 1] = .kept(text + more)
            case (.removed(let text)?, .removed(let more)):
                pieces[pieces.count - 1] = .removed(text + more)
            case (.inserted(let text)?, .inserted(let more)):
                pieces[pieces.count - 1] = .inserted(text + more)
            case (.kept?, _), (.removed?, _), (.inserted?, _), (nil, _): pieces.append(piece)
            }
        }
    }

    // MARK: Words

    private enum Script {
        case kanji, hiragana, katakana, latin
    }

    private static func words(of text: String) -> [Substring] {
        var words: [Substring] = []
        var start = text.startIndex
        var current: Script?
        for index in text.indices {
            let script = script(of: text[index])
            if index > start, script == nil || script != current {
                words.append(text[start..<index])
                start = index
            }
            current = script
        }
        if start < text.endIndex { words.append(text[start...]) }
        return words
    }

    /// A mark, a blank and the end of a line stand for themselves.
    private static func script(of character: Character) -> Script? {
        guard let scalar = character.unicodeScalars.first else { return nil }
        switch scalar.value {
        case 0x3041...0x309F: return .hiragana
        case 0x30A1...0x30FA, 0x30FC, 0xFF66...0xFF9D: return .katakana
        case 0x3005, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF:
            return .kanji
        default:
            return scalar.properties.isAlphabetic || scalar.properties.numericType != nil
                ? .latin : nil
        }
    }
}

extension TextDifference.Piece {
    /// What stands there (文字).
    public var text: String {
        switch self {
        case .kept(let text), .removed(let text), .inserted(let text): text
        }
    }
}
