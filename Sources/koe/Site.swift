import EmbeddedPostgres
import EventLog
import Foundation
import Postgres
import Schema

/// One city's databases, opened for one command (現場).
///
/// Either an embedded cluster in the data directory, started or shared as needed and brought to
/// the current schema, or databases given by URL, which only `database migrate` changes.
struct Site: Sendable {
    static let logDatabase = "koe"
    static let keyringDatabase = "koe_keyring"

    let settings: Settings
    let cluster: Cluster?
    let reactor = Reactor()

    /// Opens the databases for the length of the closure.
    static func with<R>(
        _ settings: Settings, _ body: (Site) async throws -> R
    ) async throws -> R {
        let cluster: Cluster? =
            settings.isEmbedded
            ? try await Cluster.hold(dataDirectory: settings.dataDirectory, say: settings.say)
            : nil
        let site = Site(settings: settings, cluster: cluster)
        do {
            try await site.prepare()
            let result = try await body(site)
            await cluster?.release()
            return result
        } catch {
            await cluster?.release()
            throw error
        }
    }

    /// The log's database for a role.
    func logDatabase(as role: DatabaseRole) throws -> ConnectionSettings {
        try database(Self.logDatabase, as: role, settings.databaseURL, settings.ownerURL)
    }

    /// The keyring's database for a role.
    func keyringDatabase(as role: DatabaseRole) throws -> ConnectionSettings {
        guard settings.isEmbedded || settings.keyringURL != nil else {
            throw CommandError(
                "KOE_KEYRING_URL is not set: the keys of personal data need a database of their "
                    + "own beside KOE_DATABASE_URL", Failure.usage)
        }
        return try database(
            Self.keyringDatabase, as: role, settings.keyringURL, settings.keyringOwnerURL)
    }

    private func database(
        _ name: String, as role: DatabaseRole, _ url: String?, _ ownerURL: String?
    ) throws -> ConnectionSettings {
        if let cluster {
            return try ConnectionSettings(
                cluster.connectionString(database: name, role: role.rawValue))
        }
        switch role {
        case .app:
            guard let url else { throw CommandError("KOE_DATABASE_URL is not set", Failure.usage) }
            return try ConnectionSettings(url)
        case .owner:
            guard let ownerURL else {
                throw CommandError(
                    "KOE_DATABASE_OWNER_URL and KOE_KEYRING_OWNER_URL are needed to migrate",
                    Failure.usage)
            }
            return try ConnectionSettings(ownerURL)
        case .reader, .auditor:
            throw CommandError(
                "with KOE_DATABASE_URL the \(role.rawValue) connects with a URL of its own",
                Failure.usage)
        }
    }

    /// Opens the log as the app.
    func log(now: @escaping @Sendable () -> Instant = EventLog.systemClock) throws -> EventLog {
        EventLog(try logDatabase(as: .app), on: reactor, now: now)
    }

    /// Opens the keyring as the app; refused where it is not of the same day as the log.
    func keyring(for log: EventLog? = nil, makesMaster: Bool = true) async throws -> Keyring {
        try await Keyring(
            try keyringDatabase(as: .app), on: reactor, dataDirectory: keyDirectory, log: log,
            makesMaster: makesMaster)
    }

    /// The folder of master key, signing key and checkpoints.
    var keyDirectory: String { cluster?.dataDirectory ?? settings.dataDirectory }

    /// The signed checkpoints.
    var checkpoints: CheckpointFolder { CheckpointFolder(dataDirectory: keyDirectory) }

    // MARK: Schema

    private func prepare() async throws {
        if let cluster {
            try await Bootstrap(cluster: cluster, reactor: reactor).run()
            _ = try await migrate()
        } else {
            try await requireCurrent(.log, logDatabase(as: .app))
            // Without a place for it the command says so itself, where it needs keys.
            if settings.keyringURL != nil {
                try await requireCurrent(.keyring, keyringDatabase(as: .app))
            }
        }
    }

    private func requireCurrent(
        _ definition: SchemaDefinition, _ place: ConnectionSettings
    ) async throws {
        let connection = try await Connection.connect(to: place, on: reactor)
        do {
            try await Migrator(definition).requireCurrent(on: connection)
        } catch {
            await connection.close()
            throw error
        }
        await connection.close()
    }

    /// Applies pending migrations to both databases.
    func migrate() async throws -> [String] {
        var done: [String] = []
        for (definition, place) in [
            (SchemaDefinition.log, try logDatabase(as: .owner)),
            (SchemaDefinition.keyring, try keyringDatabase(as: .owner)),
        ] {
            let connection = try await Connection.connect(to: place, on: reactor)
            do {
                done += try await Migrator(definition).migrate(on: connection)
            } catch {
                await connection.close()
                throw error
            }
            await connection.close()
        }
        return done
    }
}

/// Makes roles and databases in a fresh embedded cluster.
struct Bootstrap {
    let cluster: Cluster
    let reactor: Reactor

    /// How long a cluster that was taken back to a moment may replay its write-ahead log, and how often
    /// it is asked.
    private static let recovery: Duration = .seconds(600)
    private static let glance: Duration = .milliseconds(200)

    func run() async throws {
        let connection = try await Connection.connect(
            to: ConnectionSettings(
                cluster.connectionString(database: "postgres", role: Cluster.superuser)),
            on: reactor)
        do {
            try await waitForRecovery(connection)
            // Two commands may find a fresh cluster at once; one makes the databases.
            _ = try await connection.execute("SELECT pg_advisory_lock(4924871)")
            let rows = try await connection.execute(
                "SELECT datname::text FROM pg_database WHERE datname LIKE 'koe%'")
            var present: Set<String> = []
            for row in rows { present.insert(try row.get(0)) }
            if !present.contains(Site.keyringDatabase) {
                for query in DatabaseRole.createStatements {
                    _ = try await connection.execute(query)
                }
                for name in [Site.logDatabase, Site.keyringDatabase]
                where !present.contains(name) {
                    _ = try await connection.execute(
                        Query(
                            unsafeSQL: """
                                CREATE DATABASE \(quoteIdentifier(name)) \
                                OWNER \(DatabaseRole.owner.rawValue)
                                """))
                }
            }
        } catch {
            await connection.close()
            throw error
        }
        await connection.close()
    }

    /// Restored from a base backup it answers before it can be written to.
    private func waitForRecovery(_ connection: Connection) async throws {
        let end = ContinuousClock.now + Self.recovery
        while try await connection.execute("SELECT pg_is_in_recovery()")[0].get(0, as: Bool.self) {
            guard ContinuousClock.now < end else {
                throw CommandError(
                    "PostgreSQL in \(cluster.dataDirectory) is still replaying its write-ahead log, "
                        + "or waits at a recovery target: restore with --target-action=promote",
                    Failure.unavailable)
            }
            try await Task.sleep(for: Self.glance)
        }
    }
}
