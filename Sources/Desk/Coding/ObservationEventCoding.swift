public import EventLog
public import Participation

/// Events of typed-in values to bytes and back, each schema version 1 (把握値の出来事の符号化).
///
/// Values are decimal strings. Pinned byte by byte in `Tests/DeskTests/Fixtures`, never edited.
public enum ObservationEventCoding {
    private enum EventType {
        static let recorded = "ObservationRecorded"
        static let corrected = "ObservationCorrected"
        static let withdrawn = "ObservationWithdrawn"
    }

    /// The bytes of an event.
    public static func encode(_ event: ObservationEvent) -> CodedEvent {
        switch event {
        case .recorded(let observed):
            return CodedEvent(
                type: EventType.recorded, schemaVersion: 1,
                payload: CanonicalJSON.bytes(.object(present: members(observed))), personal: nil)
        case .corrected(let correction):
            var members = members(correction.observed)
            members["from"] = .string(correction.from.description)
            return CodedEvent(
                type: EventType.corrected, schemaVersion: 1,
                payload: CanonicalJSON.bytes(.object(present: members)),
                personal: PersonalPart.bytes(["reason": .optional(correction.reason.content ?? nil)]
                ))
        case .withdrawn(let withdrawal):
            return CodedEvent(
                type: EventType.withdrawn, schemaVersion: 1,
                payload: CanonicalJSON.bytes(.object([:])),
                personal: PersonalPart.bytes(withdrawal.reason))
        }
    }

    /// The event that was recorded.
    /// - Parameters:
    ///   - recorded: the event as the log has it.
    ///   - opened: what its sealed part holds; `nil` when it has none.
    /// - Throws: ``EventCodingError``: what is recorded cannot be read by this program.
    public static func decode(
        _ recorded: RecordedEvent, opened: Opened?
    ) throws(EventCodingError) -> ObservationEvent {
        try decode(
            type: recorded.type, schemaVersion: recorded.schemaVersion, payload: recorded.payload,
            opened: opened)
    }

    static func decode(
        type: String, schemaVersion: Int16, payload: [UInt8], opened: Opened?
    ) throws(EventCodingError) -> ObservationEvent {
        var members = try MemberReader(payload, of: type)
        switch (type, schemaVersion) {
        case (EventType.recorded, 1):
            let observed = try observed(from: &members)
            try members.finish()
            return .recorded(observed)
        case (EventType.corrected, 1):
            let from = try members.value("from") { ExactDecimal(parsing: $0) }
            let observed = try observed(from: &members)
            try members.finish()
            let reason = try PersonalPart.read(opened, of: type) {
                members throws(EventCodingError) in
                try members.optionalWording("reason")
            }
            return .corrected(
                ObservationCorrected(from: from, observed: observed, reason: reason))
        case (EventType.withdrawn, 1):
            try members.finish()
            return .withdrawn(
                ObservationWithdrawn(reason: try PersonalPart.reason(opened, of: type)))
        default: throw .unknown(type: type, schemaVersion: schemaVersion)
        }
    }

    private static func members(_ observed: ObservedValue) -> [String: JSONValue?] {
        [
            "attributes": .unlessEmpty(observed.attributes),
            "indicator": .wording(observed.indicator), "label": .string(observed.label.rawValue),
            "quarter": .optional(observed.quarter?.rawValue), "source": .optional(observed.source),
            "surveyYear": observed.surveyYear.map(JSONValue.year),
            "value": .string(observed.value.description), "year": .year(observed.year),
        ]
    }

    private static func observed(
        from members: inout MemberReader
    ) throws(EventCodingError) -> ObservedValue {
        var quarter: Quarter?
        if let number = try members.optionalInteger("quarter") {
            quarter = Quarter(rawValue: number)
            if quarter == nil { throw members.malformed("quarter") }
        }
        return ObservedValue(
            indicator: try members.wording("indicator"), year: try members.year("year"),
            quarter: quarter, value: try members.value("value") { ExactDecimal(parsing: $0) },
            source: try members.optionalWording("source"),
            surveyYear: try members.optionalYear("surveyYear"),
            label: try members.value("label", FigureLabel.init(rawValue:)),
            attributes: try members.attributes())
    }
}

extension Observation: RecordedDecider {
    /// `observation` (把握値).
    public static var streamCategory: StaticString { "observation" }

    /// The bytes of an event (符号化).
    public static func encode(_ event: ObservationEvent) -> CodedEvent {
        ObservationEventCoding.encode(event)
    }

    /// The event that was recorded (復号).
    /// - Throws: ``EventCodingError``: what is recorded cannot be read by this program.
    public static func decode(
        _ recorded: RecordedEvent, opened: Opened?
    ) throws(EventCodingError) -> ObservationEvent {
        try ObservationEventCoding.decode(recorded, opened: opened)
    }
}
