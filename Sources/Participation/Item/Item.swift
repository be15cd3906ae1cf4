/// What one citizen said to the city at one time, from receipt to the end (受付案件).
///
/// One letter is one item, however many topics it has (PRODUCT §6.1).
public enum Item: Decider {
    /// Nothing has been received under this id (未受付).
    case notReceived
    /// The item has been received (受付済み).
    case received(ReceivedItem)

    /// The state before anything happened (未受付).
    public static var initial: Item { .notReceived }
}

/// An item once it has been received (受付済みの案件).
public struct ReceivedItem: Sendable, Equatable {
    /// What was recorded at receipt (受付時の記録).
    public var receipt: ItemReceived

    /// An item as received (受付済みの案件).
    public init(receipt: ItemReceived) {
        self.receipt = receipt
    }
}
