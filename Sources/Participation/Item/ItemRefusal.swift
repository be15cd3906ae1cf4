/// Why an item is not received as asked (受付できない理由).
///
/// Holds nothing a sender wrote, so it may be logged and printed.
public enum ItemRefusal: Error, Sendable, Equatable {
    /// The day of receipt has not come yet (受付日が未来).
    case receivedInFuture(today: LocalDate)
    /// The day of receipt is before any record (受付日が古すぎる).
    case receivedTooEarly(earliest: LocalDate)
    /// The number belongs to another fiscal year than the day of receipt (年度の不一致).
    case numberOfOtherYear(ReceiptNumber, receivedIn: FiscalYear)
    /// A sender who is neither anonymous nor unknown needs a name (氏名が未記入).
    case nameRequired
    /// Not seven digits (郵便番号の誤り).
    case postalCodeMalformed
    /// Not of the shape of an e-mail address (メールアドレスの誤り).
    case emailMalformed
    /// The gist is needed at the desk (要旨が未記入).
    case summaryRequired
    /// Too many characters in a field (字数超過).
    case tooLong(ItemField, limit: Int)
    /// A control character other than a line break or a tab (制御文字).
    case controlCharacter(ItemField)
    /// More topics than an item may have (話題が多すぎる).
    case tooManyTopics(limit: Int)
    /// More scanned files than an item may have, or fewer than none (添付の数の誤り).
    case scansOutOfRange(limit: Int)
    /// The same id was received before with other content (受付済み).
    case alreadyReceived

    /// The field beside which it is shown; nil when it concerns the item as a whole (該当項目).
    public var field: ItemField? {
        switch self {
        case .receivedInFuture, .receivedTooEarly: .receivedOn
        case .numberOfOtherYear: .receiptNumber
        case .nameRequired: .name
        case .postalCodeMalformed: .postalCode
        case .emailMalformed: .email
        case .summaryRequired: .summary
        case .tooLong(let field, _), .controlCharacter(let field): field
        case .tooManyTopics: .topics
        case .scansOutOfRange: .scans
        case .alreadyReceived: nil
        }
    }

    /// What is wrong and what to do, for the person at the form (理由の説明).
    public var japanese: String {
        switch self {
        case .receivedInFuture(let today):
            "受付日は本日(\(today.wareki))までの日付を入力してください。"
        case .receivedTooEarly(let earliest):
            "受付日は\(earliest.wareki)以降の日付を入力してください。"
        case .numberOfOtherYear(let number, let year):
            "受付番号\(number)は、受付日の年度(\(year.japanese))の番号ではありません。"
        case .nameRequired:
            "氏名を入力してください。氏名がない場合は「匿名」か「不明」を選んでください。"
        case .postalCodeMalformed:
            "郵便番号は7桁の数字で入力してください(例: 087-8711)。"
        case .emailMalformed:
            "メールアドレスの形が正しくありません(例: koe@city.example.jp)。"
        case .summaryRequired:
            "要旨を入力してください。"
        case .tooLong(let field, let limit):
            "\(field.japanese)は\(limit.grouped)字以内で入力してください。"
        case .controlCharacter(let field):
            "\(field.japanese)に使えない文字(制御文字)が含まれています。取り除いてください。"
        case .tooManyTopics(let limit):
            "話題は\(limit.grouped)個までにしてください。"
        case .scansOutOfRange(let limit):
            "添付は\(limit.grouped)個までにしてください。"
        case .alreadyReceived:
            "この案件はすでに別の内容で受け付けています。直す場合は訂正として記録してください。"
        }
    }
}
