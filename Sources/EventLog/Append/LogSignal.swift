import Synchronization

/// Wakes readers in this process when the head moves; NOTIFY does the same between processes.
/// A hint only: readers poll as well.
final class LogSignal: Sendable {
    private struct State {
        var position: Int64 = 0
        var waiters: [UInt64: CheckedContinuation<Void, Never>] = [:]
        var next: UInt64 = 0
        var lookedAt: ContinuousClock.Instant?

        mutating func wakeAll() -> [CheckedContinuation<Void, Never>] {
            defer { waiters = [:] }
            return Array(waiters.values)
        }
    }

    private let state = Mutex(State())

    /// The highest position published so far.
    var position: Int64 { state.withLock { $0.position } }

    /// Announces that the log has reached a position.
    func publish(_ position: Int64) {
        let woken = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            guard position > state.position else { return [] }
            state.position = position
            return state.wakeAll()
        }
        for waiter in woken { waiter.resume() }
    }

    /// Something may have happened elsewhere: look.
    func hint() {
        let woken = state.withLock { $0.wakeAll() }
        for waiter in woken { waiter.resume() }
    }

    /// Whether it is the caller's turn to look at the log: one look in so long speaks for everybody
    /// who waits in this process.
    func takesLook(every interval: Duration) -> Bool {
        let now = ContinuousClock.now
        return state.withLock { state in
            // Half of it: those who wait began at different moments.
            if let last = state.lookedAt, now - last < interval / 2 { return false }
            state.lookedAt = now
            return true
        }
    }

    /// Returns when the log has (perhaps) grown beyond a position, or at cancellation.
    func wait(beyond position: Int64) async {
        let id = state.withLock { state in
            state.next += 1
            return state.next
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isDone = state.withLock { state in
                    if state.position > position || Task.isCancelled { return true }
                    state.waiters[id] = continuation
                    return false
                }
                if isDone { continuation.resume() }
            }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: id) }?.resume()
        }
    }
}
