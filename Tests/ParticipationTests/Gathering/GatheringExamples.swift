import FoundationEssentials
import Participation
import Testing

extension UUID {
    /// The id of a test: 00000000-0000-7000-8000-0000000000NN.
    static func test(_ number: UInt8) -> UUID {
        UUID(uuid: (0, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, number))
    }
}

extension GatheringPlan {
    /// A tour for ten on 10 July 2026; tests change what they are about.
    static func tour(_ change: (inout GatheringPlan) -> Void = { _ in }) -> GatheringPlan {
        var plan = GatheringPlan(
            kind: .cityWatching, name: "市政ウォッチング 浄水場と消防署", heldOn: .on("2026-07-10"),
            start: .at("9:00"), end: .at("12:00"), place: "市役所前集合", capacity: 10,
            district: "中央", department: "総合政策室", attributes: ["対象": "市内在住", "料金": "無料"])
        change(&plan)
        return plan
    }
}

extension GatheringCommand {
    static func tour(
        headcount: Int? = nil, today: String = "2026-06-01",
        _ change: (inout GatheringPlan) -> Void = { _ in }
    ) -> GatheringCommand {
        .plan(PlanGathering(today: .on(today), plan: .tour(change), headcount: headcount))
    }

    static func change(
        today: String = "2026-06-10", _ change: (inout GatheringPlan) -> Void
    ) -> GatheringCommand {
        .change(ChangeGathering(today: .on(today), plan: .tour(change)))
    }

    static func register(
        _ number: UInt8, party: Int = 1, first: Bool = false,
        _ change: (inout RegisterForGathering) -> Void = { _ in }
    ) -> GatheringCommand {
        var registration = RegisterForGathering(
            id: .test(number), today: .on("2026-06-20"), registeredOn: .on("2026-06-20"),
            partySize: party, isFirstTimer: first)
        change(&registration)
        return .register(registration)
    }

    static func takeBack(_ number: UInt8, on day: String = "2026-06-25") -> GatheringCommand {
        .cancelRegistration(
            CancelRegistration(id: .test(number), today: .on(day), cancelledOn: .on(day)))
    }

    static func draw(_ seed: UInt64) -> GatheringCommand {
        .draw(DrawLottery(seed: seed, today: .on("2026-07-01")))
    }

    static func attend(
        today: String = "2026-07-10", _ entries: AttendanceEntry...
    ) -> GatheringCommand {
        .attend(AttendGathering(today: .on(today), entries: entries))
    }
}

extension AttendanceEntry {
    /// An entry of a test; entries have numbers from 100.
    static func entry(_ number: UInt8, _ change: AttendanceChange) -> AttendanceEntry {
        AttendanceEntry(id: .test(number), change: change)
    }
}

extension Scenario where Deciding == Gathering {
    /// The state after these commands, each of which must be taken.
    static func after(_ commands: [GatheringCommand]) throws -> Scenario {
        var state = Gathering.initial
        for command in commands {
            for event in try Gathering.decide(command, state) {
                state = Gathering.evolve(state, event)
            }
        }
        return Scenario(state: state)
    }

    static func after(_ commands: GatheringCommand...) throws -> Scenario {
        try after(commands)
    }

    /// What is planned; a test that asks has planned something.
    func gathering(at location: SourceLocation = #_sourceLocation) throws -> PlannedGathering {
        switch state {
        case .planned(let gathering), .cancelled(let gathering, _): gathering
        case .notPlanned: try #require(nil as PlannedGathering?, sourceLocation: location)
        }
    }

    func standings(
        _ standing: RegistrationStanding, at location: SourceLocation = #_sourceLocation
    ) throws -> [UUID] {
        try gathering(at: location).registrations(standing)
    }
}
