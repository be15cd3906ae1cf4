/// The scheme under which the city receives an item, as its rules name it (受付制度).
///
/// Raw values are the codes of CONTRACT §4. What the item *is*, a complaint or thanks, is its
/// `Nature`: a letter to the mayor may be a complaint (DECISIONS C1).
public enum Scheme: String, Sendable, CaseIterable {
    /// A letter addressed to the mayor (市長への手紙).
    case letterToMayor = "letter-to-mayor"
    /// The general scheme for what citizens say (市民の声).
    case opinion
    /// A request to the city (要望).
    case request
    /// A complaint (苦情).
    case complaint
    /// A proposal by a citizen (提案).
    case proposal
    /// A proposal by a member of staff (職員提案).
    case staffProposal = "staff-proposal"
    /// A demand that is unlawful or out of all proportion (不当要求行為).
    case undueDemand = "undue-demand"
    /// An approach by a holder of public office, recorded by rule (公職者等からの働きかけ).
    case approach
    /// A petition addressed to the mayor (陳情・請願).
    case petition

    /// The name in the register (受付制度名).
    public var japanese: String {
        switch self {
        case .letterToMayor: "市長への手紙"
        case .opinion: "市民の声"
        case .request: "要望"
        case .complaint: "苦情"
        case .proposal: "提案"
        case .staffProposal: "職員提案"
        case .undueDemand: "不当要求行為"
        case .approach: "公職者等からの働きかけ"
        case .petition: "陳情・請願(市長あて)"
        }
    }
}
