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
            writes: try await RoutingBatch(
                try await histories(of: causes, in: events), causes, router, on: desk
            ).writes)
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
                writes = try await RoutingBatch(
                    Array(histories.values), batch.causes, router, on: desk
                ).writes
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
