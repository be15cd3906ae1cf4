import Participation
import Testing

@Suite("日付")
struct LocalDateTests {
    @Test(
        "存在しない日は作れない",
        arguments: [
            (2025, 2, 29), (1900, 2, 29), (2026, 4, 31), (2026, 13, 1), (2026, 0, 1), (2026, 1, 0),
            (2026, 1, 32), (0, 1, 1), (10000, 1, 1), (-1, 1, 1), (2026, -3, 1),
            (Int.max, 1, 1), (2026, Int.min, 1), (2026, 1, Int.max),
        ])
    func noSuchDay(year: Int, month: Int, day: Int) {
        #expect(LocalDate(year: year, month: month, day: day) == nil)
    }

    @Test("閏日", arguments: [2024, 2000, 2400, 1996, 4])
    func leapDay(year: Int) throws {
        let leapDay = try #require(LocalDate(year: year, month: 2, day: 29))
        #expect(
            LocalDate(dayNumber: leapDay.dayNumber + 1)?.description.hasSuffix("-03-01") == true)
        #expect(LocalDate.isLeap(year))
    }

    @Test(
        "ISO形式は書いたとおりに戻る",
        arguments: [
            "2026-06-28", "2024-02-29", "0001-01-01", "9999-12-31", "1950-01-01", "2019-04-30",
        ])
    func isoRoundTrip(text: String) throws {
        #expect(try #require(LocalDate(iso: text)).description == text)
    }

    @Test(
        "ISO形式でないものは読まない",
        arguments: [
            "", "2026-6-28", "2026/06/28", "20260628", " 2026-06-28", "2026-06-28 ",
            "2026-06-28T00:00",
            "２０２６-06-28", "2026-06-2８", "+026-06-28", "-026-06-28", "2026--6-28", "2026-06-31",
            "2025-02-29", "0000-01-01", "2026-06", "2026-06-28-", "2026−06−28", "R8-06-28",
            "2026-06-0x",
        ])
    func isoStrict(text: String) {
        #expect(LocalDate(iso: text) == nil)
    }

    @Test(
        "通日は1970年1月1日から数える",
        arguments: [
            ("1970-01-01", 0), ("1969-12-31", -1), ("2000-03-01", 11_017), ("2026-06-28", 20_632),
            ("1950-01-01", -7_305), ("0001-01-01", -719_162), ("9999-12-31", 2_932_896),
        ])
    func dayNumber(text: String, number: Int) throws {
        let date = try #require(LocalDate(iso: text))
        #expect(date.dayNumber == number)
        #expect(LocalDate(dayNumber: number) == date)
    }

    @Test("すべての日が隣の日へ続く")
    func everyDayFollowsTheLast() throws {
        var previous = LocalDate.earliest
        for number in (previous.dayNumber + 1)...LocalDate.latest.dayNumber {
            let date = try #require(LocalDate(dayNumber: number))
            guard date.dayNumber == number, previous < date,
                LocalDate(year: date.year, month: date.month, day: date.day) == date,
                date.day == 1 || (date.day == previous.day + 1 && date.month == previous.month)
            else {
                Issue.record("\(previous) → \(date)")
                return
            }
            previous = date
        }
        #expect(previous == .latest)
    }

    @Test("範囲の外の通日はない", arguments: [-719_163, 2_932_897, Int.min, Int.max])
    func dayNumberOutOfRange(number: Int) {
        #expect(LocalDate(dayNumber: number) == nil)
    }

    @Test(
        "日付は日本時間の0時に変わる",
        arguments: [
            (0, "1970-01-01"), (-1, "1970-01-01"), (-32_400_000_000, "1970-01-01"),
            (-32_400_000_001, "1969-12-31"),
            // 2026-06-30T14:59:59.999999Z and one microsecond later.
            (1_782_831_599_999_999, "2026-06-30"), (1_782_831_600_000_000, "2026-07-01"),
        ])
    func dayInJapan(microseconds: Int64, expected: String) {
        #expect(LocalDate(microsecondsSince1970: microseconds).description == expected)
    }

    @Test("壊れた時刻でも止まらない")
    func brokenTimestamps() {
        #expect(LocalDate(microsecondsSince1970: .max) == .latest)
        #expect(LocalDate(microsecondsSince1970: .min) == .earliest)
    }

    @Test("早い日は小さい")
    func order() throws {
        let texts = ["1999-12-31", "2000-01-01", "2000-01-31", "2000-02-01", "2000-02-02"]
        let dates = try texts.map { try #require(LocalDate(iso: $0)) }
        #expect(dates.shuffled().sorted() == dates)
    }

    @Test(
        "和暦の表記",
        arguments: [
            ("2026-06-30", "令和8年6月30日"), ("2019-05-01", "令和元年5月1日"),
            ("2019-04-30", "平成31年4月30日"), ("1989-01-08", "平成元年1月8日"),
            ("1989-01-07", "昭和64年1月7日"), ("1926-12-25", "昭和元年12月25日"),
            ("1926-12-24", "大正15年12月24日"), ("1912-07-30", "大正元年7月30日"),
            ("1912-07-29", "明治45年7月29日"), ("1868-01-25", "明治元年1月25日"),
            ("1868-01-24", "1868年1月24日"), ("9999-12-31", "9999年12月31日"),
        ])
    func wareki(text: String, expected: String) throws {
        #expect(try #require(LocalDate(iso: text)).wareki == expected)
    }
}
