/// Why an item gets no answer (回答しない理由, DECISIONS C7).
public enum NoAnswerReason: String, Sendable, CaseIterable {
    /// Nobody to answer to (匿名).
    case anonymous
    /// The sender wants none (回答不要).
    case notWanted = "not-wanted"
    /// It repeats what was answered before (回答済みの反復).
    case answeredBefore = "answered-before"
    /// A court or another procedure deals with it (係争中).
    case inDispute = "in-dispute"
    /// No business of the city's (所管外).
    case notOurs = "not-ours"
    /// Advertising (営業).
    case advertising
    /// Nobody can make out what is meant (趣旨不明).
    case unclear
    /// Nothing but abuse (誹謗中傷).
    case abusive

    /// The word in the register (回答しない理由の表記).
    public var japanese: String {
        switch self {
        case .anonymous: "匿名"
        case .notWanted: "回答不要"
        case .answeredBefore: "回答済みの反復"
        case .inDispute: "係争中"
        case .notOurs: "所管外"
        case .advertising: "営業"
        case .unclear: "趣旨不明"
        case .abusive: "誹謗中傷"
        }
    }
}

/// What came of an item, in the words in which results are published (対応の種別).
///
/// Source: 富士市 平成30年度 処理結果 (実現・実現可能, 調査検討, 困難, 参考, その他), PRODUCT §1.3.
public enum ItemOutcome: String, Sendable, CaseIterable {
    /// Done, or sure to be done (実現・実現可能).
    case realised
    /// To be studied (調査・検討).
    case study
    /// Hardly possible (困難).
    case difficult
    /// Noted for later (参考).
    case reference
    /// Anything else (その他).
    case other

    /// The word in the published table (対応の種別の表記).
    public var japanese: String {
        switch self {
        case .realised: "実現・実現可能"
        case .study: "調査・検討"
        case .difficult: "困難"
        case .reference: "参考"
        case .other: "その他"
        }
    }
}

/// Why an item that was done is taken up again (再開の区分).
public enum ReopeningCause: String, Sendable, CaseIterable {
    /// Its end was recorded in error and did not happen (誤入力).
    case entryError = "entry-error"
    /// There is more to do; what was answered stands (再対応).
    case further

    /// The word in the history (再開の区分の表記).
    public var japanese: String {
        switch self {
        case .entryError: "誤入力の取消し"
        case .further: "再対応"
        }
    }
}
