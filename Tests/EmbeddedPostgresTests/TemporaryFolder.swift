import EmbeddedPostgres
import Foundation
import Testing

/// A folder below /tmp that the OS user `postgres` may pass through, removed afterwards.
struct TemporaryFolder {
    let path: String

    static func lend<Value>(_ body: (TemporaryFolder) async throws -> Value) async throws -> Value {
        let path = "/tmp/koe-test-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(
            atPath: path, withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o755])
        defer { try? FileManager.default.removeItem(atPath: path) }
        return try await body(TemporaryFolder(path: path))
    }

    /// A held cluster in `data`, released however the body ends.
    func holding<Value>(
        _ data: String = "data", _ body: (Cluster) async throws -> Value
    ) async throws -> Value {
        let cluster = try await Cluster.hold(dataDirectory: path + "/" + data)
        do {
            let value = try await body(cluster)
            await cluster.release()
            return value
        } catch {
            await cluster.release()
            throw error
        }
    }

    func make(_ name: String, mode: Int = 0o755) throws {
        try FileManager.default.createDirectory(
            atPath: path + "/" + name, withIntermediateDirectories: true,
            attributes: [.posixPermissions: mode])
    }

    func exists(_ name: String) -> Bool {
        FileManager.default.fileExists(atPath: path + "/" + name)
    }
}

/// What `/usr/bin/psql` answers over the cluster's socket, and whether it was content.
struct Answer: Equatable {
    var text: String
    var status: Int32

    /// One statement as the superuser, in psql's unaligned form.
    static func psql(_ cluster: Cluster, _ statement: String) async throws -> Answer {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/psql")
        process.arguments = [
            "-XAtq", "-d",
            cluster.connectionString(database: "postgres", role: Cluster.superuser), "-c",
            statement,
        ]
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        process.standardInput = FileHandle.nullDevice
        let text: String = try await withCheckedThrowingContinuation { continuation in
            process.terminationHandler = { _ in
                let data = output.fileHandleForReading.readDataToEndOfFile()
                continuation.resume(returning: String(decoding: data, as: UTF8.self))
            }
            do { try process.run() } catch { continuation.resume(throwing: error) }
        }
        return Answer(
            text: text.trimmingCharacters(in: .newlines), status: process.terminationStatus)
    }
}

/// Polls until the condition holds; what is awaited happens in other processes.
func eventually(
    within limit: Duration = .seconds(30), _ condition: () async throws -> Bool
) async throws -> Bool {
    let end = ContinuousClock.now + limit
    while ContinuousClock.now < end {
        if try await condition() { return true }
        try await Task.sleep(for: .milliseconds(20))
    }
    return false
}

/// The postmaster's process id, from its file.
func postmaster(of cluster: Cluster) throws -> pid_t {
    let file = cluster.dataDirectory + "/cluster/postmaster.pid"
    var text = try String(contentsOfFile: file, encoding: .utf8)
    // PostgreSQL makes the file before it writes into it.
    for _ in 0..<200 where text.isEmpty {
        usleep(10_000)
        text = try String(contentsOfFile: file, encoding: .utf8)
    }
    let line = try #require(text.split(separator: "\n").first)
    return try #require(pid_t(line))
}

/// The refusal a body ends with.
func refusal(_ body: () async throws(ClusterError) -> Void) async -> ClusterError? {
    do {
        try await body()
        return nil
    } catch {
        return error
    }
}
