import EventLog

extension Desk {
    /// Records on one stream what a closure decides from all that is there, all or nothing (一括記録).
    ///
    /// For lists that are taken as one: organisation, masters, calendars. Nothing in them is personal.
    /// Decided anew when another process was quicker.
    /// - Parameter decide: what became of it, and the events to record; called once for each attempt.
    /// - Returns: what `decide` said last, and the last position written; 0 when nothing was.
    func record<Outcome>(
        on stream: StreamName, actor: String?,
        _ decide: ([RecordedEvent]) throws -> (outcome: Outcome, events: [CodedEvent])
    ) async throws -> (outcome: Outcome, position: Int64) {
        var attempt = 0
        while true {
            attempt += 1
            let history = try await log.read(stream)
            let (outcome, events) = try decide(history)
            guard !events.isEmpty else { return (outcome, 0) }
            let write = Append.Write(
                stream, expecting: history.last.map { .exactly($0.version) } ?? .none,
                events.map {
                    NewEvent(
                        type: $0.type, schemaVersion: $0.schemaVersion, payload: $0.payload)
                })
            do {
                return (
                    outcome, try await log.append(Append([write], actor: actor)).lastPosition
                )
            } catch {
                guard case .conflict = error, attempt < HandlingLimits.attempts else {
                    throw error
                }
            }
        }
    }
}
