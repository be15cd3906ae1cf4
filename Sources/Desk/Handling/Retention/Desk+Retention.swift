import EventLog
public import Participation

// The rules by which it is counted how long records are kept.
extension Desk {
    /// Has a rule on retention hold from a day on (保存区分の定めの登録).
    /// - Returns: the position written; 0 when it was so already.
    /// - Throws: ``DeskError/declined(_:)`` for a number of years that is none.
    public func define(_ term: RetentionTerm, actor: String?) async throws(DeskError) -> Int64 {
        try await ask(.define(term), actor: actor)
    }

    /// Takes a rule away that was entered by mistake (保存区分の定めの取消し).
    /// - Returns: the position written.
    /// - Throws: ``DeskError/declined(_:)`` when none begins on that day.
    public func withdrawRetention(
        of kind: RetainedKind, from date: LocalDate, actor: String?
    ) async throws(DeskError) -> Int64 {
        try await ask(.withdraw(kind, from: date), actor: actor)
    }

    /// The rules on retention as known at a moment (保存区分の定め).
    public func retention(asOf: AsOf = .now) async throws(DeskError) -> RetentionBook {
        do {
            let position = try await resolve(asOf).position
            let history = try await log.read(RetentionTermEventCoding.stream)
            return try await fold(
                history.filter { $0.position <= position }, as: RetentionBook.self)
        } catch {
            throw DeskError(error)
        }
    }

    private func ask(
        _ command: RetentionTermCommand, actor: String?
    ) async throws(DeskError) -> Int64 {
        do {
            return try await record(
                RetentionBook.self, on: RetentionTermEventCoding.stream, actor: actor
            ) { state in
                ((), try RetentionBook.decide(command, state))
            }.position
        } catch {
            throw DeskError(error)
        }
    }
}
