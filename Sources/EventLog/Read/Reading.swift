import FoundationEssentials
import OrderedCollections
public import Postgres

// Reading. Positions have no gaps, so a page is known before the one ahead of it has arrived:
// while one page is decoded the server already sends the next.

/// Limits of reading.
public enum ReadLimits {
    /// Events per page when reading everything. Small pages beat large ones.
    public static let page: Int64 = 2_000
    /// The most events of one stream read at once.
    public static let streamEvents: Int32 = 100_000
}

extension RecordedEvent {
    /// The columns every reading statement asks for, in this order.
    static let columns = """
        e.position, e.stream, e.version, e.type, e.schema_version, e.recorded_at, e.actor, \
        e.cause, e.correlation, e.payload, e.sealed, e.leaf_hash
        """

    /// Decodes one row of ``columns``.
    init(row: Row, names: inout NameCache) throws(PostgresError) {
        guard let leaf = row.unsafeBytes(11), leaf.count == 32 else {
            throw PostgresError(code: .decoding, message: "a leaf hash is not 32 bytes long")
        }
        position = try row.get(0)
        stream = StreamName(unchecked: try row.get(1))
        version = try row.get(2)
        type = try names.name(row.unsafeBytes(3))
        schemaVersion = try row.get(4)
        recordedAt = try row.get(5)
        actor = row.unsafeBytes(6) == nil ? nil : try names.name(row.unsafeBytes(6))
        cause = try row.getOptional(7)
        correlation = try row.getOptional(8)
        payload = try row.get(9)
        sealed = try row.getOptional(10)
        leafHash = Digest(leaf)
    }
}

/// Event types and actors recur by the thousand; each is made into a String once.
struct NameCache {
    private var last: (bytes: [UInt8], name: String)?
    private var known: [[UInt8]: String] = [:]

    mutating func name(_ bytes: UnsafeRawBufferPointer?) throws(PostgresError) -> String {
        guard let bytes else {
            throw PostgresError(code: .decoding, message: "a name is NULL")
        }
        if let last, last.bytes.elementsEqual(bytes) { return last.name }
        let key = Array(bytes)
        if let name = known[key] {
            last = (key, name)
            return name
        }
        guard let name = String(binary: bytes) else {
            throw PostgresError(code: .decoding, message: "a name is not UTF-8")
        }
        if known.count < 4_096 { known[key] = name }
        last = (key, name)
        return name
    }
}

/// A run of consecutive events, as it came from the database.
public struct EventPage: Sendable {
    let rows: Rows

    /// The number of events.
    public var count: Int { rows.count }

    /// The events as values.
    public func events() throws(PostgresError) -> [RecordedEvent] {
        var names = NameCache()
        var events: [RecordedEvent] = []
        events.reserveCapacity(rows.count)
        for row in rows { events.append(try RecordedEvent(row: row, names: &names)) }
        return events
    }
}

extension EventLog {
    /// The events of a stream after a version, in order; empty when the stream does not exist.
    public func read(
        _ stream: StreamName, after version: Int32 = 0,
        limit: Int32 = ReadLimits.streamEvents
    ) async throws(PostgresError) -> [RecordedEvent] {
        let rows = try await pool.execute(
            """
            SELECT \(unsafeSQL: RecordedEvent.columns)
              FROM log.stream AS s JOIN log.event AS e ON e.position = s.position
             WHERE s.stream = \(stream.text) AND s.version > \(version)
             ORDER BY s.version LIMIT \(limit)
            """)
        return try EventPage(rows: rows).events()
    }

    /// All events of some types, in order: for the few that define something, such as plans.
    public func read(
        types: [String], after start: Int64 = 0, through position: Int64 = .max
    ) async throws(PostgresError) -> [RecordedEvent] {
        let rows = try await pool.execute(
            Self.those(of: types, after: start, through: position))
        return try EventPage(rows: rows).events()
    }

    /// One type after the other, by (type, position). As pairs, because a plan that is kept for any
    /// position takes a range of positions for a short one, and reads all of the log for it.
    static func those(of types: [String], after position: Int64, through last: Int64) -> Query {
        """
        SELECT \(unsafeSQL: RecordedEvent.columns)
          FROM unnest(\(array: Set(types).sorted(), of: .text)) AS asked (type),
               LATERAL (SELECT * FROM log.event AS n
                         WHERE n.type = asked.type
                           AND (n.type, n.position) > (asked.type, \(position))
                           AND (n.type, n.position) <= (asked.type, \(last))
                         ORDER BY n.position) AS e
         ORDER BY e.position
        """
    }

    /// One event, or `nil` when the log is not that long.
    public func event(at position: Int64) async throws(PostgresError) -> RecordedEvent? {
        guard position > 0 else { return nil }
        let rows = try await pool.execute(Self.page(after: position - 1, through: position))
        return try EventPage(rows: rows).events().first
    }

