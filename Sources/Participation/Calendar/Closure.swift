/// A rule by which the city hall is closed, such as a holiday (閉庁日の定め).
///
/// Data, never code: every office has an ordinance of its own (市の休日を定める条例, by 地方自治法
/// 第4条の2), and national holidays are moved by law at short notice, as in 2019 to 2021.
public struct Closure: Sendable, Hashable {
    /// The days it holds on (閉庁する日).
    public enum Day: Sendable, Hashable {
        /// Every week (毎週).
        case weekly(Weekday)
        /// Every year on this day, such as 29 December (毎年).
        case yearly(month: Int, day: Int)
        /// Once (その日限り).
        case once(LocalDate)
    }

    /// The days it holds on (閉庁する日).
    public let day: Day
    /// What the calendar on the wall calls it, `海の日` (名称).
    public let name: String

    /// The most characters a name may have (名称の字数の上限).
    public static let longestName = 60

    /// A rule by its parts; nil for a day no year has and for a name that is blank or too long (閉庁日の定め).
    public init?(_ day: Day, name: String) {
        guard let name = name.unlessBlank, !name.isLonger(than: Self.longestName) else {
            return nil
        }
        switch day {
        case .yearly(let month, let monthDay):
            // Any leap year: 29 February is a day of some years.
            guard LocalDate(year: 2000, month: month, day: monthDay) != nil else { return nil }
        case .weekly, .once:
            break
        }
        self.day = day
        self.name = name
    }

    /// Reads the two columns of a calendar file, `date` and `name` (暦ファイルの読取り).
    ///
    /// `date` is a whole date in any form (`2026-05-06`, `2026/5/6` as the Cabinet Office has it,
    /// `令和8年5月6日`), a day of every year (`12-29`), or a weekday (`土`).
    public init?(date: some StringProtocol, name: String) {
        if let weekday = Weekday(written: date.halfWidth) {
            self.init(.weekly(weekday), name: name)
            return
        }
        guard let written = WrittenDate(spelling: date.dateSpelling), written.weekday == nil else {
            return nil
        }
        switch written.form {
        case .full(let year, let month, let day):
            guard let date = LocalDate(year: year, month: month, day: day) else { return nil }
            self.init(.once(date), name: name)
        case .monthAndDay(let month, let day):
            self.init(.yearly(month: month, day: day), name: name)
        case .shortYear, .day:
            return nil
        }
    }
}

extension Closure.Day {
    /// The day in recorded events: `saturday`, `12-29` or `2026-05-06` (記録上の閉庁日).
    public var code: String {
        switch self {
        case .weekly(let weekday): weekday.code
        case .yearly(let month, let day): "\(month.padded(to: 2))-\(day.padded(to: 2))"
        case .once(let date): date.description
        }
    }

    /// Reads what `code` writes (記録値の読取り).
    public init?(code: String) {
        if let weekday = Weekday(code: code) {
            self = .weekly(weekday)
        } else if let date = LocalDate(iso: code) {
            self = .once(date)
        } else {
            // Any leap year, as 29 February is a day of some years.
            guard let date = LocalDate(iso: "2000-\(code)") else { return nil }
            self = .yearly(month: date.month, day: date.day)
        }
    }
}
