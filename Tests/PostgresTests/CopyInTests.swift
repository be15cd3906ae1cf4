import Foundation
import Postgres
import TestSupport
import Testing

extension AgainstServer {
    @Suite("COPY in")
    struct CopyInTests {
        private func withTable(_ body: (Connection) async throws -> Void) async throws {
            try await Lent.connection { connection in
                _ = try await connection.execute(
                    """
                    CREATE TEMP TABLE letter (id bigint CONSTRAINT letter_key PRIMARY KEY,
                        name text, body bytea, at timestamptz, flag boolean, key uuid)
                    """)
                try await body(connection)
                // Whatever happened, the connection is in pipeline mode again and usable.
                #expect(await connection.isIdle)
                #expect(try await connection.number("SELECT \(Int64(5))") == 5)
            }
        }

        private let letters: Query = "SELECT count(*) FROM letter"

        @Test("binary rows arrive as they are, NULLs and empty values apart")
        func binary() async throws {
            let key = UUID()
            try await withTable { connection in
                let count = try await connection.copyIn(
                    unsafeSQL: "COPY letter FROM STDIN (FORMAT binary)"
                ) { writer in
                    var rows = BinaryCopy()
                    rows.row(columns: 6)
                    rows.append(Int64.max)
                    rows.append("葛\u{E0100}𠮷")
                    rows.append([0, 255] as [UInt8])
                    rows.append(Instant(microseconds: -1))
                    rows.append(true)
                    rows.append(key)
                    try await writer.write(rows.bytes)
                    rows.bytes.removeAll(keepingCapacity: true)
                    rows.row(columns: 6)
                    rows.append(Int64.min)
                    rows.append("")
                    [UInt8]().withUnsafeBytes { rows.append(raw: $0) }
                    for _ in 0..<3 { rows.appendNull() }
                    rows.end()
                    try await writer.write(rows.bytes)
                }
                #expect(count == 2)
                let rows = try await connection.execute("SELECT * FROM letter ORDER BY id")
                #expect(try rows[1].get(0, as: Int64.self) == .max)
                #expect(
                    try Array(rows[1].get(1, as: String.self).utf8) == Array("葛\u{E0100}𠮷".utf8))
                #expect(try rows[1].get(2, as: [UInt8].self) == [0, 255])
                #expect(try rows[1].get(3, as: Instant.self) == Instant(microseconds: -1))
                #expect(try rows[1].get(4, as: Bool.self))
                #expect(try rows[1].get(5, as: UUID.self) == key)
                #expect(try rows[0].get(1, as: String.self).isEmpty)
                #expect(try rows[0].get(2, as: [UInt8].self).isEmpty)
                #expect(try rows[0].getOptional(3, as: Instant.self) == nil)
            }
        }

