import Foundation
import Glibc

extension Cluster {
    /// Polls for a lock; `flock` itself would block a thread of the cooperative pool.
    func take(
        _ lock: FileLock, _ mode: FileLock.Mode, within limit: Duration, waiting message: String
    ) async throws(ClusterError) {
        let deadline = Deadline(after: limit)
        var notice = Notice(message, after: .seconds(1))
        while !lock.take(mode) {
            guard !deadline.hasPassed else {
                throw .lockTimeout(path: lock.path, seconds: Int(limit.components.seconds))
            }
            notice.give(say)
            try await pauseUnlessReleased(Limits.lockPoll)
        }
    }

    /// Every wait on the way up; leaving ends them all.
    private func pauseUnlessReleased(_ duration: Duration) async throws(ClusterError) {
        try await pause(duration)
        guard !isReleased else { throw .interrupted }
    }

    /// Leaves with the cluster up: as a guest if somebody else's postgres serves it, else as the
    /// starter of a new one.
    ///
    /// The start lock orders everybody who starts or stops, other calls on this actor included;
    /// what was seen before holding it counts for nothing.
    func bringUp() async throws(ClusterError) {
        starts += 1
        defer { starts -= 1 }
        let startLock = try FileLock(path: directory.startLock)
        defer { startLock.close() }
        try await take(
            startLock, .exclusive, within: Limits.startLock,
            waiting: "waiting for another Koe process to start PostgreSQL")
        guard !isReleased else { throw .interrupted }
        if try await waitForStandingPostgres() {
            if !isStarter { child = nil }
            return
        }
        let files = try ClusterFiles(
            directory: directory, owner: ClusterOwner.current(),
            override: ProcessInfo.processInfo.environment["KOE_POSTGRES_BIN"], say: say)
        try await files.prepare()
        guard !isReleased else { throw .interrupted }
        try await start(files)
    }

    /// Waits until a postgres that is there already has made up its mind.
    ///
    /// After kill -9 of its starter it is still ready for a moment and then goes. Joining it in that
    /// moment would mean losing the connection; hence the wait for as long as nobody holds the
    /// starter lock.
    ///
    /// - Returns: true when it is up and stays, false when there is none.
    private func waitForStandingPostgres() async throws(ClusterError) -> Bool {
        let deadline = Deadline(after: Limits.recovery)
        let goesWithStarter = Deadline(after: Limits.orphanedPostgres)
        var notice = Notice(
            "waiting for the PostgreSQL left in \(directory.cluster)", after: .seconds(1))
        while true {
            let postmaster = Postmaster.observe(cluster: directory.cluster)
            switch postmaster {
            case .absent: return false
            case .ready:
                if directory.isServed || goesWithStarter.hasPassed { return true }
            case .starting, .stopping: break
            }
            guard !deadline.hasPassed else {
                throw .startFailed(
                    log: directory.log, reason: "another postgres hangs there: \(postmaster)")
            }
            notice.give(say)
            try await pauseUnlessReleased(.milliseconds(20))
        }
    }

    private func start(_ files: ClusterFiles) async throws(ClusterError) {
        let deadline = Deadline(after: Limits.orphanedBackends)
        let patience = Deadline(after: Limits.orphanPatience)
        var notice = Notice("PostgreSQL was killed; waiting for what is left of it", after: .zero)
        while true {
            let before = SmallFile.length(directory.log)
            let child = try await launch(files)
            self.child = child
            if try await becomesReady(child) { return }
            let log = StartUpLog(path: directory.log, from: before)
            guard log.isStillInUse || child.wasKilled, !deadline.hasPassed else {
                throw failure(log, of: child, files: files)
            }
            notice.give(say)
            if patience.hasPassed { tellOrphansToGo() }
            try await pauseUnlessReleased(.milliseconds(500))
        }
    }

    private func launch(_ files: ClusterFiles) async throws(ClusterError) -> ChildProcess {
        // Held exactly as long as the child lives: the thread that reaps it lets go.
        let starterLock = try FileLock(path: directory.starterLock)
        try await take(
            starterLock, .exclusive, within: Limits.starterLock,
            waiting: "waiting for another Koe process to bury its PostgreSQL")
        var command = Command.dropping(
            to: files.owner, setpriv: files.programs.setpriv, deathSignal: "SIGINT",
            running: [files.programs.postgres, "-D", directory.cluster], output: directory.log)
        if case .absent(let reused?) = Postmaster.observe(cluster: directory.cluster) {
            // postgres would take the program that has the number now for its predecessor. This is
            // how pg_ctl tells it not to; the check of the shared memory stays in force.
            command.environment["PG_GRANDPARENT_PID"] = String(reused)
        }
        return try await ChildProcess.start(command, holding: starterLock)
    }

    /// - Returns: false when the child ended first.
    private func becomesReady(_ child: ChildProcess) async throws(ClusterError) -> Bool {
        let firstSign = Deadline(after: Limits.firstSign)
        let recovery = Deadline(after: Limits.recovery)
        var notice = Notice(
            "PostgreSQL is still starting; after a crash it first replays its log",
            after: .seconds(10))
        while child.isRunning {
            let postmaster = Postmaster.observe(cluster: directory.cluster)
            if postmaster == .ready(child.processID) {
                say("PostgreSQL is up in \(directory.cluster)")
                return true
            }
            let isStarting = postmaster == .starting(child.processID)
            if isStarting ? recovery.hasPassed : firstSign.hasPassed {
                await Self.stop(child, say: say)
                throw .startFailed(log: directory.log, reason: "not ready in time (\(postmaster))")
            }
            notice.give(say)
            try await pauseUnlessReleased(.milliseconds(10))
        }
        return false
    }

    private func failure(
        _ log: StartUpLog, of child: ChildProcess, files: ClusterFiles
    ) -> ClusterError {
        if log.isDiskFull { return .noSpace(path: directory.path) }
        if log.isOtherVersion {
            let version = (try? ClusterFiles.version(of: directory)).flatMap { $0 }
            return .otherMajorVersion(
                cluster: directory.cluster, version: version.map(String.init) ?? "?",
                installed: files.programs.folder)
        }
        return .startFailed(
            log: directory.log, reason: log.lastError ?? "it ended with \(child.end ?? "?")")
    }

    /// A busy backend notices only between two commands that its postmaster is gone. Its work is
    /// lost either way; SIGQUIT makes it leave now.
    private func tellOrphansToGo() {
        guard Postmaster.observe(cluster: directory.cluster).isAbsent else { return }
        for orphan in Postmaster.orphans(of: directory.cluster) { _ = kill(orphan, SIGQUIT) }
    }
}
