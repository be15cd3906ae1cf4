import EventLog
import FoundationEssentials
import Participation
import Postgres

/// Limits of routing, each with its name (振分けの上限).
public enum RoutingRunnerLimits {
    /// Events looked at, and at most as many routed, in one append.
    public static let page: Int64 = 1_000
    /// How often a batch is decided anew because somebody changed one of its items meanwhile.
    static let attempts = 10
}

/// Routes what was received: follows the log, and records what the rules say together with how far
/// it has read (自動振分け).
///
/// Decisions and the reader's step are one append: an item is routed exactly once, whatever dies.
/// Only what nobody has routed yet is looked at; where the rules say nothing, nothing is recorded and
/// the item stays in the hearing section's own tray (担当未定).
struct RoutingRunner: Sendable {
    static let reader = "routing"
    /// Who its decisions are recorded under.
    static let actor = "routing"

    let desk: Desk
    var page = RoutingRunnerLimits.page

    private var log: EventLog { desk.log }

    /// Routes until the task is cancelled; returns at once when another process does.
    func follow() async throws {
        _ = try await desk.pool.withSoleRunner(Self.reader) { _ in
            var rules = Rules()
            while !Task.isCancelled {
                let position = try await advance(&rules)
                await log.waitForGrowth(beyond: position)
            }
        }
    }

    /// Routes what is there; `nil` when another process is at it.
    func catchUp() async throws -> Int64? {
        try await desk.pool.withSoleRunner(Self.reader) { _ in
            var rules = Rules()
            return try await advance(&rules)
        }
    }

    // MARK: Following

    /// The rules as they are at the moment.
    private struct Rules {
        var router: Router?
        var day: LocalDate?
    }

    /// The categories of streams whose events change what the rules say.
    private static let defining: Set<Substring> = ["routing", "organisation", "lecture-menu"]

    /// While one batch is recorded the next one is read and decided.
    private func advance(_ rules: inout Rules) async throws -> Int64 {
        var position = try await log.checkpoint(Self.reader)
        let head = try await log.headPosition()
        try await withThrowingTaskGroup(of: Void.self) { recording in
            var recorded: Set<StreamName> = []
            try await log.forEachPage(after: position, through: head, size: page) { page, range in
                let events = try page.events()
                let isChanged = events.contains { Self.defining.contains($0.stream.category) }
                let router = try await router(&rules, isChanged: isChanged)
                let causes = Self.causes(events)
                // What is being decided about an item must be there before it is looked at again.
                if !recorded.isDisjoint(with: causes.keys) { try await recording.waitForAll() }
                let batch = try await batch(
                    events, causes, router, from: range.lowerBound - 1, to: range.upperBound)
                try await recording.waitForAll()
                recording.addTask { try await record(batch, router) }
                recorded = Set(batch.writes.map(\.stream))
                position = range.upperBound
            }
            try await recording.waitForAll()
        }
        return position
    }

    private func router(_ rules: inout Rules, isChanged: Bool) async throws -> Router {
        let today = desk.today
        if let router = rules.router, rules.day == today, !isChanged { return router }
        let year = FiscalYear(today)
        let years = [year, FiscalYear(year.year - 1)].compactMap(\.self)
        let router = try await desk.router(on: today, receivedIn: Set(years))
        rules = Rules(router: router, day: today)
        return router
    }

    // MARK: One batch

    /// Whether an event may be what the rules waited for. What a section or a clerk decided is not.
    private static func asksForRouting(_ event: RecordedEvent) -> Bool {
        guard event.stream.category == "item" else { return false }
        switch event.type {
        case ItemReceivedCoding.type, ItemCategorisedCoding.type, ItemCorrectedCoding.type,
            ItemTranscribedCoding.type, ItemCareCoding.handlingSet, ItemEndingCoding.reinstated:
            return true
        default: return false
        }
    }

    /// What is to be recorded together.
    private struct Decided {
        /// The positions of what led to it, by item.
        var causes: [StreamName: Int64]
        var step: Advance
        var writes: [Append.Write]
    }

    /// The last event of each item that asks for routing.
    private static func causes(_ events: [RecordedEvent]) -> [StreamName: Int64] {
        var causes: [StreamName: Int64] = [:]
        for event in events where asksForRouting(event) { causes[event.stream] = event.position }
        return causes
    }

