import Foundation
import Postgres
import TestSupport
import Testing

extension AgainstServer {
    @Suite("Values to the server and back")
    struct ValueTests {
        /// Binds each value, asks the server for its type, and reads the value again.
        private func goAndReturn<T: PostgresCodable & Equatable>(
            _ values: [T], as type: String, of array: PostgresType
        ) async throws {
            try await Lent.connection { connection in
                for value in values {
                    let rows = try await connection.execute(
                        """
                        SELECT \(value), \(value as T?), \(nil as T?),
                               \(unsafeSQL: "pg_typeof($1)::text, pg_typeof($3)::text")
                        """)
                    let row = try #require(rows.first)
                    #expect(try row.get(0, as: T.self) == value)
                    #expect(try row.getOptional(1, as: T.self) == value)
                    #expect(try row.getOptional(2, as: T.self) == nil)
                    #expect(try row.get(3, as: String.self) == type)
                    #expect(try row.get(4, as: String.self) == type)
                    #expect(rows.columnTypes.prefix(3) == [array.oid, array.oid, array.oid])
                }
                let rows = try await connection.execute(
                    """
                    SELECT element FROM unnest(\(array: values, of: array))
                      WITH ORDINALITY AS listed (element, place) ORDER BY place
                    """)
                #expect(try rows.map { try $0.get(0, as: T.self) } == values)
                try await arrayWithNulls(values, of: array, on: connection)
            }
        }

        private func arrayWithNulls<T: PostgresCodable & Equatable>(
            _ values: [T], of array: PostgresType, on connection: Connection
        ) async throws {
            var bindings = Bindings()
            bindings.appendArray(of: array, count: values.count + 2) { writer in
                writer.appendNull()
                for value in values { writer.append(value) }
                writer.append(nil as T?)
            }
            let rows = try await connection.execute(
                Query(
                    unsafeSQL: """
                        SELECT element, pg_typeof($1)::text, cardinality($1) FROM unnest($1)
                          WITH ORDINALITY AS listed (element, place) ORDER BY place
                        """, bindings: bindings))
            #expect(try rows.map { try $0.getOptional(0, as: T.self) } == [nil] + values + [nil])
            let row = try #require(rows.first)
            #expect(try row.get(1, as: String.self).hasSuffix("[]"))
            #expect(try row.get(2, as: Int64.self) == Int64(values.count + 2))
        }

        @Test("boolean")
        func booleans() async throws {
            try await goAndReturn([true, false], as: "boolean", of: .bool)
        }

        @Test("smallint, integer, bigint up to their ends")
        func integers() async throws {
            try await goAndReturn([Int16.min, -1, 0, 1, .max], as: "smallint", of: .int2)
            try await goAndReturn([Int32.min, -1, 0, 1, .max], as: "integer", of: .int4)
            try await goAndReturn([Int64.min, -1, 0, 1, .max], as: "bigint", of: .int8)
        }

        @Test("bytea: empty, every byte, zeros")
        func byteStrings() async throws {
            let values: [[UInt8]] = [[], Array(0...255), [0], [0, 0, 0], [0xFF]]
            try await Lent.connection { connection in
                for value in values {
                    let rows = try await connection.execute(
                        "SELECT \(value), octet_length(\(value)), \(nil as [UInt8]?)")
                    #expect(try rows[0].get(0, as: [UInt8].self) == value)
                    #expect(try rows[0].get(1, as: Int64.self) == Int64(value.count))
                    #expect(try rows[0].getOptional(2, as: [UInt8].self) == nil)
                }
                try await arrayWithNulls(values, of: .bytea, on: connection)
            }
        }

        @Test("uuid")
        func uuids() async throws {
            let text = "0190f3a1-7b2c-7def-8123-456789abcdef"
            let id = try #require(UUID(uuidString: text))
            try await goAndReturn([id, UUID()], as: "uuid", of: .uuid)
            try await Lent.connection { connection async throws in
                #expect(try await connection.text("SELECT \(id)::text") == text)
            }
        }

        @Test("text keeps its bytes: empty, four-byte characters, variation selectors, any form")
        func texts() async throws {
            let values = [
                "", " ", "𠮷野家", "葛\u{E0100}飾区", "辻\u{E0101}", "か\u{3099}", "が", "①㈱髙﨑",
                "a\tb\r\nc", "'; DROP TABLE person; --", "\\x00", "{NULL,\"a\"}", "👩‍👩‍👧",
                String(repeating: "声", count: 70_000),
            ]
            try await goAndReturn(values, as: "text", of: .text)
            try await Lent.connection { connection in
                for value in values {
                    // Swift compares by canonical equivalence: look at the bytes.
                    let rows = try await connection.execute(
                        "SELECT \(value), convert_to(\(value), 'UTF8')")
                    let back = try rows[0].get(0, as: String.self)
                    #expect(Array(back.utf8) == Array(value.utf8))
                    #expect(try rows[0].get(1, as: [UInt8].self) == Array(value.utf8))
                }
                let types = try await connection.execute(
                    "SELECT 'a'::varchar, 'b'::name, ''::text, 'c'")
                #expect(try types[0].get(0, as: String.self) == "a")
                #expect(try types[0].get(1, as: String.self) == "b")
                #expect(try types[0].get(2, as: String.self).isEmpty)
                #expect(try types[0].get(3, as: String.self) == "c")
            }
        }

