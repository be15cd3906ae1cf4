/// A field of the gathering forms that a refusal points at (催しの入力項目).
///
/// Raw values are the names the API uses.
public enum GatheringField: String, Sendable, CaseIterable {
    /// The name (名称).
    case name
    /// The day (開催日).
    case heldOn
    /// The last day (最終日).
    case endsOn
    /// Begin and end (開始・終了時刻).
    case times
    /// The place (場所).
    case place
    /// How many can come (定員).
    case capacity
    /// How places are given out (参加者の決め方).
    case admission
    /// The district (地区).
    case district
    /// The section in charge (担当課).
    case department
    /// Further properties (属性).
    case attributes
    /// Who signs up (申込者).
    case person
    /// The key by which the person is known again (個人識別).
    case personKey
    /// The day of the registration (申込日).
    case registeredOn
    /// How many come along (申込人数).
    case partySize
    /// What to take care of (配慮事項).
    case note
    /// How many took part, without staff (参加人数).
    case headcount
    /// How many of each age (年代別人数).
    case ages
    /// Who came (出欠).
    case attendance
    /// The day it was called off or taken back (中止日・取消日).
    case cancelledOn
    /// The reason (理由).
    case reason

    /// The label on the form (項目名).
    public var japanese: String {
        switch self {
        case .name: "名称"
        case .heldOn: "開催日"
        case .endsOn: "最終日"
        case .times: "開始・終了時刻"
        case .place: "場所"
        case .capacity: "定員"
        case .admission: "参加者の決め方"
        case .district: "地区"
        case .department: "担当課"
        case .attributes: "属性"
        case .person: "申込者"
        case .personKey: "個人識別"
        case .registeredOn: "申込日"
        case .partySize: "申込人数"
        case .note: "配慮事項"
        case .headcount: "参加人数"
        case .ages: "年代別人数"
        case .attendance: "出欠"
        case .cancelledOn: "中止日・取消日"
        case .reason: "理由"
        }
    }
}
