import Foundation
import Testing

/// A running `koe serve`.
struct Serving: Sendable {
    let program: RunningProgram
    let http: LocalHTTP

    var isReady: Bool {
        get async { (try? await http.get("/health/ready"))?.status == 200 }
    }
}

extension Office {
    /// Starts `koe serve` and waits until it says that it is ready.
    /// - Parameter port: 0 for any that is free.
    func serve(port: Int = 0, environment: [String: String] = [:]) async throws -> Serving {
        let program = try start(
            ["serve", "--listen", "127.0.0.1:\(port)"], environment: environment)
        func announced() -> Int? {
            program.output.firstMatch(of: /ready: http:\/\/127\.0\.0\.1:(\d+)\//).flatMap {
                Int($0.1)
            }
        }
        _ = try await eventually(within: .seconds(60)) { announced() != nil || !program.isRunning }
        guard let port = announced() else {
            program.signal(SIGKILL)
            return try #require(nil, "serve did not start: \(program.output)\(program.errors)")
        }
        let serving = Serving(program: program, http: LocalHTTP(port: port))
        try #require(try await eventually { await serving.isReady }, "\(program.errors)")
        return Serving(
            program: program, http: LocalHTTP(port: port, token: try await token()))
    }

    /// A token of the intake desk, made the first time somebody serves here.
    private func token() async throws -> String {
        let file = folder + "/token"
        if let kept = FileManager.default.contents(atPath: file) {
            return String(decoding: kept, as: UTF8.self)
        }
        _ = try await koe("user", "add", "door", "--name", "窓口", "--role", "intake").text()
        let token = try await koe("user", "token", "door", "--role", "intake").text()
        try Data(token.utf8).write(to: URL(fileURLWithPath: file))
        return token
    }

    /// Tells it to stop, which it does with 0.
    func stop(_ serving: Serving, by signal: Int32 = SIGTERM) async throws {
        serving.program.signal(signal)
        let outcome = try await serving.program.end()
        #expect(outcome.exitCode == 0, "\(outcome)")
    }

    /// Serves for the length of the body.
    func serving<Value>(_ body: (Serving) async throws -> Value) async throws -> Value {
        let serving = try await serve()
        do {
            let value = try await body(serving)
            try await stop(serving)
            return value
        } catch {
            try await stop(serving)
            throw error
        }
    }
}
