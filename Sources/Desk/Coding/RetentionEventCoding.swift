import EventLog
import Participation

/// What happened to the keeping of an item as bytes and back, each schema version 1
/// (案件の保存の出来事の書式 第1版).
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

    private static func members(_ erasure: ItemErasure) -> [String: JSONValue?] {
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
                    ItemHold(
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
    ) throws(EventCodingError) -> ItemErasure {
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
        return ItemErasure(ground: ground, on: try members.date("on"), span: span)
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
    var isErasure: Bool { type == RetentionEventCoding.EventType.erased.rawValue }
}
