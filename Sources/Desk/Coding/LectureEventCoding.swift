public import EventLog
public import Participation

/// Lecture events to bytes and back, each schema version 1 (出前講座の出来事の符号化).
///
/// Members that have nothing to say are left out; an event without anything personal has no sealed
/// part. Pinned byte by byte in `Tests/DeskTests/Fixtures`, never edited.
public enum LectureEventCoding: EventCoding {
    /// What an event that settles the day is called (「決定」の型名).
    static let scheduledType = EventType.scheduled
    /// What an event by which a group asks is called (「申込」の型名).
    static let requestedType = EventType.requested

    /// The types of the events a lecture can begin with (「申込・実施」の型名).
    static let firstTypes = [EventType.requested, EventType.held]
    /// The types of all events a lecture has (「出前講座」の型名).
    static let types = [
        EventType.requested, EventType.scheduled, EventType.refused, EventType.held,
        EventType.cancelled, HeadcountCorrectedCoding.type,
    ]

    private enum EventType {
        static let requested = "LectureRequested"
        static let scheduled = "LectureScheduled"
        static let refused = "LectureRefused"
        static let held = "LectureHeld"
        static let cancelled = "LectureCancelled"
    }

    /// The bytes of an event.
    public static func encode(_ event: LectureEvent) -> CodedEvent {
        switch event {
        case .requested(let request): encode(request)
        case .scheduled(let decision): encode(decision)
        case .refused(let refusal):
            CodedEvent(
                EventType.refused, ["decidedOn": .date(refusal.decidedOn)],
                personal: PersonalPart.bytes(refusal.reason))
        case .held(let report): encode(report)
        case .headcountCorrected(let correction): HeadcountCorrectedCoding.encode(correction)
        case .cancelled(let cancelled):
            CancelledCoding.encode(cancelled, as: EventType.cancelled)
        }
    }

    /// The event of these bytes.
    /// - Throws: ``EventCodingError``: this program cannot read it.
    public static func decode(
        type: String, schemaVersion: Int16, payload: [UInt8], opened: Opened?
    ) throws(EventCodingError) -> LectureEvent {
        switch (type, schemaVersion) {
        case (EventType.requested, 1): .requested(try requested(payload, opened))
        case (EventType.scheduled, 1): .scheduled(try scheduled(payload, opened))
        case (EventType.refused, 1): .refused(try refused(payload, opened))
        case (EventType.held, 1): .held(try held(payload, opened))
        case (HeadcountCorrectedCoding.type, 1):
            .headcountCorrected(try HeadcountCorrectedCoding.decode(payload, opened))
        case (EventType.cancelled, 1):
            .cancelled(try CancelledCoding.decode(payload, opened, of: type))
        default: throw .unknown(type: type, schemaVersion: schemaVersion)
        }
    }

    // MARK: LectureRequested

    private static func encode(_ request: LectureRequested) -> CodedEvent {
        let plain = request.plain
        let personal = request.personal.content
        return CodedEvent(
            EventType.requested,
            [
                "attributes": .unlessEmpty(plain.attributes),
                "choices": .array(plain.choices.map(slot)),
                "department": .optional(plain.department),
                "district": .optional(plain.district),
                "expectedHeadcount": .optional(plain.expectedHeadcount),
                "fiscalYear": .year(plain.fiscalYear), "menuCode": .optional(plain.menuCode),
                "minutes": .optional(plain.minutes), "origin": .string(plain.origin.rawValue),
                "requestedOn": .date(plain.requestedOn), "title": .optional(plain.title),
                "warnings": warnings(plain.warnings),
            ],
            personal: PersonalPart.bytes([
                "considerations": .optional(personal?.considerations),
                "group": .optional(personal?.group),
                "representative": personal?.representative.map(PersonCoding.json),
                "venue": .optional(personal?.venue), "wish": .optional(personal?.wish),
            ]))
    }

    private static func requested(
        _ payload: [UInt8], _ opened: Opened?
    ) throws(EventCodingError) -> LectureRequested {
        LectureRequested(
            plain: try MemberReader.read(payload, of: EventType.requested) {
                members throws(EventCodingError) in
                LectureRequested.Plain(
                    origin: try members.value("origin", RequestOrigin.init(rawValue:)),
                    requestedOn: try members.date("requestedOn"),
                    fiscalYear: try members.year("fiscalYear"),
                    menuCode: try members.optionalWording("menuCode"),
                    title: try members.optionalWording("title"),
                    department: try members.optionalWording("department"),
                    minutes: try members.optionalInteger("minutes"),
                    choices: try members.objects("choices", slot),
                    expectedHeadcount: try members.optionalInteger("expectedHeadcount"),
                    district: try members.optionalWording("district"),
                    warnings: try members.values("warnings", LectureRule.init(rawValue:)),
                    attributes: try members.attributes())
            },
            personal: try PersonalPart.read(opened, of: EventType.requested) {
                members throws(EventCodingError) in
                LectureRequested.Personal(
                    group: try members.optionalWording("group"),
                    representative: try PersonCoding.person("representative", in: &members),
                    wish: try members.optionalWording("wish"),
                    venue: try members.optionalWording("venue"),
                    considerations: try members.optionalWording("considerations"))
            })
    }

