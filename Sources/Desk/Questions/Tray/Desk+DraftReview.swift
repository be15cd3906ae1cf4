import EventLog
public import FoundationEssentials
public import Participation
import Postgres

extension Desk {
    /// The draft somebody saw when they last looked at one of another version; nil where they never
    /// did (前回見た起案).
    ///
    /// That they look now is written down; loading the page again does not change the answer.
    /// - Throws: ``DeskError``.
    public func lastSeenDraft(
        of id: UUID, for opening: Opening
    ) async throws(DeskError) -> AnswerDraft? {
        let stream = StreamName(category: Item.streamCategory, id: id)
        do {
            let rows = try await pool.execute(
                """
                SELECT DISTINCT opened_at FROM desk.opening
                 WHERE stream = \(stream.text) AND actor = \(opening.actor)
                   AND part = \(OpenedPart.draft.rawValue)
                """)
            let looks = try rows.map { try $0.get(0, as: Instant.self) }
            let history = try await log.read(stream)
            let events = try await decode(history, as: Item.self, for: opening, showing: .draft)
            var drafts: [(draft: AnswerDraft, at: Instant)] = []
            for (recorded, event) in zip(history, events) {
                if case .response(.drafted(let draft)) = event {
                    drafts.append((draft, recorded.recordedAt))
                }
            }
            let seen = looks.compactMap { look in
                drafts.last { $0.at.microseconds <= look.microseconds }?.draft
            }
            let now = drafts.last?.draft.version ?? 0
            return seen.filter { $0.version < now }.max { $0.version < $1.version }
        } catch {
            throw DeskError(error)
        }
    }
}
