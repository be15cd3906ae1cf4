public import EventLog
import FoundationEssentials
public import Participation

/// Events of the contacts to bytes and back (通知先の出来事の符号化).
///
/// Addresses of offices and of programs, never of persons: nothing is sealed. Pinned byte by byte in
/// `Tests/DeskTests/Fixtures/SectionMailsSet.v1*.json`, `WebhookRegistered.v1*.json` and
/// `WebhookWithdrawn.v1.json`, which are never edited.
public enum ContactEventCoding: EventCoding {
    /// The one stream of a city's contacts, the same in every city (通知先の対象名).
    public static let stream = StreamName(
        category: ContactBook.streamCategory,
        id: UUID(uuid: (0, 0, 0, 0, 0, 0, 0x80, 0, 0x80, 0, 0, 0, 0, 0, 0, 1)))

    static let schemaVersion: Int16 = 1

    /// The types this coding reads and writes (出来事の種類).
    enum EventType: String, CaseIterable {
        case mailsSet = "SectionMailsSet"
        case registered = "WebhookRegistered"
        case withdrawn = "WebhookWithdrawn"
    }

    /// The bytes of an event.
    public static func encode(_ event: ContactEvent) -> CodedEvent {
        switch event {
        case .mailsSet(let section, let addresses):
            CodedEvent(
                EventType.mailsSet.rawValue,
                [
                    "addresses": .array(addresses.map { .string($0.text) }),
                    "section": .wording(section),
                ])
        case .registered(let webhook):
            CodedEvent(
                EventType.registered.rawValue,
                [
                    "types": .unlessEmpty(webhook.types.map(JSONValue.wording)),
                    "url": .string(webhook.url.text), "webhook": .id(webhook.id),
                ])
        case .withdrawn(let id):
            CodedEvent(EventType.withdrawn.rawValue, ["webhook": .id(id)])
        }
    }

    /// The event of these bytes.
    /// - Throws: ``EventCodingError``: this program cannot read it.
    public static func decode(
        type name: String, schemaVersion version: Int16, payload: [UInt8], opened: Opened?
    ) throws(EventCodingError) -> ContactEvent {
        try PersonalPart.refuse(opened, of: name)
        guard let type = EventType(rawValue: name), version == schemaVersion else {
            throw .unknown(type: name, schemaVersion: version)
        }
        return try MemberReader.read(payload, of: name) { members throws(EventCodingError) in
            switch type {
            case .mailsSet:
                return .mailsSet(
                    section: try members.wording("section"),
                    try members.values("addresses") { EmailAddress(parsing: $0) })
            case .registered:
                return .registered(
                    Webhook(
                        id: try members.id("webhook"),
                        url: try members.value("url", WebhookURL.init(parsing:)),
                        types: try members.values("types") { Wording($0) }))
            case .withdrawn:
                return .withdrawn(try members.id("webhook"))
            }
        }
    }
}

extension ContactBook: RecordedDecider {
    /// Its events to bytes and back (出来事の符号化).
    public typealias Coding = ContactEventCoding

    /// `contacts` (通知先).
    public static var streamCategory: StaticString { "contacts" }
}
