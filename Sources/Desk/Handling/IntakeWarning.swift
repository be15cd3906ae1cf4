public import Participation

/// What whoever takes a letter in should look at, told by its text (受付時の注意).
///
/// Says what kind of thing stands in the text, never the thing itself.
public struct IntakeWarning: Sendable, Hashable {
    /// What was found (記載の種類).
    public let kind: PersonalMark.Kind

    /// A warning of what was found (受付時の注意).
    public init(_ kind: PersonalMark.Kind) { self.kind = kind }

    /// The warnings for a letter: what is at least likely in its 要旨 and its text.
    static func of(_ request: ReceiveRequest) -> [IntakeWarning] {
        let texts = [request.summary, request.body].compactMap(\.self)
        let kinds = Set(texts.flatMap { PersonalMarks(in: $0).kinds(from: .likely) })
        return PersonalMark.Kind.allCases.filter(kinds.contains).map(IntakeWarning.init)
    }

    /// The sentence a clerk reads (注意の文).
    public var text: String {
        switch kind {
        case .individualNumber:
            "要旨または本文に個人番号とみられる12桁の数字があります。"
                + "番号法第20条により保管できません。黒塗り(--blacken)にして受け付けてください。"
        case .card: "要旨または本文にカード番号とみられる数字があります。公表するときは黒塗りにしてください。"
        case .phone: "要旨または本文に電話番号とみられる記載があります。公表する前に確かめてください。"
        case .email: "要旨または本文にメールアドレスとみられる記載があります。公表する前に確かめてください。"
        case .postalCode: "要旨または本文に郵便番号とみられる記載があります。公表する前に確かめてください。"
        case .address: "要旨または本文に住所とみられる記載があります。公表する前に確かめてください。"
        case .name: "要旨または本文に氏名とみられる記載があります。公表する前に確かめてください。"
        }
    }
}
