public import EventLog
import FoundationEssentials
public import Participation

/// Gathering events to bytes and back, each schema version 1 (催しの出来事の符号化).
///
/// Of a registration there is a second version: who signed up lies in a stream of its own, see
/// ``RegistrantCoding``. One that names nobody is written in the first.
///
/// Members that have nothing to say are left out; an event without anything personal has no sealed
/// part. Pinned byte by byte in `Tests/DeskTests/Fixtures`, never edited.
public enum GatheringEventCoding: EventCoding {
    private enum EventType {
        static let planned = "GatheringPlanned"
        static let changed = "GatheringChanged"
        static let registered = "GatheringRegistered"
        static let registrationCancelled = "GatheringRegistrationCancelled"
        static let lotteryDrawn = "GatheringLotteryDrawn"
        static let attended = "GatheringAttended"
        static let opinionRaised = "GatheringOpinionRaised"
        static let cancelled = "GatheringCancelled"
    }

    /// The type of the event every gathering begins with.
    static let plannedType = EventType.planned
    /// The type of the event by which somebody signs up.
    static let registeredType = EventType.registered

    /// The bytes of an event.
    public static func encode(_ event: GatheringEvent) -> CodedEvent {
        switch event {
        case .planned(let planned):
            var members = plan(planned.plan)
            members["headcount"] = .optional(planned.headcount)
            members["ages"] = .unlessEmpty(planned.ages)
            return CodedEvent(EventType.planned, members)
        case .changed(let change):
            var members = plan(change.plan)
            members["promoted"] = .unlessEmpty(change.promoted.map(JSONValue.id))
            return CodedEvent(
                EventType.changed, members,
                personal: PersonalPart.bytes(["reason": .optional(change.reason.content ?? nil)]))
        case .registered(let registered): return encode(registered)
        case .registrationCancelled(let cancellation):
            return CodedEvent(
                EventType.registrationCancelled,
                [
                    "cancelledOn": .date(cancellation.cancelledOn), "id": .id(cancellation.id),
                    "promoted": .unlessEmpty(cancellation.promoted.map(JSONValue.id)),
                ])
        case .lotteryDrawn(let lottery):
            return CodedEvent(
                EventType.lotteryDrawn,
                [
                    "accepted": .unlessEmpty(lottery.accepted.map(JSONValue.id)),
                    "drawnOn": .date(lottery.drawnOn),
                    // Beyond 2⁵³ a JSON number is no longer exact.
                    "seed": .string(String(lottery.seed)),
                    "waiting": .unlessEmpty(lottery.waiting.map(JSONValue.id)),
                ])
        case .attended(let attended):
            return CodedEvent(
                EventType.attended,
                [
                    "ages": .unlessEmpty(attended.ages),
                    "entries": .array(attended.entries.map(entry)),
                    "headcount": .integer(Int64(attended.headcount)),
                ])
        case .headcountCorrected(let correction):
            return HeadcountCorrectedCoding.encode(correction)
        case .opinionRaised(let opinion):
            return CodedEvent(EventType.opinionRaised, ["item": .id(opinion.item)])
        case .cancelled(let cancelled):
            return CancelledCoding.encode(cancelled, as: EventType.cancelled)
        }
    }

    /// The event of these bytes.
    /// - Throws: ``EventCodingError``: this program cannot read it.
    public static func decode(
        type: String, schemaVersion: Int16, payload: [UInt8], opened: Opened?
    ) throws(EventCodingError) -> GatheringEvent {
        switch (type, schemaVersion) {
        case (EventType.changed, 1): return .changed(try changed(payload, opened))
        case (EventType.registered, 1): return .registered(try registered(payload, opened))
        // Not opened is not the same as nothing there: the first version is for that.
        case (EventType.registered, 2):
            return .registered(try registered(payload, opened ?? .erased))
        case (HeadcountCorrectedCoding.type, 1):
            return .headcountCorrected(try HeadcountCorrectedCoding.decode(payload, opened))
        case (EventType.cancelled, 1):
            return .cancelled(try CancelledCoding.decode(payload, opened, of: type))
        case (_, 1):
            try PersonalPart.refuse(opened, of: type)
            return try MemberReader.read(payload, of: type) { members throws(EventCodingError) in
                try openEvent(type, &members)
            }
        case (_, _): throw .unknown(type: type, schemaVersion: schemaVersion)
        }
    }

    // MARK: Events without a sealed part

    private static func openEvent(
        _ type: String, _ members: inout MemberReader
    ) throws(EventCodingError) -> GatheringEvent {
        switch type {
        case EventType.planned:
            .planned(
                GatheringPlanned(
                    plan: try plan(from: &members),
                    headcount: try members.optionalInteger("headcount"),
                    ages: try members.integersByName("ages")))
        case EventType.registrationCancelled:
            .registrationCancelled(
                GatheringRegistrationCancelled(
                    id: try members.id("id"), cancelledOn: try members.date("cancelledOn"),
                    promoted: try ids("promoted", &members)))
        case EventType.lotteryDrawn:
            .lotteryDrawn(
                GatheringLotteryDrawn(
                    seed: try members.value("seed") { UInt64($0) },
                    drawnOn: try members.date("drawnOn"), accepted: try ids("accepted", &members),
                    waiting: try ids("waiting", &members)))
        case EventType.attended: .attended(try attended(from: &members))
        case EventType.opinionRaised:
            .opinionRaised(GatheringOpinionRaised(item: try members.id("item")))
        default: throw .unknown(type: type, schemaVersion: 1)
        }
    }

