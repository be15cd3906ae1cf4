import Foundation
import Testing

/// An identity provider in a process of its own, which does as it is told, right or wrong.
///
/// `Fixtures/provider.py`; another language and another signer on purpose.
final class IdentityProvider: Sendable {
    let issuer: String
    private let process: Process
    private let input: FileHandle
    private let output: FileHandle
    /// Its answers are waited for away from the threads of the tests.
    private let queue: DispatchQueue

    /// What somebody gets from it who has shown who they are.
    struct Plan: Encodable, Sendable {
        /// A claim in place of its own.
        enum Claim: Encodable, Sendable {
            case text(String)
            case list([String])
            /// A moment, seconds from now.
            case later(Int64)
            case none

            func encode(to encoder: any Encoder) throws {
                var container = encoder.singleValueContainer()
                switch self {
                case .text(let text): try container.encode(text)
                case .list(let list): try container.encode(list)
                case .later(let seconds): try container.encode(seconds)
                case .none: try container.encodeNil()
                }
            }
        }

        var `do` = "authorize"
        var url = ""
        var at: Int64 = 0
        var claims: [String: Claim] = [:]
        var sign = "RS256"
        var key = "rsa"
        /// What the token says of its key; blank: nothing.
        var kid: String?
        var spoil = false
    }

    /// Lends a provider for the length of the closure.
    static func with<Value>(
        secret: String? = nil, _ body: (IdentityProvider) async throws -> Value
    ) async throws -> Value {
        let provider = try await IdentityProvider(secret: secret)
        let result: Result<Value, any Error>
        do {
            result = .success(try await body(provider))
        } catch {
            result = .failure(error)
        }
        try await provider.end()
        return try result.get()
    }

    private init(secret: String?) async throws {
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Fixtures/provider.py").path
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        process.arguments = [script, "0"] + [secret].compactMap(\.self)
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        self.process = process
        self.input = input.fileHandleForWriting
        self.output = output.fileHandleForReading
        let queue = DispatchQueue(label: "identity-provider")
        self.queue = queue
        let file = output.fileHandleForReading
        let line = await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: Self.line(of: file)) }
        }
        let port = try #require(Int(line), "the identity provider did not start")
        issuer = "http://127.0.0.1:\(port)"
    }

    /// Ends when its input does.
    private func end() async throws {
        try input.close()
        await withCheckedContinuation { continuation in
            queue.async { [process] in
                process.waitUntilExit()
                continuation.resume()
            }
        }
    }

    /// Lets somebody through.
    /// - Returns: the path the browser comes back to.
    func authorize(_ url: String, _ plan: Plan, at seconds: Int64) async throws -> String {
        struct Back: Decodable {
            let location: String?
            let error: String?
        }
        var plan = plan
        plan.url = url
        plan.at = seconds
        plan.claims = plan.claims.mapValues { claim in
            switch claim {
            case .later(let later): .later(seconds + later)
            case .text, .list, .none: claim
            }
        }
        let back: Back = try await tell(plan)
        let location = try #require(back.location, "\(back.error ?? "")")
        return String(location[try #require(location.range(of: "/login/oidc")).lowerBound...])
    }

    /// Publishes other keys.
    func publish(_ keys: [String], nameless: [String] = []) async throws {
        struct Order: Encodable {
            let `do` = "publish"
            let keys: [String]
            let nameless: [String]
        }
        let _: [String: Int] = try await tell(Order(keys: keys, nameless: nameless))
    }

    /// Says something else of itself.
    func describe(_ members: [String: String]) async throws {
        struct Order: Encodable {
            let `do` = "describe"
            let members: [String: String]
        }
        let _: [String: Int] = try await tell(Order(members: members))
    }

    /// Answers everything with a status; 0: as it should.
    func fail(_ code: Int) async throws {
        struct Order: Encodable {
            let `do` = "fail"
            let code: Int
        }
        let _: [String: Int] = try await tell(Order(code: code))
    }

    /// How often it was asked for its keys.
    func timesAskedForKeys() async throws -> Int {
        let asked: [String: Int] = try await tell(["do": "asked"])
        return asked["/keys"] ?? 0
    }

    private func tell<Reply: Decodable & Sendable>(_ order: some Encodable) async throws -> Reply {
        let line = try JSONEncoder().encode(order) + Data("\n".utf8)
        let reply = await withCheckedContinuation { continuation in
            queue.async { [input, output] in
                input.write(line)
                continuation.resume(returning: Self.line(of: output))
            }
        }
        return try JSONDecoder().decode(Reply.self, from: Data(reply.utf8))
    }

    private static func line(of file: FileHandle) -> String {
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        while read(file.fileDescriptor, &byte, 1) == 1, byte != UInt8(ascii: "\n") {
            bytes.append(byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}
