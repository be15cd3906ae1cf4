/// On what ground something is erased (消去の根拠, DECISIONS C4).
///
/// Numbers and codes only: what stands here stays in the log for ever, so nobody may have to write a
/// name into it.
public enum ErasureGround: Sendable, Equatable {
    /// Its period of retention is over; with the number of the approval to dispose of it
    /// (保存期間満了; 廃棄決裁番号).
    case expired(approval: Wording)
    /// The city decided so on a request of the person concerned (利用停止決定; 個人情報の保護に関する
    /// 法律第98条; 決定番号).
    case useSuspension(decision: Wording)
    /// It should never have been recorded (誤登録).
    case entryError(EntryError)

    /// What it is called in a code (根拠の符号).
    public var code: String {
        switch self {
        case .expired: "expired"
        case .useSuspension: "use-suspension"
        case .entryError: "entry-error"
        }
    }

    /// The words in the register (根拠の表記).
    public var japanese: String {
        switch self {
        case .expired(let approval): "保存期間満了(廃棄決裁 \(approval))"
        case .useSuspension(let decision): "利用停止決定(\(decision))"
        case .entryError(let error): "誤登録(\(error.japanese))"
        }
    }
}

/// What went wrong when something was recorded that should not have been (誤登録の理由).
public enum EntryError: String, Sendable, CaseIterable {
    /// The same letter was recorded twice (二重登録).
    case duplicate
    /// Another document was read in or attached (別の文書).
    case wrongDocument = "wrong-document"
    /// It was recorded under another person (別人の記録).
    case wrongPerson = "wrong-person"
    /// It is not for this city (他団体あて).
    case otherBody = "other-body"
    /// It was entered to try the program (試験入力).
    case trial
    /// It was sent off by mistake while it was entered (操作の誤り).
    case slip

    /// The word in the register (誤登録の理由の表記).
    public var japanese: String {
        switch self {
        case .duplicate: "二重登録"
        case .wrongDocument: "別の文書"
        case .wrongPerson: "別人の記録"
        case .otherBody: "他団体あて"
        case .trial: "試験入力"
        case .slip: "操作の誤り"
        }
    }
}

/// What keeps a record from being erased (消去の停止).
public enum HoldKind: String, Sendable, CaseIterable {
    /// A request to disclose it (開示請求).
    case disclosure
    /// A request to review a decision about it (審査請求).
    case review
    /// A lawsuit (訴訟).
    case lawsuit
    /// An audit (監査).
    case audit

    /// The word in the register (停止の種別の表記).
    public var japanese: String {
        switch self {
        case .disclosure: "開示請求"
        case .review: "審査請求"
        case .lawsuit: "訴訟"
        case .audit: "監査"
        }
    }
}

/// A hold as it was set (消去の停止の登録).
public struct RecordHold: Sendable, Equatable {
    /// Why (種別).
    public var kind: HoldKind
    /// The number of the request, case or audit (番号).
    public var reference: Wording
    /// Since when (開始日).
    public var from: LocalDate

    /// A hold (消去の停止).
    public init(_ kind: HoldKind, reference: Wording, from: LocalDate) {
        self.kind = kind
        self.reference = reference
        self.from = from
    }

    /// The hold in words, `訴訟(令和8年(行ウ)第3号、令和8年7月1日から)` (停止の説明).
    public var japanese: String { "\(kind.japanese)(\(reference)、\(from.wareki)から)" }
}

/// What the city decided on a request about somebody's own data (個人情報の請求に対する決定).
public struct RightsDecision: Sendable, Equatable {
    /// Its number (決定番号).
    public var number: Wording
    /// Its day (決定日).
    public var on: LocalDate

    /// A decision (決定).
    public init(number: Wording, on: LocalDate) {
        self.number = number
        self.on = on
    }
}
