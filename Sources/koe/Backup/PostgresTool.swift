import Foundation
import Postgres

/// One of PostgreSQL's own programs, such as pg_dump (PostgreSQLの道具).
struct PostgresTool {
    /// Where Debian puts one folder per major version.
    private static let root = "/usr/lib/postgresql"
    /// What of a failed program's words is passed on, in characters.
    private static let quoted = 300

    /// The program's path: in `KOE_POSTGRES_BIN`, else of the newest version installed.
    static func find(_ name: String) throws -> String {
        if let folder = ProcessInfo.processInfo.environment["KOE_POSTGRES_BIN"], !folder.isEmpty {
            return folder + "/" + name
        }
        let versions = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
        for version in versions.compactMap({ Int($0) }).sorted(by: >) {
            let path = "\(root)/\(version)/bin/\(name)"
            if FileManager.default.isExecutableFile(atPath: path) { return path }
        }
        throw CommandError(
            "\(name) is not installed; it comes with the package postgresql", Failure.unavailable)
    }

    /// Runs it on a database; returns when it has ended well.
    static func run(
        _ name: String, on place: ConnectionSettings, _ arguments: [String]
    ) async throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: try find(name))
        process.arguments = arguments + ["--no-password", "--dbname", place.withoutPassword]
        var environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"]
        // The home directory leads libpq to the password file and to certificates.
        for kept in ["HOME", "PGPASSFILE", "PGSERVICEFILE"] {
            environment[kept] = ProcessInfo.processInfo.environment[kept]
        }
        environment["PGPASSWORD"] = place.password
        process.environment = environment
        process.standardInput = FileHandle.nullDevice
        process.standardOutput = FileHandle.nullDevice
        let words = FileManager.default.temporaryDirectory
            .appendingPathComponent("koe-\(UUID().uuidString)")
        try Data().write(to: words)
        defer { try? FileManager.default.removeItem(at: words) }
        process.standardError = try FileHandle(forWritingTo: words)
        let status: Int32 = try await withCheckedThrowingContinuation { continuation in
            process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
        guard status == 0 else {
            let text = (try? String(contentsOf: words, encoding: .utf8)) ?? ""
            // The first error; what follows it may quote rows.
            let line = text.split(separator: "\n").first { $0.contains("error:") } ?? ""
            throw CommandError(
                "\(name) failed on \(place): \(line.prefix(quoted))", Failure.unavailable)
        }
    }
}
