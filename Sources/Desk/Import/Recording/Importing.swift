import Crypto
import EventLog
import FoundationEssentials
import Participation

/// One import of one file (取込みの実行).
///
/// The file is read twice: once to check every row against the rules and the log, once to record
/// them. Nothing of it is kept in between but the lines that are bad.
struct Importing<Record: ImportedRecord> {
    let desk: Desk
    let source: ImportSource
    let context: ImportContext
    let actor: String
    let batch: Int

    /// A row that became a record, with the names the log knows it by.
    struct Entry: Sendable {
        let line: Int
        let record: Record
        let stream: StreamName
        let command: Command
    }

    /// What is to be done with a row.
    enum Fate {
        /// It is there already.
        case duplicate
        /// It is new.
        case new
        /// Its record is there and says something else.
        case changed
    }

    func run(
        _ mode: ImportMode, _ progress: (ImportProgress) -> Void
    ) async throws -> ImportOutcome {
        let (survey, bad) = try await check(progress)
        let isNothingNew = survey.imported + survey.changed == 0
        switch mode {
        case .dryRun: return survey
        case .whole where !survey.rejects.isEmpty:
            var outcome = survey
            outcome.imported = 0
            outcome.changed = 0
            return outcome
        case .whole, .skippingBad: break
        }
        if isNothingNew { return survey }
        return try await record(survey, leavingOut: bad, progress)
    }

    // MARK: Checking

    private func check(
        _ progress: (ImportProgress) -> Void
    ) async throws -> (outcome: ImportOutcome, bad: Set<Int>) {
        var outcome = ImportOutcome()
        var seen: Set<UUID> = []
        var file = try source.open()
        outcome.repeatedColumns = file.header.repeatedNames
        while let rows = try await next(from: &file, counting: &outcome) {
            let entries = rows.filter { seen.insert($0.command.id).inserted }
            outcome.duplicates += rows.count - entries.count
            for (entry, fate) in zip(entries, try await fates(of: entries)) {
                switch fate {
                case .duplicate: outcome.duplicates += 1
                case .new:
                    outcome.imported += 1
                    outcome.warn(of: entry.record.texts, at: entry.line)
                case .changed:
                    do {
                        let isSame = try await corrections(of: entry).events.isEmpty
                        outcome.duplicates += isSame ? 1 : 0
                        outcome.changed += isSame ? 0 : 1
                    } catch let refusal as any ExplainedRefusal {
                        outcome.rejects.append(
                            ImportReject(line: entry.line, reason: refusal.japanese))
                    }
                }
            }
            progress(.checked(outcome.read))
        }
        outcome.rejects.sort { $0.line < $1.line }
        return (outcome, Set(outcome.rejects.map(\.line)))
    }

    /// The next rows that can be records, at most a batch; nil at the end.
    private func next(
        from file: inout ImportFile, counting outcome: inout ImportOutcome
    ) async throws -> [Entry]? {
        var entries: [Entry] = []
        while entries.count < batch {
            guard let row = try file.next() else { break }
            outcome.read += 1
            // Reading is work without a pause; others on the same thread must get their turn.
            if outcome.read.isMultiple(of: ImportLimits.turn) { await Task.yield() }
            switch row {
            case .skipped: outcome.skipped += 1
            case .reject(let reject): outcome.rejects.append(reject)
            case .row(let row):
                do throws(RowRefusal) {
                    entries.append(try entry(row))
                } catch {
                    outcome.rejects.append(ImportReject(line: row.line, reason: error.reason))
                }
            }
        }
        return entries.isEmpty ? nil : entries
    }

    private func entry(_ row: ImportRow) throws(RowRefusal) -> Entry {
        let record = try Record(row, in: context)
        let objections = record.objections
        guard objections.isEmpty else { throw RowRefusal(objections.joined()) }
        // Keyed: a row is known by what stands in it, and that may be a name anyone could guess.
        let identity = desk.keyed("row", row.identity)
        let content = desk.keyed("content", row.identity + row.content)
        return Entry(
            line: row.line, record: record,
            stream: StreamName(
                category: Record.Deciding.streamCategory, id: CommandID.uuid(identity)),
            command: Command(id: CommandID.uuid(content), digest: content))
    }

    private func fates(of entries: [Entry]) async throws -> [Fate] {
        guard !entries.isEmpty else { return [] }
        let done = try await desk.log.carriedOut(entries.map(\.command.id))
        let open = entries.filter { !done.contains($0.command.id) }
        let existing = try await desk.log.existing(open.map(\.stream))
        return entries.map { entry in
            if done.contains(entry.command.id) { return .duplicate }
            return existing.contains(entry.stream) ? .changed : .new
        }
    }

    // MARK: Recording

