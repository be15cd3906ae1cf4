import FoundationEssentials
import Participation
import Postgres

// What waits is a second copy of what letters hold: it goes when they do, and is not kept for long.
extension Desk {
    /// Removes the scans that nobody needs any more: all pages belong to letters and a day has passed,
    /// or one of these letters was erased; nobody came back to it (受付待ちのスキャンの整理).
    func sweepScans() async throws {
        let now = clock().microseconds
        func before(_ seconds: Int64) -> Instant {
            Instant(microseconds: now - seconds * 1_000_000)
        }
        _ = try await pool.execute(
            """
            DELETE FROM desk.waiting_scan AS s
             WHERE s.came_at < \(before(WaitingLimits.seconds))
                OR (NOT EXISTS
                        (SELECT FROM desk.waiting_page AS p
                           JOIN log.command AS c ON c.id = p.command
                           JOIN log.event AS e ON e.position = c.first_position
                          WHERE p.scan = s.id
                            AND e.recorded_at >= \(before(WaitingLimits.secondsWhenTaken)))
                    OR \(unsafeSQL: Self.hasErased))
                   AND NOT EXISTS
                       (SELECT FROM desk.waiting_page AS p
                         WHERE p.scan = s.id AND \(unsafeSQL: Self.isWaiting))
            """)
    }

    /// The scans that hold pages of an erased letter beside pages that wait yet, and when the last of
    /// them goes at the latest; nil when there are none (消去された手紙の頁を含むスキャン).
    func scansWithErased() async throws -> (count: Int, until: Instant)? {
        let rows = try await pool.execute(
            """
            SELECT count(*), max(s.came_at) FROM desk.waiting_scan AS s WHERE \(unsafeSQL: Self.hasErased)
            """)
        let count: Int64 = try rows[0].get(0)
        guard count > 0 else { return nil }
        let last: Instant = try rows[0].get(1)
        return (
            Int(count),
            Instant(microseconds: last.microseconds + WaitingLimits.seconds * 1_000_000)
        )
    }

    /// Whether page `p` belongs to no letter: its receipt was taken back, or never recorded.
    static let isWaiting = """
        (p.is_returned OR NOT EXISTS (SELECT FROM log.command AS c WHERE c.id = p.command))
        """

    /// Whether a page of scan `s` belongs to a letter that was erased.
    private static let hasErased = """
        EXISTS (SELECT FROM desk.waiting_page AS p
                  JOIN log.command AS c ON c.id = p.command
                  JOIN log.event AS e ON e.position = c.first_position
                  JOIN log.stream AS later ON later.stream = e.stream
                  JOIN log.event AS erased ON erased.position = later.position
                 WHERE p.scan = s.id AND NOT p.is_returned AND erased.type IN (\(erasing)))
        """

    private static let erasing = RetentionEventCoding.erasing.map { "'\($0)'" }
        .joined(separator: ", ")
}
