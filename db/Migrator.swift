import Crypto
public import Postgres

/// Brings a database to the schema this program knows, and says how far it is.
public struct Migrator: Sendable {
    /// What is known of one migration.
    public enum State: String, Sendable {
        /// Applied, and the same text as the program's.
        case applied
        /// Not applied yet.
        case pending
        /// Applied with another text than the program's.
        case changed
        /// Applied, but unknown to the program: the schema is newer.
        case unknown
        /// Not applied although a later one is.
        case missing
    }

    /// One line of the list that `koe database status` prints.
    public struct Line: Sendable {
        /// The migration's name.
        public let name: String
        /// What is known of it.
        public let state: State
        /// SHA-256 (hex) of the program's text; `nil` when the program does not know it.
        public let here: String?
        /// SHA-256 (hex) recorded in the database; `nil` when it was not applied.
        public let there: String?
    }

    /// Why a migration was refused.
    public enum Refusal: Error, Sendable, CustomStringConvertible {
        /// A migration was changed or is missing; all lines, side by side.
        case history([Line])
        /// The database was made by a newer program.
        case newer([Line])
        /// The roles of Koe do not exist in this server.
        case rolesMissing([String])
        /// Nothing was migrated yet.
        case notMigrated

        /// What is wrong and what to do in one line; a changed history as a side-by-side list.
        public var description: String {
            switch self {
            case .history(let lines):
                "the database's migrations differ from the program's; "
                    + "install the program version that made them\n" + Migrator.table(lines)
            case .newer(let lines):
                "the database's schema is newer than this program, which does not know "
                    + lines.filter { $0.state == .unknown }.map(\.name).joined(separator: ", ")
                    + "; install the newer Koe"
            case .rolesMissing(let names):
                "the roles \(names.joined(separator: ", ")) do not exist; create them as a "
                    + "superuser: "
                    + names.map { "CREATE ROLE \($0) LOGIN;" }.joined(separator: " ")
            case .notMigrated:
                "the database has no Koe schema yet; run: koe database migrate"
            }
        }
    }

    private let definition: SchemaDefinition

    /// A migrator for one of the two databases.
    public init(_ definition: SchemaDefinition) { self.definition = definition }

    /// The migrations of program and database side by side.
    public func status(of connection: Connection) async throws -> [Line] {
        let applied = try await applied(on: connection)
        let known = Set(definition.migrations.map(\.name))
        let lastKnownApplied = definition.migrations.lastIndex { applied[$0.name] != nil }
        var lines: [Line] = []
        for (index, script) in definition.migrations.enumerated() {
            let here = Self.checksum(script.sql)
            let there = applied[script.name]
            let state: State =
                switch there {
                case .some(here): .applied
                case .some: .changed
                case nil: index < lastKnownApplied ?? 0 ? .missing : .pending
                }
            lines.append(Line(name: script.name, state: state, here: here, there: there))
        }
        for name in applied.keys.sorted() where !known.contains(name) {
            lines.append(Line(name: name, state: .unknown, here: nil, there: applied[name]))
        }
        return lines
    }

    /// Refuses a database that this program must not use.
    /// - Throws: ``Refusal``, or `PostgresError`.
    public func requireCurrent(on connection: Connection) async throws {
        let lines = try await status(of: connection)
        try Self.check(lines)
        if lines.contains(where: { $0.state == .pending }) { throw Refusal.notMigrated }
    }

    /// Applies what is pending; each migration is one transaction. Two programs migrating at the
    /// same time take turns.
    /// - Returns: the names of what was applied.
    public func migrate(on connection: Connection) async throws -> [String] {
        try await requireRoles(on: connection)
        _ = try await connection.execute("SELECT pg_advisory_lock(4924871)")
        do {
            let done = try await apply(on: connection)
            _ = try await connection.execute("SELECT pg_advisory_unlock(4924871)")
            return done
        } catch {
            // The lock belongs to the session: a session that failed half-way is not kept.
            await connection.close()
            throw error
        }
    }

