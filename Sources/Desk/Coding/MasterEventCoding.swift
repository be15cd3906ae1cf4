public import EventLog
public import Participation

/// Master events to bytes and back (マスタの出来事の符号化).
///
/// Masters are public lists: nothing is sealed. Pinned byte by byte in
/// `Tests/DeskTests/Fixtures/Master*.v1*.json`, which are never edited.
public enum MasterEventCoding {
    /// The stream of a kind: `master-` and a UUID that follows from it.
    public static func stream(of kind: MasterKind) -> StreamName {
        StreamName(category: Master.streamCategory, id: CommandID.master(kind.rawValue))
    }

    /// The types this coding reads and writes (出来事の種類).
    enum EventType: String, CaseIterable {
        case defined = "MasterDefined"
        case listed = "MasterListed"
        case prolonged = "MasterProlonged"
    }

    private static let schemaVersion: Int16 = 1

    /// The bytes of an event.
    public static func encode(_ event: MasterEvent) -> CodedEvent {
        let (type, members): (EventType, [String: JSONValue?]) =
            switch event {
            case .defined(let list):
                (
                    .defined,
                    [
                        "effectiveOn": .date(list.effectiveOn),
                        "kind": .string(list.kind.rawValue), "rows": .integer(Int64(list.rows)),
                        "source": .optional(list.source), "through": .date(list.through),
                    ]
                )
            case .listed(let part):
                (
                    .listed,
                    [
                        "effectiveOn": .date(part.effectiveOn),
                        "rows": .array(
                            part.rows.map { .array($0.cells.map(JSONValue.wording)) }),
                    ]
                )
            case .prolonged(let change):
                (
                    .prolonged,
                    [
                        "effectiveOn": .date(change.effectiveOn),
                        "through": .date(change.through),
                    ]
                )
            }
        return CodedEvent(
            type: type.rawValue, schemaVersion: schemaVersion,
            payload: CanonicalJSON.bytes(.object(present: members)))
    }

    /// The event that was recorded.
    /// - Throws: ``EventCodingError``: what is recorded cannot be read by this program.
    public static func decode(_ recorded: RecordedEvent) throws(EventCodingError) -> MasterEvent {
        try decode(
            type: recorded.type, schemaVersion: recorded.schemaVersion, payload: recorded.payload)
    }

    static func decode(
        type name: String, schemaVersion version: Int16, payload: [UInt8]
    ) throws(EventCodingError) -> MasterEvent {
        guard let type = EventType(rawValue: name), version == schemaVersion else {
            throw .unknown(type: name, schemaVersion: version)
        }
        var members = try MemberReader(payload, of: name)
        let effectiveOn = try members.date("effectiveOn")
        let event: MasterEvent
        switch type {
        case .defined:
            event = .defined(
                MasterDefined(
                    kind: try members.value("kind", MasterKind.init(rawValue:)),
                    effectiveOn: effectiveOn, through: try members.date("through"),
                    rows: try members.integer("rows"),
                    source: try members.optionalWording("source")))
        case .listed:
            event = .listed(
                MasterListed(
                    effectiveOn: effectiveOn,
                    rows: try members.textRows("rows").map { MasterRow($0) }))
        case .prolonged:
            event = .prolonged(
                MasterProlonged(effectiveOn: effectiveOn, through: try members.date("through")))
        }
        try members.finish()
        return event
    }
}

extension Master: RecordedDecider {
    /// `master` (マスタ).
    public static var streamCategory: StaticString { "master" }

    /// The bytes of an event (符号化).
    public static func encode(_ event: MasterEvent) -> CodedEvent {
        MasterEventCoding.encode(event)
    }

    /// The event that was recorded (復号).
    /// - Throws: ``EventCodingError``: what is recorded cannot be read by this program.
    public static func decode(
        _ recorded: RecordedEvent, opened: Opened?
    ) throws(EventCodingError) -> MasterEvent {
        try PersonalPart.refuse(opened, of: recorded.type)
        return try MasterEventCoding.decode(recorded)
    }
}
