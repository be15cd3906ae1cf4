import Participation
import Testing

@Suite("曜日")
struct WeekdayTests {
    @Test(
        "その日の曜日",
        arguments: [
            ("2026-06-30", "火曜日"), ("2019-05-01", "水曜日"), ("2000-01-01", "土曜日"),
            ("1970-01-01", "木曜日"), ("1945-08-15", "水曜日"), ("2024-02-29", "木曜日"),
            ("0001-01-01", "月曜日"), ("9999-12-31", "金曜日"), ("1582-10-15", "金曜日"),
        ])
    func weekday(text: String, expected: String) throws {
        #expect(Weekday(try #require(LocalDate(iso: text))).japanese == expected)
    }

    @Test("七日で一巡りする")
    func everySevenDays() throws {
        let first = try #require(LocalDate(iso: "2026-06-29")).dayNumber
        for offset in 0..<700 {
            let date = try #require(LocalDate(dayNumber: first + offset))
            #expect(Weekday(date).rawValue == offset % 7 + 1)
        }
    }

    @Test("曜日の書き方", arguments: ["火", "火曜", "火曜日"])
    func spellings(text: String) {
        #expect(Weekday(written: text) == .tuesday)
    }

    @Test("曜日でないもの", arguments: ["", "曜日", "火日", "火曜日曜日", "祝", "tue", "火 "])
    func notAWeekday(text: String) {
        #expect(Weekday(written: text) == nil)
    }

    @Test("どの曜日も名前から読み戻せる", arguments: Weekday.allCases)
    func namesReadBack(weekday: Weekday) {
        #expect(Weekday(written: weekday.japanese) == weekday)
        #expect(Weekday(written: String(weekday.letter)) == weekday)
    }

    @Test("曜日付きの和暦")
    func warekiWithWeekday() throws {
        let date = try #require(LocalDate(iso: "2026-06-30"))
        #expect(date.warekiWithWeekday == "令和8年6月30日(火)")
    }
}
