import Foundation
import Glibc

/// Makes the cluster's files and brings them into the state a start needs (クラスタの準備).
///
/// Everything here runs under the start lock.
struct ClusterFiles: Sendable {
    let directory: DataDirectory
    let owner: ClusterOwner
    let programs: PostgresPrograms
    let say: @Sendable (String) -> Void

    /// Bytes a new cluster needs: 40 MB of catalogue, the first WAL segments, and some air.
    static let freeSpaceNeeded: UInt64 = 128 << 20
    /// initdb takes one to two seconds; a slow disk may take far longer.
    static let initialisationLimit = Duration.seconds(300)
    /// The log is set aside at a start when it is longer, bytes.
    static let logLimit = 16 << 20

    /// The files for the cluster in `directory`, with the programs that can open it.
    init(
        directory: DataDirectory, owner: ClusterOwner, override: String?,
        say: @escaping @Sendable (String) -> Void
    ) throws(ClusterError) {
        let version = try Self.version(of: directory)
        let programs = try PostgresPrograms.find(
            clusterMajor: version, cluster: directory.cluster, override: override)
        if let version, let installed = programs.majorVersion, version != installed {
            throw .otherMajorVersion(
                cluster: directory.cluster, version: String(version),
                installed: String(installed))
        }
        self.directory = directory
        self.owner = owner
        self.programs = programs
        self.say = say
    }

    /// The major version that made the cluster; nil when none is there yet.
    static func version(of directory: DataDirectory) throws(ClusterError) -> Int? {
        if let text = SmallFile.read(directory.cluster + "/PG_VERSION") {
            let digits = text.prefix { $0.isASCII && $0.isNumber }
            guard let version = Int(digits) else { throw .notACluster(path: directory.cluster) }
            return version
        }
        var info = stat()
        guard lstat(directory.cluster, &info) == 0 else { return nil }
        guard FolderListing.names(in: directory.cluster).isEmpty else {
            throw .notACluster(path: directory.cluster)
        }
        return nil
    }

    /// Everything up to the point where postgres can be started.
    func prepare() async throws(ClusterError) {
        if try Self.version(of: directory) == nil { try await initialise() }
        try prepareSocketDirectory()
        try writeSettings(into: directory.cluster)
        if SmallFile.length(directory.log) > Self.logLimit {
            rename(directory.log, directory.log + ".1")
        }
    }

    private func initialise() async throws(ClusterError) {
        try requireSpace()
        say("making a PostgreSQL cluster in \(directory.cluster)")
        let folder = directory.clusterInTheMaking
        discard(folder)
        // Root makes the folder because the owner may not write to the data directory itself.
        guard mkdir(folder, 0o700) == 0 else { throw .file(folder, errno: errno) }
        try giveToOwner(folder)
        let before = SmallFile.length(directory.log)
        let child = try await ChildProcess.start(
            Command.dropping(
                to: owner, setpriv: programs.setpriv, deathSignal: "SIGKILL",
                running: [
                    programs.initdb, "-D", folder, "-U", Cluster.superuser, "--locale=C.UTF-8",
                    "--encoding=UTF8", "--data-checksums", "--auth-local=peer",
                    "--auth-host=reject", "--no-instructions",
                ], output: directory.log))
        do {
            try await finish(child)
        } catch {
            child.signal(SIGKILL)
            _ = await child.ends(within: .seconds(10))
            discard(folder)
            throw error
        }
        guard child.succeeded == true else {
            let log = StartUpLog(path: directory.log, from: before)
            discard(folder)
            throw log.isDiskFull
                ? .noSpace(path: directory.path)
                : .initialisationFailed(
                    log: directory.log, reason: log.lastError ?? "it ended with \(child.end ?? "?")"
                )
        }
        try writeSettings(into: folder)
        guard rename(folder, directory.cluster) == 0 else {
            throw .file(directory.cluster, errno: errno)
        }
        SmallFile.syncFolder(directory.path)
    }

