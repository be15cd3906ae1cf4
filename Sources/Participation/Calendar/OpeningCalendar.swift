/// The days on which the city hall is open, by which deadlines are counted (開庁日).
///
/// Knows only the rules it is given. Without any, every day is open.
public struct OpeningCalendar: Sendable, Equatable {
    private var weekly: [Weekday: String] = [:]
    private var yearly: [MonthAndDay: String] = [:]
    private var once: [LocalDate: String] = [:]

    /// The last day that is closed by a date of its own; nil when there is none (登録済みの最後の休日).
    ///
    /// National holidays are announced in February for the year after. Later than this day, only
    /// the weekly and yearly rules are known, and a deadline may come out too early: say so.
    public private(set) var lastListedDay: LocalDate?

    private struct MonthAndDay: Sendable, Hashable {
        let month: Int
        let day: Int
    }

    /// A calendar of these rules; of two for the same day the first gives the name (開庁日の暦).
    public init(closures: some Sequence<Closure>) {
        for closure in closures {
            switch closure.day {
            case .weekly(let weekday):
                if weekly[weekday] == nil { weekly[weekday] = closure.name }
            case .yearly(let month, let day):
                let day = MonthAndDay(month: month, day: day)
                if yearly[day] == nil { yearly[day] = closure.name }
            case .once(let date):
                if once[date] == nil { once[date] = closure.name }
                lastListedDay = lastListedDay.map { max($0, date) } ?? date
            }
        }
    }

    /// Why the city hall is closed on a day, `元日`; nil when it is open (閉庁の理由).
    ///
    /// A holiday's own name goes before the yearly rule's, and that before the weekday's.
    public func closure(on date: LocalDate) -> String? {
        once[date] ?? yearly[MonthAndDay(month: date.month, day: date.day)]
            ?? weekly[Weekday(date)]
    }

    /// Whether the city hall is open on a day (開庁日か否か).
    public func isOpen(_ date: LocalDate) -> Bool {
        closure(on: date) == nil
    }

    /// The day so many opening days after a day, which is not counted itself (開庁日後の日).
    ///
    /// The first day is left out as in 民法第140条. With 0 or fewer it is the day itself. Nil when
    /// the calendar of ``LocalDate`` ends before.
    public func adding(openingDays count: Int, to date: LocalDate) -> LocalDate? {
        var number = date.dayNumber
        var remaining = count
        var reached = date
        while remaining > 0 {
            number += 1
            guard let next = LocalDate(dayNumber: number) else { return nil }
            reached = next
            if isOpen(next) { remaining -= 1 }
        }
        return reached
    }

    /// How many opening days lie after one day, up to and with another (開庁日数).
    ///
    /// What a tray shows as days left: 0 on the day itself, negative by the opening days by which
    /// it is overdue.
    public func openingDays(between start: LocalDate, and end: LocalDate) -> Int {
        guard start <= end else { return -openingDays(between: end, and: start) }
        let days = (start.dayNumber..<end.dayNumber).lazy.compactMap {
            LocalDate(dayNumber: $0 + 1)
        }
        return days.count(where: isOpen)
    }
}
