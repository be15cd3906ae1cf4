import EventLog
public import Participation

// The rules by which deadlines are counted.
extension Desk {
    /// Has a rule for deadlines hold from a day on (回答期限の定めの登録).
    ///
    /// Deadlines of items received before do not move.
    /// - Returns: the position written; 0 when it was so already.
    /// - Throws: ``DeskError/declined(_:)`` for a number of days that is none.
    public func define(_ term: DeadlineTerm, actor: String?) async throws(DeskError) -> Int64 {
        try await ask(.define(term), actor: actor)
    }

    /// Takes a rule away that was entered by mistake (回答期限の定めの取消し).
    /// - Returns: the position written.
    /// - Throws: ``DeskError/declined(_:)`` when none begins on that day.
    public func withdrawDeadline(
        of scheme: Scheme?, from date: LocalDate, actor: String?
    ) async throws(DeskError) -> Int64 {
        try await ask(.withdraw(scheme: scheme, from: date), actor: actor)
    }

    /// The rules for deadlines as known at a moment (回答期限の定め).
    public func deadlines(asOf: AsOf = .now) async throws(DeskError) -> DeadlineBook {
        do {
            let position = try await resolve(asOf).position
            let history = try await log.read(DeadlineEventCoding.stream)
            return try await fold(
                history.filter { $0.position <= position }, as: DeadlineBook.self)
        } catch {
            throw DeskError(error)
        }
    }

    private func ask(
        _ command: DeadlineCommand, actor: String?
    ) async throws(DeskError) -> Int64 {
        do {
            return try await record(
                DeadlineBook.self, on: DeadlineEventCoding.stream, actor: actor
            ) { state in
                ((), try DeadlineBook.decide(command, state))
            }.position
        } catch {
            throw DeskError(error)
        }
    }
}
