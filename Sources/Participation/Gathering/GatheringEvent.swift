public import FoundationEssentials

/// What happened to a gathering (催しの出来事).
public enum GatheringEvent: Sendable, Equatable {
    /// It was announced, or one of the past was recorded (催しの登録).
    case planned(GatheringPlanned)
    /// It was announced otherwise (内容の変更).
    case changed(GatheringChanged)
    /// Someone signed up (参加申込み).
    case registered(GatheringRegistered)
    /// A registration was taken back (申込みの取消し).
    case registrationCancelled(GatheringRegistrationCancelled)
    /// Lots were drawn (抽選).
    case lotteryDrawn(GatheringLotteryDrawn)
    /// It was noted who came (出欠の記録).
    case attended(GatheringAttended)
    /// The number of participants was corrected (参加人数の訂正).
    case headcountCorrected(HeadcountCorrected)
    /// An opinion was raised at it (意見の記録).
    case opinionRaised(GatheringOpinionRaised)
    /// It was called off, or was entered by mistake (中止).
    case cancelled(Cancelled)
}

/// A gathering was announced, or one of the past was recorded (催しの登録).
public struct GatheringPlanned: Sendable, Equatable {
    /// What it is (催しの内容).
    public var plan: GatheringPlan
    /// How many came, for one of the past; nil: not known (参加人数).
    public var headcount: Int?
    /// How many of each age, for one of the past (年代別人数).
    public var ages: [String: Int]

    /// A gathering was announced (催しの登録).
    public init(plan: GatheringPlan, headcount: Int? = nil, ages: [String: Int] = [:]) {
        self.plan = plan
        self.headcount = headcount
        self.ages = ages
    }
}

/// A gathering was announced otherwise (内容の変更).
public struct GatheringChanged: Sendable, Equatable {
    /// What it is from now on, as a whole (変更後の内容).
    public var plan: GatheringPlan
    /// Registrations that got a place by it, in the order of the waiting list (繰上げ).
    public var promoted: [UUID]
    /// Why; nil inside when nobody said (理由).
    public var reason: Sealed<Wording?>

    /// A gathering was announced otherwise (内容の変更).
    public init(
        plan: GatheringPlan, promoted: [UUID] = [], reason: Sealed<Wording?> = .readable(nil)
    ) {
        self.plan = plan
        self.promoted = promoted
        self.reason = reason
    }
}

/// How a registration stands (申込みの状態).
public enum RegistrationStanding: String, Sendable, CaseIterable {
    /// Waits for the lots to be drawn (抽選待ち).
    case applied
    /// Has a place (参加決定).
    case accepted
    /// On the waiting list (キャンセル待ち).
    case waiting
    /// Was taken back (取消し).
    case cancelled

    /// The words in the list (状態の表記).
    public var japanese: String {
        switch self {
        case .applied: "抽選待ち"
        case .accepted: "参加決定"
        case .waiting: "キャンセル待ち"
        case .cancelled: "取消し"
        }
    }
}

/// Someone signed up (参加申込み).
public struct GatheringRegistered: Sendable, Equatable {
    /// What can be counted (公開できる部分).
    public var plain: Plain
    /// Who it is (封印する部分).
    public var personal: Sealed<Personal>

    /// Someone signed up (参加申込み).
    public init(plain: Plain, personal: Sealed<Personal>) {
        self.plain = plain
        self.personal = personal
    }

    /// The part of a registration that holds no personal data (申込みの公開部分).
    public struct Plain: Sendable, Equatable {
        /// The id of the registration (申込みの番号).
        public var id: UUID
        /// The day it arrived (申込日).
        public var registeredOn: LocalDate
        /// How many come (参加人数).
        public var partySize: Int
        /// Whether they come for the first time (初参加).
        public var isFirstTimer: Bool
        /// How it stood at once (申込み時の状態).
        public var standing: RegistrationStanding

        /// The countable part of a registration (申込みの公開部分).
        public init(
            id: UUID, registeredOn: LocalDate, partySize: Int, isFirstTimer: Bool,
            standing: RegistrationStanding
        ) {
            self.id = id
            self.registeredOn = registeredOn
            self.partySize = partySize
            self.isFirstTimer = isFirstTimer
            self.standing = standing
        }
    }

    /// The part of a registration that is sealed (申込みの個人情報).
    public struct Personal: Sendable, Equatable {
        /// Who signed up, and how to reach them (申込者).
        public var person: SenderDetails?
        /// The key by which the person is known again (個人識別).
        public var personKey: Wording?
        /// What to take care of (配慮事項).
        public var note: Wording?

        /// The personal part of a registration (申込みの個人情報).
        public init(
            person: SenderDetails? = nil, personKey: Wording? = nil, note: Wording? = nil
        ) {
            self.person = person
            self.personKey = personKey
            self.note = note
        }
    }
}

/// A registration was taken back (申込みの取消し).
public struct GatheringRegistrationCancelled: Sendable, Equatable {
    /// The registration (申込みの番号).
    public var id: UUID
    /// The day it was taken back (取消日).
    public var cancelledOn: LocalDate
    /// Registrations that got a place by it, in the order of the waiting list (繰上げ).
    public var promoted: [UUID]

    /// A registration was taken back (申込みの取消し).
    public init(id: UUID, cancelledOn: LocalDate, promoted: [UUID]) {
        self.id = id
        self.cancelledOn = cancelledOn
        self.promoted = promoted
    }
}

/// Lots were drawn for the places (抽選).
public struct GatheringLotteryDrawn: Sendable, Equatable {
    /// The seed, as printed (抽選の種).
    public var seed: UInt64
    /// The day (抽選日).
    public var drawnOn: LocalDate
    /// Who got a place, in the order of the draw (当選).
    public var accepted: [UUID]
    /// Who did not, in the order of the draw: the waiting list (補欠).
    public var waiting: [UUID]

    /// Lots were drawn (抽選).
    public init(seed: UInt64, drawnOn: LocalDate, accepted: [UUID], waiting: [UUID]) {
        self.seed = seed
        self.drawnOn = drawnOn
        self.accepted = accepted
        self.waiting = waiting
    }
}

/// It was noted who came (出欠の記録).
public struct GatheringAttended: Sendable, Equatable {
    /// How many came, with all that was noted so far: the number that counts (参加人数).
    public var headcount: Int
    /// How many of each age (年代別人数).
    public var ages: [String: Int]
    /// What was noted (出欠記録).
    public var entries: [AttendanceEntry]

    /// It was noted who came (出欠の記録).
    public init(headcount: Int, ages: [String: Int], entries: [AttendanceEntry]) {
        self.headcount = headcount
        self.ages = ages
        self.entries = entries
    }
}

/// An opinion was raised at a gathering, and received as an item (意見の記録).
public struct GatheringOpinionRaised: Sendable, Equatable {
    /// The item it was received as (受付案件).
    public var item: UUID

    /// An opinion was raised (意見の記録).
    public init(item: UUID) { self.item = item }
}
