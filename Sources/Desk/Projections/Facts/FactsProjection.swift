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

    /// In the order of their places.
    private static let dimensions = Dimension.allCases.sorted { $0.index < $1.index }

    private let table: String
    private var terms = TermBook()

    init(generation: Int32) { table = "facts.fact_\(generation)" }

    mutating func statements(
        for events: [RecordedEvent], on connection: Connection
    ) async throws -> [Query] {
        let concerned = events.filter(FactFolding.concerns)
        guard !concerned.isEmpty else { return [] }
        var batch = FactBatch(
            standing: try await standing(before: concerned, on: connection))
        for event in concerned { try batch.fold(event) }
        try await terms.learn(batch.terms, on: connection)
        return statements(batch)
    }

    // MARK: Reading what stands

    /// The facts of subjects that began in an earlier batch.
    private mutating func standing(
        before events: [RecordedEvent], on connection: Connection
    ) async throws -> [UUID: FactBatch.Row] {
        var begun: Set<UUID> = []
        var needed: Set<UUID> = []
        for event in events {
            guard let subject = event.stream.id else { continue }
            if event.version == 1 {
                begun.insert(subject)
            } else if !begun.contains(subject) {
                needed.insert(subject)
            }
        }
        guard !needed.isEmpty else { return [:] }
        let columns = Self.dimensions.map(\.column).joined(separator: ", ")
        let rows = try await connection.execute(
            """
            SELECT DISTINCT ON (subject) subject, position, voided_by, kind,
                   effective_on - date '1970-01-01', quantity, value::text, attributes::text,
                   duplicate_of, section_since - date '1970-01-01', \(unsafeSQL: columns)
              FROM \(unsafeSQL: table)
             WHERE subject = ANY(\(array: Array(needed), of: .uuid))
             ORDER BY subject, position DESC
            """)
        var numbers: Set<Int32> = []
        for row in rows {
            for dimension in Dimension.allCases {
                if let number: Int32 = try row.getOptional(10 + dimension.index) {
                    numbers.insert(number)
                }
            }
        }
        try await terms.learn(numbers: numbers, on: connection)
        var found: [UUID: FactBatch.Row] = [:]
        for row in rows {
            let standing = try read(row)
            found[standing.fact.subject] = standing
        }
        return found
    }

    private func read(_ row: Row) throws -> FactBatch.Row {
        let kind: Int16 = try row.get(3)
        let day: Int32 = try row.get(4)
        guard let kind = FactKind(rawValue: kind), let day = LocalDate(dayNumber: Int(day)) else {
            throw DeskError.internalFault("a row of \(table)")
        }
        var fact = Fact(kind: kind, subject: try row.get(0), effectiveOn: day)
        for dimension in Dimension.allCases {
            if let number: Int32 = try row.getOptional(10 + dimension.index) {
                fact.words[dimension] = terms.word(number)
            }
        }
        fact.quantity = try row.getOptional(5)
        fact.value = try row.getOptional(6)
        if let text: String = try row.getOptional(7) {
            fact.attributes = try Self.attributes(text)
        }
        fact.duplicateOf = try row.getOptional(8)
        let since: Int32? = try row.getOptional(9)
        fact.sectionSince = since.flatMap { LocalDate(dayNumber: Int($0)) }
        let voidedBy: Int64? = try row.getOptional(2)
        fact.isCancelled = voidedBy != nil && fact.duplicateOf == nil
        return FactBatch.Row(position: try row.get(1), fact: fact, voidedBy: voidedBy)
    }

    private static func attributes(_ text: String) throws -> [String: String] {
        guard case .object(let members) = try JSONValue(parsing: Array(text.utf8)) else {
            throw DeskError.internalFault("attributes of a fact")
        }
        return members.compactMapValues { value in
            guard case .string(let text) = value else { return nil }
            return text
        }
    }

    // MARK: Writing

    private func statements(_ batch: FactBatch) -> [Query] {
        var queries: [Query] = []
        if !batch.added.isEmpty { queries.append(insertion(batch.added)) }
        if !batch.ended.isEmpty {
            queries.append(
                """
                UPDATE \(unsafeSQL: table) AS f SET voided_by = e.voided_by
                  FROM unnest(\(array: batch.ended.map(\.position), of: .int8),
                              \(array: batch.ended.map(\.by), of: .int8))
                       AS e (position, voided_by)
                 WHERE f.position = e.position
                """)
        }
        return queries
    }

    private func insertion(_ rows: [FactBatch.Row]) -> Query {
        let dimensions = Self.dimensions
        var bind = Bindings()
        func column<T: PostgresEncodable>(
            _ type: PostgresType, _ value: (FactBatch.Row) -> T?
        ) {
            bind.appendArray(of: type, count: rows.count) { array in
                for row in rows { array.append(value(row)) }
            }
        }
        column(.int8) { $0.position }
        column(.int8) { $0.voidedBy }
        column(.int2) { $0.fact.kind.rawValue }
        column(.int4) { QuarterNumber($0.fact.effectiveOn).value }
        column(.int4) { Int32($0.fact.effectiveOn.dayNumber) }
        column(.uuid) { $0.fact.subject }
        column(.int4) { $0.fact.quantity }
        column(.text) { $0.fact.value }
        column(.text) { row -> String? in
            guard !row.fact.attributes.isEmpty else { return nil }
            let members = row.fact.attributes.mapValues(JSONValue.string)
            return String(decoding: CanonicalJSON.bytes(.object(members)), as: UTF8.self)
        }
        column(.uuid) { $0.fact.duplicateOf }
        column(.int4) { $0.fact.sectionSince.map { Int32($0.dayNumber) } }
        for dimension in dimensions {
            column(.int4) { row in
                row.fact.words[dimension].flatMap { terms.number($0, in: dimension) }
            }
        }
        let names = dimensions.map(\.column).joined(separator: ", ")
        let types =
            ["bigint[]", "bigint[]", "smallint[]", "integer[]", "integer[]", "uuid[]", "integer[]"]
            + ["text[]", "text[]", "uuid[]", "integer[]"] + dimensions.map { _ in "integer[]" }
        let arguments = types.enumerated().map { "$\($0.offset + 1)::\($0.element)" }
        return Query(
            unsafeSQL: """
                INSERT INTO \(table)
                       (position, voided_by, kind, quarter, effective_on, subject, quantity, value,
                        attributes, duplicate_of, section_since, \(names))
                SELECT position, voided_by, kind, quarter, date '1970-01-01' + day, subject,
                       quantity, value::numeric, attributes::jsonb, duplicate_of,
                       date '1970-01-01' + since, \(names)
                  FROM unnest(\(arguments.joined(separator: ", ")))
                       AS r (position, voided_by, kind, quarter, day, subject, quantity, value,
                             attributes, duplicate_of, since, \(names))
                """, bindings: bind, label: "insert facts")
    }
}

