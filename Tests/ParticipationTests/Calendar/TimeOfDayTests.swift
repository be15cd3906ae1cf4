import Participation
import Testing

@Suite("時刻と曜日")
struct TimeOfDayTests {
    @Test(
        "人が打つ時刻を読む",
        arguments: [
            ("13:30", "13:30"), ("9:00", "09:00"), ("１３：３０", "13:30"), ("13時30分", "13:30"),
            ("13時", "13:00"), ("0:00", "00:00"), ("24:00", "24:00"), ("9:5", "09:05"),
        ])
    func reads(text: String, written: String) {
        #expect(TimeOfDay(parsing: text)?.description == written)
    }

    @Test(
        "ない時刻は読まない",
        arguments: ["", "24:01", "25:00", "13:60", "13", "13:30:00", "午後", "-1:00", "1330", "30分"])
    func refuses(text: String) {
        #expect(TimeOfDay(parsing: text) == nil)
    }

    @Test("分から作り、前後を比べる")
    func minutes() throws {
        #expect(TimeOfDay(minutes: 810)?.description == "13:30")
        #expect(TimeOfDay(minutes: 1_440)?.description == "24:00")
        #expect(TimeOfDay(minutes: 1_441) == nil)
        #expect(TimeOfDay(minutes: -1) == nil)
        #expect(try #require(TimeOfDay(hour: 9)) < #require(TimeOfDay(hour: 9, minute: 1)))
    }

    @Test(
        "曜日",
        arguments: [
            ("1970-01-01", "木"), ("2026-06-30", "火"), ("2024-02-29", "木"), ("1969-12-31", "水"),
            ("1950-01-01", "日"), ("2026-11-21", "土"), ("0001-01-01", "月"), ("2026-11-20", "金"),
        ])
    func weekdays(day: String, japanese: String) {
        #expect(String(Weekday(.on(day)).letter) == japanese)
    }
}
