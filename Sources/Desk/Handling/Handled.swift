/// What became of a command (処理の結果).
public struct Handled: Sendable, Equatable {
    /// Where its last event stands in the log; where the stream already was when there was nothing
    /// to do. Whoever waits for a page to show it waits for this (通し位置).
    public let position: Int64
    /// The version the stream has reached with it (版).
    public let version: Int32
    /// How many events it led to; 0 when everything was as asked already (出来事の数).
    public let events: Int
}
