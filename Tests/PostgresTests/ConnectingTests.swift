import TestSupport
import Testing

@testable import Postgres

extension AgainstServer {
    @Suite("Connecting")
    struct ConnectingTests {
        private var reactor: Reactor { TestCluster.shared.reactor }

        private func refusal(_ text: String) async throws -> PostgresError {
            try await failure {
                try await Connection.connect(to: ConnectionSettings(text), on: reactor)
            }
        }

        private func socketFolder() async throws -> String {
            let settings = try await TestCluster.shared.settings(
                database: "postgres", role: "koe_superuser")
            return try #require(settings.keywords["host"])
        }

        @Test("no server: a dead socket folder and a dead port say why")
        func noServer() async throws {
            let folder = try await refusal("host=/nonexistent/koe dbname=city user=koe")
            #expect(folder.code == .connectionFailed)
            #expect(folder.message.contains("/nonexistent/koe"), "\(folder)")
            #expect(folder.isSafeToRetry)
            let port = try FakeServer.deadPort()
            for host in ["127.0.0.1", "localhost"] {
                let error = try await refusal(
                    "postgresql://koe:geheim@\(host):\(port)/city?sslmode=disable")
                #expect(error.code == .connectionFailed)
                #expect(error.message.contains("\(port)"), "\(error)")
                #expect(!error.description.contains("geheim"))
                #expect(!error.description.contains("\n"))
            }
        }

        @Test("an option libpq refuses is named")
        func badOption() async throws {
            let error = try await refusal("host=/nonexistent sslmode=maybe password=geheim")
            #expect(error.code == .connectionFailed)
            #expect(error.message.contains("sslmode"), "\(error)")
            #expect(!error.description.contains("geheim"))
        }

        @Test("a host nobody knows")
        func unknownHost() async throws {
            let error = try await refusal("host=no-such-host.invalid dbname=city")
            #expect(error.code == .connectionFailed)
            #expect(error.message.contains("no-such-host.invalid"))
        }

        @Test("a role the server refuses")
        func wrongRole() async throws {
            let error = try await refusal(
                "host=\(try await socketFolder()) user=stranger dbname=postgres password=geheim")
            #expect(error.code == .authenticationFailed)
            #expect(error.message.contains("stranger"))
            #expect(!error.description.contains("geheim"))
            #expect(!error.isSafeToRetry)
        }

        @Test("a wrong password, and a missing one")
        func wrongPassword() async throws {
            let server = try FakeServer(answers: [
                FakeServer.asksForPassword,
                FakeServer.refusal(
                    sqlState: "28P01", message: "password authentication failed for user \"koe\""),
            ])
            defer { withExtendedLifetime(server) {} }
            let place = "host=127.0.0.1 port=\(server.port) user=koe dbname=city sslmode=disable"
            let wrong = try await refusal("\(place) password=geheim")
            #expect(wrong.code == .authenticationFailed)
            #expect(!wrong.description.contains("geheim"))
            let missing = try await refusal("\(place) passfile=/nonexistent")
            #expect(missing.code == .authenticationFailed)
        }

        @Test("a server that has no place left may be tried again")
        func tooManyClients() async throws {
            let server = try FakeServer(answers: [
                FakeServer.refusal(sqlState: "53300", message: "sorry, too many clients already")
            ])
            defer { withExtendedLifetime(server) {} }
            let error = try await refusal(
                "host=127.0.0.1 port=\(server.port) user=koe sslmode=disable")
            #expect(error.code == .connectionFailed)
            #expect(error.isSafeToRetry)
            #expect(error.message.contains("too many clients"))
        }

        @Test("a database that does not exist")
        func missingDatabase() async throws {
            let error = try await refusal(
                "host=\(try await socketFolder()) user=koe_superuser dbname='nowhere at all'")
            #expect(error.code == .connectionFailed)
            #expect(error.sqlState == "3D000")
            #expect(error.message.contains("nowhere at all"))
        }

