import EventLog
import FoundationEssentials
import Participation
import Postgres

extension Desk {
    /// Who did what, the last first (台帳の照会).
    ///
    /// A page ends after ``AuditLimits/page`` events, or where so many have been looked through that
    /// an answer would take long; then it says where to go on.
    /// - Throws: ``DeskError``.
    public func events(_ request: AuditRequest) async throws(DeskError) -> AuditPage {
        do {
            var high = try await log.headPosition()
            if let through = request.through {
                high = min(high, try await resolve(.day(through)).position)
            }
            if let before = request.before { high = min(high, before - 1) }
            var low: Int64 = 0
            if let from = request.from, let eve = LocalDate(dayNumber: from.dayNumber - 1) {
                low = try await resolve(.day(eve)).position
            }
            let edge = max(low, high - AuditLimits.window)
            guard high > low else { return AuditPage(entries: [], next: nil) }
            let rows = try await pool.execute(
                """
                SELECT position, stream, type, recorded_at, actor FROM log.event
                 WHERE position > \(edge) AND position <= \(high)
                   AND (\(request.actor)::text IS NULL OR actor = \(request.actor))
                 ORDER BY position DESC LIMIT \(Int64(AuditLimits.page))
                """)
            let entries = try await entries(rows)
            let next =
                entries.count == AuditLimits.page
                ? entries.last?.position : edge > low ? edge + 1 : nil
            return AuditPage(entries: entries, next: next)
        } catch {
            throw DeskError(error)
        }
    }

    private func entries(_ rows: Rows) async throws -> [AuditEntry] {
        let streams = try rows.compactMap { StreamName(try $0.get(1, as: String.self)) }
        let histories = try await log.read(Array(Set(streams.filter { $0.category == "item" })))
        return try rows.compactMap { row in
            guard let stream = StreamName(try row.get(1, as: String.self)) else { return nil }
            let position: Int64 = try row.get(0)
            let history = histories[stream] ?? []
            let recorded: Instant = try row.get(3)
            let event = history.first { $0.position == position }
            return AuditEntry(
                position: position, recordedAt: recorded.inJapan, actor: try row.getOptional(4),
                kind: RecordKind.japanese(of: "\(stream.category)"),
                title: try event.map {
                    try ItemEventCoding.decode($0, opened: $0.unopened).title
                } ?? RecordKind.happening(try row.get(2)),
                receiptNumber: try KeptRecord.after(history)?.shownNumber?.description)
        }
    }

    /// The keys that were destroyed, the last first (破棄した鍵の一覧).
    /// - Throws: ``DeskError``.
    public func destroyedKeys() async throws(DeskError) -> [DestroyedKey] {
        do {
            let rows = try await pool.execute(
                """
                SELECT stream, recorded_at, actor FROM log.event
                 WHERE type = ANY (\(array: Self.erasingEvents, of: .text))
                 ORDER BY position DESC LIMIT \(Int64(AuditLimits.erasures))
                """)
            let streams = try rows.compactMap { StreamName(try $0.get(0, as: String.self)) }
            let histories = try await log.read(Array(Set(streams)))
            return try zip(rows, streams).map { row, stream in
                let kept = try KeptRecord.after(histories[stream] ?? [])
                let recorded: Instant = try row.get(1)
                return DestroyedKey(
                    recordedAt: recorded.inJapan, actor: try row.getOptional(2),
                    receiptNumber: kept?.shownName,
                    ground: kept?.retention.erasure?.ground.japanese ?? "")
            }
        } catch {
            throw DeskError(error)
        }
    }

    /// Checks the whole log against its hashes and the checkpoints that were signed (台帳の検証).
    ///
    /// One at a time in the whole installation: it reads everything.
    /// - Returns: what came of it; nil while somebody else checks.
    public func checkLog() async throws -> LogCheck? {
        try await pool.withSoleRunner("check-log") { _ in
            var signed: [LogCheckpoint] = []
            if let checkpoints, let city = try await city() {
                signed = try checkpoints.all(
                    origin: CheckpointFolder.origin(code: city.code.description))
            }
            let result = try await log.verify(
                against: signed, enclosures: ItemScanCoding.naming)
            return LogCheck(
                events: result.events, root: result.root.hex,
                firstBad: result.damage?.position, checkpoints: signed.count)
        }
    }
}