    private func apply(on connection: Connection) async throws -> [String] {
        _ = try await connection.run([
            "CREATE SCHEMA IF NOT EXISTS koe",
            """
            CREATE TABLE IF NOT EXISTS koe.migration (
                name text PRIMARY KEY, checksum text NOT NULL,
                applied_at timestamptz NOT NULL DEFAULT now())
            """,
            """
            CREATE TABLE IF NOT EXISTS koe.repeatable (
                name text PRIMARY KEY, checksum text NOT NULL,
                applied_at timestamptz NOT NULL DEFAULT now())
            """,
            "COMMENT ON SCHEMA koe IS 'Which SQL files were applied (適用済みの定義)'",
            "COMMENT ON TABLE koe.migration IS 'Migrations, applied once (移行)'",
            "COMMENT ON TABLE koe.repeatable IS 'Functions, views, privileges (再適用する定義)'",
        ])
        let lines = try await status(of: connection)
        try Self.check(lines)
        var done: [String] = []
        for (script, line) in zip(definition.migrations, lines) where line.state == .pending {
            try await run(script, on: connection, recordedIn: "migration")
            done.append(script.name)
        }
        return try await done + applyRepeatables(on: connection, all: !done.isEmpty)
    }

    private func applyRepeatables(on connection: Connection, all: Bool) async throws -> [String] {
        let rows = try await connection.execute("SELECT name, checksum FROM koe.repeatable")
        var known: [String: String] = [:]
        for row in rows { known[try row.get(0)] = try row.get(1) as String }
        var done: [String] = []
        for script in definition.repeatables
        where all || known[script.name] != Self.checksum(script.sql) {
            try await run(script, on: connection, recordedIn: "repeatable")
            done.append(script.name)
        }
        return done
    }

    private func run(
        _ script: SchemaDefinition.Script, on connection: Connection, recordedIn table: String
    ) async throws {
        let checksum = Self.checksum(script.sql)
        // DO runs a whole file as one statement, so that file and record are one transaction.
        let execute = "BEGIN EXECUTE \(Self.dollarQuoted(script.sql, "koe_sql")); END"
        let file = Query(
            unsafeSQL: "DO \(Self.dollarQuoted(execute, "koe_do"))", label: script.name)
        let record = Query(
            unsafeSQL: """
                INSERT INTO koe.\(table) (name, checksum) VALUES \
                (\(quoteLiteral(script.name)), \(quoteLiteral(checksum))) \
                ON CONFLICT (name) DO UPDATE SET checksum = excluded.checksum, applied_at = now()
                """)
        _ = try await connection.run([file, record], cancellable: false)
    }

    private static func dollarQuoted(_ text: String, _ tag: String) -> String {
        "$\(tag)$\(text)$\(tag)$"
    }

    private func requireRoles(on connection: Connection) async throws {
        let rows = try await connection.execute("SELECT rolname::text FROM pg_roles")
        var present: Set<String> = []
        for row in rows { present.insert(try row.get(0)) }
        let missing = DatabaseRole.allCases.map(\.rawValue).filter { !present.contains($0) }
        guard missing.isEmpty else { throw Refusal.rolesMissing(missing) }
    }

    private func applied(on connection: Connection) async throws -> [String: String] {
        let there = try await connection.execute("SELECT to_regclass('koe.migration') IS NOT NULL")
        guard try there[0].get(0) else { return [:] }
        let rows = try await connection.execute("SELECT name, checksum FROM koe.migration")
        var applied: [String: String] = [:]
        for row in rows { applied[try row.get(0)] = try row.get(1) as String }
        return applied
    }

    private static func check(_ lines: [Line]) throws(Refusal) {
        if lines.contains(where: { $0.state == .changed || $0.state == .missing }) {
            throw .history(lines)
        }
        if lines.contains(where: { $0.state == .unknown }) { throw .newer(lines) }
    }

    /// The lines as text, program left, database right.
    public static func table(_ lines: [Line]) -> String {
        let width = lines.map(\.name.count).max() ?? 0
        return lines.map { line in
            let name = line.name + String(repeating: " ", count: width - line.name.count)
            let here = line.here.map { String($0.prefix(12)) } ?? "(unknown)   "
            let there = line.there.map { String($0.prefix(12)) } ?? "(not there) "
            return "  \(name)  program \(here)  database \(there)  \(line.state.rawValue)"
        }.joined(separator: "\n")
    }

    private static func checksum(_ text: String) -> String {
        SHA256.hash(data: Array(text.utf8)).map { byte in
            let hex = String(byte, radix: 16)
            return hex.count == 1 ? "0" + hex : hex
        }.joined()
    }
}