        @Test("a text with a NUL is refused by the server, and nothing is cut off")
        func nulInText() async throws {
            try await Lent.connection { connection in
                let error = try await failure {
                    try await connection.execute("SELECT \("佐藤\u{0}花子")")
                }
                #expect(error.sqlState == "22021")
                #expect(!error.description.contains("佐藤"))
                #expect(try await connection.number("SELECT 1") == 1)
            }
        }

        @Test("a moment is the same moment on the server, before 2000 and before 1970 too")
        func instants() async throws {
            let moments: [(String, Int64)] = [
                ("1970-01-01T00:00:00Z", 0), ("1999-12-31T23:59:59.999999Z", 946_684_799_999_999),
                ("2000-01-01T00:00:00Z", 946_684_800_000_000),
                ("2019-05-01T00:00:00+09:00", 1_556_636_400_000_000),
                ("1926-12-25T00:00:00+09:00", -1_357_635_600_000_000),
                ("1868-01-25T00:00:00Z", -3_216_758_400_000_000),
                ("9999-12-31T23:59:59.999999Z", 253_402_300_799_999_999),
            ]
            let instants = moments.map { Instant(microseconds: $0.1) }
            try await goAndReturn(instants, as: "timestamp with time zone", of: .timestamptz)
            try await Lent.connection { connection in
                for (text, microseconds) in moments {
                    let instant = Instant(microseconds: microseconds)
                    let rows = try await connection.execute(
                        "SELECT \(text)::text::timestamptz = \(instant)")
                    #expect(try rows[0].get(0, as: Bool.self), "\(text)")
                }
            }
        }

        @Test(
            "a moment Swift cannot hold is a decoding error, not a crash",
            arguments: ["infinity", "-infinity", "294276-12-31T23:59:59Z"])
        func instantsOutOfRange(text: String) async throws {
            try await Lent.connection { connection in
                let rows = try await connection.execute("SELECT \(text)::text::timestamptz")
                if let instant = try? rows[0].get(0, as: Instant.self) {
                    // -infinity is a number like any other on the wire.
                    #expect(instant < Instant(microseconds: -9_000_000_000_000_000_000))
                }
            }
        }

        @Test("an empty array of each type", arguments: [PostgresType.text, .int8, .bytea, .uuid])
        func emptyArrays(type: PostgresType) async throws {
            try await Lent.connection { connection in
                var bindings = Bindings()
                bindings.appendArray(of: type, count: 0) { _ in }
                let rows = try await connection.execute(
                    Query(unsafeSQL: "SELECT cardinality($1), $1 = '{}'", bindings: bindings))
                #expect(try rows[0].get(0, as: Int64.self) == 0)
                #expect(try rows[0].get(1, as: Bool.self))
            }
        }

        @Test("values of every length lie beside each other in one buffer without touching")
        func manyParameters() async throws {
            try await Lent.connection { connection in
                let rows = try await connection.execute(
                    """
                    SELECT \(""), \(array: ["", "声"], of: .text), \([] as [UInt8]),
                           \(nil as String?), \(Int64.min), \(true), \("𠮷"),
                           \(array: [] as [Int64], of: .int8), \([0, 1, 2] as [UInt8]),
                           \(Int16(-2)), \(unsafeSQL: "array_to_string($2, '|')")
                    """)
                let row = try #require(rows.first)
                #expect(try row.get(0, as: String.self).isEmpty)
                #expect(try row.get(2, as: [UInt8].self).isEmpty)
                #expect(try row.getOptional(3, as: String.self) == nil)
                #expect(try row.get(4, as: Int64.self) == .min)
                #expect(try row.get(5, as: Bool.self))
                #expect(try row.get(6, as: String.self) == "𠮷")
                #expect(try row.get(8, as: [UInt8].self) == [0, 1, 2])
                #expect(try row.get(9, as: Int16.self) == -2)
                #expect(try row.get(10, as: String.self) == "|声")
            }
        }

        @Test("only empty and NULL values: an empty buffer is not NULL")
        func emptyBuffer() async throws {
            try await Lent.connection { connection in
                let rows = try await connection.execute(
                    "SELECT \("") IS NULL, \([] as [UInt8]) IS NULL, \(nil as String?) IS NULL")
                #expect(
                    try (0..<3).map { try rows[0].get($0, as: Bool.self) } == [
                        false, false, true,
                    ])
            }
        }
    }
}
