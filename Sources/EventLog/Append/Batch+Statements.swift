import Postgres

// How a batch becomes SQL. Arrays go as binary parameters: the statement's text never changes,
// so it is parsed and planned once per connection.
extension Batch {
    /// Head, events, streams and commands in one statement.
    ///
    /// The head comes first in execution (it is the statement's main part; PostgreSQL runs the
    /// WITH parts that nobody reads after it), so a lost race costs one row and nothing more.
    private static let insert = """
        WITH streams AS (
            INSERT INTO log.stream (stream, version, position)
            SELECT * FROM unnest($7::text[], $8::int[], $6::bigint[])
        ), events AS (
            INSERT INTO log.event (position, stream, version, type, schema_version, recorded_at,
                                   actor, cause, correlation, payload, sealed, leaf_hash)
            SELECT e.position, e.stream, e.version, e.type, e.schema_version, $3, e.actor, e.cause,
                   e.correlation, e.payload, e.sealed, e.leaf_hash
              FROM unnest($6::bigint[], $7::text[], $8::int[], $9::text[], $10::smallint[],
                          $11::text[], $12::bigint[], $13::uuid[], $14::bytea[], $15::bytea[],
                          $16::bytea[])
                   AS e (position, stream, version, type, schema_version, actor, cause,
                         correlation, payload, sealed, leaf_hash)
        ), commands AS (
            INSERT INTO log.command (id, digest, first_position, last_position)
            SELECT * FROM unnest($17::uuid[], $18::bytea[], $19::bigint[], $20::bigint[])
        )
        INSERT INTO log.head (previous_position, position, recorded_at, root, frontier)
        VALUES ($1, $2, $3, $4, $5)
        """

    /// Everything of the batch, in the order it must run.
    func statements(checking checks: [(StreamName, Int32)]) -> [Query] {
        var queries: [Query] = []
        if !checks.isEmpty { queries.append(Self.versionCheck(checks)) }
        if !rows.isEmpty { queries.append(insertQuery()) }
        return queries + followUps()
    }

    /// The parts that most batches do not have.
    func followUps() -> [Query] {
        var queries: [Query] = []
        if !subtrees.isEmpty { queries.append(subtreeQuery()) }
        for member in members where !member.append.enclosures.isEmpty {
            queries.append(
                """
                INSERT INTO log.enclosure (digest, bytes)
                SELECT sha256(e.bytes), e.bytes
                  FROM unnest(\(array: member.append.enclosures, of: .bytea)) AS e (bytes)
                """)
        }
        for member in members {
            guard let step = member.append.advancing else { continue }
            queries.append(
                "SELECT log.advance_checkpoint(\(step.name), \(step.from), \(step.to))")
        }
        return queries
    }

    static func versionCheck(_ checks: [(StreamName, Int32)]) -> Query {
        """
        SELECT log.require_versions(\(array: checks.map(\.0.text), of: .text),
                                    \(array: checks.map(\.1), of: .int4))
        """
    }

    /// Head row alone, for batches whose rows travel by COPY.
    func headQuery() -> Query {
        """
        INSERT INTO log.head (previous_position, position, recorded_at, root, frontier)
        VALUES (\(previous.position), \(head.position), \(recordedAt), \(head.tree.root.bytes),
                \(head.tree.encoded))
        """
    }

    private func subtreeQuery() -> Query {
        """
        INSERT INTO log.subtree (level, index, hash)
        SELECT * FROM unnest(\(array: subtrees.map(\.level), of: .int2),
                             \(array: subtrees.map(\.index), of: .int8),
                             \(array: subtrees.map(\.hash.bytes), of: .bytea))
        """
    }

    private func insertQuery() -> Query {
        var bind = Bindings()
        bind.append(previous.position)
        bind.append(head.position)
        bind.append(recordedAt)
        bind.append(head.tree.root.bytes)
        bind.append(head.tree.encoded)
        bindRows(&bind)
        bindCommands(&bind)
        return Query(unsafeSQL: Self.insert, bindings: bind, label: "append")
    }

