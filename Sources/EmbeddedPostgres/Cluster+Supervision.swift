extension Cluster {
    /// Watches over postgres until the task is cancelled or the cluster released, and starts it
    /// again when it dies, or when its starter took it down.
    ///
    /// A full disk is waited out, however long it takes: whoever makes room finds Koe at work again.
    ///
    /// - Throws: the last failure, after five failed restarts in a row. Cancelling makes it return.
    public func supervise() async throws(ClusterError) {
        var history = RestartHistory()
        while !isReleased {
            do throws(ClusterError) {
                // A starter sees its child's end for nothing; a guest has to read files, and leaves
                // the starter the first go.
                try await pause(child == nil ? .milliseconds(500) : .milliseconds(50))
                guard !isReleased, isDown else { continue }
                guard mayStart else { throw ClusterError.noServer(dataDirectory: dataDirectory) }
                history.died(at: .now)
                let end = child?.end ?? "its starter left"
                if !history.waitsForSpace {
                    say("PostgreSQL is gone (\(end)); starting it again")
                }
                guard !history.isExhausted else {
                    throw ClusterError.startFailed(
                        log: directory.log, reason: "it ends as soon as it is up")
                }
                try await pause(history.delay)
                try await bringUp()
                history.becameReady(at: .now)
            } catch .interrupted {
                return
            } catch {
                if mayStart, error.isNoSpace || directory.isShortOfSpace {
                    // Said once: the lines would fill the disk as soon as there is room again.
                    if !history.waitsForSpace {
                        say("PostgreSQL has to wait for disk space: \(error)")
                    }
                    history.lackedSpace()
                    continue
                }
                history.failed()
                guard mayStart, !history.isExhausted else { throw error }
                say("PostgreSQL could not be started again: \(error)")
            }
        }
    }

    /// Returns with postgres up: starts it again if it is down, waits if somebody else is at it, and
    /// does nothing while it takes connections.
    ///
    /// - Throws: ``ClusterError/noServer(dataDirectory:)`` when the cluster was only attached to.
    public func restartIfDown() async throws(ClusterError) {
        guard !isReleased else { throw .interrupted }
        guard !directory.isServed else { return }
        guard mayStart else { throw .noServer(dataDirectory: dataDirectory) }
        try await bringUp()
    }

    /// Whether no postgres serves the cluster; one that is stopping still counts.
    var isDown: Bool {
        !isStarter && Postmaster.observe(cluster: directory.cluster).isAbsent
    }
}

/// The restarts that did not hold, and the pause they earn (再起動の履歴).
struct RestartHistory: Equatable {
    private(set) var failures = 0
    /// Whether the last restart failed because the disk was full.
    private(set) var waitsForSpace = false
    private var ready: ContinuousClock.Instant?

    /// Failed restarts in a row before supervision gives up.
    static let limit = 5
    /// A postgres that dies sooner than this after becoming ready counts as a failed restart.
    static let soonDead = Duration.seconds(1)

    var isExhausted: Bool { failures >= Self.limit }

    /// Between two attempts on a full disk.
    static let spacePause = Duration.seconds(2)

    /// Nothing at first, then 0.2 s, doubling.
    var delay: Duration {
        if waitsForSpace { return Self.spacePause }
        return failures == 0 ? .zero : .milliseconds(100 << min(failures, Self.limit))
    }

    mutating func becameReady(at now: ContinuousClock.Instant) {
        ready = now
        waitsForSpace = false
    }

    mutating func failed() {
        failures += 1
        ready = nil
        waitsForSpace = false
    }

    /// No fault of the cluster, so it counts for nothing.
    mutating func lackedSpace() {
        failures = 0
        ready = nil
        waitsForSpace = true
    }

    /// Takes note of an end. Called again while postgres stays down, it changes nothing.
    mutating func died(at now: ContinuousClock.Instant) {
        guard let ready else { return }
        failures = now - ready < Self.soonDead ? failures + 1 : 0
        self.ready = nil
    }
}
