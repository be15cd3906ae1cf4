public import EmbeddedPostgres
import Foundation
public import Postgres
import Schema

/// A real PostgreSQL for tests: one embedded cluster per test process, from whose migrated
/// templates each test gets databases of its own.
public actor TestCluster {
    /// The cluster of this process.
    public static let shared = TestCluster()

    /// The thread tests' connections live on.
    public nonisolated let reactor = Reactor(name: "test-postgres")

    private var starting: Task<Cluster, any Error>?
    private var serial = 0

    private static let logTemplate = "koe_template"
    private static let keyringTemplate = "keyring_template"

    /// The running cluster; started at first use, ended by the kernel when the process ends.
    public func cluster() async throws -> Cluster {
        if let starting { return try await starting.value }
        let task = Task { try await Self.start(reactor) }
        starting = task
        return try await task.value
    }

    /// A connection as superuser, for what only an administrator can do.
    public func superuser(database: String = "postgres") async throws -> Connection {
        try await Connection.connect(
            to: await settings(database: database, role: Cluster.superuser), on: reactor)
    }

    /// Where a database is, for a role.
    public func settings(database: String, role: String) async throws -> ConnectionSettings {
        try ConnectionSettings(
            try await cluster().connectionString(database: database, role: role))
    }

    /// A fresh empty database owned by `koe_owner`.
    public func emptyDatabase() async throws -> String {
        try await clone("template0")
    }

    /// A fresh copy of the migrated log database.
    public func logDatabase() async throws -> String { try await clone(Self.logTemplate) }

    /// A fresh copy of the migrated keyring database.
    public func keyringDatabase() async throws -> String { try await clone(Self.keyringTemplate) }

    /// Drops a lent database.
    public func drop(_ name: String) async throws {
        let connection = try await superuser()
        _ = try await connection.execute(
            Query(unsafeSQL: "DROP DATABASE IF EXISTS \(quoteIdentifier(name)) WITH (FORCE)"))
        await connection.close()
    }

    private func clone(_ template: String) async throws -> String {
        _ = try await cluster()
        serial += 1
        let name = "test_\(serial)"
        let connection = try await superuser()
        _ = try await connection.execute(
            Query(
                unsafeSQL: """
                    CREATE DATABASE \(name) OWNER koe_owner TEMPLATE \(template)
                    """))
        await connection.close()
        return name
    }

    private static func start(_ reactor: Reactor) async throws -> Cluster {
        let root = FileManager.default.temporaryDirectory
        removeLeftovers(in: root)
        let folder = root.appendingPathComponent("koe-tests-\(getpid())")
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o711])
        let cluster = try await Cluster.hold(dataDirectory: folder.path)
        func connect(_ database: String, _ role: String) async throws -> Connection {
            try await Connection.connect(
                to: ConnectionSettings(cluster.connectionString(database: database, role: role)),
                on: reactor)
        }
        let admin = try await connect("postgres", Cluster.superuser)
        for query in DatabaseRole.createStatements { _ = try await admin.execute(query) }
        for (name, definition) in [
            (logTemplate, SchemaDefinition.log), (keyringTemplate, SchemaDefinition.keyring),
        ] {
            _ = try await admin.execute(
                Query(unsafeSQL: "CREATE DATABASE \(name) OWNER koe_owner TEMPLATE template0"))
            let owner = try await connect(name, DatabaseRole.owner.rawValue)
            _ = try await Migrator(definition).migrate(on: owner)
            await owner.close()
        }
        await admin.close()
        return cluster
    }

    /// Folders of test processes that no longer run.
    private static func removeLeftovers(in root: URL) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: root.path)) ?? []
        for name in names where name.hasPrefix("koe-tests-") {
            guard let pid = Int32(name.dropFirst("koe-tests-".count)), kill(pid, 0) != 0 else {
                continue
            }
            try? FileManager.default.removeItem(at: root.appendingPathComponent(name))
        }
    }
}
