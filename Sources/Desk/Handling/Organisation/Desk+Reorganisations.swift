import EventLog
import Participation
import Postgres

/// Limits of following reorganisations by themselves, each with its name (施行日の振替えの上限).
public enum ReorganisationLimits {
    /// How often it is looked whether a day has begun or the organisation was changed.
    public static let glance: Duration = .seconds(20)
    /// A reorganisation so long ago has been followed, or a person has decided otherwise.
    static let days = 31
    /// Who the moves are recorded under.
    static let actor = "reorganisation"
}

extension Desk {
    /// Lets the open items follow each reorganisation as its day begins, until the task is cancelled
    /// (施行日の振替え).
    ///
    /// What was prepared in February holds at 00:00 of 1 April, Japan time. One process does it; what
    /// was cut short goes on, because a second run finds only what is left.
    /// - Parameter trouble: told when it could not be done; it is tried again.
    public func runReorganisations(trouble: @escaping @Sendable (DeskError) -> Void) async {
        var followed: (day: LocalDate, leaf: [UInt8]?)?
        while !Task.isCancelled {
            do {
                let leaf = try await lastLeaves(of: [OrganisationEventCoding.stream])[0]
                let day = today
                if followed?.day != day || followed?.leaf != leaf {
                    if try await followReorganisations(on: day) { followed = (day, leaf) }
                }
            } catch {
                if Task.isCancelled { return }
                trouble(DeskError(error))
            }
            do { try await Task.sleep(for: ReorganisationLimits.glance) } catch { return }
        }
    }

    /// Follows what holds since a few weeks or less.
    /// - Returns: whether this process did it.
    func followReorganisations(on day: LocalDate) async throws -> Bool {
        let earliest = day.dayNumber - ReorganisationLimits.days
        let isRecent = try await organisation().changeDays.contains {
            $0 <= day && $0.dayNumber > earliest
        }
        guard isRecent else { return true }
        return try await pool.withSoleRunner(ReorganisationLimits.actor) { _ in
            _ = try await reroute(on: day, actor: ReorganisationLimits.actor)
            return true
        } ?? false
    }
}
