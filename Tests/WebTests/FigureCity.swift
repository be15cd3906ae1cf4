import Desk
import Foundation
import Hummingbird
import Participation
import Testing

@testable import Web

/// A small city with a plan, letters, workshops and a typed-in value: everything a page of figures
/// shows, with text in it that wants to be markup.
///
/// It is 28 June 2026. The letters: one of 令和7年度, three of 令和8年度, of which one is found to
/// have come in 令和7年度 and one is made 限定.
struct FigureCity: Sendable {
    let server: TestServer
    /// The last position before anything was put right.
    let before: Int64

    static let plan = """
        plan: {code: test, name: '<script>計画</script> "𠮷"', city: 根室市}
        indicators:
          - code: letters-to-mayor
            name: 市長への手紙の受付件数
            unit: 件
            measure: {count: items, where: {scheme: letter-to-mayor}, date: receivedOn}
            baseline: {year: R6, value: 120}
            targets: [{year: R11, value: 130}, {year: R16, value: 150}]
            policy: 5 開かれた市政運営と市民協働
            approach: 市民が理解できる事業を実施します
            owner: 総務部
          - code: workshop-participants
            name: '"<b>ワークショップ</b>" & 参加者数(1回当たり)'
            unit: 人
            decimals: 1
            measure: {average: headcount, of: gatherings, where: {kind: workshop}, date: heldOn}
            baseline: {value: 20, label: R7以降, measured: false}
            targets: [{year: R11, maintain: true}]
            policy: '<i>施策</i>'
          - code: systems-not-in-cloud
            name: クラウド未移行システムの数
            unit: 件
            better: down
            measure: {observed: value}
            baseline: {year: R6, value: 13}
            targets: [{year: R11, value: 4}, {year: R16, value: 0}]
            frequency: 年1回
            policy: '<i>施策</i>'
          - code: online-share
            name: 手紙のうちフォームの割合
            unit: "%"
            decimals: 1
            measure:
              ratio:
                numerator: {count: items, where: {channel: form}, date: receivedOn}
                denominator: {count: items, date: receivedOn}
            baseline: {year: R6, value: null, label: —}
            targets: [{year: R11, atLeast: 30}]
            policy: '<i>施策</i>'
        """

    static func with<R: Sendable>(
        _ body: @Sendable (FigureCity) async throws -> R
    ) async throws -> R {
        try await TestServer.with { server in
            let code = try #require(LocalGovernmentCode(parsing: "012238"))
            try await server.desk.setUp(city: "根室市", code: code)
            return try await body(FigureCity(server))
        }
    }

    private init(_ server: TestServer) async throws {
        self.server = server
        let desk = server.desk
        let (plan, indicators) = try PlanFile.parse(Self.plan)
        _ = try await desk.importPlan(plan, indicators, author: nil, reason: nil, actor: "test")
        func letter(_ day: String, _ category: String, _ channel: String = "paper") async throws
            -> UUID
        {
            try await desk.receive(
                ReceiveRequest(
                    scheme: "letter-to-mayor", channel: channel, receivedOn: day,
                    sender: .init(name: "見本 太郎"), summary: "手紙の要旨", category: category),
                actor: "test", command: nil
            ).id
        }
        _ = try await letter("2025-05-10", "除雪")
        let moved = try await letter("2026-04-01", "'><script>alert(1)</script>𠮷")
        let secret = try await letter("2026-05-20", "職員")
        _ = try await letter("2026-06-28", "公園", "form")
        for (day, headcount) in [("2025-08-02", 21), ("2026-06-06", 24), ("2026-06-20", nil)] {
            let heldOn = try #require(LocalDate(iso: day))
            _ = try await desk.handle(
                .plan(
                    PlanGathering(
                        today: desk.today,
                        plan: GatheringPlan(
                            kind: .workshop, name: "多世代交流", heldOn: heldOn,
                            department: "市民協働課"), headcount: headcount)),
                of: Gathering.self, stream: UUID(), actor: "test", command: nil)
        }
        let year = try #require(FiscalYear(2025))
        _ = try await desk.handle(
            .record(
                RecordObservation(
                    today: desk.today,
                    observed: ObservedValue(
                        indicator: "test/systems-not-in-cloud", year: year,
                        value: FigureValue(12), label: .final))),
            of: Observation.self, stream: UUID(), actor: "test", command: nil)
        before = try await desk.status().position

        var changes = ItemChanges()
        changes.receivedOn = LocalDate(iso: "2026-03-31")
        _ = try await desk.handle(
            .correct(CorrectItem(today: desk.today, reason: .typo, changes: changes)),
            of: Item.self, stream: moved, actor: "test", command: nil)
        _ = try await desk.handle(
            .setHandling(.restricted, isUrgent: false), of: Item.self, stream: secret,
            actor: "test", command: nil)
    }

    /// Asks for a page as a browser does.
    func page(_ path: String) async throws -> Answer {
        try await server.ask(.get, path, ["Accept": "text/html,application/xhtml+xml"])
    }
}
