import Postgres
import TestSupport
import Testing

@testable import Schema

@Suite("Migrating", .serialized, .timeLimit(.minutes(2)))
struct MigratorTests {
    private let one = "CREATE TABLE one (n bigint)"
    private let two = "CREATE TABLE two (n bigint)"
    private let three = "CREATE TABLE three (n bigint)"

    private func tables(_ database: LentDatabase) async throws -> [String] {
        try await database.texts(
            "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
    }

    @Test("an empty database gets everything, in order; a second run finds nothing to do")
    func twice() async throws {
        for definition in [SchemaDefinition.log, .keyring] {
            try await LentDatabase.empty { database in
                let all = (definition.migrations + definition.repeatables).map(\.name)
                #expect(try await database.migrate(definition) == all)
                let before = try await database.texts(
                    "SELECT (name || applied_at)::text FROM koe.migration ORDER BY 1")
                #expect(try await database.migrate(definition) == [])
                let after = try await database.texts(
                    "SELECT (name || applied_at)::text FROM koe.migration ORDER BY 1")
                #expect(before == after)
                try await database.connected { connection in
                    let lines = try await Migrator(definition).status(of: connection)
                    #expect(lines.map(\.name) == definition.migrations.map(\.name))
                    #expect(lines.allSatisfy { $0.state == .applied && $0.here == $0.there })
                    try await Migrator(definition).requireCurrent(on: connection)
                }
            }
        }
    }

    @Test("status of an empty database: all pending, and looking changes nothing")
    func statusOfEmpty() async throws {
        try await LentDatabase.empty { database in
            let migrator = Migrator(.made(of: ["m1": one, "m2": two]))
            try await database.connected { connection in
                let lines = try await migrator.status(of: connection)
                #expect(lines.map(\.state) == [.pending, .pending])
                #expect(lines.allSatisfy { $0.here?.utf8.count == 64 && $0.there == nil })
                let refusal = try await #require(throws: Migrator.Refusal.self) {
                    try await migrator.requireCurrent(on: connection)
                }
                #expect(refusal.description.contains("koe database migrate"))
            }
            #expect(
                try await database.number(
                    "SELECT count(*) FROM pg_namespace WHERE nspname = 'koe'") == 0)
        }
    }

    @Test("a new program brings its new migrations only; until then it refuses the database")
    func newerProgram() async throws {
        try await LentDatabase.empty { database in
            #expect(try await database.migrate(.made(of: ["m1": one])) == ["m1"])
            let newer = SchemaDefinition.made(of: ["m1": one, "m2": two, "m3": three])
            try await database.connected { connection in
                let lines = try await Migrator(newer).status(of: connection)
                #expect(lines.map(\.state) == [.applied, .pending, .pending])
                let refusal = try await #require(throws: Migrator.Refusal.self) {
                    try await Migrator(newer).requireCurrent(on: connection)
                }
                #expect(refusal.description.contains("koe database migrate"))
            }
            #expect(try await database.migrate(newer) == ["m2", "m3"])
            #expect(try await tables(database) == ["one", "three", "two"])
        }
    }

    @Test("a migration changed after it was applied is refused, with both sides in a list")
    func changed() async throws {
        try await LentDatabase.empty { database in
            _ = try await database.migrate(.made(of: ["m1": one, "m02": two]))
            let edited = SchemaDefinition.made(of: ["m1": one + " ", "m02": two, "m3": three])
            let refusal = try await #require(throws: Migrator.Refusal.self) {
                _ = try await database.migrate(edited)
            }
            guard case .history(let lines) = refusal else {
                Issue.record("\(refusal)")
                return
            }
            #expect(lines.map(\.state) == [.changed, .applied, .pending])
            let rows = refusal.description.split(separator: "\n").dropFirst().map(String.init)
            let here = try #require(lines[0].here)
            let there = try #require(lines[0].there)
            #expect(here != there)
            #expect(
                rows[0]
                    == "  m1   program \(here.prefix(12))  database \(there.prefix(12))  changed")
            #expect(rows[1].hasPrefix("  m02  program "))
            #expect(rows[2].hasSuffix("database (not there)   pending"))
            #expect(try await tables(database) == ["one", "two"])
            try await database.connected { connection in
                _ = await #expect(throws: Migrator.Refusal.self) {
                    try await Migrator(edited).requireCurrent(on: connection)
                }
            }
        }
    }

    @Test("a migration the program does not know: the schema is newer")
    func newerDatabase() async throws {
        try await LentDatabase.empty { database in
            _ = try await database.migrate(.made(of: ["m1": one, "m2": two]))
            let refusal = try await #require(throws: Migrator.Refusal.self) {
                _ = try await database.migrate(.made(of: ["m1": one]))
            }
            guard case .newer(let lines) = refusal else {
                Issue.record("\(refusal)")
                return
            }
            #expect(lines.map(\.name) == ["m1", "m2"])
            #expect(lines.map(\.state) == [.applied, .unknown])
            #expect(refusal.description.contains("newer"))
            #expect(refusal.description.contains("does not know m2"))
        }
    }

    @Test("a migration missing before a later one is refused, not slipped in")
    func missing() async throws {
        try await LentDatabase.empty { database in
            _ = try await database.migrate(.made(of: ["m1": one, "m3": three]))
            let refusal = try await #require(throws: Migrator.Refusal.self) {
                _ = try await database.migrate(.made(of: ["m1": one, "m2": two, "m3": three]))
            }
            guard case .history(let lines) = refusal else {
                Issue.record("\(refusal)")
                return
            }
            #expect(lines.map(\.state) == [.applied, .missing, .applied])
            #expect(try await tables(database) == ["one", "three"])
            let first = try await #require(throws: Migrator.Refusal.self) {
                _ = try await database.migrate(
                    .made(of: ["m0": two, "m1": one, "m3": three]))
            }
            #expect(first.description.contains("missing"))
        }
    }

    @Test("missing roles are named, with the statements that make them")
    func rolesMissing() async throws {
        try await LentDatabase.empty { database in
            try await database.connected(as: "koe_superuser") { connection in
                // Roles belong to the whole cluster: only this transaction sees the new name.
                _ = try await connection.run([
                    "BEGIN", "ALTER ROLE koe_auditor RENAME TO koe_renamed",
                ])
                let refusal = try await #require(throws: Migrator.Refusal.self) {
                    _ = try await Migrator(.log).migrate(on: connection)
                }
                guard case .rolesMissing(let names) = refusal else {
                    Issue.record("\(refusal)")
                    return
                }
                #expect(names == ["koe_auditor"])
                #expect(refusal.description.contains("CREATE ROLE koe_auditor LOGIN;"))
                _ = try await connection.execute("ROLLBACK")
            }
        }
    }

    @Test("a failing migration leaves nothing of itself, keeps those before, and is named")
    func failing() async throws {
        try await LentDatabase.empty { database in
            let broken = SchemaDefinition.made(
                of: [
                    "m1": one, "m2": "\(two); INSERT INTO two VALUES (1); SELECT 1/0", "m3": three,
                ],
                repeatables: ["r1": "CREATE VIEW seen AS SELECT 1"])
            let error = try await #require(throws: PostgresError.self) {
                _ = try await database.migrate(broken)
            }
            #expect(error.statement == "m2")
            #expect(error.sqlState == "22012")
            #expect(try await tables(database) == ["one"])
            let lines = try await database.connected {
                try await Migrator(broken).status(of: $0)
            }
            #expect(lines.map(\.state) == [.applied, .pending, .pending])
            // The lock went with the session: the repaired program gets its turn.
            let repaired = SchemaDefinition.made(
                of: ["m1": one, "m2": two, "m3": three],
                repeatables: ["r1": "CREATE VIEW seen AS SELECT 1"])
            #expect(try await database.migrate(repaired) == ["m2", "m3", "r1"])
        }
    }

    @Test("a script cannot end its transaction half-way")
    func commitInside() async throws {
        try await LentDatabase.empty { database in
            let error = try await #require(throws: PostgresError.self) {
                _ = try await database.migrate(.made(of: ["m1": "\(one); COMMIT; \(two)"]))
            }
            #expect(error.statement == "m1")
            #expect(try await tables(database) == [])
        }
    }

    @Test("several migrators at once take turns: one does the work, none fails")
    func atOnce() async throws {
        try await LentDatabase.empty { database in
            let results = try await withThrowingTaskGroup(of: [String].self) { group in
                for _ in 0..<4 { group.addTask { try await database.migrate(.log) } }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            let log = SchemaDefinition.log
            let all = (log.migrations + log.repeatables).map(\.name)
            #expect(results.count { $0 == all } == 1)
            #expect(results.count { $0 == [] } == 3)
        }
    }

    @Test("repeatables are applied again when their text changes, or after any migration")
    func repeatables() async throws {
        func definition(_ answer: Int, later: Bool = false) -> SchemaDefinition {
            let function = """
                CREATE OR REPLACE FUNCTION answer() RETURNS integer LANGUAGE sql
                    RETURN \(answer)
                """
            let view = "CREATE OR REPLACE VIEW seen AS SELECT 'it''s $1 -- $$' AS text -- end"
            return later
                ? .made(of: ["m1": one, "m2": two], repeatables: ["r1": function, "r2": view])
                : .made(of: ["m1": one], repeatables: ["r1": function, "r2": view])
        }
        try await LentDatabase.empty { database async throws in
            #expect(try await database.migrate(definition(1)) == ["m1", "r1", "r2"])
            #expect(try await database.migrate(definition(1)) == [])
            #expect(try await database.migrate(definition(2)) == ["r1"])
            #expect(try await database.number("SELECT answer()") == 2)
            #expect(try await database.migrate(definition(2)) == [])
            #expect(try await database.migrate(definition(2, later: true)) == ["m2", "r1", "r2"])
            #expect(try await database.texts("SELECT text FROM seen") == ["it's $1 -- $$"])
        }
    }

    @Test("a failing repeatable leaves the old one, is named, and is tried again")
    func failingRepeatable() async throws {
        try await LentDatabase.empty { database in
            func definition(_ sql: String) -> SchemaDefinition {
                .made(of: ["m1": one], repeatables: ["r1": sql])
            }
            let good = "CREATE OR REPLACE VIEW seen AS SELECT 1 AS n"
            _ = try await database.migrate(definition(good))
            let error = try await #require(throws: PostgresError.self) {
                _ = try await database.migrate(definition("DROP VIEW seen; SELECT * FROM nowhere"))
            }
            #expect(error.statement == "r1")
            #expect(try await database.number("SELECT n FROM seen") == 1)
            #expect(try await database.migrate(definition(good)) == [])
        }
    }

    @Test("the list lines up whatever the names' lengths")
    func table() {
        let lines = [
            Migrator.Line(name: "m1", state: .applied, here: hex("a"), there: hex("a")),
            Migrator.Line(name: "m0002_long", state: .pending, here: hex("b"), there: nil),
            Migrator.Line(name: "m3", state: .unknown, here: nil, there: hex("c")),
        ]
        #expect(
            Migrator.table(lines) == """
                  m1          program aaaaaaaaaaaa  database aaaaaaaaaaaa  applied
                  m0002_long  program bbbbbbbbbbbb  database (not there)   pending
                  m3          program (unknown)     database cccccccccccc  unknown
                """)
        #expect(Migrator.table([]).isEmpty)
    }

    private func hex(_ digit: Character) -> String { String(repeating: digit, count: 64) }
}
