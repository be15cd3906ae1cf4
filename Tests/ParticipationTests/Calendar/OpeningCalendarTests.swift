import Participation
import TestSupport
import Testing

@Suite("開庁日")
struct OpeningCalendarTests {
    let calendar: OpeningCalendar

    init() throws {
        calendar = try CalendarFiles.calendar()
    }

    private func day(_ text: String) throws -> LocalDate {
        try #require(LocalDate(iso: text))
    }

    @Test(
        "閉庁日とその理由",
        arguments: [
            ("2026-06-27", "土曜日"), ("2026-06-28", "日曜日"), ("2026-07-20", "海の日"),
            ("2026-05-06", "振替休日"), ("2026-09-22", "国民の休日"), ("2026-12-29", "年末年始"),
            ("2027-01-03", "年末年始"),
            // The name of the holiday, not of the yearly rule or of the Sunday.
            ("2027-01-01", "元日"), ("2026-05-03", "憲法記念日"),
            // Beyond the file of holidays the other rules still hold.
            ("2035-12-31", "年末年始"), ("2035-01-06", "土曜日"), ("2017-01-07", "土曜日"),
        ])
    func closed(date: String, name: String) throws {
        #expect(calendar.closure(on: try day(date)) == name)
        #expect(!calendar.isOpen(try day(date)))
    }

    @Test(
        "開庁日",
        arguments: [
            "2026-06-29", "2026-12-28", "2027-01-04", "2026-08-13", "2026-05-07", "2021-10-11",
        ])
    func open(date: String) throws {
        #expect(calendar.isOpen(try day(date)))
        #expect(calendar.closure(on: try day(date)) == nil)
    }

    @Test(
        "開庁日を数えて進む",
        arguments: [
            ("2026-06-26", 1, "2026-06-29"), ("2026-06-28", 1, "2026-06-29"),
            ("2026-06-29", 1, "2026-06-30"), ("2026-06-28", 10, "2026-07-10"),
            // Golden week.
            ("2026-04-28", 1, "2026-04-30"), ("2026-04-28", 3, "2026-05-07"),
            // Silver week with a citizens' holiday.
            ("2026-09-18", 1, "2026-09-24"),
            // The end of the year.
            ("2026-12-25", 2, "2027-01-04"), ("2026-12-28", 10, "2027-01-18"),
            ("2019-04-26", 1, "2019-05-07"), ("2026-06-27", 0, "2026-06-27"),
            ("2026-06-27", -3, "2026-06-27"),
        ])
    func adding(date: String, count: Int, expected: String) throws {
        #expect(calendar.adding(openingDays: count, to: try day(date)) == (try day(expected)))
    }

    @Test(
        "残りの開庁日数",
        arguments: [
            ("2026-06-30", "2026-06-30", 0), ("2026-06-26", "2026-06-28", 0),
            ("2026-06-26", "2026-06-29", 1), ("2026-06-30", "2026-07-10", 8),
            ("2026-12-28", "2027-01-04", 1), ("2026-07-10", "2026-06-30", -8),
            ("2026-06-29", "2026-06-26", -1), ("2026-06-28", "2026-06-27", 0),
        ])
    func between(start: String, end: String, count: Int) throws {
        #expect(calendar.openingDays(between: try day(start), and: try day(end)) == count)
    }

    @Test("進んだ分だけ数えられる")
    func addingAndCountingAgree() throws {
        var numbers = SeededNumbers(seed: 1229)
        let first = try day("2017-06-01").dayNumber
        for _ in 0..<2_000 {
            let number = Int.random(in: first...(first + 4_500), using: &numbers)
            let count = Int.random(in: 1...60, using: &numbers)
            let start = try #require(LocalDate(dayNumber: number))
            let end = try #require(calendar.adding(openingDays: count, to: start))
            #expect(calendar.isOpen(end))
            #expect(calendar.openingDays(between: start, and: end) == count)
            #expect(calendar.openingDays(between: end, and: start) == -count)
        }
    }

    @Test("その市だけの休みを加える")
    func localClosure() throws {
        let festival = try #require(Closure(date: "2026-08-13", name: "金刀比羅神社例大祭"))
        let anniversary = try #require(Closure(date: "8-1", name: "市制施行記念日"))
        let local = OpeningCalendar(
            closures: try CalendarFiles.closures("closed-days.csv") + [festival, anniversary])
        #expect(local.closure(on: try day("2026-08-13")) == "金刀比羅神社例大祭")
        #expect(local.isOpen(try day("2027-08-13")))
        #expect(local.closure(on: try day("2031-08-01")) == "市制施行記念日")
        #expect(local.lastListedDay == (try day("2026-08-13")))
    }

    @Test("同じ日の定めは先のものが名称になる")
    func firstNameWins() throws {
        let closures = try ["元日", "年始"].map { try #require(Closure(date: "2027-01-01", name: $0)) }
        #expect(OpeningCalendar(closures: closures).closure(on: try day("2027-01-01")) == "元日")
    }

    @Test("祝日がいつまで登録されているか分かる")
    func lastListedDay() throws {
        #expect(calendar.lastListedDay == (try day("2028-11-23")))
        #expect(OpeningCalendar(closures: []).lastListedDay == nil)
    }

    @Test("定めがなければ毎日開いている")
    func withoutClosures() throws {
        let always = OpeningCalendar(closures: [])
        #expect(always.isOpen(try day("2027-01-01")))
        #expect(
            always.adding(openingDays: 10, to: try day("2026-12-28")) == (try day("2027-01-07")))
    }

    @Test("毎日閉まっていても止まる")
    func neverOpen() throws {
        let closed = OpeningCalendar(
            closures: Weekday.allCases.compactMap { Closure(.weekly($0), name: "閉庁") })
        let end = try day("9990-01-01")
        #expect(closed.adding(openingDays: 1, to: end) == nil)
        #expect(closed.openingDays(between: end, and: .latest) == 0)
        #expect(calendar.adding(openingDays: 1, to: .latest) == nil)
    }
}
