/// A day of the week (曜日).
///
/// Counted as ISO 8601 counts, Monday 1 to Sunday 7.
public enum Weekday: Int, Sendable, CaseIterable {
    /// Monday (月曜日).
    case monday = 1
    /// Tuesday (火曜日).
    case tuesday
    /// Wednesday (水曜日).
    case wednesday
    /// Thursday (木曜日).
    case thursday
    /// Friday (金曜日).
    case friday
    /// Saturday (土曜日).
    case saturday
    /// Sunday (日曜日).
    case sunday

    /// The weekday of a day (その日の曜日).
    public init(_ date: LocalDate) {
        // The first day there is, 0001-01-01, was a Monday.
        self = Self.allCases[(date.dayNumber - LocalDate.earliest.dayNumber) % 7]
    }

    /// The name in recorded events, `tuesday` (記録上の曜日).
    public var code: String { "\(self)" }

    /// Reads what `code` writes (記録値の読取り).
    public init?(code: String) {
        guard let weekday = Self.allCases.first(where: { $0.code == code }) else { return nil }
        self = weekday
    }

    /// Reads `火`, `火曜` and `火曜日` (曜日の読取り).
    public init?(written text: some StringProtocol) {
        guard let letter = text.first,
            let weekday = Self.allCases.first(where: { $0.letter == letter }),
            ["", "曜", "曜日"].contains(String(text.dropFirst()))
        else { return nil }
        self = weekday
    }

    /// The name in full, `火曜日` (曜日名).
    public var japanese: String { "\(letter)曜日" }

    /// The name in one character, `火` (曜日の一字).
    public var letter: Character {
        switch self {
        case .monday: "月"
        case .tuesday: "火"
        case .wednesday: "水"
        case .thursday: "木"
        case .friday: "金"
        case .saturday: "土"
        case .sunday: "日"
        }
    }

    /// The letter in brackets squeezed into one character, `㈫` (合字).
    var ligature: Character {
        switch self {
        case .monday: "\u{322A}"
        case .tuesday: "\u{322B}"
        case .wednesday: "\u{322C}"
        case .thursday: "\u{322D}"
        case .friday: "\u{322E}"
        case .saturday: "\u{322F}"
        case .sunday: "\u{3230}"
        }
    }
}

extension LocalDate {
    /// The day with its weekday, as pages and notices print it: `令和8年6月30日(火)` (曜日付き和暦).
    public var warekiWithWeekday: String { "\(wareki)(\(Weekday(self).letter))" }
}
