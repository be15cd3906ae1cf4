import FoundationEssentials
import Postgres

// A batch is sent on what the appender remembers. When the database says no, everything the
// members depend on is read afresh, each member is settled by itself, and the rest is sent again.
extension Appender {
    /// One member of a batch: which ticket, which of its appends.
    struct Member {
        let ticket: Ticket
        let index: Int
        var append: Append { ticket.appends[index] }

        func answer(_ outcome: Result<Appended, AppendError>) {
            ticket.outcomes[index] = outcome
        }
    }

    /// A batch that was sent and whose fate may be unknown: found again by its head row.
    struct Sent {
        let batch: Batch
        let members: [Member]
    }

    /// What the database says about everything the members depend on.
    struct Facts {
        var versions: [StreamName: Int32] = [:]
        var commands: [UUID: (digest: [UInt8], first: Int64, last: Int64, at: Instant)] = [:]
        var checkpoints: [String: Int64] = [:]
    }

    /// Gives every ticket its outcomes.
    func settle(_ tickets: [Ticket]) async {
        var open: [Member] = []
        for ticket in tickets {
            for index in ticket.appends.indices {
                let member = Member(ticket: ticket, index: index)
                if let refusal = Self.malformed(member.append) {
                    member.answer(.failure(refusal))
                } else {
                    open.append(member)
                }
            }
        }
        var unknown: [Sent] = []
        var attempt = 0
        // A file imported again repeats commands row after row: while that goes on, ask first
        // instead of sending thousands of rows to be refused.
        var needsFacts = head == nil
        if repeatsExpected, open.count > 1 { needsFacts = true }
        var lastError = PostgresError(code: .closed, message: "no attempt was made")
        while !open.isEmpty {
            attempt += 1
            guard attempt <= AppendLimits.attempts else { break }
            do throws(PostgresError) {
                let facts: Facts?
                if needsFacts {
                    try await ensureConnection()
                    facts = try await readFacts(
                        about: open, unknown: &unknown,
                        inTurn: attempt > AppendLimits.politeAttempts)
                } else {
                    facts = nil
                }
                open.removeAll { $0.ticket.outcomes[$0.index] != nil }
                var admitted = admit(&open, facts)
                if admitted.needsFacts {
                    needsFacts = true
                    continue
                }
                try await send(&admitted, unknown: &unknown)
                open = admitted.deferred
                needsFacts = !open.isEmpty
            } catch {
                lastError = error
                needsFacts = true
                versions.removeAll()
                guard await canTryAgain(after: error) else { break }
            }
        }
        for member in open {
            let mayBeThere = unknown.contains { sent in
                sent.members.contains { $0.ticket === member.ticket && $0.index == member.index }
            }
            member.answer(
                .failure(mayBeThere ? .outcomeUnknown(lastError) : .unavailable(lastError)))
        }
    }

    /// What an attempt makes of the members.
    struct Admission {
        var batch: [Admitted] = []
        var members: [Member] = []
        /// Versions the database must confirm because nobody here remembers them.
        var checks: [(StreamName, Int32)] = []
        /// Members that must wait for the next round (the same command twice in one batch).
        var deferred: [Member] = []
        var needsFacts = false
    }

