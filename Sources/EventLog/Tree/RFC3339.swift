/// Moments as RFC 3339 text in UTC with exactly six fractional digits (時刻の表記).
///
/// A moment is a count of microseconds since 1970-01-01T00:00:00Z, without leap seconds, in the
/// proleptic Gregorian calendar. Foundation's formatter is a hundred times slower, and every
/// event carries one.
public enum RFC3339 {
    /// The longest text that is read; more fractional digits than this leaves are a mistake.
    static let longestReadText = 64
    /// The longest text that is written: `+294247-01-10T04:00:54.775807Z`.
    static let longestWrittenText = 30

    private static let microsecondsPerSecond: Int64 = 1_000_000
    private static let secondsPerDay: Int64 = 86_400

    /// The text of a moment, such as `2026-07-01T00:00:00.000000Z`.
    public static func string(_ microseconds: Int64) -> String {
        String(unsafeUninitializedCapacity: longestWrittenText) { text in
            guard let start = text.baseAddress else { return 0 }
            var cursor = ByteCursor(UnsafeMutableRawPointer(start))
            write(microseconds, to: &cursor)
            return cursor.next - UnsafeMutableRawPointer(start)
        }
    }

    /// Appends the text of a moment to a buffer.
    public static func write(_ microseconds: Int64, into buffer: inout [UInt8]) {
        withUnsafeTemporaryAllocation(byteCount: longestWrittenText, alignment: 8) { text in
            guard let start = text.baseAddress else { return }
            var cursor = ByteCursor(start)
            write(microseconds, to: &cursor)
            buffer.append(contentsOf: text.prefix(cursor.next - start))
        }
    }

    /// Writes the text of a moment.
    ///
    /// Outside the years 0000 to 9999 the year is written with a sign and six digits (the
    /// expanded form of ISO 8601), which no honest event has: a row somebody has altered must be
    /// reported by its wrong hash, not by a crash of whoever verifies it.
    static func write(_ microseconds: Int64, to cursor: inout ByteCursor) {
        let (seconds, fraction) = floorDivide(microseconds, microsecondsPerSecond)
        let (days, secondOfDay) = floorDivide(seconds, secondsPerDay)
        let date = civil(days)
        if date.year >= 0 && date.year <= 9999 {
            cursor.write(pair: UInt64(date.year) / 100)
            cursor.write(pair: UInt64(date.year) % 100)
        } else {
            cursor.write(date.year < 0 ? UInt8(ascii: "-") : UInt8(ascii: "+"))
            cursor.write(pair: date.year.magnitude / 10_000)
            cursor.write(pair: date.year.magnitude / 100 % 100)
            cursor.write(pair: date.year.magnitude % 100)
        }
        cursor.write(UInt8(ascii: "-"))
        cursor.write(pair: UInt64(date.month))
        cursor.write(UInt8(ascii: "-"))
        cursor.write(pair: UInt64(date.day))
        cursor.write(UInt8(ascii: "T"))
        let second = UInt64(secondOfDay)
        cursor.write(pair: second / 3600)
        cursor.write(UInt8(ascii: ":"))
        cursor.write(pair: second / 60 % 60)
        cursor.write(UInt8(ascii: ":"))
        cursor.write(pair: second % 60)
        cursor.write(UInt8(ascii: "."))
        let digits = UInt64(fraction)
        cursor.write(pair: digits / 10_000)
        cursor.write(pair: digits / 100 % 100)
        cursor.write(pair: digits % 100)
        cursor.write(UInt8(ascii: "Z"))
    }