        @Test("of several hosts the first that answers and fits is taken")
        func severalHosts() async throws {
            let folder = try await socketFolder()
            let port = try FakeServer.deadPort()
            let rest = "user=koe_superuser dbname=postgres target_session_attrs=read-write"
            for text in [
                "host=127.0.0.1,\(folder) port=\(port),5432 \(rest)",
                "host=/nonexistent,\(folder) port=5432 \(rest)",
                "host=/nonexistent,127.0.0.1,\(folder) port=5432,\(port),5432 \(rest)",
                "host=localhost,\(folder) port=\(port),5432 sslmode=disable \(rest)",
                "host=\(folder),/nonexistent \(rest)",
            ] {
                try await Lent.connection(to: try ConnectionSettings(text)) {
                    connection async throws in
                    #expect(try await connection.number("SELECT 1") == 1, "\(text)")
                }
            }
        }

        @Test("a primary is no standby, alone or in a list")
        func standby() async throws {
            let folder = try await socketFolder()
            let port = try FakeServer.deadPort()
            for hosts in ["host=\(folder)", "host=\(folder),127.0.0.1 port=5432,\(port)"] {
                let error = try await refusal(
                    "\(hosts) user=koe_superuser dbname=postgres target_session_attrs=standby")
                #expect(error.code == .connectionFailed)
                #expect(error.message.contains("standby"), "\(error)")
            }
        }

        @Test("a server that never answers is given up after the limit")
        func silence() async throws {
            let server = try FakeServer.silent()
            defer { withExtendedLifetime(server) {} }
            var settings = try ConnectionSettings(
                "postgresql://koe:geheim@127.0.0.1:\(server.port)/city")
            settings.connectLimit = .milliseconds(100)
            let error = try await failure {
                try await Connection.connect(to: settings, on: reactor)
            }
            #expect(error.code == .timedOut)
            #expect(error.message.contains("127.0.0.1:\(server.port)/city"))
            #expect(!error.description.contains("geheim"))
            #expect(error.isSafeToRetry)
        }

        @Test("many at once are given up as well, and the reactor serves others meanwhile")
        func manySilences() async throws {
            let server = try FakeServer.silent()
            defer { withExtendedLifetime(server) {} }
            var settings = try ConnectionSettings("host=127.0.0.1 port=\(server.port)")
            settings.connectLimit = .milliseconds(200)
            try await withThrowingTaskGroup(of: Void.self) { [settings, reactor] group in
                for _ in 0..<10 {
                    group.addTask {
                        let error = try await failure {
                            try await Connection.connect(to: settings, on: reactor)
                        }
                        #expect(error.code == .timedOut)
                    }
                }
                let served = try await Lent.connection { try await $0.number("SELECT 1") }
                #expect(served == 1)
                try await group.waitForAll()
            }
        }

        @Test("connecting can be cancelled")
        func cancelled() async throws {
            let server = try FakeServer.silent()
            defer { withExtendedLifetime(server) {} }
            var settings = try ConnectionSettings("host=127.0.0.1 port=\(server.port)")
            settings.connectLimit = .seconds(600)
            let task = Task { [settings, reactor] in
                try await Connection.connect(to: settings, on: reactor)
            }
            task.cancel()
            #expect(try await failure { try await task.value }.code == .cancelled)
        }

        @Test("server settings hold from the first statement on, blanks and quotes too")
        func serverSettings() async throws {
            var settings = try await TestCluster.shared.settings(
                database: "postgres", role: "koe_superuser")
            settings.serverSettings = [
                "synchronous_commit": "off", "search_path": "pg_catalog, pg_temp",
                "koe.name": "it's 市 \\ x",
            ]
            try await Lent.connection(to: settings) { connection async throws in
                #expect(try await connection.text("SHOW synchronous_commit") == "off")
                #expect(try await connection.text("SHOW search_path") == "pg_catalog, pg_temp")
                #expect(
                    try await connection.text("SELECT current_setting('koe.name')")
                        == "it's 市 \\ x")
            }
        }
    }
}
