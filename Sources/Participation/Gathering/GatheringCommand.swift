public import FoundationEssentials

/// What may be asked of a gathering (催しへの命令).
public enum GatheringCommand: Sendable, Equatable {
    /// Announce it, or record one of the past (催しの登録).
    case plan(PlanGathering)
    /// Announce it otherwise; one that was called off takes place after all (内容の変更).
    case change(ChangeGathering)
    /// Sign up for it (参加申込み).
    case register(RegisterForGathering)
    /// Take a registration back (申込みの取消し).
    case cancelRegistration(CancelRegistration)
    /// Draw lots for the places (抽選).
    case draw(DrawLottery)
    /// Record who came (出欠の記録).
    case attend(AttendGathering)
    /// Correct the number of participants (参加人数の訂正).
    case correctHeadcount(CorrectHeadcount)
    /// Note that an opinion was raised at it (意見の記録).
    case raiseOpinion(RaiseOpinion)
    /// Call it off (中止).
    case cancel(Cancel)
}

/// A new gathering (催しの登録の内容).
public struct PlanGathering: Sendable, Equatable {
    /// The day it is at the city hall, from the caller's clock (本日).
    public var today: LocalDate
    /// What it is (催しの内容).
    public var plan: GatheringPlan
    /// How many came, for one of the past; nil: not known (参加人数).
    public var headcount: Int?
    /// How many of each age, for one of the past (年代別人数).
    public var ages: [String: Int]

    /// A new gathering (催しの登録の内容).
    public init(
        today: LocalDate, plan: GatheringPlan, headcount: Int? = nil, ages: [String: Int] = [:]
    ) {
        self.today = today
        self.plan = plan
        self.headcount = headcount
        self.ages = ages
    }
}

/// A gathering announced otherwise (変更の内容).
public struct ChangeGathering: Sendable, Equatable {
    /// The day it is at the city hall (本日).
    public var today: LocalDate
    /// What it is from now on, as a whole (変更後の内容).
    public var plan: GatheringPlan
    /// Why; a list that is imported says none (理由).
    public var reason: String?

    /// A gathering announced otherwise (変更の内容).
    public init(today: LocalDate, plan: GatheringPlan, reason: String? = nil) {
        self.today = today
        self.plan = plan
        self.reason = reason
    }
}

/// One registration, of a person and those who come along (参加申込みの内容).
public struct RegisterForGathering: Sendable, Equatable {
    /// The id of the registration, made by whoever enters it (申込みの番号).
    public var id: UUID
    /// The day it is at the city hall (本日).
    public var today: LocalDate
    /// The day it arrived (申込日).
    public var registeredOn: LocalDate
    /// Who signs up, and how to reach them; nil: not recorded (申込者).
    public var person: SenderDetails?
    /// The key by which the person is known again; a person signs up once (個人識別).
    public var personKey: String?
    /// How many come, the person included (参加人数).
    public var partySize: Int
    /// Whether they come for the first time (初参加).
    public var isFirstTimer: Bool
    /// What to take care of (配慮事項).
    public var note: String?

    /// One registration (参加申込みの内容).
    public init(
        id: UUID, today: LocalDate, registeredOn: LocalDate, person: SenderDetails? = nil,
        personKey: String? = nil, partySize: Int = 1, isFirstTimer: Bool = false,
        note: String? = nil
    ) {
        self.id = id
        self.today = today
        self.registeredOn = registeredOn
        self.person = person
        self.personKey = personKey
        self.partySize = partySize
        self.isFirstTimer = isFirstTimer
        self.note = note
    }
}

/// A registration taken back (取消しの内容).
public struct CancelRegistration: Sendable, Equatable {
    /// The registration (申込みの番号).
    public var id: UUID
    /// The day it is at the city hall (本日).
    public var today: LocalDate
    /// The day it was taken back (取消日).
    public var cancelledOn: LocalDate

    /// A registration taken back (取消しの内容).
    public init(id: UUID, today: LocalDate, cancelledOn: LocalDate) {
        self.id = id
        self.today = today
        self.cancelledOn = cancelledOn
    }
}

/// A drawing of lots (抽選の内容).
public struct DrawLottery: Sendable, Equatable {
    /// The seed, chosen after the last registration and printed with the result (抽選の種).
    public var seed: UInt64
    /// The day it is at the city hall (本日).
    public var today: LocalDate

    /// A drawing of lots (抽選の内容).
    public init(seed: UInt64, today: LocalDate) {
        self.seed = seed
        self.today = today
    }
}

/// Who came, as noted at the door or afterwards (出欠の記録の内容).
public struct AttendGathering: Sendable, Equatable {
    /// The day it is at the city hall (本日).
    public var today: LocalDate
    /// What was noted, in the order in which it was noted (出欠記録).
    public var entries: [AttendanceEntry]

    /// Who came (出欠の記録の内容).
    public init(today: LocalDate, entries: [AttendanceEntry]) {
        self.today = today
        self.entries = entries
    }
}

/// An opinion raised at the gathering, received as an item of its own (意見の記録の内容).
public struct RaiseOpinion: Sendable, Equatable {
    /// The item it was received as (受付案件).
    public var item: UUID

    /// An opinion raised at the gathering (意見の記録の内容).
    public init(item: UUID) { self.item = item }
}
