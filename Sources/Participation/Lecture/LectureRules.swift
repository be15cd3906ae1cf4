/// What the city's rules demand of a request for a lecture (出前講座の実施要綱).
///
/// Data, not code: the rules in force arrive with the command. The values given here are the
/// commonest in the cities' 実施要綱 (PRODUCT §1.3): 10 people in 常陸太田, 湯沢, 大月, 鹿嶋 …, 5 in 東員,
/// 栄, 剣淵, 鶴ヶ島; 14 days before in 大月, 東員, 和水, 21 in 湯沢; up to two hours between 9:00 and
/// 21:00; not from 28 December to 4 January.
public struct LectureRules: Sendable, Equatable {
    /// The fewest people a group may have, unless a menu item says otherwise (最少人数).
    public var minimumGroup: Int
    /// How many days before the lecture it must be asked for (申込期限の日数).
    public var leadDays: Int
    /// The earliest a lecture may begin (開始時刻の下限).
    public var opens: TimeOfDay
    /// The latest a lecture may end (終了時刻の上限).
    public var closes: TimeOfDay
    /// The longest a lecture may take, in minutes (最長時間).
    public var longestMinutes: Int
    /// The days of every year on which there are none (実施しない期間).
    public var closedPeriods: [ClosedPeriod]
    /// Within how many days after it the section reports (実施報告の期限の日数).
    public var reportDays: Int

    /// The rules of a city; what is not given is the commonest (実施要綱).
    public init(
        minimumGroup: Int = 10, leadDays: Int = 14, opens: TimeOfDay = Self.nineOClock,
        closes: TimeOfDay = Self.nineInTheEvening, longestMinutes: Int = 120,
        closedPeriods: [ClosedPeriod] = [.newYear], reportDays: Int = 7
    ) {
        self.minimumGroup = minimumGroup
        self.leadDays = leadDays
        self.opens = opens
        self.closes = closes
        self.longestMinutes = longestMinutes
        self.closedPeriods = closedPeriods
        self.reportDays = reportDays
    }

    /// 9:00 (午前9時).
    public static let nineOClock = TimeOfDay(uncheckedHour: 9)
    /// 21:00 (午後9時).
    public static let nineInTheEvening = TimeOfDay(uncheckedHour: 21)
}

/// Days closed every year, from one day of the year to another, both included (実施しない期間).
///
/// One that begins later in the year than it ends runs over the new year.
public struct ClosedPeriod: Sendable, Equatable {
    /// A day of any year (月日).
    public struct Day: Sendable, Equatable {
        /// The month, 1…12 (月).
        public let month: Int
        /// The day, 1…31; one that a month does not have is never met (日).
        public let day: Int

        /// A day of any year; nil out of range (月日).
        public init?(month: Int, day: Int) {
            guard (1...12).contains(month), (1...31).contains(day) else { return nil }
            self.init(uncheckedMonth: month, day: day)
        }

        fileprivate init(uncheckedMonth month: Int, day: Int) {
            self.month = month
            self.day = day
        }

        fileprivate var ordinal: Int { month * 100 + day }
    }

    /// The first day (初日).
    public let first: Day
    /// The last day (最終日).
    public let last: Day

    /// The days from one to another (期間).
    public init(from first: Day, through last: Day) {
        self.first = first
        self.last = last
    }

    /// The days around the new year, 28 December to 4 January (年末年始).
    public static let newYear = ClosedPeriod(
        from: Day(uncheckedMonth: 12, day: 28), through: Day(uncheckedMonth: 1, day: 4))

    /// Whether a date lies in it (期間内).
    public func contains(_ date: LocalDate) -> Bool {
        let day = date.month * 100 + date.day
        return first.ordinal <= last.ordinal
            ? (first.ordinal...last.ordinal).contains(day)
            : day >= first.ordinal || day <= last.ordinal
    }

    /// The period as messages print it (期間の表記).
    public var japanese: String {
        "\(first.month)月\(first.day)日から\(last.month)月\(last.day)日まで"
    }
}
