import Participation
import Postgres
import TestSupport
import Testing

@testable import Desk

@Suite("担当課トレイの問合せ")
struct TrayPlanTests {
    private static let today: Int32 = 20_600

    /// Years of work, the most of it done long ago, and a third of it of one section.
    private static func fill(_ city: TestCity) async throws {
        let owner = try await city.superuser()
        for query: Query in [
            """
            INSERT INTO tray.item_1
                   (id, section, is_lead, fiscal_year, serial, received_on, received_at, scheme,
                    handling, is_urgent, stage, due_on, due_opening, done_on, hops, is_free,
                    version, position, instructions)
            SELECT gen_random_uuid(), CASE WHEN n % 3 = 0 THEN '土木課' ELSE 's' || n % 40 END, true,
                   2026, n, date '1970-01-01' + \(today) - n / 40,
                   n, 'letter-to-mayor', CASE WHEN n % 50 = 0 THEN 'restricted' ELSE 'ordinary' END,
                   false, CASE WHEN n % 10 = 0 THEN 'new' ELSE 'done' END,
                   date '1970-01-01' + \(today) - n / 40 + 14, false,
                   CASE WHEN n % 10 <> 0 THEN date '1970-01-01' + \(today) - n / 40 END,
                   0, n % 10 = 0, 1, n, CASE WHEN n % 5000 = 1 THEN 1 ELSE 0 END
              FROM generate_series(1, 60000) AS n
            """,
            "ANALYZE tray.item_1",
        ] {
            _ = try await owner.execute(query)
        }
        await owner.close()
    }

    /// By what indexes a query finds its rows; `nothing` where it reads the whole table.
    private static func ways(_ query: Query, _ city: TestCity) async throws -> Set<String> {
        let rows = try await city.pool.execute(
            Query(unsafeSQL: "EXPLAIN (COSTS OFF) " + query.sql, bindings: query.bindings))
        let lines = try rows.map { try $0.get(0, as: String.self) }
        return Set(
            lines.filter { $0.contains(" Scan ") && $0.contains("item_1") }.compactMap { line in
                if line.contains("Seq Scan") { return "nothing" }
                return line.firstMatch(of: /item_1_[a-z]+/).map { String($0.0) }
            })
    }

    @Test("一覧も件数も索引で足り、完了した昔の案件と、指示のない案件を数えない")
    func byIndex() async throws {
        try await TestCity.with { city in
            try await Self.fill(city)
            let look = TrayLook(sections: ["土木課"], reader: nil, since: Self.today - 30)
            for query in [look.firstDone(20), look.countDone(upTo: 1_000)] {
                let ways = try await Self.ways(query, city)
                #expect(ways == ["item_1_done", "item_1_instructions"])
            }
            for query in [look.first(20, of: [.new, .considering]), look.counts(upTo: 1_000)] {
                let ways = try await Self.ways(query, city)
                #expect(ways == ["item_1_stage"])
            }
            let counted = try await city.pool.execute(look.countDone(upTo: 100_000))
            let found = try await city.pool.execute(look.firstDone(100_000))
            let count: Int64 = try counted[0].get(1)
            #expect(found.count == Int(count))
            // Whatever waits for an answer to the mayor is there, however long ago it was done.
            let waiting = try found.filter { try $0.get(17, as: Int32.self) > 0 }
            #expect(waiting.count == 4)
        }
    }
}
