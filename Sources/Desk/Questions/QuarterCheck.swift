public import Participation
import Postgres

/// What should be settled before the figures of a quarter are published (公表前の確認).
///
/// Source: PRODUCT §4.10, the checks with which the report of a quarter begins.
public struct QuarterCheck: Sendable, Equatable {
    /// The quarter (四半期).
    public var period: FigurePeriod
    /// Items received in it that have no category yet (未分類).
    public var uncategorised: Int
    /// Items received in it that no section has yet (担当未定).
    public var unrouted: Int
    /// Lectures that were to be held in it, and of which there is no report (報告のない講座).
    public var unreportedLectures: Int

    /// Whether nothing is open (すべて確認済みか).
    public var isClear: Bool { uncategorised == 0 && unrouted == 0 && unreportedLectures == 0 }
}

extension Desk {
    /// What is still open in a quarter (公表前の確認).
    /// - Throws: ``DeskError``.
    public func check(_ period: FigurePeriod) async throws(DeskError) -> QuarterCheck {
        do {
            try await catchUp([.register])
            // What was taken back, sent back or annulled needs neither a section nor a category.
            let gone = [RegisterRow.State.withdrawn, .returned, .passedOn, .annulled]
                .map(\.rawValue)
            let rows = try await pool.execute(
                """
                SELECT count(*) FILTER (WHERE category IS NULL),
                       count(*) FILTER (WHERE section IS NULL)
                  FROM register.item
                 WHERE received_on BETWEEN \(PostgresDate(period.firstDay))
                                       AND \(PostgresDate(period.lastDay))
                   AND state <> ALL (\(array: gone, of: .text))
                """)
            let counts: [Int64] = try (0..<2).map { try rows[0].get($0) }
            let days = period.firstDay...period.lastDay
            let lectures = try await unreportedLectures(on: today)
                .count { days.contains($0.plannedOn) }
            return QuarterCheck(
                period: period, uncategorised: Int(counts[0]), unrouted: Int(counts[1]),
                unreportedLectures: lectures)
        } catch {
            throw DeskError(error)
        }
    }
}
