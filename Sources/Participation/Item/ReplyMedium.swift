/// How the sender wishes to be answered (回答方法, DECISIONS C2).
public enum ReplyMedium: String, Sendable, CaseIterable {
    /// By post (郵送).
    case post
    /// By telephone (電話).
    case phone
    /// By fax, as many deaf people ask for (FAX).
    case fax
    /// By e-mail (メール).
    case email
    /// Face to face (面談).
    case meeting
    /// In braille (点字).
    case braille
    /// In large print (大活字).
    case largePrint = "large-print"
    /// In another language (多言語).
    case multilingual

    /// The word on the form (回答方法の表記).
    public var japanese: String {
        switch self {
        case .post: "郵送"
        case .phone: "電話"
        case .fax: "FAX"
        case .email: "メール"
        case .meeting: "面談"
        case .braille: "点字"
        case .largePrint: "大活字"
        case .multilingual: "多言語"
        }
    }
}
