import Participation

/// Steps through a short text character by character (文字列の走査).
struct TextScanner {
    private let characters: [Character]
    private(set) var index = 0

    init(_ text: String) {
        characters = Array(text)
    }

    var isAtEnd: Bool { index >= characters.count }
    var next: Character? { isAtEnd ? nil : characters[index] }

    mutating func step() {
        if !isAtEnd { index += 1 }
    }

    /// Goes back, or on, to a place seen before.
    mutating func move(to place: Int) {
        index = place
    }

    @discardableResult
    mutating func skipBlanks() -> Int {
        let start = index
        while let character = next, character.isWhitespace { index += 1 }
        return index - start
    }

    mutating func take(_ character: Character) -> Bool {
        guard next == character else { return false }
        index += 1
        return true
    }

    mutating func take(_ word: String) -> Bool {
        guard characters[index...].starts(with: word) else { return false }
        index += word.count
        return true
    }

    /// A number in ASCII digits; the place stays where it was when there are too few.
    mutating func takeNumber(digits: ClosedRange<Int>) -> Int? {
        var end = index
        while end < characters.count, end - index < digits.upperBound,
            "0"..."9" ~= characters[end]
        { end += 1 }
        guard end - index >= digits.lowerBound else { return nil }
        defer { index = end }
        return String(characters[index..<end]).asciiNumber
    }

    /// 令和, R, ㋿ and the like.
    mutating func takeEra() -> Era? {
        let rest = String(characters[index...].prefix(2)).uppercased()
        guard let (era, after) = Era.leading(rest[...]) else { return nil }
        index += rest.count - after.count
        return era
    }

    /// 木, 木曜日, 木・祝, or what a spreadsheet leaves when it does not know `aaa`.
    mutating func takeWeekday() -> Bool {
        let start = index
        while let character = next, character.isASCII, character.isLetter { index += 1 }
        if index > start { return true }
        guard let character = next, "日月火水木金土".contains(character) else { return false }
        index += 1
        _ = take("曜日") || take("曜")
        let afterDay = index
        if take("・") || take("･") {
            guard let holiday = next, "祝休振".contains(holiday) else {
                index = afterDay
                return true
            }
            while let character = next, "祝休振替日".contains(character) { index += 1 }
        }
        return true
    }
}
