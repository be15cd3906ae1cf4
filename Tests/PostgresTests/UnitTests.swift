import Testing

@testable import Postgres

extension AgainstServer {
    @Suite("One unit is one transaction")
    struct UnitTests {
        private func withTable(_ body: (Connection) async throws -> Void) async throws {
            try await Lent.connection { connection in
                _ = try await connection.execute(
                    "CREATE TEMP TABLE letter (id bigint CONSTRAINT letter_key PRIMARY KEY)")
                try await body(connection)
            }
        }

        @Test("the second statement fails: the first never happened")
        func rolledBack() async throws {
            try await withTable { connection in
                let insert: Query = "INSERT INTO letter VALUES (\(Int64(1)))"
                let error = try await failure {
                    try await connection.run([
                        insert, insert, "INSERT INTO letter VALUES (\(Int64(3)), 4)",
                    ])
                }
                #expect(error.code == .server)
                #expect(error.sqlState == "23505")
                #expect(error.constraint == "letter_key")
                #expect(error.table == "letter")
                #expect(error.statement == insert.label)
                #expect(try await connection.number("SELECT count(*) FROM letter") == 0)
            }
        }

        @Test("all statements succeed: their answers come in order, in one transaction")
        func committed() async throws {
            try await withTable { connection in
                let answers = try await connection.run([
                    "INSERT INTO letter VALUES (\(Int64(1))), (\(Int64(2)))",
                    "SELECT count(*), txid_current() FROM letter",
                    "SELECT 'a' WHERE false",
                    "SELECT max(id), txid_current() FROM letter",
                ])
                #expect(answers.map(\.count) == [0, 1, 0, 1])
                #expect(answers[0].affected == 2)
                #expect(try answers[1][0].get(0, as: Int64.self) == 2)
                #expect(try answers[3][0].get(0, as: Int64.self) == 2)
                #expect(
                    try answers[1][0].get(1, as: Int64.self)
                        == answers[3][0].get(1, as: Int64.self))
            }
        }

        @Test("a failing unit does not touch its neighbours in the pipeline")
        func neighbours() async throws {
            try await withTable { connection in
                let failures = try await withThrowingTaskGroup(of: Bool.self) { group in
                    for id in Int64(1)...60 {
                        group.addTask {
                            do {
                                _ = try await connection.run([
                                    "INSERT INTO letter VALUES (\(id))",
                                    "SELECT 1 / (\(id) % 3)",
                                ])
                                return false
                            } catch let error as PostgresError {
                                #expect(error.sqlState == "22012")
                                return true
                            }
                        }
                    }
                    return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
                }
                #expect(failures == 20)
                #expect(try await connection.number("SELECT count(*) FROM letter") == 40)
            }
        }

