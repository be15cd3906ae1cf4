import EventLog

/// What streams had come to at the last event folded (対象の状態の控え).
///
/// A state follows from the log alone: one that is not remembered is folded anew from the stream's
/// earlier events. Nothing is read from the tables a projection writes, so the next events can be
/// folded while the last ones are still being written, and the tables need no index for it.
struct StreamMemory<State: Sendable>: Sendable {
    private var recent: [StreamName: State] = [:]
    private var older: [StreamName: State] = [:]

    /// The state of a stream, if it is remembered.
    subscript(stream: StreamName) -> State? {
        get { recent[stream] ?? older[stream] }
        set { recent[stream] = newValue }
    }

    /// Makes sure of the state before these events of every stream they belong to.
    ///
    /// - Parameters:
    ///   - events: what is about to be folded, in order.
    ///   - fold: the state after an event, from the one before; `nil` when there is none.
    mutating func recall(
        before events: [RecordedEvent], in log: EventLog,
        fold: (RecordedEvent, State?) throws -> State?
    ) async throws {
        if recent.count >= ProjectionLimits.remembered {
            older = recent
            recent = [:]
        }
        guard let first = events.first else { return }
        var seen: Set<StreamName> = []
        var missing: [StreamName] = []
        for event in events where event.version > 1 && self[event.stream] == nil {
            if seen.insert(event.stream).inserted { missing.append(event.stream) }
        }
        // Those that begin among these events need nothing.
        for event in events where event.version == 1 && !seen.isEmpty { seen.remove(event.stream) }
        missing.removeAll { !seen.contains($0) }
        guard !missing.isEmpty else { return }
        for (stream, history) in try await log.read(missing, through: first.position - 1) {
            self[stream] = try history.reduce(nil) { try fold($1, $0) }
        }
    }
}