/// What one batch of events changes.
struct FactBatch: Sendable {
    /// A row of the fact table.
    struct Row: Sendable, Equatable {
        var position: Int64
        var fact: Fact
        /// Equal to the position when it never counted.
        var voidedBy: Int64?
    }

    /// The last row of each subject, from the table or from this batch.
    private var standing: [UUID: Row]
    /// Where in ``added`` a subject's last row is.
    private var addedAt: [UUID: Int] = [:]
    /// The rows that begin in this batch.
    private(set) var added: [Row] = []
    /// The rows of the table that end in it.
    private(set) var ended: [(position: Int64, by: Int64)] = []

    init(standing: [UUID: Row]) { self.standing = standing }

    mutating func fold(_ event: RecordedEvent) throws(EventCodingError) {
        guard let subject = event.stream.id else { return }
        let before = standing[subject]
        guard let after = try FactFolding.after(event, before: before?.fact),
            after != before?.fact
        else { return }
        if before?.fact.counts == true, let before {
            if let index = addedAt[subject] {
                added[index].voidedBy = event.position
            } else {
                ended.append((before.position, event.position))
            }
        }
        let row = Row(
            position: event.position, fact: after,
            voidedBy: after.counts ? nil : event.position)
        addedAt[subject] = added.count
        added.append(row)
        standing[subject] = row
    }

    /// Every word the added rows use.
    var terms: Set<TermBook.Term> {
        var terms: Set<TermBook.Term> = []
        for row in added {
            for dimension in Dimension.allCases {
                guard let word = row.fact.words[dimension] else { continue }
                terms.insert(TermBook.Term(dimension: dimension.vocabulary, word: word))
            }
        }
        return terms
    }
}
