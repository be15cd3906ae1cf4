import Glibc

/// What a cluster's `postmaster.pid` says, checked against the process it names
/// (稼働中のpostgresの状態).
enum Postmaster: Equatable, Sendable {
    /// No postgres serves the cluster. `reused` is the number in a stale file when another program
    /// lives under it now.
    case absent(reused: pid_t?)
    /// It runs but takes no connections yet; crash recovery happens here.
    case starting(pid_t)
    /// It takes connections.
    case ready(pid_t)
    /// It takes no more connections and will go.
    case stopping(pid_t)

    /// Looks once; reads two small files at most and changes nothing.
    static func observe(cluster: String) -> Postmaster {
        guard let text = SmallFile.read(cluster + "/postmaster.pid") else {
            return .absent(reused: nil)
        }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        // A negative number is a stand-alone backend of an operator, not a server.
        guard let first = lines.first, let processID = pid_t(first.trimmed), processID > 0 else {
            return .absent(reused: nil)
        }
        guard isPostgres(processID, of: cluster) else {
            return .absent(reused: kill(processID, 0) == 0 ? processID : nil)
        }
        // LOCK_FILE_LINE_PM_STATUS; pg_ctl reads the same line.
        switch lines.count > 7 ? lines[7].trimmed : "" {
        case "ready", "standby": return .ready(processID)
        case "stopping": return .stopping(processID)
        default: return .starting(processID)
        }
    }

    /// Whether it takes connections.
    var isReady: Bool {
        if case .ready = self { true } else { false }
    }

    /// Whether no postgres serves the cluster.
    var isAbsent: Bool {
        if case .absent = self { true } else { false }
    }

    /// Whether the process is a postgres working in the cluster's folder; a number may have passed
    /// to another program since.
    static func isPostgres(_ processID: pid_t, of cluster: String) -> Bool {
        guard SmallFile.read("/proc/\(processID)/comm", limit: 64)?.trimmed == "postgres" else {
            return false
        }
        var home = stat()
        var work = stat()
        guard stat(cluster, &home) == 0 else { return false }
        if stat("/proc/\(processID)/cwd/.", &work) == 0 {
            return home.st_dev == work.st_dev && home.st_ino == work.st_ino
        }
        // In a container even root may be without the right to look at another user's cwd. The
        // arguments are open to everybody; a zombie has none.
        guard errno == EACCES || errno == EPERM,
            let arguments = SmallFile.read("/proc/\(processID)/cmdline")
        else { return false }
        return arguments.split(separator: "\0").contains { $0 == cluster }
    }

    /// Backends that outlived their postmaster and still hold its shared memory.
    static func orphans(of cluster: String) -> [pid_t] {
        FolderListing.names(in: "/proc").compactMap { pid_t($0) }
            .filter { isPostgres($0, of: cluster) }
    }
}

extension StringProtocol {
    /// Without blanks and line ends on either side.
    fileprivate var trimmed: String {
        let blanks: Set<Character> = [" ", "\n", "\t", "\r"]
        let start = drop { blanks.contains($0) }
        return String(start.reversed().drop { blanks.contains($0) }.reversed())
    }
}
