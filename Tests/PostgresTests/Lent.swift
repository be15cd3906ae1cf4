import Postgres
import Synchronization
import TestSupport
import Testing

/// Everything here that needs a server, one test after the other: the cluster has 100 places.
@Suite("PostgreSQL client", .serialized, .timeLimit(.minutes(2)))
enum AgainstServer {}

/// What the tests of this room borrow; it is given back however the test ends.
enum Lent {
    /// A connection as the superuser.
    static func connection<R>(
        to settings: ConnectionSettings? = nil, on reactor: Reactor = TestCluster.shared.reactor,
        _ body: (Connection) async throws -> R
    ) async throws -> R {
        let fallback = try await TestCluster.shared.settings(
            database: "postgres", role: "koe_superuser")
        let connection = try await Connection.connect(to: settings ?? fallback, on: reactor)
        do {
            let result = try await body(connection)
            await connection.close()
            return result
        } catch {
            await connection.close()
            throw error
        }
    }

    /// An empty database of the test's own, and how to reach it as the superuser.
    static func database<R>(_ body: (ConnectionSettings) async throws -> R) async throws -> R {
        let name = try await TestCluster.shared.emptyDatabase()
        do {
            let result = try await body(
                try await TestCluster.shared.settings(database: name, role: "koe_superuser"))
            try await TestCluster.shared.drop(name)
            return result
        } catch {
            // The test's own error is the one to see; the database goes with the cluster.
            try? await TestCluster.shared.drop(name)
            throw error
        }
    }

    /// A pool on a database of the test's own, and a connection beside it to look on.
    static func pool<R>(
        _ limits: Pool.Limits = Pool.Limits(), _ body: (Pool, Connection) async throws -> R
    ) async throws -> R {
        try await database { settings in
            let pool = Pool(settings, on: TestCluster.shared.reactor, limits: limits)
            return try await connection(to: settings) { beside in
                do {
                    let result = try await body(pool, beside)
                    await pool.close()
                    return result
                } catch {
                    await pool.close()
                    throw error
                }
            }
        }
    }
}

/// What a test throws itself.
struct OwnError: Error, Equatable {}

/// Counts what happens in several tasks.
final class Tally: Sendable {
    private let count = Atomic<Int>(0)

    var total: Int { count.load(ordering: .sequentiallyConsistent) }
    func add() { count.add(1, ordering: .sequentiallyConsistent) }
}

/// The error of something that must fail.
func failure<R>(
    at place: SourceLocation = #_sourceLocation, _ body: () async throws -> R
) async throws -> PostgresError {
    do {
        _ = try await body()
    } catch let error as PostgresError {
        return error
    }
    throw NothingFailed(place: place)
}

struct NothingFailed: Error {
    let place: SourceLocation
}

/// Looks again and again, for a bounded time, until something holds.
func eventually(
    _ what: Comment, at place: SourceLocation = #_sourceLocation,
    _ condition: () async throws -> Bool
) async throws {
    for _ in 0..<1000 {
        if try await condition() { return }
        try await Task.sleep(for: .milliseconds(10))
    }
    Issue.record(what, sourceLocation: place)
}

extension Connection {
    /// The one number a query answers with.
    func number(_ query: Query) async throws -> Int64 {
        let rows = try await execute(query)
        return try #require(rows.first).get(0)
    }

    /// The one text a query answers with.
    func text(_ query: Query) async throws -> String {
        let rows = try await execute(query)
        return try #require(rows.first).get(0)
    }

    /// Other backends in this database.
    func neighbours() async throws -> Int64 {
        try await number(
            """
            SELECT count(*) FROM pg_stat_activity
             WHERE datname = current_database() AND pid <> pg_backend_pid()
               AND backend_type = 'client backend'
            """)
    }

    /// Ends every other backend in this database.
    func killNeighbours() async throws {
        _ = try await execute(
            """
            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
             WHERE datname = current_database() AND pid <> pg_backend_pid()
            """)
    }

    /// Waits until so many backends hang at an advisory lock of this database.
    nonisolated func waitForBlocked(_ count: Int64) async throws {
        try await eventually("no backend waits for the lock") {
            try await number(
                """
                SELECT count(*) FROM pg_locks
                 WHERE locktype = 'advisory' AND NOT granted
                   AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                """) == count
        }
    }
}

/// Lives on the connection's thread: what it sends has reached the connection when it returns.
actor Sender {
    private nonisolated let connection: Connection
    private var started = 0
    nonisolated var unownedExecutor: UnownedSerialExecutor { connection.unownedExecutor }

    init(_ connection: Connection) { self.connection = connection }

    func send(_ queries: [Query]) async -> Task<[Rows], any Error> {
        let before = started
        let task = Task {
            started += 1
            return try await connection.run(queries)
        }
        while started == before { await Task.yield() }
        // The task's call to the connection is enqueued before this one.
        _ = await connection.isIdle
        return task
    }
}
