import EventLog
import Postgres

/// What waits to be done, and what waits for a person (作業の一覧).
public struct QueueView: Sendable, Equatable, Codable {
    /// Things of one kind that wait or are being done (種類ごとの作業).
    public struct Kind: Sendable, Equatable, Codable {
        /// What is to be done (作業の種類).
        public let kind: String
        /// How many wait (待ち件数).
        public let waiting: Int64
        /// How many are being done (実行中の件数).
        public let running: Int64
        /// When the first of those that wait is due, RFC 3339 (次の実行日時).
        public let nextAt: String?
        /// Since when, and by whom, the kind is paused (休止).
        public let pausedBy: String?
    }

    /// A thing that failed for good (保留中の作業).
    public struct Parked: Sendable, Equatable, Codable {
        /// Its number, to retry or discard it by (番号).
        public let id: Int64
        /// What was to be done (作業の種類).
        public let kind: String
        /// Whom it concerns (宛先).
        public let target: String
        /// The position of the event behind it (原因の位置).
        public let cause: Int64?
        /// How often it was tried (試行回数).
        public let attempts: Int
        /// Why the last attempt failed (失敗の理由).
        public let trouble: String
        /// When it was given up, RFC 3339 (保留日時).
        public let parkedAt: String
    }

    /// By kind (種類ごとの作業).
    public let kinds: [Kind]
    /// The most recent first (保留中の作業).
    public let parked: [Parked]
}

extension Desk {
    /// What waits to be done, and what waits for a person (作業の一覧).
    /// - Parameter limit: parked things at most.
    public func queue(limit: Int = 100) async throws(DeskError) -> QueueView {
        do {
            let answers = try await pool.run([
                """
                SELECT coalesce(j.kind, p.kind), count(j.id) FILTER (WHERE j.worker IS NULL),
                       count(*) FILTER (WHERE j.worker IS NOT NULL),
                       min(j.ready_at) FILTER (WHERE j.worker IS NULL), max(p.paused_by)
                  FROM work.job AS j FULL JOIN work.pause AS p ON p.kind = j.kind
                 GROUP BY 1 ORDER BY 1
                """,
                """
                SELECT id, kind, target, cause, attempt, trouble, parked_at FROM work.parked
                 ORDER BY parked_at DESC, id DESC LIMIT \(Int64(limit))
                """,
            ])
            let kinds = try answers[0].map { row in
                QueueView.Kind(
                    kind: try row.get(0), waiting: try row.get(1), running: try row.get(2),
                    nextAt: try row.getOptional(3, as: Instant.self).map {
                        RFC3339.string($0.microseconds)
                    }, pausedBy: try row.getOptional(4))
            }
            let parked = try answers[1].map { row in
                QueueView.Parked(
                    id: try row.get(0), kind: try row.get(1), target: try row.get(2),
                    cause: try row.getOptional(3), attempts: Int(try row.get(4, as: Int16.self)),
                    trouble: try row.get(5),
                    parkedAt: RFC3339.string(try row.get(6, as: Instant.self).microseconds))
            }
            return QueueView(kinds: kinds, parked: parked)
        } catch {
            throw DeskError(error)
        }
    }

    /// Puts things in, each key once; whoever works hears of it (作業の依頼).
    public func put(_ jobs: [NewJob]) async throws(DeskError) {
        guard !jobs.isEmpty else { return }
        do {
            _ = try await pool.execute(WorkQueue.insertion(jobs))
            try await log.notify()
        } catch {
            throw DeskError(error)
        }
    }

    /// Puts parked things in again, as if they had never been tried (再実行).
    /// - Parameter ids: which; nil: all.
    /// - Returns: how many.
    public func retryParked(_ ids: [Int64]?) async throws(DeskError) -> Int {
        do {
            // A thing that was put in again meanwhile under the same key is not done twice.
            let rows = try await pool.execute(
                """
                WITH gone AS (
                    DELETE FROM work.parked
                     WHERE \(ids == nil) OR id = ANY(\(array: ids ?? [], of: .int8))
                    RETURNING key, kind, priority, target, cause
                ), again AS (
                    INSERT INTO work.job (key, kind, priority, target, cause, ready_at)
                    SELECT gone.*, clock_timestamp() FROM gone
                    ON CONFLICT (key) DO NOTHING
                )
                SELECT count(*) FROM gone
                """)
            try await log.notify()
            return Int(try rows[0].get(0, as: Int64.self))
        } catch {
            throw DeskError(error)
        }
    }

    /// Gives parked things up (破棄).
    /// - Returns: how many.
    public func discardParked(_ ids: [Int64]) async throws(DeskError) -> Int {
        do {
            let rows = try await pool.execute(
                """
                WITH gone AS (
                    DELETE FROM work.parked WHERE id = ANY(\(array: ids, of: .int8)) RETURNING id
                )
                SELECT count(*) FROM gone
                """)
            return Int(try rows[0].get(0, as: Int64.self))
        } catch {
            throw DeskError(error)
        }
    }

    /// Lets a kind of work rest until it is resumed; what is being done is finished (休止).
    public func pauseWork(_ kind: String, by person: String) async throws(DeskError) {
        do {
            _ = try await pool.execute(
                """
                INSERT INTO work.pause (kind, paused_at, paused_by)
                VALUES (\(kind), clock_timestamp(), \(person)) ON CONFLICT DO NOTHING
                """)
        } catch {
            throw DeskError(error)
        }
    }

    /// Lets a kind of work go on (再開).
    public func resumeWork(_ kind: String) async throws(DeskError) {
        do {
            _ = try await pool.execute("DELETE FROM work.pause WHERE kind = \(kind)")
            try await log.notify()
        } catch {
            throw DeskError(error)
        }
    }
}
