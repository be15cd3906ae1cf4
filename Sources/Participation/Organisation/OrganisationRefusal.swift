/// Why the organisation is not changed as asked (組織改正ができない理由).
///
/// Codes and names of units are public; nothing in here is about a person.
public enum OrganisationRefusal: ExplainedRefusal {
    /// A text that must be there is blank (未記入).
    case required(OrganisationField)
    /// Too many characters in a field (字数超過).
    case tooLong(OrganisationField, limit: Int)
    /// A control character in a field (制御文字).
    case controlCharacter(OrganisationField)
    /// More categories, successors or changes than there may be (件数超過).
    case tooMany(OrganisationField, limit: Int)
    /// A day before there were cities (日付が古すぎる).
    case tooEarly(earliest: LocalDate)
    /// No unit ever had this code (知らない組織).
    case unknown(code: String)
    /// The unit is not there on that day (その日に存在しない組織).
    case notInForce(code: String, on: LocalDate)
    /// The code is in use on that day (使用中のコード).
    case inForce(code: String, since: LocalDate)
    /// The code is in use from a later day, which would overlap (後の日に使用されるコード).
    case inForceLater(code: String, from: LocalDate)
    /// It ends on another day already (廃止日が決まっている組織).
    case endsOnOtherDay(code: String, on: LocalDate)
    /// It would end on its first day (設置日に廃止).
    case endsOnFirstDay(code: String, from: LocalDate)
    /// Something about it is settled for that later day (廃止後の日付の変更がある).
    case changesLater(code: String, on: LocalDate)
    /// The parent is not there on that day (上位組織がない).
    case parentMissing(code: String, parent: String, on: LocalDate)
    /// The parent is not on a higher level (上位組織の階層の誤り).
    case parentNotAbove(code: String, parent: String, on: LocalDate)
    /// The successor is not there on the day of abolition (後継組織がない).
    case successorMissing(code: String, successor: String, on: LocalDate)
    /// Kinds of succession that cannot go together (承継の区分の矛盾).
    case successionContradictory(code: String)
    /// The unit does not have this duty on the day before (担当していない事務).
    case dutyNotHeld(unit: String, duty: String, on: LocalDate)
    /// A duty cannot go to the unit it comes from (移管元と移管先が同じ).
    case dutyMovesNowhere(unit: String)

    /// The field beside which it is shown (該当項目).
    public var field: OrganisationField? {
        switch self {
        case .required(let field), .tooLong(let field, _), .controlCharacter(let field),
            .tooMany(let field, _):
            field
        case .unknown, .inForce, .inForceLater: .code
        case .tooEarly, .notInForce, .endsOnOtherDay, .endsOnFirstDay, .changesLater: .effectiveOn
        case .parentMissing, .parentNotAbove: .parent
        case .successorMissing, .successionContradictory: .successors
        case .dutyNotHeld, .dutyMovesNowhere: .duty
        }
    }

    /// What is wrong and what to do, for the person at the page (理由の説明).
    public var japanese: String {
        switch self {
        case .required(let field): "\(field.japanese)を入力してください。"
        case .tooLong(let field, let limit):
            "\(field.japanese)は\(limit.grouped)字以内で入力してください。"
        case .controlCharacter(let field):
            "\(field.japanese)に使えない文字(制御文字)が含まれています。取り除いてください。"
        case .tooMany(let field, let limit):
            "\(field.japanese)は\(limit.grouped)件までにしてください。"
        case .tooEarly(let earliest):
            "施行日は\(earliest.wareki)以降の日付を入力してください。"
        case .unknown(let code): "組織コード\(code)の組織は登録されていません。コードを確かめてください。"
        case .notInForce(let code, let day):
            "組織コード\(code)の組織は、\(day.wareki)には存在しません。コードか施行日を確かめてください。"
        case .inForce(let code, let since):
            "組織コード\(code)は、\(since.wareki)設置の組織が使用しています。先に廃止してください。"
        case .inForceLater(let code, let from):
            "組織コード\(code)は、\(from.wareki)から使用されます。期間が重なるため、別のコードにしてください。"
        case .endsOnOtherDay(let code, let day):
            "組織コード\(code)の組織は、\(day.wareki)の廃止が登録されています。施行日を確かめてください。"
        case .endsOnFirstDay(let code, let from):
            "組織コード\(code)の組織は\(from.wareki)設置です。廃止日はその翌日以降にしてください。"
        case .changesLater(let code, let day):
            "組織コード\(code)の組織には、\(day.wareki)施行の変更が登録されています。廃止日はその翌日以降にしてください。"
        case .parentMissing(let code, let parent, let day):
            "組織コード\(code)の上位組織\(parent)は、\(day.wareki)には存在しません。先に設置してください。"
        case .parentNotAbove(let code, let parent, let day):
            "組織コード\(code)の上位組織\(parent)は、\(day.wareki)には上の階層の組織ではありません。上の階層の組織を選んでください。"
        case .successorMissing(let code, let successor, let day):
            "組織コード\(code)の後継組織\(successor)は、\(day.wareki)には存在しません。先に設置してください。"
        case .successionContradictory(let code):
            "組織コード\(code)の後継組織の区分が矛盾しています。名称変更・統合の後継は一つ、分割の後継は二つ以上です。"
        case .dutyNotHeld(let unit, let duty, let day):
            "組織コード\(unit)の組織は、\(day.wareki)の前日に「\(duty)」を担当していません。移管元を確かめてください。"
        case .dutyMovesNowhere(let unit):
            "事務の移管元と移管先が同じです(組織コード\(unit))。移管先を確かめてください。"
        }
    }
}

/// What a refusal about the organisation points at (組織改正の入力項目).
///
/// Raw values are the names the API uses.
public enum OrganisationField: String, Sendable, CaseIterable {
    /// The code of a unit (組織コード).
    case code
    /// The day from which a change holds (施行日).
    case effectiveOn
    /// The unit it belongs to (上位組織).
    case parent
    /// The name of a unit (組織名).
    case name
    /// The telephone number (電話番号).
    case telephone
    /// The words of a duty (事務の内容).
    case duty
    /// The categories of a duty (該当する分類).
    case categories
    /// The successors of a unit (後継組織).
    case successors
    /// The changes of one reorganisation (一度の変更).
    case changes

    /// The label on the page (項目名).
    public var japanese: String {
        switch self {
        case .code: "組織コード"
        case .effectiveOn: "施行日"
        case .parent: "上位組織"
        case .name: "組織名"
        case .telephone: "電話番号"
        case .duty: "事務の内容"
        case .categories: "該当する分類"
        case .successors: "後継組織"
        case .changes: "一度の変更"
        }
    }
}
