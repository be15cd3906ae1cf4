import EventLog
import FoundationEssentials
import Postgres
import Synchronization

/// Does what is due, many things at a time, until it is told to stop (実行者).
///
/// Whoever dies with something in hand loses it to others: after ``WorkLimits/silence`` without a sign
/// of life, or when an attempt has taken too long. So everything is done at least once, and whoever
/// receives it can tell a repetition by the job's key.
public final class Worker: Sendable {
    /// Does a thing of one kind.
    public typealias Perform = @Sendable (Job) async throws(WorkFailure) -> Void

    private let queue: WorkQueue
    private let log: EventLog
    private let limits: WorkLimits
    private let performers: [String: Perform]
    private let id: UUID
    private let place: String
    private let stopping: AsyncStream<Void>
    private let toldToStop: AsyncStream<Void>.Continuation
    /// How many things it has in hand.
    private let inHand = Atomic<Int>(0)

    /// - Parameters:
    ///   - desk: whose work it does.
    ///   - place: computer and process, for whoever looks for it.
    ///   - performers: what to do, by kind; a kind nobody can do waits for a person at once.
    public init(
        _ desk: Desk, place: String, limits: WorkLimits = WorkLimits(),
        performers: [String: Perform]
    ) {
        queue = WorkQueue(pool: desk.pool, limits: limits)
        log = desk.log
        self.limits = limits
        self.performers = performers
        self.place = place
        id = desk.newID()
        (stopping, toldToStop) = AsyncStream.makeStream(of: Void.self)
    }

    /// Takes nothing up any more; ``run()`` returns when what is in hand is done, or after
    /// ``WorkLimits/drain``.
    public func stop() { toldToStop.finish() }

    /// Works until ``stop()`` or until the task is cancelled.
    /// - Throws: ``DeskError`` when the database cannot be asked; what is in hand is then given to
    ///   others after a while.
    public func run() async throws(DeskError) {
        do {
            try await queue.beat(id, at: place)
            try await queue.rescue()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask { try await self.beatWhileBusy() }
                group.addTask { try await self.work() }
                // Whichever ends first ends the other.
                defer { group.cancelAll() }
                try await group.next()
            }
            try await queue.release(id)
        } catch {
            throw DeskError(error)
        }
    }

    private func beatWhileBusy() async throws {
        while true {
            do { try await Task.sleep(for: limits.heartbeat) } catch { return }
            if inHand.load(ordering: .relaxed) > 0 { try await queue.beat(id, at: place) }
        }
    }

    // MARK: The loop

    private enum Happening: Sendable {
        case finished(WorkQueue.Settlement)
        /// What was taken up, of so many that were asked for.
        case taken([Job], of: Int)
        /// Something may be due.
        case due
        /// What was done has waited long enough to be written down.
        case gathered
        case told
        case drained
        case failed(any Error)
    }

    private func work() async throws {
        try await withThrowingTaskGroup(of: Happening.self) { group in
            var settled: [WorkQueue.Settlement] = []
            var running = 0
            var mayBeDue = true
            // Taking up and writing down go together, many at a time: each is a commit.
            var isTime = true
            var isWaiting = false
            var isGathering = false
            // While the database writes down and gives out one lot, the other is worked on.
            var isAsking = false
            var isStopping = false
            var isDrained = false
            group.addTask { [stopping] in
                for await _ in stopping {}
                return .told
            }
            working: while !Task.isCancelled {
                let free = mayBeDue && !isStopping ? limits.slots - running : 0
                let asks = isTime && !isAsking && (free > 0 || !settled.isEmpty)
                // What comes to be time while the database is asked is not forgotten.
                isTime = isTime && isAsking
                if asks {
                    if free > 0 { try await beatBeforeClaiming() }
                    isAsking = true
                    running += free
                    inHand.store(running, ordering: .relaxed)
                    group.addTask { [settled] in
                        do {
                            let jobs = try await self.queue.settle(
                                settled, claiming: free, as: self.id)
                            return .taken(jobs, of: free)
                        } catch {
                            return .failed(error)
                        }
                    }
                    settled = []
                }
                if isStopping, running == 0, settled.isEmpty, !isAsking { break }
                if !mayBeDue, !isWaiting, !isStopping {
                    isWaiting = true
                    group.addTask { await self.waitUntilDue() }
                }
                if !settled.isEmpty, !isGathering {
                    isGathering = true
                    group.addTask { [gathering = limits.gathering] in
                        _ = try? await Task.sleep(for: gathering)
                        return .gathered
                    }
                }
                switch try await group.next() {
                case .finished(let settlement):
                    running -= 1
                    inHand.store(running, ordering: .relaxed)
                    settled.append(settlement)
                    isTime = isTime || running == 0 || settled.count >= limits.slots / 2
                case .taken(let jobs, of: let asked):
                    isAsking = false
                    running -= asked - jobs.count
                    inHand.store(running, ordering: .relaxed)
                    if asked > 0 { mayBeDue = jobs.count == asked }
                    for job in jobs { group.addTask { .finished(await self.attempt(job)) } }
                    isTime = isTime || running == 0 || settled.count >= limits.slots / 2
                    if isDrained { break working }
                case .due:
                    isWaiting = false
                    mayBeDue = true
                    isTime = true
                case .gathered:
                    isGathering = false
                    isTime = true
                case .told:
                    isStopping = true
                    group.addTask { [drain = limits.drain] in
                        _ = try? await Task.sleep(for: drain)
                        return .drained
                    }
                case .failed(let error): throw error
                // What is still in hand did not fail: it is given back uncounted.
                case .drained:
                    if !isAsking { break working }
                    isDrained = true
                case nil: break working
                }
            }
            if !settled.isEmpty { _ = try await queue.settle(settled, claiming: 0, as: id) }
            group.cancelAll()
        }
    }

    /// A worker must be known to be alive before it has anything in hand.
    private func beatBeforeClaiming() async throws {
        guard inHand.load(ordering: .relaxed) == 0 else { return }
        let now = ContinuousClock.now
        let isFresh = lastBeat.withLock { last in
            if let last, now - last < limits.heartbeat { return true }
            last = now
            return false
        }
        if !isFresh { try await queue.beat(id, at: place) }
    }

    private let lastBeat = Mutex<ContinuousClock.Instant?>(nil)

    private func attempt(_ job: Job) async -> WorkQueue.Settlement {
        guard let perform = performers[job.kind] else {
            return WorkQueue.Settlement(
                job: job,
                outcome: .failed(
                    WorkFailure("nobody here can do \(job.kind)", isPermanent: true)))
        }
        do throws(WorkFailure) {
            try await perform(job)
            return WorkQueue.Settlement(job: job, outcome: .done)
        } catch {
            return WorkQueue.Settlement(job: job, outcome: .failed(error))
        }
    }

    /// Returns when something is due; looks after those who died meanwhile.
    private func waitUntilDue() async -> Happening {
        do {
            while !Task.isCancelled {
                let outlook = try await queue.outlook(of: id)
                if let due = outlook.dueIn, due == .zero { return .due }
                var pause = min(outlook.dueIn ?? limits.backstop, limits.backstop)
                if outlook.isSharedWithOthers {
                    try await queue.rescue()
                    pause = min(pause, limits.silence / 4)
                }
                await log.waitForHint(atMost: pause)
            }
            return .due
        } catch {
            return Task.isCancelled ? .due : .failed(error)
        }
    }
}
