import Postgres
import Testing

@Suite("What went wrong")
struct PostgresErrorTests {
    @Test("what may be repeated without acting twice")
    func isSafeToRetry() {
        let table: [(PostgresError.Code, sqlState: String?, wasSent: Bool, isSafe: Bool)] = [
            (.invalidConnectionString, nil, false, false), (.connectionFailed, nil, false, true),
            (.connectionFailed, "3D000", false, true), (.authenticationFailed, nil, false, false),
            (.connectionLost, nil, true, false), (.connectionLost, nil, false, true),
            (.poolExhausted, nil, false, true), (.timedOut, nil, false, true),
            (.cancelled, nil, false, false), (.decoding, nil, false, false),
            (.closed, nil, false, false), (.misuse, nil, false, false),
            (.server, nil, false, false), (.server, "40001", false, true),
            (.server, "40P01", false, true), (.server, "55P03", false, true),
            (.server, "53300", false, true), (.server, "57P03", false, true),
            (.server, "53100", false, true), (.server, "53200", false, true),
            (.server, "23505", false, false), (.server, "42501", false, false),
            (.server, "57014", false, true), (.server, "XX000", false, false),
        ]
        for (code, sqlState, wasSent, isSafe) in table {
            let error = PostgresError(
                code: code, sqlState: sqlState, message: "m", wasSent: wasSent)
            #expect(error.isSafeToRetry == isSafe, "\(error)")
        }
    }

    @Test("one line: code or SQLSTATE, statement, message, constraint")
    func description() {
        let short = PostgresError(code: .poolExhausted, message: "no connection came free")
        #expect(short.description == "poolExhausted: no connection came free")
        let long = PostgresError(
            code: .server, sqlState: "23505", message: "duplicate key", constraint: "letter_key",
            table: "letter", statement: "INSERT INTO letter VALUES")
        #expect(
            long.description
                == "SQLSTATE 23505 in INSERT INTO letter VALUES: duplicate key (letter_key)")
    }
}

extension AgainstServer {
    @Suite("Errors tell no values")
    struct DiscretionTests {
        private let name = "佐藤花子"

        private func expectDiscreet(
            _ sqlState: String, _ query: Query, of secret: String? = nil,
            at place: SourceLocation = #_sourceLocation
        ) async throws {
            try await Lent.connection { connection in
                _ = try await connection.run([
                    """
                    CREATE TEMP TABLE person (name text CONSTRAINT one_name UNIQUE, age bigint
                        CONSTRAINT of_age CHECK (age >= 18), short varchar(2))
                    """,
                    "INSERT INTO person VALUES (\(name), 20)",
                ])
                let error = try await failure { try await connection.execute(query) }
                let text = "\(error) \(String(reflecting: error))"
                #expect(error.sqlState == sqlState, sourceLocation: place)
                #expect(!text.contains(secret ?? name), sourceLocation: place)
            }
        }

        @Test("violated constraints")
        func constraints() async throws {
            try await expectDiscreet("23505", "INSERT INTO person VALUES (\(name), 30)")
            try await expectDiscreet("23514", "INSERT INTO person VALUES (\(name + "2"), 5)")
            try await expectDiscreet("22001", "INSERT INTO person (short) VALUES (\(name))")
        }

        @Test("casts, of which the server's message quotes the value")
        func casts() async throws {
            try await expectDiscreet("22P02", "SELECT (\(name))::text::bigint")
            try await expectDiscreet("22P02", "SELECT (\("\(name)\" \"x"))::text::uuid")
            try await expectDiscreet("22P02", "SELECT (\("{\(name)"))::text::jsonb")
            try await expectDiscreet("22007", "SELECT (\(name))::text::date")
            try await expectDiscreet("22008", "SELECT (\("2026-13-99"))::text::date", of: "2026-13")
            try await expectDiscreet(
                "22003", "SELECT (\("99999999999"))::text::integer", of: "99999999999")
        }
    }
}
