import Foundation
import Synchronization
import Testing

/// A data directory of its own and the commands run on it, taken back however the test ends.
struct Office: Sendable {
    /// Holds everything; the OS user `postgres` may pass through it.
    let folder: String
    /// The data directory.
    let data: String
    private let serial: Serial

    private final class Serial: Sendable {
        private let value = Mutex(0)
        var next: Int {
            value.withLock { value in
                value += 1
                return value
            }
        }
    }

    /// The city of all these tests.
    static let code = "012238"

    /// Lends an empty data directory; afterwards no process of it may be left.
    static func lend<Value>(_ body: (Office) async throws -> Value) async throws -> Value {
        let folder = "/tmp/koe-program-\(UUID().uuidString.prefix(8))"
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: false,
            attributes: [.posixPermissions: 0o711])
        // A settings file of its own: that of the machine may name a database in use.
        try Data("listen: 127.0.0.1:0\n".utf8).write(to: URL(fileURLWithPath: folder + "/koe.yaml"))
        let office = Office(folder: folder, data: folder + "/data", serial: Serial())
        do {
            let value = try await body(office)
            try await office.giveBack(isFailed: false)
            return value
        } catch {
            try await office.giveBack(isFailed: true)
            throw error
        }
    }

    /// The same with the city set up.
    static func lendSetUp<Value>(_ body: (Office) async throws -> Value) async throws -> Value {
        try await lend { office in
            try await office.setUp()
            return try await body(office)
        }
    }

    func setUp() async throws {
        _ = try await koe("setup", "--city", "根室市", "--code", Self.code).text()
    }

    // MARK: Commands

    /// Runs `koe` on this data directory.
    func koe(
        _ arguments: String..., input: Data = Data(), environment: [String: String] = [:]
    ) async throws -> Outcome {
        try await koe(arguments, input: input, environment: environment)
    }

    /// Runs `koe` on this data directory.
    func koe(
        _ arguments: [String], input: Data = Data(), environment: [String: String] = [:]
    ) async throws -> Outcome {
        try await start(arguments, input: input, environment: environment).end()
    }

    /// Starts `koe` in the background.
    func start(
        _ arguments: [String], input: Data = Data(), environment: [String: String] = [:]
    ) throws -> RunningProgram {
        // The flag belongs to the last subcommand, which a single word has not.
        let isWithout =
            arguments.count < 2 || arguments.contains("--help") || arguments.contains("--config")
        let config = isWithout ? [] : ["--config", folder + "/koe.yaml"]
        return try RunningProgram(
            KoeProgram.path(), arguments + config,
            environment: Self.environment.merging(["KOE_DATA_DIR": data]) { $1 }
                .merging(environment) { $1 },
            input: input, files: "\(folder)/run-\(serial.next)")
    }

    /// Runs another program, such as psql.
    func tool(_ program: String, _ arguments: String...) async throws -> Outcome {
        try await tool(program, arguments)
    }

    /// Runs another program.
    func tool(_ program: String, _ arguments: [String]) async throws -> Outcome {
        try await RunningProgram(
            program, arguments, environment: Self.environment,
            files: "\(folder)/run-\(serial.next)"
        ).end()
    }

    /// One statement, answered in psql's unaligned form.
    func psql(_ place: String, _ statement: String) async throws -> Outcome {
        try await tool(
            "/usr/bin/psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-d", place, "-c", statement)
    }

    /// Nothing of the surrounding settings: KOE_DATABASE_URL would lead the tests elsewhere.
    private static let environment = [
        "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin", "HOME": "/",
        "LC_ALL": "C.UTF-8",
    ].merging(
        ProcessInfo.processInfo.environment.filter { $0.key == "LD_LIBRARY_PATH" }
    ) { $1 }

    // MARK: Processes

    /// The postmaster's process id, while there is one.
    var postmaster: pid_t? {
        let file = data + "/cluster/postmaster.pid"
        guard let text = try? String(contentsOfFile: file, encoding: .utf8) else { return nil }
        return text.split(separator: "\n").first.flatMap { pid_t($0) }
    }

    /// Living processes with this folder on their command line or as their working folder. Koe
    /// itself has it in its environment alone; the tests know those they started.
    var processes: [pid_t] {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return names.compactMap { pid_t($0) }.filter { process in
            let arguments = FileManager.default.contents(atPath: "/proc/\(process)/cmdline")
            if let arguments, String(decoding: arguments, as: UTF8.self).contains(folder + "/") {
                return true
            }
            let link = "/proc/\(process)/cwd"
            let work = try? FileManager.default.destinationOfSymbolicLink(atPath: link)
            return work?.hasPrefix(folder + "/") ?? false
        }
    }

    /// Whether all processes went, now or within half a minute.
    func isQuiet() async throws -> Bool { try await eventually { processes.isEmpty } }

    var socket: String { data + "/run/.s.PGSQL.5432" }

    func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }

    private func giveBack(isFailed: Bool) async throws {
        if isFailed { for process in processes { kill(process, SIGTERM) } }
        if try await !isQuiet() {
            Issue.record("processes left behind: \(processes)")
            for process in processes { kill(process, SIGKILL) }
            _ = try await isQuiet()
        }
        try FileManager.default.removeItem(atPath: folder)
    }
}
