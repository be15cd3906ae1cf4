import FoundationEssentials
import Participation
import Testing

@Suite("参加申込み")
struct RegistrationTests {
    private func planned(
        capacity: Int?, _ commands: GatheringCommand...
    ) throws -> Scenario<Gathering> {
        try .after([.tour { $0.capacity = capacity }] + commands)
    }

    @Test("申込みは公開部分と封印部分に分けて記録する")
    func records() throws {
        let command: GatheringCommand = .register(1, party: 3, first: true) {
            $0.person = .taro
            $0.personKey = "k1"
            $0.note = "卵アレルギー"
        }
        try planned(capacity: 10).when(command).then(
            .registered(
                GatheringRegistered(
                    plain: .init(
                        id: .test(1), registeredOn: .on("2026-06-20"), partySize: 3,
                        isFirstTimer: true, standing: .accepted),
                    personal: .readable(
                        .init(person: .taro, personKey: "k1", note: "卵アレルギー")))))
    }

    @Test("定員までは参加決定、超えればキャンセル待ち")
    func waitingList() throws {
        let full = try planned(
            capacity: 3, .register(1, party: 2), .register(2), .register(3), .register(4))
        #expect(try full.standings(.accepted) == [.test(1), .test(2)])
        #expect(try full.standings(.waiting) == [.test(3), .test(4)])
        #expect(try full.gathering().seatsTaken == 3)
    }

    @Test("定員がなければ全員参加決定")
    func unlimited() throws {
        let all = try planned(capacity: nil, .register(1, party: 100), .register(2, party: 100))
        #expect(try all.standings(.accepted).count == 2)
    }

    @Test("取消しがあれば、待っている順に繰り上げる")
    func promotes() throws {
        let full = try planned(
            capacity: 2, .register(1, party: 2), .register(2), .register(3), .register(4))
        full.when(.takeBack(1)).then(
            .registrationCancelled(
                GatheringRegistrationCancelled(
                    id: .test(1), cancelledOn: .on("2026-06-25"), promoted: [.test(2), .test(3)])))
        let after = Scenario(
            state: Gathering.evolve(full.state, try full.when(.takeBack(1)).event()))
        #expect(try after.standings(.accepted) == [.test(2), .test(3)])
        #expect(try after.standings(.waiting) == [.test(4)])
        #expect(try after.standings(.cancelled) == [.test(1)])
        after.when(.takeBack(1)).thenNothing()
    }

    @Test("空席に入りきらない組は分けずに飛ばし、順番はそのまま")
    func keepsParties() throws {
        let full = try planned(
            capacity: 3, .register(1, party: 1), .register(2, party: 2),
            .register(3, party: 3), .register(4, party: 1))
        #expect(try full.standings(.waiting) == [.test(3), .test(4)])
        let one = Scenario(
            state: Gathering.evolve(full.state, try full.when(.takeBack(1)).event()))
        #expect(try one.standings(.accepted) == [.test(2), .test(4)])
        #expect(try one.standings(.waiting) == [.test(3)])
    }

    @Test("待っている人の取消しでは誰も繰り上がらない")
    func waitingCancelled() throws {
        let full = try planned(capacity: 1, .register(1), .register(2), .register(3))
        full.when(.takeBack(2)).then(
            .registrationCancelled(
                GatheringRegistrationCancelled(
                    id: .test(2), cancelledOn: .on("2026-06-25"), promoted: [])))
    }

    @Test("定員を増やせば繰り上がり、減らしても決まった人は残る")
    func capacityChanges() throws {
        let full = try planned(capacity: 2, .register(1), .register(2), .register(3))
        full.when(.change { $0.capacity = 3 }).then(
            .changed(
                GatheringChanged(plan: .tour { $0.capacity = 3 }, promoted: [.test(3)])))
        full.when(.change { $0.capacity = nil }).then(
            .changed(
                GatheringChanged(plan: .tour { $0.capacity = nil }, promoted: [.test(3)])))
        let fewer = Scenario(
            state: Gathering.evolve(
                full.state, try full.when(.change { $0.capacity = 1 }).event()))
        #expect(try fewer.standings(.accepted) == [.test(1), .test(2)])
    }