    private func finish(_ child: ChildProcess) async throws(ClusterError) {
        let deadline = Deadline(after: Self.initialisationLimit)
        while child.isRunning {
            guard !deadline.hasPassed else {
                throw .initialisationFailed(
                    log: directory.log, reason: "not done after \(Self.initialisationLimit)")
            }
            try await pause(.milliseconds(20))
        }
    }

    private func requireSpace() throws(ClusterError) {
        guard (directory.freeSpace ?? .max) >= Self.freeSpaceNeeded else {
            throw .noSpace(path: directory.path)
        }
    }

    /// Removes a cluster in the making. What is left over, mkdir reports.
    private func discard(_ folder: String) {
        try? FileManager.default.removeItem(atPath: folder)
    }

    private func writeSettings(into folder: String) throws(ClusterError) {
        try SmallFile.replace(
            folder + "/koe.conf",
            with: ClusterSettings.main(socketDirectory: directory.socketDirectory), owner: owner)
        try SmallFile.replace(
            folder + "/pg_hba.conf", with: ClusterSettings.access, owner: owner)
        try SmallFile.replace(
            folder + "/pg_ident.conf",
            with: ClusterSettings.identities(admitted: owner.admitted), owner: owner)
        let main = folder + "/postgresql.conf"
        guard let text = SmallFile.read(main, limit: 1 << 20) else {
            throw .notACluster(path: folder)
        }
        if !text.contains(ClusterSettings.includeLine) {
            try SmallFile.replace(
                main, with: text + "\n" + ClusterSettings.includeLine + "\n", owner: owner)
        }
    }

    private func prepareSocketDirectory() throws(ClusterError) {
        let folder = directory.socketDirectory
        if mkdir(folder, 0o700) == 0 {
            try giveToOwner(folder)
            return
        }
        guard errno == EEXIST else { throw .file(folder, errno: errno) }
        // The name under /tmp can be guessed; whoever made it first could pose as the server.
        var info = stat()
        guard lstat(folder, &info) == 0 else { throw .file(folder, errno: errno) }
        guard info.st_mode & S_IFMT == S_IFDIR,
            info.st_uid == owner.userID || info.st_uid == geteuid()
        else {
            throw .belongsToAnother(
                path: folder, owner: ClusterOwner.label(of: info.st_uid), expected: owner.name)
        }
        try giveToOwner(folder)
    }

    private func giveToOwner(_ folder: String) throws(ClusterError) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { throw .file(folder, errno: errno) }
        defer { close(descriptor) }
        guard fchmod(descriptor, 0o700) == 0 else { throw .file(folder, errno: errno) }
        if owner.needsDropping, fchown(descriptor, owner.userID, owner.groupID) != 0 {
            throw .file(folder, errno: errno)
        }
    }
}

/// What initdb or postgres printed during one start (起動時のログ).
struct StartUpLog: Sendable {
    let text: String

    /// The end of the log.
    ///
    /// - Parameter from: the log's length in bytes before the start.
    init(path: String, from start: Int) {
        let limit = 65_536
        let offset = max(start, SmallFile.length(path) - limit)
        text = SmallFile.read(path, from: offset, limit: limit) ?? ""
    }

    /// The last FATAL or PANIC line without its time, else the last error of initdb or setpriv.
    var lastError: String? {
        let lines = text.split(separator: "\n").map(String.init)
        for mark in ["PANIC:", "FATAL:", "initdb: error:", "setpriv:"] {
            if let line = lines.last(where: { $0.contains(mark) }),
                let range = line.range(of: mark)
            {
                return String(line[range.lowerBound...])
            }
        }
        return nil
    }

    var isDiskFull: Bool { text.contains("No space left on device") }

    /// Backends of a killed postmaster are still there, or the number in a lock file seems alive.
    var isStillInUse: Bool {
        text.contains("pre-existing shared memory block") || text.contains("already exists")
    }

    var isOtherVersion: Bool {
        text.contains("database files are incompatible with server")
    }
}
