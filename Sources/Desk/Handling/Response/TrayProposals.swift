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

    /// The callers at one section's tray.
    private struct Counter {
        var waiting: [CheckedContinuation<Turn, Never>] = []
        /// Somebody asks for those who wait, or what was proposed to some is not settled yet.
        var isBusy = false
        /// Proposals of the round under way that are not settled.
        var open = 0
        /// How many the last round served: they are likely to be back in a moment.
        var served = 0
        /// Items just taken, with the version of their claim: not yet marked in the tray.
        var taken: [UUID: Int32] = [:]
    }

    private let log: EventLog
    private let pool: Pool
    private var counters: [String: Counter] = [:]

    /// How long a round waits for one more of those who were served by the last.
    private static let patience: Duration = .microseconds(200)

    init(log: EventLog, pool: Pool) {
        self.log = log
        self.pool = pool
    }

    /// The next item of a section's tray; `nil` when there is none that is not proposed to another.
    ///
    /// Whoever gets one says what became of it, ``settled(in:taken:)``: the next round begins when
    /// all of the last are settled, so that claims of one round share one commit of the log.
    func next(in section: String) async throws -> Proposal? {
        if counters[section]?.isBusy == true {
            let turn = await withCheckedContinuation {
                counters[section]?.waiting.append($0)
            }
            switch turn {
            case .served(let proposal): return proposal
            case .lead: break
            }
        } else {
            counters[section, default: Counter()].isBusy = true
        }
        await gather(in: section)
        var counter = counters[section] ?? Counter()
        let served = Array(counter.waiting.prefix(TrayLimits.together - 1))
        counter.waiting.removeFirst(served.count)
        counter.served = served.count + 1
        let taken = counter.taken
        counter.taken = [:]
        counters[section] = counter
        do {
            let proposals = try await propose(1 + served.count, in: section, after: taken)
            counters[section]?.open = proposals.count
            for (index, caller) in served.enumerated() {
                caller.resume(
                    returning: .served(
                        proposals.indices.contains(index + 1) ? proposals[index + 1] : nil))
            }
            if proposals.isEmpty { passOn(section) }
            return proposals.first
        } catch {
            // Each of the others asks by itself, and hears its own answer.
            counters[section]?.waiting.insert(contentsOf: served, at: 0)
            passOn(section)
            throw error
        }
    }

    /// What was proposed is settled; the version of the claim when the log has it now.
    func settled(in section: String, taken: (id: UUID, version: Int32)?) {
        if let taken { counters[section]?.taken[taken.id] = taken.version }
        counters[section]?.open -= 1
        if counters[section]?.open == 0 { passOn(section) }
    }

    /// Waits for the callers just served to come back, as long as others keep arriving. A lone
    /// caller never waits.
    private func gather(in section: String) async {
        guard let served = counters[section]?.served, served > 1 else { return }
        let clock = ContinuousClock()
        var lastArrival = clock.now
        var seen = 0
        while let waiting = counters[section]?.waiting.count, waiting + 1 < served {
            if waiting > seen {
                seen = waiting
                lastArrival = clock.now
            } else if clock.now - lastArrival > Self.patience {
                return
            }
            await Task.yield()
        }
    }

    /// Whoever has waited longest asks next.
    private func passOn(_ section: String) {
        guard let first = counters[section]?.waiting.first else {
            counters[section]?.isBusy = false
            // Of a tray that is empty nothing is kept, nor of one that does not exist.
            if counters[section]?.taken.isEmpty == true { counters[section] = nil }
            return
        }
        counters[section]?.waiting.removeFirst()
        first.resume(returning: .lead)
    }

    /// Rows another caller is just being proposed are locked for that moment, and passed over. A
    /// proposal lost in a crash is no loss, so its commit does not wait for the disk.
    private func propose(
        _ count: Int, in section: String, after taken: [UUID: Int32]
    ) async throws -> [Proposal] {
        let marks = taken.isEmpty ? nil : Self.mark(taken, in: section)
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
