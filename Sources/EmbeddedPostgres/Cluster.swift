import Foundation
import Glibc

/// A private PostgreSQL cluster in a data directory, shared by the Koe processes that use it
/// (埋め込みPostgreSQL).
///
/// Whoever comes first starts it and is the *starter*; the others are *guests*. The starter stops it
/// when it is the last to leave. ``EmbeddedPostgres`` tells the whole story.
public actor Cluster {
    /// The superuser's role. Only whoever holds the cluster connects as it.
    public static let superuser = "koe_superuser"

    /// The folder of the unix socket: libpq's `host`.
    public nonisolated let socketDirectory: String
    /// The data directory, absolute and without symbolic links.
    public nonisolated let dataDirectory: String

    nonisolated let directory: DataDirectory
    nonisolated let say: @Sendable (String) -> Void
    /// Whether this cluster may start postgres; one that was only attached to may not.
    nonisolated let mayStart: Bool
    /// Shared from joining to leaving.
    nonisolated let usersLock: FileLock

    /// The postgres this process started last; it may have ended.
    var child: ChildProcess?
    var isReleased = false
    /// Calls of ``bringUp()`` under way; leaving waits for them, or a child could slip through.
    var starts = 0

    init(
        directory: DataDirectory, usersLock: FileLock, mayStart: Bool,
        say: @escaping @Sendable (String) -> Void
    ) {
        self.directory = directory
        self.usersLock = usersLock
        self.mayStart = mayStart
        self.say = say
        dataDirectory = directory.path
        socketDirectory = directory.socketDirectory
    }

    deinit {
        // Whoever forgot to release must not leave a server behind; the file locks close themselves.
        child?.signal(SIGINT)
    }

    /// Joins the cluster of a data directory, making and starting it if nobody did.
    ///
    /// Waits while another process starts or stops it. The cluster stays up until ``release()``.
    ///
    /// - Parameters:
    ///   - dataDirectory: a path, relative to the current folder or absolute; made when missing.
    ///   - say: receives one English line for each thing an operator may want to know.
    /// - Throws: ``ClusterError``; cancelling the task gives ``ClusterError/interrupted``.
    public static func hold(
        dataDirectory: String, say: @escaping @Sendable (String) -> Void = { _ in }
    ) async throws(ClusterError) -> Cluster {
        let owner = try ClusterOwner.current()
        let directory = try await DataDirectory.prepare(dataDirectory, owner: owner)
        let lock = try FileLock(path: directory.usersLock)
        let cluster = Cluster(directory: directory, usersLock: lock, mayStart: true, say: say)
        do {
            try await cluster.join()
        } catch {
            await cluster.abandon()
            throw error
        }
        return cluster
    }

    /// Joins a cluster that another process holds. Starts nothing and makes nothing, now or later.
    ///
    /// - Throws: ``ClusterError/noServer(dataDirectory:)`` when nobody holds it.
    public static func attach(dataDirectory: String) throws(ClusterError) -> Cluster {
        guard isServed(dataDirectory: dataDirectory) else {
            throw .noServer(dataDirectory: dataDirectory)
        }
        let directory = try DataDirectory(existing: dataDirectory)
        let lock = try FileLock(path: directory.usersLock)
        // Looked at again under the lock: it may have been stopped in between.
        guard lock.take(.shared), isServed(dataDirectory: directory.path) else {
            throw .noServer(dataDirectory: dataDirectory)
        }
        return Cluster(directory: directory, usersLock: lock, mayStart: false, say: { _ in })
    }

    /// Whether a living Koe process serves the data directory's cluster just now. A look without
    /// consequences: it starts nothing, makes nothing, and waits for nothing.
    public static func isServed(dataDirectory: String) -> Bool {
        guard let directory = try? DataDirectory(existing: dataDirectory) else { return false }
        return directory.isServed
    }

    /// The libpq keyword string for a role, with every value quoted.
    ///
    /// - Parameters:
    ///   - database: the database's name.
    ///   - role: ``superuser``, `koe_owner`, `koe_app`, `koe_reader` or `koe_auditor`.
    ///   - applicationName: what `pg_stat_activity` shows.
    public nonisolated func connectionString(
        database: String, role: String, applicationName: String = "koe"
    ) -> String {
        // The empty hostaddr keeps a PGHOSTADDR of the environment from winning over the socket.
        ConnectionString.make([
            "host": socketDirectory, "hostaddr": "", "port": "5432", "dbname": database,
            "user": role, "application_name": applicationName,
        ])
    }

    /// Whether the postgres serving the cluster is this process's child. It changes when postgres
    /// dies and another process is quicker to start it again.
    public var isStarter: Bool { child?.isRunning == true }

    private func join() async throws(ClusterError) {
        // Held exclusively only while the last user stops postgres.
        try await take(
            usersLock, .shared, within: Limits.usersLock,
            waiting: "waiting for another Koe process to stop PostgreSQL")
        if directory.isServed { return }
        try await bringUp()
    }
}

extension DataDirectory {
    /// Whether postgres takes connections and a living Koe process is its starter. Without the
    /// second part a postgres about to follow its killed starter would count.
    var isServed: Bool {
        Postmaster.observe(cluster: cluster).isReady
            && FileLock.isHeldExclusively(path: starterLock)
    }
}

/// How long things may take (時間の上限).
enum Limits {
    /// For the last user to stop postgres: its own limits together, and some air.
    static let usersLock = Duration.seconds(90)
    /// For another process to start postgres, which may be recovering from a crash.
    static let startLock = Duration.seconds(660)
    /// For the starter to reap a postgres that is already gone.
    static let starterLock = Duration.seconds(10)
    /// For postgres to say that it is starting.
    static let firstSign = Duration.seconds(60)
    /// For crash recovery, as long as the process lives.
    static let recovery = Duration.seconds(600)
    /// For a postgres without a living starter to follow it; then it is taken to stay.
    static let orphanedPostgres = Duration.seconds(3)
    /// For the backends of a killed postmaster to let go of its shared memory.
    static let orphanedBackends = Duration.seconds(30)
    /// After so long they are told to.
    static let orphanPatience = Duration.seconds(2)
    /// For guests to leave before the starter stops the cluster under them.
    static let guests = Duration.seconds(30)
    /// For a fast shutdown, which writes a checkpoint.
    static let fastShutdown = Duration.seconds(20)
    /// For an immediate one.
    static let immediateShutdown = Duration.seconds(10)
    /// Between two looks at a lock.
    static let lockPoll = Duration.milliseconds(25)
}
