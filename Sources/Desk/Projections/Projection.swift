import EventLog
import Postgres

/// Tables derived from the log by folding its events in order (投影).
///
/// A projection must give the same tables however the log is cut into batches: what it remembers
/// between two batches follows from the log. It decides nothing and has no effect but its tables;
/// they can be thrown away and made anew at any time.
protocol Projection: Sendable {
    /// What a batch of events changes in the tables.
    associatedtype Changes: ProjectionChanges

    /// Its name: that of its schema, its checkpoint and its lock.
    static var name: String { get }

    /// What brings the tables from before these events to after them.
    ///
    /// Called for all events in order. It never looks at what its tables hold: while these events
    /// are folded the changes of those before them are still on their way.
    /// - Throws: ``EventCodingError`` for an event this program cannot read: the projection stops
    ///   there, and says so, rather than leave something out of every figure to come.
    mutating func changes(
        _ events: [RecordedEvent], in log: EventLog, _ pool: Pool
    ) async throws -> Changes
}

/// What a batch of events changes in the tables of a projection (投影の差分).
protocol ProjectionChanges: Sendable {
    /// Makes the changes, in the transaction that moves the checkpoint.
    func write(on connection: Connection) async throws

    /// Brings what is derived from the tables alone up to them, after that transaction.
    func settle(on connection: Connection) async throws
}

extension ProjectionChanges {
    func settle(on connection: Connection) async throws {}
}

/// Limits of projecting, each with its name (投影の上限).
public enum ProjectionLimits {
    /// Events folded into one transaction.
    static let batch: Int64 = 10_000
    /// Streams whose state is remembered, at least; twice as many at most.
    static let remembered = 20_000
    /// How long a question waits for the projections to come up to the head of the log.
    public static let patience: Duration = .seconds(20)
    /// How often tables are read anew that a rebuild has taken away or set back.
    static let readings = 3
    /// After so long a runner that holds others up is woken.
    static let reminder: Duration = .seconds(1)
    /// How long to wait between two looks at another runner's progress.
    static let glance: Duration = .milliseconds(20)
    /// How long a runner that finds another one at work waits before it looks again.
    public static let standby: Duration = .seconds(5)
}

extension RecordedEvent {
    /// Its sealed part as projections take it: left closed, as if it were erased; `nil` when it
    /// has none.
    var unopened: Opened? { sealed == nil ? nil : .erased }
}
