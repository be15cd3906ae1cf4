import Participation
import Testing

@Suite("回答期限の定め")
struct DeadlineBookTests {
    private static let general = DeadlineTerm(
        from: .on("2026-04-01"), rule: .calendarDays(14))
    private static let opening = DeadlineTerm(
        scheme: .opinion, from: .on("2026-07-01"), rule: .openingDays(10))
    private static let book = [DeadlineEvent.defined(opening), .defined(general)]
        .reduce(DeadlineBook.initial, DeadlineBook.evolve)
    private static let weekend = OpeningCalendar(
        closures: ["土", "日"].compactMap { Closure(date: $0, name: "週休日") })

    @Test("受付日に効いていた定めによる。制度の定めは全体の定めに先立つ")
    func inForceAtReceipt() {
        let calendar = Self.weekend
        func due(_ scheme: Scheme, _ day: String) -> LocalDate? {
            Self.book.dueDate(for: scheme, receivedOn: .on(day), in: calendar)
        }
        #expect(due(.letterToMayor, "2026-03-31") == nil)
        #expect(due(.letterToMayor, "2026-04-01") == .on("2026-04-15"))
        #expect(due(.opinion, "2026-06-30") == .on("2026-07-14"))
        #expect(due(.opinion, "2026-07-01") == .on("2026-07-15"))
        #expect(due(.opinion, "2026-07-03") == .on("2026-07-17"))
    }

    @Test("残日数は定めの数え方で数え、過ぎれば負になる")
    func daysLeft() {
        let due = LocalDate.on("2026-07-15")
        let today = LocalDate.on("2026-07-10")
        let rules: [DeadlineRule] = [.calendarDays(14), .openingDays(10)]
        #expect(rules.map { $0.daysLeft(until: due, from: today, in: Self.weekend) } == [5, 3])
        #expect(rules.map { $0.daysLeft(until: today, from: due, in: Self.weekend) } == [-5, -3])
    }

    @Test("同じ定めは記録せず、同じ日の別の定めは置き換え、取り消せる")
    func changes() {
        let given = Scenario<DeadlineBook>.given(.defined(Self.general))
        given.when(.define(Self.general)).thenNothing()
        let longer = DeadlineTerm(from: .on("2026-04-01"), rule: .calendarDays(21))
        given.when(.define(longer)).then(.defined(longer))
        #expect(DeadlineBook.evolve(given.state, .defined(longer)).terms == [longer])
        given.when(.withdraw(scheme: nil, from: .on("2026-04-01")))
            .then(.withdrawn(scheme: nil, from: .on("2026-04-01")))
        given.when(.withdraw(scheme: .opinion, from: .on("2026-04-01")))
            .thenRefused(.unknown(.on("2026-04-01")))
        given.when(.define(DeadlineTerm(from: .on("2026-04-01"), rule: .calendarDays(0))))
            .thenRefused(.daysOutOfRange(1...366))
        let none = DeadlineTerm(scheme: .petition, from: .on("2026-04-01"), rule: nil)
        given.when(.define(none)).then(.defined(none))
        #expect(none.japanese == "期限なし")
    }
}
