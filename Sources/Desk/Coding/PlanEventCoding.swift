public import EventLog
public import Participation

/// Plan events to bytes and back (計画の出来事の符号化).
public enum PlanEventCoding: EventCoding {
    /// The stream of a plan: `plan-` and a UUID that follows from its code.
    public static func stream(code: String) -> StreamName {
        StreamName(category: PlanDefinition.streamCategory, id: CommandID.plan(code))
    }

    /// The bytes of an event.
    public static func encode(_ event: PlanEvent) -> CodedEvent {
        switch event {
        case .defined(let header):
            CodedEvent(
                type: PlanDefinedCoding.type, schemaVersion: PlanDefinedCoding.schemaVersion,
                payload: PlanDefinedCoding.payload(header), personal: nil)
        }
    }

    /// The event of these bytes.
    /// - Throws: ``EventCodingError``: this program cannot read it.
    public static func decode(
        type: String, schemaVersion: Int16, payload: [UInt8], opened: Opened?
    ) throws(EventCodingError) -> PlanEvent {
        try PersonalPart.refuse(opened, of: type)
        guard type == PlanDefinedCoding.type, schemaVersion == PlanDefinedCoding.schemaVersion
        else { throw .unknown(type: type, schemaVersion: schemaVersion) }
        return .defined(try PlanDefinedCoding.header(payload))
    }
}

/// `PlanDefined` as bytes, schema version 1 (「計画の登録」の書式 第1版).
enum PlanDefinedCoding {
    static let type = "PlanDefined"
    static let schemaVersion: Int16 = 1

    static func payload(_ header: PlanHeader) -> [UInt8] {
        CanonicalJSON.bytes(
            .object(present: [
                "city": .string(header.city), "code": .string(header.code),
                "description": .optional(header.description), "name": .string(header.name),
                "source": .optional(header.source),
            ]))
    }

    static func header(_ payload: [UInt8]) throws(EventCodingError) -> PlanHeader {
        var members = try MemberReader(payload, of: type)
        let header = PlanHeader(
            code: try members.text("code"), name: try members.text("name"),
            city: try members.text("city"), description: try members.optionalText("description"),
            source: try members.optionalText("source"))
        try members.finish()
        return header
    }
}

extension PlanDefinition: RecordedDecider {
    /// Its events to bytes and back (出来事の符号化).
    public typealias Coding = PlanEventCoding

    /// `plan` (計画).
    public static var streamCategory: StaticString { "plan" }
}
