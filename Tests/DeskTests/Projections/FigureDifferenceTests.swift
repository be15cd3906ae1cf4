import EventLog
import Foundation
import Participation
import TestSupport
import Testing

@testable import Desk

// Narrowed, compared and reviewed figures, on a real database. It is 28 June 2026.
@Suite("指標の絞込みと二時点の比較")
struct FigureDifferenceTests {
    private static let plan = """
        plan: {code: p, name: 計画, city: 根室市}
        indicators:
          - {code: letters, name: 手紙, unit: 件,
             measure: {count: items, where: {scheme: letter-to-mayor}, date: receivedOn},
             baseline: {year: R6, value: 120}, targets: [{year: R11, value: 130}, {year: R16, value: 150}]}
          - {code: heads, name: 参加者, unit: 人,
             measure: {sum: headcount, of: gatherings, date: heldOn}, targets: [{year: R8, value: 40}]}
          - {code: typed, name: 記入値, unit: 件, frequency: 年1回,
             measure: {observed: value}, targets: [{year: R8, value: 5}]}
        """

    private static let year = FiscalYear(LocalDate(microsecondsSince1970: 1_782_604_800_000_000))
    private static let period = FigurePeriod(year: year)

    private static func with(_ body: (Desk, TestCity) async throws -> Void) async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            let (plan, indicators) = try PlanFile.parse(plan)
            _ = try await desk.importPlan(
                plan, indicators, author: nil, reason: nil, actor: "test")
            try await body(desk, city)
        }
    }

    private static func letter(
        _ desk: Desk, _ day: String, channel: String = "paper", category: String = "道路",
        anonymous: Bool = false
    ) async throws -> UUID {
        try await desk.receive(
            ReceiveRequest(
                scheme: "letter-to-mayor", channel: channel, receivedOn: day,
                sender: anonymous ? .init(anonymous: true) : .init(name: "見本 太郎"),
                summary: "手紙", category: category),
            actor: "test", command: nil
        ).id
    }

    private static func difference(
        _ desk: Desk, _ code: String, since: Int64
    ) async throws -> FigureDifference {
        // The moments in either order.
        try await desk.figureDifference(
            FigureDifferenceRequest(
                indicator: "p/\(code)", period: period, one: .now, other: .position(since)))
    }

    @Test("二時点の差は、その間の出来事の増減の合計に等しい")
    func letters() async throws {
        try await Self.with { desk, _ in
            let first = try await Self.letter(desk, "2026-04-10")
            let second = try await Self.letter(desk, "2026-05-10")
            let before = try await desk.status().position
            _ = try await Self.letter(desk, "2026-06-20")
            // The same letter twice, and one that came in the year before.
            _ = try await desk.handle(
                .link(LinkItem(item: second, to: first, as: .duplicate, isTargetDuplicate: false)),
                of: Item.self, stream: second, actor: "test",
                command: nil)
            var changes = ItemChanges()
            changes.receivedOn = LocalDate(iso: "2026-03-31")
            _ = try await desk.handle(
                .correct(CorrectItem(today: desk.today, reason: .typo, changes: changes)),
                of: Item.self, stream: first, actor: "test", command: nil)
            // Received and linked in between: two events that cancel each other.
            let third = try await Self.letter(desk, "2026-06-21")
            _ = try await desk.handle(
                .link(LinkItem(item: third, to: first, as: .duplicate, isTargetDuplicate: false)),
                of: Item.self, stream: third, actor: "test",
                command: nil)
            let found = try await Self.difference(desk, "letters", since: before)
            #expect(found.earlier.position == before && found.later.isHead)
            #expect(found.compared.earlier?.value == FigureValue(2))
            #expect(found.compared.later?.value == FigureValue(1))
            #expect(found.compared.difference == FigureValue(-1))
            let part = try #require(found.parts.first)
            #expect(part.changes.map(\.records) == [1, -1, -1, 1, -1])
            #expect(part.changes.map(\.title) == ["受付", "重複の登録", "訂正", "受付", "重複の登録"])
            #expect(part.total == 5 && part.sum == -1)
            #expect(found.unexplained == .zero)
            #expect(part.changes.allSatisfy { $0.receiptNumber != nil && !$0.cameDue })
        }
    }

    @Test("人数の訂正は差だけが現れ、変わらない時点の間に出来事はない")
    func heads() async throws {
        try await Self.with { desk, _ in
            let id = UUID()
            let day = try #require(LocalDate(iso: "2026-06-01"))
            _ = try await desk.handle(
                .plan(
                    PlanGathering(
                        today: desk.today,
                        plan: GatheringPlan(kind: .workshop, name: "会", heldOn: day), headcount: 33)
                ),
                of: Gathering.self, stream: id, actor: "test", command: nil)
            let before = try await desk.status().position
            _ = try await desk.handle(
                .correctHeadcount(CorrectHeadcount(to: 31, reason: "職員2人を数えていた")),
                of: Gathering.self, stream: id, actor: "test", command: nil)
            let found = try await Self.difference(desk, "heads", since: before)
            let part = try #require(found.parts.first)
            #expect(part.tally == .quantities && part.changes.map(\.quantity) == [-2])
            #expect(part.changes.map(\.records) == [0])
            #expect(found.compared.difference == FigureValue(-2) && found.unexplained == .zero)
            let none = try await Self.difference(
                desk, "heads", since: try await desk.status().position)
            #expect(none.parts.first?.changes.isEmpty == true)
            #expect(none.compared.difference == .zero)
        }
    }

    @Test("限定の案件は差に数えるが、番号を示さない")
    func restricted() async throws {
        try await Self.with { desk, _ in
            let before = try await desk.status().position
            let id = try await Self.letter(desk, "2026-06-20")
            _ = try await desk.handle(
                .setHandling(.restricted, isUrgent: false), of: Item.self, stream: id,
                actor: "test", command: nil)
            let change = try #require(
                try await Self.difference(desk, "letters", since: before).parts.first?.changes.first
            )
            #expect(change.isRestricted && change.records == 1)
            #expect(change.receiptNumber == nil && change.sort == nil)
        }
    }

    @Test("絞り込むと、当てはまる記録だけを数え、目標とは比べない。記入値は絞り込めない")
    func narrows() async throws {
        try await Self.with { desk, _ in
            _ = try await Self.letter(desk, "2026-04-10", channel: "form", category: "道路")
            _ = try await Self.letter(desk, "2026-04-11", category: "公園", anonymous: true)
            _ = try await Self.letter(desk, "2026-04-12", category: "公園")
            func value(_ filter: FigureFilter) async throws -> FigureValue? {
                let row = try #require(
                    try await desk.figureBoard(
                        FigureBoardRequest(year: Self.year, filter: filter)
                    ).parts[0].policies[0].rows.first)
                #expect(row.figure.goal == nil && row.figure.state == .undetermined)
                return row.figure.value
            }
            #expect(try await value(FigureFilter(channel: .form)) == FigureValue(1))
            #expect(try await value(FigureFilter(category: "公園")) == FigureValue(2))
            #expect(
                try await value(FigureFilter(category: "公園", anonymous: true)) == FigureValue(1))
            #expect(try await value(FigureFilter(anonymous: false)) == FigureValue(2))
            #expect(try await value(FigureFilter(district: "花咲")) == FigureValue(0))
            let records = try await desk.figureRecords(
                FigureRecordsRequest(
                    indicator: "p/letters", period: Self.period,
                    filter: FigureFilter(category: "公園")))
            #expect(records.parts[0].total == 2)
            for code in ["heads", "typed"] {
                let none = try await desk.figureRecords(
                    FigureRecordsRequest(
                        indicator: "p/\(code)", period: Self.period,
                        filter: FigureFilter(channel: .form)))
                #expect(none.figure.value == nil && none.parts.isEmpty)
                #expect(
                    !FigureFilter(channel: .form).narrows(none.figure.definition.indicator.measure))
            }
            let words = try await desk.figureWords()
            #expect(words.categories == ["公園", "道路"] && words.districts.isEmpty)
        }
    }

    @Test("推移は現状値の年から最後の目標の年まで。先の年は値がない")
    func series() async throws {
        try await Self.with { desk, _ in
            _ = try await Self.letter(desk, "2026-04-10")
            let indicator = try #require(
                try await desk.indicators(in: Self.year).first?.definition.indicator)
            let years = try await desk.figureSeries(of: indicator, around: Self.year)
            #expect(years.map(\.year.label) == (6...16).map { "R\($0)" })
            #expect(years.first { $0.year == Self.year }?.value == FigureValue(1))
            #expect(years.filter { $0.year > Self.year }.allSatisfy { $0.value == nil })
            #expect(years.compactMap(\.target?.year.label) == ["R11", "R16"])
            #expect(years[1].guide == FigureValue(122))
        }
    }

    @Test("所管課の評価は期間ごとに残り、書き直すと後のものが現れ、過去の時点では前のものが現れる")
    func outlooks() async throws {
        try await Self.with { desk, _ in
            let asked = ObservedPeriod(indicator: "letters", year: "R8", quarter: "1")
            var entry = OutlookEntry()
            await #expect(throws: DeskError.self) {
                _ = try await desk.stateOutlook(entry, of: asked, actor: "a", command: nil)
            }
            entry.cause = "広報で取り上げた"
            entry.prospect = "nearly"
            entry.forecast = "124.5"
            let first = try await desk.stateOutlook(entry, of: asked, actor: "a", command: nil)
            entry.prospect = "reached"
            _ = try await desk.stateOutlook(entry, of: asked, actor: "b", command: nil)
            let again = try await desk.stateOutlook(entry, of: asked, actor: "b", command: nil)
            #expect(again.events == 0)
            let now = try await desk.outlooks(of: "p/letters", in: Self.year)
            let quarter = FigurePeriod(year: Self.year, quarter: .first)
            #expect(now.count == 1 && now[quarter]?.version == 2 && now[quarter]?.actor == "b")
            #expect(now[quarter]?.statement.prospect == .reached)
            let then = try await desk.outlooks(
                of: "p/letters", in: Self.year, through: first.position)
            #expect(then[quarter]?.statement.prospect == .nearly)
            #expect(then[quarter]?.statement.forecast?.description == "124.5")
            var next = asked
            next.year = "R9"
            await #expect(throws: DeskError.self) {
                _ = try await desk.stateOutlook(entry, of: next, actor: "a", command: nil)
            }
        }
    }
}
