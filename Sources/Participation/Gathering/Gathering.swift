public import FoundationEssentials

/// A meeting the city invites citizens to: a tour, a workshop, a talk (催し).
///
/// A stream of its own, `gathering-<uuid>`.
public enum Gathering: Decider {
    /// Nothing has been announced (未登録).
    case notPlanned
    /// Announced, taking place, or over (登録済み).
    case planned(PlannedGathering)
    /// Called off; changing it makes it take place after all (中止).
    case cancelled(PlannedGathering, Cancelled)

    /// The state before anything happened (未登録).
    public static var initial: Gathering { .notPlanned }

    /// The gathering, whether it takes place or was called off; nil when there is none (登録の内容).
    public var announced: PlannedGathering? {
        switch self {
        case .notPlanned: nil
        case .planned(let gathering), .cancelled(let gathering, _): gathering
        }
    }
}

/// A registration and how it stands now (参加申込み).
public struct Registration: Sendable, Equatable {
    /// What was recorded when it arrived (申込み時の記録).
    public let registered: GatheringRegistered
    /// How it stands now (状態).
    public internal(set) var standing: RegistrationStanding
    /// Its place in the order of arrival, or of the draw (順番).
    public internal(set) var rank: Int
}

/// A gathering as announced, with those who signed up and came (登録済みの催し).
public struct PlannedGathering: Sendable, Equatable {
    /// What was recorded first (登録時の記録).
    public let planned: GatheringPlanned
    /// What it is now (現在の内容).
    public internal(set) var plan: GatheringPlan
    /// Everyone who signed up, cancelled ones included (参加申込み).
    public internal(set) var registrations: [UUID: Registration] = [:]
    /// The drawing of lots; nil before it (抽選).
    public internal(set) var lottery: GatheringLotteryDrawn?
    /// Who came (出欠).
    public internal(set) var attendance: Attendance
    /// The items of the opinions raised at it, in their order (意見).
    public internal(set) var opinions: [UUID] = []

    /// A gathering as first recorded (登録済みの催し).
    init(_ planned: GatheringPlanned) {
        self.planned = planned
        plan = planned.plan
        attendance = Attendance(reported: planned.headcount, ages: planned.ages)
    }

    /// Registrations that stand so, in their order (状態別の申込み).
    public func registrations(_ standing: RegistrationStanding) -> [UUID] {
        registrations.filter { $0.value.standing == standing }
            .sorted { $0.value.rank < $1.value.rank }
            .map(\.key)
    }

    /// How many people have a place (参加決定の人数).
    public var seatsTaken: Int {
        registrations.values.reduce(0) { $0 + ($1.standing == .accepted ? $1.partySize : 0) }
    }

    /// Those on the waiting list for whom there is a place now, in its order (繰上げの対象).
    ///
    /// A party is not torn apart: one too large for what is free is passed over and keeps its rank.
    func promotable(in plan: GatheringPlan) -> [UUID] {
        placed(registrations(.waiting), seatsTaken: seatsTaken, capacity: plan.capacity).accepted
    }

    /// Who of these gets a place, one after the other, and who does not.
    func placed(
        _ order: [UUID], seatsTaken: Int, capacity: Int?
    ) -> (accepted: [UUID], waiting: [UUID]) {
        guard let capacity else { return (order, []) }
        var taken = seatsTaken
        var accepted: [UUID] = []
        var waiting: [UUID] = []
        for id in order {
            let size = registrations[id]?.partySize ?? 0
            if taken + size <= capacity {
                taken += size
                accepted.append(id)
            } else {
                waiting.append(id)
            }
        }
        return (accepted, waiting)
    }
}

extension Registration {
    /// How many come (参加人数).
    public var partySize: Int { registered.plain.partySize }
}
