import Foundation

@testable import Postgres

/// A reactor's thread as the kernel knows it.
struct ReactorThread {
    private let folder: String

    /// Asks the reactor on which thread it runs. Going by the name would not do: a thread that
    /// another one starts inherits it.
    init(of reactor: Reactor) async throws {
        folder = try await withCheckedThrowingContinuation { continuation in
            reactor.call {
                continuation.resume(
                    with: Result {
                        let link = try FileManager.default.destinationOfSymbolicLink(
                            atPath: "/proc/thread-self")
                        return "/proc/\(link)"
                    })
            }
        }
    }

    var isThere: Bool { FileManager.default.fileExists(atPath: folder) }

    var name: String {
        get throws {
            try String(contentsOfFile: folder + "/comm", encoding: .utf8)
                .trimmingCharacters(in: .newlines)
        }
    }

    /// True when it slept each of many times one looked.
    func isAsleep() async throws -> Bool {
        for _ in 0..<20 {
            let line = try String(contentsOfFile: folder + "/stat", encoding: .utf8)
            guard line.contains(") S ") else { return false }
            try await Task.sleep(for: .milliseconds(2))
        }
        return true
    }
}
