import Participation

/// The shape of a day in a column, such as `yyyy-MM-dd HH:mm:ss` or `M月d日（E）` (日付の書式).
///
/// The letters are those of Unicode TS #35: `y M d H h m s S a E G`, with `'…'` for text that holds
/// letters; `T` may stand bare, `Z` may not: a day told in UTC may be another in Japan. `Gy年M月d日` reads wareki, 元年 and `R5` included. Text and
/// pattern are both taken half width first, so `M月d日(E)` is the same pattern. A time of day is
/// checked and not kept: days are what figures count.
public struct DatePattern: Sendable, Equatable {
    /// The pattern as written (書式).
    public let text: String
    private let parts: [Part]

    private enum Part: Sendable, Equatable {
        case number(Number, digits: ClosedRange<Int>)
        case era
        case weekday
        case halfOfDay
        case blanks
        case literal(Character)
    }

    private enum Number: Sendable, Equatable {
        case year, eraYear, shortYear, month, day, hour, minute, second, fraction

        /// What the number can be.
        var range: ClosedRange<Int> {
            switch self {
            case .year: LocalDate.years
            case .eraYear: 1...Era.longestCount
            case .shortYear: 0...99
            case .month: 1...12
            case .day: 1...31
            case .hour: 0...24
            case .minute: 0...59
            case .second: 0...60
            case .fraction: 0...999_999_999
            }
        }
    }

    /// Reads a pattern; nil when it has a letter that means nothing here, or does not name a day
    /// (書式の読取り).
    public init?(_ text: String) {
        guard let parts = Self.parts(of: Array(text.halfWidth)) else { return nil }
        let numbers = parts.compactMap { part -> Number? in
            if case .number(let number, _) = part { number } else { nil }
        }
        guard numbers.contains(.month), numbers.contains(.day),
            numbers.contains(.eraYear) == parts.contains(.era)
        else { return nil }
        self.text = text
        self.parts = parts
    }

    private static func parts(of pattern: [Character]) -> [Part]? {
        var parts: [Part] = []
        var index = 0
        while index < pattern.count {
            let letter = pattern[index]
            if letter == "'" {
                guard let end = pattern[(index + 1)...].firstIndex(of: "'") else { return nil }
                parts += pattern[(index + 1)..<end].map(Part.literal)
                index = end + 1
                continue
            }
            let end = pattern[index...].firstIndex { $0 != letter } ?? pattern.count
            let isNextToDigits = end < pattern.count && "yMdHhmsS".contains(pattern[end])
            if letter.isWhitespace {
                parts.append(.blanks)
            } else if letter.isASCII, letter.isLetter, letter != "T" {
                guard let part = part(letter, end - index, isNextToDigits) else { return nil }
                parts.append(part)
            } else {
                parts += pattern[index..<end].map(Part.literal)
            }
            index = end
        }
        return parts
    }

    /// The part a run of one letter stands for. A number may be shorter or longer than its letters,
    /// except where the next number follows at once, as in `yyyyMMdd`.
    private static func part(_ letter: Character, _ count: Int, _ isTight: Bool) -> Part? {
        let upToTwo = isTight ? count...count : 1...2
        return switch letter {
        case "y" where count == 4: .number(.year, digits: 4...4)
        case "y" where count == 2: .number(.shortYear, digits: 2...2)
        case "y" where count == 1: .number(.eraYear, digits: 1...3)
        case "M" where count <= 2: .number(.month, digits: upToTwo)
        case "d" where count <= 2: .number(.day, digits: upToTwo)
        case "H" where count <= 2, "h" where count <= 2: .number(.hour, digits: upToTwo)
        case "m" where count <= 2: .number(.minute, digits: upToTwo)
        case "s" where count <= 2: .number(.second, digits: upToTwo)
        case "S": .number(.fraction, digits: 1...9)
        case "a": .halfOfDay
        case "E": .weekday
        case "G": .era
        default: nil
        }
    }
}

// MARK: - Reading a day

extension DatePattern {
    /// The parts of a day in a text of this shape; nil for another shape (日付の部分).
    /// - Parameter text: Half width already.
    func dayParts(of text: String) -> DayParts? {
        var scanner = TextScanner(text)
        var found = DayParts()
        for part in parts {
            guard scan(part, &scanner, &found) else { return nil }
        }
        scanner.skipBlanks()
        return scanner.isAtEnd ? found : nil
    }

    private func scan(_ part: Part, _ scanner: inout TextScanner, _ found: inout DayParts) -> Bool {
        switch part {
        case .blanks: return scanner.skipBlanks() > 0
        case .literal(let character):
            scanner.skipBlanks()
            return scanner.take(character)
        case .halfOfDay:
            return ["午前", "午後", "AM", "PM", "am", "pm"].contains { scanner.take($0) }
        case .weekday:
            scanner.skipBlanks()
            return scanner.takeWeekday()
        case .era:
            found.era = scanner.takeEra()
            return found.era != nil
        case .number(.eraYear, _) where scanner.take("元"):
            found.setEraYear(1)
            return true
        case .number(let kind, let digits):
            guard let value = scanner.takeNumber(digits: digits), kind.range.contains(value) else {
                return false
            }
            switch kind {
            case .year: found.year = value
            case .shortYear: found.year = 2000 + value
            case .eraYear: found.setEraYear(value)
            case .month: found.month = value
            case .day: found.day = value
            case .hour, .minute, .second, .fraction: break
            }
            return true
        }
    }
}

/// A day as far as a text names it (日付の部分).
struct DayParts: Equatable {
    var era: Era?
    var year: Int?
    var month: Int?
    var day: Int?
    /// Written as 翌年.
    var isNextYear = false

    mutating func setEraYear(_ count: Int) {
        year = era?.westernYear(count)
    }
}
