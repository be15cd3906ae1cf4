import Foundation
import Testing

/// The built program `koe`, run as a process as an operator runs it.
enum KoeProgram {
    /// The longest any one command may take before it counts as hanging.
    static let patience = Duration.seconds(90)

    /// Where it lies: in the folder of the running test bundle, or in one of the folders above it.
    static func path() throws -> String {
        let candidates = [
            ProcessInfo.processInfo.arguments.first, "/proc/self/exe",
        ].compactMap(\.self).map { URL(fileURLWithPath: $0).resolvingSymlinksInPath() }
        for candidate in candidates {
            var folder = candidate.deletingLastPathComponent()
            while folder.path != "/" {
                let program = folder.appendingPathComponent("koe").path
                if isProgram(program) { return program }
                folder.deleteLastPathComponent()
            }
        }
        return try #require(nil, "koe was not found beside \(candidates.map(\.path))")
    }

    /// A folder named koe is none, and `Sources/koe` lies above `.build`.
    private static func isProgram(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
            && !isFolder.boolValue && FileManager.default.isExecutableFile(atPath: path)
    }
}

/// What a program that has ended left behind.
struct Outcome: Sendable, CustomStringConvertible {
    let command: String
    let output: String
    let errors: String
    /// As a shell gives it: 128 + n when signal n ended it.
    let exitCode: Int32

    var errorLines: [Substring] { errors.split(separator: "\n") }

    var description: String { "\(command) → \(exitCode)\n\(output)\(errors)" }

    /// The output as JSON.
    func decode<Value: Decodable>(_: Value.Type = Value.self) throws -> Value {
        try #require(exitCode == 0, "\(self)")
        return try JSONDecoder().decode(Value.self, from: Data(output.utf8))
    }

    /// The output, which an error would have spoilt.
    func text() throws -> String {
        try #require(exitCode == 0, "\(self)")
        return output.trimmingCharacters(in: .whitespacesAndNewlines)
    }
}

/// A program that runs, with its output in files: nothing it leaves behind can hold a pipe open.
final class RunningProgram: Sendable {
    let command: String
    let processID: pid_t
    private let process: Process
    private let outputFile: String
    private let errorFile: String

    /// - Parameter files: the path the files of its output begin with.
    init(
        _ program: String, _ arguments: [String], environment: [String: String],
        input: Data = Data(), files: String
    ) throws {
        command = ([program] + arguments).joined(separator: " ")
        outputFile = files + ".out"
        errorFile = files + ".err"
        let inputFile = files + ".in"
        try input.write(to: URL(fileURLWithPath: inputFile))
        for file in [outputFile, errorFile] { try Data().write(to: URL(fileURLWithPath: file)) }
        process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.environment = environment
        process.currentDirectoryURL = URL(fileURLWithPath: "/")
        process.standardInput = try FileHandle(forReadingFrom: URL(fileURLWithPath: inputFile))
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: outputFile))
        process.standardError = try FileHandle(forWritingTo: URL(fileURLWithPath: errorFile))
        try process.run()
        processID = process.processIdentifier
    }

    var isRunning: Bool { process.isRunning }
    var output: String { Self.text(outputFile) }
    var errors: String { Self.text(errorFile) }

    private static func text(_ file: String) -> String {
        String(decoding: FileManager.default.contents(atPath: file) ?? Data(), as: UTF8.self)
    }

    /// Sends a signal, unless it has ended and been reaped.
    func signal(_ number: Int32) {
        if process.isRunning { _ = kill(processID, number) }
    }

    /// Waits for its end; what hangs is killed and fails the test.
    func end(within limit: Duration = KoeProgram.patience) async throws -> Outcome {
        if try await !eventually(within: limit, { !process.isRunning }) {
            signal(SIGKILL)
            _ = try await eventually { !process.isRunning }
            Issue.record("did not end within \(limit): \(command)\n\(output)\(errors)")
        }
        let status = process.terminationStatus
        return Outcome(
            command: command, output: output, errors: errors,
            exitCode: process.terminationReason == .uncaughtSignal ? 128 + status : status)
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
    return try await condition()
}
