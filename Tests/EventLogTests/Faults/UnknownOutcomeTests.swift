import EventLog
import Foundation
import Postgres
import TestSupport
import Testing

extension EventLogOnPostgres {
    @Suite("The connection breaks at the moment of commit (結果不明)")
    struct UnknownOutcomeTests {
        /// A letter the proxy recognises when it passes.
        private static func marked(_ n: Int, command: Command? = nil) -> Append {
            var event = letter(n)
            event.type = "LetterMarked"
            return Append([.init(item(n), expecting: .none, [event])], command: command)
        }

        @Test("Committed but never answered: found by its head, with or without a command")
        func committed() async throws {
            try await TestCity.with { city in
                try await city.throughProxy { log, proxy in
                    _ = try await log.append(.letter(1))
                    for (n, command) in [(2, nil), (3, Command.number(3))] {
                        proxy.cutOnce(.afterServer(mark: "LetterMarked"))
                        let answer = try await log.append(Self.marked(n, command: command))
                        #expect(proxy.cuts == n - 1)
                        #expect(answer.firstPosition == Int64(n) && answer.versions == [1])
                    }
                    let next = try await log.append(
                        .letter(4, to: item(3), expecting: .exactly(1)))
                    #expect(next.firstPosition == 4)
                }
                try await city.expectSound(4)
            }
        }

        @Test("The first append of all, and a whole batch of which some conflict")
        func batch() async throws {
            try await TestCity.with { city in
                try await city.throughProxy { log, proxy in
                    proxy.cutOnce(.afterServer(mark: "LetterMarked"))
                    #expect(try await log.append(Self.marked(1)).firstPosition == 1)
                    proxy.cutOnce(.afterServer(mark: "LetterMarked"))
                    let outcomes = await log.append(
                        all: (2...20).map(Self.marked) + [Self.marked(1), Self.marked(21)])
                    for (index, outcome) in outcomes.enumerated() where index != 19 {
                        let answer = try outcome.get()
                        #expect(answer.firstPosition == Int64(index < 19 ? index + 2 : 21))
                    }
                    #expect((try? outcomes[19].get()) == nil)
                    #expect(proxy.cuts == 2)
                }
                try await city.expectSound(21)
            }
        }

        private static func marked(_ n: Int) -> Append { marked(n, command: nil) }

        @Test("Cut before the server has it: sent again, recorded once")
        func neverArrived() async throws {
            try await TestCity.with { city in
                try await city.throughProxy { log, proxy in
                    for (n, command) in [(1, nil), (2, Command.number(2))] {
                        proxy.cutOnce(.beforeServer(mark: "LetterMarked"))
                        let answer = try await log.append(Self.marked(n, command: command))
                        #expect(!answer.isRepeat && answer.firstPosition == Int64(n))
                    }
                    #expect(proxy.cuts == 2)
                }
                try await city.expectSound(2)
            }
        }

        @Test("A large append whose COMMIT is never answered, or answered with a farewell")
        func copies() async throws {
            let count = 1_200
            for cut in [CuttingProxy.Cut.afterServer(mark: "COMMIT"), .fatalAfterCommit] {
                try await TestCity.with { city in
                    try await city.throughProxy { log, proxy in
                        proxy.cutOnce(cut)
                        let answers = try await log.append(
                            all: (1...count).map { .letter($0) }
                        ).map { try $0.get() }
                        #expect(proxy.cuts == 1)
                        #expect(answers.map(\.firstPosition) == (1...count).map { Int64($0) })
                    }
                    try await city.expectSound(count)
                }
            }
        }

        @Test("A large append cut half-way leaves nothing, and is sent again")
        func copyHalfWay() async throws {
            let count = 1_200
            try await TestCity.with { city in
                try await city.throughProxy { log, proxy in
                    let mark = "\"n\":\(count - 1)}"
                    proxy.cutOnce(.beforeServer(mark: mark))
                    let answers = try await log.append(all: (1...count).map { .letter($0) })
                        .map { try $0.get() }
                    #expect(proxy.cuts == 1)
                    #expect(answers.last?.firstPosition == Int64(count))
                }
                try await city.expectSound(count)
            }
        }

        @Test("Another process goes on before the server is heard of again")
        func othersGoOn() async throws {
            try await TestCity.with { city in
                try await city.throughProxy { log, proxy in
                    for (round, cut) in [
                        CuttingProxy.Cut.afterServer(mark: "LetterMarked"),
                        .beforeServer(mark: "LetterMarked"),
                    ].enumerated() {
                        proxy.cutOnce(cut, thenUnreachable: true)
                        let first = Int64(round * 4)
                        async let lost = log.append(Self.marked(round))
                        try await eventually("never cut") { proxy.cuts == round + 1 }
                        if round == 0 {
                            try await eventually("never committed") {
                                try await city.log.headPosition() == 1
                            }
                        }
                        for n in 1...3 {
                            _ = try await city.log.append(.letter(round * 100 + 10 + n))
                        }
                        proxy.beReachable()
                        let answer = try await lost
                        #expect(answer.firstPosition == (round == 0 ? 1 : first + 4))
                        #expect(answer.versions == [1])
                    }
                }
                try await city.expectSound(8)
            }
        }

        @Test("A server that stays away: the outcome is called unknown, and the command tells")
        func staysAway() async throws {
            try await TestCity.with { city in
                try await city.throughProxy { log, proxy in
                    _ = try await log.append(.letter(1))
                    proxy.cutOnce(.afterServer(mark: "LetterMarked"), thenUnreachable: true)
                    let append = Self.marked(2, command: .number(2))
                    async let unaware = log.append(append)
                    try await eventually("never cut") { proxy.cuts == 1 }
                    // Who only comes now was never sent.
                    async let waiting = log.append(.letter(3))
                    do {
                        _ = try await unaware
                        Issue.record("answered without an answer")
                    } catch let error as AppendError {
                        guard case .outcomeUnknown = error else {
                            throw error
                        }
                    }
                    do {
                        _ = try await waiting
                        Issue.record("answered without a server")
                    } catch let error as AppendError {
                        guard case .unavailable = error else { throw error }
                    }
                    proxy.beReachable()
                    let again = try await log.append(append)
                    #expect(again.isRepeat && again.firstPosition == 2)
                    #expect(try await log.append(.letter(4)).firstPosition == 3)
                }
                try await city.expectSound(3)
            }
        }

        @Test("A reader's step alone, committed but never answered, is not another runner's")
        func stepAlone() async throws {
            try await TestCity.with { city in
                try await city.throughProxy { log, proxy in
                    _ = try await log.append(.letter(1))
                    for (cut, from) in [
                        (CuttingProxy.Cut.afterServer(mark: "marked-reader"), Int64(0)),
                        (.beforeServer(mark: "marked-reader"), 1),
                    ] {
                        proxy.cutOnce(cut)
                        let step = Advance(name: "marked-reader", from: from, to: from + 1)
                        _ = try await log.append(Append([], advancing: step))
                        #expect(try await log.checkpoint("marked-reader") == from + 1)
                    }
                    #expect(proxy.cuts == 2)
                }
                try await city.expectSound(1)
            }
        }
    }
}
