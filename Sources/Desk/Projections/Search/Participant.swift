import Crypto
import EventLog
import FoundationEssentials
import Participation
import Postgres

/// Somebody who asked for a lecture or signed up for a gathering, opened (出前講座・催しの参加者).
struct Participant {
    /// The lecture, or the registration.
    let id: UUID
    /// The stream whose key opens it.
    let stream: StreamName
    /// Where it was recorded.
    let position: Int64
    /// The day of the request.
    let on: LocalDate
    /// The group asked for (団体名).
    let group: String?
    /// Who it is, or who speaks for the group (申込者・代表者).
    let person: SenderDetails?

    /// In all the ways they are looked for: a group by its own name and by whoever speaks for it.
    var searched: [SearchedPerson] {
        var all = [person].compactMap(\.self)
        if let group {
            var details = person ?? SenderDetails(name: group)
            (details.name, details.kana) = (group, nil)
            all.append(details)
        }
        return all.map { SearchedPerson($0) }
    }

    /// The kinds of streams that have any (参加者のある対象).
    static let categories: Set<String> = [
        "\(Lecture.streamCategory)", "\(Gathering.streamCategory)", "\(RegistrantCoding.category)",
    ]

    /// Those of one stream: none once it is erased or may not be used any more.
    static func all(
        after history: [RecordedEvent], with key: SymmetricKey?
    ) throws -> [Participant] {
        guard let key, history.hasReadableParts,
            let kept = try KeptRecord.after(history), kept.retention.useSuspension == nil
        else { return [] }
        return try history.compactMap { event in
            guard let sealed = event.sealed, let id = event.stream.id else { return nil }
            func opened() throws -> Opened {
                .bytes(
                    try Seal.open(sealed, with: key, stream: event.stream, type: event.type))
            }
            switch event.type {
            case LectureEventCoding.requestedType:
                guard
                    case .requested(let request) = try LectureEventCoding.decode(
                        event, opened: opened()),
                    let personal = request.personal.content
                else { return nil }
                return Participant(
                    id: id, event: event, on: request.plain.requestedOn,
                    group: personal.group?.text, person: personal.representative)
            case RegistrantCoding.type:
                let personal = try RegistrantCoding.personal(opened(), of: event.type).content
                return Participant(
                    id: id, event: event,
                    on: LocalDate(microsecondsSince1970: event.recordedAt.microseconds),
                    group: nil, person: personal?.person)
            case GatheringEventCoding.registeredType:
                // From before registrations had keys of their own.
                guard
                    case .registered(let registered) = try GatheringEventCoding.decode(
                        event, opened: opened())
                else { return nil }
                return Participant(
                    id: registered.plain.id, event: event, on: registered.plain.registeredOn,
                    group: nil, person: registered.personal.content?.person)
            case _: return nil
            }
        }
    }

    private init?(
        id: UUID, event: RecordedEvent, on: LocalDate, group: String?, person: SenderDetails?
    ) {
        guard group != nil || person != nil else { return nil }
        self.id = id
        stream = event.stream
        position = event.position
        self.on = on
        self.group = group
        self.person = person
    }
}
