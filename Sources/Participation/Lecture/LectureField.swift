/// A field of the lecture forms that a refusal points at (出前講座の入力項目).
///
/// Raw values are the names the API uses.
public enum LectureField: String, Sendable, CaseIterable {
    /// The day of the request (申込日).
    case requestedOn
    /// The menu item, or the wish beside the menu (講座).
    case subject
    /// The wished dates (希望日時).
    case choices
    /// The place (会場).
    case venue
    /// How many are expected (予定人数).
    case expectedHeadcount
    /// The name of the group (団体名).
    case group
    /// The one who speaks for the group (代表者).
    case representative
    /// How the group can be reached (連絡先).
    case contact
    /// What to take care of (配慮事項).
    case considerations
    /// How long it takes (時間).
    case minutes
    /// The day of the decision (決定日).
    case decidedOn
    /// The title (講座名).
    case title
    /// The section in charge (担当課).
    case department
    /// The district (地区).
    case district
    /// The day it was held (実施日).
    case heldOn
    /// Begin and end (開始・終了時刻).
    case times
    /// How many took part, without staff (参加人数).
    case headcount
    /// How many of each age (年代別人数).
    case ages
    /// Who spoke (講師).
    case speakers
    /// What was asked and said (主な質問・意見).
    case questions
    /// The day it was cancelled (中止日).
    case cancelledOn
    /// The reason (理由).
    case reason
    /// Further properties (属性).
    case attributes
    /// The items of the menu (メニュー).
    case items

    /// The label on the form (項目名).
    public var japanese: String {
        switch self {
        case .requestedOn: "申込日"
        case .subject: "講座"
        case .choices: "希望日時"
        case .venue: "会場"
        case .expectedHeadcount: "予定人数"
        case .group: "団体名"
        case .representative: "代表者"
        case .contact: "連絡先"
        case .considerations: "配慮事項"
        case .minutes: "時間"
        case .decidedOn: "決定日"
        case .title: "講座名"
        case .department: "担当課"
        case .district: "地区"
        case .heldOn: "実施日"
        case .times: "開始・終了時刻"
        case .headcount: "参加人数"
        case .ages: "年代別人数"
        case .speakers: "講師"
        case .questions: "主な質問・意見"
        case .cancelledOn: "中止日"
        case .reason: "理由"
        case .attributes: "属性"
        case .items: "メニュー"
        }
    }
}
