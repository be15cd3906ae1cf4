import EventLog
public import FoundationEssentials
public import Participation
import Postgres

/// Limits of following a reorganisation, each with its name (組織改正による振替えの上限).
public enum ReroutingLimits {
    /// Items looked at together; those that move are recorded by one append.
    static let batch = 500
}

/// Which open items a reorganisation moves, and where to (組織改正による担当の振替え結果).
public struct Rerouting: Sendable, Equatable {
    /// One section of one item (担当の移動).
    public struct Entry: Sendable, Equatable {
        /// The item (案件).
        public let id: UUID
        /// The receipt number; nil for a 限定 item, which only those named may see (受付番号).
        public let receiptNumber: ReceiptNumber?
        /// What becomes of the section (担当の移動).
        public let move: SectionMove
        /// The former section by name (旧担当).
        public let from: String
        /// The section from now on by name; nil for the triage of the hearing section, or a further
        /// section that falls away (新担当).
        public let to: String?
        /// Whether this section answers (主担当か).
        public let isLead: Bool
        /// The position of the change of the organisation that is the cause (原因の位置).
        public let cause: Int64?
    }

    /// What moves, in the order of the receipt numbers (移動の一覧).
    public fileprivate(set) var entries: [Entry] = []
    /// The items that move (移る案件数).
    public fileprivate(set) var items = 0
    /// Open items that were looked at (処理中の案件数).
    public fileprivate(set) var looked = 0
    /// Events recorded; on trial, those that would be (記録件数).
    public fileprivate(set) var events = 0
    /// The last position written; 0 when nothing was (位置).
    public fileprivate(set) var position: Int64 = 0
}

extension Desk {
    /// Lets the open items follow the organisation of a day (組織改正による担当の振替え).
    ///
    /// Every open item whose section no longer deals with it goes to the successor, each by an event
    /// whose cause is the change of the organisation; what has no clear successor goes back to the
    /// hearing section's tray. A second run finds nothing to do, and one that was interrupted goes on
    /// where it stopped. 限定 items go along and are listed without their number (DECISIONS C3).
    /// - Parameters:
    ///   - day: the day whose organisation holds.
    ///   - isTrial: only say what would happen; then the day may lie ahead.
    /// - Throws: ``DeskError``; ``DeskError/declined(_:)`` for a day to come. What was recorded before
    ///   it broke off stays and is right.
    public func reroute(
        on day: LocalDate, isTrial: Bool = false, actor: String?
    ) async throws(DeskError) -> Rerouting {
        try await reroute(on: day, isTrial: isTrial, proposed: [], actor: actor)
    }

    /// The same with changes of the organisation that are not recorded yet; then only on trial.
    func reroute(
        on day: LocalDate, isTrial: Bool, proposed: [OrganisationEvent], actor: String?
    ) async throws(DeskError) -> Rerouting {
        guard isTrial || day <= today else {
            throw .declined([
                Refused(
                    field: "on",
                    japanese: "\(day)はまだ来ていません。当日以後に実行するか、試行(--dry-run)してください。")
            ])
        }
        do {
            var following = try await OrganisationFollowing(self, on: day, proposed)
            var rerouting = Rerouting()
            var rest = try await openItems()[...]
            while !rest.isEmpty {
                let batch = Array(rest.prefix(ReroutingLimits.batch))
                rest = rest.dropFirst(batch.count)
                try await reroute(batch, &following, &rerouting, isTrial: isTrial, actor)
            }
            return rerouting
        } catch {
            throw DeskError(error)
        }
    }

    private func reroute(
        _ streams: [StreamName], _ following: inout OrganisationFollowing,
        _ rerouting: inout Rerouting, isTrial: Bool, _ actor: String?
    ) async throws {
        var steps: [OrganisationFollowing.Step] = []
        let position = try await record(together: streams, isTrial: isTrial, actor: actor) {
            histories in
            steps = []
            for stream in streams {
                guard let held = try HeldItem.after(histories[stream] ?? []) else { continue }
                if let step = try following.step(of: held, on: stream) { steps.append(step) }
            }
            return steps.map(\.write)
        }
        rerouting.looked += streams.count
        rerouting.take(steps, position)
    }

