import EventLog
public import FoundationEssentials
public import Participation
import Postgres

/// The register: one row per item as it stands, without personal data (受付簿の投影).
struct RegisterProjection: Projection {
    static let name = "register"

    private let table: String
    private var memory = StreamMemory<RegisterRow>()

    init(generation: Int32) { table = "register.item_\(generation)" }

    mutating func changes(
        _ events: [RecordedEvent], in log: EventLog, _ pool: Pool
    ) async throws -> RegisterChanges {
        let concerned = events.filter { $0.stream.category == "item" }
        try await memory.recall(before: concerned, in: log, fold: RegisterRow.after)
        let first = concerned.first?.position ?? 0
        var begun: [StreamName] = []
        var changed: [StreamName] = []
        for event in concerned {
            let before = memory[event.stream]
            memory[event.stream] = try RegisterRow.after(event, before)
            if let before {
                if before.position < first { changed.append(event.stream) }
            } else {
                begun.append(event.stream)
            }
        }
        return RegisterChanges(table: table, begun: rows(begun), changed: rows(changed))
    }

    private func rows(_ streams: [StreamName]) -> [RegisterRow] {
        streams.compactMap { memory[$0] }
    }
}

/// What a batch changes in the register (受付簿の差分).
struct RegisterChanges: ProjectionChanges {
    fileprivate let table: String
    /// Items received in this batch.
    fileprivate let begun: [RegisterRow]
    /// Items received before it.
    fileprivate let changed: [RegisterRow]

    func write(on connection: Connection) async throws {
        if !begun.isEmpty {
            var copy = BinaryCopy(capacity: 200 * begun.count)
            for row in begun { row.append(to: &copy) }
            copy.end()
            _ = try await connection.copyIn(
                unsafeSQL: """
                    COPY \(table) (id, fiscal_year, serial, received_on, scheme, nature, channel,
                                   sender, category, district, section, handling, state, version,
                                   position, received_at, may_publish, has_body)
                    FROM STDIN (FORMAT binary)
                    """
            ) { [bytes = copy.bytes] in try await $0.write(bytes) }
        }
        if !changed.isEmpty { _ = try await connection.execute(update) }
    }

    /// The receipt number stays for ever.
    private var update: Query {
        var bind = Bindings()
        func column<T: PostgresEncodable>(_ type: PostgresType, _ value: (RegisterRow) -> T?) {
            bind.appendArray(of: type, count: changed.count) { array in
                for row in changed { array.append(value(row)) }
            }
        }
        column(.uuid) { $0.id }
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
        column(.text) { $0.mayPublish.rawValue }
        column(.bool) { $0.hasBody }
        return Query(
            unsafeSQL: """
                UPDATE \(table) AS i SET
                       (received_on, scheme, nature, channel, sender, category, district, section,
                        handling, state, version, position, may_publish, has_body)
                     = (date '1970-01-01' + r.day, r.scheme, r.nature, r.channel, r.sender,
                        r.category, r.district, r.section, r.handling, r.state, r.version,
                        r.position, r.may_publish, r.has_body)
                  FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
                       AS r (id, day, scheme, nature, channel, sender, category, district,
                             section, handling, state, version, position, may_publish, has_body)
                 WHERE i.id = r.id
                """, bindings: bind, label: "update register")
    }
}

extension RegisterRow {
    /// The row right after receipt.
    init(_ id: UUID, _ plain: ItemReceived.Plain, receivedAt: Int64) {
        self.init(
            id: id, number: plain.receiptNumber, receivedOn: plain.receivedOn,
            scheme: plain.scheme, nature: plain.nature, channel: plain.channel,
            sender: plain.senderKind, category: plain.category, district: plain.district,
            section: plain.department, handling: plain.handling, state: .received,
            mayPublish: plain.mayPublish, hasBody: plain.hasBody, receivedAt: receivedAt)
    }

    /// The row after an event; `nil` before the item was received.
    static func after(
        _ event: RecordedEvent, _ before: RegisterRow?
    ) throws(EventCodingError) -> RegisterRow? {
        guard let id = event.stream.id else { return before }
        let decoded = try ItemEventCoding.decode(event, opened: event.unopened)
        var row = before
        if case .received(let receipt) = decoded {
            row = RegisterRow(id, receipt.plain, receivedAt: event.position)
        }
        row?.apply(decoded)
        row?.version = event.version
        row?.position = event.position
        return row
    }