    // MARK: LectureScheduled

    private static func encode(_ decision: LectureScheduled) -> CodedEvent {
        let plain = decision.plain
        let personal = decision.personal.content
        return CodedEvent(
            EventType.scheduled,
            [
                "choice": .optional(plain.choice), "date": .date(plain.slot.date),
                "decidedOn": .date(plain.decidedOn), "department": .wording(plain.department),
                "district": .optional(plain.district), "menuCode": .optional(plain.menuCode),
                "minutes": .optional(plain.minutes), "startsAt": .optional(plain.slot.start),
                "title": .wording(plain.title), "warnings": warnings(plain.warnings),
            ],
            personal: PersonalPart.bytes([
                "note": .optional(personal?.note), "venue": .optional(personal?.venue),
            ]))
    }

    private static func scheduled(
        _ payload: [UInt8], _ opened: Opened?
    ) throws(EventCodingError) -> LectureScheduled {
        LectureScheduled(
            plain: try MemberReader.read(payload, of: EventType.scheduled) {
                members throws(EventCodingError) in
                LectureScheduled.Plain(
                    decidedOn: try members.date("decidedOn"),
                    choice: try members.optionalInteger("choice"), slot: try slot(&members),
                    minutes: try members.optionalInteger("minutes"),
                    menuCode: try members.optionalWording("menuCode"),
                    title: try members.wording("title"),
                    department: try members.wording("department"),
                    district: try members.optionalWording("district"),
                    warnings: try members.values("warnings", LectureRule.init(rawValue:)))
            },
            personal: try PersonalPart.read(opened, of: EventType.scheduled) {
                members throws(EventCodingError) in
                LectureScheduled.Personal(
                    venue: try members.optionalWording("venue"),
                    note: try members.optionalWording("note"))
            })
    }

    // MARK: LectureRefused

    private static func refused(
        _ payload: [UInt8], _ opened: Opened?
    ) throws(EventCodingError) -> LectureRefused {
        LectureRefused(
            decidedOn: try MemberReader.read(payload, of: EventType.refused) {
                members throws(EventCodingError) in try members.date("decidedOn")
            }, reason: try PersonalPart.reason(opened, of: EventType.refused))
    }

    // MARK: LectureHeld

    private static func encode(_ report: LectureHeld) -> CodedEvent {
        let plain = report.plain
        let personal = report.personal.content
        return CodedEvent(
            EventType.held,
            [
                "ages": .unlessEmpty(plain.ages),
                "attributes": .unlessEmpty(plain.attributes),
                "department": .optional(plain.department),
                "district": .optional(plain.district), "endsAt": .optional(plain.end),
                "headcount": .optional(plain.headcount), "heldOn": .date(plain.heldOn),
                "menuCode": .optional(plain.menuCode), "startsAt": .optional(plain.start),
                "title": .wording(plain.title),
            ],
            personal: PersonalPart.bytes([
                "group": .optional(personal?.group), "questions": .optional(personal?.questions),
                "speakers": .optional(personal?.speakers), "venue": .optional(personal?.venue),
            ]))
    }

    private static func held(
        _ payload: [UInt8], _ opened: Opened?
    ) throws(EventCodingError) -> LectureHeld {
        LectureHeld(
            plain: try MemberReader.read(payload, of: EventType.held) {
                members throws(EventCodingError) in
                LectureHeld.Plain(
                    menuCode: try members.optionalWording("menuCode"),
                    title: try members.wording("title"),
                    department: try members.optionalWording("department"),
                    heldOn: try members.date("heldOn"), start: try members.optionalTime("startsAt"),
                    end: try members.optionalTime("endsAt"),
                    headcount: try members.optionalInteger("headcount"),
                    ages: try members.integersByName("ages"),
                    district: try members.optionalWording("district"),
                    attributes: try members.attributes())
            },
            personal: try PersonalPart.read(opened, of: EventType.held) {
                members throws(EventCodingError) in
                LectureHeld.Personal(
                    group: try members.optionalWording("group"),
                    venue: try members.optionalWording("venue"),
                    speakers: try members.optionalWording("speakers"),
                    questions: try members.optionalWording("questions"))
            })
    }

    // MARK: Parts

    private static func warnings(_ rules: [LectureRule]) -> JSONValue? {
        .unlessEmpty(rules.map { .string($0.rawValue) })
    }

    private static func slot(_ slot: LectureSlot) -> JSONValue {
        .object(present: ["date": .date(slot.date), "startsAt": .optional(slot.start)])
    }

    private static func slot(
        _ members: inout MemberReader
    ) throws(EventCodingError) -> LectureSlot {
        LectureSlot(
            date: try members.date("date"), start: try members.optionalTime("startsAt"))
    }
}

extension Lecture: RecordedDecider {
    /// Its events to bytes and back (出来事の符号化).
    public typealias Coding = LectureEventCoding

    /// `lecture` (出前講座).
    public static var streamCategory: StaticString { "lecture" }
}
