/// A time on the clock of the hall, to the minute (時刻).
///
/// 00:00 to 24:00; the last is there because evening events end at midnight.
public struct TimeOfDay: Sendable, Hashable {
    /// Minutes since midnight, 0…1,440 (零時からの分).
    public let minutes: Int

    /// A time by its minutes since midnight; nil beyond 24:00 (時刻).
    public init?(minutes: Int) {
        guard (0...Self.minutesPerDay).contains(minutes) else { return nil }
        self.minutes = minutes
    }

    /// A time by hour and minute; nil when there is no such time (時刻).
    public init?(hour: Int, minute: Int = 0) {
        guard (0...24).contains(hour), (0...59).contains(minute) else { return nil }
        self.init(minutes: hour * 60 + minute)
    }

    /// For the constants of this room.
    init(uncheckedHour hour: Int) {
        minutes = hour * 60
    }

    private static let minutesPerDay = 1_440
}

extension TimeOfDay: CustomStringConvertible {
    /// Reads a time as people type it (時刻の読取り).
    ///
    /// `13:30`, `9:00`, `１３：３０`, `13時30分`, `13時`.
    public init?(parsing text: some StringProtocol) {
        var folded = text.halfWidth
        if folded.hasSuffix("時") {
            folded = "\(folded.dropLast()):00"
        } else if folded.hasSuffix("分") {
            folded = String(folded.dropLast()).replacing("時", with: ":")
        }
        let parts = folded.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, (1...2).contains(parts[0].utf8.count),
            (1...2).contains(parts[1].utf8.count), let hour = parts[0].asciiNumber,
            let minute = parts[1].asciiNumber
        else { return nil }
        self.init(hour: hour, minute: minute)
    }

    /// The time as `13:30` (時刻の表記).
    public var description: String {
        "\((minutes / 60).padded(to: 2)):\((minutes % 60).padded(to: 2))"
    }
}

extension TimeOfDay: Comparable {
    /// Whether one time comes before the other (時刻の前後).
    public static func < (earlier: TimeOfDay, later: TimeOfDay) -> Bool {
        earlier.minutes < later.minutes
    }
}
