import EventLog
import Foundation
import Participation
import Postgres
import TestSupport
import Testing

@testable import Desk

// The board and the records behind it, on a real database.
@Suite("成果指標の一覧と根拠")
struct FigureBoardTests {
    private static let plans = [
        """
        plan: {code: one, name: 第一計画, city: 根室市}
        indicators:
          - {code: letters, name: 手紙, unit: 件, policy: 施策A,
             measure: {count: items, where: {scheme: letter-to-mayor}, date: receivedOn},
             baseline: {year: R6, value: 120}, targets: [{year: R11, value: 130}]}
          - {code: typed, name: 記入値, unit: 件, policy: 施策B, frequency: 年1回,
             measure: {observed: value}, targets: [{year: R8, below: 5}]}
          - {code: sum, name: 参加者, unit: 人, policy: 施策A,
             measure: {sum: headcount, of: gatherings, date: heldOn},
             baseline: {year: R6, value: 0}, targets: [{year: R8, value: 40}]}
        """,
        """
        plan: {code: two, name: 第二計画, city: 苫小牧市}
        indicators:
          - {code: level, name: 時点値, unit: 人, decimals: 1, frequency: 四半期,
             measure: {observed: value}, targets: [{year: R8, value: 7}]}
          - {code: total, name: 累計, unit: 件, frequency: 年1回,
             measure: {observed: value, accumulate: {since: R7}}, targets: [{year: R8, value: 9}]}
        """,
    ]

