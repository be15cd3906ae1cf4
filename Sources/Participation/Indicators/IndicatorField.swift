/// A field of an indicator or a plan that a refusal points at (指標定義の項目).
///
/// Raw values are the keys of plan files (CONTRACT §2).
public enum IndicatorField: String, Sendable, CaseIterable {
    /// The code of the plan (計画コード).
    case plan
    /// The code of the indicator, or of the plan in its own header (コード).
    case code
    /// The name (名称).
    case name
    /// The city of the plan (市名).
    case city
    /// The unit (単位).
    case unit
    /// The measure (測り方).
    case measure
    /// The first year counted in (累計).
    case accumulate
    /// The decimal places (小数桁数).
    case decimals
    /// The baseline (現状値).
    case baseline
    /// The targets (目標値).
    case targets
    /// The policy (施策).
    case policy
    /// The approach (取組方針).
    case approach
    /// The initiatives (主要な取組).
    case initiatives
    /// The description (説明).
    case description
    /// The source (出典).
    case source
    /// The section in charge (所管).
    case owner
    /// Who changes the definition (変更者).
    case author
    /// Why it is changed (変更理由).
    case reason

    /// The label on the form (項目名).
    public var japanese: String {
        switch self {
        case .plan: "計画コード"
        case .code: "コード"
        case .name: "名称"
        case .city: "市名"
        case .unit: "単位"
        case .measure: "測り方"
        case .accumulate: "累計"
        case .decimals: "小数桁数"
        case .baseline: "現状値"
        case .targets: "目標値"
        case .policy: "施策"
        case .approach: "取組方針"
        case .initiatives: "主要な取組"
        case .description: "説明"
        case .source: "出典"
        case .owner: "所管"
        case .author: "変更者"
        case .reason: "変更理由"
        }
    }
}
