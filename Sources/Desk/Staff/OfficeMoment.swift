public import Participation
import Postgres

/// A moment as the clock of the city hall shows it, to the minute (日時).
public struct OfficeMoment: Sendable, Equatable {
    /// The day in Japan (日付).
    public let day: LocalDate
    /// The time of day in Japan (時刻).
    public let time: TimeOfDay?

    init(_ instant: Instant) {
        day = LocalDate(microsecondsSince1970: instant.microseconds)
        let minutes = (instant.microseconds + Desk.japanTime) / 60_000_000 % 1_440
        time = TimeOfDay(minutes: Int(minutes))
    }

    /// `令和8年6月28日 09:00` (日時の表記).
    public var japanese: String {
        [day.wareki, time?.description].compactMap(\.self).joined(separator: " ")
    }

    /// `2026-06-28 09:00` (日時の表記).
    public var iso: String {
        ["\(day)", time?.description].compactMap(\.self).joined(separator: " ")
    }
}
