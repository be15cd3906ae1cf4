public import EventLog
public import Participation

/// Indicator events to bytes and back (指標定義の出来事の符号化).
///
/// Definitions hold nothing personal, so nothing is sealed.
public enum IndicatorEventCoding: EventCoding {
    /// The stream of an indicator: `indicator-` and a UUID that follows from `plan/code`.
    public static func stream(plan: String, code: String) -> StreamName {
        StreamName(
            category: IndicatorDefinition.streamCategory,
            id: CommandID.indicator("\(plan)/\(code)"))
    }

    /// The bytes of an event.
    public static func encode(_ event: IndicatorEvent) -> CodedEvent {
        switch event {
        case .defined(let version):
            CodedEvent(
                type: IndicatorDefinedCoding.type,
                schemaVersion: IndicatorDefinedCoding.schemaVersion,
                payload: IndicatorDefinedCoding.payload(version), personal: nil)
        case .withdrawn(let end):
            CodedEvent(
                type: IndicatorWithdrawnCoding.type,
                schemaVersion: IndicatorWithdrawnCoding.schemaVersion,
                payload: IndicatorWithdrawnCoding.payload(end), personal: nil)
        }
    }

    /// The event of these bytes.
    /// - Throws: ``EventCodingError``: this program cannot read it.
    public static func decode(
        type: String, schemaVersion: Int16, payload: [UInt8], opened: Opened?
    ) throws(EventCodingError) -> IndicatorEvent {
        try PersonalPart.refuse(opened, of: type)
        return switch (type, schemaVersion) {
        case (IndicatorDefinedCoding.type, IndicatorDefinedCoding.schemaVersion):
            .defined(try IndicatorDefinedCoding.version(payload))
        case (IndicatorWithdrawnCoding.type, IndicatorWithdrawnCoding.schemaVersion):
            .withdrawn(try IndicatorWithdrawnCoding.end(payload))
        default:
            throw .unknown(type: type, schemaVersion: schemaVersion)
        }
    }
}

/// `IndicatorWithdrawn` as bytes, schema version 1 (「指標の廃止」の書式 第1版).
enum IndicatorWithdrawnCoding {
    static let type = "IndicatorWithdrawn"
    static let schemaVersion: Int16 = 1

    static func payload(_ end: IndicatorWithdrawn) -> [UInt8] {
        CanonicalJSON.bytes(
            .object(present: [
                "author": .string(end.author), "code": .string(end.code),
                "effectiveFrom": .optional(end.effectiveFrom), "plan": .string(end.plan),
                "reason": .string(end.reason),
            ]))
    }

    static func end(_ payload: [UInt8]) throws(EventCodingError) -> IndicatorWithdrawn {
        var members = try MemberReader(payload, of: type)
        let end = IndicatorWithdrawn(
            plan: try members.text("plan"), code: try members.text("code"),
            effectiveFrom: try members.optionalYear("effectiveFrom"),
            author: try members.text("author"), reason: try members.text("reason"))
        try members.finish()
        return end
    }
}

extension IndicatorDefinition: RecordedDecider {
    /// Its events to bytes and back (出来事の符号化).
    public typealias Coding = IndicatorEventCoding

    /// `indicator` (指標定義).
    public static var streamCategory: StaticString { "indicator" }
}
