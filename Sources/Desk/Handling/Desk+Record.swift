import EventLog
import Participation

extension Desk {
    /// Records on one stream what a closure decides from the state it is in, all or nothing (一括記録).
    ///
    /// For lists that are taken as one: organisation, masters, calendars. A list again is known by
    /// leading to no event, so it needs no command. Decided anew when another process was quicker.
    /// - Parameters:
    ///   - isTrial: only say what would be recorded.
    ///   - version: the one somebody had seen; nil: whatever it is now.
    ///   - decide: what becomes of it, and the events to record; called for each attempt.
    /// - Returns: what `decide` said last, how many events are recorded (on trial, would be), and the
    ///   last position written; 0 when nothing was.
    /// - Throws: ``DeskError/changed(version:)`` when there is something to record and others were
    ///   quicker than who had seen the version.
    func record<Deciding: RecordedDecider, Outcome>(
        _: Deciding.Type, on stream: StreamName, isTrial: Bool = false,
        expecting version: Int32? = nil, actor: String?,
        _ decide: (Deciding) throws -> (outcome: Outcome, events: [Deciding.Event])
    ) async throws -> (outcome: Outcome, events: Int, position: Int64) {
        var attempt = 0
        while true {
            attempt += 1
            let history = try await log.read(stream)
            let (outcome, events) = try decide(try await fold(history, as: Deciding.self))
            guard !events.isEmpty, !isTrial else { return (outcome, events.count, 0) }
            let present = history.last?.version ?? 0
            if let version, version != present { throw DeskError.changed(version: present) }
            do {
                let appended = try await append(
                    events.map(Deciding.Coding.encode), to: stream, after: history, command: nil,
                    actor: actor)
                return (outcome, events.count, appended.lastPosition)
            } catch AppendError.conflict where attempt < HandlingLimits.attempts {
                continue
            }
        }
    }

    /// Records in one append what a closure decides of several streams, all or nothing (一括記録).
    ///
    /// For runs over many items: decided anew when somebody was quicker with one of them.
    /// - Parameters:
    ///   - isTrial: only decide.
    ///   - decide: what to record after what had happened; called for each attempt.
    /// - Returns: the last position written; 0 when nothing was.
    func record(
        together streams: [StreamName], isTrial: Bool, actor: String?,
        _ decide: ([StreamName: [RecordedEvent]]) async throws -> [Append.Write]
    ) async throws -> Int64 {
        var attempt = 0
        while true {
            attempt += 1
            let writes = try await decide(try await log.read(streams))
            guard !isTrial, !writes.isEmpty else { return 0 }
            do {
                return try await log.append(Append(writes, actor: actor)).lastPosition
            } catch {
                guard case .conflict = error, attempt < HandlingLimits.togetherAttempts else {
                    throw error
                }
            }
        }
    }
}
