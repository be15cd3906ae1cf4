import EventLog
import Foundation
import Postgres
import TestSupport
import Testing

extension EventLogOnPostgres {
    @Suite("Appending (追記)")
    struct AppendTests {
        @Test("Positions count through the log, versions through each stream")
        func positions() async throws {
            try await TestCity.with { city in
                let two = try await city.log.append(
                    Append([.init(item(1), expecting: .none, [letter(1), letter(2)])]))
                #expect(two.firstPosition == 1 && two.lastPosition == 2)
                #expect(two.versions == [2])
                #expect(!two.isRepeat)
                let other = try await city.log.append(.letter(3, to: item(2)))
                #expect(other.firstPosition == 3 && other.lastPosition == 3)
                #expect(other.versions == [1])
                let next = try await city.log.append(
                    .letter(4, to: item(1), expecting: .exactly(2)))
                #expect(next.firstPosition == 4 && next.versions == [3])
                #expect(next.recordedAt > two.recordedAt)

                let events = try await city.expectSound(4)
                #expect(events.map(\.version) == [1, 2, 1, 3])
                #expect(events.map(\.number) == [1, 2, 3, 4])
                #expect(events[1].recordedAt == two.recordedAt)
                let streams = try await city.log.read(item(1))
                #expect(streams.map(\.position) == [1, 2, 4])
            }
        }

        @Test("Every column comes back as it was given")
        func columns() async throws {
            try await TestCity.with { city in
                _ = try await city.log.append(.letter(1))
                let event = NewEvent(
                    type: "ItemRouted", schemaVersion: 3, payload: Array("{\"係\":\"除雪\"}".utf8),
                    sealed: [1, 0, 0xFF])
                let answer = try await city.log.append(
                    Append(
                        [.init(item(1), expecting: .any, [event])], command: .number(7),
                        actor: "課長 \"見本\" \\ 👩‍💼", cause: 1, correlation: number(9)))
                let stored = try #require(try await city.log.event(at: 2))
                #expect(stored.stream == item(1) && stored.version == 2)
                #expect(stored.type == "ItemRouted" && stored.schemaVersion == 3)
                #expect(stored.payload == event.payload && stored.sealed == [1, 0, 0xFF])
                #expect(stored.actor == "課長 \"見本\" \\ 👩‍💼" && stored.cause == 1)
                #expect(stored.correlation == number(9))
                #expect(stored.recordedAt == answer.recordedAt)
                // The command stands for the correlation unless one is given.
                let plain = try await city.log.append(.letter(3, command: .number(8)))
                let third = try #require(try await city.log.event(at: plain.firstPosition))
                #expect(third.correlation == number(8))
                #expect(third.sealed == nil && third.cause == nil)
                try await city.expectSound(3)
            }
        }

        @Test("An empty payload and an empty sealed part stay empty, not missing")
        func emptyParts() async throws {
            try await TestCity.with { city in
                let event = NewEvent(type: "T", payload: [], sealed: [])
                _ = try await city.log.append(
                    Append([.init(item(1), expecting: .none, [event])], actor: ""))
                let stored = try #require(try await city.log.event(at: 1))
                #expect(stored.payload.isEmpty && stored.sealed == [] && stored.actor == "")
                try await city.expectSound(1)
            }
        }

        @Test("The id follows from stream and version, and is a UUID of version 8")
        func eventIDs() async throws {
            try await TestCity.with { city in
                _ = try await city.log.append(
                    Append([.init(item(1), expecting: .none, (1...20).map(letter))]))
                _ = try await city.log.append(.letter(2))
                let events = try await city.expectSound(21)
                #expect(Set(events.map(\.id)).count == 21)
                for event in events {
                    #expect(
                        event.id == EventID.derive(stream: event.stream, version: event.version))
                    #expect(event.id.uuid.6 >> 4 == 8)
                    #expect(event.id.uuid.8 >> 6 == 2)
                }
            }
        }

