import EventLog
import Foundation
import Postgres
import TestSupport
import Testing

extension EventLogOnPostgres {
    @Suite("A batch in which some conflict (一括と競合)")
    struct BatchTests {
        @Test(
            "Of many appends every seventh conflicts and every eleventh was there before",
            arguments: [200, 1_500])
        func mixed(count: Int) async throws {
            try await TestCity.with { city in
                let earlier = stride(from: 0, to: count, by: 11).map { n in
                    Append.letter(n, command: .number(n))
                }
                let before = try await city.log.append(all: earlier).map { try $0.get() }
                let appends = (0..<count).map { n -> Append in
                    if n % 11 == 0 { return .letter(n, command: .number(n)) }
                    if n % 7 == 0 { return .letter(n, expecting: .exactly(3)) }
                    return .letter(n, command: .number(n))
                }
                let outcomes = await city.log.append(all: appends)
                #expect(outcomes.count == count)
                var next = Int64(earlier.count)
                for (n, outcome) in outcomes.enumerated() {
                    if n % 11 == 0 {
                        let answer = try outcome.get()
                        #expect(answer.isRepeat)
                        #expect(answer.firstPosition == before[n / 11].firstPosition)
                    } else if n % 7 == 0 {
                        #expect(
                            outcome
                                == .failure(
                                    .conflict(
                                        stream: item(n), expected: .exactly(3), actual: 0)))
                    } else {
                        let answer = try outcome.get()
                        next += 1
                        #expect(!answer.isRepeat && answer.firstPosition == next)
                    }
                }
                try await city.expectSound(Int(next))
            }
        }

        @Test("Callers at the same moment: who conflicts disturbs nobody")
        func concurrentCallers() async throws {
            try await TestCity.with { city in
                _ = try await city.log.append(.letter(0))
                for round in 0..<6 {
                    try await withThrowingTaskGroup(of: Void.self) { group in
                        for n in 0..<60 {
                            group.addTask {
                                if n % 5 == 0 {
                                    await #expect(
                                        throws: AppendError.conflict(
                                            stream: item(0), expected: .none, actual: 1)
                                    ) { try await city.log.append(.letter(n, to: item(0))) }
                                } else {
                                    let answer = try await city.log.append(
                                        .letter(1 + round * 100 + n))
                                    #expect(answer.versions == [1])
                                }
                            }
                        }
                        try await group.waitForAll()
                    }
                }
                try await city.expectSound(1 + 6 * 48)
            }
        }

        @Test("Of many who want the same next version one wins, the others learn the version")
        func oneWinner() async throws {
            try await TestCity.with { city in
                let other = city.secondLog()
                for version: Int32 in 0..<8 {
                    let outcomes = await withTaskGroup(
                        of: Result<Appended, AppendError>.self
                    ) { group in
                        for n in 0..<16 {
                            group.addTask {
                                do throws(AppendError) {
                                    return .success(
                                        try await (n % 2 == 0 ? city.log : other).append(
                                            .letter(
                                                n, to: item(1), expecting: .exactly(version))))
                                } catch {
                                    return .failure(error)
                                }
                            }
                        }
                        return await group.reduce(into: []) { $0.append($1) }
                    }
                    let conflict = AppendError.conflict(
                        stream: item(1), expected: .exactly(version), actual: version + 1)
                    #expect(outcomes.count { (try? $0.get()) != nil } == 1)
                    let others = outcomes.filter { (try? $0.get()) == nil }
                    #expect(others.allSatisfy { $0 == .failure(conflict) }, "\(others)")
                }
                await other.close()
                try await city.expectSound(8)
            }
        }

        @Test("Appends that build on each other in one call are taken in their order")
        func chain() async throws {
            try await TestCity.with { city in
                let appends = (0..<50).map {
                    Append.letter($0, to: item(1), expecting: .exactly(Int32($0)))
                }
                let answers = try await city.log.append(all: appends).map { try $0.get() }
                #expect(answers.map(\.versions) == (1...50).map { [Int32($0)] })
                // And where the first of such a chain fails, all that build on it do.
                let broken = await city.log.append(
                    all: (0..<5).map {
                        .letter($0, to: item(1), expecting: .exactly(Int32($0) + 51))
                    } + [.letter(60)])
                for (n, outcome) in broken.prefix(5).enumerated() {
                    #expect(
                        outcome
                            == .failure(
                                .conflict(
                                    stream: item(1), expected: .exactly(Int32(n) + 51), actual: 50))
                    )
                }
                #expect((try? broken[5].get()) != nil)
                try await city.expectSound(51)
            }
        }

        @Test("A writer that conflicts leaves no trace of its other streams")
        func nothingOfALoser() async throws {
            try await TestCity.with { city in
                _ = try await city.log.append(.letter(1))
                let loser = Append([
                    .init(item(2), expecting: .none, [letter(2)]),
                    .init(item(1), expecting: .none, [letter(3)]),
                ])
                let outcomes = await city.log.append(all: [
                    loser, .letter(4, to: item(2)), loser,
                ])
                #expect(
                    outcomes[0]
                        == .failure(.conflict(stream: item(1), expected: .none, actual: 1)))
                #expect((try? outcomes[1].get())?.versions == [1])
                #expect((try? outcomes[2].get()) == nil)
                try await city.expectSound(2)
            }
        }
    }
}
