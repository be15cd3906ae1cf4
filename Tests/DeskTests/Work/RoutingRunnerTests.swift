import EventLog
import FoundationEssentials
import Participation
import TestSupport
import Testing

@testable import Desk

@Suite("自動振分け: 台帳を読み進めて、規則の言う課へ")
struct RoutingRunnerTests {
    /// Roads to 土木課, parks to both, a word in the text to 環境課; nothing else has a rule.
    private static func withCity(_ body: (Desk, TestCity) async throws -> Void) async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            let list = "code,name,parent\nD,土木課,\nP,公園課,\nE,環境課,\n"
            let organisation = try await desk.importOrganisation(
                OrganisationFiles(list: try TableFile(Array(list.utf8))),
                effectiveOn: .on("2020-04-01"), actor: "test")
            #expect(!organisation.isRejected)
            try await adopt(desk, standard)
            try await body(desk, city)
        }
    }

    private static let standard = [
        RoutingRule(
            id: "roads", conditions: RoutingConditions(categories: ["道路"]),
            target: .sections(lead: "土木課", others: []), reason: "道路の管理"),
        RoutingRule(
            id: "parks", conditions: RoutingConditions(categories: ["公園"]),
            target: .sections(lead: "公園課", others: ["土木課"]), reason: "公園の管理"),
        RoutingRule(
            id: "waste", conditions: RoutingConditions(keywords: ["ごみ"]),
            target: .sections(lead: "環境課", others: []), reason: "ごみの収集"),
    ]

    private static func adopt(_ desk: Desk, _ rules: [RoutingRule]) async throws {
        _ = try await desk.record(
            RoutingBook.self, on: RoutingEventCoding.stream, actor: "test"
        ) { book in
            let edition = RoutingRules(effectiveOn: .on("2020-04-01"), rules: rules)
            return ((), try RoutingBook.decide(.adopt(edition), book))
        }
    }

    private static func receive(
        _ desk: Desk, _ category: String?, _ change: (inout ReceiveRequest) -> Void = { _ in }
    ) async throws -> UUID {
        try await desk.receive(
            .letter {
                $0.category = category
                change(&$0)
            }, actor: "test", command: nil
        ).id
    }

    private static func routing(_ desk: Desk, _ id: UUID) async throws -> ItemRouting? {
        let history = try await desk.log.read(StreamName(category: "item", id: id))
        #expect(history.count { $0.type == "ItemRouted" } <= 1)
        guard case .received(let item) = try await desk.fold(history, as: Item.self) else {
            return nil
        }
        return item.routing
    }

    @Test("分類や本文の言葉で振り分け、根拠の規則と版と原因の出来事を残す。規則がなければ担当未定のまま")
    func routes() async throws {
        try await Self.withCity { desk, city in
            let road = try await Self.receive(desk, "道路")
            let position = try await city.log.headPosition()
            let park = try await Self.receive(desk, "公園")
            let waste = try await Self.receive(desk, nil) { $0.body = "ゴミの収集日を教えてください。" }
            let other = try await Self.receive(desk, "その他")
            _ = try await RoutingRunner(desk: desk).catchUp()

            #expect(
                try await Self.routing(desk, road)
                    == ItemRouting(lead: "D", by: .rule(id: "roads", version: 1)))
            #expect(
                try await Self.routing(desk, park)
                    == ItemRouting(lead: "P", others: ["D"], by: .rule(id: "parks", version: 1)))
            #expect(try await Self.routing(desk, waste)?.lead == "E")
            #expect(try await Self.routing(desk, other) == nil)
            let history = try await desk.log.read(StreamName(category: "item", id: road))
            #expect(history.last?.cause == position && history.last?.actor == "routing")

            // Its own events are all there is to read.
            let head = try await city.log.headPosition()
            _ = try await RoutingRunner(desk: desk).catchUp()
            #expect(try await city.log.headPosition() == head)
            #expect(try await city.log.checkpoint("routing") == head)
        }
    }

    @Test("担当未定の案件は、分類が付いたときに振り分ける。人が決めたもの、限定のものには触れない")
    func looksAgain() async throws {
        try await Self.withCity { desk, city in
            let later = try await Self.receive(desk, nil)
            let byHand = try await Self.receive(desk, "道路")
            let restricted = try await Self.receive(desk, "道路") { $0.handling = "restricted" }
            func ask(_ id: UUID, _ command: ItemCommand) async throws {
                _ = try await desk.handle(
                    command, of: Item.self, stream: id, actor: "test", command: nil)
            }
            try await ask(byHand, .route(ItemRouting(lead: "P", by: .clerk)))
            _ = try await RoutingRunner(desk: desk).catchUp()
            #expect(try await Self.routing(desk, later) == nil)
            #expect(try await Self.routing(desk, byHand)?.lead == "P")
            #expect(try await Self.routing(desk, restricted) == nil)

            let classified = ItemClassification(category: "道路", reason: .additional)
            for id in [later, byHand, restricted] { try await ask(id, .categorise(classified)) }
            _ = try await RoutingRunner(desk: desk).catchUp()
            #expect(try await Self.routing(desk, later)?.lead == "D")
            #expect(try await Self.routing(desk, byHand)?.lead == "P")
            #expect(try await Self.routing(desk, restricted) == nil)

            // A new edition is asked from then on.
            try await Self.adopt(desk, [Self.standard[1]])
            let unruled = try await Self.receive(desk, "道路")
            _ = try await RoutingRunner(desk: desk).catchUp()
            #expect(try await Self.routing(desk, unruled) == nil)
        }
    }

    @Test("途中で何度止められても、人が同時に触っても、各案件の振分けは一度だけ", arguments: [1, 2, 3])
    func exactlyOnce(seed: UInt64) async throws {
        try await Self.withCity { desk, city in
            var random = SeededNumbers(seed: seed)
            var ids: [UUID] = []
            for _ in 0..<60 {
                ids.append(
                    try await Self.receive(desk, ["道路", "公園"].randomElement(using: &random)))
            }
            // Runners that are cancelled at any moment, one after another, while clerks route, too.
            for round in 0..<12 {
                let page = Int64.random(in: 1...20, using: &random)
                let running = Task { try await RoutingRunner(desk: desk, page: page).follow() }
                let id = ids[Int.random(in: 0..<ids.count, using: &random)]
                async let byHand = desk.handle(
                    .categorise(
                        ItemClassification(
                            category: "道路", topics: ["\(round)"], reason: .additional)),
                    of: Item.self, stream: id, actor: "test", command: nil)
                for _ in 0..<Int.random(in: 0...400, using: &random) { await Task.yield() }
                running.cancel()
                _ = try? await running.value
                _ = try await byHand
            }
            // The second one reads what the first one recorded.
            for _ in 0..<2 { _ = try await RoutingRunner(desk: desk).catchUp() }
            for id in ids {
                let history = try await desk.log.read(StreamName(category: "item", id: id))
                #expect(history.count { $0.type == "ItemRouted" } == 1)
            }
            #expect(
                try await city.log.checkpoint("routing") == city.log.headPosition())
        }
    }
}
