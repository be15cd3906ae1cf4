import Dispatch

/// Sleeps, and ends early when the task is cancelled.
func pause(_ duration: Duration) async throws(ClusterError) {
    do {
        try await Task.sleep(for: duration)
    } catch {
        throw .interrupted
    }
}

/// Sleeps the whole time even in a cancelled task.
///
/// Stopping happens while everything is being cancelled; `Task.sleep` would return at once there and
/// turn each wait for postgres into a busy loop.
func pauseThroughCancellation(_ duration: Duration) async {
    let (seconds, attoseconds) = duration.components
    let nanoseconds = seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    await withCheckedContinuation { continuation in
        DispatchQueue.global().asyncAfter(deadline: .now() + .nanoseconds(Int(nanoseconds))) {
            continuation.resume()
        }
    }
}

/// The moment after which a wait is given up.
struct Deadline {
    private let end: ContinuousClock.Instant

    init(after duration: Duration) { end = ContinuousClock.now + duration }

    var hasPassed: Bool { ContinuousClock.now >= end }
}

/// A message given once, and only when a wait turns out long.
struct Notice {
    private let message: String
    private let due: Deadline
    private var isGiven = false

    init(_ message: String, after patience: Duration) {
        self.message = message
        due = Deadline(after: patience)
    }

    mutating func give(_ say: @Sendable (String) -> Void) {
        guard !isGiven, due.hasPassed else { return }
        isGiven = true
        say(message)
    }
}
