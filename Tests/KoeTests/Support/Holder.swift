import Foundation
import Testing

/// `koe database url --keep` in the background: the cluster of an office, held open.
struct Holder: Sendable {
    /// The line it printed: libpq keywords, as the owner of the log's database.
    let place: String

    /// The same server, another database or another role.
    func place(database: String = "koe", role: String) -> String {
        place.replacing("dbname='koe'", with: "dbname='\(database)'")
            .replacing("user='koe_owner'", with: "user='\(role)'")
    }

    /// The environment of an installation whose databases are given by URL.
    func environment(
        log: String = "koe", keyring: String? = "koe_keyring", role: String = "koe_app"
    ) -> [String: String] {
        var environment = ["KOE_DATABASE_URL": place(database: log, role: role)]
        if let keyring {
            environment["KOE_KEYRING_URL"] = place(database: keyring, role: "koe_app")
        }
        return environment
    }
}

extension Office {
    /// The log's database as the superuser, while a server or a holder is up.
    func superuserPlace() async throws -> String {
        let place = try await koe("database", "url", "--role", "owner").text()
        return Holder(place: place).place(role: "koe_superuser")
    }

    /// Holds the cluster for the length of the body.
    func holding<Value>(_ body: (Holder) async throws -> Value) async throws -> Value {
        let program = try start(["database", "url", "--role", "owner", "--keep", "240"])
        do {
            try #require(
                try await eventually { program.output.contains("\n") || !program.isRunning })
            let line = try #require(
                program.output.split(separator: "\n").first, "\(program.errors)")
            let value = try await body(Holder(place: String(line)))
            try await letGo(program)
            return value
        } catch {
            try await letGo(program)
            throw error
        }
    }

    private func letGo(_ program: RunningProgram) async throws {
        program.signal(SIGTERM)
        let outcome = try await program.end()
        #expect(outcome.exitCode == 130, "\(outcome)")
    }
}
