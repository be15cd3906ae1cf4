import Participation
import Testing

@Suite("閉庁日の定め")
struct ClosureTests {
    @Test(
        "暦ファイルの一行",
        arguments: [
            "2026-05-06", "2026/5/6", "20260506", "令和8年5月6日", "R8.5.6", "２０２６／５／６", " 2026-05-06 ",
        ])
    func onceInEveryForm(date: String) throws {
        let closure = try #require(Closure(date: date, name: "振替休日"))
        let day = try #require(LocalDate(iso: "2026-05-06"))
        #expect(closure.day == .once(day))
        #expect(closure.name == "振替休日")
    }

    @Test("毎年の日", arguments: ["12-29", "12/29", "12月29日", "１２－２９"])
    func yearly(date: String) {
        #expect(Closure(date: date, name: "年末年始")?.day == .yearly(month: 12, day: 29))
    }

    @Test("毎週の曜日", arguments: ["土", "土曜", "土曜日", " 土 "])
    func weekly(date: String) {
        #expect(Closure(date: date, name: "土曜日")?.day == .weekly(.saturday))
    }

    @Test("毎年の2月29日は閏年の日")
    func leapDay() {
        #expect(Closure(date: "2-29", name: "記念日") != nil)
    }

    @Test(
        "読めない行",
        arguments: [
            "", "date", "29", "8/5/6", "2026-05-32", "2026-02-29", "2-30", "13-1", "2026-05",
            "2026-05-06(水)", "祝日", "5月", "-",
        ])
    func notARule(date: String) {
        #expect(Closure(date: date, name: "休日") == nil)
    }

    @Test("名称は要る")
    func name() {
        #expect(Closure(.weekly(.sunday), name: " ") == nil)
        #expect(Closure(.weekly(.sunday), name: String(repeating: "日", count: 60)) != nil)
        #expect(Closure(.weekly(.sunday), name: String(repeating: "日", count: 61)) == nil)
    }
}
