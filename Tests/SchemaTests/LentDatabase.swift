import Postgres
import Schema
import TestSupport
import Testing

/// A database of the test's own, dropped however the test ends.
struct LentDatabase {
    let name: String

    /// A database without Koe's schema.
    static func empty<R>(_ body: (LentDatabase) async throws -> R) async throws -> R {
        try await lend(try await TestCluster.shared.emptyDatabase(), body)
    }

    /// A database with the log's schema.
    static func log<R>(_ body: (LentDatabase) async throws -> R) async throws -> R {
        try await lend(try await TestCluster.shared.logDatabase(), body)
    }

    /// A database with the keyring's schema.
    static func keyring<R>(_ body: (LentDatabase) async throws -> R) async throws -> R {
        try await lend(try await TestCluster.shared.keyringDatabase(), body)
    }

    private static func lend<R>(
        _ name: String, _ body: (LentDatabase) async throws -> R
    ) async throws -> R {
        do {
            let result = try await body(LentDatabase(name: name))
            try await TestCluster.shared.drop(name)
            return result
        } catch {
            // The test's own error is the one to see; the database goes with the cluster.
            try? await TestCluster.shared.drop(name)
            throw error
        }
    }

    /// A connection as a role, the owner by default.
    func connected<R>(
        as role: String = DatabaseRole.owner.rawValue, _ body: (Connection) async throws -> R
    ) async throws -> R {
        let connection = try await Connection.connect(
            to: try await TestCluster.shared.settings(database: name, role: role),
            on: TestCluster.shared.reactor)
        do {
            let result = try await body(connection)
            await connection.close()
            return result
        } catch {
            await connection.close()
            throw error
        }
    }

    /// Migrates on a connection of its own.
    func migrate(_ definition: SchemaDefinition) async throws -> [String] {
        try await connected { try await Migrator(definition).migrate(on: $0) }
    }

    /// The one number a query answers with, as the owner.
    func number(_ query: Query) async throws -> Int64 {
        try await connected { try await $0.execute(query)[0].get(0) }
    }

    /// The first column of a query's rows, as the owner.
    func texts(_ query: Query) async throws -> [String] {
        try await connected { try await $0.execute(query).map { try $0.get(0) } }
    }
}

extension SchemaDefinition {
    /// A definition from names and texts.
    static func made(
        of migrations: KeyValuePairs<String, String>,
        repeatables: KeyValuePairs<String, String> = [:]
    ) -> SchemaDefinition {
        SchemaDefinition(
            migrations: migrations.map { Script(name: $0, sql: $1) },
            repeatables: repeatables.map { Script(name: $0, sql: $1) })
    }
}
