import DequeModule
import FoundationEssentials
import Glibc
import Postgres

/// The one writer of this process: it coalesces everything waiting into one commit (追記係).
///
/// Callers are the engine: whoever finds no batch under way leads one for everybody waiting,
/// then hands the lead to the next in line. There is no background task, so a one-shot command
/// and a server append the same way. The appender lives on its connection's thread; between the
/// two there is no thread switch.
///
/// It remembers the head and the versions of streams. Both are only as good as the head: every
/// commit proves the head (its key is the previous position), and a lost race empties the memory.
actor Appender {
    nonisolated let reactor: Reactor
    nonisolated var unownedExecutor: UnownedSerialExecutor { reactor.asUnownedSerialExecutor() }

    let settings: ConnectionSettings
    private let now: @Sendable () -> Instant
    private let signal: LogSignal
    /// An explicit transaction is open on the connection (the appender has taken its turn, or a
    /// COPY batch is half-way).
    var isInTurn = false

    var connection: Connection?
    var head: Head?
    var versions: [StreamName: Int32] = [:]
    var leaf = CanonicalLeaf()

    /// The last batch that was asked about held commands carried out before.
    var repeatsExpected = false

    private var queue: Deque<Ticket> = []
    private var isLeading = false
    private(set) var isClosed = false
    /// How many callers the last batch answered: they are likely to be back in a moment.
    private var lastAnswered = 0

    /// One caller's place in the queue.
    final class Ticket {
        let appends: [Append]
        let eventCount: Int
        let byteCount: Int
        var outcomes: [Result<Appended, AppendError>?]
        var continuation: UnsafeContinuation<Void, Never>?

        init(_ appends: [Append]) {
            self.appends = appends
            eventCount = appends.reduce(0) { $0 + $1.eventCount }
            byteCount = appends.reduce(0) { $0 + $1.byteCount }
            outcomes = Array(repeating: nil, count: appends.count)
        }
    }

    init(
        _ settings: ConnectionSettings, on reactor: Reactor, signal: LogSignal,
        now: @escaping @Sendable () -> Instant
    ) {
        self.settings = settings
        self.reactor = reactor
        self.signal = signal
        self.now = now
    }

    func append(_ append: Append) async throws(AppendError) -> Appended {
        if let refusal = Self.malformed(append) { throw refusal }
        let outcomes = await enqueue(Ticket([append]))
        return try outcomes[0].get()
    }

    /// Several appends that succeed or fail one by one, but are committed together.
    func append(all appends: [Append]) async -> [Result<Appended, AppendError>] {
        if appends.isEmpty { return [] }
        return await enqueue(Ticket(appends))
    }

    private func enqueue(_ ticket: Ticket) async -> [Result<Appended, AppendError>] {
        guard !isClosed, queue.count < AppendLimits.waiting else {
            let closed = AppendError.unavailable(
                PostgresError(code: .closed, message: "the log is closed"))
            return ticket.appends.map { _ in .failure(isClosed ? closed : .overloaded) }
        }
        queue.append(ticket)
        if isLeading {
            await withUnsafeContinuation { ticket.continuation = $0 }
        } else {
            isLeading = true
        }
        // Woken without an answer means: lead.
        if ticket.outcomes[0] == nil { await lead() }
        return ticket.outcomes.map {
            $0 ?? .failure(.unavailable(PostgresError(code: .closed, message: "not answered")))
        }
    }

    private func lead() async {
        await gather()
        var batch: [Ticket] = []
        var events = 0
        var bytes = 0
        while let next = queue.first,
            batch.isEmpty
                || (events + next.eventCount <= AppendLimits.eventsPerBatch
                    && bytes + next.byteCount <= AppendLimits.bytesPerBatch)
        {
            queue.removeFirst()
            batch.append(next)
            events += next.eventCount
            bytes += next.byteCount
        }
        await settle(batch)
        if let head { signal.publish(head.position) }
        lastAnswered = batch.count
        for ticket in batch {
            ticket.continuation?.resume()
            ticket.continuation = nil
        }
        if let next = queue.first {
            next.continuation?.resume()
            next.continuation = nil
        } else {
            isLeading = false
        }
    }

    /// Waits for the callers just answered to come back, as long as others keep arriving: their
    /// next appends then share one commit instead of splitting into a small and a large one.
    /// A lone caller never waits.
    private func gather() async {
        guard lastAnswered > 1 else { return }
        let clock = ContinuousClock()
        var lastArrival = clock.now
        var seen = queue.count
        while queue.count < lastAnswered {
            // The cores belong to the callers we are waiting for.
            sched_yield()
            await Task.yield()
            if queue.count > seen {
                seen = queue.count
                lastArrival = clock.now
            } else if clock.now - lastArrival > Self.patience {
                return
            }
        }
    }

    /// How long a batch waits for the next arrival.
    private static let patience: Duration = .microseconds(60)

    /// Refuses what could never be recorded before it reaches a batch: one member's nonsense
    /// must not fail its neighbours' statement.
    static func malformed(_ append: Append) -> AppendError? {
        guard append.eventCount > 0 || append.advancing != nil else {
            return .malformed("an append without events and without a reader's step")
        }
        guard append.eventCount <= AppendLimits.eventsPerAppend else {
            return .malformed(
                "\(append.eventCount) events in one append; the limit is "
                    + "\(AppendLimits.eventsPerAppend)")
        }
        if let command = append.command {
            guard append.eventCount > 0 else { return .malformed("a command without events") }
            guard command.digest.count <= 32 else {
                return .malformed("a command's digest has at most 32 bytes")
            }
        }
        if let step = append.advancing {
            guard step.from >= 0, step.to >= step.from else {
                return .malformed("a checkpoint does not move backwards")
            }
            guard (1...200).contains(step.name.utf8.count), !step.name.utf8.contains(0) else {
                return .malformed("a reader's name has 1 to 200 bytes and no NUL")
            }
        }
        if let actor = append.actor, actor.utf8.count > 200 || actor.utf8.contains(0) {
            return .malformed("an actor's name has at most 200 bytes and no NUL")
        }
        var streams: Set<StreamName> = []
        for write in append.writes {
            if append.writes.count > 1, !streams.insert(write.stream).inserted {
                return .malformed("stream \(write.stream) is written twice in one append")
            }
            guard !write.events.isEmpty else {
                return .malformed("no events for stream \(write.stream)")
            }
            switch write.expected {
            case .exactly(let version), .seen(let version):
                guard version >= 0, version <= Int32.max - Int32(write.events.count) else {
                    return .malformed("no stream is ever at version \(version)")
                }
            case .none, .any: break
            }
            for event in write.events {
                guard event.byteCount <= AppendLimits.eventBytes else {
                    return .tooLarge(bytes: event.byteCount, limit: AppendLimits.eventBytes)
                }
                let name = event.type.utf8
                guard !name.isEmpty, name.count <= 100, !name.contains(0) else {
                    return .malformed("an event type has 1 to 100 bytes and no NUL")
                }
                guard event.schemaVersion >= 1 else {
                    return .malformed("schema versions count from 1")
                }
            }
        }
        if let large = append.enclosures.first(where: {
            $0.count > AppendLimits.enclosureBytes
        }) {
            return .tooLarge(bytes: large.count, limit: AppendLimits.enclosureBytes)
        }
        guard append.enclosures.isEmpty || append.eventCount > 0 else {
            return .malformed("enclosures without an event that names them")
        }
        guard append.byteCount <= AppendLimits.bytesPerAppend else {
            return .tooLarge(bytes: append.byteCount, limit: AppendLimits.bytesPerAppend)
        }
        return nil
    }

    func clock() -> Instant { now() }

    func close() async {
        isClosed = true
        await connection?.close()
        connection = nil
    }
}