    // MARK: The plan

    private static func plan(_ plan: GatheringPlan) -> [String: JSONValue?] {
        [
            "admission": .string(plan.admission.rawValue),
            "attributes": .unlessEmpty(plan.attributes), "capacity": .optional(plan.capacity),
            "department": .optional(plan.department), "district": .optional(plan.district),
            "endsAt": .optional(plan.end), "endsOn": .optional(plan.endsOn),
            "heldOn": .date(plan.heldOn), "kind": .string(plan.kind.rawValue),
            "name": .wording(plan.name), "place": .optional(plan.place),
            "startsAt": .optional(plan.start),
        ]
    }

    private static func plan(
        from members: inout MemberReader
    ) throws(EventCodingError) -> GatheringPlan {
        GatheringPlan(
            kind: try members.value("kind", GatheringKind.init(rawValue:)),
            name: try members.wording("name"), heldOn: try members.date("heldOn"),
            endsOn: try members.optionalDate("endsOn"),
            start: try members.optionalTime("startsAt"), end: try members.optionalTime("endsAt"),
            place: try members.optionalWording("place"),
            capacity: try members.optionalInteger("capacity"),
            admission: try members.value("admission", Admission.init(rawValue:)),
            district: try members.optionalWording("district"),
            department: try members.optionalWording("department"),
            attributes: try members.attributes())
    }

    // MARK: Registrations

    private static func encode(_ registered: GatheringRegistered) -> CodedEvent {
        let plain = registered.plain
        let personal = RegistrantCoding.bytes(registered.personal.content)
        var coded = CodedEvent(
            EventType.registered,
            [
                "id": .id(plain.id), "isFirstTimer": .bool(plain.isFirstTimer),
                "partySize": .integer(Int64(plain.partySize)),
                "registeredOn": .date(plain.registeredOn),
                "standing": .string(plain.standing.rawValue),
            ], personal: personal)
        if personal != nil {
            coded.schemaVersion = 2
            coded.apart = RegistrantCoding.apart(plain.id)
        }
        return coded
    }

    /// Who signed up, by the second version.
    public static func apart(
        of recorded: RecordedEvent
    ) throws(EventCodingError) -> StreamName? {
        guard recorded.type == EventType.registered, recorded.schemaVersion == 2 else { return nil }
        return RegistrantCoding.stream(of: try registered(recorded.payload, nil).plain.id)
    }

    private static func registered(
        _ payload: [UInt8], _ opened: Opened?
    ) throws(EventCodingError) -> GatheringRegistered {
        GatheringRegistered(
            plain: try MemberReader.read(payload, of: EventType.registered) {
                members throws(EventCodingError) in
                GatheringRegistered.Plain(
                    id: try members.id("id"), registeredOn: try members.date("registeredOn"),
                    partySize: try members.integer("partySize"),
                    isFirstTimer: try members.flag("isFirstTimer"),
                    standing: try members.value("standing", RegistrationStanding.init(rawValue:)))
            },
            personal: try RegistrantCoding.personal(opened, of: EventType.registered))
    }

    private static func changed(
        _ payload: [UInt8], _ opened: Opened?
    ) throws(EventCodingError) -> GatheringChanged {
        let reason = try PersonalPart.read(opened, of: EventType.changed) {
            members throws(EventCodingError) in
            try members.optionalWording("reason")
        }
        return try MemberReader.read(payload, of: EventType.changed) {
            members throws(EventCodingError) in
            GatheringChanged(
                plan: try plan(from: &members), promoted: try ids("promoted", &members),
                reason: reason)
        }
    }

    private static func ids(
        _ key: String, _ members: inout MemberReader
    ) throws(EventCodingError) -> [UUID] {
        try members.values(key) { UUID(uuidString: $0) }
    }

    // MARK: Attendance

    private static func entry(_ entry: AttendanceEntry) -> JSONValue {
        let change: [String: JSONValue?] =
            switch entry.change {
            case .total(let number, let ages):
                ["ages": .unlessEmpty(ages), "total": .integer(Int64(number))]
            case .ticked(let id): ["ticked": .id(id)]
            case .unticked(let id): ["unticked": .id(id)]
            case .walkIns(let number): ["walkIns": .integer(Int64(number))]
            }
        return .object(present: change.merging(["id": .id(entry.id)]) { _, id in id })
    }

    private static func attended(
        from members: inout MemberReader
    ) throws(EventCodingError) -> GatheringAttended {
        GatheringAttended(
            headcount: try members.integer("headcount"),
            ages: try members.integersByName("ages"),
            entries: try members.objects("entries") { entry throws(EventCodingError) in
                AttendanceEntry(id: try entry.id("id"), change: try change(from: &entry))
            })
    }

    private static func change(
        from entry: inout MemberReader
    ) throws(EventCodingError) -> AttendanceChange {
        let toID: (String) -> UUID? = { UUID(uuidString: $0) }
        if let id = try entry.optionalValue("ticked", toID) { return .ticked(id) }
        if let id = try entry.optionalValue("unticked", toID) { return .unticked(id) }
        if let number = try entry.optionalInteger("walkIns") { return .walkIns(number) }
        return .total(try entry.integer("total"), ages: try entry.integersByName("ages"))
    }
}

extension Gathering: RecordedDecider {
    /// Its events to bytes and back (出来事の符号化).
    public typealias Coding = GatheringEventCoding

    /// `gathering` (催し).
    public static var streamCategory: StaticString { "gathering" }
}
