import EventLog
public import FoundationEssentials
import Participation

/// What of a gathering is to be otherwise, as handed in (催しの変更届).
///
/// Nil leaves a field as it is, a blank empties it.
public struct GatheringAmendment: Sendable {
    /// The name (名称).
    public var name: String?
    /// The day, or the first of several (開催日).
    public var heldOn: String?
    /// The last day, where there are several (最終日).
    public var endsOn: String?
    /// When it begins (開始時刻).
    public var startsAt: String?
    /// When it ends (終了時刻).
    public var endsAt: String?
    /// The place (場所).
    public var place: String?
    /// How many can come; blank: as many as like (定員).
    public var capacity: String?
    /// A code, such as `lottery` (参加者の決め方).
    public var admission: String?
    /// The district (地区).
    public var district: String?
    /// The section in charge (担当課).
    public var department: String?
    /// Why (理由).
    public var reason: String

    /// Nothing is to be otherwise yet.
    public init(reason: String) { self.reason = reason }

    /// The gathering as it shall be.
    /// - Throws: ``DeskError/malformed(_:)`` with every field that cannot be read.
    func command(of plan: GatheringPlan, today: LocalDate) throws(DeskError) -> ChangeGathering {
        var reader = RequestReader(today: today, labels: \GatheringField.japanese)
        var plan = plan
        if let name { plan.name = Wording(name) }
        if let heldOn, let day = reader.plannedDay(heldOn, "heldOn") { plan.heldOn = day }
        if let endsOn { plan.endsOn = reader.plannedDay(endsOn.unlessBlank, "endsOn") }
        if let startsAt { plan.start = reader.time(startsAt.unlessBlank, "startsAt") }
        if let endsAt { plan.end = reader.time(endsAt.unlessBlank, "endsAt") }
        if let place { plan.place = Wording(place) }
        if let capacity { plan.capacity = reader.whole(capacity.unlessBlank, "capacity") }
        if let admission: Admission = reader.code(admission, "admission") {
            plan.admission = admission
        }
        if let district { plan.district = Wording(district) }
        if let department { plan.department = Wording(department) }
        guard reader.isClean else { throw reader.failure }
        return ChangeGathering(today: today, plan: plan, reason: reason)
    }
}

/// The result of a drawing of lots, as it is printed (抽選の結果).
public struct Drawn: Sendable, Equatable {
    /// What was drawn with: with it anybody can draw again (抽選の種).
    public let seed: UInt64
    /// The registrations that got a place, in the order drawn (参加決定).
    public let accepted: [UUID]
    /// Those that wait, in the order drawn (キャンセル待ち).
    public let waiting: [UUID]
    /// What was recorded (処理の結果).
    public let handled: Handled
}

extension Desk {
    /// Announces a gathering otherwise; one that was called off takes place after all (催しの変更).
    /// - Throws: ``DeskError``; nothing was recorded, except where it says `outcomeUnknown`.
    public func changeGathering(
        _ amendment: GatheringAmendment, of gathering: UUID, actor: String?, command: UUID?
    ) async throws(DeskError) -> Handled {
        do {
            if amendment.reason.unlessBlank == nil {
                throw DeskError.malformed([
                    InputError("reason", .required, label: GatheringField.reason.japanese)
                ])
            }
            return try await settle(
                Gathering.self, on: Self.stream(of: gathering), actor: actor,
                as: command.map(Identity.outcome)
            ) { state in
                guard let plan = state.announced?.plan else { throw GatheringRefusal.notPlanned }
                return try Gathering.decide(
                    .change(try amendment.command(of: plan, today: today)), state)
            }.handled
        } catch {
            throw DeskError(error)
        }
    }

    /// Draws lots for the places of a gathering, those who come for the first time first (抽選).
    ///
    /// Without a seed one is chosen now, after the last registration, as the rules of
    /// ``Participation/Lottery`` ask for. Lots are drawn once: asked again, the first result comes back.
    /// - Parameter seed: to draw with one that was chosen in public, such as by dice.
    /// - Throws: ``DeskError``; nothing was recorded, except where it says `outcomeUnknown`.
    public func drawLots(
        seed: String? = nil, for gathering: UUID, actor: String?, command: UUID?
    ) async throws(DeskError) -> Drawn {
        do {
            let before = try await state(of: gathering).announced?.lottery
            let chosen =
                try seed.map { try Self.seed($0) }
                ?? before?.seed ?? UInt64.random(in: .min ... .max)
            let handled = try await handle(
                .draw(DrawLottery(seed: chosen, today: today)), of: Gathering.self,
                stream: gathering, actor: actor, command: command)
            guard let lottery = try await state(of: gathering).announced?.lottery else {
                throw DeskError.internalFault("lottery")
            }
            return Drawn(
                seed: lottery.seed, accepted: lottery.accepted, waiting: lottery.waiting,
                handled: handled)
        } catch {
            throw DeskError(error)
        }
    }

    private func state(of gathering: UUID) async throws -> Gathering {
        try await fold(
            try await log.read(Self.stream(of: gathering)), as: Gathering.self, opening: false)
    }

    private static func stream(of gathering: UUID) -> StreamName {
        StreamName(category: Gathering.streamCategory, id: gathering)
    }

    private static func seed(_ text: String) throws(DeskError) -> UInt64 {
        guard let seed = UInt64(text.halfWidth) else {
            throw .malformed([InputError("seed", .wrongType(.integer), label: "抽選の種")])
        }
        return seed
    }
}
