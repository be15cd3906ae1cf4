import Foundation
import Postgres
import TestSupport
import Testing

@testable import EventLog

extension EventLogOnPostgres {
    @Suite("Reading (読出し)")
    struct ReadingTests {
        @Test("A stream: all of it, after a version, a few, or nothing")
        func stream() async throws {
            try await TestCity.with { city in
                for n in 1...10 {
                    _ = try await city.log.append(.letter(n, to: item(1), expecting: .any))
                    _ = try await city.log.append(.letter(100 + n))
                }
                func numbers(after version: Int32 = 0, limit: Int32 = 100) async throws -> [Int] {
                    try await city.log.read(item(1), after: version, limit: limit).map(\.number)
                }
                #expect(try await numbers() == Array(1...10))
                #expect(try await numbers(after: 7) == [8, 9, 10])
                #expect(try await numbers(after: 2, limit: 3) == [3, 4, 5])
                #expect(try await numbers(after: 10) == [])
                #expect(try await numbers(after: .max) == [])
                #expect(try await numbers(limit: 0) == [])
                #expect(try await city.log.read(item(999)).isEmpty)
                #expect(try await city.log.read(item(1)).map(\.version) == Array(1...10))
            }
        }

        @Test("One event by its position")
        func oneEvent() async throws {
            try await TestCity.with { city in
                let none = try await city.log.event(at: 1)
                #expect(none == nil)
                _ = await city.log.append(all: (1...5).map { .letter($0) })
                for n in 1...5 {
                    #expect(try await city.log.event(at: Int64(n))?.number == n)
                }
                for nowhere: Int64 in [0, -1, 6, .max, .min] {
                    #expect(try await city.log.event(at: nowhere) == nil)
                }
            }
        }

        @Test("An empty log")
        func empty() async throws {
            try await TestCity.with { city in
                #expect(try await city.log.headPosition() == 0)
                let head = try await city.log.headRoot()
                #expect(head.position == 0 && head.root == TreeHash.empty)
                #expect(try await city.log.everything().isEmpty)
                #expect(try await city.log.checkpoints().isEmpty)
            }
        }

        @Test("Pages of any size give the same events, each once and in order")
        func pages() async throws {
            let count = 100
            try await TestCity.with { city in
                _ = await city.log.append(all: (1...count).map { .letter($0) })
                let all = try await city.log.everything()
                for size: Int64 in [1, 2, 3, 7, 33, 99, 100, 101, 5_000] {
                    #expect(try await city.log.everything(page: size) == all)
                }
                for (after, through): (Int64, Int64) in [
                    (0, 1), (0, 0), (5, 5), (9, 3), (10, 20), (99, 100), (37, 93),
                ] {
                    var seen: [Int64] = []
                    var expected: Int64 = after + 1
                    try await city.log.forEachPage(after: after, through: through, size: 4) {
                        page, range in
                        #expect(range.lowerBound == expected && range.count == page.count)
                        expected = range.upperBound + 1
                        seen += try page.events().map(\.position)
                    }
                    #expect(seen == (after < through ? Array(after + 1...through) : []))
                }
            }
        }

        @Test("A page that is short is damage, not the end")
        func shortPage() async throws {
            try await TestCity.with { city in
                _ = await city.log.append(all: (1...30).map { .letter($0) })
                for (after, through): (Int64, Int64) in [(0, 31), (29, 40), (30, 31)] {
                    await #expect(throws: PostgresError.self) {
                        try await city.log.forEachPage(after: after, through: through, size: 10) {
                            page, _ in
                            _ = try page.events()
                        }
                    }
                }
                let admin = try await city.superuser()
                _ = try await admin.run([
                    "SET LOCAL session_replication_role = replica",
                    "DELETE FROM log.event WHERE position = 17",
                ])
                await admin.close()
                await #expect(throws: PostgresError.self) { try await city.log.everything() }
            }
        }