        @Test("text rows, cut anywhere, and none at all")
        func text() async throws {
            try await withTable { connection in
                let bytes = Array("1\t佐藤\n2\t\\N\n3\t\n".utf8)
                let count = try await connection.copyIn(
                    unsafeSQL: "COPY letter (id, name) FROM STDIN"
                ) { writer in
                    for byte in bytes { try await writer.write([byte]) }
                    try await writer.write([])
                }
                #expect(count == 3)
                let rows = try await connection.execute("SELECT name FROM letter ORDER BY id")
                #expect(
                    try rows.map { try $0.getOptional(0, as: String.self) } == ["佐藤", nil, ""])
                #expect(
                    try await connection.copyIn(
                        unsafeSQL: "COPY letter (id, name) FROM STDIN"
                    ) { _ in } == 0)
            }
        }

        @Test("more than any buffer holds")
        func large() async throws {
            try await withTable { connection in
                let count = try await connection.copyIn(
                    unsafeSQL: "COPY letter (id, body) FROM STDIN (FORMAT binary)"
                ) { writer in
                    var rows = BinaryCopy()
                    for id in Int64(0)..<40 {
                        rows.row(columns: 2)
                        rows.append(id)
                        rows.append([UInt8](repeating: UInt8(id), count: 1 << 20))
                        if id % 8 == 7 {
                            try await writer.write(rows.bytes)
                            rows.bytes.removeAll(keepingCapacity: true)
                        }
                    }
                    rows.end()
                    try await writer.write(rows.bytes)
                }
                #expect(count == 40)
                #expect(
                    try await connection.number(
                        "SELECT sum(octet_length(body))::bigint FROM letter") == 40 << 20)
            }
        }

        @Test("the closure throws: nothing is stored, its error comes back")
        func givenUp() async throws {
            try await withTable { connection async throws in
                for _ in 0..<2 {
                    await #expect(throws: OwnError()) {
                        try await connection.copyIn(
                            unsafeSQL: "COPY letter (id, name) FROM STDIN"
                        ) { writer in
                            try await writer.write(Array("1\t佐藤\n2\t鈴木\n".utf8))
                            throw OwnError()
                        }
                    }
                }
                #expect(try await connection.number(letters) == 0)
            }
        }

        @Test("bad data is reported without quoting it")
        func badData() async throws {
            try await withTable { connection in
                let error = try await failure {
                    try await connection.copyIn(
                        unsafeSQL: "COPY letter (id, name) FROM STDIN"
                    ) { writer in
                        try await writer.write(Array("1\t鈴木\n佐藤花子\tx\n".utf8))
                    }
                }
                #expect(error.code == .server)
                #expect(error.sqlState == "22P02")
                #expect(!error.description.contains("佐藤"))
                #expect(try await connection.number(letters) == 0)
            }
        }

        @Test("a violated constraint is named; rows written after the error are drained")
        func violation() async throws {
            try await withTable { connection in
                let error = try await failure {
                    try await connection.copyIn(
                        unsafeSQL: "COPY letter (id, name) FROM STDIN"
                    ) { writer in
                        try await writer.write(Array("7\t佐藤花子\n7\t佐藤花子\n".utf8))
                        let more = Array(String(repeating: "8\t鈴木\n", count: 10_000).utf8)
                        for _ in 0..<50 { try await writer.write(more) }
                    }
                }
                #expect(error.sqlState == "23505")
                #expect(error.constraint == "letter_key")
                #expect(!error.description.contains("佐藤"))
                #expect(try await connection.number(letters) == 0)
            }
        }

        @Test("a statement that is no COPY in is refused, and the caller is not left hanging")
        func wrongStatement() async throws {
            try await withTable { connection in
                let missing = try await failure {
                    try await connection.copyIn(unsafeSQL: "COPY nowhere FROM STDIN") { _ in
                        Issue.record("there is nothing to write to")
                    }
                }
                #expect(missing.sqlState == "42P01")
                let noCopy = try await failure {
                    try await connection.copyIn(unsafeSQL: "SELECT 1") { _ in }
                }
                #expect(noCopy.code == .misuse)
            }
            try await Lent.connection { connection in
                let wayOut = try await failure {
                    try await connection.copyIn(unsafeSQL: "COPY (SELECT 1) TO STDOUT") { _ in }
                }
                #expect(wayOut.code == .misuse)
            }
        }

        @Test("within a transaction it is rolled back with it")
        func inTransaction() async throws {
            try await withTable { connection in
                _ = try await connection.execute("BEGIN")
                let count = try await connection.copyIn(
                    unsafeSQL: "COPY letter (id) FROM STDIN"
                ) { try await $0.write(Array("1\n".utf8)) }
                #expect(count == 1)
                _ = try await connection.execute("ROLLBACK")
                #expect(try await connection.number(letters) == 0)
            }
        }

        @Test("a busy connection takes no COPY, and a COPY lets no statement in between")
        func busy() async throws {
            try await withTable { connection in
                _ = try await connection.copyIn(unsafeSQL: "COPY letter (id) FROM STDIN") { _ in
                    let statement = try await failure { try await connection.number("SELECT 1") }
                    #expect(statement.code == .misuse)
                    let second = try await failure {
                        try await connection.copyIn(unsafeSQL: "COPY letter FROM STDIN") { _ in }
                    }
                    #expect(second.code == .misuse)
                }
                try await Lent.connection { beside in
                    _ = try await beside.execute("SELECT pg_advisory_lock(1)")
                    let running = await Sender(connection).send(["SELECT pg_advisory_lock(1)"])
                    try await beside.waitForBlocked(1)
                    #expect(await !connection.isIdle)
                    let error = try await failure {
                        try await connection.copyIn(unsafeSQL: "COPY letter FROM STDIN") { _ in }
                    }
                    #expect(error.code == .misuse)
                    _ = try await beside.execute("SELECT pg_advisory_unlock(1)")
                    _ = try await running.value
                }
            }
        }

        @Test("the connection breaks while rows are written: connectionLost, nothing stored")
        func lost() async throws {
            try await Lent.database { settings in
                try await Lent.connection(to: settings) { beside in
                    _ = try await beside.execute("CREATE TABLE letter (id bigint)")
                    try await Lent.connection(to: settings) { connection in
                        let error = try await failure {
                            try await connection.copyIn(
                                unsafeSQL: "COPY letter FROM STDIN"
                            ) { writer in
                                let rows = Array(String(repeating: "1\n", count: 100_000).utf8)
                                try await writer.write(rows)
                                try await beside.killNeighbours()
                                for _ in 0..<10_000 { try await writer.write(rows) }
                            }
                        }
                        #expect(error.code == .connectionLost || error.sqlState == "57P01")
                        #expect(!error.isSafeToRetry)
                        try await eventually("still open") { await !connection.isOpen }
                    }
                    #expect(try await beside.number(letters) == 0)
                }
            }
        }
    }
}
