public import EventLog
import FoundationEssentials
public import Participation

/// Calendar events to bytes and back (暦の出来事の符号化).
///
/// Nothing in a calendar is personal. Pinned byte by byte in
/// `Tests/DeskTests/Fixtures/Calendar*.v1.json`, which are never edited.
public enum CalendarEventCoding: EventCoding {
    /// The one stream of a city's calendars, the same in every city (暦の対象名).
    public static let stream = StreamName(
        category: CityCalendar.streamCategory,
        id: UUID(uuid: (0, 0, 0, 0, 0, 0, 0x80, 0, 0x80, 0, 0, 0, 0, 0, 0, 1)))

    static let schemaVersion: Int16 = 1

    /// The types this coding reads and writes (出来事の種類).
    enum EventType: String, CaseIterable {
        case defined = "CalendarDefined"
        case withdrawn = "CalendarWithdrawn"
    }

    /// The bytes of an event.
    public static func encode(_ event: CalendarEvent) -> CodedEvent {
        switch event {
        case .defined(let calendar):
            CodedEvent(
                EventType.defined.rawValue,
                [
                    "closures": .array(calendar.closures.map(closure)),
                    "name": .string(calendar.name),
                ])
        case .withdrawn(let name):
            CodedEvent(EventType.withdrawn.rawValue, ["name": .string(name)])
        }
    }

    /// The event of these bytes.
    /// - Throws: ``EventCodingError``: this program cannot read it.
    public static func decode(
        type name: String, schemaVersion version: Int16, payload: [UInt8],
        opened: Opened?
    ) throws(EventCodingError) -> CalendarEvent {
        try PersonalPart.refuse(opened, of: name)
        guard let type = EventType(rawValue: name), version == schemaVersion else {
            throw .unknown(type: name, schemaVersion: version)
        }
        return try MemberReader.read(payload, of: name) { members throws(EventCodingError) in
            let name = try members.text("name")
            return switch type {
            case .defined:
                .defined(
                    NamedCalendar(
                        name: name, closures: try members.objects("closures", closure)))
            case .withdrawn: .withdrawn(name: name)
            }
        }
    }

    private static func closure(_ closure: Closure) -> JSONValue {
        .object(["day": .string(closure.day.code), "name": .string(closure.name)])
    }

    private static func closure(
        _ members: inout MemberReader
    ) throws(EventCodingError) -> Closure {
        let day = try members.value("day", Closure.Day.init(code:))
        return try members.value("name") { Closure(day, name: $0) }
    }
}

extension CityCalendar: RecordedDecider {
    /// Its events to bytes and back (出来事の符号化).
    public typealias Coding = CalendarEventCoding

    /// `calendar` (暦).
    public static var streamCategory: StaticString { "calendar" }
}
