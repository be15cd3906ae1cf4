import EventLog
import FoundationEssentials
import Participation
import TestSupport
import Testing

@testable import Desk

@Suite("規則の再適用: 規則が変われば、担当未定の案件にもう一度聞く")
struct ApplyRulesTests {
    private static func adopt(_ desk: Desk, _ sections: [(String, String)]) async throws {
        _ = try await desk.record(
            RoutingBook.self, on: RoutingEventCoding.stream, actor: "test"
        ) { book in
            let rules = sections.map { category, section in
                RoutingRule(
                    id: Wording(category),
                    conditions: RoutingConditions(categories: [Wording(category)]),
                    target: .sections(lead: Wording(section), others: []), reason: "所管")
            }
            let edition = RoutingRules(effectiveOn: .on("2020-04-01"), rules: rules)
            return ((), try RoutingBook.decide(.adopt(edition), book))
        }
    }

    private static func receive(
        _ desk: Desk, _ category: String?, handling: String? = nil
    ) async throws -> UUID {
        try await desk.receive(
            .letter {
                $0.category = category
                $0.handling = handling
            }, actor: "test", command: nil
        ).id
    }

    private static func ask(_ desk: Desk, _ id: UUID, _ command: ItemCommand) async throws {
        _ = try await desk.handle(
            command, of: Item.self, stream: id, actor: "test", command: nil)
    }

    private static func routings(_ desk: Desk, _ id: UUID) async throws -> [RecordedEvent] {
        try await desk.log.read(StreamName(category: "item", id: id))
            .filter { $0.type == "ItemRouted" }
    }

    @Test("試行は一覧だけ。実行すれば担当と規則の版と原因を残し、二度目は何もしない")
    func applies() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            #expect(try await desk.applyRules(actor: "test") == RulesApplication())
            try await Self.adopt(desk, [("公園", "公園課")])
            let road = try await Self.receive(desk, "道路")
            let other = try await Self.receive(desk, nil)
            let restricted = try await Self.receive(desk, "道路", handling: "restricted")
            let returned = try await Self.receive(desk, "道路")
            try await Self.ask(desk, returned, .route(ItemRouting(lead: "土木課", by: .clerk)))
            try await Self.ask(
                desk, returned,
                .respond(
                    .returnToTriage(ReturnToTriage(from: "土木課", reason: .readable("所管外"))),
                    today: desk.today))
            let ended = try await Self.receive(desk, "道路")
            try await Self.ask(desk, ended, .withdraw(on: desk.today, today: desk.today))
            _ = try await RoutingRunner(desk: desk).catchUp()
            try await Self.adopt(desk, [("公園", "公園課"), ("道路", "道路課")])
            let adopted = try await city.log.headPosition()

            let trial = try await desk.applyRules(isTrial: true, actor: "test")
            #expect(try await city.log.headPosition() == adopted)
            #expect(trial.entries.map(\.id) == [road])
            #expect(trial.entries.first?.names == ["道路課"])
            #expect(trial.entries.first?.sections.by == .rule(id: "道路", version: 2))
            #expect(trial.events == 1 && trial.position == 0)
            #expect(trial.waiting.values.reduce(0, +) == 2)

            let outcome = try await desk.applyRules(actor: "test")
            #expect(outcome.entries == trial.entries)
            #expect(outcome.position == adopted + 1)
            let routed = try await Self.routings(desk, road)
            #expect(routed.map(\.cause) == [adopted])
            for id in [other, restricted, ended] {
                #expect(try await Self.routings(desk, id).isEmpty)
            }
            #expect(try await Self.routings(desk, returned).count == 1)
            let again = try await desk.applyRules(actor: "test")
            #expect(again.entries.isEmpty && again.events == 0)
        }
    }

    @Test("常駐の振分けや職員と同時でも、各案件の振分けは一度だけ", arguments: [1, 2])
    func besideTheFollower(seed: UInt64) async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            var random = SeededNumbers(seed: seed)
            try await Self.adopt(desk, [("公園", "公園課")])
            var ids: [UUID] = []
            for _ in 0..<40 { ids.append(try await Self.receive(desk, "道路")) }
            _ = try await RoutingRunner(desk: desk).catchUp()
            try await Self.adopt(desk, [("道路", "道路課")])
            let following = Task {
                try await RoutingRunner(desk: desk, page: Int64.random(in: 1...9)).follow()
            }
            async let one = desk.applyRules(actor: "one")
            async let two = desk.applyRules(actor: "two")
            for id in ids.shuffled(using: &random).prefix(12) {
                try await Self.ask(
                    desk, id,
                    .categorise(
                        ItemClassification(
                            category: "道路", topics: ["市道"], reason: .additional)))
            }
            _ = try await (one, two)
            following.cancel()
            _ = try? await following.value
            _ = try await RoutingRunner(desk: desk).catchUp()
            for id in ids { #expect(try await Self.routings(desk, id).count == 1) }
        }
    }
}
