import EventLog
import Foundation
import Postgres
import TestSupport
import Testing

extension EventLogOnPostgres {
    @Suite("A reader's step, settled with the events it led to (読み進み)")
    struct AdvanceTests {
        private static func step(_ from: Int64, _ to: Int64, name: String = "router") -> Advance {
            Advance(name: name, from: from, to: to)
        }

        @Test("Step and events are one: a moved checkpoint writes nothing")
        func together() async throws {
            try await TestCity.with { city in
                _ = try await city.log.append(.letter(1))
                #expect(try await city.log.checkpoint("router") == 0)
                let answer = try await city.log.append(.letter(2, advancing: Self.step(0, 1)))
                #expect(answer.firstPosition == 2)
                #expect(try await city.log.checkpoint("router") == 1)
                let other = city.secondLog()
                for log in [city.log, other] {
                    await #expect(
                        throws: AppendError.checkpointMoved(
                            name: "router", expected: 0, actual: 1)
                    ) { try await log.append(.letter(3, advancing: Self.step(0, 1))) }
                    await #expect(
                        throws: AppendError.checkpointMoved(
                            name: "router", expected: 5, actual: 1)
                    ) { try await log.append(.letter(3, advancing: Self.step(5, 9))) }
                    await #expect(
                        throws: AppendError.checkpointMoved(
                            name: "unheard", expected: 3, actual: 0)
                    ) {
                        try await log.append(
                            .letter(3, advancing: Self.step(3, 4, name: "unheard")))
                    }
                }
                await other.close()
                #expect(try await city.log.checkpoint("unheard") == 0)
                try await city.expectSound(2)
            }
        }

        @Test("A conflict moves no checkpoint")
        func conflict() async throws {
            try await TestCity.with { city in
                _ = try await city.log.append(.letter(1))
                await #expect(throws: AppendError.self) {
                    try await city.log.append(
                        .letter(2, to: item(1), expecting: .none, advancing: Self.step(0, 1)))
                }
                #expect(try await city.log.checkpoint("router") == 0)
                try await city.expectSound(1)
            }
        }

        @Test("A step without events")
        func alone() async throws {
            try await TestCity.with { city in
                let answer = try await city.log.append(Append([], advancing: Self.step(0, 7)))
                #expect(answer.firstPosition == 0 && answer.lastPosition == 0)
                #expect(answer.versions.isEmpty && !answer.isRepeat)
                #expect(try await city.log.checkpoint("router") == 7)
                _ = try await city.log.append(Append([], advancing: Self.step(7, 7)))
                _ = try await city.log.append(
                    Append([], advancing: Self.step(0, 3, name: "あ")))
                let all = try await city.log.checkpoints()
                #expect(all.map(\.name) == ["router", "あ"])
                #expect(all.map(\.position) == [7, 3])
                await #expect(
                    throws: AppendError.checkpointMoved(name: "router", expected: 0, actual: 7)
                ) { try await city.log.append(Append([], advancing: Self.step(0, 8))) }
                try await city.expectSound(0)
            }
        }

        @Test("A repeated command with a step does not step twice")
        func repeatedCommand() async throws {
            try await TestCity.with { city in
                let append = Append.letter(1, command: .number(1), advancing: Self.step(0, 4))
                _ = try await city.log.append(append)
                _ = try await city.log.append(Append([], advancing: Self.step(4, 6)))
                #expect(try await city.log.append(append).isRepeat)
                #expect(try await city.log.checkpoint("router") == 6)
                try await city.expectSound(1)
            }
        }

        @Test("Steps of one reader in one call are taken in their order, however many")
        func chain() async throws {
            try await TestCity.with { city in
                _ = try await city.log.append(.letter(0))
                let outcomes = await city.log.append(
                    all: (0..<30).map { n in
                        .letter(n + 1, advancing: Self.step(Int64(n), Int64(n) + 1))
                    })
                let refused = outcomes.filter { (try? $0.get()) == nil }
                #expect(refused.isEmpty, "\(refused)")
                #expect(try await city.log.checkpoint("router") == 30)
                try await city.expectSound(31)
                // All of them in one commit, after the one before.
                let heads = try await city.pool.execute("SELECT count(*) FROM log.head")
                #expect(try heads[0].get(0) as Int64 == 2)
            }
        }

        @Test("When one step of a chain is refused, those behind it are not taken either")
        func brokenChain() async throws {
            try await TestCity.with { city in
                _ = try await city.log.append(.letter(0, to: item(1)))
                let outcomes = await city.log.append(all: [
                    .letter(11, advancing: Self.step(0, 1)),
                    .letter(2, to: item(1), expecting: .none, advancing: Self.step(1, 2)),
                    .letter(13, advancing: Self.step(2, 3)),
                ])
                #expect((try? outcomes[0].get()) != nil)
                #expect(
                    outcomes[1]
                        == .failure(.conflict(stream: item(1), expected: .none, actual: 1)))
                #expect(
                    outcomes[2]
                        == .failure(.checkpointMoved(name: "router", expected: 2, actual: 1)))
                #expect(try await city.log.checkpoint("router") == 1)
                try await city.expectSound(2)
            }
        }

        @Test("Two runners of one reader: each event is dealt with once")
        func twoRunners() async throws {
            let letters = 120
            try await TestCity.with { city in
                let other = city.secondLog()
                let outcomes = await city.log.append(all: (1...letters).map { .letter($0) })
                #expect(outcomes.allSatisfy { (try? $0.get()) != nil })
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for log in [city.log, other] {
                        group.addTask { try await Self.route(log, through: Int64(letters)) }
                    }
                    try await group.waitForAll()
                }
                await other.close()
                let events = try await city.expectSound(2 * letters)
                let routed = events.dropFirst(letters)
                #expect(routed.allSatisfy { $0.type == "ItemRouted" })
                #expect(routed.map(\.cause) == (1...letters).map { Int64($0) })
            }
        }

        /// Reads from its checkpoint, three at a time, and records one event for each.
        private static func route(_ log: EventLog, through end: Int64) async throws {
            while true {
                let from = try await log.checkpoint("router")
                guard from < end else { return }
                let to = min(from + 3, end)
                var writes: [Append] = []
                for position in (from + 1)...to {
                    let event = try #require(try await log.event(at: position))
                    writes.append(
                        Append(
                            [
                                .init(
                                    event.stream, expecting: .exactly(1),
                                    [NewEvent(type: "ItemRouted", payload: event.payload)])
                            ], cause: position))
                }
                do throws(AppendError) {
                    // One append with one cause each cannot be; so the step goes one by one.
                    for (index, var append) in writes.enumerated() {
                        let at = from + Int64(index)
                        append.advancing = step(at, at + 1)
                        _ = try await log.append(append)
                    }
                } catch {
                    // The other runner was quicker: read the checkpoint again.
                    guard case .checkpointMoved = error else { throw error }
                }
            }
        }
    }
}
