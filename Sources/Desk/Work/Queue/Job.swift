public import FoundationEssentials
public import Postgres

/// Something to be done outside the log (作業).
public struct Job: Sendable, Equatable {
    /// Its number, in the order of creation (番号).
    public let id: Int64
    /// Made from what it is about; a repeated delivery carries the same (同一性の鍵).
    public let key: UUID
    /// What is to be done (作業の種類).
    public let kind: String
    /// Whom it concerns: a section, a webhook, a day (宛先).
    public let target: String
    /// The position of the event behind it; nil for what the clock brings (原因の位置).
    public let cause: Int64?
    /// How often it has been taken up, this time included (試行回数).
    public let attempt: Int16
}

/// Something to be put in (作業の依頼).
public struct NewJob: Sendable, Equatable {
    /// What is put in under a key that is there already is the same thing.
    public var key: UUID
    /// What is to be done (作業の種類).
    public var kind: String
    /// Whom it concerns; no personal data (宛先).
    public var target: String
    /// The position of the event behind it (原因の位置).
    public var cause: Int64?
    /// Not before this moment; nil: at once (実行可能日時).
    public var readyAt: Instant?
    /// Lower comes first (優先順位).
    public var priority: Int16

    /// Something to be put in.
    public init(
        key: UUID, kind: String, target: String, cause: Int64? = nil, readyAt: Instant? = nil,
        priority: Int16 = 0
    ) {
        self.key = key
        self.kind = kind
        self.target = target
        self.cause = cause
        self.readyAt = readyAt
        self.priority = priority
    }
}

/// Why something could not be done (作業の失敗).
public struct WorkFailure: Error, Sendable, Equatable {
    /// In one line, without personal data: it is kept and shown (理由).
    public var reason: String
    /// Trying again makes no sense (恒久的か).
    public var isPermanent: Bool
    /// How long the other side asked to be left alone (再試行までの時間).
    public var retryAfter: Duration?

    /// Why something could not be done.
    public init(_ reason: String, isPermanent: Bool = false, retryAfter: Duration? = nil) {
        self.reason = reason
        self.isPermanent = isPermanent
        self.retryAfter = retryAfter
    }
}

/// Limits of the queue, each with its name (作業の上限).
public struct WorkLimits: Sendable {
    /// Things one worker has in hand at the same time. While half of them are written down, the other
    /// half is worked on.
    public var slots = 200
    /// How long one attempt may take.
    public var attempt: Duration = .seconds(60)
    /// How often a thing is tried before it waits for a person.
    public var attempts: Int16 = 12
    /// How long to wait after the first failure; twice as long after each further one.
    public var firstPause: Duration = .seconds(2)
    /// The longest such wait.
    public var longestPause: Duration = .seconds(3600)
    /// How often a worker that has something in hand says that it lives.
    public var heartbeat: Duration = .seconds(4)
    /// After how long a silence what it has in hand is given to others.
    public var silence: Duration = .seconds(10)
    /// How often a worker looks without having been told.
    public var backstop: Duration = .seconds(10)
    /// How long what is done may wait to be written down together with others.
    public var gathering: Duration = .milliseconds(20)
    /// How long a worker that is told to stop goes on with what it has in hand.
    public var drain: Duration = .seconds(10)

    /// The usual limits.
    public init() {}
}