    /// Settles versions, commands and checkpoints of each member; answers those that cannot be
    /// taken. Refusals are given only on facts just read: memory may be older than another
    /// process's append.
    private func admit(_ open: inout [Member], _ facts: Facts?) -> Admission {
        var result = Admission()
        var current: [StreamName: Int32] = [:]
        var commands: Set<UUID> = []
        var steps: Set<String> = []
        let position = head?.position ?? 0
        var stillOpen: [Member] = []
        var repeats = 0
        for member in open {
            let append = member.append
            if let command = append.command, !commands.insert(command.id).inserted {
                result.deferred.append(member)
                continue
            }
            if let step = append.advancing, !steps.insert(step.name).inserted {
                result.deferred.append(member)
                continue
            }
            if let facts, let outcome = answerFromFacts(append, facts) {
                member.answer(outcome)
                repeats += 1
                continue
            }
            if let cause = append.cause, cause > position || cause < 1 {
                if facts == nil { result.needsFacts = true }
                member.answerIf(facts != nil, .malformed("cause \(cause) is not in the log"))
                if facts != nil { continue }
            }
            var starts: [Int32] = []
            var conflict: AppendError?
            for write in append.writes {
                let known =
                    current[write.stream] ?? facts.map { $0.versions[write.stream] ?? 0 }
                    ?? versions[write.stream]
                switch (write.expected, known) {
                case (.any, nil):
                    result.needsFacts = true
                    starts.append(0)
                case (.any, let version?): starts.append(version)
                case (.none, nil): starts.append(0)
                case (.exactly(let expected), nil):
                    if expected > 0 { result.checks.append((write.stream, expected)) }
                    starts.append(expected)
                case (.none, let version?):
                    if version != 0 { conflict = conflict ?? Self.conflict(write, version) }
                    starts.append(version)
                case (.exactly(let expected), let version?):
                    if version != expected { conflict = conflict ?? Self.conflict(write, version) }
                    starts.append(version)
                }
            }
            if let conflict {
                if facts == nil {
                    result.needsFacts = true
                } else {
                    member.answer(.failure(conflict))
                    continue
                }
            }
            for (write, start) in zip(append.writes, starts) {
                current[write.stream] = start + Int32(write.events.count)
            }
            result.batch.append(
                Admitted(append: append, startVersions: starts, ticket: result.members.count))
            result.members.append(member)
            stillOpen.append(member)
        }
        open = stillOpen + result.deferred
        if facts != nil, open.count + repeats > 1 { repeatsExpected = repeats > 0 }
        return result
    }

    private static func conflict(_ write: Append.Write, _ actual: Int32) -> AppendError {
        .conflict(stream: write.stream, expected: write.expected, actual: actual)
    }

    private func answerFromFacts(
        _ append: Append, _ facts: Facts
    ) -> Result<Appended, AppendError>? {
        if let command = append.command, let known = facts.commands[command.id] {
            guard known.digest == command.digest else {
                return .failure(.commandReused(command.id))
            }
            return .success(
                Appended(
                    firstPosition: known.first, lastPosition: known.last, versions: [],
                    recordedAt: known.at, isRepeat: true))
        }
        if let step = append.advancing {
            let actual = facts.checkpoints[step.name] ?? 0
            if actual != step.from {
                return .failure(
                    .checkpointMoved(name: step.name, expected: step.from, actual: actual))
            }
        }
        return nil
    }

    // MARK: Facts

    private func readFacts(
        about open: [Member], unknown: inout [Sent], inTurn: Bool
    ) async throws(PostgresError) -> Facts {
        guard let connection else { throw PostgresError(code: .closed, message: "not connected") }
        let streams = Array(Set(open.flatMap { $0.append.writes.map(\.stream.text) }))
        let ids = open.compactMap { $0.append.command?.id }
        let names = Array(Set(open.compactMap { $0.append.advancing?.name }))
        // The head is read first: whatever another process appends in between makes our next
        // attempt lose the head, never makes us believe an old version.
        var queries: [Query] = [
            Head.latest,
            """
            SELECT s.stream, (SELECT max(v.version) FROM log.stream AS v WHERE v.stream = s.stream)
              FROM unnest(\(array: streams, of: .text)) AS s (stream)
            """,
            """
            SELECT c.id, c.digest, c.first_position, c.last_position, e.recorded_at
              FROM log.command AS c JOIN log.event AS e ON e.position = c.first_position
             WHERE c.id = ANY (\(array: ids, of: .uuid))
            """,
            """
            SELECT name, position FROM log.checkpoint
             WHERE name = ANY (\(array: names, of: .text))
            """,
            """
            SELECT previous_position, root FROM log.head
             WHERE previous_position
                   = ANY (\(array: unknown.map(\.batch.previous.position), of: .int8))
            """,
        ]
        if inTurn { queries.insert(contentsOf: ["BEGIN", "SELECT log.take_turn()"], at: 0) }
        var answers = try await connection.run(queries, cancellable: false)
        if inTurn { answers.removeFirst(2) }
        isInTurn = inTurn
        head = try Head(latest: answers[0])
        try settleUnknown(&unknown, answers[4])
        var facts = Facts()
        for row in answers[1] {
            if let version = try row.getOptional(1, as: Int32.self) {
                facts.versions[StreamName(unchecked: try row.get(0))] = version
            }
        }
        for row in answers[2] {
            facts.commands[try row.get(0)] = (
                try row.get(1), try row.get(2), try row.get(3), try row.get(4)
            )
        }
        for row in answers[3] { facts.checkpoints[try row.get(0)] = try row.get(1) as Int64 }
        return facts
    }

