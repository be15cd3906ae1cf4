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
                let batch = rest.nextBatch
                rest = rest.dropFirst(batch.count)
                let (entries, reached) = try await dispose(batch, request, approval, book, actor)
                found += entries
                position = max(position, reached)
                progress(candidates.count - rest.count, candidates.count)
            }
            if approval != nil { try await finishErasures() }
            return Disposal(
                request: request, entries: found.sorted { $0.comesBefore($1) },
                position: position, awaited: try await awaited())
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
            let known = try await kept(histories)
            for stream in batch {
                guard let kept = known[stream],
                    let span = kept.due(request, by: book, today: today)
                else { continue }
                var erased: [Append.Write] = []
                if let approval, kept.holds.isEmpty {
                    erased = try kept.erasure(
                        .expired(approval: approval), by: book, today: today)
                }
                entries.append(
                    Disposal.Entry(kept, span, erasedOn: erased.isEmpty ? nil : today))
                writes += erased
            }
            return writes
        }
        return (entries, position)
    }

    /// Records old enough to be due, erased ones left out: none was completed before it was received.
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
        let items = try rows.map {
            StreamName(category: Item.streamCategory, id: try $0.get(0))
        }
        return request.isRestricted ? items : items + (try await lecturesAndGatherings())
    }

    /// All there are that were not erased: some hundreds in a year.
    private func lecturesAndGatherings() async throws -> [StreamName] {
        let first = LectureEventCoding.firstTypes + [GatheringEventCoding.plannedType]
        let rows = try await pool.execute(
            """
            SELECT e.stream FROM log.event AS e
             WHERE e.type = ANY (\(array: first, of: .text))
               AND e.stream NOT IN (
                       SELECT gone.stream FROM log.event AS gone
                        WHERE gone.type = ANY (\(array: Self.erasingEvents, of: .text)))
             GROUP BY e.stream ORDER BY min(e.position)
            """)
        return try rows.compactMap { StreamName(try $0.get(0, as: String.self)) }
    }

    /// What was erased under an approval before: part of its register.
    private func disposed(
        under approval: Wording, _ request: DisposalRequest
    ) async throws -> [Disposal.Entry] {
        let rows = try await pool.execute(
            """
            SELECT stream, payload FROM log.event
             WHERE type = ANY (\(array: Self.erasingEvents, of: .text))
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
        let erased = Set(streams)
        var rest = streams[...]
        while !rest.isEmpty {
            let batch = Array(rest.prefix(ErasureLimits.batch))
            rest = rest.dropFirst(batch.count)
            let histories = try await log.read(batch)
            for (stream, kept) in try await kept(histories) {
                guard let erasure = kept.retention.erasure, let span = erasure.span,
                    kept.isRestricted == request.isRestricted
                else { continue }
                // A registration that went with its gathering is counted there.
                let host = try RegistrantCoding.gathering(of: histories[stream] ?? [])
                if let host, erased.contains(host) { continue }
                entries.append(Disposal.Entry(kept, span, erasedOn: erasure.on))
            }
        }
        return entries
    }
}

extension ArraySlice<StreamName> {
    /// What is erased together: a gathering by itself, because all who signed up go with it.
    fileprivate var nextBatch: [StreamName] {
        func isGathering(_ stream: StreamName) -> Bool {
            stream.category == "\(Gathering.streamCategory)"
        }
        guard let first, !isGathering(first) else { return Array(prefix(1)) }
        return Array(prefix(ErasureLimits.batch).prefix { !isGathering($0) })
    }
}

extension Disposal.Entry {
    fileprivate init(_ kept: KeptRecord, _ span: RetentionSpan, erasedOn: LocalDate?) {
        self.init(
            stream: kept.stream, receiptNumber: kept.receiptNumber, scheme: kept.scheme,
            genre: kept.genre, title: kept.title, registrations: kept.registrations.count,
            span: span, holds: erasedOn == nil ? kept.holds : [], erasedOn: erasedOn)
    }

    /// Items by number, then the rest by the day they were completed.
    fileprivate func comesBefore(_ other: Disposal.Entry) -> Bool {
        switch (receiptNumber, other.receiptNumber) {
        case (let one?, let two?):
            (one.fiscalYear, one.serial) < (two.fiscalYear, two.serial)
        case (_?, nil): true
        case (nil, _?): false
        case (nil, nil):
            (span.completedOn, stream.text) < (other.span.completedOn, other.stream.text)
        }
    }
}

extension KeptRecord {
    /// How long it was kept, if it is due; nil when it is not completed, or kept longer or for ever.
    fileprivate func due(
        _ request: DisposalRequest, by book: RetentionBook, today: LocalDate
    ) -> RetentionSpan? {
        guard retention.erasure == nil else { return nil }
        do throws(ItemRefusal) {
            let span = try span(by: book, today: today)
            guard span.years == request.years, span.lastDay < request.year.firstDay else {
                return nil
            }
            return span
        } catch {
            // What has no period yet, or none that ends, is not due.
            return nil
        }
    }
}
