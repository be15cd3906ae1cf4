import EventLog
import Foundation
import Postgres
import TestSupport
import Testing

extension EventLogOnPostgres {
    @Suite("Large appends travel by COPY (大量の追記)")
    struct LargeAppendTests {
        @Test("5,000 at once, with repeats of what was there and among themselves")
        func repeats() async throws {
            try await TestCity.with { city in
                let before = await city.log.append(
                    all: (0..<1_300).map { .letter($0, command: .number($0)) })
                #expect(before.allSatisfy { (try? $0.get())?.isRepeat == false })
                // 0..<1300 repeat what is there; 4,500..<5,000 repeat 1,300..<1,800 of this call.
                let appends = (0..<5_000).map { index -> Append in
                    let n = index < 4_500 ? index : index - 3_200
                    return .letter(n, command: .number(n))
                }
                let answers = try await city.log.append(all: appends).map { try $0.get() }
                for (index, answer) in answers.enumerated() {
                    let n = index < 4_500 ? index : index - 3_200
                    #expect(answer.isRepeat == (index < 1_300 || index >= 4_500))
                    #expect(answer.firstPosition == answers[n].firstPosition)
                }
                let events = try await city.expectSound(4_500)
                #expect(events.map(\.number) == Array(0..<4_500))
                let again = try await city.log.append(all: appends).map { try $0.get() }
                #expect(again.allSatisfy { $0.isRepeat })
                try await city.expectSound(4_500)
            }
        }

        @Test("Some conflict, some are nonsense: the others are taken")
        func conflicts() async throws {
            try await TestCity.with { city in
                let outcomes = await city.log.append(
                    all: (0..<2_400).map { n in
                        switch n % 100 {
                        case 7: .letter(n, expecting: .exactly(1))
                        case 9: Append([])
                        default: .letter(n)
                        }
                    })
                for (n, outcome) in outcomes.enumerated() {
                    #expect(((try? outcome.get()) == nil) == [7, 9].contains(n % 100))
                }
                try await city.expectSound(2_400 - 48)
            }
        }

        @Test("However the same events are cut into batches, the tree is the same")
        func sameTree() async throws {
            let count = 2_500
            let moment = Instant(microseconds: 1_782_604_800_000_000)
            var roots: [Digest] = []
            var leaves: [[Digest]] = []
            for cut in [1, 7, 256, 1_000, 1_001, 2_500] {
                try await TestCity.with { city in
                    let log = EventLog(city.settings, on: city.reactor, now: { moment })
                    for start in stride(from: 0, to: count, by: cut * (cut == 1 ? 250 : 1)) {
                        if cut == 1 {
                            // A few by themselves, the rest together: 2,500 commits take long.
                            let single = min(start + 40, count)
                            for n in start..<single { _ = try await log.append(Self.full(n)) }
                            let rest = await log.append(
                                all: (single..<min(start + 250, count)).map(Self.full))
                            #expect(rest.allSatisfy { (try? $0.get()) != nil })
                        } else {
                            let outcomes = await log.append(
                                all: (start..<min(start + cut, count)).map(Self.full))
                            #expect(outcomes.allSatisfy { (try? $0.get()) != nil })
                        }
                    }
                    await log.close()
                    leaves.append(try await city.expectSound(count).map(\.leafHash))
                    roots.append(try await city.log.headRoot().root)
                }
            }
            #expect(Set(roots).count == 1)
            #expect(leaves.allSatisfy { $0 == leaves[0] })
        }

        private static func full(_ n: Int) -> Append {
            var event = letter(n)
            event.sealed = n % 3 == 0 ? [1, 2, UInt8(n % 256)] : nil
            return Append(
                [.init(item(n), expecting: .none, [event])],
                command: n % 2 == 0 ? .number(n) : nil, actor: n % 5 == 0 ? nil : "取込")
        }

        @Test("Imports and another process's appends go on beside each other")
        func besideOthers() async throws {
            try await TestCity.with { city in
                let desk = city.secondLog()
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask {
                        for n in 0..<60 { _ = try await desk.append(.letter(1_000_000 + n)) }
                    }
                    for chunk in 0..<6 {
                        let outcomes = await city.log.append(
                            all: (0..<1_500).map { .letter(chunk * 10_000 + $0) })
                        for outcome in outcomes {
                            if case .failure(let error) = outcome {
                                Issue.record("chunk \(chunk): \(error)")
                                break
                            }
                        }
                    }
                    try await group.waitForAll()
                }
                await desk.close()
                try await city.expectSound(6 * 1_500 + 60)
            }
        }

        @Test("An import that loses the head to another process half-way is sent again")
        func losesTheHead() async throws {
            try await TestCity.with { city in
                let other = city.secondLog()
                _ = try await city.log.append(.letter(1_000_000))
                _ = try await other.append(.letter(1_000_001))
                // The import waits at its first statement; meanwhile the head moves on.
                let admin = try await city.superuser()
                _ = try await admin.run(["BEGIN", "LOCK TABLE log.stream IN SHARE MODE"])
                async let outcomes = city.log.append(all: (0..<1_500).map { .letter($0) })
                try await eventually("the import never waited") { try await Self.waiting(admin) }
                async let quick = other.append(.letter(1_000_002))
                try await eventually("the other never waited") {
                    try await Self.waiting(admin, atLeast: 2)
                }
                _ = try await admin.execute("COMMIT")
                let failures = await outcomes.compactMap { outcome -> AppendError? in
                    if case .failure(let error) = outcome { error } else { nil }
                }
                #expect(failures.isEmpty, "\(failures.first.map { "\($0)" } ?? "")")
                _ = try await quick
                await admin.close()
                await other.close()
                try await city.expectSound(1_503)
            }
        }

        private static func waiting(
            _ admin: Connection, atLeast count: Int64 = 1
        ) async throws -> Bool {
            let rows = try await admin.execute(
                """
                SELECT count(DISTINCT pid) FROM pg_locks
                 WHERE NOT granted AND pid IN (SELECT pid FROM pg_stat_activity
                                                WHERE datname = current_database())
                """)
            return try rows[0].get(0, as: Int64.self) >= count
        }
    }
}