    /// A batch whose commit was never answered is there exactly if its head row is, root and all.
    private func settleUnknown(_ unknown: inout [Sent], _ rows: Rows) throws(PostgresError) {
        var roots: [Int64: [UInt8]] = [:]
        for row in rows { roots[try row.get(0)] = try row.get(1) as [UInt8] }
        for sent in unknown
        where roots[sent.batch.previous.position] == sent.batch.head.tree.root.bytes {
            for (index, member) in sent.members.enumerated()
            where member.ticket.outcomes[member.index] == nil {
                member.answer(.success(sent.batch.answer(for: index)))
            }
        }
    }

    // MARK: Sending

    private func send(
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
            if error.code == .connectionLost, error.wasSent, !batch.rows.isEmpty {
                // Its root is how it will be recognised, should it be there after all.
                if batch.leafHashes.isEmpty { batch.hash(using: &leaf) }
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
            var opening: [Query] = isInTurn ? [] : ["BEGIN"]
            if !checks.isEmpty { opening.append(Batch.versionCheck(checks)) }
            if !opening.isEmpty { _ = try await connection.run(opening, cancellable: false) }
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
            isInTurn = true  // an open transaction: to be rolled back before the next attempt
            throw error
        } catch {
            isInTurn = true
            throw PostgresError(code: .cancelled, message: "the append was interrupted")
        }
    }

    private func remember(_ append: Append, _ answer: Appended) {
        if versions.count > AppendLimits.rememberedStreams { versions.removeAll() }
        for (write, version) in zip(append.writes, answer.versions) {
            versions[write.stream] = version
        }
    }

    // MARK: Connection

    func ensureConnection() async throws(PostgresError) {
        if let connection, await connection.isOpen {
            if isInTurn, head == nil { try await leaveTurn() }
            return
        }
        connection = nil
        head = nil
        isInTurn = false
        versions.removeAll()
        let fresh = try await Connection.connect(to: settings, on: reactor)
        connection = fresh
        _ = try await fresh.run([Partition.create], cancellable: false)
    }

    private func leaveTurn() async throws(PostgresError) {
        guard isInTurn else { return }
        isInTurn = false
        guard let connection else { return }
        _ = try await connection.run(["ROLLBACK"], cancellable: false)
    }

    /// Whether an error is worth another attempt, after whatever it takes to make one.
    private func canTryAgain(after error: PostgresError) async -> Bool {
        do throws(PostgresError) {
            if let connection, await connection.isOpen { try await leaveTurn() }
        } catch {
            await connection?.close()
        }
        switch error.code {
        case .connectionLost, .connectionFailed, .timedOut:
            return await reconnect()
        case .server:
            head = nil
            switch (error.sqlState, error.constraint) {
            case ("23505", "head_pkey"?), ("23505", "stream_pkey"?), ("23505", "command_pkey"?),
                ("KO001", _), ("KO002", _), ("40001", _), ("40P01", _):
                return true
            case ("23514", nil):  // no partition for the next position yet
                if let connection {
                    _ = try? await connection.run([Partition.create], cancellable: false)
                }
                return true
            case ("57P01", _), ("57P02", _), ("57P03", _), ("25006", _):
                await connection?.close()
                return await reconnect()
            default: return false
            }
        case .invalidConnectionString, .authenticationFailed, .poolExhausted, .cancelled,
            .decoding, .closed, .misuse:
            return false
        }
    }

    /// Waits for a server that restarts or fails over, for a bounded time.
    private func reconnect() async -> Bool {
        let clock = ContinuousClock()
        let end = clock.now.advanced(by: AppendLimits.reconnectFor)
        var pause: Duration = .milliseconds(20)
        while clock.now < end {
            do throws(PostgresError) {
                try await ensureConnection()
                return true
            } catch {
                if error.code == .authenticationFailed { return false }
                do { try await Task.sleep(for: pause) } catch { return false }
                pause = min(pause * 2, .milliseconds(500))
            }
        }
        return false
    }
}

extension Appender.Member {
    fileprivate func answerIf(_ condition: Bool, _ error: AppendError) {
        if condition { answer(.failure(error)) }
    }
}

/// Partitions of log.event.
enum Partition {
    /// Events per partition; the SQL function of the same name is the truth.
    static let size: Int64 = 1 << 20
    static let create: Query = "SELECT log.create_partitions()"
}
