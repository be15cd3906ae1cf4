import Foundation
import Postgres
import Schema
import TestSupport
import Testing

@Suite("The schema of Koe", .serialized, .timeLimit(.minutes(2)))
struct DefinitionTests {
    @Test("every SQL file is applied by one of the two definitions, once")
    func files() throws {
        let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("db")
        var files: [String] = []
        for kind in ["migrations", "functions", "views", "privileges"] {
            files += try FileManager.default.contentsOfDirectory(
                atPath: folder.appendingPathComponent(kind).path
            ).filter { $0.hasSuffix(".sql") }.map { String($0.dropLast(4)) }
        }
        let scripts = [SchemaDefinition.log, .keyring].flatMap { $0.migrations + $0.repeatables }
        #expect(scripts.map(\.name).sorted() == files.sorted())
        #expect(scripts.allSatisfy { !$0.sql.isEmpty })
        for definition in [SchemaDefinition.log, .keyring] {
            let names = definition.migrations.map(\.name)
            #expect(names == names.sorted(), "migrations are applied in the order of their numbers")
        }
    }

    @Test("every function has a fixed search_path; what runs as its owner ends it with pg_temp")
    func searchPaths() async throws {
        let query: Query = """
            SELECT p.oid::regprocedure::text FROM pg_proc AS p
              JOIN pg_namespace AS n ON n.oid = p.pronamespace
             WHERE n.nspname IN ('koe', 'log', 'desk', 'keyring', 'public')
               AND NOT EXISTS (SELECT FROM unnest(p.proconfig) AS setting
                                WHERE setting LIKE 'search_path=%pg_temp')
            """
        let count: Query = """
            SELECT count(*) FROM pg_proc WHERE pronamespace = 'log'::regnamespace
            """
        try await LentDatabase.log { database in
            let loose = try await database.texts(query)
            #expect(loose == [])
            let all = try await database.number(count)
            #expect(all >= 5)
        }
        let loose = try await LentDatabase.keyring { try await $0.texts(query) }
        #expect(loose == [])
    }

    /// Tables on which a role holds one of the privileges, partitions included.
    private func tables(
        _ database: LentDatabase, _ role: DatabaseRole, mayBe privileges: String
    ) async throws -> [String] {
        try await database.texts(
            """
            SELECT c.oid::regclass::text FROM pg_class AS c
              JOIN pg_namespace AS n ON n.oid = c.relnamespace
             WHERE n.nspname IN ('koe', 'log', 'desk', 'staff', 'keyring')
               AND c.relkind IN ('r', 'p', 'v')
               AND (has_table_privilege(\(role.rawValue), c.oid, \(privileges))
                 OR has_any_column_privilege(\(role.rawValue), c.oid,
                      replace(replace(replace(\(privileges), 'DELETE', 'REFERENCES'),
                        'TRUNCATE', 'REFERENCES'), 'TRIGGER', 'REFERENCES')))
             ORDER BY 1
            """)
    }

    @Test("the program changes nothing that was recorded")
    func app() async throws {
        try await LentDatabase.log { database in
            _ = try await database.connected(as: "koe_app") {
                try await $0.execute("SELECT log.create_partitions()")
            }
            #expect(
                try await database.number(
                    "SELECT count(*) FROM pg_inherits WHERE inhparent = 'log.event'::regclass") > 0)
            #expect(
                try await tables(database, .app, mayBe: "UPDATE")
                    == [
                        "desk.city", "desk.classifier", "desk.draft", "desk.presence",
                        "desk.receipt_number", "desk.waiting_page", "desk.waiting_scan",
                        "log.checkpoint",
                        "staff.account", "staff.recovery_code", "staff.session",
                        "staff.throttle", "staff.token",
                    ])
            #expect(
                try await tables(database, .app, mayBe: "DELETE, TRUNCATE, TRIGGER")
                    == [
                        "desk.classifier", "desk.draft", "desk.presence", "desk.waiting_page",
                        "desk.waiting_scan", "staff.account", "staff.recovery_code",
                        "staff.session", "staff.sign_on", "staff.throttle", "staff.token",
                    ])
            #expect(
                try await tables(database, .app, mayBe: "INSERT")
                    == [
                        "desk.city", "desk.classifier", "desk.draft", "desk.opening",
                        "desk.presence", "desk.receipt_number", "desk.waiting_page",
                        "desk.waiting_scan", "log.checkpoint", "log.command", "log.enclosure",
                        "log.event", "log.head", "log.stream", "log.subtree", "staff.account",
                        "staff.history", "staff.recovery_code", "staff.session",
                        "staff.sign_on", "staff.throttle", "staff.token",
                    ])
        }
    }

    @Test("each of the forbidden things is refused in practice, log.event by name")
    func appIsRefused() async throws {
        try await LentDatabase.log { database in
            for privilege in ["UPDATE", "DELETE", "TRUNCATE"] {
                let rows = try await database.connected {
                    try await $0.execute(
                        "SELECT has_table_privilege('koe_app', 'log.event', \(privilege))")
                }
                #expect(try rows[0].get(0, as: Bool.self) == false)
            }
            for statement in [
                "UPDATE log.event SET version = 1", "DELETE FROM log.event", "TRUNCATE log.event",
                "DROP TABLE log.event", "ALTER TABLE log.event DISABLE TRIGGER ALL",
                "CREATE TABLE log.mine (n bigint)", "DELETE FROM log.checkpoint",
                "INSERT INTO koe.migration (name, checksum) VALUES ('x', 'x')",
            ] {
                let error = try await #require(throws: PostgresError.self) {
                    _ = try await database.connected(as: "koe_app") {
                        try await $0.execute(Query(unsafeSQL: statement))
                    }
                }
                #expect(error.sqlState == "42501", "\(statement)")
            }
        }
    }

    @Test("readers and auditors write nothing; only the program reaches the keys")
    func readers() async throws {
        let writing = "INSERT, UPDATE, DELETE, TRUNCATE, TRIGGER"
        try await LentDatabase.log { database in
            for role in [DatabaseRole.reader, .auditor] {
                #expect(try await tables(database, role, mayBe: writing) == [])
            }
            let read = try await tables(database, .reader, mayBe: "SELECT")
            #expect(read.contains("log.event"))
            #expect(!read.contains("log.command"))
            #expect(try await tables(database, .auditor, mayBe: "SELECT").contains("log.command"))
        }
        try await LentDatabase.keyring { database async throws in
            for role in [DatabaseRole.reader, .auditor] {
                #expect(try await tables(database, role, mayBe: writing + ", SELECT") == [])
            }
            #expect(try await tables(database, .app, mayBe: "DELETE, TRUNCATE") == [])
        }
    }

    @Test("a program connected as the app sees how far the database is")
    func appSeesStatus() async throws {
        try await LentDatabase.log { database in
            try await database.connected(as: "koe_app") { connection in
                try await Migrator(.log).requireCurrent(on: connection)
            }
        }
        try await LentDatabase.keyring { database in
            try await database.connected(as: "koe_app") { connection in
                try await Migrator(.keyring).requireCurrent(on: connection)
            }
        }
    }
}
