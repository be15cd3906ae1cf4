import Foundation
public import Postgres

/// The append-only event log of one city (台帳).
///
/// Open it, append and read; run ``run()`` as well in a long-lived process, so that other
/// processes hear of new events at once and partitions are made ahead of need.
public struct EventLog: Sendable {
    /// The channel that says "the log has grown".
    static let channel = "koe_log"
    /// The shortest time between two NOTIFYs: one hint speaks for many appends.
    static let notifyEvery: Duration = .milliseconds(10)

    let pool: Pool
    let appender: Appender
    let signal = LogSignal()
    private let hintPool: Pool
    private let settings: ConnectionSettings
    private let reactor: Reactor

    /// Opens a log whose database has been migrated.
    /// - Parameters:
    ///   - settings: the log's database, as the app role.
    ///   - reactor: the thread its connections live on.
    ///   - limits: how many connections readers may use besides the appender's one.
    ///   - now: the clock `recordedAt` comes from.
    public init(
        _ settings: ConnectionSettings, on reactor: Reactor, limits: Pool.Limits = Pool.Limits(),
        now: @escaping @Sendable () -> Instant = EventLog.systemClock
    ) {
        self.settings = settings
        self.reactor = reactor
        pool = Pool(settings, on: reactor, limits: limits)
        var hints = settings
        // A hint that is lost in a crash is no loss: nobody waits for its flush.
        hints.serverSettings["synchronous_commit"] = "off"
        hintPool = Pool(hints, on: reactor, limits: Pool.Limits(connections: 1))
        var durable = settings
        durable.serverSettings["synchronous_commit"] = "on"
        appender = Appender(durable, on: reactor, signal: signal, now: now)
    }

    /// The computer's clock, in microseconds.
    @Sendable public static func systemClock() -> Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(
            microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000)
    }

    /// Records events; returns once they are durable.
    ///
    /// Not cancellable once begun: a caller that stops waiting could not know the outcome.
    public func append(_ append: Append) async throws(AppendError) -> Appended {
        try await appender.append(append)
    }

    /// Records many appends, each settled by itself but committed together; for imports.
    ///
    /// Up to ``AppendLimits/eventsPerAppend`` events at a time travel by COPY.
    public func append(all appends: [Append]) async -> [Result<Appended, AppendError>] {
        await appender.append(all: appends)
    }

    /// The last position; 0 in an empty log.
    public func headPosition() async throws(PostgresError) -> Int64 {
        let rows = try await pool.execute(
            "SELECT position FROM log.head ORDER BY previous_position DESC LIMIT 1")
        return try rows.first?.get(0) ?? 0
    }

    /// The last position and the root hash up to it.
    public func headRoot() async throws(PostgresError) -> (position: Int64, root: Digest) {
        let rows = try await pool.execute(Head.latest)
        let head = try Head(latest: rows)
        return (head.position, head.tree.root)
    }

    /// Keeps the log company until the task is cancelled: tells other processes of appends, and
    /// hears of theirs.
    public func run() async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await announce() }
            group.addTask {
                let listener = Listener(channel: Self.channel, at: settings, on: reactor)
                await listener.run { _ in signal.hint() }
            }
        }
    }

    /// Tells everybody once that there may be something to look at; for one-shot commands, and for
    /// what is not an event.
    public func notify() async throws(PostgresError) {
        signal.hint()
        _ = try await hintPool.execute(
            "SELECT pg_notify(\(Self.channel), '')")
    }

    private func announce() async {
        var announced = signal.position
        while !Task.isCancelled {
            await signal.wait(beyond: announced)
            let position = signal.position
            if position > announced {
                // A server that is away needs no hint; readers look by themselves as well.
                _ = try? await notify()
                announced = position
            }
            do { try await Task.sleep(for: Self.notifyEvery) } catch { return }
        }
    }

    /// Closes all connections; appends that wait are answered as unavailable.
    public func close() async {
        await appender.close()
        await pool.close()
        await hintPool.close()
    }
}
