/// With how much care an item is handled (取扱区分, DECISIONS C3).
public enum Handling: String, Sendable, CaseIterable {
    /// As any other (通常).
    case ordinary
    /// Delicate; seen by those who deal with it (取扱注意).
    case care
    /// Whistle-blowing, a complaint about a member of staff, abuse, protected persons: only named
    /// persons see it, and no rule routes it (限定).
    case restricted

    /// The word on the form (取扱区分の表記).
    public var japanese: String {
        switch self {
        case .ordinary: "通常"
        case .care: "取扱注意"
        case .restricted: "限定"
        }
    }
}
