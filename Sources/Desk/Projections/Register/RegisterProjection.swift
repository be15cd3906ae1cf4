import EventLog
import FoundationEssentials
public import Participation
import Postgres

/// The register: one row per item as it stands, without personal data (受付簿の投影).
struct RegisterProjection: Projection {
    static let name = "register"

    private let table: String

    init(generation: Int32) { table = "register.item_\(generation)" }

    mutating func statements(
        for events: [RecordedEvent], on connection: Connection
    ) async throws -> [Query] {
        let concerned = events.filter { $0.stream.category == "item" }
        guard !concerned.isEmpty else { return [] }
        var rows = try await standing(before: concerned, on: connection)
        var changed: Set<UUID> = []
        for event in concerned {
            guard let id = event.stream.id else { continue }
            let decoded = try ItemEventCoding.decode(event, opened: event.unopened)
            if case .received(let receipt) = decoded { rows[id] = RegisterRow(receipt.plain) }
            rows[id]?.apply(decoded)
            rows[id]?.version = event.version
            rows[id]?.position = event.position
            changed.insert(id)
        }
        rows = rows.filter { changed.contains($0.key) }
        guard !rows.isEmpty else { return [] }
        return [insertion(Array(rows))]
    }

    /// The rows of items received in an earlier batch.
    private func standing(
        before events: [RecordedEvent], on connection: Connection
    ) async throws -> [UUID: RegisterRow] {
        var begun: Set<UUID> = []
        var needed: Set<UUID> = []
        for event in events {
            guard let id = event.stream.id else { continue }
            if event.version == 1 {
                begun.insert(id)
            } else if !begun.contains(id) {
                needed.insert(id)
            }
        }
        guard !needed.isEmpty else { return [:] }
        let found = try await connection.execute(
            """
            SELECT id, fiscal_year, serial, received_on - date '1970-01-01', scheme, nature, channel,
                   sender, category, district, section, handling, state, version, position
              FROM \(unsafeSQL: table) WHERE id = ANY(\(array: Array(needed), of: .uuid))
            """)
        var rows: [UUID: RegisterRow] = [:]
        for row in found { rows[try row.get(0)] = try RegisterRow(row) }
        return rows
    }

    private func insertion(_ rows: [(key: UUID, value: RegisterRow)]) -> Query {
        var bind = Bindings()
        func column<T: PostgresEncodable>(_ type: PostgresType, _ value: (RegisterRow) -> T?) {
            bind.appendArray(of: type, count: rows.count) { array in
                for row in rows { array.append(value(row.value)) }
            }
        }
        bind.appendArray(of: .uuid, count: rows.count) { array in
            for row in rows { array.append(row.key) }
        }
        column(.int4) { Int32($0.number.fiscalYear.year) }
        column(.int4) { Int32($0.number.serial) }
        column(.int4) { Int32($0.receivedOn.dayNumber) }
        column(.text) { $0.scheme.rawValue }
        column(.text) { $0.nature?.rawValue }
        column(.text) { $0.channel.rawValue }
        column(.text) { $0.sender.rawValue }
        column(.text) { $0.category }
        column(.text) { $0.district }
        column(.text) { $0.section }
        column(.text) { $0.handling.rawValue }
        column(.text) { $0.state.rawValue }
        column(.int4) { $0.version }
        column(.int8) { $0.position }
        return Query(
            unsafeSQL: """
                INSERT INTO \(table)
                       (id, fiscal_year, serial, received_on, scheme, nature, channel, sender,
                        category, district, section, handling, state, version, position)
                SELECT id, fiscal_year, serial, date '1970-01-01' + day, scheme, nature, channel,
                       sender, category, district, section, handling, state, version, position
                  FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
                       AS r (id, fiscal_year, serial, day, scheme, nature, channel, sender,
                             category, district, section, handling, state, version, position)
                ON CONFLICT (id) DO UPDATE SET
                       (received_on, scheme, nature, channel, sender, category, district, section,
                        handling, state, version, position)
                     = (excluded.received_on, excluded.scheme, excluded.nature, excluded.channel,
                        excluded.sender, excluded.category, excluded.district, excluded.section,
                        excluded.handling, excluded.state, excluded.version, excluded.position)
                """, bindings: bind, label: "write register")
    }
}

