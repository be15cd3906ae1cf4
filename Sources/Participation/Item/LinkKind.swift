/// How an item belongs to another one (案件の結び付き).
public enum LinkKind: String, Sendable, CaseIterable {
    /// Others who say the same; each is counted (同趣旨, DECISIONS B7).
    case samePurpose = "same-purpose"
    /// The same letter a second time, arrived or entered twice; not counted (重複).
    case duplicate

    /// The word in the register (結び付きの表記).
    public var japanese: String {
        switch self {
        case .samePurpose: "同趣旨"
        case .duplicate: "重複"
        }
    }
}
