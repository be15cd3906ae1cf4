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
            let count = open.count
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
                // Members that wait for one another need a round each; that is no failure.
                if open.count < count { attempt = 0 }
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
        // How far each reader will have come by what is admitted already.
        var steps: [String: Int64] = [:]
        let position = head?.position ?? 0
        var stillOpen: [Member] = []
        var repeats = 0
        for member in open {
            let append = member.append
            // The database's answer comes before a neighbour's: else of many repeats of one
            // command only one would be answered per round.
            if let facts, let outcome = Self.firstAnswer(to: append.command, facts) {
                member.answer(outcome)
                repeats += 1
                continue
            }
            let isRepeat = append.command.map { commands.contains($0.id) } ?? false
            if isRepeat || !Self.follows(append, steps) {
                result.deferred.append(member)
                continue
            }
            if let facts, append.advancing.flatMap({ steps[$0.name] }) == nil,
                let refusal = Self.refusal(of: append.advancing, facts)
            {
                member.answer(.failure(refusal))
                continue
            }
            if let cause = append.causes.first(where: { $0 > position || $0 < 1 }) {
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
                case (.seen(let expected), nil): starts.append(expected)
                case (.exactly(let expected), nil):
                    if expected > 0 { result.checks.append((write.stream, expected)) }
                    starts.append(expected)
                case (.none, let version?):
                    if version != 0 { conflict = conflict ?? Self.conflict(write, version) }
                    starts.append(version)
                case (.exactly(let expected), let version?), (.seen(let expected), let version?):
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
            // Only who is admitted holds up others with the same command or reader.
            if let command = append.command { commands.insert(command.id) }
            if let step = append.advancing { steps[step.name] = step.to }
            result.batch.append(
                Admitted(append: append, startVersions: starts, ticket: result.members.count))
            result.members.append(member)
            stillOpen.append(member)
        }
        open = stillOpen + result.deferred
        if facts != nil, open.count + repeats > 1 { repeatsExpected = repeats > 0 }
        return result
    }

    /// Whether a reader's step can be taken in one commit with those before it.
    ///
    /// It has to begin where they end. Without events it waits for the next round: should the answer
    /// to the commit be lost, a batch is known again by its events.
    private static func follows(_ append: Append, _ steps: [String: Int64]) -> Bool {
        guard let step = append.advancing, let reached = steps[step.name] else { return true }
        return reached == step.from && append.eventCount > 0
    }

    private static func conflict(_ write: Append.Write, _ actual: Int32) -> AppendError {
        .conflict(stream: write.stream, expected: write.expected, actual: actual)
    }

    private static func firstAnswer(
        to command: Command?, _ facts: Facts
    ) -> Result<Appended, AppendError>? {
        guard let command, let known = facts.commands[command.id] else { return nil }
        guard known.digest == command.digest else { return .failure(.commandReused(command.id)) }
        return .success(
            Appended(
                firstPosition: known.first, lastPosition: known.last, versions: [],
                recordedAt: known.at, isRepeat: true))
    }

    private static func refusal(of step: Advance?, _ facts: Facts) -> AppendError? {
        guard let step else { return nil }
        let actual = facts.checkpoints[step.name] ?? 0
        if actual == step.from { return nil }
        return .checkpointMoved(name: step.name, expected: step.from, actual: actual)
    }
}

extension Appender.Member {
    fileprivate func answerIf(_ condition: Bool, _ error: AppendError) {
        if condition { answer(.failure(error)) }
    }
}
