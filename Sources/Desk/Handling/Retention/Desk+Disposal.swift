import EventLog
import FoundationEssentials
public import Participation
import Postgres

extension Desk {
    /// What may be disposed of in a year: the register that goes to whoever approves it (廃棄簿の案).
    ///
    /// What was left over from earlier years is in it again.
    /// - Throws: ``DeskError``.
    public func disposal(_ request: DisposalRequest) async throws(DeskError) -> Disposal {
        try await disposal(request, approval: nil, actor: nil) { _, _ in }
    }

    /// Disposes of what is due in a year, as approved (廃棄の実行).
    ///
    /// In batches, each all or nothing; what is held stays and is named. Cut short, the same again goes
    /// on, and gives the whole register of the approval.
    /// - Parameters:
    ///   - approval: the number of the approval (廃棄決裁番号).
    ///   - progress: told how many of how many records were looked at.
    /// - Throws: ``DeskError``; what was erased until then stays erased.
    public func dispose(
        _ request: DisposalRequest, approval: Wording, actor: String?,
        progress: (_ done: Int, _ of: Int) -> Void = { _, _ in }
    ) async throws(DeskError) -> Disposal {
        guard today >= request.year.firstDay else {
            throw .declined([
                Refused(
                    field: "year",
                    japanese: "\(request.year.japanese)はまだ始まっていません。"
                        + "\(request.year.firstDay.wareki)から廃棄できます。")
            ])
        }
        return try await disposal(request, approval: approval, actor: actor, progress)
    }

    private func disposal(
        _ request: DisposalRequest, approval: Wording?, actor: String?,
        _ progress: (Int, Int) -> Void
    ) async throws(DeskError) -> Disposal {
        do {
            let book = try await retention()
            var found: [Disposal.Entry] = []
            var position: Int64 = 0
            if let approval { found = try await disposed(under: approval, request) }
            let candidates = try await candidates(request)
            var rest = candidates[...]
            while !rest.isEmpty {
                let batch = Array(rest.prefix(ErasureLimits.batch))
                rest = rest.dropFirst(batch.count)
                let (entries, reached) = try await dispose(batch, request, approval, book, actor)
                found += entries
                position = max(position, reached)
                progress(candidates.count - rest.count, candidates.count)
            }
            if approval != nil { try await finishErasures() }
            return Disposal(
                request: request,
                entries: found.sorted {
                    ($0.receiptNumber.fiscalYear, $0.receiptNumber.serial)
                        < ($1.receiptNumber.fiscalYear, $1.receiptNumber.serial)
                }, position: position, awaited: try await awaited())
        } catch {
            throw DeskError(error)
        }
    }

    private func dispose(
        _ batch: [StreamName], _ request: DisposalRequest, _ approval: Wording?,
        _ book: RetentionBook, _ actor: String?
    ) async throws -> (entries: [Disposal.Entry], position: Int64) {
        var entries: [Disposal.Entry] = []
        let position = try await record(
            together: batch, isTrial: approval == nil, actor: actor
        ) { histories in
            entries = []
            var writes: [Append.Write] = []
            for stream in batch {
                guard let kept = try KeptItem.after(histories[stream] ?? []),
                    let due = try kept.due(request, by: book)
                else { continue }
                var write: Append.Write?
                if let approval, due.holds.isEmpty {
                    write = try kept.erasure(
                        .expired(approval: approval), by: book, today: today)
                }
                entries.append(due.entry(of: kept, erasedOn: write.map { _ in today }))
                if let write { writes.append(write) }
            }
            return writes
        }
        return (entries, position)
    }

    /// Items old enough to be due, erased ones left out. None was completed before it was received.
    private func candidates(_ request: DisposalRequest) async throws -> [StreamName] {
        try await catchUp([.register])
        guard let latest = FiscalYear(request.year.year - 1 - request.years)?.lastDay else {
            return []
        }
        let rows = try await pool.execute(
            """
            SELECT r.id FROM register.item AS r
             WHERE r.received_on <= date '1970-01-01' + \(Int32(latest.dayNumber))
               AND (r.handling = 'restricted') = \(request.isRestricted)
               AND NOT EXISTS (
                       SELECT FROM log.event AS e
                        WHERE e.type = \(RetentionEventCoding.EventType.erased.rawValue)
                          AND e.stream = 'item-' || r.id::text)
             ORDER BY r.fiscal_year, r.serial, r.id
            """)
        return try rows.map { StreamName(category: Item.streamCategory, id: try $0.get(0)) }
    }

    /// What was erased under an approval before: part of its register.
    private func disposed(
        under approval: Wording, _ request: DisposalRequest
    ) async throws -> [Disposal.Entry] {
        let rows = try await pool.execute(
            """
            SELECT stream, payload FROM log.event
             WHERE type = \(RetentionEventCoding.EventType.erased.rawValue)
            """)
        var streams: [StreamName] = []
        for row in rows {
            let event = try RetentionEventCoding.decode(.erased, payload: try row.get(1))
            guard case .erased(let erasure) = event,
                erasure.ground == .expired(approval: approval),
                let span = erasure.span, span.years == request.years,
                let stream = StreamName(try row.get(0, as: String.self))
            else { continue }
            streams.append(stream)
        }
        var entries: [Disposal.Entry] = []
        var rest = streams[...]
        while !rest.isEmpty {
            let batch = Array(rest.prefix(ErasureLimits.batch))
            rest = rest.dropFirst(batch.count)
            for history in try await log.read(batch).values {
                guard let kept = try KeptItem.after(history),
                    let erasure = kept.item.retention.erasure, let span = erasure.span,
                    (kept.item.plain.handling == .restricted) == request.isRestricted
                else { continue }
                entries.append(
                    Due(span: span, holds: []).entry(of: kept, erasedOn: erasure.on))
            }
        }
        return entries
    }
}

/// An item whose period is over (満了した案件).
private struct Due {
    let span: RetentionSpan
    let holds: [ItemHold]

    func entry(of kept: KeptItem, erasedOn: LocalDate?) -> Disposal.Entry {
        Disposal.Entry(
            id: kept.id, receiptNumber: kept.item.plain.receiptNumber,
            scheme: kept.item.plain.scheme, span: span, holds: holds, erasedOn: erasedOn)
    }
}

extension KeptItem {
    /// How long it was kept, if it is due; nil when it is not completed, or kept longer or for ever.
    fileprivate func due(_ request: DisposalRequest, by book: RetentionBook) throws -> Due? {
        guard item.retention.erasure == nil else { return nil }
        do throws(ItemRefusal) {
            let span = try item.span(by: book, isEarlierRecord: isEarlierRecord)
            guard span.years == request.years, span.lastDay < request.year.firstDay else {
                return nil
            }
            return Due(span: span, holds: item.retention.holds)
        } catch {
            // What has no period yet, or none that ends, is not due.
            return nil
        }
    }
}
