import Postgres
import TestSupport
import Testing

extension AgainstServer {
    @Suite("A connection that breaks")
    struct LossTests {
        private func withTwo(_ body: (Connection, Connection) async throws -> Void) async throws {
            try await Lent.database { settings in
                try await Lent.connection(to: settings) { one in
                    try await Lent.connection(to: settings) { other in try await body(one, other) }
                }
            }
        }

        @Test("everyone waiting is told that the outcome is unknown")
        func midQuery() async throws {
            try await withTwo { connection, beside in
                _ = try await beside.execute("SELECT pg_advisory_lock(1)")
                let first = Task { try await connection.execute("SELECT pg_advisory_lock(1)") }
                try await beside.waitForBlocked(1)
                let sender = Sender(connection)
                var behind: [Task<[Rows], any Error>] = []
                for _ in 0..<50 { behind.append(await sender.send(["SELECT 2"])) }
                #expect(await !connection.isIdle)
                try await beside.killNeighbours()
                let stopped = try await failure { try await first.value }
                // The server names its reason to the unit it was working on: nothing happened.
                #expect(
                    stopped.code == .connectionLost && stopped.wasSent
                        || stopped.sqlState == "57P01", "\(stopped)")
                for task in behind {
                    let error = try await failure { try await task.value }
                    #expect(error.code == .connectionLost)
                    #expect(error.wasSent)
                    #expect(!error.isSafeToRetry)
                    #expect(error.statement == "SELECT 2")
                }
                #expect(await !connection.isOpen)
                let late = try await failure { try await connection.execute("SELECT 3") }
                #expect(late.code == .connectionLost)
                #expect(!late.wasSent, "this one never left the program")
                #expect(late.isSafeToRetry)
            }
        }

        @Test("an idle connection notices its end")
        func idle() async throws {
            try await withTwo { connection, beside in
                let error = try await failure {
                    try await connection.execute("SELECT (\("佐藤花子"))::text::bigint")
                }
                #expect(error.sqlState == "22P02")
                try await beside.killNeighbours()
                try await eventually("the loss went unnoticed") { await !connection.isOpen }
                let lost = try await failure { try await connection.execute("SELECT 1") }
                #expect(lost.code == .connectionLost)
                #expect(!lost.description.contains("佐藤"))
            }
        }

        @Test("closing answers everyone, and only once")
        func close() async throws {
            try await withTwo { connection, beside in
                _ = try await beside.execute("SELECT pg_advisory_lock(1)")
                let tasks = (0..<10).map { _ in
                    Task { try await connection.execute("SELECT pg_advisory_lock(1)") }
                }
                try await beside.waitForBlocked(1)
                await connection.close()
                await connection.close()
                for task in tasks {
                    #expect(try await failure { try await task.value }.code == .closed)
                }
                let late = try await failure { try await connection.execute("SELECT 1") }
                #expect(late.code == .closed)
                #expect(!late.isSafeToRetry)
            }
        }

        @Test("a connection nobody holds any more is closed on the server too")
        func dropped() async throws {
            try await Lent.database { settings in
                try await Lent.connection(to: settings) { beside in
                    var held: Connection? = try await Connection.connect(
                        to: settings, on: TestCluster.shared.reactor)
                    #expect(try await held?.number("SELECT 1") == 1)
                    #expect(try await beside.neighbours() == 1)
                    held = nil
                    try await eventually("the server still holds the connection") {
                        try await beside.neighbours() == 0
                    }
                }
            }
        }
    }
}
