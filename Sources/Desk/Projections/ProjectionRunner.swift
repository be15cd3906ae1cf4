import EventLog
import Postgres

/// What a run of a projection came to (投影の結果).
enum ProjectionOutcome: Sendable, Equatable {
    /// The tables have come up to this position.
    case reached(Int64)
    /// Another process runs this projection.
    case busy
}

/// Runs a projection, whichever it is (投影の実行役).
protocol RunsProjection: Sendable {
    /// Brings the tables that serve up to the head of the log, unless another runner is at it.
    func catchUp() async throws -> ProjectionOutcome
    /// Keeps them up with the log until the task is cancelled; returns at once when another runner
    /// is at it.
    func follow() async throws
    /// Makes the tables anew beside those that serve; the position reached, `nil` when another
    /// process rebuilds them.
    func rebuild(
        fromStart: Bool, progress: @escaping @Sendable (_ position: Int64, _ head: Int64) -> Void
    ) async throws -> Int64?
}

/// Runs one projection: one runner at a time in the whole installation, whatever processes there
/// are (投影の実行).
struct ProjectionRunner<P: Projection>: RunsProjection {
    let log: EventLog
    let pool: Pool
    /// A fold into the tables of one generation.
    let projection: @Sendable (_ generation: Int32) -> P
    /// Events folded into one transaction; the tables are the same whatever it is.
    var batch = ProjectionLimits.batch

    /// Brings the tables that serve up to the head of the log, unless another runner is at it.
    func catchUp() async throws -> ProjectionOutcome {
        try await pool.withSoleRunner(P.name) { connection in
            var serving = try await serving(on: connection)
            return .reached(
                try await advance(&serving.projection, serving.target, to: serving.head) { _ in })
        } ?? .busy
    }

    /// Keeps the tables that serve up with the log until the task is cancelled; returns at once
    /// when another runner is at it.
    ///
    /// What streams had come to is remembered all the while, so nothing is read twice.
    func follow() async throws {
        _ = try await pool.withSoleRunner(P.name) { connection in
            var serving = try await serving(on: connection)
            var reached: Int64?
            while !Task.isCancelled {
                do {
                    let position = try await advance(
                        &serving.projection, serving.target, after: reached, to: serving.head
                    ) { _ in }
                    await log.waitForGrowth(beyond: position)
                    serving.head = try await log.headPosition()
                    reached = position
                    // Set back by a rebuild that has come to its end: what is remembered of the
                    // streams is of the old tables.
                    if try await log.checkpoint(P.name) != position {
                        serving = try await self.serving(on: connection)
                        reached = nil
                    }
                } catch {
                    // A rebuild that has just come to its end took the old tables away.
                    let present = try await self.serving(on: connection)
                    guard present.target.generation != serving.target.generation else {
                        throw error
                    }
                    serving = present
                    reached = nil
                }
            }
        }
    }

    /// The tables that serve, a fold into them, and how far the log has come.
    private struct Serving {
        var target: Target
        var projection: P
        var head: Int64
    }

    private func serving(on connection: Connection) async throws -> Serving {
        let live = try await connection.execute(
            "SELECT generation FROM desk.projection WHERE name = \(P.name)")
        guard let generation: Int32 = try live.first?.get(0) else {
            throw DeskError.internalFault("projection \(P.name) is not in desk.projection")
        }
        return Serving(
            target: Target(generation: generation, reader: P.name, connection: connection),
            projection: projection(generation), head: try await log.headPosition())
    }

    /// Makes the tables anew beside those that serve, from the first event on, and lets them
    /// serve once they have come up to the head (再構築).
    ///
    /// Interrupted, it goes on where it was at the next call.
    /// - Parameters:
    ///   - fromStart: throw away what an interrupted rebuild left.
    ///   - progress: told how far it has come, and how far it has to go.
    /// - Returns: the position reached; `nil` when another process rebuilds it.
    func rebuild(
        fromStart: Bool, progress: @escaping @Sendable (_ position: Int64, _ head: Int64) -> Void
    ) async throws -> Int64? {
        try await pool.withSoleRunner("\(P.name)@rebuild") { connection in
            if fromStart {
                _ = try await connection.execute("SELECT desk.drop_generation(\(P.name))")
            }
            let begun = try await connection.execute("SELECT desk.begin_generation(\(P.name))")
            let generation: Int32 = try begun[0].get(0)
            let target = Target(
                generation: generation, reader: "\(P.name)@\(generation)", connection: connection)
            var projection = self.projection(generation)
            var position: Int64 = -1
            var head = try await log.headPosition()
            // What is appended meanwhile is fetched in ever shorter runs; the last bit is left to
            // the runner of the new generation.
            repeat {
                let goal = head
                position = try await advance(&projection, target, to: goal) { progress($0, goal) }
                head = try await log.headPosition()
            } while head - position > batch
            _ = try await connection.execute("SELECT desk.go_live(\(P.name))")
            // A runner that had come to the head with the old tables sleeps: there is more to do now.
            try await log.notify()
            return position
        }
    }

    // MARK: Steps

    /// The tables that are written, and how far they have come.
    private struct Target {
        var generation: Int32
        /// The name of the checkpoint.
        var reader: String
        var connection: Connection
    }

    /// - Parameter reached: where this runner itself has come to; asked of the database if `nil`.
    private func advance(
        _ projection: inout P, _ target: Target, after reached: Int64? = nil, to head: Int64,
        _ progress: (Int64) -> Void
    ) async throws -> Int64 {
        var position: Int64
        if let reached {
            position = reached
        } else {
            position = try await log.checkpoint(target.reader)
        }
        guard head > position else {
            if position == 0 {
                _ = try await target.connection.execute(Self.step(target.reader, 0, 0))
            }
            return position
        }
        // While one batch is being written the next one is read and folded.
        var ready: (changes: P.Changes, range: ClosedRange<Int64>)?
        try await log.forEachPage(after: position, through: head, size: batch) {
            page, range in
            let previous = ready
            async let written: Void = write(previous, to: target)
            let folded: Result<P.Changes, any Error>
            do {
                folded = .success(try await projection.changes(page.events(), in: log, pool))
            } catch {
                folded = .failure(error)
            }
            // What comes before an event that cannot be read is written all the same.
            try await written
            if let previous { progress(previous.range.upperBound) }
            ready = (try folded.get(), range)
        }
        try await write(ready, to: target)
        if let ready {
            position = ready.range.upperBound
            progress(position)
        }
        return position
    }

    private func write(
        _ batch: (changes: P.Changes, range: ClosedRange<Int64>)?, to target: Target
    ) async throws {
        guard let (changes, range) = batch else { return }
        try await target.connection.transaction { connection in
            // What a crash takes is made again: tables and checkpoint go back together.
            _ = try await connection.execute("SET LOCAL synchronous_commit = off")
            try await changes.write(on: connection)
            _ = try await connection.execute(
                Self.step(target.reader, range.lowerBound - 1, range.upperBound))
        }
        try await changes.settle(on: target.connection)
    }

    private static func step(_ reader: String, _ from: Int64, _ to: Int64) -> Query {
        "SELECT log.advance_checkpoint(\(reader), \(from), \(to))"
    }
}