    @Test("終わった後、また中止した後の取消しでは繰り上げない")
    func nobodyIsCalledTooLate() throws {
        let full = try planned(capacity: 1, .register(1), .register(2))
        for (scenario, day) in [
            (full, "2026-07-11"),
            (
                try planned(
                    capacity: 1, .register(1), .register(2), .cancel(.on("2026-06-24"))),
                "2026-06-25"
            ),
        ] {
            scenario.when(.takeBack(1, on: day)).then(
                .registrationCancelled(
                    GatheringRegistrationCancelled(
                        id: .test(1), cancelledOn: .on(day), promoted: [])))
        }
    }

    @Test("同じ申込みの再送は何も起こさず、同じ番号の違う申込みは断る")
    func sameAgain() throws {
        let full = try planned(capacity: 1, .register(1), .register(2))
        full.when(.register(2)).thenNothing()
        full.when(.register(2, party: 2)).thenRefused(.alreadyRegistered)
        full.when(.register(2) { $0.note = "車いす" }).thenRefused(.alreadyRegistered)
        let left = try planned(capacity: 1, .register(1), .register(2), .takeBack(1))
        left.when(.register(1)).thenNothing()
        left.when(.register(2)).thenNothing()
    }

    @Test("同じ人は一度だけ申し込める。取り消せばまた申し込める")
    func oncePerPerson() throws {
        let taro: (UInt8) -> GatheringCommand = { .register($0) { $0.personKey = "taro" } }
        try planned(capacity: 9, taro(1)).when(taro(2)).thenRefused(.personRegistered)
        try planned(capacity: 9, taro(1), .takeBack(1)).when(taro(2)).thenAccepted()
        try planned(capacity: 9, .register(1)).when(.register(2)).thenAccepted()
    }

    /// What is wrong with a registration.
    static let wrong: [(change: @Sendable (inout RegisterForGathering) -> Void, GatheringRefusal)] =
        [
            (
                { $0.registeredOn = .on("2026-06-21") },
                .inFuture(.registeredOn, today: .on("2026-06-20"))
            ),
            ({ $0.partySize = 0 }, .partyOutOfRange(1...100)),
            ({ $0.partySize = 101 }, .partyOutOfRange(1...100)),
            ({ $0.partySize = 11 }, .partyTooLarge(capacity: 10)),
            ({ $0.person = SenderDetails(name: "") }, .person(.text(.name, .missing))),
            ({ $0.note = "\u{0}" }, .text(.note, .controlCharacter)),
            (
                {
                    $0.today = .on("2026-07-11")
                    $0.registeredOn = .on("2026-07-11")
                }, .alreadyOver(.on("2026-07-10"))
            ),
        ]

    @Test("申込みの誤りを断る", arguments: wrong.indices)
    func refusals(index: Int) throws {
        let (change, refusal) = Self.wrong[index]
        try planned(capacity: 10).when(.register(1, change)).thenRefused(refusal)
    }

    @Test("ない申込みは取り消せない")
    func nothingToCancel() throws {
        try planned(capacity: 10).when(.takeBack(1)).thenRefused(.noSuchRegistration)
    }

    @Test("申込みは2,000件まで")
    func mostRegistrations() throws {
        var state = try planned(capacity: nil).state
        let personal = Sealed.readable(GatheringRegistered.Personal())
        for _ in 0..<2_000 {
            let plain = GatheringRegistered.Plain(
                id: UUID(), registeredOn: .on("2026-06-20"), partySize: 1, isFirstTimer: false,
                standing: .accepted)
            state = Gathering.evolve(
                state, .registered(GatheringRegistered(plain: plain, personal: personal)))
        }
        Scenario(state: state).when(.register(1))
            .thenRefused(.tooManyRegistrations(limit: 2_000))
    }
}
