import EventLog
import Foundation
import Postgres
import TestSupport
import Testing

extension EventLogOnPostgres {
    @Suite("Limits and nonsense (上限と不正な依頼)")
    struct LimitTests {
        private static func event(bytes: Int, sealed: Int = 0) -> NewEvent {
            let type = "ItemReceived"
            return NewEvent(
                type: type,
                payload: [UInt8](repeating: 0x61, count: bytes - sealed - type.utf8.count),
                sealed: sealed == 0 ? nil : [UInt8](repeating: 7, count: sealed))
        }

        private static func append(_ event: NewEvent, to stream: Int) -> Append {
            Append([.init(item(stream), expecting: .none, [event])])
        }

        @Test("An event of 1 MiB is taken, one byte more is not, and nothing of it is written")
        func oneMebibyte() async throws {
            try await TestCity.with { city in
                let limit = AppendLimits.eventBytes
                #expect(limit == 1_048_576)
                let whole = Self.event(bytes: limit)
                let split = Self.event(bytes: limit, sealed: limit / 2)
                _ = try await city.log.append(Self.append(whole, to: 1))
                _ = try await city.log.append(Self.append(split, to: 2))
                for over in [
                    Self.event(bytes: limit + 1), Self.event(bytes: limit + 1, sealed: limit / 2),
                ] {
                    await #expect(
                        throws: AppendError.tooLarge(bytes: limit + 1, limit: limit)
                    ) { try await city.log.append(Self.append(over, to: 3)) }
                    // Together with others in one append: all or nothing.
                    await #expect(
                        throws: AppendError.tooLarge(bytes: limit + 1, limit: limit)
                    ) {
                        try await city.log.append(
                            Append([.init(item(3), expecting: .none, [letter(1), over])]))
                    }
                }
                #expect(try await city.log.read(item(3)).isEmpty)
                let events = try await city.expectSound(2)
                #expect(events[0].payload == whole.payload)
                #expect(events[1].sealed == split.sealed)
            }
        }

        @Test("Twelve events of 1 MiB travel in one append")
        func manyLargeEvents() async throws {
            try await TestCity.with { city in
                let events = (0..<12).map { _ in Self.event(bytes: AppendLimits.eventBytes) }
                let answer = try await city.log.append(
                    Append([.init(item(1), expecting: .none, events)]))
                #expect(answer.lastPosition == 12)
                try await city.expectSound(12)
            }
        }

        @Test("10,000 events are one append, 10,001 are too many")
        func tooMany() async throws {
            try await TestCity.with { city in
                let most = AppendLimits.eventsPerAppend
                let events = (1...(most + 1)).map(letter)
                await #expect(throws: AppendError.self) {
                    try await city.log.append(Append([.init(item(1), expecting: .none, events)]))
                }
                #expect(try await city.log.headPosition() == 0)
                let answer = try await city.log.append(
                    Append([.init(item(1), expecting: .none, Array(events.dropLast()))]))
                #expect(answer.firstPosition == 1 && answer.lastPosition == Int64(most))
                #expect(answer.versions == [Int32(most)])
                try await city.expectSound(most)
            }
        }

        /// Requests that contradict themselves.
        static let nonsense: [(name: String, append: Append)] = {
            func write(_ stream: Int, _ events: [NewEvent]) -> Append.Write {
                Append.Write(item(stream), expecting: .none, events)
            }
            let fine = letter(1)
            return [
                ("nothing at all", Append([])),
                ("no events", Append([write(900, [])])),
                (
                    "no events for one of two streams",
                    Append([write(900, [fine]), write(901, [])])
                ),
                ("a stream twice", Append([write(900, [fine]), write(900, [fine])])),
                (
                    "NUL in the type",
                    Append([write(900, [NewEvent(type: "Item\u{0}Received", payload: [])])])
                ),
                ("no type", Append([write(900, [NewEvent(type: "", payload: [])])])),
                (
                    "a long type",
                    Append([
                        write(900, [NewEvent(type: String(repeating: "あ", count: 34), payload: [])])
                    ])
                ),
                (
                    "schema version 0",
                    Append([write(900, [NewEvent(type: "T", schemaVersion: 0, payload: [])])])
                ),
                ("NUL in the actor", Append([write(900, [fine])], actor: "a\u{0}")),
                (
                    "a long actor",
                    Append([write(900, [fine])], actor: String(repeating: "a", count: 201))
                ),
                ("a cause of the future", Append([write(900, [fine])], cause: 1_000_000)),
                ("a cause before the first", Append([write(900, [fine])], cause: 0)),
                (
                    "a long digest",
                    Append(
                        [write(900, [fine])],
                        command: .number(900, digest: [UInt8](repeating: 1, count: 33)))
                ),
                (
                    "a command without events",
                    Append(
                        [], command: .number(900), advancing: Advance(name: "r", from: 0, to: 1))
                ),
                (
                    "a reader stepping back",
                    Append([write(900, [fine])], advancing: Advance(name: "r", from: 5, to: 4))
                ),
                (
                    "a reader before the log",
                    Append([write(900, [fine])], advancing: Advance(name: "r", from: -1, to: 4))
                ),
                (
                    "NUL in the reader's name",
                    Append(
                        [write(900, [fine])], advancing: Advance(name: "r\u{0}", from: 0, to: 1))
                ),
                (
                    "a reader without a name",
                    Append([write(900, [fine])], advancing: Advance(name: "", from: 0, to: 1))
                ),
                (
                    "a reader with an endless name",
                    Append(
                        [write(900, [fine])],
                        advancing: Advance(
                            name: String(repeating: "r", count: 9_000), from: 0, to: 1))
                ),
                (
                    "a negative version",
                    Append([.init(item(900), expecting: .exactly(-1), [fine])])
                ),
                (
                    "a version after which there is none",
                    Append([.init(item(900), expecting: .exactly(.max), [fine])])
                ),
            ]
        }()

        @Test("A request that contradicts itself is refused, and harms nothing that comes after")
        func malformed() async throws {
            try await TestCity.with { city in
                for (n, (name, append)) in Self.nonsense.enumerated() {
                    // Once by a log that knows nothing yet, once by one that knows its head.
                    let fresh = city.secondLog()
                    for (k, log) in [fresh, city.log].enumerated() {
                        do throws(AppendError) {
                            _ = try await log.append(append)
                            Issue.record("taken: \(name)")
                        } catch {
                            #expect(Self.isMalformed(error), "\(name): \(error)")
                        }
                        _ = try await log.append(.letter(2 * n + k))
                    }
                    await fresh.close()
                }
                try await city.expectSound(2 * Self.nonsense.count)
            }
        }

        @Test("Nonsense does not disturb those it shares a batch with")
        func neighbours() async throws {
            try await TestCity.with { city in
                _ = try await city.log.append(.letter(0))
                let mixed = Self.nonsense.enumerated().flatMap { index, entry in
                    [entry.append, Append.letter(index + 1)]
                }
                let outcomes = await city.log.append(all: mixed)
                for (index, outcome) in outcomes.enumerated() {
                    Self.check(outcome, isNonsense: index % 2 == 0, "in one call, \(index)")
                }
                // And as callers of their own, all at once.
                let results = await withTaskGroup(
                    of: (Int, Result<Appended, AppendError>).self
                ) { group in
                    for (index, append) in mixed.enumerated() {
                        var append = append
                        if index % 2 == 1 { append = .letter(index + 1_000) }
                        group.addTask { [append] in
                            do throws(AppendError) {
                                return (index, .success(try await city.log.append(append)))
                            } catch {
                                return (index, .failure(error))
                            }
                        }
                    }
                    return await group.reduce(into: []) { $0.append($1) }
                }
                for (index, outcome) in results {
                    Self.check(outcome, isNonsense: index % 2 == 0, "at once, \(index)")
                }
                try await city.expectSound(1 + 2 * Self.nonsense.count)
            }
        }

        private static func check(
            _ outcome: Result<Appended, AppendError>, isNonsense: Bool, _ place: String
        ) {
            switch outcome {
            case .success: #expect(!isNonsense, "\(place) was taken")
            case .failure(let error):
                #expect(isNonsense && isMalformed(error), "\(place): \(error)")
            }
        }

        private static func isMalformed(_ error: AppendError) -> Bool {
            if case .malformed = error { true } else { false }
        }

        @Test(
            "Names that are no stream",
            arguments: [
                "", " ", "item 1", "item\n1", "item\u{0}", "\u{7F}",
                String(repeating: "a", count: 201), String(repeating: "あ", count: 67),
            ])
        func streamNames(text: String) {
            #expect(StreamName(text) == nil)
        }

        @Test("Stream names of 200 bytes, in any script, are kept as they are")
        func longStreamNames() async throws {
            try await TestCity.with { city in
                let names = [
                    String(repeating: "a", count: 200), "対象-\(String(repeating: "あ", count: 60))",
                    "x", "item-か\u{3099}", "item-が", "-", "a\"b\\c", "😀",
                ]
                for (n, name) in names.enumerated() {
                    let stream = try #require(StreamName(name))
                    _ = try await city.log.append(.letter(n, to: stream))
                    #expect(
                        try await city.log.read(stream).first?.stream.text.utf8.elementsEqual(
                            name.utf8) == true)
                }
                try await city.expectSound(names.count)
            }
        }
    }
}
