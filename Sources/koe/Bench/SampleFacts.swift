import Participation
import Postgres

/// Facts of ten years, made by the database itself: what the projection would have left there
/// (架空の事実).
///
/// Two in three are letters. Months have their seasons, categories and sections a few that are
/// frequent and many that are rare, and one fact in a hundred was corrected up to 200,000
/// positions later: it is voided, and another one counts from there on.
struct SampleFacts {
    /// A tenth of the log is one year; the last one ends with the fiscal year before this one.
    let count: Int64
    let firstYear: Int

    private static let words: KeyValuePairs<String, String> = [
        "scheme":
            "'{opinion,letter-to-mayor,request,complaint,petition}'::text[]",
        "channel": "'{form,paper,email,phone,counter,fax}'::text[]",
        "nature":
            "'{opinion,request,complaint,enquiry,proposal,consultation,thanks,other}'::text[]",
        "sender": "'{identified,anonymous,unknown}'::text[]",
        "sort":
            "'{workshop,event,city-watching,regional-talk,mayor-dialogue,1,2,3,4,5,6,7}'::text[]",
        "standing": "'{passed-on,withdrawn,returned}'::text[]",
        "handling": "'{取扱注意}'::text[]",
        "district": "ARRAY(SELECT '地区' || n FROM generate_series(1, 14) AS n)",
        "category": "ARRAY(SELECT 'C' || n FROM generate_series(10, 39) AS n)",
        "section": "ARRAY(SELECT '課' || n FROM generate_series(1, 60) AS n)",
    ]

    /// Fills the table that serves, on several connections at once.
    func fill(_ connections: [Connection]) async throws {
        let first = connections[0]
        for (dimension, words) in Self.words {
            _ = try await first.execute(
                Query(
                    unsafeSQL: """
                        INSERT INTO facts.term (dimension, value)
                        SELECT '\(dimension)', w.word
                          FROM unnest(\(words)) WITH ORDINALITY AS w (word, n) ORDER BY w.n
                        ON CONFLICT DO NOTHING
                        """))
        }
        let indexes = try await first.execute(
            """
            SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index
             WHERE indrelid = 'facts.fact_1'::regclass AND NOT indisprimary
            """)
        for index in indexes {
            let name: String = try index.get(0)
            _ = try await first.execute(Query(unsafeSQL: "DROP INDEX \(name)"))
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            let share = count / Int64(connections.count)
            for (number, connection) in connections.enumerated() {
                let start = Int64(number) * share
                let end = number == connections.count - 1 ? count : start + share
                group.addTask { _ = try await connection.execute(insertion(start + 1, end)) }
            }
            try await group.waitForAll()
        }
        for index in indexes {
            let definition: String = try index.get(1)
            _ = try await first.execute(Query(unsafeSQL: definition))
        }
    }

    /// Puts the log's head, and the facts' checkpoint, where the facts end. The events themselves
    /// are missing: figures never read them.
    func pretendLog(on connection: Connection) async throws {
        let hashes = String(repeating: "00", count: 32 * count.nonzeroBitCount)
        _ = try await connection.run([
            Query(
                unsafeSQL: """
                    INSERT INTO log.head (previous_position, position, recorded_at, root, frontier)
                    VALUES (0, \(count), now(), decode(repeat('00', 32), 'hex'), '\\x\(hashes)')
                    """),
            Query(unsafeSQL: "INSERT INTO log.checkpoint VALUES ('facts', \(count))"),
        ])
    }

