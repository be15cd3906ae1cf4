import Postgres

/// The result of checking a log from its first event to its head (検証結果).
public struct Verification: Sendable, Equatable {
    /// Something that is not as it was recorded.
    public struct Damage: Sendable, Equatable {
        /// The first position affected.
        public let position: Int64
        /// What is wrong, in one line.
        public let reason: String
    }

    /// The number of events counted.
    public let events: Int64
    /// The root recomputed from the stored rows.
    public let root: Digest
    /// The first damage; `nil` when everything agrees.
    public let damage: Damage?
}

extension EventLog {
    /// Recomputes every leaf, every head and every stored subtree from the rows, checks the
    /// stream index, and holds signed checkpoints against the result. Stops at the first damage.
    ///
    /// What is appended meanwhile is left for the next time.
    /// - Parameters:
    ///   - checkpoints: sizes and roots that were signed and kept outside the database.
    ///   - enclosures: which events name bytes recorded beside them; these are looked at, too.
    ///   - progress: called after each page with the position reached and the head.
    public func verify(
        against checkpoints: [LogCheckpoint] = [], enclosures: EnclosureNaming? = nil,
        progress: @Sendable (Int64, Int64) -> Void = { _, _ in }
    ) async throws -> Verification {
        let end = try await headPosition()
        var verifier = Verifier(end: end, checkpoints: checkpoints, naming: enclosures)
        try await pool.withConnection { connection in
            let size = ReadLimits.page
            let starts = Array(stride(from: Int64(0), to: end, by: Int(size)))
            guard let first = starts.first else { return }
            async let opening = Self.fetch(first, min(first + size, end), connection)
            var rows = try await opening
            for (index, start) in starts.enumerated() {
                let last = min(start + size, end)
                guard index + 1 < starts.count else {
                    try verifier.take(rows, after: start, through: last)
                    break
                }
                let next = starts[index + 1]
                async let coming = Self.fetch(next, min(next + size, end), connection)
                try verifier.take(rows, after: start, through: last)
                progress(last, end)
                rows = try await coming
                if verifier.damage != nil { return }
            }
        }
        if verifier.damage == nil { try await checkEnclosures(&verifier) }
        if verifier.damage == nil { try await checkWhole(&verifier) }
        return Verification(
            events: verifier.tree.size, root: verifier.tree.root, damage: verifier.damage)
    }

    private static func fetch(
        _ start: Int64, _ last: Int64, _ connection: Connection
    ) async throws -> [Rows] {
        try await connection.run([
            """
            SELECT \(unsafeSQL: RecordedEvent.columns),
                   hashtextextended(e.stream, \(unsafeSQL: Verifier.streamSeed("e")))
              FROM log.event AS e
             WHERE e.position > \(start) AND e.position <= \(last) ORDER BY e.position
            """,
            """
            SELECT previous_position, position, recorded_at, root, frontier FROM log.head
             WHERE previous_position >= \(start) AND previous_position < \(last)
             ORDER BY previous_position
            """,
            """
            SELECT level, index, hash FROM log.subtree
             WHERE level = 8 AND index >= \(start >> 8) AND index < \(last >> 8)
             UNION ALL
            SELECT level, index, hash FROM log.subtree
             WHERE level > 8 AND index >= \(start) >> least(level, 63)
               AND index < \(last) >> least(level, 63)
            """,
        ])
    }

