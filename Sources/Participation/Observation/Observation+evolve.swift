extension Observation {
    /// The state after an event (状態の更新).
    ///
    /// An event `decide` never gives in a state changes nothing there.
    public static func evolve(_ state: Observation, _ event: ObservationEvent) -> Observation {
        switch (event, state) {
        case (.recorded(let value), .notRecorded), (.recorded(let value), .withdrawn):
            return .recorded(RecordedObservation(value))
        case (.corrected(let correction), .recorded(var observation)):
            observation.current = correction.observed
            return .recorded(observation)
        case (.withdrawn(let withdrawal), .recorded(let observation)):
            return .withdrawn(observation, withdrawal)
        case (.recorded, .recorded), (.corrected, .notRecorded), (.corrected, .withdrawn),
            (.withdrawn, .notRecorded), (.withdrawn, .withdrawn):
            return state
        }
    }
}
