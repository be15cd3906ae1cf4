import Glibc

/// The installed programs the cluster needs (使用するプログラム).
struct PostgresPrograms: Sendable, Equatable {
    /// The folder of `postgres` and `initdb`.
    let folder: String
    /// The major version, if the folder's name tells it.
    let majorVersion: Int?
    /// util-linux's `setpriv`.
    let setpriv: String

    var postgres: String { folder + "/postgres" }
    var initdb: String { folder + "/initdb" }

    /// Where Debian puts one folder per major version.
    static let debianRoot = "/usr/lib/postgresql"
    /// Not PATH: what root starts is not for the environment to choose.
    static let systemFolders = ["/usr/bin", "/bin", "/usr/sbin", "/sbin"]
    /// The version everything was tried on.
    static let preferredMajor = 15
    /// Older ones lack what the schema uses.
    static let oldestMajor = 15

    /// Finds them.
    ///
    /// - Parameters:
    ///   - clusterMajor: the version of the cluster that is there already; only that one can open
    ///     it.
    ///   - override: the value of `KOE_POSTGRES_BIN`, which wins over any search.
    ///   - root: the folder with a folder for each major version.
    static func find(
        clusterMajor: Int?, cluster: String, override: String?, root: String = debianRoot,
        systemFolders: [String] = systemFolders
    ) throws(ClusterError) -> PostgresPrograms {
        let setpriv = try findSetpriv(in: systemFolders)
        if let override, !override.isEmpty {
            guard isComplete(override) else { throw .postgresNotInstalled(searched: override) }
            return PostgresPrograms(
                folder: override, majorVersion: major(inPath: override), setpriv: setpriv)
        }
        let installed = FolderListing.names(in: root).compactMap { Int($0) }
            .filter { $0 >= oldestMajor && isComplete("\(root)/\($0)/bin") }
        guard let newest = installed.max() else {
            throw .postgresNotInstalled(searched: "\(root)/*/bin")
        }
        let chosen = clusterMajor ?? (installed.contains(preferredMajor) ? preferredMajor : newest)
        guard installed.contains(chosen) else {
            throw .otherMajorVersion(
                cluster: cluster, version: String(chosen),
                installed: installed.sorted().map(String.init).joined(separator: ", "))
        }
        return PostgresPrograms(
            folder: "\(root)/\(chosen)/bin", majorVersion: chosen, setpriv: setpriv)
    }

    /// Where `setpriv` is.
    static func findSetpriv(in folders: [String] = systemFolders) throws(ClusterError) -> String {
        let found = folders.map { $0 + "/setpriv" }.first { access($0, X_OK) == 0 }
        guard let found else { throw .setprivMissing }
        return found
    }

    private static func isComplete(_ folder: String) -> Bool {
        access(folder + "/postgres", X_OK) == 0 && access(folder + "/initdb", X_OK) == 0
    }

    /// `…/15/bin` gives 15.
    private static func major(inPath path: String) -> Int? {
        let parts = path.split(separator: "/")
        guard parts.last == "bin", let version = parts.dropLast().last else { return nil }
        return Int(version)
    }
}
