/// What an item is by its content, whatever scheme it came under (性質).
///
/// Raw values are the codes of CONTRACT §4.
public enum Nature: String, Sendable, CaseIterable {
    /// A view on what the city does (意見).
    case opinion
    /// Something the city should do (要望).
    case request
    /// Dissatisfaction with the city (苦情).
    case complaint
    /// An idea of the citizen's own (提案).
    case proposal
    /// A matter on which advice is sought (相談).
    case consultation
    /// A question to be answered (問合せ).
    case enquiry
    /// Thanks and praise (感謝).
    case thanks
    /// Anything else (その他).
    case other

    /// The name in the register (性質名).
    public var japanese: String {
        switch self {
        case .opinion: "意見"
        case .request: "要望"
        case .complaint: "苦情"
        case .proposal: "提案"
        case .consultation: "相談"
        case .enquiry: "問合せ"
        case .thanks: "感謝"
        case .other: "その他"
        }
    }
}
