/// How long the city gives itself for an answer, from the day of receipt (処理期限の定め).
///
/// The rule in force at receipt decides (PRODUCT §3, 12). Offices differ, so it is data. Sources
/// (PRODUCT §1.3): 旭市要綱, 受付日から2週間以内 in writing; 吉川市「市民の声」, about ten opening days;
/// 上尾市「市長への政策提言」, about ten days.
public enum DeadlineRule: Sendable, Hashable {
    /// So many days of the calendar, closed days included (暦日).
    ///
    /// The end does not move when it falls on a closed day: what was promised to the citizen is
    /// two weeks.
    case calendarDays(Int)
    /// So many days on which the city hall is open (開庁日).
    case openingDays(Int)

    /// The days a deadline can be away (期限までの日数の範囲).
    public static let days = 1...366

    /// The last day for the answer; the day of receipt is not counted (回答期限).
    ///
    /// Source for the count: 民法第140条 (初日不算入). Nil for a number of days out of range, or past
    /// the end of ``LocalDate``.
    public func dueDate(receivedOn date: LocalDate, in calendar: OpeningCalendar) -> LocalDate? {
        switch self {
        case .calendarDays(let count):
            guard Self.days.contains(count) else { return nil }
            return LocalDate(dayNumber: date.dayNumber + count)
        case .openingDays(let count):
            guard Self.days.contains(count) else { return nil }
            return calendar.adding(openingDays: count, to: date)
        }
    }

    /// The rule in words, `受付日から14日以内` (期限の説明).
    public var japanese: String {
        switch self {
        case .calendarDays(let count): "受付日から\(count)日以内"
        case .openingDays(let count): "受付日から\(count)開庁日以内"
        }
    }
}
