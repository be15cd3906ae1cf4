import EventLog
public import Participation
public import Postgres

/// The moment a figure is asked of (時点).
public enum AsOf: Sendable, Hashable {
    /// The log as it stands (現在).
    case now
    /// Through this position (通し位置).
    case position(Int64)
    /// Through 24:00 of this day, Japan time (日付).
    case day(LocalDate)
    /// Through the last event recorded at or before this moment (日時).
    case moment(Instant)

    /// Reads a position, a day or a moment (DECISIONS B1): digits only are a position.
    public init?(parsing text: String) {
        if !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
            guard let position = Int64(text) else { return nil }
            self = .position(position)
        } else if let day = LocalDate(iso: text) {
            self = .day(day)
        } else if let moment = RFC3339.parse(text) {
            self = .moment(Instant(microseconds: moment))
        } else {
            return nil
        }
    }
}

extension AsOf {
    /// What ``init(parsing:)`` reads as this; `nil` for now (時点の表記).
    public var text: String? {
        switch self {
        case .now: nil
        case .position(let position): String(position)
        case .day(let day): day.description
        case .moment(let moment): RFC3339.string(moment.microseconds)
        }
    }

    /// The day in Japan it lies in; `nil` for now and for a position, whose day the log knows
    /// (日付).
    public var day: LocalDate? {
        switch self {
        case .now, .position: nil
        case .day(let day): day
        case .moment(let moment): LocalDate(microsecondsSince1970: moment.microseconds)
        }
    }
}

/// A place in the log, and when it was reached (台帳の位置).
public struct LogMoment: Sendable, Hashable {
    /// The last position that counts; 0 before the first event.
    public let position: Int64
    /// When that event was recorded; `nil` before the first one.
    public let time: Instant?
    /// Whether nothing had been recorded after it when it was looked up.
    public let isHead: Bool

    /// The day in Japan on which that event was recorded (記録日).
    public var day: LocalDate? {
        time.map { LocalDate(microsecondsSince1970: $0.microseconds) }
    }

    /// The time of day in Japan at which it was recorded, to the minute (記録時刻).
    public var timeOfDay: TimeOfDay? {
        time.flatMap { time in
            let minutes = (time.microseconds + Desk.japanTime) / 60_000_000 % 1_440
            return TimeOfDay(minutes: Int(minutes))
        }
    }
}

extension Desk {
    /// Where in the log a moment lies (時点の位置).
    /// - Throws: ``DeskError/malformed(_:)`` for a position the log has not reached.
    func resolve(_ asOf: AsOf) async throws -> LogMoment {
        let head = try await log.headPosition()
        let position: Int64
        switch asOf {
        case .now: position = head
        case .position(let wanted):
            guard wanted <= head else {
                throw DeskError.malformed([InputError("asOf", .beyondHead(head))])
            }
            position = wanted
        case .day(let day):
            let nextMidnight = Int64(day.dayNumber + 1) * 86_400_000_000 - Self.japanTime
            position = try await lastPosition(
                atOrBefore: Instant(microseconds: nextMidnight - 1), head: head)
        case .moment(let moment):
            position = try await lastPosition(atOrBefore: moment, head: head)
        }
        return LogMoment(
            position: position, time: try await recordedAt(position), isHead: position == head)
    }

    /// Japan time is nine hours ahead of UTC, without summer time (DECISIONS A10), in µs.
    static let japanTime: Int64 = 9 * 3_600_000_000

    /// Times never go back along the log, so the place is found by halving.
    private func lastPosition(atOrBefore moment: Instant, head: Int64) async throws -> Int64 {
        var low: Int64 = 0
        var high = head
        while low < high {
            let middle = low + (high - low + 1) / 2
            guard let time = try await recordedAt(middle) else {
                throw DeskError.internalFault("position \(middle) below the head")
            }
            if time <= moment { low = middle } else { high = middle - 1 }
        }
        return low
    }

    private func recordedAt(_ position: Int64) async throws -> Instant? {
        guard position > 0 else { return nil }
        let rows = try await pool.execute(
            "SELECT recorded_at FROM log.event WHERE position = \(position)")
        return try rows.first?.get(0)
    }
}
