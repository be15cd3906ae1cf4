import EventLog
import Foundation
import Postgres
import TestSupport
import Testing

extension EventLogOnPostgres {
    @Suite("Commands, carried out once (指示)")
    struct CommandTests {
        private static func two(_ digest: [UInt8] = [1]) -> Append {
            Append(
                [.init(item(1), expecting: .none, [letter(1), letter(2)])],
                command: .number(1, digest: digest))
        }

        @Test("The same command again gets the first answer, here and in another process")
        func again() async throws {
            try await TestCity.with { city in
                let first = try await city.log.append(Self.two())
                #expect(!first.isRepeat && first.versions == [2])
                let other = city.secondLog()
                for log in [city.log, other, city.log] {
                    let again = try await log.append(Self.two())
                    #expect(again.isRepeat)
                    #expect(again.firstPosition == 1 && again.lastPosition == 2)
                    #expect(again.recordedAt == first.recordedAt)
                    #expect(again.versions.isEmpty)
                }
                await other.close()
                try await city.expectSound(2)
            }
        }

        @Test("Twenty times at once in two processes: one event, nineteen repeats")
        func atOnce() async throws {
            try await TestCity.with { city in
                let other = city.secondLog()
                _ = try await other.append(.letter(100))
                for round in 1...5 {
                    let answers = try await withThrowingTaskGroup(of: Appended.self) { group in
                        for n in 0..<20 {
                            group.addTask {
                                try await (n % 2 == 0 ? city.log : other)
                                    .append(.letter(round, command: .number(round)))
                            }
                        }
                        return try await group.reduce(into: []) { $0.append($1) }
                    }
                    #expect(answers.count { !$0.isRepeat } == 1)
                    #expect(Set(answers.map(\.firstPosition)) == [Int64(round) + 1])
                }
                await other.close()
                try await city.expectSound(6)
            }
        }

        @Test("Twenty times in one call: the first is recorded, the rest repeat it")
        func inOneCall() async throws {
            try await TestCity.with { city in
                let outcomes = await city.log.append(
                    all: (0..<20).map { _ in .letter(1, command: .number(1)) } + [.letter(2)])
                let answers = try outcomes.map { try $0.get() }
                let repeats = [false] + Array(repeating: true, count: 19) + [false]
                #expect(answers.map(\.isRepeat) == repeats)
                #expect(Set(answers.prefix(20).map(\.firstPosition)) == [answers[0].firstPosition])
                try await city.expectSound(2)
            }
        }

        @Test("Twenty times at once against a stream that has moved on: twenty conflicts")
        func allConflict() async throws {
            try await TestCity.with { city in
                _ = try await city.log.append(.letter(1))
                let conflict = AppendError.conflict(stream: item(1), expected: .none, actual: 1)
                let outcomes = await city.log.append(
                    all: (0..<20).map { _ in .letter(1, command: .number(1)) } + [.letter(2)])
                #expect(
                    outcomes.prefix(20).allSatisfy { $0 == .failure(conflict) },
                    "\(outcomes.prefix(20).map { "\($0)" }.joined(separator: "\n"))")
                #expect((try? outcomes[20].get()) != nil)
                try await city.expectSound(2)
            }
        }

        @Test("Another content under the same id is an error, and records nothing")
        func reused() async throws {
            try await TestCity.with { city in
                _ = try await city.log.append(Self.two())
                let other = city.secondLog()
                for log in [city.log, other] {
                    for digest: [UInt8] in [[2], [], [1, 0], [UInt8](repeating: 1, count: 32)] {
                        await #expect(throws: AppendError.commandReused(number(1))) {
                            try await log.append(Self.two(digest))
                        }
                    }
                }
                // Two contents under one id in the same batch: the first wins.
                let outcomes = await other.append(all: [
                    .letter(5, command: .number(5, digest: [1])),
                    .letter(6, command: .number(5, digest: [2])),
                ])
                #expect((try? outcomes[0].get())?.isRepeat == false)
                #expect(outcomes[1] == .failure(.commandReused(number(5))))
                await other.close()
                try await city.expectSound(3)
            }
        }

        @Test("A command is answered after its stream has moved on")
        func streamMovedOn() async throws {
            try await TestCity.with { city in
                let first = try await city.log.append(Self.two())
                for version: Int32 in 2...5 {
                    _ = try await city.log.append(
                        .letter(10, to: item(1), expecting: .exactly(version)))
                }
                let again = try await city.log.append(Self.two())
                #expect(again.isRepeat && again.firstPosition == first.firstPosition)
                try await city.expectSound(6)
            }
        }

        @Test("A command that was refused may be tried again")
        func refusedFirst() async throws {
            try await TestCity.with { city in
                let append = Append.letter(
                    2, to: item(1), expecting: .exactly(1), command: .number(2))
                await #expect(
                    throws: AppendError.conflict(
                        stream: item(1), expected: .exactly(1), actual: 0)
                ) { try await city.log.append(append) }
                _ = try await city.log.append(.letter(1))
                let answer = try await city.log.append(append)
                #expect(!answer.isRepeat && answer.firstPosition == 2)
                try await city.expectSound(2)
            }
        }

        @Test("A digest may be empty")
        func emptyDigest() async throws {
            try await TestCity.with { city in
                let append = Append.letter(1, command: .number(1, digest: []))
                _ = try await city.log.append(append)
                #expect(try await city.log.append(append).isRepeat)
                try await city.expectSound(1)
            }
        }
    }
}
