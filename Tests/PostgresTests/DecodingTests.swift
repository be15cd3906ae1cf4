import Foundation
import Postgres
import Testing

extension AgainstServer {
    @Suite("Reading rows")
    struct DecodingTests {
        private let name = "佐藤花子"

        private func refusal<T: PostgresDecodable>(
            of column: Int, as type: T.Type, in query: Query
        ) async throws -> PostgresError {
            try await Lent.connection { connection in
                let rows = try await connection.execute(query)
                return try await failure { try rows[0].get(column, as: type) }
            }
        }

        @Test("NULL where a value is due names the column")
        func null() async throws {
            let error = try await refusal(
                of: 1, as: String.self, in: "SELECT \(name), NULL::text, 3")
            #expect(error.code == .decoding)
            #expect(error.message.contains("column 2"))
            #expect(!error.description.contains(name))
            #expect(!error.isSafeToRetry)
        }

        @Test("another type names column and type, and never the value")
        func wrongType() async throws {
            let asNumber = try await refusal(of: 2, as: Int64.self, in: "SELECT 1, 2, \(name)")
            #expect(asNumber.code == .decoding)
            #expect(asNumber.message.contains("column 3"))
            #expect(asNumber.message.contains("Int64"))
            #expect(!asNumber.description.contains(name))
            let asText = try await refusal(of: 0, as: String.self, in: "SELECT 4711")
            #expect(asText.code == .decoding)
            #expect(!asText.description.contains("4711"))
        }

        @Test("a wider integer does not pass for a narrower one; a narrower one for a wider does")
        func widths() async throws {
            let narrowed = try await refusal(of: 0, as: Int32.self, in: "SELECT 1::bigint")
            #expect(narrowed.code == .decoding)
            let rows = try await Lent.connection { connection in
                try await connection.execute(
                    "SELECT 32767::smallint, (-2147483648)::integer, 5::bigint")
            }
            #expect(try rows[0].get(0, as: Int64.self) == 32767)
            #expect(try rows[0].get(1, as: Int64.self) == -2_147_483_648)
            #expect(try rows[0].get(2, as: Int64.self) == 5)
        }

        @Test("a wrong type is refused for an optional too; a column that is not there is NULL")
        func optionals() async throws {
            try await Lent.connection { connection in
                let rows = try await connection.execute("SELECT \(name), NULL::uuid")
                let error = try await failure { try rows[0].getOptional(0, as: UUID.self) }
                #expect(error.code == .decoding)
                #expect(try rows[0].getOptional(1, as: UUID.self) == nil)
                let beyond = try await failure { try rows[0].get(2, as: UUID.self) }
                #expect(beyond.code == .decoding)
            }
        }

        @Test("rows outlive their connection, and know their columns and counts")
        func rowsStandAlone() async throws {
            let (rows, changed) = try await Lent.connection { connection in
                _ = try await connection.execute("CREATE TEMP TABLE number (n bigint)")
                let inserted = try await connection.execute(
                    "INSERT INTO number SELECT generate_series(1, 300)")
                let updated = try await connection.execute(
                    "UPDATE number SET n = n + 1 WHERE n > \(Int64(100))")
                let rows = try await connection.execute(
                    "SELECT n, n::text AS \"名前\" FROM number ORDER BY n")
                return (rows, [inserted.affected, updated.affected])
            }
            #expect(changed == [300, 200])
            #expect(rows.count == 300)
            #expect(rows.columnNames == ["n", "名前"])
            #expect(rows.columnTypes == [PostgresType.int8.oid, PostgresType.text.oid])
            #expect(try rows.map { try $0.get(0, as: Int64.self) }.last == 301)
            #expect(try #require(rows.last).get(1, as: String.self) == "301")
            #expect(rows[0].unsafeBytes(0).map { Array($0) } == [0, 0, 0, 0, 0, 0, 0, 1])
        }

        @Test("no rows and an empty statement are answers too")
        func nothing() async throws {
            try await Lent.connection { connection async throws in
                #expect(try await connection.execute("SELECT 1 WHERE false").isEmpty)
                #expect(try await connection.execute("").isEmpty)
                #expect(try await connection.run([]).isEmpty)
                #expect(try await connection.number("SELECT 1") == 1)
            }
        }
    }
}