    private func insertion(_ first: Int64, _ last: Int64) -> Query {
        Query(
            unsafeSQL: """
                INSERT INTO facts.fact_1
                       (position, voided_by, kind, quarter, effective_on, subject, scheme, channel,
                        nature, sort, sender, district, category, category_now, section,
                        section_now, standing, handling, quantity, value, attributes)
                WITH term AS MATERIALIZED (
                    SELECT \(Self.words.map(\.key).map { dimension in """
                        array_agg(id ORDER BY id) FILTER (WHERE dimension = '\(dimension)')
                               AS \(dimension)s
                        """
                    }.joined(separator: ", ")) FROM facts.term
                ), place AS (
                    -- Every hundredth fact corrects one of the hundred thousand before it.
                    SELECT p AS position,
                           CASE WHEN p % 100 = 37 AND p > 100000
                                THEN (p / 100000 - 1) * 100000 + 100 * (999 - p % 100000 / 100) + 30
                                ELSE p END AS origin,
                           CASE WHEN p % 100 = 30 AND p / 100000 < \(count) / 100000 - 1
                                THEN (p / 100000 + 1) * 100000 + 100 * (999 - p % 100000 / 100) + 37
                                END AS voided_by
                      FROM generate_series(\(first)::bigint, \(last)) AS p
                ), hashed AS (
                    SELECT *, hashint8extended(origin, 1) AS a, hashint8extended(origin, 2) AS b,
                           hashint8extended(position, 3) AS c, origin * 10 / \(count + 1) AS year,
                           (origin * 10 % \(count + 1))::float8 / \(count + 1) AS f
                      FROM place
                ), drawn AS (
                    SELECT *, \(Self.shares("a", 10, 6)), \(Self.shares("b", 16, 4)),
                           \(Self.shares("c", 16, 4)),
                           make_date(\(firstYear) + year::integer, 4, 1) + floor(
                             CASE WHEN f < 0.30 THEN f / 0.30 * 91
                                  WHEN f < 0.56 THEN 91 + (f - 0.30) / 0.26 * 92
                                  WHEN f < 0.76 THEN 183 + (f - 0.56) / 0.20 * 92
                                  ELSE 275 + (f - 0.76) / 0.24 * 90 END)::integer AS day
                      FROM hashed
                ), sorted AS (
                    SELECT *, CASE WHEN a1 < 0.66 THEN 1 WHEN a1 < 0.91 THEN 4 WHEN a1 < 0.94 THEN 2
                                   WHEN a1 < 0.97 THEN 3 ELSE 5 END AS kind,
                           floor(exp(b1 * ln(31::float8)))::integer AS rank
                      FROM drawn
                )
                SELECT position, voided_by, kind,
                       (\(firstYear) + year) * 4 + CASE WHEN f < 0.30 THEN 0 WHEN f < 0.56 THEN 1
                                                        WHEN f < 0.76 THEN 2 ELSE 3 END,
                       day, ('00000000-0000-7000-8000-' || lpad(to_hex(origin), 12, '0'))::uuid,
                       CASE WHEN kind = 1 THEN schemes[floor(exp(a2 * ln(6::float8)))] END,
                       CASE WHEN kind = 1 THEN channels[floor(exp(a3 * ln(7::float8)))] END,
                       CASE WHEN kind = 1 AND a4 < 0.8
                            THEN natures[floor(exp(a4 / 0.8 * ln(9::float8)))] END,
                       CASE WHEN kind IN (3, 4) THEN sorts[1 + floor(a4 * 5)]
                            WHEN kind IN (2, 5) THEN sorts[6 + floor(a4 * 7)] END,
                       CASE WHEN kind = 1 THEN senders[floor(exp(a5 * ln(4::float8)))] END,
                       CASE WHEN kind <> 5 AND a6 < 0.9
                            THEN districts[floor(exp(a6 / 0.9 * ln(15::float8)))] END,
                       CASE WHEN kind = 1 AND b2 < 0.95 THEN categorys[rank] END,
                       CASE WHEN kind = 1 AND b2 < 0.95 THEN categorys[
                            CASE WHEN position <> origin OR c1 < 0.03 THEN 1 + floor(c2 * 30)
                                 ELSE rank END] END,
                       CASE WHEN kind <> 5 AND b2 < 0.97
                            THEN sections[CASE WHEN b3 < 0.85 THEN rank * 2
                                               ELSE 1 + floor(b4 * 60) END] END,
                       CASE WHEN kind <> 5 AND b2 < 0.97
                            THEN sections[CASE WHEN c3 < 0.05 THEN 1 + floor(c4 * 60)
                                               WHEN b3 < 0.85 THEN rank * 2
                                               ELSE 1 + floor(b4 * 60) END] END,
                       CASE WHEN kind = 1 AND c1 > 0.96 THEN standings[1 + floor(c2 * 3)] END,
                       CASE WHEN kind = 1 AND c2 > 0.98 THEN handlings[1] END,
                       CASE WHEN kind IN (1, 4) THEN 1
                            WHEN kind IN (2, 3) AND a5 < 0.9 THEN 5 + floor(a5 * 60) END,
                       CASE WHEN kind = 5 THEN round((a5 * 1000)::numeric, 1) END,
                       CASE WHEN kind = 5
                            THEN jsonb_build_object('period', 'R' || (\(firstYear) + year - 2018))
                            WHEN b1 > 0.9
                            THEN jsonb_build_object('年代', floor(b2 * 9) || '0代') END
                  FROM sorted, term
                """, label: "fill facts")
    }

    /// Numbers from 0 to below 1 out of the bits of a hash: `a1`, `a2` …
    private static func shares(_ hash: String, _ bits: Int, _ count: Int) -> String {
        (0..<count).map { number in
            "(\(hash) >> \(number * bits) & \((1 << bits) - 1)) / \(1 << bits)::float8 "
                + "AS \(hash)\(number + 1)"
        }.joined(separator: ", ")
    }
}