    private static func with(_ body: (Desk, TestCity) async throws -> Void) async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            for text in plans {
                let (plan, indicators) = try PlanFile.parse(text)
                _ = try await desk.importPlan(
                    plan, indicators, author: nil, reason: nil, actor: "test")
            }
            try await body(desk, city)
        }
    }

    private static let year = FiscalYear(LocalDate(microsecondsSince1970: 1_782_604_800_000_000))

    private static func observe(
        _ desk: Desk, _ indicator: String, _ period: String, _ value: Int
    ) async throws {
        let period = try #require(FigurePeriod(parsing: period))
        _ = try await desk.handle(
            .record(
                RecordObservation(
                    today: desk.today,
                    observed: ObservedValue(
                        indicator: Wording(indicator), year: period.year, quarter: period.quarter,
                        value: FigureValue(value), label: .final))),
            of: Observation.self, stream: UUID(), actor: "t", command: nil)
    }

    private static func row(_ board: FigureBoard, _ code: String) throws -> FigureRow {
        let rows = board.parts.flatMap(\.policies).flatMap(\.rows)
        return try #require(rows.first { $0.figure.code == code })
    }

    @Test("作り直した集計は、控えた一覧に残らない")
    func rebuilt() async throws {
        try await Self.with { desk, city in
            _ = try await desk.receive(.letter(), actor: "test", command: nil)
            try await desk.catchUp([.facts])
            let owner = try await city.superuser()
            _ = try await owner.execute("DELETE FROM facts.fact_1")
            await owner.close()
            let request = FigureBoardRequest(year: Self.year)
            let damaged = try await desk.figureBoard(request)
            #expect(try Self.row(damaged, "letters").figure.value == nil)
            _ = try await desk.rebuild(.facts)
            let board = try await desk.figureBoard(request)
            #expect(try Self.row(board, "letters").figure.value == FigureValue(1))
            #expect(board.asOf == damaged.asOf)
        }
    }

    @Test("計画・施策ごとに計画の順で並び、計画を選べる。ない計画は項目を名指しして断る")
    func groups() async throws {
        try await Self.with { desk, _ in
            let board = try await desk.figureBoard(FigureBoardRequest(year: Self.year))
            #expect(board.plans.map(\.code) == ["one", "two"])
            #expect(board.parts.map(\.plan.name) == ["第一計画", "第二計画"])
            #expect(board.parts[0].policies.map(\.name) == ["施策A", "施策B"])
            #expect(
                board.parts[0].policies.map { $0.rows.map(\.figure.code) } == [
                    ["letters", "sum"], ["typed"],
                ])
            #expect(board.parts[1].policies.map(\.name) == [nil])
            #expect(board.runningQuarter == .first)
            let one = try await desk.figureBoard(FigureBoardRequest(year: Self.year, plan: "two"))
            #expect(one.parts.map(\.plan.code) == ["two"])
            await #expect {
                _ = try await desk.figureBoard(FigureBoardRequest(year: Self.year, plan: "three"))
            } throws: { error in
                guard case DeskError.malformed(let errors) = error else { return false }
                return errors == [InputError("plan", .notACode(["one", "two"]))]
            }
        }
    }

    @Test("件数の行: 前年度・前年同期・四半期・率。始まっていない四半期は未到来、記録のない指標は未把握")
    func counts() async throws {
        try await Self.with { desk, _ in
            for day in ["2025-04-02", "2025-12-01", "2026-05-01"] {
                _ = try await desk.receive(
                    .letter { $0.receivedOn = day }, actor: "t", command: nil)
            }
            let board = try await desk.figureBoard(FigureBoardRequest(year: Self.year))
            let letters = try Self.row(board, "letters")
            #expect(letters.figure.text == "1")
            #expect(letters.previous?.text == "2")
            #expect(letters.previousToDate == FigureValue(1))
            #expect(letters.quarters == [.known(FigureValue(1)), .notYet, .notYet, .notYet])
            #expect(letters.hasQuarterlyValues)
            #expect(letters.quarterGuide == FigureValue(31))
            #expect(letters.achievement.text == "0.8%")
            // 1 of 120 in June is no progress of minus 1,190 %.
            #expect(letters.progress.text == IndicatorRate.none)
            let sum = try Self.row(board, "sum")
            #expect(sum.figure.value == nil)
            #expect(sum.quarters == [.unknown, .notYet, .notYet, .notYet])
            // The number behind it is the one `koe figures` prints.
            let figures = try await desk.figures(FigureRequest(year: Self.year))
            #expect(
                figures.figures.map(\.value)
                    == board.parts.flatMap(\.policies).flatMap(\.rows).map(\.figure)
                    .sorted { $0.order(in: figures) < $1.order(in: figures) }.map(\.value))

            let last = try #require(FiscalYear(2025))
            let over = try await desk.figureBoard(FigureBoardRequest(year: last))
            let whole = try Self.row(over, "letters")
            #expect(over.runningQuarter == nil)
            #expect(whole.previousToDate == nil)
            #expect(whole.progress.text == "-1,180.0%")
            #expect(whole.quarters.map(\.value) == [1, 0, 1, 0].map { FigureValue($0) })
        }
    }

    @Test("記入値の行: 四半期の値は入れた四半期だけ。累計は四半期に分けない")
    func observes() async throws {
        try await Self.with { desk, _ in
            try await Self.observe(desk, "one/typed", "R7", 6)
            try await Self.observe(desk, "two/level", "R8-Q1", 5)
            try await Self.observe(desk, "two/total", "R7", 3)
            let board = try await desk.figureBoard(FigureBoardRequest(year: Self.year))
            let typed = try Self.row(board, "typed")
            #expect(typed.figure.value == nil)
            #expect(typed.previous?.text == "6")
            #expect(!typed.hasQuarterlyValues)
            #expect(typed.quarterGuide == nil)
            let level = try Self.row(board, "level")
            #expect(level.quarters[0] == .known(FigureValue(5)))
            #expect(level.quarterGuide == FigureValue(7))
            let total = try Self.row(board, "total")
            #expect(!total.hasQuarterlyValues)
            #expect(total.previous?.text == "3")
        }
    }

    @Test("日付で聞けば、その日の終わりまでに行われたものだけを数える")
    func countsThroughTheDay() async throws {
        try await Self.with { desk, city in
            let day = try #require(LocalDate(iso: "2026-06-29"))
            _ = try await desk.handle(
                .plan(
                    PlanGathering(
                        today: desk.today,
                        plan: GatheringPlan(kind: .event, name: "あすの催し", heldOn: day))),
                of: Gathering.self, stream: UUID(), actor: "t", command: nil)
            let before = try await desk.figureBoard(FigureBoardRequest(year: Self.year))
            #expect(before.day.description == "2026-06-28")
            city.clock.advance(by: 10 * 86_400_000_000)
            let asked = try #require(LocalDate(iso: "2026-06-28"))
            let then = try await desk.figureBoard(
                FigureBoardRequest(year: Self.year, asOf: .day(asked)))
            #expect(then.day == asked)
            #expect(then.asOf.isHead)
            let now = try await desk.figureRecords(
                FigureRecordsRequest(
                    indicator: "one/sum", period: FigurePeriod(year: Self.year)))
            #expect(now.parts.map(\.total) == [1])
            let past = try await desk.figureRecords(
                FigureRecordsRequest(
                    indicator: "one/sum", period: FigurePeriod(year: Self.year),
                    asOf: .day(asked)))
            #expect(past.parts.map(\.total) == [0])
        }
    }

    @Test("根拠の件数は値と同じで、四半期の記入値は、その四半期のものだけを挙げる")
    func lists() async throws {
        try await Self.with { desk, _ in
            try await Self.observe(desk, "two/level", "R8", 8)
            try await Self.observe(desk, "two/level", "R8-Q1", 5)
            func records(_ quarter: Quarter?) async throws -> FigureRecords {
                try await desk.figureRecords(
                    FigureRecordsRequest(
                        indicator: "two/level",
                        period: FigurePeriod(year: Self.year, quarter: quarter)))
            }
            #expect(try await records(nil).parts.map(\.total) == [2])
            let first = try await records(.first)
            #expect(first.parts.map(\.total) == [1])
            #expect(first.figure.text == "5.0")
            #expect(try await records(.fourth).parts.map(\.total) == [0])
            await #expect(throws: DeskError.self) {
                _ = try await desk.figureRecords(
                    FigureRecordsRequest(
                        indicator: "two/nothing", period: FigurePeriod(year: Self.year)))
            }
        }
    }

    @Test("重複と分かった手紙は、それ以前の時点の根拠に、その後の変更とともに挙がる")
    func tellsWhatCameLater() async throws {
        try await Self.with { desk, city in
            let first = try await desk.receive(.letter(), actor: "t", command: nil)
            let second = try await desk.receive(.letter(), actor: "t", command: nil)
            let position = try await city.log.headPosition()
            _ = try await desk.handle(
                .link(
                    LinkItem(
                        item: second.id, to: first.id, as: .duplicate, isTargetDuplicate: false)),
                of: Item.self, stream: second.id, actor: "t", command: nil)
            func changes(_ asOf: AsOf) async throws -> [FigureRecord.Change?] {
                let records = try await desk.figureRecords(
                    FigureRecordsRequest(
                        indicator: "one/letters", period: FigurePeriod(year: Self.year),
                        asOf: asOf))
                return try records.parts.flatMap(\.records).map { record in
                    guard case .shown(let shown) = record else {
                        throw DeskError.internalFault("restricted")
                    }
                    return shown.change
                }
            }
            #expect(
                try await changes(.position(position)) == [
                    nil,
                    FigureRecord.Change(
                        position: position + 1, title: "重複の登録", countsStill: false),
                ])
            #expect(try await changes(.now) == [nil])
        }
    }
}

extension Figure {
    fileprivate func order(in figures: Figures) -> Int {
        figures.figures.firstIndex { $0.definition == definition } ?? 0
    }
}
