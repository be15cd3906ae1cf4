import EventLog
import Foundation
import Postgres
import TestSupport
import Testing

extension EventLogOnPostgres {
    @Suite("Writers and readers at the same time (同時実行)")
    struct RaceTests {
        private static let writers = 16
        private static let each = 40

        @Test("Sixteen writers in two processes and a follower in a third: nothing missed")
        func race() async throws {
            let total = Self.writers * Self.each
            try await TestCity.with { city in
                let second = city.secondLog()
                let third = city.secondLog()
                var seen: [RecordedEvent] = []
                try await withThrowingTaskGroup(of: [RecordedEvent].self) { group in
                    group.addTask { try await Self.follow(third, until: total) }
                    for writer in 0..<Self.writers {
                        group.addTask {
                            try await Self.write(writer, writer < 8 ? city.log : second)
                            return []
                        }
                    }
                    for try await events in group { seen += events }
                }
                #expect(seen.map(\.position) == (0..<total).map { Int64($0) + 1 })
                var last: [StreamName: (version: Int32, number: Int)] = [:]
                for event in seen {
                    let before = last[event.stream] ?? (0, 0)
                    #expect(event.version == before.version + 1)
                    #expect(event.number > before.number)
                    last[event.stream] = (event.version, event.number)
                }
                #expect(last.count == Self.writers)
                await second.close()
                await third.close()
                #expect(try await city.expectSound(total) == seen)
            }
        }

        /// Each writer has a stream of its own and numbers its letters upwards.
        private static func write(_ writer: Int, _ log: EventLog) async throws {
            for n in 0..<each {
                let answer = try await log.append(
                    .letter(
                        writer * 1_000 + n + 1, to: item(writer), expecting: .exactly(Int32(n)),
                        command: .number(writer * 1_000 + n)))
                #expect(!answer.isRepeat && answer.versions == [Int32(n + 1)])
            }
        }

        private static func follow(
            _ log: EventLog, until total: Int
        ) async throws -> [RecordedEvent] {
            var seen: [RecordedEvent] = []
            do {
                try await log.follow(after: 0) { events in
                    seen += events
                    if seen.count >= total { throw SeenEnough() }
                }
            } catch is SeenEnough {}
            return seen
        }

        @Test("A slow process is not starved by a busy one")
        func notStarved() async throws {
            try await TestCity.with { city in
                let slow = city.secondLog()
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for writer in 0..<8 {
                        group.addTask {
                            // For ever, unless the slow one gets through.
                            var n = 0
                            while !Task.isCancelled {
                                n += 1
                                _ = try await city.log.append(.letter(writer * 1_000_000 + n))
                            }
                        }
                    }
                    for n in 1...25 { _ = try await slow.append(.letter(50_000_000 + n)) }
                    group.cancelAll()
                    do { try await group.waitForAll() } catch is AppendError {}
                }
                await slow.close()
                let events = try await city.expectSound()
                #expect(events.count { $0.number > 50_000_000 } == 25)
            }
        }

        @Test("Two readers of one log see the same; those who came late too")
        func followersAgree() async throws {
            try await TestCity.with { city in
                try await withThrowingTaskGroup(of: [RecordedEvent].self) { group in
                    for _ in 0..<3 { group.addTask { try await Self.follow(city.log, until: 90) } }
                    for n in 1...90 { _ = try await city.log.append(.letter(n)) }
                    group.addTask { try await Self.follow(city.log, until: 90) }
                    var all: [[RecordedEvent]] = []
                    for try await events in group { all.append(events) }
                    #expect(all.allSatisfy { $0 == all[0] && $0.count == 90 })
                }
                try await city.expectSound(90)
            }
        }
    }
}
