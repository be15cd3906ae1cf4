import EventLog
import Foundation
import Participation
import Postgres
import TestSupport
import Testing

@testable import Desk

// Counting packed facts must say what counting rows says: about any question, as of any position.
@Suite("束にした事実の集計")
struct PackedFactsTests {
    private static let facts: Int64 = 50_000

    /// Fifty thousand facts of two years: some end soon, some late, some never counted.
    private static func fill(_ city: TestCity) async throws {
        _ = try await city.pool.run([
            """
            INSERT INTO facts.term (dimension, value)
            SELECT d.name, d.name || n
              FROM unnest(ARRAY['scheme', 'channel', 'category', 'district', 'section'])
                   AS d (name), generate_series(1, 7) AS n
            """,
            """
            INSERT INTO facts.term (dimension, value)
            SELECT 'sender', w FROM unnest(ARRAY['anonymous', 'unknown', 'identified']) AS w
            """,
            """
            INSERT INTO facts.term (dimension, value)
            SELECT 'sort', 'menu' || n FROM generate_series(1, 400) AS n
            """,
            """
            INSERT INTO facts.fact_1
                   (position, voided_by, kind, quarter, effective_on, subject, scheme, channel,
                    sort, sender, district, category, category_now, section, section_now, quantity,
                    value)
            WITH drawn AS (
                SELECT p, hashint8(p) & 65535 AS a, hashint8(p + 7000000) & 65535 AS b,
                       date '2025-04-01' + (p * 700 / \(facts))::integer
                         - CASE WHEN p % 13 = 0 THEN 95 ELSE 0 END AS day
                  FROM generate_series(1, \(facts)) AS p
            ), term AS (
                SELECT dimension, array_agg(id ORDER BY id) AS ids FROM facts.term GROUP BY 1
            )
            SELECT p, CASE WHEN p % 11 = 0 THEN p
                           WHEN p % 3 = 0 AND p + 49 <= \(facts) THEN p + 1 + a % 49
                           WHEN p % 7 = 0 AND p + a < \(facts) THEN p + 1 + a END,
                   1 + b % 5,
                   (extract(year FROM day - interval '3 months') * 4
                     + extract(quarter FROM day - interval '3 months') - 1)::integer,
                   day, ('00000000-0000-4000-8000-' || lpad(to_hex(p), 12, '0'))::uuid,
                   (SELECT ids[1 + a % 7] FROM term WHERE dimension = 'scheme'),
                   (SELECT ids[1 + b / 5 % 8] FROM term WHERE dimension = 'channel'),
                   (SELECT ids[1 + a % 400] FROM term WHERE dimension = 'sort'),
                   (SELECT ids[1 + a % 4] FROM term WHERE dimension = 'sender'),
                   (SELECT ids[1 + b % 9] FROM term WHERE dimension = 'district'),
                   (SELECT ids[1 + a / 9 % 7] FROM term WHERE dimension = 'category'),
                   (SELECT ids[1 + a / 11 % 7] FROM term WHERE dimension = 'category'),
                   (SELECT ids[1 + b / 9 % 7] FROM term WHERE dimension = 'section'),
                   (SELECT ids[1 + b / 13 % 9] FROM term WHERE dimension = 'section'),
                   CASE WHEN a % 5 > 0 THEN b % 90 END, CASE WHEN b % 5 = 4 THEN a END
              FROM drawn
            """,
            "INSERT INTO log.checkpoint VALUES ('facts', \(facts))",
        ])
    }

    /// A question, the same for the same seed.
    private static func question(_ seed: UInt64) throws -> FactQuery {
        var random = SeededNumbers(seed: seed)
        let axes: [Axis] =
            [.scheme, .channel, .sender, .district, .category, .categoryNow, .section, .sectionNow]
            .map(Axis.dimension) + [.anonymous, .day, .month, .dimension(.sort)]
        let by = axes.shuffled(using: &random).prefix(Int.random(in: 0...4, using: &random))
        let conditions: [FactQuery.Condition] = [
            FactQuery.Condition(
                axis: .dimension(.scheme), words: ["scheme1", "scheme4", "nobody's"]),
            FactQuery.Condition(axis: .dimension(.category), words: ["category3"]),
            FactQuery.Condition(axis: .anonymous, words: ["false"]),
            FactQuery.Condition(axis: .dimension(.district), words: ["nowhere"]),
        ]
        let blocks = (1...3).map { FactPart.block * $0 }
        let position =
            [
                Int64.random(in: 1...facts, using: &random), facts,
                blocks[Int(seed % 3)] + Int64.random(in: -1...1, using: &random),
            ].randomElement(using: &random) ?? facts
        let first = Int32.random(in: 2_024 * 4 + 2...2_026 * 4, using: &random)
        let through = LocalDate(year: 2_026, month: Int.random(in: 1...12, using: &random), day: 17)
        return FactQuery(
            kind: FactKind.allCases.randomElement(using: &random) ?? .item,
            quarters: first...first + Int32.random(in: 0...8, using: &random),
            conditions: Array(
                conditions.shuffled(using: &random).prefix(
                    [0, 0, 1, 1, 2].randomElement(using: &random) ?? 0)),
            by: Array(by), tally: Bool.random(using: &random) ? .count : .sum,
            moment: LogMoment(position: position, time: nil, isHead: position == facts),
            through: Bool.random(using: &random) ? through : nil)
    }

    private static func sorted(_ counts: [FactCount]) -> [FactCount] {
        counts.sorted {
            $0.words.map { $0 ?? "" }.joined(separator: "\t")
                < $1.words.map { $0 ?? "" }.joined(separator: "\t")
        }
    }

    @Test("どの問いにも、どの時点でも、束と行は同じ答えになる")
    func agree() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            try await Self.fill(city)
            let questions = try (0..<120).map { try Self.question($0) }
            let rows = try await desk.count(questions)
            try await city.pool.withConnection { connection in
                try await FactPacking(generation: 1).pack(through: Self.facts, on: connection)
                try await FactPacking(generation: 1).pack(through: Self.facts, on: connection)
            }
            let packed = try await city.pool.execute(
                "SELECT count(DISTINCT through), max(through), sum(entries) FROM facts.block")
            #expect(try packed[0].get(0, as: Int64.self) == Self.facts / FactPart.block)
            #expect(try packed[0].get(1, as: Int64.self) == FactPart.block * 3)
            #expect(rows.contains { $0.count > 500 })
            let together = try await desk.count(questions)
            for (index, question) in questions.enumerated() {
                let alone = try await desk.count([question])[0]
                #expect(Self.sorted(alone) == Self.sorted(rows[index]), "\(question)")
                #expect(Self.sorted(together[index]) == Self.sorted(rows[index]), "\(question)")
            }
        }
    }

    @Test("事実がまだ時点まで来ていなければ、待たずに古い数を答えることはない")
    func notThereYet() async throws {
        try await TestCity.with { city in
            try await Self.fill(city)
            var question = try Self.question(1)
            question.moment = LogMoment(position: Self.facts + 1, time: nil, isHead: true)
            await #expect(throws: DeskError.self) { try await Desk(city).count([question]) }
        }
    }
}