    /// The items sections have and have not answered, in the order of their receipt numbers.
    private func openItems() async throws -> [StreamName] {
        try await catchUp([.tray])
        let rows = try await pool.execute(
            """
            SELECT id FROM tray.item WHERE is_lead AND section <> '' AND stage <> 'done'
             ORDER BY fiscal_year, serial, id
            """)
        return try rows.map { StreamName(category: Item.streamCategory, id: try $0.get(0)) }
    }
}

/// An item without what is sealed, and since when its sections have it (課ごとの担当開始日).
struct HeldItem {
    let id: UUID
    let version: Int32
    let item: ReceivedItem
    let since: [Wording: LocalDate]

    /// An item after what happened to it; nil when it was never received.
    static func after(_ history: [RecordedEvent]) throws(EventCodingError) -> HeldItem? {
        guard let last = history.last, let id = last.stream.id else { return nil }
        var state = Item.initial
        var since: [Wording: LocalDate] = [:]
        for recorded in history {
            let event = try ItemEventCoding.decode(recorded, opened: recorded.unopened)
            state = Item.evolve(state, event)
            guard case .received(let item) = state else { continue }
            let day = LocalDate(microsecondsSince1970: recorded.recordedAt.microseconds)
            var present: [Wording: LocalDate] = [:]
            for section in item.routing.map({ [$0.lead] + $0.others }) ?? [] {
                let section = Wording(section)
                switch event {
                case .routed: present[section] = day
                case .reorganised(let change) where change.moves.contains { $0.to == section }:
                    present[section] = change.on
                case _: present[section] = since[section] ?? day
                }
            }
            since = present
        }
        guard case .received(let item) = state else { return nil }
        return HeldItem(id: id, version: last.version, item: item, since: since)
    }
}

/// Says for one item after another what the organisation of a day makes of it (組織改正への追随).
private struct OrganisationFollowing {
    private let changes: [(position: Int64?, event: OrganisationEvent)]
    private let organisation: OrganisationState
    private let day: LocalDate
    private var reorganisation: Reorganisation

    init(_ desk: Desk, on day: LocalDate, _ proposed: [OrganisationEvent]) async throws {
        let history = try await desk.log.read(OrganisationEventCoding.stream)
        let events = try await desk.decode(history, as: OrganisationState.self)
        changes =
            zip(history, events).map { ($0.position, $1) } + proposed.map { (nil, $0) }
        organisation = (events + proposed).reduce(.initial, OrganisationState.evolve)
        reorganisation = Reorganisation(organisation, on: day)
        self.day = day
    }

    /// What is recorded of an item, and what is said of it.
    struct Step {
        let write: Append.Write
        let entries: [Rerouting.Entry]
    }

    mutating func step(of held: HeldItem, on stream: StreamName) throws -> Step? {
        guard let change = reorganisation.change(of: held.item, since: held.since) else {
            return nil
        }
        let events = try Item.decide(
            .reorganise(change.reorganisation), .received(held.item))
        guard !events.isEmpty else { return nil }
        let causes = change.causes.map(position)
        let write = Append.Write(
            stream, expecting: .seen(held.version),
            events.map(ItemEventCoding.encode).map {
                NewEvent(
                    type: $0.type, schemaVersion: $0.schemaVersion, payload: $0.payload,
                    sealed: nil)
            }, cause: causes.first ?? nil)
        let plain = held.item.plain
        let entries = zip(change.reorganisation.moves, causes).map { move, cause in
            Rerouting.Entry(
                id: held.id,
                receiptNumber: plain.handling == .restricted ? nil : plain.receiptNumber,
                move: move,
                from: name(move.from, on: held.since[move.from] ?? plain.receivedOn),
                to: move.to.map { name($0, on: day) },
                isLead: held.item.routing?.lead == move.from.text, cause: cause)
        }
        return Step(write: write, entries: entries)
    }

    /// Where the last event that says so is recorded.
    private func position(of event: OrganisationEvent) -> Int64? {
        changes.last { $0.event == event }?.position ?? nil
    }

    private func name(_ section: Wording, on day: LocalDate) -> String {
        organisation.unit(section.text, on: day).map { "\($0.fullName)(\($0.code))" }
            ?? section.text
    }
}

extension Rerouting {
    fileprivate mutating func take(_ steps: [OrganisationFollowing.Step], _ position: Int64) {
        entries += steps.flatMap(\.entries)
        items += steps.count
        events += steps.reduce(0) { $0 + $1.write.events.count }
        self.position = max(self.position, position)
    }
}
