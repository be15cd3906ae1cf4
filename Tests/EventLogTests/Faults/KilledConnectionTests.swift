import EventLog
import Foundation
import Postgres
import TestSupport
import Testing

extension EventLogOnPostgres {
    @Suite("Connections killed while appending (接続の強制終了)")
    struct KilledConnectionTests {
        private static let kills = 15
        private static let each = 40

        /// What callers were told.
        private struct Told: Sendable {
            var acknowledged: [Int: Appended] = [:]
            var failed: Set<Int> = []
            var isOver = false
        }

        @Test("With commands: every writer gets through, and every letter is there once")
        func withCommands() async throws {
            try await TestCity.with { city in
                let told = try await Self.run(city, writers: 8) { log, n throws(AppendError) in
                    var attempts = 0
                    while true {
                        attempts += 1
                        do throws(AppendError) {
                            return try await log.append(.letter(n, command: .number(n)))
                        } catch {
                            guard attempts < 50 else { throw error }
                        }
                    }
                }
                #expect(told.failed.isEmpty)
                let events = try await city.expectSound(8 * Self.each)
                for (n, answer) in told.acknowledged {
                    #expect(events[Int(answer.firstPosition) - 1].number == n)
                }
            }
        }

        @Test("Without commands: what was acknowledged is there once, the rest at most once")
        func withoutCommands() async throws {
            try await TestCity.with { city in
                let told = try await Self.run(city, writers: 8) { log, n throws(AppendError) in
                    try await log.append(
                        Append([.init(item(n % 8), expecting: .any, [letter(n)])]))
                }
                let events = try await city.expectSound()
                var times: [Int: Int] = [:]
                for event in events { times[event.number, default: 0] += 1 }
                for (n, answer) in told.acknowledged {
                    #expect(times[n] == 1)
                    #expect(events[Int(answer.firstPosition) - 1].number == n)
                }
                for n in told.failed { #expect(times[n, default: 0] <= 1) }
            }
        }

        @Test("Imports by COPY survive it as well")
        func imports() async throws {
            try await TestCity.with { city in
                let isOver = Shared(false)
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask {
                        try await Self.kill(city, everyEvents: 1_000) { isOver.value }
                    }
                    for chunk in 0..<8 {
                        let appends = (0..<1_200).map { n in
                            Append.letter(
                                chunk * 10_000 + n, command: .number(chunk * 10_000 + n))
                        }
                        var open = appends
                        for _ in 0..<50 where !open.isEmpty {
                            let outcomes = await city.log.append(all: open)
                            open = zip(open, outcomes).filter { (try? $1.get()) == nil }.map(\.0)
                        }
                        #expect(open.isEmpty)
                    }
                    isOver.change { $0 = true }
                    try await group.waitForAll()
                }
                let events = try await city.expectSound(8 * 1_200)
                #expect(Set(events.map(\.number)).count == 8 * 1_200)
            }
        }

        private static func run(
            _ city: TestCity, writers: Int,
            _ append: @escaping @Sendable (EventLog, Int) async throws(AppendError) -> Appended
        ) async throws -> Told {
            let told = Shared(Told())
            let second = city.secondLog()
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await kill(city, everyEvents: 8) { told.value.isOver }
                }
                await withTaskGroup(of: Void.self) { writing in
                    for writer in 0..<writers {
                        writing.addTask {
                            let log = writer % 2 == 0 ? city.log : second
                            for k in 0..<each {
                                let n = k * writers + writer
                                do throws(AppendError) {
                                    let answer = try await append(log, n)
                                    told.change { $0.acknowledged[n] = answer }
                                } catch {
                                    told.change { $0.failed.insert(n) }
                                }
                            }
                        }
                    }
                }
                told.change { $0.isOver = true }
                try await group.waitForAll()
            }
            await second.close()
            return told.value
        }

        /// Ends every connection of the app whenever the log has grown by so much.
        private static func kill(
            _ city: TestCity, everyEvents step: Int64, unless isOver: @Sendable () -> Bool
        ) async throws {
            let admin = try await city.superuser()
            var next = step
            var killed = 0
            for _ in 0..<kills {
                while !isOver() {
                    let head = try await admin.execute(
                        "SELECT coalesce(max(position), 0) FROM log.head")
                    if try head[0].get(0, as: Int64.self) >= next { break }
                }
                if isOver() { break }
                next += step
                killed += try await admin.execute(
                    """
                    SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                     WHERE datname = current_database() AND usename = 'koe_app'
                    """
                ).count
            }
            #expect(killed > 0)
            await admin.close()
        }
    }
}
