public import Participation

/// Why something cannot be looked for (検索不可の理由).
public enum SearchRefusal: ExplainedRefusal {
    /// Neither a word nor a sender was asked for (条件なし).
    case nothingAsked
    /// A word of one character (1文字の語).
    case shortWord
    /// More words than ``SearchLimits/words`` (語数超過).
    case tooManyWords
    /// More characters than ``SearchLimits/text`` (字数超過).
    case tooLong(SearchField)
    /// Other than kana and Latin letters (読みでない).
    case notAReading
    /// Fewer digits than the last four (桁数不足).
    case shortPhone
    /// An address of one character (1文字の住所).
    case shortAddress
    /// The last day lies before the first (期間の逆転).
    case daysReversed

    /// What is asked for (検索項目). Raw values are the names the API uses.
    public enum SearchField: String, Sendable {
        /// Words (検索語).
        case text
        /// The name (氏名).
        case name
        /// Its reading (ふりがな).
        case kana
        /// The telephone number (電話番号).
        case phone
        /// The e-mail address (メールアドレス).
        case email
        /// The address (住所).
        case address
        /// The last day (受付日の終わり).
        case receivedThrough

        var japanese: String {
            switch self {
            case .text: "検索語"
            case .name: "氏名"
            case .kana: "ふりがな"
            case .phone: "電話番号"
            case .email: "メールアドレス"
            case .address: "住所"
            case .receivedThrough: "受付日の終わり"
            }
        }
    }

    /// The field beside which it is shown (該当項目).
    public var field: SearchField? {
        switch self {
        case .nothingAsked: nil
        case .shortWord, .tooManyWords: .text
        case .tooLong(let field): field
        case .notAReading: .kana
        case .shortPhone: .phone
        case .shortAddress: .address
        case .daysReversed: .receivedThrough
        }
    }

    /// What is wrong and what to do (理由の説明).
    public var japanese: String {
        switch self {
        case .nothingAsked:
            "検索語か、差出人の手掛かり(氏名・ふりがな・電話番号・メールアドレス・住所)を入力してください。"
        case .shortWord:
            "1文字の語は探せません。どの語も\(SearchLimits.shortestWord)文字以上で入力してください。"
        case .tooManyWords: "検索語は\(SearchLimits.words)語以内で入力してください。"
        case .tooLong(let field):
            "\(field.japanese)は\(SearchLimits.text)字以内で入力してください。"
        case .notAReading: "ふりがなは、かなかローマ字で入力してください。"
        case .shortPhone:
            "電話番号は末尾の\(PhoneNumbers.fewest)桁以上を数字で入力してください。"
        case .shortAddress:
            "住所は\(SearchLimits.shortestWord)文字以上か、郵便番号7桁で入力してください。"
        case .daysReversed: "受付日の終わりは、始めの日以後の日を入力してください。"
        }
    }
}
