import Participation
import Testing

@Suite("保存区分の定め")
struct RetentionBookTests {
    private static let general = RetentionTerm(
        .items, from: .on("2020-04-01"), period: .years(5))
    private static let petition = RetentionTerm(
        .scheme(.petition), from: .on("2026-04-01"), period: .years(10))
    private static let book = [RetentionTermEvent.defined(petition), .defined(general)]
        .reduce(RetentionBook.initial, RetentionBook.evolve)

    @Test("保存期間は完結した年度の翌年度の4月1日から数え、3月31日に満了する")
    func counted() {
        let ends: [(Int, String, String)] = [
            (1, "2026-04-01", "2028-03-31"), (1, "2027-03-31", "2028-03-31"),
            (1, "2027-04-01", "2029-03-31"), (3, "2026-06-28", "2030-03-31"),
            (5, "2026-06-28", "2032-03-31"), (10, "2020-01-31", "2030-03-31"),
            (30, "1989-03-31", "2019-03-31"),
        ]
        for (years, completed, end) in ends {
            let last = RetentionPeriod.years(years).lastDay(completedOn: .on(completed))
            #expect(last == .on(end))
        }
        #expect(RetentionPeriod.standing.lastDay(completedOn: .on("2000-01-01")) == nil)
        let span = RetentionSpan(
            completedOn: .on("2026-06-28"), years: 5, lastDay: .on("2032-03-31"))
        #expect(span.erasableFrom == .on("2032-04-01"))
    }

    @Test("完結日に効いていた定めによる。制度の定めは全体の定めに先立つ")
    func inForceAtCompletion() {
        func period(_ kind: RetainedKind, _ day: String) -> RetentionPeriod? {
            Self.book.period(for: kind, completedOn: .on(day))
        }
        #expect(period(.scheme(.opinion), "2020-03-31") == nil)
        #expect(period(.scheme(.opinion), "2020-04-01") == .years(5))
        #expect(period(.scheme(.petition), "2026-03-31") == .years(5))
        #expect(period(.scheme(.petition), "2026-04-01") == .years(10))
        #expect(period(.lectures, "2026-04-01") == nil)
        #expect(period(.gatherings, "2026-04-01") == nil)
    }

    @Test("同じ定めは記録せず、同じ日の別の定めは置き換え、取り消せる")
    func changes() {
        let given = Scenario<RetentionBook>.given(.defined(Self.general))
        given.when(.define(Self.general)).thenNothing()
        var longer = Self.general
        longer.period = .years(10)
        let changed = given.when(.define(longer))
        changed.then(.defined(longer))
        #expect(RetentionBook.evolve(given.state, .defined(longer)).terms == [longer])
        given.when(.withdraw(.items, from: .on("2020-04-01"))).then(
            .withdrawn(.items, from: .on("2020-04-01")))
        given.when(.withdraw(.lectures, from: .on("2020-04-01"))).thenRefused(
            .unknown(.on("2020-04-01")))
        for years in [0, 101] {
            given.when(
                .define(RetentionTerm(.items, from: .on("2026-04-01"), period: .years(years)))
            ).thenRefused(.yearsOutOfRange(1...100))
        }
    }

    @Test("保存区分は書かれたとおりに読み、誤りは読まない")
    func reading() {
        for text in ["5", "5年", "５年"] { #expect(RetentionPeriod(parsing: text) == .years(5)) }
        for text in ["常用", "standing"] { #expect(RetentionPeriod(parsing: text) == .standing) }
        for text in ["", "0", "101", "永年", "-1", "5年間"] {
            #expect(RetentionPeriod(parsing: text) == nil, "\(text)")
        }
        #expect(RetentionPeriod.years(30).japanese == "30年")
        for kind in RetainedKind.all { #expect(RetainedKind(code: kind.code) == kind) }
        #expect(RetainedKind(code: "letters") == nil)
    }
}
