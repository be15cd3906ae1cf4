import Glibc

/// The OS user who owns the cluster's files and runs postgres (クラスタの所有者).
///
/// That is the user running Koe, except for root, whom postgres refuses: then it is `postgres`.
struct ClusterOwner: Sendable, Equatable {
    let name: String
    let userID: uid_t
    let groupID: gid_t
    /// All groups the user is in, `groupID` included.
    let groups: [gid_t]
    /// Whether Koe runs as root and has to become this user to start anything.
    let needsDropping: Bool

    /// The OS users who may connect, for pg_ident.conf.
    var admitted: [String] { needsDropping ? ["root", name] : [name] }

    /// The owner for the user running this process.
    static func current() throws(ClusterError) -> ClusterOwner {
        let user = geteuid()
        if user == 0 {
            guard let postgres = named("postgres", needsDropping: true) else {
                throw .noPostgresUser
            }
            return postgres
        }
        guard let name = name(of: user), let owner = named(name, needsDropping: false) else {
            throw .namelessUser(id: user)
        }
        return owner
    }

    /// The name of a user id, for messages: the number itself when it has no name.
    static func label(of user: uid_t) -> String { name(of: user) ?? String(user) }

    private static func name(of user: uid_t) -> String? {
        lookUp { entry, buffer, size, found in
            getpwuid_r(user, entry, buffer, size, found)
        }?.name
    }

    private static func named(_ name: String, needsDropping: Bool) -> ClusterOwner? {
        let found = lookUp { entry, buffer, size, found in
            getpwnam_r(name, entry, buffer, size, found)
        }
        guard let found else { return nil }
        return ClusterOwner(
            name: found.name, userID: found.userID, groupID: found.groupID,
            groups: groups(of: found.name, primary: found.groupID), needsDropping: needsDropping)
    }

    /// A row of the user database. Entries longer than this are taken for missing.
    private static let entryLimit = 65_536

    private static func lookUp(
        _ call: (
            UnsafeMutablePointer<passwd>, UnsafeMutablePointer<CChar>, Int,
            UnsafeMutablePointer<UnsafeMutablePointer<passwd>?>
        ) -> Int32
    ) -> (name: String, userID: uid_t, groupID: gid_t)? {
        withUnsafeTemporaryAllocation(of: CChar.self, capacity: entryLimit) { buffer in
            guard let base = buffer.baseAddress else { return nil }
            var entry = passwd()
            var found: UnsafeMutablePointer<passwd>?
            guard call(&entry, base, entryLimit, &found) == 0, found != nil,
                let name = entry.pw_name
            else { return nil }
            return (String(cString: name), entry.pw_uid, entry.pw_gid)
        }
    }

    /// Most groups one user may be in on Linux.
    private static let groupLimit: Int32 = 65_536

    private static func groups(of name: String, primary: gid_t) -> [gid_t] {
        var count: Int32 = 64
        while count <= groupLimit {
            var groups = [gid_t](repeating: 0, count: Int(count))
            var wanted = count
            if getgrouplist(name, primary, &groups, &wanted) >= 0 {
                return Array(groups.prefix(Int(wanted)))
            }
            count = max(wanted, count * 2)
        }
        return [primary]
    }

    /// Whether the folder's mode lets this user pass through it. POSIX ACLs are not looked at, so a
    /// no has to be confirmed by trying.
    func mayPass(mode: mode_t, user: uid_t, group: gid_t) -> Bool {
        if user == userID { return mode & S_IXUSR != 0 }
        if group == groupID || groups.contains(group) { return mode & S_IXGRP != 0 }
        return mode & S_IXOTH != 0
    }

    /// The first folder on the way to `path`, `path` itself included, whose mode keeps this user
    /// out.
    func firstClosedFolder(on path: String) -> String? {
        var folders = ["/"]
        var reached = ""
        for part in path.split(separator: "/") {
            reached += "/" + part
            folders.append(reached)
        }
        return folders.first { folder in
            var info = stat()
            guard stat(folder, &info) == 0, info.st_mode & S_IFMT == S_IFDIR else { return false }
            return !mayPass(mode: info.st_mode, user: info.st_uid, group: info.st_gid)
        }
    }
}
