import EventLog
import FoundationEssentials
import Participation
import Postgres

/// The register: one row per item as it stands, without personal data (受付簿の投影).
struct RegisterProjection: Projection {
    static let name = "register"

    private let table: String

    init(generation: Int32) { table = "register.item_\(generation)" }

    mutating func statements(
        for events: [RecordedEvent], on connection: Connection
    ) async throws -> [Query] {
        var rows: [UUID: RegisterRow] = [:]
        for event in events where event.stream.category == "item" {
            guard let id = event.stream.id else { continue }
            let decoded = try ItemEventCoding.decode(event, opened: .erased)
            switch decoded {
            case .received(let receipt):
                rows[id] = RegisterRow(receipt.plain, version: event.version, event.position)
            }
        }
        guard !rows.isEmpty else { return [] }
        return [insertion(Array(rows))]
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
        column(.text) { $0.handling }
        column(.text) { $0.state }
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
struct RegisterRow: Sendable, Equatable {
    var number: ReceiptNumber
    var receivedOn: LocalDate
    var scheme: Scheme
    var nature: Nature?
    var channel: Channel
    var sender: SenderKind
    var category: String?
    var district: String?
    var section: String?
    var handling = "ordinary"
    var state = "received"
    var version: Int32
    var position: Int64

    init(_ plain: ItemReceived.Plain, version: Int32, _ position: Int64) {
        number = plain.receiptNumber
        receivedOn = plain.receivedOn
        scheme = plain.scheme
        nature = plain.nature
        channel = plain.channel
        sender = plain.senderKind
        category = plain.category
        self.version = version
        self.position = position
    }
}