    fileprivate func append(to copy: inout BinaryCopy) {
        copy.row(columns: 18)
        copy.append(id)
        copy.append(Int32(number.fiscalYear.year))
        copy.append(Int32(number.serial))
        copy.append(PostgresDate(receivedOn))
        copy.append(scheme.rawValue)
        copy.append(nature?.rawValue)
        copy.append(channel.rawValue)
        copy.append(sender.rawValue)
        copy.append(category)
        copy.append(district)
        copy.append(section)
        copy.append(handling.rawValue)
        copy.append(state.rawValue)
        copy.append(version)
        copy.append(position)
        copy.append(receivedAt)
        copy.append(mayPublish.rawValue)
        copy.append(hasBody)
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
        /// Answered, or closed without an answer (完了).
        case done
        /// Passed on to another procedure (引継ぎ).
        case passedOn = "passed-on"
        /// Taken back by the sender (取下げ).
        case withdrawn
        /// Sent back (返戻).
        case returned
        /// Should never have been entered (受付取消し).
        case annulled

        /// The word in the register (状態名).
        public var japanese: String {
            switch self {
            case .received: "受付"
            case .routed: "担当あり"
            case .done: "完了"
            case .passedOn: "引継ぎ"
            case .withdrawn: "取下げ"
            case .returned: "返戻"
            case .annulled: "受付取消し"
            }
        }
    }

    /// The item (案件).
    public let id: UUID
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
    /// Whether it may be published (公表の可否).
    public internal(set) var mayPublish: PublicationConsent
    /// Whether its text is there, or still to be copied from paper (本文の有無).
    public internal(set) var hasBody: Bool
    /// The position of its receipt (受付の位置).
    public internal(set) var receivedAt: Int64
    /// The version of its stream (版).
    public internal(set) var version: Int32 = 0
    /// The last event taken into account (位置).
    public internal(set) var position: Int64 = 0

    mutating func apply(_ event: ItemEvent) {
        switch event {
        case .received, .linked, .unlinked, .scanAttached, .scanDetached: break
        case .transcribed: hasBody = true
        case .consentChanged(let consent): mayPublish = consent
        case .categorised(let classification):
            category = classification.category
            nature = classification.nature ?? nature
        case .corrected(let correction): apply(correction.changes)
        case .routed(let routing):
            section = routing.lead
            state = .routed
        case .reorganised(let change):
            if let move = change.moves.first(where: { $0.from.text == section }) {
                section = move.to?.text
                state = section == nil ? .received : state
            }
        case .passedOn: state = .passedOn
        case .withdrawn: state = .withdrawn
        case .returned: state = .returned
        case .annulled: state = .annulled
        case .reinstated: state = section == nil ? .received : .routed
        case .handlingSet(let handling, _): self.handling = handling
        case .response(let event): apply(event)
        case .retention: break
        }
    }

    private mutating func apply(_ event: ResponseEvent) {
        switch event {
        case .transferred(let transfer):
            if section == transfer.from.text { section = transfer.to.text }
        case .returnedToTriage(let back):
            if section == back.from.text {
                section = nil
                state = .received
            }
        case .answeredOrally, .sent, .closed: state = .done
        case .reopened: state = section == nil ? .received : .routed
        case .claimed, .released, .accepted, .noted, .interimAnswered, .drafted,
            .draftWithdrawn, .stamped, .sentBack, .envelopeChecked, .measureTaken,
            .measureChecked, .instructed, .instructionAnswered:
            break
        }
    }

    private mutating func apply(_ changes: ItemChanges) {
        receivedOn = changes.receivedOn ?? receivedOn
        scheme = changes.scheme ?? scheme
        channel = changes.channel ?? channel
        sender = changes.senderKind ?? sender
        mayPublish = changes.mayPublish ?? mayPublish
        hasBody = changes.hasBody ?? hasBody
        if let nature = changes.nature { self.nature = nature.value }
        if let district = changes.district { self.district = district.value }
        if let department = changes.department, state == .received { section = department.value }
    }
}
