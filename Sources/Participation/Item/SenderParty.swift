/// Whether one person, an association or a business speaks (差出人の種別, DECISIONS C2).
public enum SenderParty: String, Sendable, CaseIterable {
    /// One person or several (個人).
    case individual
    /// A neighbourhood association, a club, a school class (団体).
    case organisation
    /// A business (事業者).
    case business

    /// The word on the form (種別名).
    public var japanese: String {
        switch self {
        case .individual: "個人"
        case .organisation: "団体"
        case .business: "事業者"
        }
    }
}
