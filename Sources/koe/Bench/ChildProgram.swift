import Foundation

/// This program as a process of its own, which may be killed (別の過程として動くkoe).
final class ChildProgram {
    private let process = Process()
    private let file: URL
    private let start = ContinuousClock.now

    init(_ arguments: [String]) throws {
        file = FileManager.default.temporaryDirectory
            .appendingPathComponent("koe-bench-\(UUID().uuidString)")
        try Data().write(to: file)
        process.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = arguments
        process.standardOutput = try FileHandle(forWritingTo: file)
        process.standardError = FileHandle.nullDevice
        try process.run()
    }

    deinit { try? FileManager.default.removeItem(at: file) }

    var isRunning: Bool { process.isRunning }
    var age: Duration { ContinuousClock.now - start }

    /// - Returns: whether it was still there to be killed.
    func kill() -> Bool {
        guard process.isRunning else { return false }
        return Foundation.kill(process.processIdentifier, SIGKILL) == 0
    }

    /// Waits for its end, however it comes.
    func ended() async {
        while process.isRunning { try? await Task.sleep(for: .milliseconds(2)) }
    }

    /// All it printed.
    /// - Throws: when it failed.
    func output() async throws -> String {
        await ended()
        guard process.terminationReason == .exit, process.terminationStatus == 0 else {
            throw CommandError(
                "koe \(process.arguments?.prefix(2).joined(separator: " ") ?? "") failed with status "
                    + "\(process.terminationStatus)", Failure.internalError)
        }
        return try String(contentsOf: file, encoding: .utf8)
    }
}
