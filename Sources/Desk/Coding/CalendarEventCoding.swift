public import EventLog
import FoundationEssentials
public import Participation

/// Calendar events to bytes and back (暦の出来事の符号化).
///
/// Nothing in a calendar is personal. Pinned byte by byte in
/// `Tests/DeskTests/Fixtures/Calendar*.v1*.json`, which are never edited.
public enum CalendarEventCoding {
    /// The one stream of a city's calendars, the same in every city (暦の対象名).
    public static let stream = StreamName(
        category: CityCalendar.streamCategory,
        id: UUID(uuid: (0, 0, 0, 0, 0, 0, 0x80, 0, 0x80, 0, 0, 0, 0, 0, 0, 1)))

    /// The types this coding reads and writes (出来事の種類).
    enum EventType: String, CaseIterable {
        case defined = "CalendarDefined"
        case withdrawn = "CalendarWithdrawn"
    }

    private static let schemaVersion: Int16 = 1

    /// The bytes of an event.
    public static func encode(_ event: CalendarEvent) -> CodedEvent {
        let (type, members): (EventType, [String: JSONValue]) =
            switch event {
            case .defined(let calendar):
                (
                    .defined,
                    [
                        "closures": .array(
                            calendar.closures.map {
                                .object(["day": .string($0.day.code), "name": .string($0.name)])
                            }), "name": .string(calendar.name),
                    ]
                )
            case .withdrawn(let name): (.withdrawn, ["name": .string(name)])
            }
        return CodedEvent(
            type: type.rawValue, schemaVersion: schemaVersion,
            payload: CanonicalJSON.bytes(.object(members)))
    }

    /// The event that was recorded.
    /// - Throws: ``EventCodingError``: what is recorded cannot be read by this program.
    public static func decode(
        _ recorded: RecordedEvent
    ) throws(EventCodingError) -> CalendarEvent {
        try decode(
            type: recorded.type, schemaVersion: recorded.schemaVersion, payload: recorded.payload)
    }

    static func decode(
        type name: String, schemaVersion version: Int16, payload: [UInt8]
    ) throws(EventCodingError) -> CalendarEvent {
        guard let type = EventType(rawValue: name), version == schemaVersion else {
            throw .unknown(type: name, schemaVersion: version)
        }
        var members = try MemberReader(payload, of: name)
        let calendar = try members.text("name")
        let event: CalendarEvent
        switch type {
        case .defined:
            event = .defined(
                NamedCalendar(
                    name: calendar,
                    closures: try members.objects("closures") {
                        (closure: inout MemberReader) throws(EventCodingError) in
                        let day = try closure.value("day", Closure.Day.init(code:))
                        return try closure.value("name") { Closure(day, name: $0) }
                    }))
        case .withdrawn: event = .withdrawn(name: calendar)
        }
        try members.finish()
        return event
    }
}

extension CityCalendar: RecordedDecider {
    /// `calendar` (暦).
    public static var streamCategory: StaticString { "calendar" }

    /// The bytes of an event (符号化).
    public static func encode(_ event: CalendarEvent) -> CodedEvent {
        CalendarEventCoding.encode(event)
    }

    /// The event that was recorded (復号).
    /// - Throws: ``EventCodingError``: what is recorded cannot be read by this program.
    public static func decode(
        _ recorded: RecordedEvent, opened: Opened?
    ) throws(EventCodingError) -> CalendarEvent {
        try PersonalPart.refuse(opened, of: recorded.type)
        return try CalendarEventCoding.decode(recorded)
    }
}
