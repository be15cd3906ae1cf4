/// A day on the calendar of the city hall, without a time of day (日付).
///
/// Proleptic Gregorian, years 1 to 9999. A day begins at 00:00 Japan Standard Time, which is
/// UTC+9 all year (明治19年勅令第51号「本初子午線経度計算方及標準時ノ件」). The offset is a constant because
/// `TimeZone("Asia/Tokyo")` is nil in FoundationEssentials (DECISIONS A10); the daylight saving
/// time of 1948–1951 is of no concern to dates that come in as dates.
public struct LocalDate: Sendable, Hashable {
    /// The western year, 1…9999 (西暦年).
    public let year: Int
    /// The month, 1…12 (月).
    public let month: Int
    /// The day of the month, 1…31 (日).
    public let day: Int

    /// The years a date can lie in (扱える年の範囲).
    public static let years = 1...9999
    /// The first day a date can be, 0001-01-01 (最初の日).
    public static let earliest = LocalDate(uncheckedYear: years.lowerBound, month: 1, day: 1)
    /// The last day a date can be, 9999-12-31 (最後の日).
    public static let latest = LocalDate(uncheckedYear: years.upperBound, month: 12, day: 31)

    /// A day by its parts; nil when there is no such day (年月日).
    public init?(year: Int, month: Int, day: Int) {
        guard Self.years.contains(year), (1...12).contains(month),
            (1...Self.days(in: month, of: year)).contains(day)
        else { return nil }
        self.init(uncheckedYear: year, month: month, day: day)
    }

    /// For parts already known to be a day, such as the constants of this room.
    init(uncheckedYear year: Int, month: Int, day: Int) {
        self.year = year
        self.month = month
        self.day = day
    }

    /// Whether the year has a 29 February (閏年).
    public static func isLeap(_ year: Int) -> Bool {
        year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    }

    /// The number of days in a month, 28…31 (月の日数).
    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: isLeap(year) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension LocalDate: Comparable {
    /// Whether one day comes before the other (前後).
    public static func < (earlier: LocalDate, later: LocalDate) -> Bool {
        (earlier.year, earlier.month, earlier.day) < (later.year, later.month, later.day)
    }
}

// MARK: - Days counted from 1970-01-01

extension LocalDate {
    /// Days since 1970-01-01, negative before it (通日).
    public var dayNumber: Int {
        // Years are counted from 1 March, so that the leap day is the last day of its year, and in
        // cycles of 400 years, after which the calendar repeats (Hinnant, "chrono-compatible
        // low-level date algorithms").
        let marchYear = month > 2 ? year : year - 1
        let cycle = marchYear.floorDivided(by: 400)
        let yearOfCycle = marchYear - cycle * 400
        let monthFromMarch = (month + 9) % 12
        let dayOfYear = (153 * monthFromMarch + 2) / 5 + day - 1
        let dayOfCycle = yearOfCycle * 365 + yearOfCycle / 4 - yearOfCycle / 100 + dayOfYear
        return cycle * Self.daysPerCycle + dayOfCycle - Self.daysBefore1970
    }

    /// The day so many days after 1970-01-01; nil outside the years Koe knows (通日から).
    public init?(dayNumber: Int) {
        guard (Self.earliest.dayNumber...Self.latest.dayNumber).contains(dayNumber) else {
            return nil
        }
        let days = dayNumber + Self.daysBefore1970
        let cycle = days.floorDivided(by: Self.daysPerCycle)
        let dayOfCycle = days - cycle * Self.daysPerCycle
        let yearOfCycle =
            (dayOfCycle - dayOfCycle / 1_460 + dayOfCycle / 36_524 - dayOfCycle / 146_096) / 365
        let dayOfYear = dayOfCycle - (365 * yearOfCycle + yearOfCycle / 4 - yearOfCycle / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        self.init(
            uncheckedYear: cycle * 400 + yearOfCycle + (month <= 2 ? 1 : 0), month: month,
            day: dayOfYear - (153 * monthFromMarch + 2) / 5 + 1)
    }

    /// The day in Japan at a moment (日本時間の日付).
    ///
    /// - Parameter microseconds: µs since 1970-01-01T00:00:00Z. A moment outside the years 1…9999
    ///   gives the first or last day there is: a broken time stamp must not stop a projection.
    public init(microsecondsSince1970 microseconds: Int64) {
        // Whole seconds first: adding nine hours to the largest Int64 would overflow.
        let seconds = Int(microseconds).floorDivided(by: 1_000_000) + Self.japanOffsetSeconds
        let dayNumber = seconds.floorDivided(by: 86_400)
        let nearest = dayNumber < 0 ? Self.earliest : Self.latest
        self = LocalDate(dayNumber: dayNumber) ?? nearest
    }

    private static let japanOffsetSeconds = 9 * 3_600
    private static let daysPerCycle = 146_097
    /// Days from 0000-03-01 to 1970-01-01.
    private static let daysBefore1970 = 719_468
}

// MARK: - ISO 8601

extension LocalDate: CustomStringConvertible {
    /// The day as `yyyy-MM-dd`, ISO 8601 (ISO形式の日付).
    public var description: String {
        "\(year.padded(to: 4))-\(month.padded(to: 2))-\(day.padded(to: 2))"
    }

    /// Reads exactly `yyyy-MM-dd` in ASCII; anything else is nil (ISO形式の読取り).
    public init?(iso text: some StringProtocol) {
        self.init(iso: Array(text.utf8))
    }

    private init?(iso text: [UInt8]) {
        var digits = 0
        var place = 0
        for byte in text {
            switch place {
            case 4, 7: guard byte == UInt8(ascii: "-") else { return nil }
            default:
                guard case 0...9 = byte &- UInt8(ascii: "0"), place < 10 else { return nil }
                digits = digits * 10 + Int(byte &- UInt8(ascii: "0"))
            }
            place += 1
        }
        guard place == 10 else { return nil }
        self.init(year: digits / 10_000, month: digits / 100 % 100, day: digits % 100)
    }
}

extension Int {
    /// The quotient rounded towards minus infinity: days before 1970 need it.
    fileprivate func floorDivided(by divisor: Int) -> Int {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? quotient - 1 : quotient
    }
}