    private func bindRows(_ bind: inout Bindings) {
        let count = rows.count
        bind.appendArray(of: .int8, count: count) { array in
            for offset in 0..<Int64(count) { array.append(previous.position + 1 + offset) }
        }
        bind.appendArray(of: .text, count: count) { array in
            for row in rows { array.append(stream(row).text) }
        }
        bind.appendArray(of: .int4, count: count) { array in
            for row in rows { array.append(row.version) }
        }
        bind.appendArray(of: .text, count: count) { array in
            for row in rows { array.append(event(row).type) }
        }
        bind.appendArray(of: .int2, count: count) { array in
            for row in rows { array.append(event(row).schemaVersion) }
        }
        bind.appendArray(of: .text, count: count) { array in
            for row in rows { array.append(members[row.member].append.actor) }
        }
        bind.appendArray(of: .int8, count: count) { array in
            for row in rows { array.append(cause(row)) }
        }
        bind.appendArray(of: .uuid, count: count) { array in
            for row in rows { array.append(members[row.member].append.correlation) }
        }
        bind.appendArray(of: .bytea, count: count) { array in
            for row in rows { array.append(event(row).payload) }
        }
        bind.appendArray(of: .bytea, count: count) { array in
            for row in rows { array.append(event(row).sealed) }
        }
        bind.appendArray(of: .bytea, count: count) { array in
            for hash in leafHashes { hash.withUnsafeBytes { array.append(raw: $0) } }
        }
    }

    private func bindCommands(_ bind: inout Bindings) {
        let known = members.indices.compactMap { index in
            members[index].append.command.map { (command: $0, answer: answer(for: index)) }
        }
        bind.appendArray(of: .uuid, count: known.count) { array in
            for entry in known { array.append(entry.command.id) }
        }
        bind.appendArray(of: .bytea, count: known.count) { array in
            for entry in known { array.append(entry.command.digest) }
        }
        bind.appendArray(of: .int8, count: known.count) { array in
            for entry in known { array.append(entry.answer.firstPosition) }
        }
        bind.appendArray(of: .int8, count: known.count) { array in
            for entry in known { array.append(entry.answer.lastPosition) }
        }
    }
}

// How a large batch becomes three COPYs.
extension Batch {
    static let copyEvents = """
        COPY log.event (position, stream, version, type, schema_version, recorded_at, actor, cause,
                        correlation, payload, sealed, leaf_hash) FROM STDIN (FORMAT binary)
        """
    static let copyStreams =
        "COPY log.stream (stream, version, position) FROM STDIN (FORMAT binary)"
    static let copyCommands =
        "COPY log.command (id, digest, first_position, last_position) FROM STDIN (FORMAT binary)"

    /// Rows of log.event in binary COPY format, in pieces, so that the server loads one while
    /// the next is written.
    func writeEvents(to writer: CopyWriter) async throws {
        var copy = BinaryCopy(capacity: 320 * 1024)
        for (offset, row) in rows.enumerated() {
            let event = event(row)
            let append = members[row.member].append
            copy.row(columns: 12)
            copy.append(previous.position + 1 + Int64(offset))
            copy.append(stream(row).text)
            copy.append(row.version)
            copy.append(event.type)
            copy.append(event.schemaVersion)
            copy.append(recordedAt)
            copy.append(append.actor)
            copy.append(cause(row))
            copy.append(append.correlation)
            copy.append(event.payload)
            copy.append(event.sealed)
            leafHashes[offset].withUnsafeBytes { copy.append(raw: $0) }
            if copy.bytes.count > 256 * 1024 {
                try await writer.write(copy.bytes)
                copy.bytes.removeAll(keepingCapacity: true)
            }
        }
        copy.end()
        try await writer.write(copy.bytes)
    }

    func streamRows() -> [UInt8] {
        var copy = BinaryCopy(capacity: 90 * rows.count)
        for (offset, row) in rows.enumerated() {
            copy.row(columns: 3)
            copy.append(stream(row).text)
            copy.append(row.version)
            copy.append(previous.position + 1 + Int64(offset))
        }
        copy.end()
        return copy.bytes
    }

    func commandRows() -> [UInt8]? {
        guard members.contains(where: { $0.append.command != nil }) else { return nil }
        var copy = BinaryCopy(capacity: 90 * members.count)
        for (index, member) in members.enumerated() {
            guard let command = member.append.command else { continue }
            let answer = answer(for: index)
            copy.row(columns: 4)
            copy.append(command.id)
            copy.append(command.digest)
            copy.append(answer.firstPosition)
            copy.append(answer.lastPosition)
        }
        copy.end()
        return copy.bytes
    }
}
