public import Participation

/// Limits of looking through the log, each with its name (監査の上限).
public enum AuditLimits {
    /// Events of a page.
    public static let page = 50
    /// Events looked through for a page; then it ends where it has come to.
    static let window: Int64 = 20_000
    /// Openings listed at once.
    public static let openings = 200
    /// Destroyed keys listed at once.
    public static let erasures = 200
}

/// What is looked for in the log (台帳の照会).
public struct AuditRequest: Sendable {
    /// Who recorded it (記録者).
    public var actor: String?
    /// Recorded on this day or later (記録日の始め).
    public var from: LocalDate?
    /// Recorded on this day or before (記録日の終わり).
    public var through: LocalDate?
    /// Before this position (続き).
    public var before: Int64?

    /// A question; by itself it asks for everything, the newest first.
    public init(
        actor: String? = nil, from: LocalDate? = nil, through: LocalDate? = nil,
        before: Int64? = nil
    ) {
        self.actor = actor
        self.from = from
        self.through = through
        self.before = before
    }
}

/// Who did what, and when, without anything sealed (台帳の一件).
public struct AuditEntry: Sendable, Equatable {
    /// Its place in the log (通し位置).
    public let position: Int64
    /// When, as a register prints it (記録日時).
    public let recordedAt: String
    /// Who recorded it (記録者).
    public let actor: String?
    /// What it is about: 案件, 出前講座, 組織 … (種類).
    public let kind: String
    /// What happened (出来事).
    public let title: String
    /// The receipt number; nil where only named persons may know it, and for what has none (受付番号).
    public let receiptNumber: String?
}

/// A page of the log, newest first (台帳の頁).
public struct AuditPage: Sendable, Equatable {
    /// The events (出来事).
    public let entries: [AuditEntry]
    /// Before which position to go on; nil when nothing is left (続き).
    public let next: Int64?
}

/// A key that was destroyed; nothing personal is left to be told (破棄した鍵).
public struct DestroyedKey: Sendable, Equatable {
    /// When, as a register prints it (記録日時).
    public let recordedAt: String
    /// Who recorded it (記録者).
    public let actor: String?
    /// The receipt number; nil where only named persons may know it (受付番号).
    public let receiptNumber: String?
    /// On which ground (消去の根拠).
    public let ground: String
}

/// What came of checking the whole log (台帳の検証結果).
public struct LogCheck: Sendable, Equatable {
    /// The events counted (件数).
    public let events: Int64
    /// The root recomputed from them, in hexadecimal (根のハッシュ).
    public let root: String
    /// The first position at which something is not as it was recorded; nil: everything agrees
    /// (最初の不一致).
    public let firstBad: Int64?
    /// The signed checkpoints held against it (照合した到達点).
    public let checkpoints: Int
}
