import EventLog
import Foundation
import Postgres
import TestSupport

/// A log of 600 events in 100 appends of six, every column filled in every other event, and ways
/// to damage it and to undo the damage.
struct DamagedLog: Sendable {
    static let events = 600
    static let perAppend = 6

    /// One thing done to the database behind the log's back.
    struct Damage: Sendable {
        /// What was done; begins with the column when it was a column.
        let name: String
        /// The statements that do it.
        let statements: [String]
        /// Where the first wrong position may be seen.
        let positions: ClosedRange<Int64>
        /// Part of the reason given.
        let reason: String
    }

    private static let tables = ["event", "head", "stream", "subtree", "command"]
    private let admin: Connection

    /// Fills a city's log and keeps a copy of it.
    init(in city: TestCity) async throws {
        for k in 0..<(Self.events / Self.perAppend) {
            let events = (1...Self.perAppend).map { n -> NewEvent in
                var event = letter(k * Self.perAppend + n)
                event.sealed = n % 2 == 1 ? [1, 2, 3, UInt8(n)] : nil
                return event
            }
            _ = try await city.log.append(
                Append(
                    [
                        .init(item(2 * k), expecting: .none, Array(events.prefix(3))),
                        .init(item(2 * k + 1), expecting: .none, Array(events.suffix(3))),
                    ], command: k % 2 == 0 ? .number(k) : nil, actor: k % 2 == 0 ? "課長" : nil,
                    cause: k > 0 && k % 2 == 0 ? 1 : nil))
        }
        admin = try await city.superuser()
        _ = try await admin.execute("SET session_replication_role = replica")
        _ = try await admin.execute("CREATE SCHEMA saved")
        for table in Self.tables {
            _ = try await admin.execute(
                Query(unsafeSQL: "CREATE TABLE saved.\(table) AS TABLE log.\(table)"))
        }
    }

    /// Does a damage.
    func apply(_ damage: Damage) async throws {
        _ = try await admin.run(damage.statements.map { Query(unsafeSQL: $0) })
    }

    /// Undoes every damage.
    func restore() async throws {
        _ = try await admin.run(
            Self.tables.flatMap { table in
                [
                    Query(unsafeSQL: "DELETE FROM log.\(table)"),
                    Query(unsafeSQL: "INSERT INTO log.\(table) TABLE saved.\(table)"),
                ]
            })
    }

    /// The columns of the tables that verification is about, as `table.column`.
    func columns() async throws -> Set<String> {
        let rows = try await admin.execute(
            """
            SELECT table_name || '.' || column_name FROM information_schema.columns
             WHERE table_schema = 'log'
               AND table_name IN ('event', 'head', 'stream', 'subtree')
            """)
        var names: Set<String> = []
        for row in rows { names.insert(try row.get(0)) }
        return names
    }

    /// Ends the administrator's connection.
    func close() async { await admin.close() }

    // 301 to 306 is one append with all columns filled; 303 is in its middle.
    private static func event(_ column: String, _ value: String) -> Damage {
        Damage(
            name: "event.\(column) = \(value)",
            statements: ["UPDATE log.event SET \(column) = \(value) WHERE position = 303"],
            positions: 303...303, reason: column == "position" ? "missing" : "leaf hash")
    }

    private static func empty(_ column: String, _ value: String) -> Damage {
        Damage(
            name: "event.\(column) = \(value) where there was none",
            statements: ["UPDATE log.event SET \(column) = \(value) WHERE position = 310"],
            positions: 310...310, reason: "leaf hash")
    }

    private static func head(
        _ column: String, _ value: String, _ positions: ClosedRange<Int64>
    ) -> Damage {
        Damage(
            name: "head.\(column) = \(value)",
            statements: ["UPDATE log.head SET \(column) = \(value) WHERE previous_position = 300"],
            positions: positions, reason: "head")
    }

    private static func stream(_ column: String, _ value: String) -> Damage {
        Damage(
            name: "stream.\(column) = \(value)",
            statements: ["UPDATE log.stream SET \(column) = \(value) WHERE position = 303"],
            positions: 303...303, reason: "log.stream")
    }

    private static func subtree(_ column: String, _ value: String) -> Damage {
        Damage(
            name: "subtree.\(column) = \(value)",
            statements: ["UPDATE log.subtree SET \(column) = \(value) WHERE index = 1"],
            positions: 512...512, reason: "log.subtree")
    }

    private static func flip(_ column: String, _ byte: Int) -> String {
        "set_byte(\(column), \(byte), get_byte(\(column), \(byte)) # 1)"
    }

