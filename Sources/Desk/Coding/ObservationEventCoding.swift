public import EventLog
public import Participation

/// Events of typed-in values to bytes and back, each schema version 1 (把握値の出来事の符号化).
///
/// Values are decimal strings. Pinned byte by byte in `Tests/DeskTests/Fixtures`, never edited.
public enum ObservationEventCoding: EventCoding {
    private enum EventType {
        static let recorded = "ObservationRecorded"
        static let corrected = "ObservationCorrected"
        static let withdrawn = "ObservationWithdrawn"
    }

    /// The types of the events that bring a value.
    static let valueTypes = [EventType.recorded, EventType.corrected]

    /// The bytes of an event.
    public static func encode(_ event: ObservationEvent) -> CodedEvent {
        switch event {
        case .recorded(let observed): return CodedEvent(EventType.recorded, members(observed))
        case .corrected(let correction):
            var members = members(correction.observed)
            members["from"] = .string(correction.from.description)
            return CodedEvent(
                EventType.corrected, members,
                personal: PersonalPart.bytes([
                    "reason": .optional(correction.reason.content ?? nil)
                ]))
        case .withdrawn(let withdrawal):
            return CodedEvent(
                EventType.withdrawn, [:], personal: PersonalPart.bytes(withdrawal.reason))
        }
    }

    /// The event of these bytes.
    /// - Throws: ``EventCodingError``: this program cannot read it.
    public static func decode(
        type: String, schemaVersion: Int16, payload: [UInt8], opened: Opened?
    ) throws(EventCodingError) -> ObservationEvent {
        var members = try MemberReader(payload, of: type)
        switch (type, schemaVersion) {
        case (EventType.recorded, 1):
            let observed = try observed(from: &members)
            try members.finish()
            return .recorded(observed)
        case (EventType.corrected, 1):
            let from = try number("from", &members)
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

    private static func number(
        _ key: String, _ members: inout MemberReader
    ) throws(EventCodingError) -> FigureValue {
        try members.value(key) { FigureValue(exactly: $0) }
    }

    private static func observed(
        from members: inout MemberReader
    ) throws(EventCodingError) -> ObservedValue {
        ObservedValue(
            indicator: try members.wording("indicator"), year: try members.year("year"),
            quarter: try members.optionalQuarter("quarter"), value: try number("value", &members),
            source: try members.optionalWording("source"),
            surveyYear: try members.optionalYear("surveyYear"),
            label: try members.value("label", FigureLabel.init(rawValue:)),
            attributes: try members.attributes())
    }
}

extension Observation: RecordedDecider {
    /// Its events to bytes and back (出来事の符号化).
    public typealias Coding = ObservationEventCoding

    /// `observation` (把握値).
    public static var streamCategory: StaticString { "observation" }
}
