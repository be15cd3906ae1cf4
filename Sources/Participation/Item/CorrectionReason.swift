/// Why a record is put right (訂正の理由, PRODUCT §4.2).
public enum CorrectionReason: String, Sendable, CaseIterable {
    /// Mistyped (誤記).
    case typo
    /// Learned later (追加情報).
    case additional
    /// Put under the wrong heading (誤分類).
    case misclassified

    /// The word in the history (訂正理由の表記).
    public var japanese: String {
        switch self {
        case .typo: "誤記"
        case .additional: "追加情報"
        case .misclassified: "誤分類"
        }
    }
}
