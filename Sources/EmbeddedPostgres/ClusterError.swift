import Glibc

/// Why the private cluster cannot be used (埋め込みPostgreSQLを使えない理由).
///
/// Every case prints as one English line that says what is wrong, where, and what to do. None
/// carries anything a citizen wrote: the quoted lines come from PostgreSQL's own start-up.
public enum ClusterError: Error, Equatable, Sendable {
    /// No usable `postgres` and `initdb` were found in the folder named.
    case postgresNotInstalled(searched: String)
    /// `setpriv` of util-linux is missing; without it a killed Koe would leave postgres behind.
    case setprivMissing
    /// Koe runs as root and there is no OS user `postgres` to run the server as.
    case noPostgresUser
    /// The OS user id running Koe has no name, and peer authentication goes by name.
    case namelessUser(id: UInt32)
    /// The OS user `user` may not pass through `folder` on the way to the data directory.
    case cannotEnter(folder: String, user: String)
    /// A file or folder of the data directory cannot be made or written.
    case notWritable(path: String, reason: String)
    /// The file system holding `path` is full, or too full to make a cluster.
    case noSpace(path: String)
    /// The cluster was made by another major version of PostgreSQL than is installed.
    case otherMajorVersion(cluster: String, version: String, installed: String)
    /// The cluster, or its socket folder, belongs to another OS user.
    case belongsToAnother(path: String, owner: String, expected: String)
    /// The folder is neither empty nor a PostgreSQL cluster.
    case notACluster(path: String)
    /// `initdb` failed; `reason` is the last line it printed.
    case initialisationFailed(log: String, reason: String)
    /// `postgres` did not become ready; `reason` is the last FATAL line of its log.
    case startFailed(log: String, reason: String)
    /// Another Koe process held a lock longer than any start or stop may take.
    case lockTimeout(path: String, seconds: Int)
    /// Nobody holds the data directory, and the caller asked for nothing to be started.
    case noServer(dataDirectory: String)
    /// The waiting task was cancelled, or the cluster was released while it was being started.
    case interrupted

    /// The process exit status Koe's commands end with: 69 unavailable, 77 permission denied,
    /// 130 interrupted.
    public var exitCode: Int32 {
        switch self {
        case .cannotEnter, .notWritable, .belongsToAnother: 77
        case .interrupted: 130
        case .postgresNotInstalled, .setprivMissing, .noPostgresUser, .namelessUser, .noSpace,
            .otherMajorVersion, .notACluster, .initialisationFailed, .startFailed, .lockTimeout,
            .noServer:
            69
        }
    }
}

extension ClusterError: CustomStringConvertible {
    /// The one line for the person at the terminal.
    public var description: String {
        switch self {
        case .postgresNotInstalled(let searched):
            "PostgreSQL 15 or newer is not installed (looked in \(searched)): run "
                + "`apt-get install postgresql`, or set KOE_POSTGRES_BIN to the folder of `postgres`"
        case .setprivMissing:
            "setpriv is missing (looked in \(PostgresPrograms.systemFolders.joined(separator: ", "))"
                + "): run `apt-get install util-linux`"
        case .noPostgresUser:
            "PostgreSQL refuses to run as root and there is no OS user `postgres` to run it as: "
                + "run `apt-get install postgresql`, or start Koe as an ordinary user"
        case .namelessUser(let id):
            "the OS user id \(id) running Koe has no name, which PostgreSQL needs: add it to "
                + "/etc/passwd or start Koe as another user"
        case .cannotEnter(let folder, let user):
            "the OS user `\(user)` cannot enter the folder \(folder): run `chmod o+x "
                + "\(Self.shellQuoted(folder))` or choose another --data-dir"
        case .notWritable(let path, let reason):
            "cannot write \(path) (\(reason)): give the OS user running Koe write permission or "
                + "choose another --data-dir"
        case .noSpace(let path):
            "no space left on the file system of \(path): free some or choose another --data-dir"
        case .otherMajorVersion(let cluster, let version, let installed):
            "the cluster \(cluster) was made by PostgreSQL \(version), but installed is "
                + "\(installed): " + Self.adviceForVersion(version)
        case .belongsToAnother(let path, let owner, let expected):
            "\(path) belongs to the OS user `\(owner)`, not to `\(expected)`: start Koe as the user "
                + "who made it or choose another --data-dir"
        case .notACluster(let path):
            "\(path) is neither empty nor a PostgreSQL cluster: move it away or choose another "
                + "--data-dir"
        case .initialisationFailed(let log, let reason):
            "initdb failed: \(reason) (more in \(log))"
        case .startFailed(let log, let reason):
            "PostgreSQL did not start: \(reason) (more in \(log))"
        case .lockTimeout(let path, let seconds):
            "another Koe process has held \(path) for \(seconds) s: wait for it, or end it "
                + "(`fuser -v \(Self.shellQuoted(path))` names it)"
        case .noServer(let dataDirectory):
            "no server holds the data directory \(dataDirectory): start `koe serve` first or give "
                + "--keep"
        case .interrupted:
            "interrupted while waiting for PostgreSQL"
        }
    }

    /// Whether making room is all it needs.
    var isNoSpace: Bool {
        if case .noSpace = self { true } else { false }
    }

    private static func adviceForVersion(_ version: String) -> String {
        let restore = "choose another --data-dir and restore a backup into it"
        guard let major = Int(version), major >= PostgresPrograms.oldestMajor else {
            return restore
        }
        return "run `apt-get install postgresql-\(version)`, or " + restore
    }

    /// The path as a shell takes it, so that the line can be pasted.
    private static func shellQuoted(_ path: String) -> String {
        let plain = path.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "/"), UInt8(ascii: "."),
                UInt8(ascii: "-"), UInt8(ascii: "_"):
                true
            default: false
            }
        }
        guard !plain else { return path }
        let parts = path.split(separator: "'", omittingEmptySubsequences: false)
        return "'" + parts.joined(separator: "'\\''") + "'"
    }

    /// The refusal for a failed file operation.
    ///
    /// - Parameters:
    ///   - path: what was to be made, opened or written.
    ///   - code: `errno` straight after the call.
    static func file(_ path: String, errno code: Int32) -> ClusterError {
        guard code != ENOSPC, code != EDQUOT else { return .noSpace(path: path) }
        return .notWritable(path: path, reason: String(cString: strerror(code)))
    }
}
