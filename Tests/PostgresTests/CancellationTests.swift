import Postgres
import TestSupport
import Testing

extension AgainstServer {
    @Suite("Cancelling")
    struct CancellationTests {
        /// Two connections to a database of the test's own.
        private func withTwo(_ body: (Connection, Connection) async throws -> Void) async throws {
            try await Lent.database { settings in
                try await Lent.connection(to: settings) { one in
                    try await Lent.connection(to: settings) { other in try await body(one, other) }
                }
            }
        }

        private func waitForSleep(_ beside: Connection) async throws {
            try await eventually("the statement never ran") {
                try await beside.number(
                    """
                    SELECT count(*) FROM pg_stat_activity
                     WHERE datname = current_database() AND wait_event = 'PgSleep'
                    """) == 1
            }
        }

        @Test("a running statement is stopped on the server; the connection stays usable")
        func running() async throws {
            try await withTwo { connection, beside in
                for _ in 0..<8 {
                    let task = Task { try await connection.execute("SELECT pg_sleep(600)") }
                    try await waitForSleep(beside)
                    task.cancel()
                    let error = try await failure { try await task.value }
                    #expect(error.code == .cancelled)
                    #expect(error.statement == "SELECT pg_sleep(600)")
                    #expect(!error.isSafeToRetry)
                    #expect(await connection.isOpen)
                    #expect(try await connection.number("SELECT 1") == 1)
                }
            }
        }

        @Test("what stood behind it in the pipeline gets its answer, or may be repeated")
        func neighbours() async throws {
            try await withTwo { connection, beside in
                let sleeper = Task { try await connection.execute("SELECT pg_sleep(600)") }
                try await waitForSleep(beside)
                let sender = Sender(connection)
                var behind: [Task<[Rows], any Error>] = []
                for number in Int64(0)..<20 {
                    behind.append(await sender.send(["SELECT \(number)"]))
                }
                sleeper.cancel()
                #expect(try await failure { try await sleeper.value }.code == .cancelled)
                for (number, task) in behind.enumerated() {
                    do {
                        #expect(try await task.value[0][0].get(0, as: Int64.self) == Int64(number))
                    } catch let error as PostgresError {
                        // PostgreSQL signals a cancel twice; the second may come late.
                        #expect(error.sqlState == "57014")
                        #expect(error.isSafeToRetry)
                    }
                }
            }
        }

        @Test("a unit that waits its turn is left to run, and says what it did")
        func queued() async throws {
            try await withTwo { connection, beside in
                _ = try await beside.execute("SELECT pg_advisory_lock(1)")
                let first = Task { try await connection.execute("SELECT pg_advisory_lock(1)") }
                try await beside.waitForBlocked(1)
                let second = await Sender(connection).send(["SELECT \(Int64(2))"])
                #expect(await !connection.isIdle)
                second.cancel()
                #expect(await !connection.isIdle)
                _ = try await beside.execute("SELECT pg_advisory_unlock(1)")
                _ = try await first.value
                #expect(try await second.value[0][0].get(0, as: Int64.self) == 2)
                #expect(try await connection.number("SELECT 3") == 3)
            }
        }

        @Test("a task cancelled before sends nothing")
        func before() async throws {
            try await withTwo { connection, beside in
                _ = try await beside.execute("CREATE TABLE letter (id bigint)")
                let task = Task {
                    // Ends only by being cancelled.
                    try? await Task.sleep(for: .seconds(600))
                    _ = try await connection.execute("INSERT INTO letter VALUES (1)")
                }
                task.cancel()
                #expect(try await failure { try await task.value }.code == .cancelled)
                #expect(try await connection.number("SELECT count(*) FROM letter") == 0)
            }
        }

        @Test("what must not be cancelled is not, neither before nor while it runs")
        func uncancellable() async throws {
            try await withTwo { connection, beside in
                _ = try await beside.execute("CREATE TABLE letter (id bigint)")
                _ = try await beside.execute("SELECT pg_advisory_lock(1)")
                let task = Task {
                    _ = try await connection.run(
                        [
                            "INSERT INTO letter VALUES (1)", "SELECT pg_advisory_lock(1)",
                        ], cancellable: false)
                    return try await connection.run(
                        ["INSERT INTO letter VALUES (2)"], cancellable: false
                    ).count
                }
                try await beside.waitForBlocked(1)
                task.cancel()
                _ = try await beside.execute("SELECT pg_advisory_unlock(1)")
                #expect(try await task.value == 1)
                #expect(try await connection.number("SELECT count(*) FROM letter") == 2)
            }
        }

        @Test("the server's own statement timeout is an error, not a cancellation")
        func statementTimeout() async throws {
            try await withTwo { connection, _ in
                let error = try await failure {
                    try await connection.run([
                        "SET LOCAL statement_timeout = 20", "SELECT pg_sleep(600)",
                    ])
                }
                #expect(error.code == .server)
                #expect(error.sqlState == "57014")
                #expect(try await connection.number("SELECT 1") == 1)
            }
        }
    }
}
