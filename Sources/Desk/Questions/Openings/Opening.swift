public import EventLog
public import Participation
public import Postgres

/// Who opens sealed text, and what for (閲覧の理由).
public struct Opening: Sendable, Equatable {
    /// Who opens it: a staff account or a component (閲覧者).
    public let actor: String
    /// What for (理由).
    public let reason: String
    /// Whether a copy leaves the house with it (方法).
    public let way: OpeningWay

    /// An opening with its reason; `nil` when no reason is given.
    public init?(actor: String, reason: String, way: OpeningWay = .shown) {
        guard !reason.allSatisfy(\.isWhitespace) else { return nil }
        self.actor = actor
        self.reason = reason
        self.way = way
    }
}

/// How opened text is given out (開封の方法). Raw values are kept in `desk.opening`.
public enum OpeningWay: String, Sendable, CaseIterable {
    /// On a screen (表示).
    case shown
    /// On paper (印刷).
    case printed
    /// As a file (出力).
    case exported

    /// The word on a list (方法の表記).
    public var japanese: String {
        switch self {
        case .shown: "表示"
        case .printed: "印刷"
        case .exported: "出力"
        }
    }
}

/// Which part of something sealed is given out (開封した部分). Raw values are kept in `desk.opening`.
public enum OpenedPart: String, Sendable, CaseIterable {
    /// Its page (案件票).
    case item
    /// Its gist or its text, without the sender (要旨・本文).
    case text
    /// The draft of its answer, before a post (回答案).
    case draft
    /// What happened to it (経過).
    case history
    /// A scanned file of it (添付).
    case scan
    /// Its gist, as a line of the register (受付簿).
    case register
    /// Its gist, among what was found (検索結果).
    case found
    /// All there is, for the person it is about (開示資料).
    case disclosure
    /// Who asked for a lecture, and what was said at it (出前講座の記録).
    case lecture
    /// Who signed up for a gathering (催しの名簿).
    case gathering

    /// The word on a list (部分の表記).
    public var japanese: String {
        switch self {
        case .item: "案件票"
        case .text: "要旨・本文"
        case .draft: "回答案"
        case .history: "経過"
        case .scan: "添付"
        case .register: "受付簿"
        case .found: "検索結果"
        case .disclosure: "開示資料"
        case .lecture: "出前講座の記録"
        case .gathering: "催しの名簿"
        }
    }
}

/// That somebody opened something (開封の記録).
public struct OpeningRecord: Sendable, Equatable {
    /// When (開封日時).
    public let openedAt: Instant
    /// Who (開封者).
    public let actor: String
    /// The stream of what was opened (対象).
    public let stream: StreamName
    /// Its receipt number; nil where only named persons may know it, and for what has none (受付番号).
    public let receiptNumber: ReceiptNumber?
    /// By what it is known: its receipt number, or `lecture-…`; nil where only named persons may know it
    /// (番号).
    public let record: String?
    /// What was given out (開封した部分); nil: by a newer program.
    public let part: OpenedPart?
    /// How (方法); nil: by a newer program.
    public let way: OpeningWay?
    /// Why; `erased` once the thing itself is (理由).
    public let reason: Sealed<Wording>

    /// When, as a register prints it (開封日時の表記).
    public var openedAtInJapan: String { openedAt.inJapan }

    /// The same for programs.
    public var json: JSONValue {
        .object(present: [
            "actor": .string(actor), "openedAt": .string(RFC3339.string(openedAt.microseconds)),
            "part": .optional(part?.rawValue), "reason": .optional(reason.content),
            "receiptNumber": .optional(receiptNumber?.description),
            "record": .optional(record),
            "way": .optional(way?.rawValue),
        ])
    }
}
