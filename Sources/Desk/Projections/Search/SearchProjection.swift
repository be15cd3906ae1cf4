import EventLog
import FoundationEssentials
import Participation
import Postgres

/// The search index: one row of keyed hashes per item that may be searched (検索の投影).
///
/// The only projection that opens what is sealed. A row says how the item stands after the last
/// event of its batch, so it does not matter how the log is cut into batches. A restricted or
/// erased item has no row, nor has one that may not be used any more or has nothing to look for. Who
/// asked for a lecture or signed up for a gathering has rows beside them.
struct SearchProjection: Projection {
    static let name = "search"

    let generation: Int32
    let keyring: Keyring
    var terms: KeyedTerms

    init(generation: Int32, keyring: Keyring) {
        self.generation = generation
        self.keyring = keyring
        terms = KeyedTerms(keyring)
    }

    private var table: String { "search.item_\(generation)" }

    mutating func changes(
        _ events: [RecordedEvent], in log: EventLog, _ pool: Pool
    ) async throws -> SearchChanges {
        var changes = try await itemChanges(events, in: log)
        changes.statements += try await participantChanges(events, in: log)
        return changes
    }

    private mutating func itemChanges(
        _ events: [RecordedEvent], in log: EventLog
    ) async throws -> SearchChanges {
        let concerned = events.filter { $0.stream.category == "item" }
        let changed = Set(concerned.filter(Self.matters).map(\.stream))
        guard let last = concerned.last, !changed.isEmpty else { return SearchChanges() }
        let histories = try await histories(
            of: changed, in: concerned, of: log, through: last.position)
        let rows = try await ItemOpening.items(after: histories, keyring: keyring)
            .compactMap { row(of: $0) }
        var changes = SearchChanges()
        let gone = Set(changed.compactMap(\.id)).subtracting(rows.map(\.id))
        if !gone.isEmpty { changes.statements.append(forgetting(gone)) }
        if !rows.isEmpty {
            changes.statements.append(insertion(rows))
            changes.statements.append("SELECT desk.settle_search(\(generation))")
        }
        return changes
    }

    /// Takes items out of the index: nothing of them is left to be found (索引からの消去).
    private func forgetting(_ items: Set<UUID>) -> Query {
        "DELETE FROM \(unsafeSQL: table) WHERE id = ANY(\(array: Array(items), of: .uuid))"
    }

    /// Whether an event may change what an item is found by. What is not known to leave it alone
    /// is looked at, and stops the projection when it cannot be read.
    private static func matters(_ event: RecordedEvent) -> Bool {
        switch event.type {
        case ItemCategorisedCoding.type, ItemRoutedCoding.type,
            ItemReorganisedCoding.type, ItemLinkCoding.linked, ItemLinkCoding.unlinked,
            ItemEndingCoding.passedOn, ItemEndingCoding.withdrawn,
            ItemEndingCoding.returned,
            ItemCareCoding.consentChanged, ItemScanCoding.attached, ItemScanCoding.detached:
            false
        default: ResponseEventCoding.EventType(rawValue: event.type) == nil
        }
    }

    /// All that happened to the items up to the end of the batch. Most are received in it, and
    /// then it is there already.
    func histories(
        of streams: Set<StreamName>, in events: [RecordedEvent], of log: EventLog,
        through last: Int64
    ) async throws -> [[RecordedEvent]] {
        var histories: [StreamName: [RecordedEvent]] = [:]
        for event in events where streams.contains(event.stream) {
            histories[event.stream, default: []].append(event)
        }
        let begunBefore = histories.filter { $0.value.first?.version != 1 }.map(\.key)
        histories.merge(try await log.read(begunBefore, through: last)) { $1 }
        return Array(histories.values)
    }

    // MARK: Rows

    private struct Row {
        let id: UUID
        let receivedOn: LocalDate
        let position: Int64
        let scheme: Scheme
        let words: [Int64]
        let sender: [Int64]
    }

    private mutating func row(of opened: OpenedItem) -> Row? {
        guard let personal = opened.searchable else { return nil }
        let words = terms.hashes(SearchedText(personal).terms)
        let sender = terms.hashes(personal.sender.map { SearchedPerson($0).terms } ?? [])
        guard !words.isEmpty || !sender.isEmpty else { return nil }
        let plain = opened.item.plain
        return Row(
            id: opened.id, receivedOn: plain.receivedOn, position: opened.receivedAt,
            scheme: plain.scheme, words: words, sender: sender)
    }

    private func insertion(_ rows: [Row]) -> Query {
        var bind = Bindings()
        func column<T: PostgresEncodable>(_ type: PostgresType, _ value: (Row) -> T) {
            bind.appendArray(of: type, count: rows.count) { array in
                for row in rows { array.append(value(row)) }
            }
        }
        // An array cannot hold arrays of different lengths: all hashes in one, and where each
        // row's end.
        func hashes(_ value: (Row) -> [Int64]) {
            let all = rows.flatMap(value)
            bind.appendArray(of: .int8, count: all.count) { array in
                for hash in all { array.append(hash) }
            }
            var end: Int32 = 0
            bind.appendArray(of: .int4, count: rows.count) { array in
                for row in rows {
                    end += Int32(value(row).count)
                    array.append(end)
                }
            }
        }
        column(.uuid) { $0.id }
        column(.int4) { Int32($0.receivedOn.dayNumber) }
        column(.int8) { $0.position }
        column(.text) { $0.scheme.rawValue }
        hashes(\.words)
        hashes(\.sender)
        return Query(
            unsafeSQL: """
                INSERT INTO \(table) (id, received_on, position, scheme, words, sender)
                SELECT id, date '1970-01-01' + day, position, scheme,
                       ($5::bigint[])[1 + lag(words_end, 1, 0) OVER in_order : words_end],
                       ($7::bigint[])[1 + lag(sender_end, 1, 0) OVER in_order : sender_end]
                  FROM unnest($1::uuid[], $2::integer[], $3::bigint[], $4::text[], $6::integer[],
                              $8::integer[])
                       WITH ORDINALITY
                       AS r (id, day, position, scheme, words_end, sender_end, place)
                WINDOW in_order AS (ORDER BY place)
                ON CONFLICT (id) DO UPDATE SET
                       (received_on, position, scheme, words, sender)
                     = (excluded.received_on, excluded.position, excluded.scheme, excluded.words,
                        excluded.sender)
                """, bindings: bind, label: "write search index")
    }
}

/// What a batch changes in the search index (検索の差分).
struct SearchChanges: ProjectionChanges {
    var statements: [Query] = []

    func write(on connection: Connection) async throws {
        if !statements.isEmpty { _ = try await connection.run(statements) }
    }
}