        @Test("inside BEGIN … COMMIT units join one transaction, and an error dooms it")
        func explicit() async throws {
            try await withTable { connection in
                _ = try await connection.execute("BEGIN")
                _ = try await connection.execute("INSERT INTO letter VALUES (\(Int64(1)))")
                let error = try await failure { try await connection.execute("SELECT 1/0") }
                #expect(error.sqlState == "22012")
                let doomed = try await failure { try await connection.execute("SELECT 1") }
                #expect(doomed.sqlState == "25P02")
                _ = try await connection.execute("ROLLBACK")
                #expect(try await connection.number("SELECT count(*) FROM letter") == 0)
            }
        }
    }

    @Suite("Prepared statements")
    struct PreparedTests {
        private func preparedCount(_ connection: Connection, of sql: String) async throws -> Int64 {
            try await connection.number(
                "SELECT count(*) FROM pg_prepared_statements WHERE statement = \(sql)")
        }

        @Test("a statement is prepared once and stays prepared after its failure")
        func reused() async throws {
            try await Lent.connection { connection in
                func quotient(by number: Int64) -> Query { "SELECT 100 / \(number)" }
                #expect(try await connection.number(quotient(by: 4)) == 25)
                for _ in 0..<3 {
                    let error = try await failure {
                        try await connection.execute(quotient(by: 0))
                    }
                    #expect(error.sqlState == "22012")
                    #expect(try await connection.number(quotient(by: 5)) == 20)
                }
                #expect(try await preparedCount(connection, of: quotient(by: 1).sql) == 1)
            }
        }

        @Test("a PREPARE that failed can succeed later on the same connection")
        func failedPrepare() async throws {
            try await Lent.connection { connection in
                let query: Query = "SELECT count(*) FROM later WHERE n > \(Int64(0))"
                for _ in 0..<3 {
                    let error = try await failure { try await connection.execute(query) }
                    #expect(error.sqlState == "42P01")
                    #expect(error.statement == query.label)
                }
                _ = try await connection.execute("CREATE TEMP TABLE later (n bigint)")
                for _ in 0..<3 { #expect(try await connection.number(query) == 0) }
                #expect(try await preparedCount(connection, of: query.sql) == 1)
            }
        }

        @Test("a statement skipped because its unit failed works afterwards")
        func skippedPrepare() async throws {
            try await Lent.connection { connection in
                let skipped: Query = "SELECT 5 + \(Int64(6))"
                let error = try await failure {
                    try await connection.run(["SELECT * FROM nowhere", skipped, skipped])
                }
                #expect(error.sqlState == "42P01")
                #expect(try await connection.number(skipped) == 11)
                #expect(try await connection.number(skipped) == 11)
                #expect(try await preparedCount(connection, of: skipped.sql) == 1)
            }
        }

        @Test("the same statement twice in a unit, and hundreds of times at once")
        func sharedWhilePreparing() async throws {
            try await Lent.connection { connection in
                let twice: Query = "SELECT \(Int64(1)) * 2"
                let answers = try await connection.run([twice, twice])
                #expect(try answers.map { try $0[0].get(0, as: Int64.self) } == [2, 2])
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for number in Int64(0)..<300 {
                        group.addTask {
                            let product = try await connection.number("SELECT \(number) * 3")
                            #expect(product == number * 3)
                        }
                    }
                    try await group.waitForAll()
                }
                #expect(try await preparedCount(connection, of: "SELECT $1 * 3") == 1)
            }
        }

        @Test("tasks that share a failing statement all get its error, and it recovers")
        func sharedFailure() async throws {
            try await Lent.connection { connection in
                let query: Query = "SELECT sum(n) FROM later WHERE n < \(Int64(9))"
                for round in 0..<5 {
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        for _ in 0..<50 {
                            group.addTask {
                                let error = try await failure {
                                    try await connection.execute(query)
                                }
                                #expect(error.sqlState == "42P01", "round \(round)")
                            }
                        }
                        try await group.waitForAll()
                    }
                }
                _ = try await connection.run([
                    "CREATE TEMP TABLE later (n bigint)", "INSERT INTO later VALUES (8)",
                ])
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for _ in 0..<50 {
                        group.addTask {
                            let rows = try await connection.execute(
                                "SELECT n FROM later WHERE n < \(Int64(9))")
                            #expect(try rows[0].get(0, as: Int64.self) == 8)
                        }
                    }
                    try await group.waitForAll()
                }
            }
        }

        @Test("more distinct statements than are kept prepared")
        func beyondTheLimit() async throws {
            try await Lent.connection { connection in
                let limit = Connection.preparedLimit
                for _ in 0..<2 {
                    for number in 0..<(limit + 50) {
                        let sum = try await connection.number(
                            "SELECT \(Int64(number)) + \(unsafeSQL: "\(number)")")
                        #expect(sum == Int64(2 * number))
                    }
                }
                let kept = try await connection.number(
                    "SELECT count(*) FROM pg_prepared_statements")
                #expect(kept == Int64(limit))
                let error = try await failure {
                    try await connection.execute("SELECT 7 / \(Int64(0)) AS unkept")
                }
                #expect(error.sqlState == "22012")
                #expect(try await connection.number("SELECT 7 / \(Int64(7)) AS unkept") == 1)
            }
        }
    }
}
