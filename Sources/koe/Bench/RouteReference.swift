import EmbeddedPostgres
import Foundation
import Postgres

/// What PostgreSQL itself does in the same shape, by pgbench over one connection.
///
/// Every measurement begins with new tables: none profits or suffers from what another left.
struct RouteReference {
    private let bench: BenchSite
    private let items: Int
    private let rules: [SampleReceipts.Rule]
    /// What routing records of an item, byte by byte.
    private let routed: [UInt8]
    private let folder: String

    init(
        _ bench: BenchSite, items: Int, rules: [SampleReceipts.Rule], routed: [UInt8]
    ) throws {
        self.bench = bench
        self.items = items
        self.rules = rules
        self.routed = routed
        folder = bench.cluster.dataDirectory + "/pgbench"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
    }

    /// Items a second a router in SQL alone assigns: cursor, decision by looking up a table,
    /// assignments, all in one statement for each batch.
    func router(batch: Int) async throws -> Double {
        let values = rules.filter { !$0.isException }
            .map { "('\($0.id)', '\($0.category)', '\($0.section)')" }
            .joined(separator: ", ")
        try await prepare([
            """
            CREATE TABLE bench.rule (
                id text NOT NULL, category text PRIMARY KEY, section text NOT NULL)
            """,
            Query(unsafeSQL: "INSERT INTO bench.rule VALUES \(values)"),
            """
            CREATE TABLE bench.letter (
                position bigint PRIMARY KEY, category text NOT NULL, payload bytea NOT NULL)
            """,
            Query(
                unsafeSQL: """
                    INSERT INTO bench.letter
                    SELECT n, 'C' || 10 + n % \(SampleReceipts.categories),
                           decode(repeat('a5', 600), 'hex')
                      FROM generate_series(1, \(items)) AS n
                    """),
            "CREATE TABLE bench.cursor (position bigint NOT NULL)",
            "INSERT INTO bench.cursor VALUES (0)",
            """
            CREATE TABLE bench.assignment (
                letter bigint PRIMARY KEY, section text NOT NULL, rule text NOT NULL,
                rule_version integer NOT NULL, assigned_at timestamptz NOT NULL)
            """,
            "ANALYZE bench.letter", "ANALYZE bench.rule",
        ])
        return try rate(
            """
            WITH batch AS MATERIALIZED (
                SELECT l.position, l.category FROM bench.letter AS l
                 WHERE l.position > (SELECT position FROM bench.cursor)
                 ORDER BY l.position LIMIT \(batch)
            ), assigned AS (
                INSERT INTO bench.assignment
                SELECT b.position, r.section, r.id, 1, now()
                  FROM batch AS b JOIN bench.rule AS r USING (category)
            )
            UPDATE bench.cursor SET position = (SELECT max(position) FROM batch);

            """, batch)
    }

    /// Events a second that can be inserted into twins of the log's tables, with their indices,
    /// the same bytes as routing records.
    func append(batch: Int) async throws -> Double {
        try await prepare([
            "CREATE TABLE bench.event (LIKE log.event INCLUDING ALL)",
            "CREATE TABLE bench.stream (LIKE log.stream INCLUDING ALL)",
            "CREATE SEQUENCE bench.position START 2",
        ])
        return try rate(
            """
            WITH rows AS MATERIALIZED (
                SELECT nextval('bench.position') AS position, n
                  FROM generate_series(1, \(batch)) AS n
            ), named AS MATERIALIZED (
                SELECT position, 'item-' || md5(position::text)::uuid AS stream FROM rows
            ), streams AS (
                INSERT INTO bench.stream (stream, version, position)
                SELECT stream, 2, position FROM named
            )
            INSERT INTO bench.event (position, stream, version, type, schema_version, recorded_at,
                                     actor, cause, payload, leaf_hash)
            SELECT position, stream, 2, 'ItemRouted', 1, now(), 'routing', position - 1,
                   '\\x\(routed.hex)', '\\x\([UInt8](repeating: 0xA5, count: 32).hex)'
              FROM named;

            """, batch)
    }

    /// Jobs a second of a queue that claims a batch and acknowledges it in a second commit.
    func jobs(batch: Int) async throws -> Double {
        try await prepare([
            """
            CREATE TABLE bench.job (
                id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, kind text NOT NULL,
                item uuid NOT NULL, attempt integer NOT NULL, is_ready boolean NOT NULL)
            """,
            "CREATE INDEX ON bench.job (id) WHERE is_ready",
            Query(
                unsafeSQL: """
                    INSERT INTO bench.job (kind, item, attempt, is_ready)
                    SELECT 'route', gen_random_uuid(), 0, true
                      FROM generate_series(1, \(items))
                    """),
            "ANALYZE bench.job",
        ])
        return try rate(
            """
            WITH next AS (
                SELECT id FROM bench.job WHERE is_ready
                 ORDER BY id LIMIT \(batch) FOR UPDATE SKIP LOCKED
            ), claimed AS (
                UPDATE bench.job AS j SET is_ready = false, attempt = attempt + 1
                  FROM next WHERE j.id = next.id RETURNING j.id
            )
            SELECT array_agg(id) AS ids FROM claimed \\gset
            DELETE FROM bench.job WHERE id = ANY (:ids::bigint[]);

            """, batch)
    }

    private func prepare(_ tables: [Query]) async throws {
        let connection = try await bench.superuser()
        _ = try await connection.run(
            ["DROP SCHEMA IF EXISTS bench CASCADE", "CREATE SCHEMA bench"] + tables)
        await connection.close()
    }

    private func rate(_ script: String, _ batch: Int) throws -> Double {
        try script.write(toFile: folder + "/route.sql", atomically: true, encoding: .utf8)
        let output = try bench.tool(
            "pgbench",
            [
                "-n", "-M", "prepared", "-c", "1", "-t", "\(max(items / batch, 1))", "-f",
                "route.sql",
            ], in: folder)
        guard
            let line = output.split(separator: "\n").first(where: { $0.hasPrefix("tps = ") }),
            let rate = Double(line.dropFirst(6).prefix { $0 != " " })
        else { throw CommandError("pgbench printed no rate", Failure.internalError) }
        return rate * Double(batch)
    }
}

extension [UInt8] {
    fileprivate var hex: String {
        map { byte in
            let text = String(byte, radix: 16)
            return text.count == 1 ? "0" + text : text
        }.joined()
    }
}
