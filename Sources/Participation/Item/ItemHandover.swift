/// A procedure of the law's own, to which an item is handed over on the day it arrives (引継ぎ先).
///
/// Logged, then passed on: it is not answered as a letter. Sources: DECISIONS C7; whistle-blowing
/// as in 鹿嶋市要綱 令和7年告示第36号 (PRODUCT §1.3).
public enum HandoverProcedure: String, Sendable, CaseIterable {
    /// A request for disclosure of public documents (情報公開請求).
    case informationDisclosure = "information-disclosure"
    /// A request for disclosure, correction or suspension concerning personal data
    /// (個人情報開示等請求).
    case personalInformation = "personal-information"
    /// An appeal against an administrative disposition (審査請求).
    case reviewRequest = "review-request"
    /// A residents' request for an audit (住民監査請求).
    case auditRequest = "audit-request"
    /// A request that a disposition be made (処分等の求め).
    case dispositionRequest = "disposition-request"
    /// A report of abuse (虐待通告).
    case abuseReport = "abuse-report"
    /// A report by a whistle-blower (公益通報).
    case whistleblowing

    /// The name of the procedure (手続名).
    public var japanese: String {
        switch self {
        case .informationDisclosure: "情報公開請求"
        case .personalInformation: "個人情報開示等請求"
        case .reviewRequest: "審査請求"
        case .auditRequest: "住民監査請求"
        case .dispositionRequest: "処分等の求め"
        case .abuseReport: "虐待通告"
        case .whistleblowing: "公益通報"
        }
    }
}

/// To which procedure an item was handed over, and since when its periods run (引継ぎ).
public struct ItemHandover: Sendable, Equatable {
    /// The procedure (引継ぎ先).
    public var to: HandoverProcedure
    /// The day it arrived at the city, from which statutory periods are counted (到達日).
    public var arrivedOn: LocalDate

    /// A handover (引継ぎ).
    public init(to: HandoverProcedure, arrivedOn: LocalDate) {
        self.to = to
        self.arrivedOn = arrivedOn
    }
}
