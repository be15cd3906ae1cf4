import EventLog
import Postgres

/// How far something kept in memory has read the log: the last event it took in (控えの読込み位置).
///
/// A database may be restored to an earlier moment, or another one take its place, under a running
/// server; the log then goes on otherwise from there. Whoever keeps something looks whether the event
/// is still the one they read.
struct ReadMark: Equatable {
    let position: Int64
    private let leaf: Digest

    init(_ event: RecordedEvent) {
        position = event.position
        leaf = event.leafHash
    }
}

extension Desk {
    /// The events of some types after a mark; all of them without one.
    /// - Parameter mark: an event of one of the types.
    /// - Returns: nil when the log is not the one that was read: it is to be read anew.
    func news(of types: [String], since mark: ReadMark?) async throws -> [RecordedEvent]? {
        guard let mark else { return try await log.read(types: types) }
        let events = try await log.read(types: types, after: mark.position - 1)
        guard let first = events.first, ReadMark(first) == mark else { return nil }
        return Array(events.dropFirst())
    }

    /// The leaf of the last event of each stream, nil of one that does not exist: another one with
    /// whatever is recorded there, and when the log took another course.
    func lastLeaves(of streams: [StreamName]) async throws -> [[UInt8]?] {
        let rows = try await pool.execute(
            """
            SELECT (SELECT e.leaf_hash FROM log.stream AS s JOIN log.event AS e ON e.position = s.position
                     WHERE s.stream = wanted.stream ORDER BY s.version DESC LIMIT 1)
              FROM unnest(\(array: streams.map(\.text), of: .text))
                   WITH ORDINALITY AS wanted (stream, place)
             ORDER BY wanted.place
            """)
        return try rows.map { try $0.getOptional(0) }
    }
}
