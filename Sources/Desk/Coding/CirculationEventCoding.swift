public import EventLog
import FoundationEssentials
public import Participation

/// What was read through to bytes and back (供覧の出来事の符号化).
///
/// Pinned byte by byte in `Tests/DeskTests/Fixtures/Circulation*.v1*.json`, which are never edited.
public enum CirculationEventCoding: EventCoding {
    /// The stream of what holds for the whole city, the same in every city (供覧の定めの対象名).
    public static let stream = StreamName(
        category: Circulation.streamCategory,
        id: UUID(uuid: (0, 0, 0, 0, 0, 0, 0x80, 0, 0x80, 0, 0, 0, 0, 0, 0, 16)))

    static let schemaVersion: Int16 = 1

    /// The types this coding reads and writes (出来事の種類).
    enum EventType: String, CaseIterable {
        case read = "CirculationRead"
        case sendersShown = "CirculationSendersShown"
    }

    /// The bytes of an event.
    public static func encode(_ event: CirculationEvent) -> CodedEvent {
        switch event {
        case .read(let read):
            CodedEvent(
                EventType.read.rawValue,
                ["by": .wording(read.by), "on": .date(read.on), "post": .wording(read.post)])
        case .sendersShown(let isShown):
            CodedEvent(EventType.sendersShown.rawValue, ["shown": .bool(isShown)])
        }
    }

    /// The event of these bytes.
    /// - Throws: ``EventCodingError``: this program cannot read it.
    public static func decode(
        type name: String, schemaVersion version: Int16, payload: [UInt8], opened: Opened?
    ) throws(EventCodingError) -> CirculationEvent {
        try PersonalPart.refuse(opened, of: name)
        guard let type = EventType(rawValue: name), version == schemaVersion else {
            throw .unknown(type: name, schemaVersion: version)
        }
        return try MemberReader.read(payload, of: name) { members throws(EventCodingError) in
            switch type {
            case .read:
                .read(
                    CirculationRead(
                        post: try members.wording("post"), by: try members.wording("by"),
                        on: try members.date("on")))
            case .sendersShown: .sendersShown(try members.flag("shown"))
            }
        }
    }
}

extension Circulation: RecordedDecider {
    /// Its events to bytes and back (出来事の符号化).
    public typealias Coding = CirculationEventCoding

    /// `circulation` (供覧).
    public static var streamCategory: StaticString { "circulation" }
}
