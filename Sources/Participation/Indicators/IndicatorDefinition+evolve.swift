extension IndicatorDefinition {
    /// The state after an event (状態の更新).
    public static func evolve(
        _ state: IndicatorDefinition, _ event: IndicatorEvent
    ) -> IndicatorDefinition {
        switch (event, state) {
        case (.defined(let version), .undefined), (.defined(let version), .defined),
            (.defined(let version), .withdrawn):
            .defined(version)
        case (.withdrawn(let end), .defined(let last)),
            (.withdrawn(let end), .withdrawn(let last, _)):
            .withdrawn(last, end)
        case (.withdrawn, .undefined): state
        }
    }
}
