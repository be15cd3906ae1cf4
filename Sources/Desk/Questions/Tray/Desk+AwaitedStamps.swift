import EventLog
import FoundationEssentials
public import Participation
import Postgres

/// A draft that waits for somebody's stamp (押印待ちの起案).
public struct AwaitedStamp: Sendable, Equatable {
    /// What is asked of them (求められる押印).
    public enum Duty: Sendable, Equatable {
        /// It is their turn (決裁).
        case decide
        /// They have not seen yet what a deputy decided for them (後閲).
        case review
        /// It is the turn of a post they deputise for (代決).
        case deputise
    }

    /// The item (案件).
    public let entry: Tray.Entry
    /// The section that answers, as the item names it (主担当).
    public let section: String
    /// The post whose stamp it is (職).
    public let post: String
    /// What is asked (求められる押印).
    public let duty: Duty
}

extension Desk {
    /// The drafts that wait for somebody's stamp, their own before those they deputise for
    /// (押印待ちの起案).
    ///
    /// Who stamps for which post says the list of posts of today; without one there are none. Drafts of
    /// others do not crowd out somebody's own: all are looked through, as far as ``TrayLimits`` allow.
    /// - Throws: ``DeskError``.
    public func awaitedStamps(of person: SignedIn) async throws(DeskError) -> [AwaitedStamp] {
        do {
            try await catchUp([.tray])
            let name = Wording(person.login)
            // Who has no post deputises for none, either.
            guard let posts = try await posts().list(on: today),
                posts.posts.contains(where: { $0.holder == name })
            else { return [] }
            let look = StampLook(
                reader: person.account, since: Int32(today.dayNumber - TrayLimits.doneDays))
            let answers = try await pool.run([look.drafts, look.done])
            let rows = Array(answers.joined())
            let opening = try await calendar().opening
            var awaited: [AwaitedStamp] = []
            for start in stride(from: 0, to: rows.count, by: TrayLimits.draftsAtOnce) {
                let some = rows[start...].prefix(TrayLimits.draftsAtOnce)
                let histories = try await log.read(
                    some.map { StreamName(category: Item.streamCategory, id: try $0.get(0)) })
                // Posts and stamps are not sealed: no key is asked for.
                let items = try ItemOpening.items(after: histories.values, with: [:])
                let hands = Dictionary(items.map { ($0.id, $0.item.response.draft) }) { one, _ in
                    one
                }
                for row in some {
                    let id: UUID = try row.get(0)
                    guard let hand = hands[id] ?? nil,
                        let (post, duty) = posts.asks(name, of: hand)
                    else { continue }
                    awaited.append(
                        AwaitedStamp(
                            entry: try Tray.Entry(row, today: today, opening),
                            section: try row.get(18), post: post.text, duty: duty))
                }
            }
            return [.decide, .review, .deputise].flatMap { duty in
                awaited.filter { $0.duty == duty }.prefix(TrayLimits.stamps)
            }
        } catch {
            throw DeskError(error)
        }
    }
}

/// The items whose drafts may wait for somebody's stamp, as the database is asked for them.
///
/// Both orders stand in indexes: they are few among all the items there have been.
struct StampLook {
    let reader: UUID
    /// Days since 1970; what was done before is not shown.
    let since: Int32

    /// The drafts on their way, the most pressing first.
    var drafts: Query {
        """
        SELECT \(unsafeSQL: Tray.Entry.columns), section FROM tray.item
         WHERE is_lead AND stage IN ('approving', 'to-send')
           AND (handling <> 'restricted' OR id IN (
                    SELECT item FROM staff.item_reader WHERE account = \(reader)))
         ORDER BY stage, is_urgent DESC, due_on, received_on, serial
         LIMIT \(Int64(TrayLimits.drafts))
        """
    }

    /// What was answered of late, perhaps on the word of a deputy, the newest first.
    var done: Query {
        """
        SELECT \(unsafeSQL: Tray.Entry.columns), section FROM tray.item
         WHERE is_lead AND stage = 'done' AND done_on >= date '1970-01-01' + \(since)
           AND (handling <> 'restricted' OR id IN (
                    SELECT item FROM staff.item_reader WHERE account = \(reader)))
         ORDER BY done_on DESC LIMIT \(Int64(TrayLimits.doneDrafts))
        """
    }
}

extension PostList {
    /// What a draft asks of somebody, if it asks anything.
    fileprivate func asks(
        _ person: Wording, of hand: DraftInHand
    ) -> (post: Wording, duty: AwaitedStamp.Duty)? {
        switch hand.standing {
        case .inApproval(let next):
            switch stampManner(of: person, for: next.post) {
            case .approved?: return (next.post, .decide)
            case .deputised?: return (next.post, .deputise)
            case .onPaper?, .reviewed?, nil: break
            }
        case .noted, .sentBack, .approved: break
        }
        let unseen = hand.stamps.first { stamp in
            stamp.manner == .deputised && post(stamp.post)?.holder == person
                && !hand.stamps.contains { $0.post == stamp.post && $0.manner == .reviewed }
        }
        return unseen.map { ($0.post, .review) }
    }

    /// How somebody may stamp for a post; nil when they may not (押印の権限).
    public func stampManner(of person: Wording, for post: Wording) -> StampManner? {
        do {
            return try manner(of: person, for: post)
        } catch {
            return nil
        }
    }
}
