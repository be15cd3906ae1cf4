import EventLog
import FoundationEssentials
import Participation
import Postgres
import TestSupport
import Testing

@testable import Desk

@Suite("再学習: 学習した分類器の保管と使用")
struct KeptClassifierTests {
    private static func letter(_ desk: Desk, _ text: String) async throws -> UUID {
        try await desk.receive(
            .letter {
                $0.category = nil
                $0.summary = text
                $0.body = nil
            }, actor: "test", command: nil
        ).id
    }

    /// Letters about snow to 道路課, about tax to 税務課.
    private static func teach(_ desk: Desk, _ numbers: Range<Int> = 0..<20) async throws {
        for number in numbers {
            for (text, section) in [("除雪が遅い\(number)", "11"), ("税の納付書\(number)", "12")] {
                let id = try await letter(desk, text)
                _ = try await desk.handle(
                    .route(ItemRouting(lead: section, by: .clerk)), of: Item.self, stream: id,
                    actor: "test", command: nil)
            }
        }
    }

    private static func routing(_ desk: Desk, _ id: UUID) async throws -> ItemRouting? {
        let history = try await desk.log.read(StreamName(category: "item", id: id))
        guard case .received(let item) = try await desk.fold(history, as: Item.self) else {
            return nil
        }
        return item.routing
    }

    @Test("学習し直すと置き換わり、封印して保管する。学ぶものがなくなれば忘れる")
    func keeps() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            #expect(try await desk.keptClassifier() == nil)
            #expect(try await desk.retrainClassifier() == nil)
            try await Self.teach(desk)
            let first = try #require(try await desk.retrainClassifier())
            #expect(first.version == (try await city.log.headPosition()))
            #expect(first.classifier == (try await desk.trainClassifier()))
            let rows = try await city.pool.execute(
                "SELECT items, sections, model FROM desk.classifier")
            let items: Int32 = try rows[0].get(0)
            let sections: Int32 = try rows[0].get(1)
            let model: [UInt8] = try rows[0].get(2)
            #expect(items == 40 && sections == 2)
            #expect(TextClassifier(bytes: model) == nil)

            try await Self.teach(desk, 20..<22)
            let second = try #require(try await desk.retrainClassifier())
            #expect(second.version > first.version && second.classifier?.items == 44)
            // What has learned less never takes the place of what has learned more.
            let store = ClassifierStore(pool: city.pool, keyring: city.keyring)
            try await store.write(try #require(first.classifier), at: desk.clock())
            #expect(try await desk.keptClassifier()?.version == second.version)

            // Of another version, or damaged: not asked, and said so.
            _ = try await city.pool.execute("UPDATE desk.classifier SET version = version - 1")
            let damaged = try #require(try await desk.keptClassifier())
            #expect(damaged.classifier == nil)
            try await store.remove(learnedThrough: second.version)
            #expect(try await desk.keptClassifier() == nil)
        }
    }

    @Test("しきい値があるときだけ振り分け、どの版によったかを残す。学習中も、学習し直した後も振分けは続く")
    func routes() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            try await Self.teach(desk)
            let first = try #require(try await desk.retrainClassifier())
            let before = try await Self.letter(desk, "除雪のお願い")
            _ = try await RoutingRunner(desk: desk).catchUp()
            #expect(try await Self.routing(desk, before) == nil)

            _ = try await desk.setClassifierThreshold(Confidence(0.5), actor: "test")
            let snow = try await Self.letter(desk, "除雪が遅い")
            async let second = desk.retrainClassifier()
            _ = try await RoutingRunner(desk: desk).catchUp()
            let routed = try #require(try await Self.routing(desk, snow))
            guard case .classifier(let version, let probability) = routed.by else {
                Issue.record("routed by \(routed.by)")
                return
            }
            let kept = try #require(try await second)
            #expect([first.version, kept.version].contains(Int64(version)))
            #expect(routed.lead == "11" && probability >= Confidence(0.5))

            // What waited since before is asked about as well.
            let applied = try await desk.applyRules(actor: "test")
            #expect(applied.entries.map(\.id) == [before])
            guard case .classifier(let now, _)? = try await Self.routing(desk, before)?.by else {
                Issue.record("not routed by what was learned")
                return
            }
            #expect(Int64(now) == kept.version)
        }
    }
}
