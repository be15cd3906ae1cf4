/// The way an item reached the city (経路).
///
/// Raw values are the codes of CONTRACT §4; the order is that of the digits 1…9 a clerk types at
/// continuous intake (PRODUCT §4.1).
public enum Channel: String, Sendable, CaseIterable {
    /// A letter in an envelope or on a form put into a box (手紙).
    case paper
    /// A postcard (はがき).
    case postcard
    /// A fax (FAX).
    case fax
    /// A telephone call, written down by staff (電話).
    case phone
    /// A visit to a counter, written down by staff (窓口).
    case counter
    /// An e-mail (メール).
    case email
    /// The form on the city's site (フォーム).
    case form
    /// A member of staff in charge of a district, who heard it there (地域担当職員).
    case fieldOfficer = "field-officer"
    /// A meeting at which it was said (会議).
    case meeting

    /// The name in the register (経路名).
    public var japanese: String {
        switch self {
        case .paper: "手紙"
        case .postcard: "はがき"
        case .fax: "FAX"
        case .phone: "電話"
        case .counter: "窓口"
        case .email: "メール"
        case .form: "フォーム"
        case .fieldOfficer: "地域担当職員"
        case .meeting: "会議"
        }
    }
}
