public import FoundationEssentials
public import Postgres

/// Limits of the log, each with its name.
public enum AppendLimits {
    /// The largest event, in bytes of type, payload and sealed part together (1 MiB).
    public static let eventBytes = 1 << 20
    /// The largest bytes recorded beside events, sealed (20 MiB and what sealing adds).
    public static let enclosureBytes = 20 << 20 | 64
    /// The most events one append may hold.
    public static let eventsPerAppend = 10_000
    /// The most bytes all events of one append may have together (64 MiB).
    public static let bytesPerAppend = 64 << 20
    /// Appends that may wait at the same time; beyond that callers get `overloaded`.
    public static let waiting = 20_000
    /// Events sent together with one commit.
    static let eventsPerBatch = 1_000
    /// Bytes sent together with one commit, roughly.
    static let bytesPerBatch = 8 << 20
    /// From this many events on a batch travels by COPY instead of as arrays.
    static let copyFrom = 128
    /// Streams whose version is remembered between appends.
    static let rememberedStreams = 65_536
    /// Attempts to settle one batch before its callers are told to try again.
    static let attempts = 12
    /// From this attempt on the appender takes its turn, so that it cannot lose again.
    static let politeAttempts = 3
    /// How long a lost server is waited for before callers are told.
    static let reconnectFor: Duration = .seconds(8)
}

/// The version a caller believes a stream to be at (期待する版).
public enum ExpectedVersion: Sendable, Equatable {
    /// Exactly this version; whether it was ever reached is asked of the database.
    case exactly(Int32)
    /// The last version, as this log was read: it is there, so only a later one stands against it.
    case seen(Int32)
    /// The stream does not exist yet.
    case none
    /// Whatever it is.
    case any
}

/// Identifies a request, so that carrying it out twice has the effect of once (指示).
public struct Command: Sendable, Hashable {
    /// Made by whoever asks: an idempotency key, a row of an imported file, a cause.
    public var id: UUID
    /// A digest of what is asked, at most 32 bytes; keyed where the content is personal.
    public var digest: [UInt8]

    /// A command's identity.
    public init(id: UUID, digest: [UInt8]) {
        self.id = id
        self.digest = digest
    }
}

/// A reader's step forward, settled together with the events it led to (読み進み).
public struct Advance: Sendable, Equatable {
    /// The reader.
    public var name: String
    /// Where it believes to be.
    public var from: Int64
    /// Where it will be.
    public var to: Int64

    /// A step from one position to a later one.
    public init(name: String, from: Int64, to: Int64) {
        self.name = name
        self.from = from
        self.to = to
    }
}

/// One all-or-nothing request to the log (追記).
public struct Append: Sendable {
    /// Events for one stream.
    public struct Write: Sendable {
        /// The stream.
        public var stream: StreamName
        /// The version it must be at.
        public var expected: ExpectedVersion
        /// At least one event.
        public var events: [NewEvent]
        /// The position of the event that led to these; that of the whole request unless given.
        public var cause: Int64?

        /// Events for one stream.
        public init(
            _ stream: StreamName, expecting: ExpectedVersion, _ events: [NewEvent],
            cause: Int64? = nil
        ) {
            self.stream = stream
            self.expected = expecting
            self.events = events
            self.cause = cause
        }
    }

    /// The streams written to; no stream twice.
    public var writes: [Write]
    /// The request's identity; without one a repeated request is recorded again.
    public var command: Command?
    /// Who records it.
    public var actor: String?
    /// The position of the event that led to it.
    public var cause: Int64?
    /// What everything of one request shares; the command's id unless given.
    public var correlation: UUID?
    /// A reader's step, settled in the same transaction.
    public var advancing: Advance?
    /// Bytes too large for an event, recorded in the same transaction and found again by their
    /// SHA-256, which one of the events names (同封物).
    public var enclosures: [[UInt8]]

    /// A request over several streams.
    public init(
        _ writes: [Write], command: Command? = nil, actor: String? = nil, cause: Int64? = nil,
        correlation: UUID? = nil, advancing: Advance? = nil, enclosures: [[UInt8]] = []
    ) {
        self.writes = writes
        self.command = command
        self.actor = actor
        self.cause = cause
        self.correlation = correlation ?? command?.id
        self.advancing = advancing
        self.enclosures = enclosures
    }

    /// All the causes it names.
    var causes: [Int64] { [cause].compactMap(\.self) + writes.compactMap(\.cause) }
    /// The number of events.
    public var eventCount: Int { writes.reduce(0) { $0 + $1.events.count } }
    var byteCount: Int {
        writes.reduce(enclosures.reduce(0) { $0 + $1.count }) {
            $0 + $1.events.reduce(0) { $0 + $1.byteCount + 200 }
        }
    }
}

/// The log's answer to an ``Append`` (追記の結果).
public struct Appended: Sendable, Equatable {
    /// The first event's position; 0 when there was no event (only a reader's step).
    public var firstPosition: Int64
    /// The last event's position; 0 when there was no event.
    public var lastPosition: Int64
    /// The version each written stream has reached, in the order of the writes. Empty in the
    /// answer to a repeated command.
    public var versions: [Int32]
    /// When it was recorded.
    public var recordedAt: Instant
    /// The command had been carried out before; this is the first answer.
    public var isRepeat: Bool
}

/// Why the log did not take an append.
public enum AppendError: Error, Sendable, Equatable, CustomStringConvertible {
    /// A stream is at another version than expected.
    case conflict(stream: StreamName, expected: ExpectedVersion, actual: Int32)
    /// The command's id was used before for something else.
    case commandReused(UUID)
    /// The reader's checkpoint is somewhere else: another runner was quicker.
    case checkpointMoved(name: String, expected: Int64, actual: Int64)
    /// An event is larger than ``AppendLimits/eventBytes``, or there are too many.
    case tooLarge(bytes: Int, limit: Int)
    /// The request contradicts itself.
    case malformed(String)
    /// Too many appends wait already; nothing was recorded.
    case overloaded
    /// The database cannot take it now; nothing was recorded.
    case unavailable(PostgresError)
    /// The connection broke at the moment of commit and the server did not come back in time.
    /// It may or may not be recorded: repeat it with the same command.
    case outcomeUnknown(PostgresError)

    /// One line: what, and what to do.
    public var description: String {
        switch self {
        case .conflict(let stream, let expected, let actual):
            "\(stream) is at version \(actual), not \(expected); read it again and decide anew"
        case .commandReused(let id):
            "command \(id.uuidString.lowercased()) was used before for something else"
        case .checkpointMoved(let name, let expected, let actual):
            "checkpoint \(name) is at \(actual), not \(expected): another runner is active"
        case .tooLarge(let bytes, let limit):
            "\(bytes) bytes are over the limit of \(limit) bytes"
        case .malformed(let why): why
        case .overloaded: "too many appends are waiting; try again in a moment"
        case .unavailable(let error): "nothing was recorded: \(error)"
        case .outcomeUnknown(let error):
            "it is not known whether this was recorded (\(error)); repeat the same command"
        }
    }
}
