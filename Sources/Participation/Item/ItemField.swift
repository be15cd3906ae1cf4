/// A field of the intake form that a refusal points at (入力項目).
///
/// Raw values are the names the API uses (CONTRACT §3).
public enum ItemField: String, Sendable, CaseIterable {
    /// The day of receipt (受付日).
    case receivedOn
    /// The number on the receipt (受付番号).
    case receiptNumber
    /// The sender's name (氏名).
    case name
    /// The reading of the name (ふりがな).
    case kana
    /// The postal code (郵便番号).
    case postalCode
    /// The address (住所).
    case address
    /// The telephone number (電話番号).
    case phone
    /// The e-mail address (メールアドレス).
    case email
    /// The category (分類).
    case category
    /// The topics (話題).
    case topics
    /// The gist (要旨).
    case summary
    /// The text of the letter (本文).
    case body
    /// The scanned files (添付).
    case scans

    /// The label on the form (項目名).
    public var japanese: String {
        switch self {
        case .receivedOn: "受付日"
        case .receiptNumber: "受付番号"
        case .name: "氏名"
        case .kana: "ふりがな"
        case .postalCode: "郵便番号"
        case .address: "住所"
        case .phone: "電話番号"
        case .email: "メールアドレス"
        case .category: "分類"
        case .topics: "話題"
        case .summary: "要旨"
        case .body: "本文"
        case .scans: "添付"
        }
    }
}
