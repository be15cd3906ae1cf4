import FoundationEssentials
public import Participation

/// A gathering to be announced, or one of the past, as handed in (催しの届).
public struct GatheringNotice: Sendable {
    /// A code, such as `workshop` (種類).
    public var kind: String
    /// The name (名称).
    public var name: String
    /// The day, or the first of several (開催日).
    public var heldOn: String
    /// The last day, where there are several (最終日).
    public var endsOn: String?
    /// When it begins (開始時刻).
    public var startsAt: String?
    /// When it ends (終了時刻).
    public var endsAt: String?
    /// The place (場所).
    public var place: String?
    /// How many can come; as many as like if not given (定員).
    public var capacity: String?
    /// A code, such as `lottery`; first come, first served if not given (参加者の決め方).
    public var admission: String?
    /// The district (地区).
    public var district: String?
    /// The section in charge (担当課).
    public var department: String?
    /// Further properties (属性).
    public var attributes: [String: String] = [:]
    /// How many came, for one of the past (参加人数).
    public var headcount: String?
    /// How many of each age, for one of the past (年代別人数).
    public var ages: [String: String] = [:]

    /// A gathering of a kind and a name on a day.
    public init(kind: String, name: String, heldOn: String) {
        self.kind = kind
        self.name = name
        self.heldOn = heldOn
    }

    func command(today: LocalDate) throws(DeskError) -> PlanGathering {
        var reader = RequestReader(today: today, labels: \GatheringField.japanese)
        let kind: GatheringKind? = reader.code(kind, "kind")
        let first = reader.plannedDay(heldOn, "heldOn")
        let last = reader.plannedDay(endsOn, "endsOn")
        let start = reader.time(startsAt, "startsAt")
        let end = reader.time(endsAt, "endsAt")
        let capacity = reader.whole(capacity, "capacity")
        let admission: Admission? = reader.code(admission, "admission")
        let number = reader.whole(headcount, "headcount")
        let ages = reader.ages(ages, "ages")
        guard reader.isClean, let kind, let first else { throw reader.failure }
        return PlanGathering(
            today: today,
            plan: GatheringPlan(
                kind: kind, name: Wording(name), heldOn: first, endsOn: last, start: start,
                end: end, place: place.map { Wording($0) }, capacity: capacity,
                admission: admission ?? .firstCome, district: district.map { Wording($0) },
                department: department.map { Wording($0) }, attributes: Attributes(attributes)),
            headcount: number, ages: ages)
    }
}

/// Somebody signs up for a gathering, as handed in (参加申込書).
public struct GatheringSignUp: Sendable {
    /// The day it arrived; today if not given (申込日).
    public var registeredOn: String?
    /// Who signs up, and how to reach them (申込者).
    public var person: SenderDetails?
    /// How many come, the person included; one if not given (参加人数).
    public var partySize: String?
    /// Whether they come for the first time (初参加).
    public var isFirstTimer = false
    /// What to take care of (配慮事項).
    public var note: String?

    /// A person signs up.
    public init(person: SenderDetails? = nil) { self.person = person }

    func command(
        id: UUID, personKey: String?, today: LocalDate
    ) throws(DeskError) -> RegisterForGathering {
        var reader = RequestReader(today: today, labels: \GatheringField.japanese)
        let day = reader.day(registeredOn, "registeredOn")
        let size = reader.whole(partySize, "partySize")
        guard reader.isClean else { throw reader.failure }
        return RegisterForGathering(
            id: id, today: today, registeredOn: day ?? today, person: person,
            personKey: personKey, partySize: size ?? 1, isFirstTimer: isFirstTimer, note: note)
    }
}

/// A registration is taken back, as handed in (参加申込みの取消届).
public struct SignUpWithdrawal: Sendable {
    /// The registration (申込みの番号).
    public var registration: String
    /// The day it was taken back; today if not given (取消日).
    public var on: String?

    /// A registration is taken back.
    public init(registration: String, on: String? = nil) {
        self.registration = registration
        self.on = on
    }

    /// What the gathering is asked.
    /// - Throws: ``DeskError/malformed(_:)``, or ``DeskError/notFound(_:)`` for what is no id.
    public func command(today: LocalDate) throws(DeskError) -> GatheringCommand {
        var reader = RequestReader(today: today, labels: \GatheringField.japanese)
        let day = reader.day(on, "cancelledOn")
        guard reader.isClean else { throw reader.failure }
        guard let id = UUID(uuidString: registration) else { throw .notFound(registration) }
        return .cancelRegistration(
            CancelRegistration(id: id, today: today, cancelledOn: day ?? today))
    }
}

/// Who came to a gathering, as handed in (出欠の届).
public struct AttendanceNotice: Sendable {
    /// How many came in all, without staff, speakers and escorts (参加人数).
    public var headcount: String?
    /// How many of each age (年代別人数).
    public var ages: [String: String] = [:]
    /// The registrations whose people came (出席した申込み).
    public var came: [String] = []
    /// The registrations whose people did not come after all (出席の取消し).
    public var missed: [String] = []
    /// How many came without a registration; negative takes some back (当日参加の増減).
    public var walkIns: String?

    /// Nothing noted yet.
    public init() {}

    /// What was noted, in the order total, came, missed, walk-ins.
    func changes(today: LocalDate) throws(DeskError) -> [AttendanceChange] {
        var reader = RequestReader(today: today, labels: \GatheringField.japanese)
        var changes: [AttendanceChange] = []
        let ages = reader.ages(ages, "ages")
        if let number = reader.whole(headcount, "headcount") {
            changes.append(.total(number, ages: ages))
        } else if headcount == nil, !ages.isEmpty {
            reader.note("headcount", .required)
        }
        for (texts, change) in [
            (came, AttendanceChange.ticked), (missed, AttendanceChange.unticked),
        ] {
            for text in texts {
                guard let id = UUID(uuidString: text) else { throw .notFound(text) }
                changes.append(change(id))
            }
        }
        if let number = reader.whole(walkIns, "attendance") { changes.append(.walkIns(number)) }
        if changes.isEmpty {
            reader.note("attendance", .notOneOf(["headcount", "came", "missed", "walkIns"]))
        }
        guard reader.isClean else { throw reader.failure }
        return changes
    }
}
