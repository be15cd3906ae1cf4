import EventLog
import Foundation
import Postgres
import TestSupport
import Testing

/// Everything here works on a real PostgreSQL. One after another: each test opens several
/// connections, and a cluster has a hundred.
@Suite("The event log on PostgreSQL (台帳)", .serialized, .timeLimit(.minutes(5)))
struct EventLogOnPostgres {}

/// The n-th letter as an event; its payload says which one it is.
func letter(_ n: Int) -> NewEvent {
    NewEvent(type: "ItemReceived", payload: Array("{\"n\":\(n)}".utf8))
}

/// The stream of the n-th item.
func item(_ n: Int) -> StreamName { StreamName(category: "item", id: number(n)) }

/// A UUID that says which one it is.
func number(_ n: Int) -> UUID {
    let low = withUnsafeBytes(of: Int64(n).bigEndian) { Array($0) }
    return UUID(
        uuid: (
            1, 0x90, 0, 0, 0, 0, 0x70, 0, 0x80, low[1], low[2], low[3], low[4], low[5], low[6],
            low[7]
        ))
}

extension Command {
    /// The n-th command.
    static func number(_ n: Int, digest: [UInt8] = [1]) -> Command {
        Command(id: EventLogTests.number(n), digest: digest)
    }
}

extension Append {
    /// The n-th letter as the next event of a stream; of its own stream unless given.
    static func letter(
        _ n: Int, to stream: StreamName? = nil, expecting: ExpectedVersion = .none,
        command: Command? = nil, advancing: Advance? = nil
    ) -> Append {
        Append(
            [Write(stream ?? item(n), expecting: expecting, [EventLogTests.letter(n)])],
            command: command, actor: "test", advancing: advancing)
    }
}

extension RecordedEvent {
    /// Which letter it is; -1 when it is none.
    var number: Int {
        let digits = payload.filter { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        return Int(String(decoding: digits, as: UTF8.self)) ?? -1
    }
}

extension EventLog {
    /// Everything, read in pages.
    func everything(page size: Int64 = ReadLimits.page) async throws -> [RecordedEvent] {
        var events: [RecordedEvent] = []
        try await forEachPage(after: 0, through: try await headPosition(), size: size) { page, _ in
            events += try page.events()
        }
        return events
    }
}

extension TestCity {
    /// Holds the log against the rules every test ends with: no gaps, all hashes and indices
    /// right, heads in one chain, each command's events where it says.
    /// - Returns: all events.
    @discardableResult
    func expectSound(
        _ count: Int? = nil, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> [RecordedEvent] {
        let reader = secondLog()
        let events = try await reader.everything()
        let verification = try await reader.verify()
        await reader.close()
        #expect(verification.damage == nil, sourceLocation: sourceLocation)
        #expect(verification.events == Int64(events.count), sourceLocation: sourceLocation)
        #expect(
            events.map(\.position) == (0..<events.count).map { Int64($0) + 1 },
            sourceLocation: sourceLocation)
        if let count { #expect(events.count == count, sourceLocation: sourceLocation) }
        let stray = try await pool.execute(
            """
            SELECT (SELECT count(*) FROM log.head AS h
                     WHERE h.previous_position > 0 AND NOT EXISTS
                           (SELECT FROM log.head AS p WHERE p.position = h.previous_position)),
                   (SELECT count(*) FROM log.command AS c
                     WHERE NOT EXISTS (SELECT FROM log.event AS e
                                        WHERE e.position = c.last_position))
            """)
        #expect(try stray[0].get(0, as: Int64.self) == 0, sourceLocation: sourceLocation)
        #expect(try stray[0].get(1, as: Int64.self) == 0, sourceLocation: sourceLocation)
        return events
    }
}

/// Looks again and again, a bounded number of times, until something is so.
func eventually(
    _ what: Comment, sourceLocation: SourceLocation = #_sourceLocation,
    _ condition: () async throws -> Bool
) async throws {
    for _ in 0..<3_000 {
        if try await condition() { return }
        try await Task.sleep(for: .milliseconds(5))
    }
    Issue.record(what, sourceLocation: sourceLocation)
}

/// Ends a follower that has seen enough.
struct SeenEnough: Error {}
