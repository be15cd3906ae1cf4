public import EventLog
import FoundationEssentials
public import Participation
import Postgres

/// Somebody of a lecture or a gathering who may be the one looked for (出前講座・催しの参加者の候補).
public struct FoundParticipant: Sendable, Equatable {
    /// The record that can be disclosed or erased: a lecture, a registration; a gathering where
    /// registrations of before lie under its key (対象).
    public let stream: StreamName
    /// The day of the request (申込日).
    public let on: LocalDate
    /// The group (団体名).
    public let group: String?
    /// Who it is, or who speaks for the group (申込者・代表者).
    public let person: SenderDetails?

    /// The same for programs.
    public var json: JSONValue {
        .object(present: [
            "group": group.map(JSONValue.string), "person": person.map(PersonCoding.json),
            "receivedOn": .date(on), "record": .string(stream.text),
        ])
    }
}

extension Desk {
    /// Finds who asked for a lecture or signed up for a gathering, newest first
    /// (出前講座・催しの参加者の検索).
    ///
    /// As senders of letters are found: the index proposes, every proposal is opened and looked at
    /// before it is shown. Who is erased, or may not be used any more, is never found.
    /// - Parameter opening: who looks, and what for; written down for everyone who is shown.
    /// - Throws: ``DeskError``; `declined` with a ``SearchRefusal`` when it cannot be looked for.
    public func findParticipants(
        _ clues: PersonClues, limit: Int = SearchLimits.page, for opening: Opening
    ) async throws(DeskError) -> [FoundParticipant] {
        do {
            let query = try SearchQuery(SearchRequest(person: clues, limit: limit))
            try await catchUp([.search])
            let rows = try await pool.execute(proposals(for: query))
            let streams = try rows.compactMap { StreamName(try $0.get(1, as: String.self)) }
            let histories = try await log.read(Array(Set(streams)))
            let keys = try await keyring.keys(of: Array(histories.keys))
            var people: [UUID: Participant] = [:]
            for (stream, history) in histories {
                for one in try Participant.all(after: history, with: keys[stream]) {
                    people[one.id] = one
                }
            }
            let found = try rows.compactMap { people[try $0.get(0)] }
                .filter { $0.searched.contains(where: query.fits) }.prefix(limit)
            try await record(
                opening,
                of: Set(found.map(\.stream)).sorted { $0.text < $1.text }
                    .compactMap { stream in keys[stream].map { (stream, $0) } },
                showing: .found)
            return found.map {
                FoundParticipant(stream: $0.stream, on: $0.on, group: $0.group, person: $0.person)
            }
        } catch {
            throw DeskError(error)
        }
    }

    private func proposals(for query: SearchQuery) -> Query {
        var terms = KeyedTerms(keyring)
        var text = Query.Interpolation(literalCapacity: 300, interpolationCount: 6)
        text.appendLiteral("SELECT id, stream FROM search.participant WHERE false")
        for alternative in query.senderTerms {
            text.appendLiteral(" OR sender @> ")
            text.appendInterpolation(array: terms.hashes(alternative), of: .int8)
        }
        text.appendLiteral(" ORDER BY recorded_on DESC, position DESC LIMIT ")
        text.appendInterpolation(Int32(SearchLimits.opened))
        return Query(stringInterpolation: text)
    }
}

extension SearchQuery {
    /// Whether all that is known of the person fits.
    fileprivate func fits(_ details: SearchedPerson) -> Bool {
        person.allSatisfy { $0.field(in: details) != nil }
    }
}