/// One row of the register (受付簿の行).
public struct RegisterRow: Sendable, Equatable {
    /// Where an item stands (状態).
    public enum State: String, Sendable, CaseIterable {
        /// Received, with no section yet (受付).
        case received
        /// A section has it (担当あり).
        case routed
        /// Passed on to another procedure (引継ぎ).
        case passedOn = "passed-on"
        /// Taken back by the sender (取下げ).
        case withdrawn
        /// Sent back (返戻).
        case returned

        /// The word in the register (状態名).
        public var japanese: String {
            switch self {
            case .received: "受付"
            case .routed: "担当あり"
            case .passedOn: "引継ぎ"
            case .withdrawn: "取下げ"
            case .returned: "返戻"
            }
        }
    }

    /// The number on the receipt (受付番号).
    public internal(set) var number: ReceiptNumber
    /// The day of receipt (受付日).
    public internal(set) var receivedOn: LocalDate
    /// The scheme (受付制度).
    public internal(set) var scheme: Scheme
    /// The nature (性質).
    public internal(set) var nature: Nature?
    /// The channel (経路).
    public internal(set) var channel: Channel
    /// How much is known of the sender (差出人の区分).
    public internal(set) var sender: SenderKind
    /// The category (分類).
    public internal(set) var category: String?
    /// The district (地区).
    public internal(set) var district: String?
    /// The section in charge (担当).
    public internal(set) var section: String?
    /// The handling class (取扱区分).
    public internal(set) var handling: Handling
    /// Where it stands (状態).
    public internal(set) var state: State
    /// The version of its stream (版).
    public internal(set) var version: Int32 = 0
    /// The last event taken into account (位置).
    public internal(set) var position: Int64 = 0

    init(_ plain: ItemReceived.Plain) {
        number = plain.receiptNumber
        receivedOn = plain.receivedOn
        scheme = plain.scheme
        nature = plain.nature
        channel = plain.channel
        sender = plain.senderKind
        category = plain.category
        district = plain.district
        section = plain.department
        handling = plain.handling
        state = .received
    }

    mutating func apply(_ event: ItemEvent) {
        switch event {
        case .received, .transcribed, .linked, .unlinked, .consentChanged: break
        case .categorised(let classification):
            category = classification.category
            nature = classification.nature ?? nature
        case .corrected(let correction): apply(correction.changes)
        case .routed(let routing):
            section = routing.lead
            state = .routed
        case .passedOn: state = .passedOn
        case .withdrawn: state = .withdrawn
        case .returned: state = .returned
        case .reinstated: state = section == nil ? .received : .routed
        case .handlingSet(let handling, _): self.handling = handling
        }
    }

    private mutating func apply(_ changes: ItemChanges) {
        receivedOn = changes.receivedOn ?? receivedOn
        scheme = changes.scheme ?? scheme
        channel = changes.channel ?? channel
        sender = changes.senderKind ?? sender
        if let nature = changes.nature { self.nature = nature.value }
        if let district = changes.district { self.district = district.value }
        if let department = changes.department, state == .received { section = department.value }
    }
}

extension RegisterRow {
    /// A row of the table, in the order of its columns; the id is the first one.
    init(_ row: Row) throws {
        let fiscalYear: Int32 = try row.get(1)
        let serial: Int32 = try row.get(2)
        let day: Int32 = try row.get(3)
        let nature: String? = try row.getOptional(5)
        guard let year = FiscalYear(Int(fiscalYear)),
            let number = ReceiptNumber(fiscalYear: year, serial: Int(serial)),
            let receivedOn = LocalDate(dayNumber: Int(day)),
            let scheme = Scheme(rawValue: try row.get(4)),
            let channel = Channel(rawValue: try row.get(6)),
            let sender = SenderKind(rawValue: try row.get(7)),
            let handling = Handling(rawValue: try row.get(11)),
            let state = State(rawValue: try row.get(12))
        else { throw DeskError.internalFault("a row of the register") }
        self.number = number
        self.receivedOn = receivedOn
        self.scheme = scheme
        self.nature = nature.flatMap(Nature.init(rawValue:))
        self.channel = channel
        self.sender = sender
        category = try row.getOptional(8)
        district = try row.getOptional(9)
        section = try row.getOptional(10)
        self.handling = handling
        self.state = state
        version = try row.get(13)
        position = try row.get(14)
    }
}