    /// What no single page shows: the stream index as a whole, and rows beyond the head.
    private func checkWhole(_ verifier: inout Verifier) async throws {
        let end = verifier.tree.size
        let rows = try await pool.run([
            """
            SELECT count(*), coalesce(bit_xor(
                       hashtextextended(s.stream, \(unsafeSQL: Verifier.streamSeed("s")))), 0)
              FROM log.stream AS s WHERE s.position <= \(end)
            """,
            """
            SELECT (SELECT min(position) FROM log.event WHERE position > \(end)),
                   (SELECT min(position) FROM log.stream WHERE position > \(end))
            """,
            """
            SELECT count(*) FILTER (WHERE index < \(end) >> least(level, 63)), count(*)
              FROM log.subtree
            """,
            // After those two: what another process has appended since shows here.
            "SELECT position FROM log.head ORDER BY previous_position DESC LIMIT 1",
            """
            SELECT min(first_position) FROM log.command
             WHERE first_position <= \(end) AND last_position > \(end)
            """,
        ])
        let headNow: Int64 = try rows[3].first?.get(0) ?? 0
        if headNow == end, let stray = try rows[1][0].getOptional(0, as: Int64.self) {
            return verifier.report(stray, "an event lies beyond the head of the log")
        }
        let subtrees: Int64 = try rows[2][0].get(headNow == end ? 1 : 0)
        if subtrees != verifier.expectedSubtrees {
            return verifier.report(1, "log.subtree has rows too many or too few")
        }
        if let command = try rows[4][0].getOptional(0, as: Int64.self) {
            return verifier.report(command, "log.command points beyond the head of the log")
        }
        if try rows[0][0].get(0, as: Int64.self) == end,
            try rows[0][0].get(1, as: Int64.self) == verifier.streamSum
        {
            if headNow == end, let stray = try rows[1][0].getOptional(1, as: Int64.self) {
                return verifier.report(stray, "log.stream has a row beyond the head of the log")
            }
            return verifier.finish()
        }
        let differing = try await pool.execute(
            """
            SELECT coalesce(e.position, s.position) AS position
              FROM log.event AS e
              FULL JOIN log.stream AS s ON s.stream = e.stream AND s.version = e.version
             WHERE s.position IS DISTINCT FROM e.position
               AND coalesce(e.position, s.position) <= \(end)
             ORDER BY 1 LIMIT 1
            """)
        verifier.report(
            try differing.first?.get(0) ?? 1, "log.stream does not agree with the event")
    }
}

/// Checks pages of the log in order; pure but for the bytes it is given.
struct Verifier: Sendable {
    private(set) var tree = CompactRange()
    private(set) var damage: Verification.Damage?
    /// XOR over all events of a 64-bit hash of (stream, version, position).
    private(set) var streamSum: Int64 = 0
    private(set) var expectedSubtrees: Int64 = 0
    /// The bytes beside the log that its events name, and by which event.
    private(set) var enclosed: [(position: Int64, digest: Digest)] = []
    private let naming: EnclosureNaming?
    private let end: Int64
    private var checkpoints: [LogCheckpoint]
    private var heads: [Row] = []
    private var nextHead = 0
    private var headAt: Int64 = 0
    private var leaf = CanonicalLeaf()

    init(end: Int64, checkpoints: [LogCheckpoint], naming: EnclosureNaming? = nil) {
        self.end = end
        self.naming = naming
        self.checkpoints = checkpoints.filter { $0.size > 0 }.sorted { $0.size > $1.size }
    }

    /// The hash seed that binds version and position to the stream's name.
    static func streamSeed(_ table: String) -> String {
        "\(table).position * 1000003 + \(table).version"
    }

    mutating func report(_ position: Int64, _ reason: String) {
        if damage == nil { damage = Verification.Damage(position: position, reason: reason) }
    }

    mutating func finish() {
        if damage == nil, let left = checkpoints.last {
            report(
                tree.size + 1,
                "a signed checkpoint covers \(left.size) events, but the log holds \(tree.size)")
        }
    }

