import TestSupport
import Testing

@testable import Postgres

extension AgainstServer {
    @Suite("Many tasks on one connection")
    struct PipelineTests {
        @Test("hundreds of tasks each get their own answers")
        func ownAnswers() async throws {
            try await Lent.connection { connection in
                _ = try await connection.execute("CREATE TEMP SEQUENCE turn")
                let turns = try await withThrowingTaskGroup(of: [Int64].self) { group in
                    for task in Int64(0)..<400 {
                        group.addTask {
                            var turns: [Int64] = []
                            for round in Int64(0)..<5 {
                                let answers = try await connection.run([
                                    "SELECT \(task), nextval('turn')",
                                    "SELECT \("task \(task), round \(round)")",
                                ])
                                #expect(try answers[0][0].get(0, as: Int64.self) == task)
                                #expect(
                                    try answers[1][0].get(0, as: String.self)
                                        == "task \(task), round \(round)")
                                turns.append(try answers[0][0].get(1))
                            }
                            return turns
                        }
                    }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                // Each task's units ran in the order it sent them, and none ran twice.
                #expect(turns.allSatisfy { $0 == $0.sorted() })
                #expect(turns.joined().sorted() == Array(1...2000))
            }
        }

        @Test("units run in the order they were handed over")
        func order() async throws {
            try await Lent.connection { connection in
                _ = try await connection.execute(
                    "CREATE TEMP TABLE arrival (n bigserial, id bigint)")
                let sender = Sender(connection)
                var tasks: [Task<[Rows], any Error>] = []
                for id in Int64(0)..<300 {
                    tasks.append(await sender.send(["INSERT INTO arrival (id) VALUES (\(id))"]))
                }
                for task in tasks { _ = try await task.value }
                let rows = try await connection.execute("SELECT id FROM arrival ORDER BY n")
                #expect(try rows.map { try $0.get(0, as: Int64.self) } == Array(0..<300))
            }
        }

        @Test("large parameters and large answers at once do not deadlock")
        func largeBothWays() async throws {
            let mebibyte = 1 << 20
            try await Lent.connection { connection in
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for task in 0..<40 {
                        group.addTask {
                            let bytes = [UInt8](repeating: UInt8(task), count: mebibyte)
                            let rows = try await connection.execute("SELECT \(bytes), \(bytes)")
                            #expect(try rows[0].get(0, as: [UInt8].self) == bytes)
                            #expect(try rows[0].get(1, as: [UInt8].self) == bytes)
                        }
                        group.addTask {
                            let rows = try await connection.execute("SELECT \(Int64(task))")
                            #expect(try rows[0].get(0, as: Int64.self) == Int64(task))
                        }
                    }
                    try await group.waitForAll()
                }
            }
        }

        @Test("an answer of 10 MB in one cell, and one of 300,000 rows")
        func largeAnswers() async throws {
            try await Lent.connection { connection in
                async let wide = connection.execute("SELECT repeat('声', 3500000)")
                async let long = connection.execute("SELECT n FROM generate_series(1, 300000) n")
                async let short = connection.number("SELECT 1")
                let text = try await wide[0].get(0, as: String.self)
                #expect(text.utf8.count == 10_500_000)
                let numbers = try await long
                #expect(numbers.count == 300_000)
                #expect(try numbers[299_999].get(0, as: Int64.self) == 300_000)
                #expect(try await short == 1)
            }
        }

        @Test("a full pipeline refuses at once and serves what it took")
        func fullPipeline() async throws {
            try await Lent.database { settings in
                try await Lent.connection(to: settings) { beside in
                    try await Lent.connection(to: settings) { connection in
                        _ = try await beside.execute("SELECT pg_advisory_lock(1)")
                        let tasks = Connection.pipelineLimit + 100
                        let refused = Tally()
                        let counts = try await withThrowingTaskGroup(of: Bool.self) { group in
                            group.addTask {
                                _ = try await connection.execute("SELECT pg_advisory_lock(1)")
                                return true
                            }
                            try await beside.waitForBlocked(1)
                            for _ in 1..<tasks {
                                group.addTask {
                                    let isTaken = try await Self.isTaken(by: connection)
                                    if !isTaken { refused.add() }
                                    return isTaken
                                }
                            }
                            try await eventually("those too many were not refused") {
                                refused.total == 100
                            }
                            _ = try await beside.execute("SELECT pg_advisory_unlock(1)")
                            return try await group.reduce(into: (taken: 0, refused: 0)) {
                                if $1 { $0.taken += 1 } else { $0.refused += 1 }
                            }
                        }
                        #expect(counts.taken == Connection.pipelineLimit)
                        #expect(counts.refused == 100)
                        #expect(try await connection.number("SELECT 1") == 1)
                    }
                }
            }
        }

        private static func isTaken(by connection: Connection) async throws -> Bool {
            do {
                return try await connection.number("SELECT 1") == 1
            } catch let error as PostgresError {
                #expect(error.code == .poolExhausted)
                #expect(error.isSafeToRetry)
                return false
            }
        }

        @Test("a connection knows its server and its backend")
        func introduction() async throws {
            try await Lent.connection { connection in
                let version = try #require(await connection.parameter("server_version"))
                #expect(version.hasPrefix("15"))
                #expect(await connection.parameter("nonsense") == nil)
                #expect(
                    try await connection.number("SELECT pg_backend_pid()")
                        == Int64(await connection.backendPID))
                #expect(await connection.isOpen)
                #expect(await connection.isIdle)
            }
        }
    }
}
