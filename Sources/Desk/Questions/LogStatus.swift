import EventLog
import Postgres

/// How the log stands: the answer of `koe log status` (台帳の状態).
///
/// Its coding is the JSON of CONTRACT §2.
public struct LogStatus: Sendable, Equatable, Codable {
    /// How far one projection has read (読み進み).
    public struct Projection: Sendable, Equatable, Codable {
        /// Its name.
        public let name: String
        /// The last position it has dealt with.
        public let position: Int64
        /// How many events it is behind the head.
        public let lag: Int64
    }

    /// Work that has still to be done (仕事の列).
    public struct Queue: Sendable, Equatable, Codable {
        /// Rows that wait or are being done.
        public let waiting: Int64
        /// Rows that kept failing and wait for a person.
        public let parked: Int64
    }

    /// The number of events; the same as ``position``, since positions have no gaps.
    public let events: Int64
    /// The last position; 0 in an empty log.
    public let position: Int64
    /// The root hash of the log up to it, RFC 9162, in hexadecimal.
    public let root: String
    /// Every projection there is, and who else reads the log: routing, work.
    public let projections: [Projection]
    /// The work table.
    public let queue: Queue
}

extension Desk {
    /// How the log stands (台帳の状態).
    public func status() async throws(DeskError) -> LogStatus {
        do {
            // Checkpoints first: a head read before them could lie behind a quick reader.
            let checkpoints = try await log.checkpoints().filter { $0.name != Erasures.reader }
            let head = try await log.headRoot()
            let waiting = try await pool.execute(
                "SELECT (SELECT count(*) FROM work.job), (SELECT count(*) FROM work.parked)")
            return LogStatus(
                events: head.position, position: head.position, root: head.root.hex,
                projections: checkpoints.map {
                    LogStatus.Projection(
                        name: $0.name, position: $0.position, lag: head.position - $0.position)
                },
                queue: LogStatus.Queue(
                    waiting: try waiting[0].get(0), parked: try waiting[0].get(1)))
        } catch {
            throw DeskError(error)
        }
    }
}
