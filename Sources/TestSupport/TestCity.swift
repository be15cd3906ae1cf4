public import EventLog
import Foundation
public import Postgres
import Schema
import Synchronization

/// One city's databases for the length of a test.
public struct TestCity: Sendable {
    /// The log's database as the app.
    public let settings: ConnectionSettings
    /// The keyring's database as the app.
    public let keyringSettings: ConnectionSettings
    /// The names of the two databases.
    public let database: String
    /// The name of the keyring's database.
    public let keyringDatabase: String
    /// The thread the connections live on.
    public let reactor: Reactor
    /// An open log.
    public let log: EventLog
    /// An open keyring.
    public let keyring: Keyring
    /// Connections to the log's database as the app.
    public let pool: Pool
    /// The clock the log reads.
    public let clock: TestClock
    /// A folder for keys and checkpoints.
    public let folder: String

    /// Lends a city, and takes it back however the test ends.
    public static func with<R>(_ body: (TestCity) async throws -> R) async throws -> R {
        await Places.shared.take()
        do {
            let result = try await lend(body)
            await Places.shared.leave()
            return result
        } catch {
            await Places.shared.leave()
            throw error
        }
    }

    private static func lend<R>(_ body: (TestCity) async throws -> R) async throws -> R {
        let shared = TestCluster.shared
        let database = try await shared.logDatabase()
        let keyringDatabase = try await shared.keyringDatabase()
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("koe-city-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        let settings = try await shared.settings(
            database: database, role: DatabaseRole.app.rawValue)
        let keyringSettings = try await shared.settings(
            database: keyringDatabase, role: DatabaseRole.app.rawValue)
        let clock = TestClock()
        let city = TestCity(
            settings: settings, keyringSettings: keyringSettings, database: database,
            keyringDatabase: keyringDatabase, reactor: shared.reactor,
            log: EventLog(settings, on: shared.reactor, now: { clock.now }),
            keyring: try await Keyring(
                keyringSettings, on: shared.reactor, dataDirectory: folder),
            pool: Pool(settings, on: shared.reactor, limits: Pool.Limits(connections: 8)),
            clock: clock, folder: folder)
        do {
            let result = try await body(city)
            await city.giveBack()
            return result
        } catch {
            await city.giveBack()
            throw error
        }
    }

    /// Another process's view of the same log: its own appender, its own connections.
    public func secondLog() -> EventLog {
        EventLog(settings, on: Reactor(name: "second"), now: { [clock] in clock.now })
    }

    /// A connection to the log's database as the superuser.
    public func superuser() async throws -> Connection {
        try await TestCluster.shared.superuser(database: database)
    }

    private func giveBack() async {
        await log.close()
        await keyring.close()
        await pool.close()
        // A database that cannot be dropped is dropped with its cluster at the end.
        try? await TestCluster.shared.drop(database)
        try? await TestCluster.shared.drop(keyringDatabase)
        try? FileManager.default.removeItem(atPath: folder)
    }
}

/// A clock that moves when a test says so, and a little at every reading.
public final class TestClock: Sendable {
    private let state: Mutex<Int64>

    /// Starts at 2026-06-28T09:00:00+09:00.
    public init(microseconds: Int64 = 1_782_604_800_000_000) {
        state = Mutex(microseconds)
    }

    /// The moment; each reading is one microsecond later than the one before.
    public var now: Instant {
        state.withLock { time in
            time += 1
            return Instant(microseconds: time)
        }
    }

    /// Moves the clock, backwards too.
    public func advance(by microseconds: Int64) {
        state.withLock { $0 += microseconds }
    }
}

/// So many cities are lent at a time: hundreds of tests begin at once, and with all of their
/// connections open a small machine would spend its time on them, not on the tests. Who came last goes
/// first: behind all the others a suite that goes one test after another would run out of its time.
private actor Places {
    static let shared = Places()

    private var free = 12
    private var waiting: [CheckedContinuation<Void, Never>] = []

    func take() async {
        if free > 0 {
            free -= 1
        } else {
            await withCheckedContinuation { waiting.append($0) }
        }
    }

    func leave() {
        if waiting.isEmpty {
            free += 1
        } else {
            waiting.removeLast().resume()
        }
    }
}
