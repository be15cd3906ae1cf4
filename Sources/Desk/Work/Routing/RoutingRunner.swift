import EventLog
import FoundationEssentials
import Participation
import Postgres
import Synchronization

/// Limits of routing, each with its name (振分けの上限).
public enum RoutingRunnerLimits {
    /// Events looked at, and at most as many routed, in one append.
    public static let page: Int64 = 1_000
    /// How often a batch is decided anew because somebody changed one of its items meanwhile.
    static let attempts = 10
    /// For how long a classifier goes on being asked after another one was learned.
    public static let classifierGlance: Duration = .seconds(5)
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
        /// The version of what was learned; nil where it is not asked.
        var classifier: Int64?
        var looked: ContinuousClock.Instant?
    }

    /// The categories of streams whose events change what the rules say.
    private static let defining: Set<Substring> = ["routing", "organisation", "lecture-menu"]

    /// While batches are recorded the next ones are read and decided; what has been decided by the
    /// time the log is free again is recorded together.
    private func advance(_ rules: inout Rules) async throws -> Int64 {
        var position = try await log.checkpoint(Self.reader)
        let head = try await log.headPosition()
        let recorder = Recorder()
        try await withThrowingTaskGroup(of: Void.self) { recording in
            var decided: [Decided] = []
            func hand(_ batches: [Decided]) async throws {
                try await recording.waitForAll()
                decided = []
                guard !batches.isEmpty else { return }
                recorder.begins()
                recording.addTask {
                    try await record(batches)
                    recorder.ends()
                }
            }
            try await log.forEachPage(after: position, through: head, size: page) { page, range in
                let events = try page.events()
                let isChanged = events.contains { Self.defining.contains($0.stream.category) }
                let router = try await router(&rules, isChanged: isChanged)
                var items = Self.awaiting(events)
                if items.contains(where: \.isBegunBefore) {
                    // What is being decided about them must be there before they are looked at.
                    try await hand(decided)
                    try await recording.waitForAll()
                    try await read(&items) { $0.isBegunBefore }
                }
                let writes = try await RoutingBatch(items, router, on: desk).writes
                decided.append(
                    Decided(
                        step: Advance(
                            name: Self.reader, from: range.lowerBound - 1, to: range.upperBound),
                        items: items, writes: writes, router: router))
                let waiting = decided.reduce(0) { $0 + $1.writes.count }
                if recorder.isFree || waiting >= RoutingRunnerLimits.page {
                    try await hand(decided)
                }
                position = range.upperBound
            }
            try await hand(decided)
            try await recording.waitForAll()
        }
        return position
    }

    private func router(_ rules: inout Rules, isChanged: Bool) async throws -> Router {
        let today = desk.today
        if let router = rules.router, rules.day == today, !isChanged,
            try await isCurrent(&rules)
        {
            return router
        }
        let year = FiscalYear(today)
        let years = [year, FiscalYear(year.year - 1)].compactMap(\.self)
        let classifier = try await desk.servingClassifierVersion()
        let router = try await desk.router(on: today, receivedIn: Set(years))
        rules = Rules(router: router, day: today, classifier: classifier, looked: .now)
        return router
    }

    /// Whether nothing else has been learned meanwhile. That is no event of the log.
    private func isCurrent(_ rules: inout Rules) async throws -> Bool {
        guard let looked = rules.looked,
            looked.duration(to: .now) >= RoutingRunnerLimits.classifierGlance
        else { return true }
        rules.looked = .now
        return try await desk.servingClassifierVersion() == rules.classifier
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

    /// What is to be recorded together, and what it was decided on.
    private struct Decided: Sendable {
        let step: Advance
        let items: [AwaitingItem]
        let writes: [Append.Write]
        let router: Router
    }

    /// Whether something is being recorded.
    private final class Recorder: Sendable {
        private let isBusy = Mutex(false)

        var isFree: Bool { isBusy.withLock { !$0 } }

        func begins() { isBusy.withLock { $0 = true } }

        func ends() { isBusy.withLock { $0 = false } }
    }

    /// The items something happened to that asks for routing, with what happened to them here.
    private static func awaiting(_ events: [RecordedEvent]) -> [AwaitingItem] {
        var items: [AwaitingItem] = []
        items.reserveCapacity(events.count)
        var places: [StreamName: Int] = [:]
        places.reserveCapacity(events.count)
        for event in events {
            if let place = places[event.stream] {
                items[place].history.append(event)
                if asksForRouting(event) { items[place].cause = event.position }
            } else if asksForRouting(event) {
                places[event.stream] = items.count
                items.append(
                    AwaitingItem(stream: event.stream, history: [event], cause: event.position))
            }
        }
        return items
    }

    /// Records batches in their order, in one commit if nobody was quicker with any of their items.
    private func record(_ batches: [Decided]) async throws {
        let outcomes = await log.append(
            all: batches.map { Append($0.writes, actor: Self.actor, advancing: $0.step) })
        guard let first = outcomes.firstIndex(where: { (try? $0.get()) == nil }) else { return }
        if case .failure(let error) = outcomes[first] {
            guard case .conflict = error else { throw error }
        }
        // Those behind it have not moved the reader either.
        for batch in batches[first...] { try await recordAnew(batch) }
    }

    private func recordAnew(_ batch: Decided) async throws {
        var attempt = 1
        while true {
            attempt += 1
            // What the others did is looked at first.
            var items = batch.items
            try await read(&items) { _ in true }
            let writes = try await RoutingBatch(items, batch.router, on: desk).writes
            do {
                _ = try await log.append(
                    Append(writes, actor: Self.actor, advancing: batch.step))
                return
            } catch {
                guard case .conflict = error, attempt < RoutingRunnerLimits.attempts else {
                    throw error
                }
            }
        }
    }

    /// Reads all that had happened to some of the items by now.
    private func read(
        _ items: inout [AwaitingItem], _ isWanted: (AwaitingItem) -> Bool
    ) async throws {
        let places = items.indices.filter { isWanted(items[$0]) }
        let histories = try await log.read(places.map { items[$0].stream })
        for place in places { items[place].history = histories[items[place].stream] ?? [] }
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
