/// A day of the week; the week of an office begins on Monday (曜日).
public enum Weekday: String, Sendable, CaseIterable {
    /// Monday (月曜日).
    case monday
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

    /// The day of the week of a date (その日の曜日).
    public init(_ date: LocalDate) {
        // 1970-01-01 was a Thursday; days before it have negative numbers.
        let fromMonday = (date.dayNumber % 7 + 7 + 3) % 7
        self = Self.allCases[fromMonday]
    }

    /// The day in one character (曜日の略称).
    public var japanese: String {
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
}
