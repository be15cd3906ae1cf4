import Foundation
import Testing

/// A mail server or another city's program, in a process of its own, that notes what it receives.
///
/// The same script as the tests of sending use; what it receives goes to a file, one JSON a line.
final class OtherSide: Sendable {
    let port: Int
    private let process: Process
    private let input: Pipe
    private let file: String

    private static let script = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "DeskTests/Fixtures/Sending/server.py").path

    /// An identity provider, which the tests of the pages use.
    static let provider = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appending(path: "WebTests/Fixtures/provider.py").path

    /// - Parameter arguments: of the script: `mail`, or `hook` and the secret of the signatures.
    init(
        _ arguments: String..., script: String = OtherSide.script, in office: Office
    ) async throws {
        let file = "\(office.folder)/\(arguments[0]).received"
        try Data().write(to: URL(fileURLWithPath: file))
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        process.arguments = [script] + arguments
        process.currentDirectoryURL = URL(fileURLWithPath: "/")
        let input = Pipe()
        process.standardInput = input
        process.standardOutput = try FileHandle(forWritingTo: URL(fileURLWithPath: file))
        try process.run()
        func first() throws -> Int? {
            try String(contentsOfFile: file, encoding: .utf8).split(separator: "\n").first
                .flatMap { Int($0) }
        }
        try #require(try await eventually { try first() != nil })
        port = try #require(try first())
        (self.process, self.input, self.file) = (process, input, file)
    }

    /// What it has received so far; a line that is still being written is left for later.
    func received<Received: Decodable>(_: Received.Type = Received.self) throws -> [Received] {
        let text = try String(contentsOfFile: file, encoding: .utf8)
        return try text.prefix(through: text.lastIndex(of: "\n") ?? text.startIndex)
            .split(separator: "\n").dropFirst()
            .map { try JSONDecoder().decode(Received.self, from: Data($0.utf8)) }
    }

    /// It ends when its input does.
    func end() async throws {
        try input.fileHandleForWriting.close()
        #expect(try await eventually { !process.isRunning })
    }
}
