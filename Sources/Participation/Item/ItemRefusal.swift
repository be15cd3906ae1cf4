/// Why the city says no to what is asked of an item (受付できない理由).
///
/// Holds nothing a sender wrote, so it may be logged and printed.
public enum ItemRefusal: ExplainedRefusal {
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
    /// No file was attached under this number (知らない添付番号).
    case noSuchScan(Int)
    /// The same id was received before with other content (受付済み).
    case alreadyReceived
    /// Fewer letters in the bundle than one, or more than a bundle may have (通数の誤り).
    case copiesOutOfRange(limit: Int)
    /// More imported dimensions than an item may have (属性が多すぎる).
    case tooManyAttributes(limit: Int)
    /// Nothing was received under this id (未受付).
    case notReceived
    /// The text is needed (本文が未記入).
    case bodyRequired
    /// The text is there already (転記済み).
    case alreadyTranscribed
    /// The personal part was erased: there is nothing left to put right (消去済み).
    case personalErased
    /// The section that answers is needed (主担当が未記入).
    case leadRequired
    /// More further sections than an item may have (関係課が多すぎる).
    case tooManySections(limit: Int)
    /// No rule may route what only named persons may see (限定の案件).
    case restrictedFromRules
    /// An item cannot belong to itself (同じ案件).
    case linkedToItself
    /// The other is a duplicate itself; the original is wanted (相手が重複).
    case targetIsDuplicate
    /// It is the duplicate of another item already (重複として登録済み).
    case alreadyDuplicate
    /// It is no longer dealt with (終了済み).
    case ended(ItemStanding)
    /// The day has not come yet (未来の日付).
    case inFuture(ItemField, today: LocalDate)
    /// The day is before the item was received (受付日より前).
    case beforeReceipt(ItemField, receivedOn: LocalDate)
    /// The section cannot do so (担当課の処理ができない).
    case response(ResponseRefusal)
    /// It cannot be kept or erased so (保存・消去ができない).
    case retention(RetentionRefusal)

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
        case .scansOutOfRange, .noSuchScan: .scans
        case .copiesOutOfRange: .copies
        case .tooManyAttributes: .attributes
        case .bodyRequired, .alreadyTranscribed: .body
        case .leadRequired, .restrictedFromRules: .lead
        case .tooManySections: .others
        case .linkedToItself, .targetIsDuplicate, .alreadyDuplicate: .to
        case .inFuture(let field, _), .beforeReceipt(let field, _): field
        case .response(let refusal): refusal.field
        case .retention(let refusal): refusal.field
        case .alreadyReceived, .notReceived, .personalErased, .ended: nil
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
        case .noSuchScan(let number):
            "添付\(number)はありません。添付番号を確かめてください。"
        case .alreadyReceived:
            "この案件はすでに別の内容で受け付けています。直す場合は訂正として記録してください。"
        case .copiesOutOfRange(let limit):
            "通数は1から\(limit.grouped)までの数を入力してください。"
        case .tooManyAttributes(let limit):
            "属性は\(limit.grouped)個までにしてください。"
        case .notReceived:
            "この案件は受け付けられていません。受付番号を確かめてください。"
        case .bodyRequired:
            "本文を入力してください。"
        case .alreadyTranscribed:
            "本文はすでに記録されています。直す場合は訂正として記録してください。"
        case .personalErased:
            "この案件の個人情報は消去済みのため、差出人・要旨・本文・説明は記録できません。"
        case .leadRequired:
            "主担当を入力してください。"
        case .tooManySections(let limit):
            "関係課は\(limit.grouped)か所までにしてください。"
        case .restrictedFromRules:
            "取扱区分が「限定」の案件は自動では振り分けません。職員が担当を選んでください。"
        case .linkedToItself:
            "同じ案件どうしは関連付けられません。相手の受付番号を確かめてください。"
        case .targetIsDuplicate:
            "相手の案件も重複として登録されています。元の案件の受付番号を指定してください。"
        case .alreadyDuplicate:
            "この案件はすでに別の案件の重複として登録されています。先にその関連付けを取り消してください。"
        case .ended(let standing):
            "この案件は\(standing.japanese)です。変更する場合は、先にその記録を取り消してください。"
        case .inFuture(let field, let today):
            "\(field.japanese)は本日(\(today.wareki))までの日付を入力してください。"
        case .beforeReceipt(let field, let receivedOn):
            "\(field.japanese)は受付日(\(receivedOn.wareki))以降の日付を入力してください。"
        case .response(let refusal): refusal.japanese
        case .retention(let refusal): refusal.japanese
        }
    }
}