    /// One change in every column, and more than one where there is more than one way.
    static let columnDamages: [Damage] =
        [
            event("position", "99999"), event("stream", "'item-other'"),
            event("stream", "stream || 'x'"), event("stream", "'item\"'"),
            event("version", "version + 1"), event("version", "2147483647"),
            event("type", "'ItemReceivec'"), event("type", "''"),
            event("schema_version", "2"), event("schema_version", "-32768"),
            event("recorded_at", "recorded_at + interval '1 microsecond'"),
            event("recorded_at", "'infinity'"), event("recorded_at", "'-infinity'"),
            event("recorded_at", "'4713-01-01 BC'"), event("recorded_at", "'294276-12-31'"),
            event("actor", "'課短'"), event("actor", "NULL"), event("actor", "''"),
            event("cause", "2"), event("cause", "NULL"), event("cause", "-9223372036854775808"),
            event("correlation", "'00000000-0000-0000-0000-000000000000'"),
            event("correlation", "NULL"),
            event("payload", flip("payload", 5)), event("payload", "payload || '\\x20'"),
            event("payload", "''"), event("sealed", flip("sealed", 3)),
            event("sealed", "NULL"), event("sealed", "''"),
            event("leaf_hash", flip("leaf_hash", 0)), event("leaf_hash", flip("leaf_hash", 31)),
            empty("actor", "'a'"), empty("cause", "1"),
            empty("correlation", "'00000000-0000-0000-0000-000000000000'"),
            empty("sealed", "'\\x00'"), empty("sealed", "''"),
            head("previous_position", "301", 301...301),
            head("previous_position", "299", 295...301),
            head("position", "307", 306...307), head("position", "305", 305...305),
            head("position", "9223372036854775807", 301...307),
            head("recorded_at", "recorded_at + interval '1 microsecond'", 301...301),
            head("recorded_at", "'infinity'", 301...301),
            head("recorded_at", "'-infinity'", 301...301),
            head("root", flip("root", 9), 306...306),
            head("frontier", flip("frontier", 40), 306...306),
            head("frontier", "''", 306...306),
            head("frontier", "substr(frontier, 33)", 306...306),
            stream("stream", "'item-other'"), stream("version", "version + 100"),
            stream("position", "304"), stream("position", "99999"), stream("position", "-1"),
            subtree("level", "16"), subtree("index", "77"), subtree("index", "-1"),
            subtree("hash", flip("hash", 16)),
        ]

    /// Rows that went, came, or changed places.
    static let rowDamages: [Damage] = [
        Damage(
            name: "an event is gone", statements: ["DELETE FROM log.event WHERE position = 303"],
            positions: 303...303, reason: "missing"),
        Damage(
            name: "the first event is gone",
            statements: ["DELETE FROM log.event WHERE position = 1"], positions: 1...1,
            reason: "missing"),
        Damage(
            name: "the last events are gone",
            statements: ["DELETE FROM log.event WHERE position > 594"], positions: 595...595,
            reason: "missing"),
        Damage(
            name: "all events are gone", statements: ["DELETE FROM log.event"],
            positions: 1...1, reason: "missing"),
        Damage(
            name: "an event lies beyond the head",
            statements: [
                """
                INSERT INTO log.event
                SELECT 601, stream, 99, type, schema_version, recorded_at, actor, cause,
                       correlation, payload, sealed, leaf_hash FROM log.event WHERE position = 600
                """
            ], positions: 601...601, reason: "beyond"),
        Damage(
            name: "two payloads changed places",
            statements: [
                """
                UPDATE log.event AS e SET payload = o.payload FROM log.event AS o
                 WHERE (e.position, o.position) IN ((303, 450), (450, 303))
                """
            ], positions: 303...303, reason: "leaf hash"),
        Damage(
            name: "two events changed places, hashes and all",
            statements: [
                "UPDATE log.event SET position = 99999 WHERE position = 303",
                "UPDATE log.event SET position = 303 WHERE position = 304",
                "UPDATE log.event SET position = 304 WHERE position = 99999",
            ], positions: 303...303, reason: "leaf hash"),
        Damage(
            name: "a head is gone",
            statements: ["DELETE FROM log.head WHERE previous_position = 300"],
            positions: 301...301, reason: "head"),
        Damage(
            name: "the last head is gone",
            statements: ["DELETE FROM log.head WHERE previous_position = 594"],
            positions: 595...595, reason: "beyond"),
        Damage(
            name: "all heads are gone", statements: ["DELETE FROM log.head"], positions: 1...1,
            reason: "beyond"),
        Damage(
            name: "a head too many, in the middle",
            statements: [
                """
                INSERT INTO log.head SELECT 302, 303, recorded_at, root, frontier FROM log.head
                 WHERE previous_position = 300
                """
            ], positions: 301...307, reason: "head"),
        Damage(
            name: "a head too many, at the end",
            statements: [
                """
                INSERT INTO log.head SELECT 600, 603, recorded_at, root, frontier FROM log.head
                 WHERE previous_position = 594
                """
            ], positions: 601...601, reason: "missing"),
        Damage(
            name: "a stream's row is gone",
            statements: ["DELETE FROM log.stream WHERE position = 303"], positions: 303...303,
            reason: "log.stream"),
        Damage(
            name: "a stream's row too many",
            statements: ["INSERT INTO log.stream VALUES ('item-other', 1, 303)"],
            positions: 303...303, reason: "log.stream"),
        Damage(
            name: "a stream's row too many, beyond the head",
            statements: ["INSERT INTO log.stream VALUES ('item-other', 1, 601)"],
            positions: 601...601, reason: "log.stream"),
        Damage(
            name: "two rows of streams changed places",
            statements: [
                """
                UPDATE log.stream SET position = CASE position WHEN 303 THEN 450 ELSE 303 END
                 WHERE position IN (303, 450)
                """
            ], positions: 303...303, reason: "log.stream"),
        Damage(
            name: "a subtree is gone", statements: ["DELETE FROM log.subtree WHERE index = 0"],
            positions: 256...256, reason: "log.subtree"),
        Damage(
            name: "a subtree too many, beyond the head",
            statements: [
                "INSERT INTO log.subtree SELECT 8, 2, hash FROM log.subtree WHERE index = 0"
            ],
            positions: 1...768, reason: "log.subtree"),
        Damage(
            name: "a subtree of a height the log has not reached",
            statements: [
                "INSERT INTO log.subtree SELECT 56, 0, hash FROM log.subtree WHERE index = 0"
            ],
            positions: 1...Int64.max, reason: "log.subtree"),
    ]
}
