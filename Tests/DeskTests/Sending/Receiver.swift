import Foundation
import Testing

@testable import Desk

/// A server in a process of its own that says what it received, line by line.
///
/// `Fixtures/Sending/server.py`; another language on purpose, so that it does not repeat our mistakes.
struct Receiver: Sendable {
    let port: Int
    private let output: Int32
    private let threads: BlockingThreads

    /// Lends a server for the length of the closure.
    static func with<Value>(
        _ arguments: String..., body: (Receiver) async throws -> Value
    ) async throws -> Value {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        let script = Fixture.path("Sending/server.py")
        process.arguments = [script] + arguments
        let input = Pipe()
        let output = Pipe()
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        let threads = BlockingThreads(most: 1, name: "test-reading")
        let file = output.fileHandleForReading.fileDescriptor
        let result: Result<Value, any Error>
        do {
            let port = try #require(
                Int(await threads.run { line(of: file) }), "the test server did not start")
            let receiver = Receiver(port: port, output: file, threads: threads)
            result = .success(try await body(receiver))
        } catch {
            result = .failure(error)
        }
        // It ends when its input does; only then is its port free.
        try input.fileHandleForWriting.close()
        await threads.run { process.waitUntilExit() }
        return try withExtendedLifetime(output) { try result.get() }
    }

    /// The next thing it received.
    func next<Received: Decodable>(_: Received.Type = Received.self) async throws -> Received {
        let line = await threads.run { [output] in Self.line(of: output) }
        return try JSONDecoder().decode(Received.self, from: Data(line.utf8))
    }

    private static func line(of file: Int32) -> String {
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        while read(file, &byte, 1) == 1, byte != UInt8(ascii: "\n") { bytes.append(byte) }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// A port nobody listens on: it was free a moment ago.
    static func silentPort() async throws -> Int {
        try await with("mail") { $0.port }
    }
}

/// A mail as the server took it apart.
struct ReceivedMail: Decodable {
    let from: String
    let to: String
    let headers: [String: String]
    let text: String
    /// The longest line, in bytes.
    let longest: Int
    /// What Python's reader of mails found wrong.
    let defects: Int
}

/// A message as the other program got it.
struct ReceivedMessage: Decodable {
    let path: String
    let body: String
    let headers: [String: String]
    /// Whether the signature is right by the server's own reckoning.
    let isGenuine: Bool
}
