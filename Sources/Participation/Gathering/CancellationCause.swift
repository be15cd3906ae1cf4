/// Why something planned did not take place, countable (中止の区分).
public enum CancellationCause: String, Sendable, CaseIterable {
    /// Those who asked for it (申込者の都合).
    case applicant
    /// The city (市の都合).
    case city
    /// Weather or disaster (荒天・災害).
    case weather
    /// Too few came forward (申込み少数).
    case tooFew = "too-few"
    /// It never was: entered by mistake (誤登録).
    case entryError = "entry-error"

    /// The words in the list (中止区分の表記).
    public var japanese: String {
        switch self {
        case .applicant: "申込者の都合"
        case .city: "市の都合"
        case .weather: "荒天・災害"
        case .tooFew: "申込み少数"
        case .entryError: "誤登録"
        }
    }
}
