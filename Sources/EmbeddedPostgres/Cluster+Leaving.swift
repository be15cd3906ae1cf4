import Glibc

extension Cluster {
    /// Leaves the cluster. A guest just goes; the starter waits up to 30 s for the others and then
    /// stops postgres, waiting for its end.
    ///
    /// Also right in a cancelled task; calling it again does nothing.
    public func release() async {
        guard !isReleased else { return }
        isReleased = true
        defer { usersLock.close() }
        // A start under way sees isReleased at its next step, and ends.
        while starts > 0 { await pauseThroughCancellation(.milliseconds(10)) }
        usersLock.letGo()
        guard let child, child.isRunning else {
            await stopIfForsaken()
            return
        }
        await waitForGuests(while: child)
        await stopUnderLock(child)
    }

    /// Leaves after a failed start.
    func abandon() async {
        isReleased = true
        if let child, child.isRunning { await stopUnderLock(child) }
        usersLock.close()
    }

    /// Polls for being the last. In any case the wait ends: the guests' own supervision starts the
    /// cluster again when it is stopped under them.
    private func waitForGuests(while child: ChildProcess) async {
        let deadline = Deadline(after: Limits.guests)
        var notice = Notice(
            "waiting for other Koe processes to finish with PostgreSQL", after: .seconds(1))
        while child.isRunning, !usersLock.take(.exclusive) {
            if deadline.hasPassed {
                say("stopping PostgreSQL although other Koe processes still use it")
                return
            }
            notice.give(say)
            await pauseThroughCancellation(Limits.lockPoll)
        }
    }

    private func stopUnderLock(_ child: ChildProcess) async {
        let startLock = try? FileLock(path: directory.startLock)
        defer { startLock?.close() }
        // Someone who starts just now sees postgres up and lets go soon. Should they not, stopping
        // matters more than the order.
        let deadline = Deadline(after: .seconds(10))
        while let startLock, !startLock.take(.exclusive), !deadline.hasPassed {
            await pauseThroughCancellation(Limits.lockPoll)
        }
        await Self.stop(child, say: say)
        // Only the one under /tmp is litter; rmdir spares a folder somebody uses.
        if !socketDirectory.hasPrefix(dataDirectory) { _ = rmdir(socketDirectory) }
    }

    /// SIGINT: fast shutdown, with a checkpoint. SIGQUIT: at once, with recovery at the next start.
    static func stop(_ child: ChildProcess, say: @Sendable (String) -> Void) async {
        child.signal(SIGINT)
        if await child.ends(within: Limits.fastShutdown) { return }
        say("PostgreSQL does not stop; telling it to drop everything")
        child.signal(SIGQUIT)
        if await child.ends(within: Limits.immediateShutdown) { return }
        child.signal(SIGKILL)
        _ = await child.ends(within: .seconds(5))
    }

    /// A starter killed in the millisecond before its postgres had asked for the parent-death signal
    /// leaves a postgres nobody stops. The last guest does.
    private func stopIfForsaken() async {
        guard mayStart, !FileLock.isHeldExclusively(path: directory.starterLock),
            usersLock.take(.exclusive), let startLock = try? FileLock(path: directory.startLock)
        else { return }
        defer { startLock.close() }
        guard startLock.take(.exclusive),
            case .ready(let processID) = Postmaster.observe(cluster: directory.cluster)
        else { return }
        _ = kill(processID, SIGINT)
        let deadline = Deadline(after: Limits.fastShutdown)
        while !Postmaster.observe(cluster: directory.cluster).isAbsent, !deadline.hasPassed {
            await pauseThroughCancellation(.milliseconds(20))
        }
    }
}
