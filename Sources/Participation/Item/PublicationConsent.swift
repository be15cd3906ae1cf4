/// Whether the sender agrees that the content is published (公表の可否).
///
/// Three states, because "did not say" is neither: it is treated as no (PRODUCT §4.1) but counted
/// by itself, so that a changed wording on the form can be seen in the figures.
public enum PublicationConsent: String, Sendable, CaseIterable {
    /// It may be published (可).
    case yes
    /// It may not be published (不可).
    case no
    /// The sender did not say (記載なし).
    case unstated

    /// The consent as forms and the API have it: true, false, or null (公表の可否).
    public init(_ flag: Bool?) {
        self =
            switch flag {
            case true?: .yes
            case false?: .no
            case nil: .unstated
            }
    }

    /// The consent as the API shows it; nil when unstated (公表可否の有無).
    public var flag: Bool? {
        switch self {
        case .yes: true
        case .no: false
        case .unstated: nil
        }
    }

    /// Whether the content may be published: silence is no consent (公表できるか).
    public var allowsPublication: Bool {
        switch self {
        case .yes: true
        case .no, .unstated: false
        }
    }

    /// The word on the form (公表可否の表記).
    public var japanese: String {
        switch self {
        case .yes: "可"
        case .no: "不可"
        case .unstated: "記載なし"
        }
    }
}