    /// Takes one page: its events, the heads that begin in it, the subtrees completed in it.
    mutating func take(
        _ rows: [Rows], after start: Int64, through last: Int64
    ) throws(PostgresError) {
        heads.removeFirst(nextHead)
        nextHead = 0
        heads.append(contentsOf: rows[1])
        var subtrees: [TreeNode: Digest] = [:]
        for row in rows[2] {
            guard let bytes = row.unsafeBytes(2), bytes.count == 32 else { continue }
            subtrees[TreeNode(level: Int(try row.get(0, as: Int16.self)), index: try row.get(1))] =
                Digest(bytes)
        }
        var position = start
        for row in rows[0] {
            position += 1
            guard try row.get(0, as: Int64.self) == position else {
                return report(position, "the event is missing")
            }
            try check(row, at: position, subtrees)
            if damage != nil { return }
        }
        if position < last { report(position + 1, "the event is missing") }
    }

    private mutating func check(
        _ row: Row, at position: Int64, _ subtrees: [TreeNode: Digest]
    ) throws(PostgresError) {
        guard let recordedAt = try? row.get(5, as: Instant.self) else {
            return report(position, "recorded_at is infinite, which no leaf hash covers")
        }
        guard let fields = try Self.fields(row, position, recordedAt),
            let stored = row.unsafeBytes(11), stored.count == 32
        else { return report(position, "a column is empty that never is") }
        let hash = leaf.write(fields)
        guard hash == Digest(stored) else {
            return report(position, "the event does not match its leaf hash")
        }
        noteEnclosure(of: fields, at: position)
        streamSum ^= try row.get(12, as: Int64.self)
        var wrong: TreeNode?
        var completed: Int64 = 0
        tree.append(hash) { level, index, hash in
            completed += 1
            let node = TreeNode(level: level, index: index)
            if subtrees[node] != hash { wrong = wrong ?? node }
        }
        expectedSubtrees += completed
        if let wrong {
            return report(
                position, "log.subtree level \(wrong.level) index \(wrong.index) does not match")
        }
        try checkHead(at: position, recordedAt)
        while let next = checkpoints.last, next.size == position {
            if next.root != tree.root {
                return report(position, "the signed checkpoint of size \(position) does not match")
            }
            checkpoints.removeLast()
        }
    }

    private mutating func noteEnclosure(of fields: LeafFields, at position: Int64) {
        guard let naming, fields.type.elementsEqual(naming.type.utf8) else { return }
        if let digest = naming.digest(Array(fields.payload)) {
            enclosed.append((position, digest))
        } else {
            report(position, "the event names no bytes beside it")
        }
    }

    private mutating func checkHead(
        at position: Int64, _ recordedAt: Instant
    ) throws(PostgresError) {
        guard nextHead < heads.count else {
            return report(position, "no head covers the event")
        }
        let row = heads[nextHead]
        guard try row.get(0, as: Int64.self) == headAt else {
            return report(headAt + 1, "the chain of heads is broken")
        }
        let covered = try row.get(1, as: Int64.self)
        guard (try? row.get(2, as: Instant.self)) == recordedAt else {
            return report(position, "the event's head has another recorded_at")
        }
        guard covered <= position else { return }
        guard covered == position, Self.equal(row.unsafeBytes(4), tree.encoded),
            Self.equal(row.unsafeBytes(3), tree.root.bytes)
        else { return report(position, "the head at this position does not match the events") }
        headAt = position
        nextHead += 1
    }

    private static func equal(_ bytes: UnsafeRawBufferPointer?, _ expected: [UInt8]) -> Bool {
        bytes?.elementsEqual(expected) ?? false
    }

    private static func fields(
        _ row: Row, _ position: Int64, _ recordedAt: Instant
    ) throws(PostgresError) -> LeafFields? {
        guard let stream = row.unsafeBytes(1), let type = row.unsafeBytes(3),
            let payload = row.unsafeBytes(9)
        else { return nil }
        return LeafFields(
            position: position, stream: stream, version: Int64(try row.get(2, as: Int32.self)),
            type: type, schemaVersion: Int64(try row.get(4, as: Int16.self)),
            recordedAt: recordedAt.microseconds, actor: row.unsafeBytes(6),
            cause: try row.getOptional(7), correlation: row.unsafeBytes(8), payload: payload,
            sealed: row.unsafeBytes(10))
    }
}
