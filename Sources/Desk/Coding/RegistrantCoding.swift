import EventLog
import FoundationEssentials
import Participation

/// What one person gave of themselves for a gathering, in a stream and under a key of its own
/// (催しの申込者の書式 第1版).
///
/// The gathering's own event has what is counted; so one person can be erased without the others, and
/// no number changes. Registrations of before lie under the key of their gathering, all together.
enum RegistrantCoding {
    /// `registration`, the beginning of the streams' names (対象の種類).
    static let category: StaticString = "registration"
    /// The only event besides those about its keeping (出来事の種類).
    static let type = "RegistrantNamed"

    /// Where the personal part of a registration lies.
    static func stream(of registration: UUID) -> StreamName {
        StreamName(category: category, id: registration)
    }

    /// How it is recorded.
    static func apart(_ registration: UUID) -> CodedEvent.Apart {
        CodedEvent.Apart(stream: stream(of: registration), type: type)
    }

    /// The gathering somebody signed up for; nil when this is no registration.
    static func gathering(
        of history: [RecordedEvent]
    ) throws(EventCodingError) -> StreamName? {
        guard let first = history.first, first.type == type else { return nil }
        guard first.schemaVersion == 1 else {
            throw .unknown(type: type, schemaVersion: first.schemaVersion)
        }
        let id = try MemberReader.read(first.payload, of: type) {
            members throws(EventCodingError) in try members.id("gathering")
        }
        return StreamName(category: Gathering.streamCategory, id: id)
    }

    /// What the person gave.
    static func personal(
        _ opened: Opened?, of type: String
    ) throws(EventCodingError) -> Sealed<GatheringRegistered.Personal> {
        try PersonalPart.read(opened, of: type) { members throws(EventCodingError) in
            GatheringRegistered.Personal(
                person: try PersonCoding.person("person", in: &members),
                personKey: try members.optionalWording("personKey"),
                note: try members.optionalWording("note"))
        }
    }

    /// The bytes of what the person gave; nil when that is nothing.
    static func bytes(_ personal: GatheringRegistered.Personal?) -> [UInt8]? {
        PersonalPart.bytes([
            "note": .optional(personal?.note),
            "person": personal?.person.map(PersonCoding.json),
            "personKey": .optional(personal?.personKey),
        ])
    }
}