        @Test("What the closure throws ends the reading, and the connection is fit for others")
        func closureThrows() async throws {
            try await TestCity.with { city in
                _ = await city.log.append(all: (1...50).map { .letter($0) })
                for _ in 0..<20 {
                    await #expect(throws: SeenEnough.self) {
                        try await city.log.forEachPage(after: 0, through: 50, size: 5) { _, range in
                            if range.contains(12) { throw SeenEnough() }
                        }
                    }
                    let again = try await city.log.everything(page: 9)
                    #expect(again.count == 50)
                }
            }
        }

        @Test("Events of some types come in order, and by the index of types whatever plan is kept")
        func ofTypes() async throws {
            try await TestCity.with { city in
                let admin = try await city.superuser()
                _ = try await admin.execute("SELECT log.create_partitions()")
                _ = try await admin.execute(
                    """
                    INSERT INTO log.event (position, stream, version, type, schema_version,
                                           recorded_at, payload, leaf_hash)
                    SELECT n, 'item-' || n, 1,
                           CASE WHEN n % 500 = 0 THEN 'PlanDefined'
                                WHEN n % 500 = 1 THEN 'IndicatorDefined'
                                ELSE 'ItemReceived' END,
                           1, now(), convert_to('{"n":' || n || '}', 'UTF8'), sha256('')
                      FROM generate_series(1, 20000) AS n
                    """)
                _ = try await admin.execute("ANALYZE log.event")
                let types = ["PlanDefined", "IndicatorDefined", "PlanDefined"]
                let some = try await city.log.read(types: types, after: 1_001, through: 2_001)
                #expect(some.map(\.position) == [1_500, 1_501, 2_000, 2_001])
                #expect(try await city.log.read(types: types).count == 80)
                #expect(try await city.log.read(types: []).isEmpty)

                let query = EventLog.those(of: types, after: 0, through: .max)
                _ = try await admin.execute("SET plan_cache_mode = force_generic_plan")
                _ = try await admin.execute(
                    Query(
                        unsafeSQL: "PREPARE those (text[], bigint, bigint) AS " + query.sql))
                let plan = try await admin.execute(
                    "EXPLAIN EXECUTE those ('{PlanDefined,IndicatorDefined}', 0, 1000000)"
                ).map { try $0.get(0, as: String.self) }.filter { $0.contains("event_p000000") }
                await admin.close()
                #expect(plan.contains { $0.contains("type_position") }, "\(plan)")
                #expect(!plan.contains { $0.contains("pkey") || $0.contains("Seq Scan") })
            }
        }

        @Test("A follower gets what is there, then what comes, and ends when cancelled")
        func follow() async throws {
            try await TestCity.with { city in
                _ = await city.log.append(all: (1...5).map { .letter($0) })
                let seen = Shared<[Int]>([])
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask {
                        try await city.log.follow(after: 2) { events in
                            seen.change { $0 += events.map(\.number) }
                        }
                    }
                    try await eventually("the past never came") { seen.value == [3, 4, 5] }
                    for n in 6...9 {
                        _ = try await city.log.append(.letter(n))
                        try await eventually("\(n) never came") { seen.value.last == n }
                    }
                    group.cancelAll()
                    await #expect(throws: (any Error).self) { try await group.next() }
                }
                #expect(seen.value == Array(3...9))
            }
        }

        @Test("Followers in other processes hear of appends; cancelling ends everything")
        func followElsewhere() async throws {
            try await TestCity.with { city in
                let other = city.secondLog()
                let seen = Shared<[Int]>([])
                await withTaskGroup(of: Void.self) { group in
                    group.addTask { await city.log.run() }
                    group.addTask { await other.run() }
                    group.addTask {
                        do {
                            try await other.follow(after: 0) { events in
                                seen.change { $0 += events.map(\.number) }
                            }
                        } catch {
                            // Cancelled, below.
                        }
                    }
                    do {
                        for n in 1...20 {
                            _ = try await city.log.append(.letter(n))
                            try await city.log.notify()
                        }
                        try await eventually("not all came") { seen.value.count == 20 }
                    } catch {
                        Issue.record(error)
                    }
                    group.cancelAll()
                }
                #expect(seen.value == Array(1...20))
                await other.close()
            }
        }

        @Test("Cancelling readers again and again harms nobody else")
        func cancelledReaders() async throws {
            try await TestCity.with { city in
                _ = await city.log.append(all: (1...200).map { .letter($0) })
                for _ in 0..<30 {
                    try await withThrowingTaskGroup(of: Int?.self) { group in
                        for n in 0..<6 {
                            group.addTask {
                                do {
                                    return try await city.log.everything(page: 3).count
                                } catch {
                                    if n > 0 { throw error }
                                    return nil
                                }
                            }
                        }
                        let victim = Task { try await city.log.everything(page: 2).count }
                        await Task.yield()
                        victim.cancel()
                        for try await count in group { #expect(count == 200) }
                        _ = try? await victim.value
                    }
                }
            }
        }
    }
}