    private func record(
        _ survey: ImportOutcome, leavingOut bad: Set<Int>, _ progress: (ImportProgress) -> Void
    ) async throws -> ImportOutcome {
        var outcome = survey
        (outcome.imported, outcome.changed, outcome.duplicates) = (0, 0, 0)
        var file = try source.open()
        var passed = ImportOutcome()
        while let rows = try await next(from: &file, counting: &passed) {
            var open = rows.filter { !bad.contains($0.line) }
            var attempt = 0
            while !open.isEmpty {
                attempt += 1
                guard attempt <= ImportLimits.attempts else { throw DeskError.conflict }
                open = try await settle(open, counting: &outcome)
            }
            progress(.recorded(passed.read, of: survey.read))
        }
        try await desk.log.notify()
        return outcome
    }

    /// Records what is new and corrects what has changed; returns rows that somebody else was
    /// quicker with, to be looked at anew.
    private func settle(
        _ entries: [Entry], counting outcome: inout ImportOutcome
    ) async throws -> [Entry] {
        var new: [Entry] = []
        var streams: Set<StreamName> = []
        var open: [Entry] = []
        for (entry, fate) in zip(entries, try await fates(of: entries)) {
            switch fate {
            case .duplicate: outcome.duplicates += 1
            // The same row twice in a batch: the second time it is there already.
            case .new where streams.insert(entry.stream).inserted: new.append(entry)
            case .new: open.append(entry)
            case .changed:
                if try await correct(entry) {
                    outcome.changed += 1
                } else {
                    outcome.duplicates += 1
                }
            }
        }
        let answers = await desk.log.append(all: try await appends(of: new))
        for (entry, answer) in zip(new, answers) {
            do throws(AppendError) {
                if try answer.get().isRepeat {
                    outcome.duplicates += 1
                } else {
                    outcome.imported += 1
                }
            } catch .conflict {
                open.append(entry)
            }
        }
        return open
    }

    private func appends(of entries: [Entry]) async throws -> [Append] {
        var numbers = try await numbers(for: entries)
        let coded = try entries.map { entry in
            let number = entry.record.register.flatMap { numbers[$0]?.next() }
            return try entry.record.events(numbered: number).map(Record.Deciding.Coding.encode)
        }
        let personal = zip(entries, coded)
            .filter { $1.contains { $0.personal != nil } }.map(\.0.stream)
        let keys =
            personal.isEmpty
            ? [:]
            : try await desk.keyring.keys(
                creating: personal, areNew: true)
        return try zip(entries, coded).map { entry, events in
            Append(
                [
                    Append.Write(
                        entry.stream, expecting: .none,
                        try desk.sealed(events, for: entry.stream, with: keys[entry.stream]))
                ], command: entry.command, actor: actor)
        }
    }

    /// A run of numbers for each year, drawn at once, handed out in the order of the file.
    private func numbers(
        for entries: [Entry]
    ) async throws -> [FiscalYear: ReceiptNumbers] {
        var amounts: [FiscalYear: Int] = [:]
        for year in entries.lazy.compactMap(\.record.register) { amounts[year, default: 0] += 1 }
        var numbers: [FiscalYear: ReceiptNumbers] = [:]
        for (year, amount) in amounts {
            numbers[year] = try await desk.drawNumbers(amount, in: year)
        }
        return numbers
    }

    // MARK: Correcting

    /// - Returns: whether there was anything to correct.
    private func correct(_ entry: Entry) async throws -> Bool {
        let (history, events) = try await corrections(of: entry)
        guard !events.isEmpty else { return false }
        _ = try await desk.append(
            events.map(Record.Deciding.Coding.encode), to: entry.stream, after: history,
            command: entry.command, actor: actor)
        return true
    }

    private func corrections(
        of entry: Entry
    ) async throws -> (history: [RecordedEvent], events: [Record.Deciding.Event]) {
        let history = try await desk.log.read(entry.stream)
        let events = try await desk.decode(history, as: Record.Deciding.self)
        let imported = zip(history, events).filter { ImportActor.isOne($0.0.actor) }.map(\.1)
        let start = Record.Deciding.initial
        return (
            history,
            try entry.record.events(
                correcting: events.reduce(start, Record.Deciding.evolve),
                from: imported.reduce(start, Record.Deciding.evolve))
        )
    }
}

extension ImportOutcome {
    /// Counts what stands in the texts of a row.
    fileprivate mutating func warn(of texts: [String], at line: Int) {
        for kind in ImportWarning.kinds(in: texts) {
            if let known = warnings.firstIndex(where: { $0.kind == kind }) {
                warnings[known].rows += 1
            } else {
                warnings.append(ImportWarning(kind: kind, rows: 1, line: line))
            }
        }
    }
}
