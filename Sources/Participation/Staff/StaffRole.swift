/// What a member of staff may do (役割, DECISIONS C10).
public enum StaffRole: String, Sendable, CaseIterable, Comparable {
    /// Reads registers and figures (閲覧).
    case viewer
    /// Enters letters (受付).
    case intake
    /// The hearing section: sorts, routes, sees every section (広聴主管).
    case hearing
    /// Answers for a section (担当).
    case officer
    /// Stamps drafts (決裁).
    case approver
    /// Keeps plans and figures (企画・進行管理).
    case planning
    /// Reads everything, changes nothing (監査).
    case auditor
    /// Keeps accounts and settings; reads no letter (システム管理者).
    case admin

    /// The word of the office (役割の表記).
    public var japanese: String {
        switch self {
        case .viewer: "閲覧"
        case .intake: "受付"
        case .hearing: "広聴主管"
        case .officer: "担当"
        case .approver: "決裁"
        case .planning: "企画"
        case .auditor: "監査"
        case .admin: "システム管理者"
        }
    }

    /// A role by its code or by its word (役割の読取り).
    public init?(written text: String) {
        let text = text.halfWidth
        guard let role = Self.allCases.first(where: { [$0.rawValue, $0.japanese].contains(text) })
        else { return nil }
        self = role
    }

    /// In the order of the list above (役割の順).
    public static func < (one: StaffRole, other: StaffRole) -> Bool { one.order < other.order }

    private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}