    private func batch(
        _ events: [RecordedEvent], _ causes: [StreamName: Int64], _ router: Router, from: Int64,
        to: Int64
    ) async throws -> Decided {
        Decided(
            causes: causes, step: Advance(name: Self.reader, from: from, to: to),
            writes: try await writes(try await histories(of: causes, in: events), causes, router))
    }

    private func record(_ batch: Decided, _ router: Router) async throws {
        var writes = batch.writes
        var attempt = 0
        while true {
            attempt += 1
            do {
                _ = try await log.append(
                    Append(writes, actor: Self.actor, advancing: batch.step))
                return
            } catch {
                guard case .conflict = error, attempt < RoutingRunnerLimits.attempts else {
                    throw error
                }
                // Somebody was quicker with one of them: what they did is looked at first.
                let histories = try await log.read(Array(batch.causes.keys))
                writes = try await self.writes(Array(histories.values), batch.causes, router)
            }
        }
    }

    /// All that had happened to the items by then. Most are received among these events.
    private func histories(
        of causes: [StreamName: Int64], in events: [RecordedEvent]
    ) async throws -> [[RecordedEvent]] {
        var histories: [StreamName: [RecordedEvent]] = [:]
        for event in events where causes[event.stream] != nil {
            histories[event.stream, default: []].append(event)
        }
        let begunBefore = histories.filter { $0.value.first?.version != 1 }.map(\.key)
        histories.merge(try await log.read(begunBefore)) { $1 }
        return Array(histories.values)
    }

    /// What is recorded, in the order of the causes.
    private func writes(
        _ histories: [[RecordedEvent]], _ causes: [StreamName: Int64], _ router: Router
    ) async throws -> [Append.Write] {
        let open = histories.filter(Self.isUntouched)
        let items =
            router.readsText
            ? try await ItemOpening.items(after: open, keyring: desk.keyring)
            : try ItemOpening.items(after: open, with: [:])
        let versions = Dictionary(
            open.compactMap { history in
                history.last.map { ($0.stream, $0.version) }
            }, uniquingKeysWith: { $1 })
        var writes: [Append.Write] = []
        for opened in items {
            let stream = StreamName(category: Item.streamCategory, id: opened.id)
            guard let cause = causes[stream], let version = versions[stream],
                opened.item.routing == nil,
                let routing = router.decide(RoutingSubject(opened.item)).routing
            else { continue }
            let events = try Item.decide(.route(routing), .received(opened.item))
            guard !events.isEmpty else { continue }
            let coded = events.map(Item.Coding.encode)
            writes.append(
                Append.Write(
                    stream, expecting: .exactly(version),
                    try desk.sealed(coded, for: stream, with: nil), cause: cause))
        }
        return writes
    }

    /// Whether no section has been chosen before: what came back to the hearing section is for
    /// people to decide.
    private static func isUntouched(_ history: [RecordedEvent]) -> Bool {
        !history.contains { $0.type == ItemRoutedCoding.type }
    }
}

extension Desk {
    /// Routes what comes in until the task is cancelled (自動振分けの常駐).
    ///
    /// - Parameter trouble: told when it stops; it is tried again after
    ///   ``ProjectionLimits/standby``.
    public func runRouting(trouble: @escaping @Sendable (DeskError) -> Void) async {
        while !Task.isCancelled {
            do {
                try await RoutingRunner(desk: self).follow()
            } catch {
                if Task.isCancelled { return }
                trouble(DeskError(error))
            }
            do { try await Task.sleep(for: ProjectionLimits.standby) } catch { return }
        }
    }

    /// Routes what has come in by now, and comes back (自動振分けの一回).
    /// - Parameter page: how many events make one batch.
    /// - Returns: how far it has read; nil when another process routes.
    /// - Throws: ``DeskError``.
    public func routeWhatIsThere(
        page: Int64 = RoutingRunnerLimits.page
    ) async throws(DeskError) -> Int64? {
        do {
            return try await RoutingRunner(desk: self, page: page).catchUp()
        } catch {
            throw DeskError(error)
        }
    }
}
