extension Item {
    /// The state after an event (状態の更新).
    ///
    /// A second receipt under one id changes nothing: `decide` never gives one, and the first
    /// is what the citizen's paper says.
    public static func evolve(_ state: Item, _ event: ItemEvent) -> Item {
        switch (event, state) {
        case (.received(let receipt), .notReceived): .received(ReceivedItem(receipt: receipt))
        case (.received, .received): state
        }
    }
}