    static func page(after position: Int64, through last: Int64) -> Query {
        """
        SELECT \(unsafeSQL: RecordedEvent.columns) FROM log.event AS e
         WHERE e.position > \(position) AND e.position <= \(last) ORDER BY e.position
        """
    }

    /// Reads a range of the log in pages; the closure gets them in order while the next one is
    /// on its way.
    ///
    /// No transaction stays open between pages, so a long replay holds nothing up.
    /// - Throws: ``PostgresError`` `decoding` when positions are missing: the log has no gaps,
    ///   so a short page is damage, never the end.
    public func forEachPage(
        after start: Int64, through end: Int64, size: Int64 = ReadLimits.page,
        _ body: (EventPage, ClosedRange<Int64>) async throws -> Void
    ) async throws {
        guard end > start else { return }
        let ranges = stride(from: start + 1, through: end, by: Int(size)).map {
            $0...min($0 + size - 1, end)
        }
        try await pool.withConnection { connection in
            async let first = Self.fetch(ranges[0], on: connection)
            var current = try await first
            for (index, range) in ranges.enumerated() {
                guard index + 1 < ranges.count else { return try await body(current, range) }
                async let next = Self.fetch(ranges[index + 1], on: connection)
                try await body(current, range)
                current = try await next
            }
        }
    }

    private static func fetch(
        _ range: ClosedRange<Int64>, on connection: Connection
    ) async throws -> EventPage {
        let rows = try await connection.execute(
            page(after: range.lowerBound - 1, through: range.upperBound))
        guard rows.count == range.count else {
            throw PostgresError(
                code: .decoding,
                message: "positions \(range.lowerBound)–\(range.upperBound) hold \(rows.count) "
                    + "events; run: koe log verify")
        }
        return EventPage(rows: rows)
    }

    /// Follows the log: calls the closure with every event after a position, in order, without
    /// gaps, for ever, until the task is cancelled or the closure throws.
    ///
    /// Wakes on appends in this process and on NOTIFY from others, and looks by itself every
    /// ``pollEvery`` anyway: a lost notification costs a moment, never an event.
    public func follow(
        after start: Int64, _ body: ([RecordedEvent]) async throws -> Void
    ) async throws {
        var position = start
        while !Task.isCancelled {
            let head = try await headPosition()
            if head > position {
                try await forEachPage(after: position, through: head) { page, _ in
                    try await body(page.events())
                }
                position = head
                continue
            }
            await waitForGrowth(beyond: position)
        }
        throw CancellationError()
    }

    /// How often a follower looks without having been told.
    public static let pollEvery: Duration = .seconds(10)

    /// Waits until the log may have grown beyond a position.
    ///
    /// Looks every ``pollEvery``, once for all who wait in this process; returns as well when the
    /// look fails, so that the caller hears why.
    public func waitForGrowth(beyond position: Int64) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await signal.wait(beyond: position) }
            group.addTask {
                while signal.position <= position {
                    do {
                        try await Task.sleep(for: Self.pollEvery)
                        guard signal.takesLook(every: Self.pollEvery) else { continue }
                        signal.publish(try await headPosition())
                    } catch { return }
                }
            }
            await group.next()
            group.cancelAll()
        }
    }

    /// Waits until somebody says that there is something to look at, at most so long.
    public func waitForHint(atMost pause: Duration) async {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await signal.wait(beyond: .max) }
            group.addTask { _ = try? await Task.sleep(for: pause) }
            await group.next()
            group.cancelAll()
        }
    }

    /// Where a reader has come to; 0 when it has not started.
    public func checkpoint(_ name: String) async throws(PostgresError) -> Int64 {
        let rows = try await pool.execute(
            "SELECT position FROM log.checkpoint WHERE name = \(name)")
        return try rows.first?.get(0) ?? 0
    }

    /// Whether all of these readers have come to the head of the log, in one round trip.
    public func isReadToTheEnd(by names: [String]) async throws(PostgresError) -> Bool {
        let rows = try await pool.execute(
            """
            SELECT coalesce(bool_and(coalesce(c.position, 0) >= h.position), true)
              FROM (SELECT position FROM log.head ORDER BY previous_position DESC LIMIT 1) AS h
             CROSS JOIN unnest(\(array: names, of: .text)) AS n (name)
              LEFT JOIN log.checkpoint AS c ON c.name = n.name
            """)
        return try rows[0].get(0)
    }

    /// All readers' checkpoints.
    public func checkpoints() async throws(PostgresError) -> [(name: String, position: Int64)] {
        var found: [(name: String, position: Int64)] = []
        let rows = try await pool.execute("SELECT name, position FROM log.checkpoint ORDER BY name")
        for row in rows { found.append((try row.get(0), try row.get(1))) }
        return found
    }
}
