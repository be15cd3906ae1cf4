/// A date as it is written, before anything is filled in (書かれた日付).
struct WrittenDate {
    /// What was written and what was left out (日付の書式).
    enum Form: Equatable {
        /// With a western year, or an era's year already turned into one.
        case full(year: Int, month: Int, day: Int)
        /// With a year of one or two digits and no era.
        case shortYear(Int, month: Int, day: Int)
        case monthAndDay(month: Int, day: Int)
        case day(Int)
    }

    let form: Form
    /// The weekday written behind it, which may be wrong.
    let weekday: Weekday?

    /// Reads a text already brought to `dateSpelling`; nil when it is of no such form.
    init?(spelling: String) {
        guard let note = WeekdayNote(endOf: spelling[...]), let parts = Parts(note.rest),
            let form = Form(parts)
        else { return nil }
        self.form = form
        weekday = note.weekday
    }
}

extension StringProtocol {
    /// The text with one spelling for all the digits, letters, dashes, points and blanks of dates.
    ///
    /// Blanks vanish, as in `令和 8年 6月30日`, but not between two digits: `1 5` is not the 15th.
    var dateSpelling: String {
        var spelling = ""
        var afterBlank = false
        for character in halfWidthHyphenated.uppercased() {
            if character.isWhitespace {
                afterBlank = true
                continue
            }
            if afterBlank, character.isNumber, spelling.last?.isNumber == true {
                spelling.append(" ")
            }
            afterBlank = false
            spelling.append(dateCharacters[character] ?? character)
        }
        return spelling
    }
}

/// The points and slashes of handwriting and of other keyboards, and the radicals that text copied
/// from a PDF has in place of 月 and 日.
private let dateCharacters: [Character: Character] = [
    "・": ".", "･": ".", "·": ".", "\u{2044}": "/", "\u{2215}": "/", "\u{2F49}": "月",
    "\u{2F47}": "日",
]

// MARK: - The weekday

/// A text and the weekday taken off its end: `(火)`, `㈫`, `火曜日`, `(月・祝)` (曜日の付記).
private struct WeekdayNote {
    let rest: Substring
    let weekday: Weekday?

    /// Nil when there is something in brackets that is no weekday.
    init?(endOf text: Substring) {
        if let last = text.last, Self.closing.contains(last) {
            guard let opening = text.lastIndex(where: { Self.opening.contains($0) }) else {
                return nil
            }
            let name = Self.withoutHoliday(text[text.index(after: opening)...].dropLast())
            weekday = Weekday(written: name)
            guard weekday != nil || name.isEmpty else { return nil }
            rest = text[..<opening]
            return
        }
        for candidate in Weekday.allCases {
            for ending in [String(candidate.ligature), candidate.japanese, "\(candidate.letter)曜"]
            where text.hasSuffix(ending) {
                rest = text.dropLast(ending.count)
                weekday = candidate
                return
            }
        }
        rest = text
        weekday = nil
    }

    /// `月・祝` → `月`, `祝` → nothing: that a day is a holiday is for the calendar to say.
    private static func withoutHoliday(_ note: Substring) -> String {
        let letters = note.filter { !$0.isPunctuation && !$0.isSymbol }
        for holiday in ["国民の休日", "振替休日", "祝日", "休日", "振休", "祝", "休"]
        where letters.hasSuffix(holiday) {
            return String(letters.dropLast(holiday.count))
        }
        return String(letters)
    }

    private static let opening: Set<Character> = ["(", "[", "【", "〔"]
    private static let closing: Set<Character> = [")", "]", "】", "〕"]
}

// MARK: - The parts

/// An era, at most three numbers, and the marks that follow them (日付の各部).
private struct Parts {
    var era: Era?
    var numbers: [Substring] = []
    var marks = ""

    init?(_ text: Substring) {
        var rest = text
        if let leading = Era.leading(rest) {
            era = leading.era
            rest = leading.rest
            if rest.first == "元" {
                numbers.append("1")
                rest.removeFirst()
            }
        }
        while let first = rest.first {
            if first.isNumber {
                guard numbers.count == marks.count, numbers.count < 3 else { return nil }
                let digits = rest.prefix(while: \.isNumber)
                numbers.append(digits)
                rest = rest[digits.endIndex...]
            } else {
                guard marks.count < numbers.count else { return nil }
                marks.append(first)
                rest.removeFirst()
            }
        }
    }
}

extension WrittenDate.Form {
    fileprivate init?(_ parts: Parts) {
        let numbers = parts.numbers
        switch (numbers.count, parts.marks) {
        case (3, "年月日"), (3, "//"), (3, ".."), (3, "--"):
            self.init(parts.era, year: numbers[0], month: numbers[1], day: numbers[2])
        case (2, "月日"), (2, "/"), (2, "."), (2, "-"):
            guard parts.era == nil, let month = numbers[0].shortNumber,
                let day = numbers[1].shortNumber
            else { return nil }
            self = .monthAndDay(month: month, day: day)
        case (1, "") where numbers[0].utf8.count == 6 || numbers[0].utf8.count == 8:
            let digits = numbers[0]
            self.init(
                parts.era, year: digits.dropLast(4), month: digits.dropLast(2).suffix(2),
                day: digits.suffix(2))
        case (1, ""), (1, "日"):
            guard parts.era == nil, let day = numbers[0].shortNumber else { return nil }
            self = .day(day)
        default:
            return nil
        }
    }

    private init?(_ era: Era?, year: Substring, month: Substring, day: Substring) {
        guard let number = year.asciiNumber, let month = month.shortNumber,
            let day = day.shortNumber
        else { return nil }
        switch (era, year.utf8.count) {
        case (let era?, 1...3):
            guard let westernYear = era.westernYear(number) else { return nil }
            self = .full(year: westernYear, month: month, day: day)
        case (nil, 4):
            self = .full(year: number, month: month, day: day)
        case (nil, 1...2):
            self = .shortYear(number, month: month, day: day)
        default:
            return nil
        }
    }
}

extension Substring {
    /// A number of one or two digits, as months and days have.
    fileprivate var shortNumber: Int? {
        utf8.count <= 2 ? asciiNumber : nil
    }
}
