public import FoundationEssentials
import Participation
import Postgres

/// Limits of showing who has a record open, each with its name (閲覧中の表示の上限).
public enum PresenceLimits {
    /// How often an open page says so, in seconds (確認の間隔).
    public static let beat = 30
    /// For how long a page goes on saying so, in seconds: a page that was forgotten must not keep
    /// anybody logged in (確認を続ける時間).
    public static let longest: Int64 = 1_800
    /// After how many seconds without a word somebody has gone (離席とみなす秒数).
    static let gone = 75
    /// How many are named (表示する人数).
    static let names = 5
}

/// Who else has a record open (閲覧中の人).
public struct Presence: Sendable, Equatable {
    /// Their names, in order (氏名).
    public let names: [String]
    /// When this was so, in seconds since 1970 (時点).
    public let seconds: Int64
}

extension Desk {
    /// Notes that somebody has an item open, and says who else has (閲覧中の表示).
    ///
    /// No lock: both may go on, and the version of the item keeps one from overwriting the other.
    /// - Parameter isNoted: whether they themselves are to be seen by others.
    /// - Throws: ``DeskError``.
    public func presence(
        at item: UUID, of person: SignedIn, isNoted: Bool
    ) async throws(DeskError) -> Presence {
        let now = clock()
        let since = now.advanced(by: .seconds(-PresenceLimits.gone))
        let note: Query = """
            INSERT INTO desk.presence (item, account, seen_at)
            VALUES (\(item), \(person.account), \(now))
            ON CONFLICT (item, account) DO UPDATE SET seen_at = excluded.seen_at
            """
        // What somebody renews at this moment is theirs: two who waited for each other's would not end.
        let sweep: Query = """
            DELETE FROM desk.presence WHERE (item, account) IN (
                SELECT item, account FROM desk.presence
                 WHERE seen_at < \(since) FOR UPDATE SKIP LOCKED)
            """
        let others: Query = """
            SELECT a.name FROM desk.presence AS p
              JOIN staff.account AS a ON a.id = p.account AND a.disabled_at IS NULL
             WHERE p.item = \(item) AND p.account <> \(person.account) AND p.seen_at >= \(since)
             ORDER BY a.name LIMIT \(Int32(PresenceLimits.names))
            """
        do {
            let answers = try await pool.run(isNoted ? [note, sweep, others] : [others])
            guard let rows = answers.last else {
                throw DeskError.internalFault("desk.presence")
            }
            return Presence(names: try rows.map { try $0.get(0) }, seconds: now.wholeSeconds)
        } catch {
            throw DeskError(error)
        }
    }
}
