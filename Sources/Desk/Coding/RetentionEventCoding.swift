import EventLog
import Participation

/// What happened to the keeping of a record as bytes and back, each schema version 1
/// (保存の出来事の書式 第1版).
///
/// Items have had types of their own from the beginning; a lecture, a gathering and a registration share
/// theirs, of the same members. Theirs are no part of what became of the thing itself, whose own
/// coding never sees them.
///
/// Nothing here is sealed: numbers, days and codes have to stay when everything sealed is gone.
/// Pinned byte by byte in `Tests/DeskTests/Fixtures/Item*.v1*.json`, which are never edited.
enum RetentionEventCoding {
    /// The types this coding reads and writes (出来事の種類).
    enum EventType: String, CaseIterable {
        case held = "ItemHeld"
        case lifted = "ItemHoldLifted"
        case correctionDecided = "ItemCorrectionDecided"
        case useSuspended = "ItemUseSuspended"
        case useResumed = "ItemUseResumed"
        case erased = "ItemErased"

        /// What it is called of everything else; nil for what can only be said of an item.
        var ofRecord: String? {
            switch self {
            case .held: "RecordHoldSet"
            case .lifted: "RecordHoldLifted"
            case .correctionDecided: nil
            case .useSuspended: "RecordUseSuspended"
            case .useResumed: "RecordUseResumed"
            case .erased: "RecordErased"
            }
        }

        /// The type of something that was recorded of anything but an item.
        init?(ofRecord type: String) {
            let known = Self.allCases.first { $0.ofRecord == type }
            guard let known else { return nil }
            self = known
        }
    }

    /// The types of the events after which a record's key must be gone (「消去」の型名).
    static let erasing = [EventType.erased.rawValue] + erasingRecords
    /// The same of anything but an item (案件以外の「消去」の型名).
    static let erasingRecords = [EventType.erased.ofRecord].compactMap(\.self)

    /// The bytes of what happened to the keeping of anything but an item.
    static func encodeKeeping(_ event: RetentionEvent) -> CodedEvent {
        var coded = encode(event)
        if let own = EventType(rawValue: coded.type)?.ofRecord { coded.type = own }
        return coded
    }

    /// What happened to the keeping of anything but an item; nil for any other event.
    static func decodeKeeping(
        _ recorded: RecordedEvent
    ) throws(EventCodingError) -> RetentionEvent? {
        guard let type = EventType(ofRecord: recorded.type) else { return nil }
        guard recorded.schemaVersion == 1 else {
            throw .unknown(type: recorded.type, schemaVersion: recorded.schemaVersion)
        }
        return try decode(type, payload: recorded.payload)
    }

    static func encode(_ event: RetentionEvent) -> CodedEvent {
        switch event {
        case .held(let hold):
            coded(
                .held,
                [
                    "from": .date(hold.from), "kind": .string(hold.kind.rawValue),
                    "reference": .wording(hold.reference),
                ])
        case .lifted(let kind, let reference, let day):
            coded(
                .lifted,
                [
                    "kind": .string(kind.rawValue), "on": .date(day),
                    "reference": .wording(reference),
                ])
        case .correctionDecided(let decision): coded(.correctionDecided, members(decision))
        case .useSuspended(let decision): coded(.useSuspended, members(decision))
        case .useResumed(let decision): coded(.useResumed, members(decision))
        case .erased(let erasure): coded(.erased, members(erasure))
        }
    }

    private static func coded(_ type: EventType, _ members: [String: JSONValue?]) -> CodedEvent {
        CodedEvent(type.rawValue, members)
    }

    private static func members(_ decision: RightsDecision) -> [String: JSONValue?] {
        ["number": .wording(decision.number), "on": .date(decision.on)]
    }

    private static func members(_ erasure: RecordErasure) -> [String: JSONValue?] {
        let (number, error): (Wording?, EntryError?) =
            switch erasure.ground {
            case .expired(let approval): (approval, nil)
            case .useSuspension(let decision): (decision, nil)
            case .entryError(let error): (nil, error)
            }
        return [
            "completedOn": .optional(erasure.span?.completedOn),
            "error": .optional(error?.rawValue), "ground": .string(erasure.ground.code),
            "lastDay": .optional(erasure.span?.lastDay), "number": .optional(number),
            "on": .date(erasure.on), "years": .optional(erasure.span?.years),
        ]
    }

    static func decode(
        _ type: EventType, payload: [UInt8]
    ) throws(EventCodingError) -> RetentionEvent {
        try MemberReader.read(payload, of: type.rawValue) { members throws(EventCodingError) in
            switch type {
            case .held:
                .held(
                    RecordHold(
                        try members.value("kind", HoldKind.init(rawValue:)),
                        reference: try members.wording("reference"),
                        from: try members.date("from")))
            case .lifted:
                .lifted(
                    try members.value("kind", HoldKind.init(rawValue:)),
                    reference: try members.wording("reference"), on: try members.date("on"))
            case .correctionDecided: .correctionDecided(try decision(&members))
            case .useSuspended: .useSuspended(try decision(&members))
            case .useResumed: .useResumed(try decision(&members))
            case .erased: .erased(try erasure(&members))
            }
        }
    }

    private static func decision(
        _ members: inout MemberReader
    ) throws(EventCodingError) -> RightsDecision {
        RightsDecision(number: try members.wording("number"), on: try members.date("on"))
    }

    private static func erasure(
        _ members: inout MemberReader
    ) throws(EventCodingError) -> RecordErasure {
        let ground: ErasureGround
        switch try members.text("ground") {
        case "expired": ground = .expired(approval: try members.wording("number"))
        case "use-suspension": ground = .useSuspension(decision: try members.wording("number"))
        case "entry-error":
            ground = .entryError(try members.value("error", EntryError.init(rawValue:)))
        case _: throw members.malformed("ground")
        }
        var span: RetentionSpan?
        if let years = try members.optionalInteger("years") {
            span = RetentionSpan(
                completedOn: try members.date("completedOn"), years: years,
                lastDay: try members.date("lastDay"))
        }
        return RecordErasure(ground: ground, on: try members.date("on"), span: span)
    }
}

extension [RecordedEvent] {
    /// Whether something sealed may be opened (開封できる部分の有無).
    ///
    /// From its erasure on nothing of a stream is, though its key may still be there for a moment, or
    /// there again after a restore.
    var hasReadableParts: Bool {
        contains { $0.sealed != nil } && !contains(where: \.isErasure)
    }
}

extension RecordedEvent {
    /// Whether it says that its stream is erased (消去の記録か).
    var isErasure: Bool { RetentionEventCoding.erasing.contains(type) }

    /// Whether it says how its record is kept, and nothing of what became of the thing itself
    /// (保存の記録か).
    var isKeeping: Bool { RetentionEventCoding.EventType(ofRecord: type) != nil }
}
