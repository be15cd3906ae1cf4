import Postgres
import TestSupport
import Testing

extension AgainstServer {
    @Suite("Transactions on the pool")
    struct TransactionTests {
        private func withTable(_ body: (Pool, Connection) async throws -> Void) async throws {
            try await Lent.pool(Pool.Limits(connections: 1)) { pool, beside in
                _ = try await beside.execute("CREATE TABLE letter (id bigint PRIMARY KEY)")
                try await body(pool, beside)
                // Whatever happened, the pool's one connection is usable and not in a transaction.
                let rows = try await pool.execute("SELECT pg_current_xact_id_if_assigned() IS NULL")
                #expect(try rows[0].get(0, as: Bool.self))
                _ = try await pool.execute("INSERT INTO letter VALUES (1000)")
                #expect(
                    try await beside.number("SELECT count(*) FROM letter WHERE id = 1000") == 1)
                #expect(await pool.lent == 0)
            }
        }

        private let letters: Query = "SELECT count(*) FROM letter"

        @Test("the closure returns: all is stored, and its result comes back")
        func commits() async throws {
            try await withTable { pool, beside in
                let seen = try await pool.transaction { connection in
                    _ = try await connection.execute("INSERT INTO letter VALUES (\(Int64(1)))")
                    _ = try await connection.execute("INSERT INTO letter VALUES (\(Int64(2)))")
                    #expect(try await beside.number(letters) == 0)
                    return try await connection.number(letters)
                }
                #expect(seen == 2)
                #expect(try await beside.number(letters) == 2)
            }
        }

        @Test("the closure throws: nothing is stored, and its error comes back")
        func rollsBack() async throws {
            try await withTable { pool, beside async throws in
                await #expect(throws: OwnError()) {
                    try await pool.transaction { connection in
                        _ = try await connection.execute("INSERT INTO letter VALUES (1)")
                        throw OwnError()
                    }
                }
                #expect(try await beside.number(letters) == 0)
            }
        }

        @Test("a statement fails: nothing is stored, and its error comes back")
        func statementFails() async throws {
            try await withTable { pool, beside in
                let error = try await failure {
                    try await pool.transaction { connection in
                        _ = try await connection.execute("INSERT INTO letter VALUES (1)")
                        _ = try await connection.execute("INSERT INTO letter VALUES (1)")
                    }
                }
                #expect(error.sqlState == "23505")
                #expect(try await beside.number(letters) == 0)
            }
        }

        @Test("a closure that swallows a failed statement's error is not told that all went well")
        func swallowedError() async throws {
            try await withTable { pool, beside in
                let error = try await failure {
                    try await pool.transaction { connection in
                        _ = try await connection.execute("INSERT INTO letter VALUES (1)")
                        _ = try await failure { try await connection.execute("SELECT 1/0") }
                    }
                }
                #expect(error.sqlState == "25P02")
                #expect(try await beside.number(letters) == 0)
            }
        }

        @Test("a deferred constraint fails at COMMIT: the error comes back, nothing is stored")
        func commitFails() async throws {
            try await withTable { pool, beside in
                _ = try await beside.execute(
                    """
                    CREATE TABLE reply (letter bigint REFERENCES letter DEFERRABLE
                        INITIALLY DEFERRED)
                    """)
                let error = try await failure {
                    try await pool.transaction { connection in
                        _ = try await connection.execute("INSERT INTO reply VALUES (77)")
                    }
                }
                #expect(error.sqlState == "23503")
                #expect(!error.description.contains("77"))
                #expect(try await beside.number("SELECT count(*) FROM reply") == 0)
            }
        }

        @Test("a cancelled closure is rolled back")
        func cancelled() async throws {
            try await withTable { pool, beside in
                _ = try await beside.execute("SELECT pg_advisory_lock(1)")
                let task = Task {
                    try await pool.transaction { connection in
                        _ = try await connection.execute("INSERT INTO letter VALUES (1)")
                        _ = try await connection.execute("SELECT pg_advisory_lock(1)")
                    }
                }
                try await beside.waitForBlocked(1)
                task.cancel()
                #expect(try await failure { try await task.value }.code == .cancelled)
                _ = try await beside.execute("SELECT pg_advisory_unlock(1)")
                #expect(try await beside.number(letters) == 0)
            }
        }

        @Test("a task cancelled after its last statement still commits")
        func cancelledBeforeCommit() async throws {
            try await withTable { pool, beside in
                let task = Task {
                    try await pool.transaction { connection in
                        _ = try await connection.execute("INSERT INTO letter VALUES (1)")
                        withUnsafeCurrentTask { $0?.cancel() }
                    }
                }
                try await task.value
                #expect(try await beside.number(letters) == 1)
            }
        }

        @Test("the connection breaks inside: the error comes back and the pool goes on")
        func connectionLost() async throws {
            try await withTable { pool, beside in
                let error = try await failure {
                    try await pool.transaction { connection in
                        _ = try await connection.execute("INSERT INTO letter VALUES (1)")
                        try await beside.killNeighbours()
                        try await eventually("alive") { await !connection.isOpen }
                        _ = try await connection.execute("INSERT INTO letter VALUES (2)")
                    }
                }
                #expect(error.code == .connectionLost)
                #expect(try await beside.number(letters) == 0)
            }
        }

        @Test("a borrower that leaves a transaction open does not pass it on")
        func leftOpen() async throws {
            try await withTable { pool, beside in
                try await pool.withConnection { connection in
                    _ = try await connection.execute("BEGIN")
                    _ = try await connection.execute("INSERT INTO letter VALUES (1)")
                }
                _ = try await pool.execute("INSERT INTO letter VALUES (2)")
                let rows = try await beside.execute("SELECT id FROM letter")
                #expect(try rows.map { try $0.get(0, as: Int64.self) } == [2])
            }
        }
    }
}
