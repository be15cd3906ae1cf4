import EventLog
import Participation
import Postgres

/// How what was decided to be erased comes to be so (消去の実行).
///
/// The event goes first: from then on nobody reads the item. The keys follow, and how far they have
/// is a reader's checkpoint like any other. Whoever is killed in between leaves work that is owed and
/// is known to be: the next one goes on, and doing it twice does nothing.
enum Erasures {
    /// The reader that destroys keys; it stands at the last erasure whose key is gone.
    static let reader = "erasure"
    /// Keys destroyed by one statement.
    static let batch = 500
    /// The checkpoint has moved: another process was quicker.
    static let moved = "KO002"
}

extension Desk {
    /// Destroys the keys of everything that was decided to be erased and has one yet, and has the
    /// classifier forget it (消去の実行).
    ///
    /// Any number of processes may do so at a time.
    /// - Parameter again: looks at every erasure there ever was: a keyring that was brought back from a
    ///   backup has keys that were destroyed since.
    /// - Returns: how many keys this destroyed.
    /// - Throws: ``DeskError``; what was not done is still owed.
    @discardableResult
    public func settleErasures(again: Bool = false) async throws(DeskError) -> Int {
        do {
            var destroyed = again ? try await destroyAgain() : 0
            if again { try await sweepScans() }
            destroyed += try await destroyOwedKeys()
            if try await owesRetraining() { _ = try await retrainClassifier() }
            return destroyed
        } catch {
            throw DeskError(error)
        }
    }

    private func destroyAgain() async throws -> Int {
        var (destroyed, from): (Int, Int64) = (0, 0)
        while case let erased = try await erasures(after: from, limit: Erasures.batch),
            let last = erased.last
        {
            destroyed += try await keyring.destroy(erased.map(\.stream))
            from = last.position
        }
        return destroyed
    }

    private func destroyOwedKeys() async throws -> Int {
        var destroyed = 0
        while true {
            let from = try await log.checkpoint(Erasures.reader)
            let owed = try await erasures(after: from, limit: Erasures.batch)
            guard let last = owed.last else { return destroyed }
            destroyed += try await keyring.destroy(owed.map(\.stream))
            try await sweepScans()
            try await step(from: from, to: last.position)
        }
    }

    /// The same as long as the log grows, until the task is cancelled (消去の常駐).
    /// - Parameter trouble: told when it cannot go on; it is tried again after
    ///   ``ProjectionLimits/standby``.
    public func runErasures(trouble: @escaping @Sendable (DeskError) -> Void) async {
        while !Task.isCancelled {
            do {
                let head = try await log.headPosition()
                try await settleErasures()
                await log.waitForGrowth(beyond: head)
                continue
            } catch {
                if Task.isCancelled { return }
                trouble(DeskError(error))
            }
            do { try await Task.sleep(for: ProjectionLimits.standby) } catch { return }
        }
    }

    /// The types of the events after which a record's key must be gone (「消去」の型名).
    public static var erasingEvents: [String] { RetentionEventCoding.erasing }

    /// What erasures still wait for; empty when nothing of the erased is left that Koe knows of
    /// (消去の完了待ち).
    ///
    /// Destroyed keys lie on in older backups of the keyring, as far as Koe was told of these, until
    /// nobody can open them any more.
    /// - Throws: ``DeskError``.
    public func awaited() async throws(DeskError) -> [Awaited] {
        do {
            var awaited: [Awaited] = []
            let owed = try await owedErasures()
            if owed > 0 {
                awaited.append(
                    Awaited(
                        what: "鍵の破棄", count: owed,
                        how: "koe serveが自動で行います。koe disposal --settleでも行えます"))
            }
            let last = try await lastErasure()
            let indexed = try await log.checkpoint(ProjectionName.search.rawValue)
            if indexed < last {
                awaited.append(
                    Awaited(what: "検索の索引", how: "次の検索またはkoe serveが取り除きます"))
            }
            let isLearned = try await !owesRetraining()
            if !isLearned {
                awaited.append(
                    Awaited(what: "学習した分類器", how: "koe serveまたはkoe classifier retrainが学習し直します"))
            }
            if let scans = try await scansWithErased() {
                awaited.append(
                    Awaited(
                        what: "受付待ちのスキャン", count: scans.count,
                        how: "同じファイルの残りの頁を受け付けるか除いたあと、koe disposal --settleを行ってください。"
                            + "そのままでも期限には消えます",
                        by: LocalDate(microsecondsSince1970: scans.until.microseconds)))
            }
            for backup in try await keyring.remains().backups {
                awaited.append(
                    Awaited(
                        what: "鍵束の退避 \(backup.name)",
                        how: "保存期限が過ぎるか、koe keyring rotateで親鍵を更新すると、だれにも開けなくなります",
                        by: LocalDate(
                            microsecondsSince1970: backup.worthlessFrom.microseconds)))
            }
            return awaited
        } catch {
            throw DeskError(error)
        }
    }

    // MARK: What is owed

    /// How many erased things have a key yet, as far as is known.
    func owedErasures() async throws -> Int {
        let from = try await log.checkpoint(Erasures.reader)
        let rows = try await pool.execute(
            """
            SELECT count(*) FROM log.event
             WHERE type = ANY (\(array: Self.erasingEvents, of: .text)) AND position > \(from)
            """)
        return Int(try rows[0].get(0, as: Int64.self))
    }

    private func erasures(
        after position: Int64, limit: Int
    ) async throws -> [(stream: StreamName, position: Int64)] {
        let rows = try await pool.execute(
            """
            SELECT stream, position FROM log.event
             WHERE type = ANY (\(array: Self.erasingEvents, of: .text))
               AND position > \(position)
             ORDER BY position LIMIT \(Int32(limit))
            """)
        var owed: [(stream: StreamName, position: Int64)] = []
        for row in rows {
            let name: String = try row.get(0)
            guard let stream = StreamName(name) else {
                throw DeskError.internalFault("the name of an erased stream")
            }
            owed.append((stream, try row.get(1)))
        }
        return owed
    }

    private func step(from: Int64, to: Int64) async throws {
        do throws(PostgresError) {
            _ = try await pool.execute(
                "SELECT log.advance_checkpoint(\(Erasures.reader), \(from), \(to))")
        } catch {
            // Another process was quicker with the same; where it stands is read anew.
            if error.sqlState != Erasures.moved { throw error }
        }
    }

    private func lastErasure() async throws -> Int64 {
        let rows = try await pool.execute(
            """
            SELECT coalesce(max(position), 0) FROM log.event
             WHERE type = ANY (\(array: Self.erasingEvents, of: .text))
            """)
        return try rows[0].get(0)
    }

    /// Whether the classifier that serves has seen what was erased since.
    private func owesRetraining() async throws -> Bool {
        guard let version = try await keptClassifier()?.version else { return false }
        return version < (try await lastErasure())
    }
}
