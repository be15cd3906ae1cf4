import Foundation
import Synchronization

/// Threads for calls that block, so that Swift's own few never do (送信用のスレッド).
///
/// At most so many; they live while there is work and none exists in between.
final class BlockingThreads: Sendable {
    private struct State {
        var running = 0
        var waiting: [@Sendable () -> Void] = []
    }

    private let most: Int
    private let name: String
    private let state = Mutex(State())

    init(most: Int, name: String) {
        self.most = most
        self.name = name
    }

    /// Does this on one of the threads, after those that came before.
    func run<Value: Sendable>(_ work: @escaping @Sendable () -> Value) async -> Value {
        await withCheckedContinuation { continuation in
            let mustStart = state.withLock { state in
                state.waiting.append { continuation.resume(returning: work()) }
                guard state.running < most else { return false }
                state.running += 1
                return true
            }
            if mustStart { start() }
        }
    }

    private func start() {
        let thread = Thread { [self] in
            while let work = next() { work() }
        }
        thread.name = name
        thread.start()
    }

    private func next() -> (@Sendable () -> Void)? {
        state.withLock { state in
            guard !state.waiting.isEmpty else {
                state.running -= 1
                return nil
            }
            return state.waiting.removeFirst()
        }
    }
}
