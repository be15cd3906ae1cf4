import Participation
import Testing

@Suite("処理期限")
struct DeadlineRuleTests {
    @Test(
        "期限の日",
        arguments: [
            (DeadlineRule.calendarDays(14), "2026-06-28", "2026-07-12"),
            (.calendarDays(14), "2026-12-20", "2027-01-03"),
            (.calendarDays(1), "2024-02-28", "2024-02-29"),
            (.openingDays(10), "2026-06-28", "2026-07-10"),
            (.openingDays(10), "2026-06-29", "2026-07-13"),
            (.openingDays(10), "2026-12-18", "2027-01-07"),
            (.openingDays(10), "2026-04-24", "2026-05-14"),
            (.openingDays(1), "2026-12-28", "2027-01-04"),
        ])
    func dueDate(rule: DeadlineRule, received: String, due: String) throws {
        let date = try #require(LocalDate(iso: received))
        #expect(
            rule.dueDate(receivedOn: date, in: try CalendarFiles.calendar())?.description == due)
    }

    @Test("暦日の期限は休日で動かない")
    func calendarDaysStay() throws {
        let date = try #require(LocalDate(iso: "2026-12-18"))
        let due = DeadlineRule.calendarDays(14).dueDate(
            receivedOn: date, in: try CalendarFiles.calendar())
        #expect(due?.description == "2027-01-01")
    }

    @Test("日数の範囲", arguments: [0, -1, 367, Int.max, Int.min])
    func outOfRange(count: Int) throws {
        let calendar = OpeningCalendar(closures: [])
        #expect(
            DeadlineRule.calendarDays(count).dueDate(receivedOn: .earliest, in: calendar) == nil)
        #expect(DeadlineRule.openingDays(count).dueDate(receivedOn: .earliest, in: calendar) == nil)
    }

    @Test("暦の終わりには期限がない")
    func endOfCalendar() {
        let calendar = OpeningCalendar(closures: [])
        #expect(DeadlineRule.calendarDays(14).dueDate(receivedOn: .latest, in: calendar) == nil)
        #expect(DeadlineRule.openingDays(10).dueDate(receivedOn: .latest, in: calendar) == nil)
    }

    @Test("期限の説明")
    func inJapanese() {
        #expect(DeadlineRule.calendarDays(14).japanese == "受付日から14日以内")
        #expect(DeadlineRule.openingDays(10).japanese == "受付日から10開庁日以内")
    }
}
