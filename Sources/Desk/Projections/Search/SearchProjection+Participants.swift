import EventLog
import FoundationEssentials
import Participation
import Postgres

// Who asked for a lecture or signed up for a gathering.
extension SearchProjection {
    private var table: String { "search.participant_\(generation)" }

    /// What brings the rows of these people up to the end of a batch.
    mutating func participantChanges(
        _ events: [RecordedEvent], in log: EventLog
    ) async throws -> [Query] {
        let concerned = events.filter { Participant.categories.contains("\($0.stream.category)") }
        let changed = Set(concerned.filter(Self.concernsPeople).map(\.stream))
        guard let last = concerned.last, !changed.isEmpty else { return [] }
        let histories = try await histories(
            of: changed, in: concerned, of: log, through: last.position)
        let keys = try await keyring.keys(
            of: histories.filter(\.hasReadableParts).compactMap(\.first?.stream))
        let people = try histories.flatMap { history in
            try Participant.all(
                after: history, with: history.first.flatMap { keys[$0.stream] })
        }
        let forgetting: Query = """
            DELETE FROM \(unsafeSQL: table)
             WHERE stream = ANY (\(array: changed.map(\.text).sorted(), of: .text))
            """
        return [forgetting] + people.compactMap { row(of: $0) }
    }

    /// Whether an event may change who is found.
    private static func concernsPeople(_ event: RecordedEvent) -> Bool {
        event.isKeeping || event.type == LectureEventCoding.requestedType
            || event.type == RegistrantCoding.type
            || event.type == GatheringEventCoding.registeredType && event.sealed != nil
    }

    private mutating func row(of participant: Participant) -> Query? {
        let hashes = terms.hashes(participant.searched.flatMap(\.terms))
        guard !hashes.isEmpty else { return nil }
        return """
            INSERT INTO \(unsafeSQL: table) (id, stream, recorded_on, position, sender)
            VALUES (\(participant.id), \(participant.stream.text),
                    date '1970-01-01' + \(Int32(participant.on.dayNumber)), \(participant.position),
                    \(array: hashes, of: .int8))
            ON CONFLICT (id) DO UPDATE SET
                   (stream, recorded_on, position, sender)
                 = (excluded.stream, excluded.recorded_on, excluded.position, excluded.sender)
            """
    }
}
