import EventLog
import FoundationEssentials
import Participation
import Postgres

/// What lies in the tray of each section (担当課トレイの投影).
///
/// One row for each section an item is with; one for the triage of the hearing section while it has
/// none. What was imported from earlier records lies in no tray until somebody routes it.
struct TrayProjection: Projection {
    static let name = "tray"

    private let table: String
    private var memory = StreamMemory<TrayItem>()
    private var rules = DueRules()

    init(generation: Int32) { table = "tray.item_\(generation)" }

    mutating func changes(
        _ events: [RecordedEvent], in log: EventLog, _ pool: Pool
    ) async throws -> TrayChanges {
        try await rules.follow(events, in: log)
        let concerned = events.filter { $0.stream.category == "item" }
        try await memory.recall(before: concerned, in: log, fold: TrayItem.after)
        var changed: Set<StreamName> = []
        for event in concerned {
            memory[event.stream] = try TrayItem.after(event, memory[event.stream])
            changed.insert(event.stream)
        }
        let items = changed.compactMap { memory[$0] }.sorted { $0.position < $1.position }
        return TrayChanges(
            table: table, rows: items.flatMap { $0.rows(by: rules) },
            // An item received and never routed in between has left nothing behind.
            touched: items.filter { $0.version > 1 },
            newRules: events.contains(where: DueRules.concerns) ? rules : nil)
    }
}

/// An item as the trays know it (トレイから見た案件).
struct TrayItem: Sendable {
    let id: UUID
    /// The item without what is sealed.
    private(set) var item: ReceivedItem
    /// Position of the receipt.
    let receivedAt: Int64
    /// Whether it came from earlier records.
    let isImported: Bool
    private(set) var version: Int32
    private(set) var position: Int64

    /// The item after an event; `nil` before it was received.
    static func after(
        _ event: RecordedEvent, _ before: TrayItem?
    ) throws(EventCodingError) -> TrayItem? {
        guard let id = event.stream.id else { return before }
        let change = try ItemEventCoding.decode(event, opened: event.unopened)
        let state = before.map { Item.received($0.item) } ?? .notReceived
        guard case .received(let item) = Item.evolve(state, change) else { return before }
        return TrayItem(
            id: id, item: item, receivedAt: before?.receivedAt ?? event.position,
            isImported: before?.isImported ?? ImportActor.isOne(event.actor),
            version: event.version, position: event.position)
    }

    /// Its rows in the trays.
    func rows(by rules: DueRules) -> [TrayRow] {
        // What was erased cannot be answered any more.
        guard item.standing == .open, !item.isDuplicate, item.retention.erasure == nil else {
            return []
        }
        let due = rules.due(
            for: item.plain.scheme, receivedOn: item.plain.receivedOn, receivedAt: receivedAt)
        guard let routing = item.routing else {
            let isOld = isImported && item.response == ItemResponse()
            return isOld ? [] : [TrayRow(self, section: nil, isLead: true, due: due)]
        }
        return ([routing.lead] + routing.others).enumerated().map { index, section in
            TrayRow(self, section: Wording(section), isLead: index == 0, due: due)
        }
    }
}

/// One row of a tray (トレイの行).
struct TrayRow: Sendable {
    let of: TrayItem
    /// The section; nil for the triage.
    let section: Wording?
    let isLead: Bool
    let due: DueRules.Due?

    init(_ item: TrayItem, section: Wording?, isLead: Bool, due: DueRules.Due?) {
        of = item
        self.section = section
        self.isLead = isLead
        self.due = due
    }

    var plain: ItemReceived.Plain { of.item.plain }
    var response: ItemResponse { of.item.response }
    var claim: ItemClaim? { response.claim(of: section) }
    var doneOn: LocalDate? { response.answer?.on ?? response.closure?.on }

    /// Whether somebody may take it as the next one. Only named persons see what is restricted
    /// (DECISIONS C3), so it is not handed to whoever comes.
    var isFree: Bool {
        switch (response.stage, plain.handling) {
        case (.new, .ordinary), (.new, .care), (.considering, .ordinary), (.considering, .care):
            claim == nil
        case (.approving, _), (.toSend, _), (.done, _), (_, .restricted): false
        }
    }
}
