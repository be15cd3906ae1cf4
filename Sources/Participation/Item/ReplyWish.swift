/// Whether the sender wants a reply (回答希望).
public enum ReplyWish: String, Sendable, CaseIterable {
    /// A reply is wanted (要).
    case yes
    /// No reply is wanted, or none can be sent (不要).
    case no
    /// The sender did not say (記載なし).
    case unstated

    /// The wish as forms and the API have it: true, false, or null (回答希望).
    public init(_ flag: Bool?) {
        self =
            switch flag {
            case true?: .yes
            case false?: .no
            case nil: .unstated
            }
    }

    /// The wish as the API shows it; nil when unstated (回答希望の有無).
    public var flag: Bool? {
        switch self {
        case .yes: true
        case .no: false
        case .unstated: nil
        }
    }

    /// The word on the form (回答希望の表記).
    public var japanese: String {
        switch self {
        case .yes: "要"
        case .no: "不要"
        case .unstated: "記載なし"
        }
    }
}
