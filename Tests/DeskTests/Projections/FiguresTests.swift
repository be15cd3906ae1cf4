import EventLog
import Foundation
import Participation
import TestSupport
import Testing

@testable import Desk

// Letters in, figures out, on a real database.
@Suite("件数の集計")
struct FiguresTests {
    /// An indicator that counts letters to the mayor.
    private static let plan = """
        plan: {code: test, name: 試験計画, city: 根室市}
        indicators:
          - code: letters-to-mayor
            name: 市長への手紙の受付件数
            unit: 件
            measure: {count: items, where: {scheme: letter-to-mayor}, date: receivedOn}
            baseline: {year: R6, value: 120}
            targets: [{year: R11, value: 130}, {year: R16, value: 150}]
        """

    private static func withPlan(
        _ body: (Desk, TestCity) async throws -> Void
    ) async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            let (plan, indicators) = try PlanFile.parse(plan)
            let first = try await desk.importPlan(
                plan, indicators, author: nil, reason: nil, actor: "test")
            #expect(first.added == 1)
            let again = try await desk.importPlan(
                plan, indicators, author: nil, reason: nil, actor: "test")
            #expect(again == PlanImport(added: 0, changed: 0, unchanged: 1, position: 0))
            try await body(desk, city)
        }
    }

    private static func request(
        _ quarter: Quarter? = nil, by: [String] = [], asOf: AsOf = .now
    ) throws -> FigureRequest {
        FigureRequest(
            year: try #require(FiscalYear(2026)), quarter: quarter,
            indicators: ["letters-to-mayor"], by: by, asOf: asOf)
    }

    private static func values(_ figures: Figures) -> [String?] { figures.figures.map(\.text) }

    @Test("市長への手紙が年度・四半期・経路の別に数えられ、記録のない期間は未把握になる")
    func counts() async throws {
        try await Self.withPlan { desk, _ in
            #expect(
                try await Self.values(desk.figures(Self.request())) == [nil])
            for _ in 0..<3 { _ = try await desk.receive(.letter(), actor: "t", command: nil) }
            #expect(try await Self.values(desk.figures(Self.request())) == ["3"])
            #expect(try await Self.values(desk.figures(Self.request(.first))) == ["3"])
            let byChannel = try await desk.figures(Self.request(by: ["channel"]))
            #expect(byChannel.figures.map(\.text) == ["3"])
            #expect(byChannel.figures.first?.dimensions.first?.word == "paper")
        }
    }

    @Test("二つの時計: 後から打ち込んだ手紙は、それ以前の時点の件数を変えない")
    func twoClocks() async throws {
        try await Self.withPlan { desk, city in
            _ = try await desk.receive(.letter(), actor: "t", command: nil)
            let position = try await city.log.headPosition()
            _ = try await desk.receive(.letter(), actor: "t", command: nil)
            #expect(
                try await Self.values(desk.figures(Self.request(asOf: .position(position))))
                    == ["1"])
            #expect(try await Self.values(desk.figures(Self.request())) == ["2"])
        }
    }

    @Test("台帳から作り直しても、同じ件数になる")
    func rebuilds() async throws {
        try await Self.withPlan { desk, _ in
            for _ in 0..<3 { _ = try await desk.receive(.letter(), actor: "t", command: nil) }
            let before = try await desk.figures(Self.request(by: ["channel", "sender"]))
            let position = try await desk.rebuild(.facts)
            #expect(position == before.asOf.position)
            #expect(try await desk.figures(Self.request(by: ["channel", "sender"])) == before)
            _ = try await desk.rebuild(.register)
            _ = try await desk.receive(.letter(), actor: "t", command: nil)
            #expect(try await Self.values(desk.figures(Self.request())) == ["4"])
        }
    }

    @Test("重複到達は一件と数え、解除すれば元に戻る")
    func duplicates() async throws {
        try await Self.withPlan { desk, _ in
            let first = try await desk.receive(.letter(), actor: "t", command: nil)
            let second = try await desk.receive(.letter(), actor: "t", command: nil)
            func handle(_ command: ItemCommand) async throws {
                _ = try await desk.handle(
                    command, of: Item.self, stream: second.id, actor: "t", command: nil)
            }
            try await handle(
                .link(
                    LinkItem(
                        item: second.id, to: first.id, as: .duplicate,
                        isTargetDuplicate: false)))
            #expect(try await Self.values(desk.figures(Self.request())) == ["1"])
            try await handle(.unlink(from: first.id))
            #expect(try await Self.values(desk.figures(Self.request())) == ["2"])
        }
    }
}
