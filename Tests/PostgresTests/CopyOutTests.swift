import Foundation
import Postgres
import TestSupport
import Testing

extension AgainstServer {
    @Suite("COPY out")
    struct CopyOutTests {
        @Test("text comes in pieces of whole rows, in order")
        func text() async throws {
            try await Lent.connection { connection in
                var all: [UInt8] = []
                var pieces = 0
                try await connection.copyOut(
                    unsafeSQL: "COPY (SELECT n FROM generate_series(1, 200000) n) TO STDOUT"
                ) { piece in
                    #expect(piece.last == UInt8(ascii: "\n"))
                    pieces += 1
                    all += piece
                }
                #expect(pieces > 1)
                let lines = String(decoding: all, as: UTF8.self).split(separator: "\n")
                #expect(lines.map { Int($0) } == Array(1...200_000))
                #expect(try await connection.number("SELECT 1") == 1)
            }
        }

        @Test("binary goes out of one table and into another unchanged")
        func binary() async throws {
            try await Lent.connection { connection in
                _ = try await connection.run([
                    "CREATE TEMP TABLE letter (id bigint, name text, body bytea)",
                    """
                    INSERT INTO letter SELECT n, nullif(repeat('声', n % 5), ''),
                        decode(repeat('00ff', n % 300), 'hex') FROM generate_series(1, 5000) n
                    """,
                    "CREATE TEMP TABLE copied (LIKE letter)",
                ])
                var all: [UInt8] = []
                try await connection.copyOut(
                    unsafeSQL: "COPY letter TO STDOUT (FORMAT binary)"
                ) { all += $0 }
                let count = try await connection.copyIn(
                    unsafeSQL: "COPY copied FROM STDIN (FORMAT binary)"
                ) { try await $0.write(all) }
                #expect(count == 5000)
                let different = try await connection.number(
                    """
                    SELECT count(*) FROM (SELECT * FROM letter EXCEPT ALL SELECT * FROM copied) d
                    """)
                #expect(different == 0)
            }
        }

        @Test("nothing to read is no piece at all")
        func empty() async throws {
            try await Lent.connection { connection in
                try await connection.copyOut(
                    unsafeSQL: "COPY (SELECT 1 WHERE false) TO STDOUT"
                ) { _ in Issue.record("there is nothing to read") }
                #expect(try await connection.number("SELECT 1") == 1)
            }
        }

        @Test("an error before or in the midst of the rows is reported; the connection is usable")
        func errors() async throws {
            try await Lent.connection { connection in
                let before = try await failure {
                    try await connection.copyOut(unsafeSQL: "COPY nowhere TO STDOUT") { _ in }
                }
                #expect(before.sqlState == "42P01")
                let midst = try await failure {
                    try await connection.copyOut(
                        unsafeSQL: """
                            COPY (SELECT 1 / (150000 - n) FROM generate_series(1, 200000) n)
                            TO STDOUT
                            """
                    ) { _ in }
                }
                #expect(midst.code == .server)
                #expect(midst.sqlState == "22012")
                #expect(try await connection.number("SELECT 1") == 1)
            }
        }

        @Test("a statement that is no COPY out is refused, and the caller is not left hanging")
        func wrongStatement() async throws {
            try await Lent.connection { connection in
                let noCopy = try await failure {
                    try await connection.copyOut(unsafeSQL: "SELECT 1") { _ in }
                }
                #expect(noCopy.code == .misuse)
                #expect(try await connection.number("SELECT 1") == 1)
                _ = try await connection.execute("CREATE TEMP TABLE letter (id bigint)")
                let wayIn = try await failure {
                    try await connection.copyOut(unsafeSQL: "COPY letter FROM STDIN") { _ in }
                }
                #expect(wayIn.code == .misuse)
            }
        }

        /// 30 MB.
        private let muchText = """
            COPY (SELECT repeat('x', 999) FROM generate_series(1, 30000)) TO STDOUT
            """

        @Test("a slow reader holds up the server, not the other connections, and gets all")
        func slowReader() async throws {
            try await Lent.database { settings in
                try await Lent.connection(to: settings) { beside in
                    try await Lent.connection(to: settings) { connection in
                        var bytes = 0
                        try await connection.copyOut(unsafeSQL: muchText) { piece in
                            if bytes == 0 {
                                try await eventually("the server was not held up") {
                                    try await beside.number(
                                        """
                                        SELECT count(*) FROM pg_stat_activity
                                         WHERE datname = current_database()
                                           AND wait_event = 'ClientWrite'
                                        """) == 1
                                }
                            }
                            #expect(try await beside.number("SELECT 1") == 1)
                            bytes += piece.count
                        }
                        #expect(bytes == 30_000_000)
                        #expect(try await connection.number("SELECT 1") == 1)
                    }
                }
            }
        }

        @Test("the reader throws: its error comes back, and the connection is not used again")
        func readerGivesUp() async throws {
            try await Lent.pool(Pool.Limits(connections: 1)) { pool, _ in
                await #expect(throws: OwnError()) {
                    try await pool.withConnection { connection in
                        try await connection.copyOut(unsafeSQL: muchText) { _ in throw OwnError() }
                    }
                }
                let rows = try await pool.execute("SELECT \(Int64(1))")
                #expect(try rows[0].get(0, as: Int64.self) == 1)
                #expect(await pool.lent == 0)
            }
        }

        @Test("the server dies while the reader is slow: connectionLost, and no thread spins")
        func lostWhileReading() async throws {
            let reactor = Reactor(name: "slow-reader")
            let thread = try await ReactorThread(of: reactor)
            try await Lent.database { settings in
                try await Lent.connection(to: settings) { beside in
                    try await Lent.connection(to: settings, on: reactor) { connection in
                        var isFirst = true
                        let error = try await failure {
                            try await connection.copyOut(unsafeSQL: muchText) { _ in
                                guard isFirst else { return }
                                isFirst = false
                                try await beside.killNeighbours()
                                try await eventually("alive") {
                                    try await beside.neighbours() == 0
                                }
                                try await eventually("the reactor spins") {
                                    try await thread.isAsleep()
                                }
                            }
                        }
                        #expect(error.code == .connectionLost || error.sqlState == "57P01")
                        #expect(!error.isSafeToRetry)
                    }
                }
            }
        }
    }
}
