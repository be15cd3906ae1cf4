/// A field of a menu or of one of its items (メニューの入力項目).
///
/// Raw values are the names the API uses.
public enum LectureMenuField: String, Sendable, CaseIterable {
    /// The fiscal year (年度).
    case fiscalYear
    /// A draft, or confirmed (段階).
    case stage
    /// The lectures as a whole (講座一覧).
    case items
    /// The code (講座番号).
    case code
    /// The title (講座名).
    case title
    /// The aim (ねらい).
    case aim
    /// How long it takes (時間).
    case minutes
    /// The fewest people it is given for (最少人数).
    case minimumPeople
    /// The section in charge (担当課).
    case department
    /// The topics (話題).
    case topics
    /// On which days of the week it can be had (実施曜日).
    case weekdays
    /// What must be ready (準備物・配布資料).
    case materials

    /// The label on the form (項目名).
    public var japanese: String {
        switch self {
        case .fiscalYear: "年度"
        case .stage: "段階"
        case .items: "講座一覧"
        case .code: "講座番号"
        case .title: "講座名"
        case .aim: "ねらい"
        case .minutes: "時間"
        case .minimumPeople: "最少人数"
        case .department: "担当課"
        case .topics: "話題"
        case .weekdays: "実施曜日"
        case .materials: "準備物・配布資料"
        }
    }
}

/// Why a menu is not taken as offered (メニューを登録できない理由).
///
/// Items are named by their place in the menu, from 1.
public enum LectureMenuRefusal: ExplainedRefusal {
    /// More lectures than a menu can have (講座が多すぎる).
    case tooManyItems(limit: Int)
    /// A menu without a lecture cannot be confirmed (講座なし).
    case nothingToConfirm
    /// Two lectures have one code (講座番号の重複).
    case codeTwice(item: Int)
    /// A text of a lecture (記入の誤り).
    case text(LectureMenuField, item: Int, TextFault)
    /// More topics than a lecture may have (話題が多すぎる).
    case tooManyTopics(item: Int, limit: Int)
    /// No such length (時間の誤り).
    case minutesOutOfRange(item: Int)
    /// No such number of people (最少人数の誤り).
    case minimumOutOfRange(item: Int)
    /// The menu belongs to another fiscal year (年度の不一致).
    case otherYear(FiscalYear)
    /// Citizens already choose from it (確定済み).
    case alreadyConfirmed

    /// The field beside which it is shown (該当項目).
    public var field: LectureMenuField? {
        switch self {
        case .tooManyItems, .nothingToConfirm: .items
        case .codeTwice: .code
        case .text(let field, _, _): field
        case .tooManyTopics: .topics
        case .minutesOutOfRange: .minutes
        case .minimumOutOfRange: .minimumPeople
        case .otherYear: .fiscalYear
        case .alreadyConfirmed: .stage
        }
    }

    /// What is wrong and what to do, for the person at the form (理由の説明).
    public var japanese: String {
        switch self {
        case .tooManyItems(let limit): "メニューは\(limit.grouped)講座までにしてください。"
        case .nothingToConfirm: "講座がありません。一つ以上登録してから確定してください。"
        case .codeTwice(let item): "\(item)番目の講座番号は、ほかの講座と重なっています。別の番号にしてください。"
        case .text(let field, let item, let fault):
            "\(item)番目の講座: \(fault.japanese(of: field.japanese))"
        case .tooManyTopics(let item, let limit):
            "\(item)番目の講座: 話題は\(limit.grouped)個までにしてください。"
        case .minutesOutOfRange(let item):
            "\(item)番目の講座: 時間は1分から24時間までの分で入力してください。"
        case .minimumOutOfRange(let item):
            "\(item)番目の講座: 最少人数は1人以上で入力してください。"
        case .otherYear(let year):
            "これは\(year.japanese)のメニューです。別の年度は新しく作成してください。"
        case .alreadyConfirmed:
            "このメニューは確定しています。直す場合は、直した内容で確定し直してください。"
        }
    }
}
