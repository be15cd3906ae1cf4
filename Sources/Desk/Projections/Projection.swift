import EventLog
import Postgres

/// Tables derived from the log by folding its events in order (投影).
///
/// A projection must give the same tables however the log is cut into batches: what it remembers
/// between two batches is only a copy of what its tables hold. It decides nothing and has no
/// effect but its tables; they can be thrown away and made anew at any time.
protocol Projection: Sendable {
    /// Its name: that of its schema, its checkpoint and its lock.
    static var name: String { get }

    /// The statements that bring the tables from before these events to after them.
    ///
    /// They are run in one transaction together with the checkpoint.
    /// - Parameter connection: for reading what the tables hold.
    /// - Throws: ``EventCodingError`` for an event this program cannot read: the projection stops
    ///   there, and says so, rather than leave something out of every figure to come.
    mutating func statements(
        for events: [RecordedEvent], on connection: Connection
    ) async throws -> [Query]
}

/// Limits of projecting, each with its name (投影の上限).
public enum ProjectionLimits {
    /// Events folded into one transaction.
    static let batch: Int64 = 4_000
    /// How long a question waits for the projections to come up to the head of the log.
    public static let patience: Duration = .seconds(20)
    /// How long to wait between two looks at another runner's progress.
    static let glance: Duration = .milliseconds(20)
    /// How long a runner that finds another one at work waits before it looks again.
    static let standby: Duration = .seconds(5)
}

extension RecordedEvent {
    /// Its sealed part as projections take it: left closed, as if it were erased; `nil` when it
    /// has none.
    var unopened: Opened? { sealed == nil ? nil : .erased }
}
