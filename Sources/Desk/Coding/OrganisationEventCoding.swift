public import EventLog
import FoundationEssentials
public import Participation

/// Organisation events to bytes and back (組織改正の出来事の符号化).
///
/// Units and their telephone numbers are public: nothing is sealed. Pinned byte by byte in
/// `Tests/DeskTests/Fixtures/Unit*.v1*.json` and `Duty*.v1*.json`, which are never edited.
public enum OrganisationEventCoding: EventCoding {
    /// The one stream of a city's organisation, the same in every city (組織の対象名).
    public static let stream = StreamName(
        category: OrganisationState.streamCategory,
        id: UUID(uuid: (0, 0, 0, 0, 0, 0, 0x80, 0, 0x80, 0, 0, 0, 0, 0, 0, 1)))

    static let schemaVersion: Int16 = 1

    /// The types this coding reads and writes (出来事の種類).
    enum EventType: String, CaseIterable {
        case unitEstablished = "UnitEstablished"
        case unitRenamed = "UnitRenamed"
        case unitMoved = "UnitMoved"
        case unitAbolished = "UnitAbolished"
        case dutyAssigned = "DutyAssigned"
        case dutyMoved = "DutyMoved"
    }

    /// The bytes of an event.
    public static func encode(_ event: OrganisationEvent) -> CodedEvent {
        let (type, members) = members(event)
        return CodedEvent(type.rawValue, members)
    }

    /// The event of these bytes.
    /// - Throws: ``EventCodingError``: this program cannot read it.
    public static func decode(
        type name: String, schemaVersion version: Int16, payload: [UInt8],
        opened: Opened?
    ) throws(EventCodingError) -> OrganisationEvent {
        try PersonalPart.refuse(opened, of: name)
        guard let type = EventType(rawValue: name), version == schemaVersion else {
            throw .unknown(type: name, schemaVersion: version)
        }
        return try MemberReader.read(payload, of: name) { members throws(EventCodingError) in
            try event(type, &members)
        }
    }

    // MARK: Writing

    private static func members(
        _ event: OrganisationEvent
    ) -> (EventType, [String: JSONValue?]) {
        switch event {
        case .unitEstablished(let establishment):
            let members: [String: JSONValue?] = [
                "code": .string(establishment.code), "from": .date(establishment.from),
                "parent": .optional(establishment.parent),
            ]
            return (
                .unitEstablished, members.merging(description(establishment.description)) { $1 }
            )
        case .unitRenamed(let renaming):
            let members: [String: JSONValue?] = [
                "code": .string(renaming.code), "on": .date(renaming.on),
            ]
            return (.unitRenamed, members.merging(description(renaming.description)) { $1 })
        case .unitMoved(let move):
            return (
                .unitMoved,
                [
                    "code": .string(move.code), "on": .date(move.on),
                    "parent": .optional(move.parent),
                ]
            )
        case .unitAbolished(let abolition):
            return (
                .unitAbolished,
                [
                    "code": .string(abolition.code), "on": .date(abolition.on),
                    "successors": .array(abolition.successors.map(successor)),
                ]
            )
        case .dutyAssigned(let assignment):
            return (
                .dutyAssigned,
                [
                    "categories": .array(assignment.categories.map(JSONValue.string)),
                    "duty": .string(assignment.duty), "from": .date(assignment.from),
                    "unit": .string(assignment.unit),
                ]
            )
        case .dutyMoved(let move):
            return (
                .dutyMoved,
                [
                    "duty": .string(move.duty), "from": .string(move.from), "on": .date(move.on),
                    "to": .string(move.to),
                ]
            )
        }
    }

    private static func description(_ description: UnitDescription) -> [String: JSONValue?] {
        let names = description.names.map { ($0.key.rawValue, JSONValue.string($0.value)) }
        return [
            "body": .string(description.body.rawValue),
            "names": .object(Dictionary(uniqueKeysWithValues: names)),
            "site": .optional(description.site?.rawValue),
            "telephone": .optional(description.telephone),
        ]
    }

    private static func successor(_ successor: Successor) -> JSONValue {
        .object(["code": .string(successor.code), "kind": .string(successor.kind.rawValue)])
    }

    // MARK: Reading

    private static func event(
        _ type: EventType, _ members: inout MemberReader
    ) throws(EventCodingError) -> OrganisationEvent {
        switch type {
        case .unitEstablished:
            .unitEstablished(
                UnitEstablishment(
                    code: try members.text("code"), from: try members.date("from"),
                    description: try description(&members),
                    parent: try members.optionalText("parent")))
        case .unitRenamed:
            .unitRenamed(
                UnitRenaming(
                    code: try members.text("code"), on: try members.date("on"),
                    description: try description(&members)))
        case .unitMoved:
            .unitMoved(
                UnitMove(
                    code: try members.text("code"), on: try members.date("on"),
                    parent: try members.optionalText("parent")))
        case .unitAbolished:
            .unitAbolished(
                UnitAbolition(
                    code: try members.text("code"), on: try members.date("on"),
                    successors: try successors(&members)))
        case .dutyAssigned:
            .dutyAssigned(
                DutyAssignment(
                    unit: try members.text("unit"), duty: try members.text("duty"),
                    categories: try members.texts("categories"), from: try members.date("from")))
        case .dutyMoved:
            .dutyMoved(
                DutyMove(
                    duty: try members.text("duty"), from: try members.text("from"),
                    to: try members.text("to"), on: try members.date("on")))
        }
    }

    private static func description(
        _ members: inout MemberReader
    ) throws(EventCodingError) -> UnitDescription {
        var names: [UnitLevel: String] = [:]
        if var levels = try members.optionalObject("names") {
            for level in UnitLevel.allCases {
                names[level] = try levels.optionalText(level.rawValue)
            }
            try levels.finish()
        }
        return UnitDescription(
            names: names, body: try members.value("body", ExecutiveBody.init(rawValue:)),
            site: try members.optionalValue("site", UnitSite.init(rawValue:)),
            telephone: try members.optionalText("telephone"))
    }

    private static func successors(
        _ members: inout MemberReader
    ) throws(EventCodingError) -> [Successor] {
        try members.objects("successors") { successor throws(EventCodingError) in
            Successor(
                code: try successor.text("code"),
                kind: try successor.value("kind", SuccessionKind.init(rawValue:)))
        }
    }
}

extension OrganisationState: RecordedDecider {
    /// Its events to bytes and back (出来事の符号化).
    public typealias Coding = OrganisationEventCoding

    /// `organisation` (組織).
    public static var streamCategory: StaticString { "organisation" }
}
