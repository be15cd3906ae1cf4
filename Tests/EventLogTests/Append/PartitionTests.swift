import Foundation
import Postgres
import TestSupport
import Testing

@testable import EventLog

extension EventLogOnPostgres {
    @Suite("Partitions by position (区画)")
    struct PartitionTests {
        /// As if so many events had been recorded, of which the hashes are made up.
        private static func pretend(_ position: Int64, in city: TestCity) async throws {
            var tree = CompactRange()
            for n in 0..<Int64(position.nonzeroBitCount) { tree.append(hash(n)) }
            let frontier = (0..<Int64(position.nonzeroBitCount)).flatMap { hash($0).bytes }
            let made = try #require(CompactRange(size: position, encoded: frontier))
            let admin = try await city.superuser()
            _ = try await admin.execute(
                """
                INSERT INTO log.head (previous_position, position, recorded_at, root, frontier)
                VALUES (0, \(position), \(Instant(microseconds: 1_000_000)), \(made.root.bytes),
                        \(frontier))
                """)
            await admin.close()
        }

        private static func hash(_ n: Int64) -> Digest { Digest.sha256(Array("\(n)".utf8)) }

        private static func perPartition(_ city: TestCity) async throws -> [String: Int64] {
            let rows = try await city.pool.execute(
                "SELECT tableoid::regclass::text, count(*) FROM log.event GROUP BY 1")
            var counts: [String: Int64] = [:]
            for row in rows { counts[try row.get(0)] = try row.get(1) as Int64 }
            return counts
        }

        private static func partitions(_ city: TestCity) async throws -> [String] {
            let rows = try await city.pool.execute(
                """
                SELECT inhrelid::regclass::text FROM pg_inherits
                 WHERE inhparent = 'log.event'::regclass ORDER BY 1
                """)
            var names: [String] = []
            for row in rows { names.append(try row.get(0)) }
            return names
        }

        private static func name(_ n: Int) -> String { "log.event_p00000\(n)" }

        @Test("A new log has its partition and two ahead; the size is the function's")
        func ahead() async throws {
            try await TestCity.with { city in
                _ = try await city.log.append(.letter(1))
                #expect(try await Self.partitions(city) == (0...2).map(Self.name))
                #expect(Partition.size == 1_048_576)
                #expect(try await Self.perPartition(city) == [Self.name(0): 1])
            }
        }

        @Test("An append across the boundary lands in two partitions; the next is made ahead")
        func across() async throws {
            try await TestCity.with { city in
                let start: Int64 = 1_048_570
                try await Self.pretend(start, in: city)
                for n in 0..<5 {
                    let events = (0..<4).map { letter(n * 4 + $0) }
                    _ = try await city.log.append(
                        Append([.init(item(1), expecting: .any, events)]))
                }
                #expect(
                    try await Self.perPartition(city) == [Self.name(0): 6, Self.name(1): 14])
                #expect(try await Self.partitions(city) == (0...3).map(Self.name))
                var seen: [Int] = []
                try await city.log.forEachPage(after: start, through: start + 20, size: 7) {
                    page, _ in
                    seen += try page.events().map(\.number)
                }
                #expect(seen == Array(0..<20))
                #expect(try await city.log.read(item(1)).map(\.number) == Array(0..<20))
            }
        }

        @Test("A head exactly on the boundary")
        func onTheBoundary() async throws {
            try await TestCity.with { city in
                try await Self.pretend(1_048_576, in: city)
                let answer = try await city.log.append(.letter(1))
                #expect(answer.firstPosition == 1_048_577)
                #expect(try await Self.perPartition(city) == [Self.name(1): 1])
                #expect(try await Self.partitions(city) == (1...3).map(Self.name))
            }
        }

        @Test("A partition that is missing is made when it is needed", arguments: [20, 1_500])
        func missing(count: Int) async throws {
            try await TestCity.with { city in
                let other = city.secondLog()
                // Both have their connection, and made partitions, before the head moves away.
                for (at, log) in [city.log, other].enumerated() {
                    let step = Advance(name: "r", from: Int64(at), to: Int64(at) + 1)
                    _ = try await log.append(Append([], advancing: step))
                }
                let admin = try await city.superuser()
                _ = try await admin.run([
                    "DROP TABLE log.event_p000001", "DROP TABLE log.event_p000002",
                ])
                await admin.close()
                try await Self.pretend(1_048_570, in: city)
                let outcomes = await city.log.append(all: (0..<count).map { .letter($0) })
                let failed = outcomes.filter { (try? $0.get()) == nil }
                #expect(failed.isEmpty, "\(failed.first.map { "\($0)" } ?? "")")
                #expect(
                    try await Self.perPartition(city)
                        == [Self.name(0): 6, Self.name(1): Int64(count - 6)])
                _ = try await other.append(.letter(count))
                await other.close()
            }
        }

        @Test("Processes that start at the same moment make each partition once")
        func together() async throws {
            for _ in 0..<5 {
                try await TestCity.with { city in
                    let logs = (0..<6).map { _ in city.secondLog() }
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        for (n, log) in logs.enumerated() {
                            group.addTask { _ = try await log.append(.letter(n)) }
                        }
                        try await group.waitForAll()
                    }
                    for log in logs { await log.close() }
                    try await city.expectSound(6)
                }
            }
        }
    }
}
