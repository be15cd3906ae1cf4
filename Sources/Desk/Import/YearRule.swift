import Participation

/// How a day printed without a year gets one, for one file (年の補い方).
enum YearRule: Equatable {
    /// It lies in this fiscal year.
    case within(FiscalYear)
    /// It lies around this day.
    case around(LocalDate)

    /// A list of events, published monthly, still shows the long ones that began up to four months
    /// ago; everything else lies ahead.
    private static let daysBefore = 120
    /// With the days before, a year: each day of the calendar falls into it once.
    private static let daysAfter = 244

    /// The day of a month and day; nil when there is no such day.
    func day(month: Int, day: Int) -> LocalDate? {
        switch self {
        case .within(let year):
            return LocalDate(year: month >= 4 ? year.year : year.year + 1, month: month, day: day)
        case .around(let centre):
            let window =
                (centre.dayNumber - Self.daysBefore)...(centre.dayNumber + Self.daysAfter)
            return (centre.year - 1...centre.year + 1).lazy
                .compactMap { LocalDate(year: $0, month: month, day: day) }
                .first { window.contains($0.dayNumber) }
        }
    }
}

/// Why a text names no day (日付の誤り).
enum DayMistake: Error, Equatable {
    /// It is written in no shape that is known here.
    case notADay
    /// There is no such day on the calendar.
    case noSuchDay
    /// The last day comes before the first.
    case endsBeforeItBegins
    /// The year is not written, and the mapping does not say it.
    case noYear
}

extension DayParts {
    /// The day on the calendar; a day that follows another in a list or range takes month and year
    /// from it where it has none of its own.
    func resolved(year rule: YearRule?, after previous: LocalDate? = nil)
        throws(DayMistake) -> LocalDate
    {
        guard let day, let month = month ?? previous?.month else { throw .notADay }
        let found: LocalDate?
        if let year {
            found = LocalDate(year: year, month: month, day: day)
        } else if let previous {
            let start = previous.year + (isNextYear ? 1 : 0)
            let inSameYear = LocalDate(year: start, month: month, day: day)
            let isBefore = inSameYear.map { $0 < previous } ?? true
            found =
                isBefore ? LocalDate(year: start + 1, month: month, day: day) : inSameYear
        } else if let rule {
            found = rule.day(month: month, day: day)
        } else {
            throw .noYear
        }
        guard let found else { throw .noSuchDay }
        return found
    }
}
