import EventLog
import FoundationEssentials
import Postgres

/// Which item to try to take next, proposed to each caller alone (次の案件の提示).
///
/// The log decides who has an item; if many asked the tray for its first row they would all be told
/// the same one, and all but one told no. So each row is proposed to one caller, and to no other for
/// some seconds. Those who ask while a statement is on its way are served together by the next one:
/// one statement proposes to all of them, another reads what has happened to all those items. What
/// was taken is marked on the way, so that the next ones are not looked for among items long taken.
actor TrayProposals {
    /// An item, and what had happened to it when it was proposed.
    struct Proposal: Sendable {
        let id: UUID
        let history: [RecordedEvent]
    }

    private enum Turn: Sendable {
        case served(Proposal?)
        /// Ask for all who wait.
        case lead
    }

    private let log: EventLog
    private let pool: Pool
    private var waiting: [String: [CheckedContinuation<Turn, Never>]] = [:]
    private var busy: Set<String> = []
    /// Items just taken, by section, with the version of their claim: not yet marked in the tray.
    private var taken: [String: [UUID: Int32]] = [:]

    init(log: EventLog, pool: Pool) {
        self.log = log
        self.pool = pool
    }

    /// The next item of a section's tray; `nil` when there is none that is not proposed to another.
    func next(in section: String) async throws -> Proposal? {
        if busy.contains(section) {
            let turn = await withCheckedContinuation {
                waiting[section, default: []].append($0)
            }
            switch turn {
            case .served(let proposal): return proposal
            case .lead: break
            }
        } else {
            busy.insert(section)
        }
        let served = Array((waiting[section] ?? []).prefix(TrayLimits.together - 1))
        waiting[section]?.removeFirst(served.count)
        do {
            let proposals = try await propose(1 + served.count, in: section)
            for (index, caller) in served.enumerated() {
                caller.resume(
                    returning: .served(
                        proposals.indices.contains(index + 1) ? proposals[index + 1] : nil))
            }
            passOn(section)
            return proposals.first
        } catch {
            // Each of the others asks by itself, and hears its own answer.
            waiting[section, default: []].insert(contentsOf: served, at: 0)
            passOn(section)
            throw error
        }
    }

    /// What was proposed has been taken, and the log has it under this version.
    func took(_ id: UUID, in section: String, version: Int32) {
        taken[section, default: [:]][id] = version
    }

    /// Whoever has waited longest asks next.
    private func passOn(_ section: String) {
        guard let first = waiting[section]?.first else {
            waiting[section] = nil
            busy.remove(section)
            return
        }
        waiting[section]?.removeFirst()
        first.resume(returning: .lead)
    }

    /// Rows another caller is just being proposed are locked for that moment, and passed over. A
    /// proposal lost in a crash is no loss, so its commit does not wait for the disk.
    private func propose(_ count: Int, in section: String) async throws -> [Proposal] {
        let marks = taken.removeValue(forKey: section).map { Self.mark($0, in: section) }
        let next: Query = """
            WITH next AS (
                SELECT id, section FROM tray.item
                 WHERE section = \(section) AND is_free AND offered_until < clock_timestamp()
                 ORDER BY section, is_urgent DESC, due_on, received_on, serial
                 LIMIT \(Int32(count)) FOR UPDATE SKIP LOCKED
            )
            UPDATE tray.item AS i
               SET offered_until = clock_timestamp()
                                   + make_interval(secs => \(Int32(TrayLimits.offerSeconds)))
              FROM next, (SELECT set_config('synchronous_commit', 'off', true) AS disk) AS wait
             WHERE i.id = next.id AND i.section = next.section AND wait.disk = 'off'
            RETURNING i.id
            """
        // One transaction: what was taken is passed over by what is looked for.
        let answers = try await pool.run([marks, next].compactMap(\.self))
        let ids: [UUID] = try answers[answers.count - 1].map { try $0.get(0) }
        let histories = try await log.read(
            ids.map { StreamName(category: "item", id: $0) })
        return ids.map { id in
            Proposal(
                id: id, history: histories[StreamName(category: "item", id: id)] ?? [])
        }
    }

    /// Marks what was taken, unless the projection has come to it already and knows better. Nor does
    /// it wait for the projection, which would wait for it in turn.
    private static func mark(_ taken: [UUID: Int32], in section: String) -> Query {
        """
        WITH taken AS (
            SELECT i.id, i.section
              FROM tray.item AS i
              JOIN unnest(\(array: Array(taken.keys), of: .uuid),
                          \(array: Array(taken.values), of: .int4)) AS t (id, version) USING (id)
             WHERE i.section = \(section) AND i.version < t.version
               FOR UPDATE OF i SKIP LOCKED
        )
        UPDATE tray.item AS i SET is_free = false
          FROM taken WHERE i.id = taken.id AND i.section = taken.section
        """
    }
}
