import EventLog
import FoundationEssentials
import Postgres

/// The things to do, as a table every worker takes from (作業待ち).
///
/// Taking up is `FOR UPDATE SKIP LOCKED` in batches; whatever is said later of an attempt counts only
/// while that attempt has the thing, so a worker that was thought dead cannot overwrite anything. The
/// database's clock alone decides what is due and whose time is over.
struct WorkQueue: Sendable {
    let pool: Pool
    let limits: WorkLimits

    /// What became of an attempt.
    enum Outcome: Sendable, Equatable {
        case done
        case failed(WorkFailure)
    }

    /// An attempt and what became of it.
    struct Settlement: Sendable {
        var job: Job
        var outcome: Outcome
    }

    // MARK: Putting in

    /// Puts things in, each key once.
    static func insertion(_ jobs: [NewJob]) -> Query {
        """
        INSERT INTO work.job (key, kind, target, cause, priority, ready_at)
        SELECT n.key, n.kind, n.target, n.cause, n.priority,
               coalesce(n.ready_at, clock_timestamp())
          FROM unnest(\(array: jobs.map(\.key), of: .uuid), \(array: jobs.map(\.kind), of: .text),
                      \(array: jobs.map(\.target), of: .text),
                      \(array: jobs.map(\.cause), of: .int8),
                      \(array: jobs.map(\.priority), of: .int2),
                      \(array: jobs.map(\.readyAt), of: .timestamptz))
               AS n (key, kind, target, cause, priority, ready_at)
        ON CONFLICT (key) DO NOTHING
        """
    }

    // MARK: Working

    /// Writes down what became of earlier attempts and takes up further things, in one commit.
    /// - Parameter free: how many at most.
    func settle(
        _ settlements: [Settlement], claiming free: Int, as worker: UUID
    ) async throws(PostgresError) -> [Job] {
        var statements: [Query] = []
        let done = settlements.filter { $0.outcome == .done }.map(\.job)
        if !done.isEmpty { statements.append(removal(of: done, worker)) }
        var retried: [(job: Job, pause: Duration, trouble: String)] = []
        var parked: [(job: Job, trouble: String)] = []
        for settlement in settlements {
            guard case .failed(let failure) = settlement.outcome else { continue }
            let job = settlement.job
            if failure.isPermanent || job.attempt >= limits.attempts {
                parked.append((job, failure.reason))
            } else {
                retried.append(
                    (job, failure.retryAfter ?? pause(after: job), failure.reason))
            }
        }
        if !retried.isEmpty { statements.append(postponement(of: retried, worker)) }
        if !parked.isEmpty { statements.append(parking(of: parked, worker)) }
        if free > 0 { statements.append(claim(free, worker)) }
        guard !statements.isEmpty else { return [] }
        let answers = try await pool.run(statements)
        guard free > 0, let rows = answers.last else { return [] }
        var jobs: [Job] = []
        for row in rows { jobs.append(try Job(row)) }
        return jobs
    }

    /// Longer after each failure, and never the same for two: what failed together must not come
    /// back together.
    private func pause(after job: Job) -> Duration {
        let doubled = limits.firstPause * Int(1 << min(job.attempt - 1, 20))
        return min(doubled, limits.longestPause) * Double.random(in: 0.5...1.5)
    }

    private func removal(of jobs: [Job], _ worker: UUID) -> Query {
        """
        DELETE FROM work.job AS j
         USING unnest(\(array: jobs.map(\.id), of: .int8), \(array: jobs.map(\.attempt), of: .int2))
               AS d (id, attempt)
         WHERE j.id = d.id AND j.attempt = d.attempt AND j.worker = \(worker)
        """
    }

    private func postponement(
        of failed: [(job: Job, pause: Duration, trouble: String)], _ worker: UUID
    ) -> Query {
        let pauses = failed.map { $0.pause.microseconds }
        return """
            UPDATE work.job AS j
               SET worker = NULL, leased_until = NULL, trouble = f.trouble,
                   ready_at = clock_timestamp() + f.pause * interval '1 microsecond'
              FROM unnest(\(array: failed.map(\.job.id), of: .int8),
                          \(array: failed.map(\.job.attempt), of: .int2),
                          \(array: pauses, of: .int8), \(array: failed.map(\.trouble), of: .text))
                   AS f (id, attempt, pause, trouble)
             WHERE j.id = f.id AND j.attempt = f.attempt AND j.worker = \(worker)
            """
    }

    private func parking(
        of failed: [(job: Job, trouble: String)], _ worker: UUID
    ) -> Query {
        """
        WITH gone AS (
            DELETE FROM work.job AS j
             USING unnest(\(array: failed.map(\.job.id), of: .int8),
                          \(array: failed.map(\.job.attempt), of: .int2),
                          \(array: failed.map(\.trouble), of: .text)) AS f (id, attempt, trouble)
             WHERE j.id = f.id AND j.attempt = f.attempt AND j.worker = \(worker)
            RETURNING j.id, j.key, j.kind, j.priority, j.target, j.cause, j.attempt, f.trouble
        )
        INSERT INTO work.parked (id, key, kind, priority, target, cause, attempt, trouble, parked_at)
        SELECT gone.*, clock_timestamp() FROM gone
        """
    }

