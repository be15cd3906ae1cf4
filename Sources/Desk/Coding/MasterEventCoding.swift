public import EventLog
public import Participation

/// Master events to bytes and back (マスタの出来事の符号化).
///
/// Masters are public lists: nothing is sealed. Pinned byte by byte in
/// `Tests/DeskTests/Fixtures/Master*.v1*.json`, which are never edited.
public enum MasterEventCoding: EventCoding {
    /// The stream of a kind: `master-` and a UUID that follows from it.
    public static func stream(of kind: MasterKind) -> StreamName {
        StreamName(category: Master.streamCategory, id: CommandID.master(kind.rawValue))
    }

    static let schemaVersion: Int16 = 1

    /// The types this coding reads and writes (出来事の種類).
    enum EventType: String, CaseIterable {
        case defined = "MasterDefined"
        case listed = "MasterListed"
        case prolonged = "MasterProlonged"
    }

    /// The bytes of an event.
    public static func encode(_ event: MasterEvent) -> CodedEvent {
        let (type, members) = members(event)
        return CodedEvent(type.rawValue, members)
    }

    /// The event of these bytes.
    /// - Throws: ``EventCodingError``: this program cannot read it.
    public static func decode(
        type name: String, schemaVersion version: Int16, payload: [UInt8],
        opened: Opened?
    ) throws(EventCodingError) -> MasterEvent {
        try PersonalPart.refuse(opened, of: name)
        guard let type = EventType(rawValue: name), version == schemaVersion else {
            throw .unknown(type: name, schemaVersion: version)
        }
        return try MemberReader.read(payload, of: name) { members throws(EventCodingError) in
            try event(type, &members)
        }
    }

    private static func members(_ event: MasterEvent) -> (EventType, [String: JSONValue?]) {
        switch event {
        case .defined(let list):
            (
                .defined,
                [
                    "effectiveOn": .date(list.effectiveOn), "kind": .string(list.kind.rawValue),
                    "rows": .integer(Int64(list.rows)), "source": .optional(list.source),
                    "through": .date(list.through),
                ]
            )
        case .listed(let part):
            (
                .listed,
                [
                    "effectiveOn": .date(part.effectiveOn),
                    "rows": .array(part.rows.map { .array($0.cells.map(JSONValue.wording)) }),
                ]
            )
        case .prolonged(let change):
            (
                .prolonged,
                ["effectiveOn": .date(change.effectiveOn), "through": .date(change.through)]
            )
        }
    }

    private static func event(
        _ type: EventType, _ members: inout MemberReader
    ) throws(EventCodingError) -> MasterEvent {
        let effectiveOn = try members.date("effectiveOn")
        return switch type {
        case .defined:
            .defined(
                MasterDefined(
                    kind: try members.value("kind", MasterKind.init(rawValue:)),
                    effectiveOn: effectiveOn, through: try members.date("through"),
                    rows: try members.integer("rows"),
                    source: try members.optionalWording("source")))
        case .listed:
            .listed(
                MasterListed(
                    effectiveOn: effectiveOn,
                    rows: try members.textRows("rows").map { MasterRow($0) }))
        case .prolonged:
            .prolonged(
                MasterProlonged(effectiveOn: effectiveOn, through: try members.date("through")))
        }
    }
}

extension Master: RecordedDecider {
    /// Its events to bytes and back (出来事の符号化).
    public typealias Coding = MasterEventCoding

    /// `master` (マスタ).
    public static var streamCategory: StaticString { "master" }
}
