import EventLog
import FoundationEssentials
public import Participation
import Postgres

/// What a reorganisation comes to, before and after it is recorded (組織改正の結果).
public struct ReformOutcome: Sendable, Equatable {
    /// What is recorded of the organisation; on trial, what would be (改正の内容).
    public let events: [OrganisationEvent]
    /// The organisation of the day with all of it (改正後の組織).
    public let organisation: OrganisationState
    /// On trial, where the open items go on the day; they go when it begins (処理中の案件の行き先).
    public let rerouting: Rerouting?
    /// The last position written; 0 when nothing was (位置).
    public let position: Int64
    /// The version of the organisation it was tried against; of a later one it may be otherwise (版).
    public let seen: Int32
}

/// How many items went from one section to another on a day (振替えの実績).
public struct ReformResult: Sendable, Equatable {
    /// The former section (旧担当).
    public let from: String
    /// The section from then on; nil for the tray of the hearing section (新担当).
    public let to: String?
    /// Items (件数).
    public let items: Int
    /// When the last of them went, as a register prints it (実施日時).
    public let at: String
}

extension Desk {
    /// Prepares or makes a reorganisation of a day out of single steps (組織改正の届).
    ///
    /// All is recorded at once or nothing. A day that lies ahead may be prepared: the units change
    /// when it begins, and the open items follow by themselves (``runReorganisations(trouble:)``).
    /// - Parameters:
    ///   - isTrial: only say what would happen.
    ///   - version: the one of the organisation the steps were tried against.
    /// - Throws: ``DeskError``; ``DeskError/declined(_:)`` when the steps contradict one another or
    ///   what is settled for other days; ``DeskError/changed(version:)`` when others were quicker.
    public func reform(
        _ steps: [ReformStep], on day: LocalDate, isTrial: Bool, expecting version: Int32? = nil,
        actor: String?
    ) async throws(DeskError) -> ReformOutcome {
        do {
            // Before it is read: who looks may have seen more than they say, never less.
            let seen = try await versions(of: [OrganisationEventCoding.stream])[0]
            let (outcome, _, position) = try await record(
                OrganisationState.self, on: OrganisationEventCoding.stream, isTrial: isTrial,
                expecting: version, actor: actor
            ) { state in
                let events = try OrganisationState.decide(
                    .together(steps.map { $0.command(in: state, on: day) }), state)
                let after = events.reduce(state, OrganisationState.evolve)
                return ((events: events, organisation: after), events)
            }
            return ReformOutcome(
                events: outcome.events, organisation: outcome.organisation,
                rerouting: isTrial
                    ? try await reroute(
                        on: day, isTrial: true, proposed: outcome.events, actor: nil) : nil,
                position: position, seen: seen)
        } catch {
            throw DeskError(error)
        }
    }

    /// How many open items each section has to answer, by its code however an item names it; by that
    /// name where there is no such unit today (処理中の件数).
    ///
    /// Without restricted ones, which not even a number gives away (DECISIONS C3).
    public func openItemsBySection() async throws(DeskError) -> [String: Int] {
        try await catchUp([.tray])
        do {
            let rows = try await pool.execute(
                """
                SELECT section, count(*) FROM tray.item
                 WHERE is_lead AND section <> '' AND stage <> 'done'
                   AND handling <> 'restricted'
                 GROUP BY section
                """)
            let names = try await sectionNames()
            var counts: [String: Int] = [:]
            for row in rows {
                counts[names.code(of: try row.get(0)), default: 0] += Int(try row.get(1) as Int64)
            }
            return counts
        } catch {
            throw DeskError(error)
        }
    }

    /// What became of the open items on the day of a reorganisation, or later where it was recorded or
    /// followed later: until the next one (振替えの実績).
    public func reformResults(on day: LocalDate) async throws(DeskError) -> [ReformResult] {
        do {
            let next = try await organisation().changeDays.first { $0 > day }
            let last = next.flatMap { LocalDate(dayNumber: $0.dayNumber - 1) } ?? .latest
            let rows = try await pool.execute(
                """
                WITH moved AS (
                    SELECT recorded_at, convert_from(payload, 'UTF8')::jsonb AS change
                      FROM log.event WHERE type = \(ItemReorganisedCoding.type)
                )
                SELECT m ->> 'from', m ->> 'to', count(*), max(moved.recorded_at)
                  FROM moved, jsonb_array_elements(moved.change -> 'moves') AS m
                 WHERE (moved.change ->> 'on')::date
                       BETWEEN \(PostgresDate(day)) AND \(PostgresDate(last))
                 GROUP BY 1, 2 ORDER BY 1, 2
                """)
            return try rows.map { row in
                ReformResult(
                    from: try row.get(0), to: try row.getOptional(1),
                    items: Int(try row.get(2) as Int64),
                    at: (try row.get(3) as Instant).inJapan)
            }
        } catch {
            throw DeskError(error)
        }
    }
}
