import Foundation
import Glibc
import Synchronization

/// One named thread that waits on sockets and runs the actors that own them.
///
/// A PGconn is not thread-safe. Here that rule is kept by the compiler: ``Connection`` is an
/// actor whose executor is this thread, so nothing else can touch its PGconn. Actors that talk
/// to a connection all the time (an appender) take the same executor and pay no thread switch.
public final class Reactor: SerialExecutor {
    /// What a socket waits for.
    struct Interest: OptionSet {
        let rawValue: Int16
        static let read = Interest(rawValue: Int16(POLLIN))
        static let write = Interest(rawValue: Int16(POLLOUT))
    }

    private struct State {
        var jobs: [UnownedJob] = []
        var calls: [@Sendable () -> Void] = []
        var watched: [Int32: Watch] = [:]
        var isAsleep = false

        /// True when the sleeping thread must be woken; only the first job does it.
        mutating func wake() -> Bool {
            defer { isAsleep = false }
            return isAsleep
        }
    }

    private struct Watch {
        var interest: Interest
        var ready: @Sendable () -> Void
    }

    private let state = Mutex(State())
    private let wakeRead: Int32
    private let wakeWrite: Int32
    private let threadID = Atomic<UInt>(0)

    /// Starts the thread. It lives as long as the reactor.
    public init(name: String = "koe-postgres") {
        var ends: [Int32] = [-1, -1]
        precondition(pipe(&ends) == 0, "the system has no file descriptors left")
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        wakeRead = ends[0]
        wakeWrite = ends[1]
        let thread = Thread { [weak self, wakeRead] in
            Self.loop(on: wakeRead) { self }
        }
        thread.start()
        // Foundation forgets a name given before the start, and the kernel refuses one of more
        // than 15 bytes.
        thread.name = String(decoding: name.utf8.prefix(15), as: UTF8.self)
    }

    deinit {
        // The loop finds the reactor gone at its next turn and closes the reading end.
        close(wakeWrite)
    }

    // MARK: SerialExecutor

    /// Runs a job on the reactor's thread.
    public func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        let mustWake = state.withLock { state in
            state.jobs.append(job)
            return state.wake()
        }
        if mustWake { wake() }
    }

    /// Lets `assumeIsolated` work in socket callbacks (without it the runtime traps).
    public func checkIsolated() {
        precondition(isCurrent, "not on the reactor's thread")
    }

    /// True on the reactor's own thread.
    public func isIsolatingCurrentContext() -> Bool? { isCurrent }

    private var isCurrent: Bool { threadID.load(ordering: .relaxed) == UInt(pthread_self()) }

    /// Runs a closure on the reactor's thread, after the jobs already waiting.
    func call(_ body: @escaping @Sendable () -> Void) {
        let mustWake = state.withLock { state in
            state.calls.append(body)
            return state.wake()
        }
        if mustWake { wake() }
    }

    // MARK: Sockets (reactor thread only)

    func watch(_ socket: Int32, for interest: Interest, ready: @escaping @Sendable () -> Void) {
        state.withLock { $0.watched[socket] = Watch(interest: interest, ready: ready) }
    }

    func change(_ socket: Int32, to interest: Interest) {
        state.withLock { $0.watched[socket]?.interest = interest }
    }

    func unwatch(_ socket: Int32) {
        state.withLock { _ = $0.watched.removeValue(forKey: socket) }
    }

    // MARK: The loop

    private func wake() {
        var byte: UInt8 = 1
        _ = write(wakeWrite, &byte, 1)
    }

    /// What the loop owns between turns, so that a turn allocates nothing.
    private struct Turn {
        var jobs: [UnownedJob] = []
        var polled: [pollfd] = []
    }

    /// Holds no strong reference while asleep: when the last owner lets go, the loop ends.
    private static func loop(on wakeRead: Int32, reactor: () -> Reactor?) {
        var turn = Turn()
        reactor()?.threadID.store(UInt(pthread_self()), ordering: .relaxed)
        while let mayBlock = reactor()?.prepare(&turn, wakeRead) {
            poll(&turn.polled, nfds_t(turn.polled.count), mayBlock ? -1 : 0)
            if turn.polled[0].revents != 0, drain(wakeRead) { break }
            reactor()?.dispatch(turn.polled)
        }
        close(wakeRead)
    }

    /// Runs what is ready and lists the sockets to wait for; true when the thread may sleep.
    private func prepare(_ turn: inout Turn, _ wakeRead: Int32) -> Bool {
        turn.jobs.removeAll(keepingCapacity: true)
        let calls = state.withLock { state in
            state.isAsleep = false
            swap(&state.jobs, &turn.jobs)
            defer { state.calls = [] }
            return state.calls
        }
        for job in turn.jobs { job.runSynchronously(on: asUnownedSerialExecutor()) }
        for call in calls { call() }
        turn.polled.removeAll(keepingCapacity: true)
        turn.polled.append(pollfd(fd: wakeRead, events: Int16(POLLIN), revents: 0))
        return state.withLock { state in
            // A socket that nobody waits for is left out: poll would report its hang-up for ever.
            for (socket, watch) in state.watched where !watch.interest.isEmpty {
                turn.polled.append(
                    pollfd(fd: socket, events: watch.interest.rawValue, revents: 0))
            }
            guard state.jobs.isEmpty, state.calls.isEmpty else { return false }
            state.isAsleep = true
            return true
        }
    }

    private func dispatch(_ polled: [pollfd]) {
        for entry in polled.dropFirst() where entry.revents != 0 {
            let ready = state.withLock { $0.watched[entry.fd]?.ready }
            ready?()
        }
    }

    /// Empties the wake pipe; true when its other end is closed.
    private static func drain(_ wakeRead: Int32) -> Bool {
        var sink = [UInt8](repeating: 0, count: 64)
        while true {
            let count = read(wakeRead, &sink, sink.count)
            if count == 0 { return true }
            if count < sink.count { return false }
        }
    }
}

extension Reactor {
    /// The reactor as an executor reference.
    public func asUnownedSerialExecutor() -> UnownedSerialExecutor {
        UnownedSerialExecutor(ordinary: self)
    }
}