        @Test("A conflict names the version the stream is at, and burns no position")
        func conflicts() async throws {
            try await TestCity.with { city in
                _ = try await city.log.append(
                    Append([.init(item(1), expecting: .none, [letter(1), letter(2)])]))
                // Once from memory, once by a log that knows nothing yet.
                let fresh = city.secondLog()
                for log in [city.log, fresh] {
                    for wrong: ExpectedVersion in [
                        .none, .exactly(0), .exactly(1), .exactly(3), .exactly(1_000),
                    ] {
                        await #expect(
                            throws: AppendError.conflict(
                                stream: item(1), expected: wrong, actual: 2)
                        ) { try await log.append(.letter(9, to: item(1), expecting: wrong)) }
                    }
                    await #expect(
                        throws: AppendError.conflict(
                            stream: item(5), expected: .exactly(1), actual: 0)
                    ) { try await log.append(.letter(9, to: item(5), expecting: .exactly(1))) }
                }
                let any = try await fresh.append(.letter(3, to: item(1), expecting: .any))
                #expect(any.firstPosition == 3 && any.versions == [3])
                // The first log remembers version 2, which is no longer true.
                let next = try await city.log.append(
                    .letter(4, to: item(1), expecting: .exactly(3)))
                #expect(next.firstPosition == 4)
                let new = try await city.log.append(.letter(5, to: item(6), expecting: .any))
                #expect(new.versions == [1])
                let zero = try await city.log.append(
                    .letter(6, to: item(7), expecting: .exactly(0)))
                #expect(zero.versions == [1])
                await fresh.close()
                try await city.expectSound(6)
            }
        }

        @Test("A version that was seen is believed without asking, and a later one still wins")
        func seen() async throws {
            try await TestCity.with { city in
                _ = try await city.log.append(
                    Append([.init(item(1), expecting: .none, [letter(1), letter(2)])]))
                let fresh = city.secondLog()
                for log in [city.log, fresh] {
                    await #expect(
                        throws: AppendError.conflict(
                            stream: item(1), expected: .seen(1), actual: 2)
                    ) { try await log.append(.letter(9, to: item(1), expecting: .seen(1))) }
                }
                let next = try await fresh.append(.letter(3, to: item(1), expecting: .seen(2)))
                #expect(next.versions == [3] && next.firstPosition == 3)
                // By COPY as well: one that is out of date, among many that are not.
                let many = await city.secondLog().append(
                    all: (0..<200).map { n in
                        n == 7
                            ? .letter(n, to: item(1), expecting: .seen(2))
                            : .letter(n, to: item(100 + n), expecting: .none)
                    })
                #expect(
                    many[7]
                        == .failure(.conflict(stream: item(1), expected: .seen(2), actual: 3)))
                #expect(many.count { (try? $0.get()) != nil } == 199)
                await fresh.close()
                try await city.expectSound(3 + 199)
            }
        }

        @Test("An append over several streams is all or nothing")
        func severalStreams() async throws {
            try await TestCity.with { city in
                let both = try await city.log.append(
                    Append([
                        .init(item(1), expecting: .none, [letter(1), letter(2)]),
                        .init(item(2), expecting: .any, [letter(3)]),
                        .init(item(3), expecting: .exactly(0), [letter(4)]),
                    ]))
                #expect(both.firstPosition == 1 && both.lastPosition == 4)
                #expect(both.versions == [2, 1, 1])
                await #expect(
                    throws: AppendError.conflict(
                        stream: item(3), expected: .exactly(5), actual: 1)
                ) {
                    try await city.log.append(
                        Append([
                            .init(item(1), expecting: .exactly(2), [letter(5)]),
                            .init(item(3), expecting: .exactly(5), [letter(6)]),
                        ]))
                }
                #expect(try await city.log.read(item(1)).count == 2)
                try await city.expectSound(4)
            }
        }

        @Test("The clock may jump back; what is recorded does not")
        func clockJumpsBack() async throws {
            try await TestCity.with { city in
                let first = try await city.log.append(.letter(1))
                city.clock.advance(by: -3_600_000_000)
                let second = try await city.log.append(.letter(2))
                #expect(second.recordedAt == first.recordedAt)
                let other = city.secondLog()
                let third = try await other.append(.letter(3))
                #expect(third.recordedAt == first.recordedAt)
                city.clock.advance(by: 7_200_000_000)
                let fourth = try await city.log.append(.letter(4))
                #expect(fourth.recordedAt > first.recordedAt)
                await other.close()
                let times = try await city.expectSound(4).map(\.recordedAt)
                #expect(times == times.sorted())
            }
        }

        @Test("A closed log answers that nothing was recorded")
        func closed() async throws {
            try await TestCity.with { city in
                let log = city.secondLog()
                _ = try await log.append(.letter(1))
                await log.close()
                await #expect(throws: AppendError.self) { try await log.append(.letter(2)) }
                let many = await log.append(all: [.letter(3), .letter(4)])
                #expect(many.allSatisfy { (try? $0.get()) == nil })
                #expect(await log.append(all: []).isEmpty)
                try await city.expectSound(1)
            }
        }

        @Test("More callers than may wait get an answer at once; the others are served")
        func overloaded() async throws {
            try await TestCity.with { city in
                _ = try await city.log.append(.letter(0))
                let admin = try await city.superuser()
                _ = try await admin.run(["BEGIN", "LOCK TABLE log.head IN SHARE MODE"])
                let callers = AppendLimits.waiting + 1_500
                var overloaded = 0
                var recorded = 0
                try await withThrowingTaskGroup(of: AppendError?.self) { group in
                    for n in 1...callers {
                        group.addTask {
                            do throws(AppendError) {
                                _ = try await city.log.append(.letter(n))
                                return nil
                            } catch {
                                return error
                            }
                        }
                    }
                    // Nobody can be recorded yet, so the first answers are refusals.
                    let first = try await group.next()
                    #expect(first == .some(.overloaded))
                    overloaded += 1
                    _ = try await admin.execute("COMMIT")
                    for try await error in group {
                        switch error {
                        case nil: recorded += 1
                        case .overloaded?: overloaded += 1
                        default: Issue.record("\(String(describing: error))")
                        }
                    }
                }
                #expect(overloaded + recorded == callers)
                #expect(recorded >= AppendLimits.waiting)
                await admin.close()
                try await city.expectSound(recorded + 1)
            }
        }
    }
}
