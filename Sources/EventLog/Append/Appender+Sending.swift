import Postgres

// Getting a batch to the database and its commit back.
extension Appender {
    func send(
        _ admission: inout Admission, unknown: inout [Sent]
    ) async throws(PostgresError) {
        guard !admission.batch.isEmpty else { return try await leaveTurn() }
        try await ensureConnection()
        guard let connection, let previous = head else {
            throw PostgresError(code: .closed, message: "not connected")
        }
        var batch = Batch(admission.batch, after: previous, now: clock())
        do throws(PostgresError) {
            if batch.rows.count >= AppendLimits.copyFrom {
                batch = try await sendByCopy(batch, admission.checks, on: connection)
            } else {
                batch.hash(using: &leaf)
                var queries = batch.statements(checking: admission.checks)
                if isInTurn { queries.append("COMMIT") }
                _ = try await connection.run(queries, cancellable: false)
            }
        } catch {
            if error.wasSent {
                // Its root is how it will be recognised, should it be there after all.
                if batch.leafHashes.count < batch.rows.count { batch.hash(using: &leaf) }
                unknown.append(Sent(batch: batch, members: admission.members))
            }
            throw error
        }
        isInTurn = false
        head = batch.head
        for (index, member) in admission.members.enumerated() {
            let answer = batch.answer(for: index)
            // An import's new streams are not worth pushing out those the desk works on.
            if batch.rows.count < AppendLimits.copyFrom { remember(member.append, answer) }
            member.answer(.success(answer))
        }
        if previous.position / Partition.size != batch.head.position / Partition.size
            || previous.position == 0
        {
            // If this fails, the append that needs the partition makes it or says why not.
            _ = try? await connection.run([Partition.create], cancellable: false)
        }
    }

    /// Streams and commands travel while the leaves are being hashed on another core; events
    /// follow, and the head comes last.
    private func sendByCopy(
        _ unhashed: Batch, _ checks: [(StreamName, Int32)], on connection: Connection
    ) async throws(PostgresError) -> Batch {
        do {
            async let hashing = unhashed.hashed()
            try await open(unhashed, checks, on: connection)
            _ = try await connection.copyIn(unsafeSQL: Batch.copyStreams) { writer in
                try await writer.write(unhashed.streamRows())
            }
            if let commands = unhashed.commandRows() {
                _ = try await connection.copyIn(unsafeSQL: Batch.copyCommands) { writer in
                    try await writer.write(commands)
                }
            }
            let batch = await hashing
            _ = try await connection.copyIn(unsafeSQL: Batch.copyEvents) { writer in
                try await batch.writeEvents(to: writer)
            }
            _ = try await connection.run(
                [batch.headQuery()] + batch.followUps() + ["COMMIT"], cancellable: false)
            return batch
        } catch let error as PostgresError {
            isInTurn = true  // perhaps an open transaction: rolled back before the next attempt
            throw error
        } catch {
            isInTurn = true
            throw PostgresError(code: .cancelled, message: "the append was interrupted")
        }
    }

    /// Begins a COPY batch with its turn taken: another process then waits for the outcome at the
    /// head instead of writing the same positions, which would end in a deadlock.
    private func open(
        _ batch: Batch, _ checks: [(StreamName, Int32)], on connection: Connection
    ) async throws(PostgresError) {
        var queries: [Query] = isInTurn ? [] : ["BEGIN", "SELECT log.take_turn()"]
        queries.append(Head.latest)
        if !checks.isEmpty { queries.append(Batch.versionCheck(checks)) }
        let answers = try await connection.run(queries, cancellable: false)
        isInTurn = true
        let now = try Head(latest: answers[queries.count - (checks.isEmpty ? 1 : 2)])
        guard now.position == batch.previous.position else { throw .headLost }
    }

    private func remember(_ append: Append, _ answer: Appended) {
        if versions.count > AppendLimits.rememberedStreams { versions.removeAll() }
        for (write, version) in zip(append.writes, answer.versions) {
            versions[write.stream] = version
        }
    }
}

/// Partitions of log.event.
enum Partition {
    /// Events per partition; the SQL function of the same name is the truth.
    static let size: Int64 = 1 << 20
    static let create: Query = "SELECT log.create_partitions()"
}

extension PostgresError {
    /// Another process has appended meanwhile; the same as the head's key being taken.
    static var headLost: PostgresError {
        PostgresError(
            code: .server, sqlState: "23505", message: "another process was quicker",
            constraint: "head_pkey", statement: "append")
    }
}
