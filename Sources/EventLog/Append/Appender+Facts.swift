import FoundationEssentials
import Postgres

// What the database says, read afresh when memory will not do.
extension Appender {
    /// What the database says about everything the members depend on.
    struct Facts {
        var versions: [StreamName: Int32] = [:]
        var commands: [UUID: (digest: [UInt8], first: Int64, last: Int64, at: Instant)] = [:]
        var checkpoints: [String: Int64] = [:]
    }

    func readFacts(
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
        // Before it is sent: when it fails, the transaction it opened is to be rolled back.
        if inTurn { isInTurn = true }
        var answers = try await connection.run(queries, cancellable: false)
        if inTurn { answers.removeFirst(2) }
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
        settleUnknownSteps(unknown, facts)
        return facts
    }

    /// A reader's step without events has no head row; it is there if the checkpoint is.
    private func settleUnknownSteps(_ unknown: [Sent], _ facts: Facts) {
        for sent in unknown where sent.batch.rows.isEmpty {
            for (index, member) in sent.members.enumerated()
            where member.ticket.outcomes[member.index] == nil {
                guard let step = member.append.advancing,
                    facts.checkpoints[step.name] == step.to
                else { continue }
                member.answer(.success(sent.batch.answer(for: index)))
            }
        }
    }

    /// A batch whose commit was never answered is there exactly if its head row is, root and all.
    private func settleUnknown(_ unknown: inout [Sent], _ rows: Rows) throws(PostgresError) {
        var roots: [Int64: [UInt8]] = [:]
        for row in rows { roots[try row.get(0)] = try row.get(1) as [UInt8] }
        for sent in unknown where !sent.batch.rows.isEmpty {
            guard roots[sent.batch.previous.position] == sent.batch.head.tree.root.bytes else {
                continue
            }
            for (index, member) in sent.members.enumerated()
            where member.ticket.outcomes[member.index] == nil {
                member.answer(.success(sent.batch.answer(for: index)))
            }
        }
    }
}