    /// Reads a moment: a full date, `T`, a full time, any number of fractional digits (those after
    /// the sixth are cut off), and `Z` or an offset such as `+09:00`.
    ///
    /// - Returns: Microseconds since 1970, or nil for lower-case letters, dates that do not exist,
    ///   leap seconds, blanks, and moments outside the years 0000 to 9999 in UTC.
    public static func parse(_ text: some StringProtocol) -> Int64? {
        let bytes = Array(text.utf8)
        guard bytes.count <= longestReadText else { return nil }
        var reader = Reader(bytes: bytes)
        guard let year = reader.number(digits: 4), reader.skip("-"),
            let month = reader.number(digits: 2), reader.skip("-"),
            let day = reader.number(digits: 2), reader.skip("T"),
            let hour = reader.number(digits: 2), reader.skip(":"),
            let minute = reader.number(digits: 2), reader.skip(":"),
            let second = reader.number(digits: 2),
            let fraction = reader.fraction(), let offset = reader.offset(), reader.isAtEnd,
            (1...12).contains(month), (1...lengthOfMonth(month, year)).contains(day),
            hour < 24, minute < 60, second < 60
        else { return nil }
        let days = daysSince1970(year: year, month: month, day: day)
        let seconds = days * secondsPerDay + hour * 3600 + minute * 60 + second - offset
        let first = daysSince1970(year: 0, month: 1, day: 1) * secondsPerDay
        let end = daysSince1970(year: 10_000, month: 1, day: 1) * secondsPerDay
        guard (first..<end).contains(seconds) else { return nil }
        return seconds * microsecondsPerSecond + fraction
    }
}

// MARK: - The calendar

extension RFC3339 {
    /// The quotient rounded down and the remainder that is never negative.
    @inline(__always)
    private static func floorDivide(_ value: Int64, _ divisor: Int64) -> (Int64, Int64) {
        let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }

    /// The date of a day counted from 1970-01-01, by eras of 400 years that begin on 1 March, so
    /// that the leap day is the last of its year (Hinnant, "chrono-compatible low-level date
    /// algorithms").
    @inline(__always)
    private static func civil(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let (era, dayOfEra) = floorDivide(days + 719_468, 146_097)
        let yearOfEra =
            (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * marchMonth + 2) / 5 + 1
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
    }

    /// The inverse of ``civil(_:)``.
    private static func daysSince1970(year: Int64, month: Int64, day: Int64) -> Int64 {
        let (era, yearOfEra) = floorDivide(month <= 2 ? year - 1 : year, 400)
        let marchMonth = month > 2 ? month - 3 : month + 9
        let dayOfYear = (153 * marchMonth + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        return era * 146_097 + dayOfEra - 719_468
    }

    private static func lengthOfMonth(_ month: Int64, _ year: Int64) -> Int64 {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

// MARK: - Reading

extension RFC3339 {
    private struct Reader {
        let bytes: [UInt8]
        var index = 0

        var isAtEnd: Bool { index == bytes.count }

        mutating func skip(_ character: Unicode.Scalar) -> Bool {
            guard index < bytes.count, bytes[index] == UInt8(ascii: character) else { return false }
            index += 1
            return true
        }

        mutating func digit() -> Int64? {
            guard index < bytes.count, (0x30...0x39).contains(bytes[index]) else { return nil }
            defer { index += 1 }
            return Int64(bytes[index] - 0x30)
        }

        mutating func number(digits: Int) -> Int64? {
            var value: Int64 = 0
            for _ in 0..<digits {
                guard let digit = digit() else { return nil }
                value = value * 10 + digit
            }
            return value
        }

        /// Microseconds after an optional point; a point needs at least one digit.
        mutating func fraction() -> Int64? {
            guard skip(".") else { return 0 }
            guard let first = digit() else { return nil }
            var value = first
            var count = 1
            while let digit = digit() {
                if count < 6 {
                    value = value * 10 + digit
                    count += 1
                }
            }
            for _ in count..<6 { value *= 10 }
            return value
        }

        /// Seconds east of UTC.
        mutating func offset() -> Int64? {
            if skip("Z") { return 0 }
            let sign: Int64
            if skip("+") { sign = 1 } else if skip("-") { sign = -1 } else { return nil }
            guard let hours = number(digits: 2), skip(":"), let minutes = number(digits: 2),
                hours < 24, minutes < 60
            else { return nil }
            return sign * (hours * 3600 + minutes * 60)
        }
    }
}
