import Glibc

/// The data directory and where everything in it lies (データディレクトリ).
struct DataDirectory: Sendable, Equatable {
    /// Absolute, without symbolic links.
    let path: String

    /// PGDATA.
    var cluster: String { path + "/cluster" }
    /// Where initdb works; it becomes `cluster` by a rename, so half a cluster never looks ready.
    var clusterInTheMaking: String { path + "/cluster.new" }
    /// Shared by everybody who uses the cluster; exclusive for whoever is the last.
    var usersLock: String { path + "/koe.lock" }
    /// Exclusive while starting or stopping.
    var startLock: String { path + "/start.lock" }
    /// Exclusive as long as the postgres of a living starter runs.
    var starterLock: String { path + "/starter.lock" }
    /// What initdb and postgres print.
    var log: String { path + "/postgres.log" }

    /// The name postgres gives its socket. The port is a part of the name and nothing else.
    static let socketName = ".s.PGSQL.5432"
    /// `sun_path` holds 108 bytes with the closing zero.
    static let socketPathLimit = 107

    /// The folder of the socket: `run`, or a private one under /tmp where `run` will not do.
    ///
    /// It follows from the path alone, so that every process finds the same one. libpq reads a
    /// comma in `host` as the start of a second host, hence the second condition.
    var socketDirectory: String {
        let run = path + "/run"
        let length = run.utf8.count + 1 + Self.socketName.utf8.count
        guard length > Self.socketPathLimit || run.contains(",") else { return run }
        // FNV-1a: the name has to be the same in each process, not secret.
        let hash = path.utf8.reduce(0xcbf2_9ce4_8422_2325 as UInt64) { hash, byte in
            (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        }
        return "/tmp/koe-" + String(hash, radix: 16)
    }

    /// Where the socket is while the cluster is up.
    var socket: String { socketDirectory + "/" + Self.socketName }

    /// A data directory that is there already.
    init(existing given: String) throws(ClusterError) {
        guard let real = Self.realPath(given) else { throw .file(given, errno: errno) }
        path = real
    }

    /// Makes the folder if need be and sees to it that `owner` can reach the cluster in it.
    ///
    /// - Throws: ``ClusterError/cannotEnter(folder:user:)`` before anything is made.
    static func prepare(
        _ given: String, owner: ClusterOwner
    ) async throws(ClusterError) -> DataDirectory {
        let absolute = given.hasPrefix("/") ? given : currentFolder() + "/" + given
        if owner.needsDropping {
            let standing = deepestStanding(absolute)
            guard let real = realPath(standing) else { throw .file(standing, errno: errno) }
            try await mustBeOpen(real, to: owner)
        }
        // Root's own folder may be passed through but not listed by postgres.
        try makeFolders(absolute, mode: owner.needsDropping ? 0o711 : 0o700)
        let directory = try DataDirectory(existing: absolute)
        guard access(directory.path, W_OK | X_OK) == 0 else {
            throw .file(directory.path, errno: errno)
        }
        try directory.mustBelong(to: owner)
        return directory
    }

    /// Refuses a cluster that another OS user made.
    private func mustBelong(to owner: ClusterOwner) throws(ClusterError) {
        var info = stat()
        guard lstat(cluster, &info) == 0, info.st_uid != owner.userID else { return }
        throw .belongsToAnother(
            path: cluster, owner: ClusterOwner.label(of: info.st_uid), expected: owner.name)
    }

    private static func mustBeOpen(
        _ path: String, to owner: ClusterOwner
    ) async throws(ClusterError) {
        guard let closed = owner.firstClosedFolder(on: path) else { return }
        // The mode says no; an ACL may say yes. Only trying tells.
        let programs = try PostgresPrograms.findSetpriv()
        let attempt = try await ChildProcess.start(
            Command.dropping(
                to: owner, setpriv: programs, deathSignal: "SIGKILL",
                running: ["/usr/bin/test", "-x", path + "/."], output: "/dev/null"))
        guard await attempt.ends(within: .seconds(10)), attempt.succeeded == true else {
            attempt.signal(SIGKILL)
            throw .cannotEnter(folder: closed, user: owner.name)
        }
    }

    /// Bytes that can still be written to its file system; nil when that cannot be told.
    var freeSpace: UInt64? {
        var info = statvfs()
        guard statvfs(path, &info) == 0 else { return nil }
        return UInt64(info.f_bavail) * UInt64(info.f_frsize)
    }

    /// Recovery makes a piece of write-ahead log of 16 MiB, and on a disk too full for its log line
    /// postgres cannot even say why it ended.
    static let spaceForRecovery: UInt64 = 17 << 20

    /// Whether a start that failed will have failed for want of space.
    var isShortOfSpace: Bool { (freeSpace ?? .max) < Self.spaceForRecovery }

    private static func realPath(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }

    private static func currentFolder() -> String { realPath(".") ?? "/" }

    private static func parent(of path: String) -> String {
        let parts = path.split(separator: "/")
        return "/" + parts.dropLast().joined(separator: "/")
    }

    private static func deepestStanding(_ path: String) -> String {
        var candidate = path
        while access(candidate, F_OK) != 0, candidate != "/" { candidate = parent(of: candidate) }
        return candidate
    }

    /// Like `mkdir -p`; folders on the way get 0755 whatever the umask, or postgres could not pass.
    private static func makeFolders(_ path: String, mode: mode_t) throws(ClusterError) {
        var info = stat()
        if stat(path, &info) == 0 {
            guard info.st_mode & S_IFMT == S_IFDIR else { throw .file(path, errno: ENOTDIR) }
            return
        }
        guard errno == ENOENT else { throw .file(path, errno: errno) }
        try makeFolders(parent(of: path), mode: 0o755)
        guard mkdir(path, 0o700) == 0 || errno == EEXIST else { throw .file(path, errno: errno) }
        guard chmod(path, mode) == 0 else { throw .file(path, errno: errno) }
    }
}
