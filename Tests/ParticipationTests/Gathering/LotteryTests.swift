import FoundationEssentials
import Participation
import TestSupport
import Testing

@Suite("抽選")
struct LotteryTests {
    private func applied(
        capacity: Int?, _ registrations: GatheringCommand...
    ) throws -> Scenario<Gathering> {
        try .after(
            [
                .tour {
                    $0.capacity = capacity
                    $0.admission = .lottery
                }
            ] + registrations)
    }

    @Test("抽選番号は決まった計算。誰でも確かめられる")
    func knownNumbers() {
        #expect(Lottery.number(of: .test(1), seed: 20_260_701) == Self.byHand(1, 20_260_701))
        #expect(Lottery.number(of: .test(1), seed: 1) != Lottery.number(of: .test(2), seed: 1))
        #expect(Lottery.number(of: .test(1), seed: 1) != Lottery.number(of: .test(1), seed: 2))
    }

    /// The number as documented, with the generator of the tests.
    private static func byHand(_ number: UInt8, _ seed: UInt64) -> UInt64 {
        var first = SeededNumbers(seed: seed ^ 0x0000_0000_0000_7000)
        var second = SeededNumbers(seed: first.next() ^ (0x8000_0000_0000_0000 + UInt64(number)))
        return second.next()
    }

    @Test("申込みの順によらず、同じ種なら同じ結果")
    func orderDoesNotMatter() {
        let ids = (1...40).map { UUID.test($0) }
        var numbers = SeededNumbers(seed: 7)
        let order = Lottery.order(firstTimers: [], others: ids, seed: 99)
        for _ in 0..<20 {
            #expect(
                Lottery.order(firstTimers: [], others: ids.shuffled(using: &numbers), seed: 99)
                    == order)
        }
        #expect(Set(order) == Set(ids))
        #expect(Lottery.order(firstTimers: [], others: ids, seed: 100) != order)
    }

    @Test("ほかの人が申し込んでも、二人の順は変わらない")
    func othersDoNotMatter() throws {
        let two = Lottery.order(firstTimers: [], others: [.test(1), .test(2)], seed: 5)
        let many = Lottery.order(firstTimers: [], others: (1...100).map { .test($0) }, seed: 5)
        #expect(many.filter(two.contains) == two)
    }

    @Test("初参加の人が先")
    func firstTimersFirst() {
        for seed in 0..<50 as Range<UInt64> {
            let order = Lottery.order(
                firstTimers: [.test(8), .test(9)], others: (1...7).map { .test($0) }, seed: seed)
            #expect(Set(order.prefix(2)) == [.test(8), .test(9)])
        }
    }

    @Test("どの申込みにも当たる見込みは等しい(種4,000個)")
    func fair() {
        var wins: [UUID: Int] = [:]
        for seed in 0..<4_000 as Range<UInt64> {
            let order = Lottery.order(
                firstTimers: [], others: (1...4).map { .test($0) }, seed: seed)
            wins[order[0], default: 0] += 1
        }
        // 1,000 each, standard deviation 27: six of them.
        #expect(wins.count == 4)
        #expect(wins.values.allSatisfy { (836...1_164).contains($0) })
    }

    @Test("抽選の前は全員が抽選待ち、抽選で参加決定とキャンセル待ちに分かれる")
    func draws() throws {
        let before = try applied(
            capacity: 2, .register(1), .register(2), .register(3, first: true), .register(4))
        #expect(try before.standings(.applied).count == 4)
        guard case .lotteryDrawn(let lottery) = try before.when(.draw(11)).event() else {
            Issue.record("not drawn")
            return
        }
        #expect(lottery.seed == 11)
        #expect(lottery.drawnOn == .on("2026-07-01"))
        #expect(lottery.accepted.first == .test(3))
        #expect(lottery.accepted.count == 2)
        #expect(lottery.waiting.count == 2)
        let after = Scenario(state: Gathering.evolve(before.state, .lotteryDrawn(lottery)))
        #expect(try after.standings(.accepted) == lottery.accepted)
        #expect(try after.standings(.waiting) == lottery.waiting)
        after.when(.draw(11)).thenNothing()
        after.when(.draw(12)).thenRefused(.alreadyDrawn)
    }

    @Test("抽選の後の取消しは抽選の順に繰り上げ、後からの申込みは最後に待つ")
    func afterTheDraw() throws {
        let drawn = try applied(
            capacity: 1, .register(1), .register(2), .register(3), .draw(11), .register(4))
        let winner = try #require(try drawn.standings(.accepted).first)
        let waiting = try drawn.standings(.waiting)
        #expect(waiting.last == .test(4))
        let number = try #require((1...4 as ClosedRange<UInt8>).first { .test($0) == winner })
        drawn.when(.takeBack(number)).then(
            .registrationCancelled(
                GatheringRegistrationCancelled(
                    id: winner, cancelledOn: .on("2026-06-25"), promoted: [waiting[0]])))
    }

    @Test("取り消した申込みは抽選しない")
    func cancelledAreNotDrawn() throws {
        let before = try applied(capacity: 5, .register(1), .register(2), .takeBack(1))
        guard case .lotteryDrawn(let lottery) = try before.when(.draw(11)).event() else {
            Issue.record("not drawn")
            return
        }
        #expect(lottery.accepted == [.test(2)])
        #expect(lottery.waiting.isEmpty)
    }

    @Test("先着順の催し、申込みのない催しでは抽選しない。申込みがあれば決め方は変えられない")
    func refusals() throws {
        try Scenario<Gathering>.after(.tour(), .register(1)).when(.draw(1))
            .thenRefused(.notByLottery)
        try applied(capacity: 1).when(.draw(1)).thenRefused(.nothingToDraw)
        try Scenario<Gathering>.after(.tour(), .register(1))
            .when(.change { $0.admission = .lottery }).thenRefused(.admissionFixed)
        try Scenario<Gathering>.after(.tour()).when(.change { $0.admission = .lottery })
            .thenAccepted()
    }
}