    private func claim(_ count: Int, _ worker: UUID) -> Query {
        """
        WITH next AS (
            SELECT id FROM work.job
             WHERE worker IS NULL AND ready_at <= clock_timestamp()
               AND NOT EXISTS (SELECT FROM work.pause AS p WHERE p.kind = job.kind)
             ORDER BY priority, ready_at, id LIMIT \(Int64(count)) FOR UPDATE SKIP LOCKED
        )
        UPDATE work.job AS j
           SET worker = \(worker), attempt = j.attempt + 1,
               leased_until = clock_timestamp()
                            + \(limits.attempt.microseconds) * interval '1 microsecond'
          FROM next WHERE j.id = next.id
        RETURNING j.id, j.key, j.kind, j.target, j.cause, j.attempt
        """
    }

    // MARK: Watching

    /// What there is to wait for.
    struct Outlook: Sendable {
        /// Until the next thing is due; nil: nothing waits.
        var dueIn: Duration?
        /// Other workers have something in hand, or had when they died.
        var isSharedWithOthers: Bool
    }

    func outlook(of worker: UUID) async throws(PostgresError) -> Outlook {
        let rows = try await pool.execute(
            """
            SELECT (SELECT (extract(epoch FROM min(j.ready_at) - clock_timestamp())
                            * 1000000)::bigint
                      FROM work.job AS j
                     WHERE j.worker IS NULL
                       AND NOT EXISTS (SELECT FROM work.pause AS p WHERE p.kind = j.kind)),
                   EXISTS (SELECT FROM work.job AS j
                            WHERE j.worker IS NOT NULL AND j.worker <> \(worker))
            """)
        let due: Int64? = try rows[0].getOptional(0)
        return Outlook(
            dueIn: due.map { .microseconds(max(0, $0)) },
            isSharedWithOthers: try rows[0].get(1))
    }

    /// Says that a worker lives.
    func beat(_ worker: UUID, at place: String) async throws(PostgresError) {
        _ = try await pool.execute(
            """
            INSERT INTO work.worker (id, place, seen_at)
            VALUES (\(worker), \(place), clock_timestamp())
            ON CONFLICT (id) DO UPDATE SET seen_at = excluded.seen_at
            """)
    }

    /// Gives what dead and slow workers have in hand to others; what has been tried too often waits
    /// for a person, so that one thing that kills its worker does not kill them all.
    func rescue() async throws(PostgresError) {
        _ = try await pool.run([
            """
            UPDATE work.job AS j
               SET worker = NULL, leased_until = NULL,
                   trouble = 'its worker died or took too long'
             WHERE j.worker IS NOT NULL
               AND (j.leased_until < clock_timestamp()
                    OR NOT EXISTS (
                       SELECT FROM work.worker AS w
                        WHERE w.id = j.worker
                          AND w.seen_at > clock_timestamp()
                            - \(limits.silence.microseconds) * interval '1 microsecond'))
            """,
            """
            WITH gone AS (
                DELETE FROM work.job AS j
                 WHERE j.worker IS NULL AND j.attempt >= \(limits.attempts)
                RETURNING j.id, j.key, j.kind, j.priority, j.target, j.cause, j.attempt,
                          coalesce(j.trouble, '')
            )
            INSERT INTO work.parked
                   (id, key, kind, priority, target, cause, attempt, trouble, parked_at)
            SELECT gone.*, clock_timestamp() FROM gone
            """,
            """
            DELETE FROM work.worker AS w
             WHERE w.seen_at < clock_timestamp() - interval '1 day'
               AND NOT EXISTS (SELECT FROM work.job AS j WHERE j.worker = w.id)
            """,
        ])
    }

    /// Gives back what a worker still has in hand, uncounted: it was stopped, it did not fail.
    func release(_ worker: UUID) async throws(PostgresError) {
        _ = try await pool.run([
            """
            UPDATE work.job SET worker = NULL, leased_until = NULL, attempt = attempt - 1
             WHERE worker = \(worker)
            """,
            "DELETE FROM work.worker WHERE id = \(worker)",
        ])
    }
}

extension Job {
    /// A row of what a claim answers.
    fileprivate init(_ row: Row) throws(PostgresError) {
        id = try row.get(0)
        key = try row.get(1)
        kind = try row.get(2)
        target = try row.get(3)
        cause = try row.getOptional(4)
        attempt = try row.get(5)
    }
}

extension Duration {
    /// In whole microseconds.
    var microseconds: Int64 {
        components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
    }
}
