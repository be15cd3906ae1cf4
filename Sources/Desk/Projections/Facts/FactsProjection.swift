import EventLog
import FoundationEssentials
import Participation
import Postgres

/// The facts: one row for each thing that counts, from one position until another (事実の投影).
///
/// A change never edits a fact: it ends the row at the event's position and begins another one
/// there, so that every figure can be asked as of every position.
struct FactsProjection: Projection {
    static let name = "facts"

    private let table: String
    private let packing: FactPacking
    private var terms = TermBook()
    private var memory = StreamMemory<FactRow>()
    /// Through which position whole blocks are packed already; `nil`: not looked yet.
    private var packed: Int64?

    init(generation: Int32) {
        table = "facts.fact_\(generation)"
        packing = FactPacking(generation: generation)
    }

    mutating func changes(
        _ events: [RecordedEvent], in log: EventLog, _ pool: Pool
    ) async throws -> FactChanges {
        let concerned = events.filter(FactFolding.concerns)
        try await memory.recall(before: concerned, in: log) { event, row in
            try FactRow.after(event, row) ?? row
        }
        var batch = FactBatch()
        for event in concerned {
            let before = memory[event.stream]
            guard let row = try FactRow.after(event, before) else { continue }
            batch.add(row, after: before)
            memory[event.stream] = row
        }
        try await terms.learn(batch.terms(unknownTo: terms), in: pool)
        let whole = FactPart.wholeBlocks(through: events.last?.position ?? 0)
        defer { packed = whole }
        return FactChanges(
            table: table, added: try copy(batch.added), ended: batch.ended,
            packing: whole == packed ? nil : packing, through: whole)
    }

    // MARK: Writing

    fileprivate static let columns =
        ["position", "voided_by", "kind", "quarter", "effective_on", "subject", "quantity"]
        + ["value", "attributes", "duplicate_of", "section_since"]
        + Dimension.inOrder.map(\.column)

    private func copy(_ rows: [FactRow]) throws -> [UInt8]? {
        guard !rows.isEmpty else { return nil }
        var copy = BinaryCopy(capacity: 200 * rows.count)
        for row in rows {
            let fact = row.fact
            copy.row(columns: Int16(Self.columns.count))
            copy.append(row.position)
            copy.append(row.voidedBy)
            copy.append(fact.kind.rawValue)
            copy.append(QuarterNumber(fact.effectiveOn).value)
            copy.append(PostgresDate(fact.effectiveOn))
            copy.append(fact.subject)
            copy.append(fact.quantity)
            copy.append(try fact.value.map(Self.numeric))
            copy.append(PostgresJSON(texts: fact.attributes))
            copy.append(fact.duplicateOf)
            copy.append(fact.sectionSince.map(PostgresDate.init))
            for dimension in Dimension.inOrder {
                copy.append(fact.words[dimension].flatMap { terms.number($0, in: dimension) })
            }
        }
        copy.end()
        return copy.bytes
    }

    private static func numeric(_ value: String) throws -> PostgresNumeric {
        guard let number = PostgresNumeric(parsing: value) else {
            throw DeskError.internalFault("an observation that is no decimal number")
        }
        return number
    }
}

/// What a batch changes in the fact table (事実の差分).
struct FactChanges: ProjectionChanges {
    fileprivate let table: String
    /// The new rows as COPY takes them.
    fileprivate let added: [UInt8]?
    /// Where rows of earlier batches end.
    fileprivate let ended: [FactBatch.End]
    /// What packs the blocks that became whole; `nil` when none did.
    fileprivate let packing: FactPacking?
    /// The end of the last whole block.
    fileprivate let through: Int64

    func write(on connection: Connection) async throws {
        if let added {
            let columns = FactsProjection.columns.joined(separator: ", ")
            _ = try await connection.copyIn(
                unsafeSQL: "COPY \(table) (\(columns)) FROM STDIN (FORMAT binary)"
            ) { try await $0.write(added) }
        }
        guard !ended.isEmpty else { return }
        _ = try await connection.execute(
            """
            UPDATE \(unsafeSQL: table) AS f SET voided_by = e.voided_by
              FROM unnest(\(array: ended.map(\.position), of: .int8),
                          \(array: ended.map(\.by), of: .int8)) AS e (position, voided_by)
             WHERE f.position = e.position
            """)
    }

    func settle(on connection: Connection) async throws {
        try await packing?.pack(through: through, on: connection)
    }
}

/// A row of the fact table (事実の行).
struct FactRow: Sendable, Equatable {
    /// The event from which on it counts.
    var position: Int64
    var fact: Fact
    /// Equal to the position when it never counted.
    var voidedBy: Int64?

    /// The row that takes the place of a subject's last one; `nil` when an event changes nothing.
    static func after(
        _ event: RecordedEvent, _ before: FactRow?
    ) throws(EventCodingError) -> FactRow? {
        guard let fact = try FactFolding.after(event, before: before?.fact), fact != before?.fact
        else { return nil }
        return FactRow(
            position: event.position, fact: fact, voidedBy: fact.counts ? nil : event.position)
    }
}

/// What one batch of events changes.
struct FactBatch: Sendable {
    /// Where a row ends.
    struct End: Sendable, Equatable {
        var position: Int64
        var by: Int64
    }

    /// The rows that begin in this batch, in the order of their positions.
    private(set) var added: [FactRow] = []
    /// The rows of earlier batches that end in it.
    private(set) var ended: [End] = []

    /// Begins a row and ends the one before.
    mutating func add(_ row: FactRow, after before: FactRow?) {
        if let before, before.fact.counts {
            if let index = index(of: before) {
                added[index].voidedBy = row.position
            } else {
                ended.append(End(position: before.position, by: row.position))
            }
        }
        added.append(row)
    }

    /// Where a row is among those of this batch.
    private func index(of row: FactRow) -> Int? {
        var range = added.indices
        while !range.isEmpty {
            let middle = range.lowerBound + range.count / 2
            let found = added[middle].position
            if found == row.position { return middle }
            range =
                found < row.position
                ? middle + 1..<range.upperBound : range.lowerBound..<middle
        }
        return nil
    }

    /// The words of the rows that have no number yet.
    func terms(unknownTo book: TermBook) -> Set<TermBook.Term> {
        var terms: Set<TermBook.Term> = []
        for row in added {
            for dimension in Dimension.inOrder {
                guard let word = row.fact.words[dimension],
                    book.number(word, in: dimension) == nil
                else { continue }
                terms.insert(TermBook.Term(word, in: dimension))
            }
        }
        return terms
    }
}
