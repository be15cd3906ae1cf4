/// One indicator of a plan, as the plan defines it (成果指標).
///
/// Data, not code: what is counted is a `Measure`, and a new or changed definition answers for all
/// past years at once (DESIGN §5). Grammar of the fields: DECISIONS B6.
public struct Indicator: Sendable, Equatable {
    /// The plan's code (計画コード).
    public var plan: String
    /// The code, unique in the plan, such as `letters-to-mayor` (指標コード).
    public var code: String
    /// The name as printed (指標名).
    public var name: String
    /// The unit as printed, such as `件` or `%` (単位).
    public var unit: String
    /// How the figure comes about (測り方).
    public var measure: Measure
    /// Decimal places of the figure when printed (小数桁数).
    public var decimals: Int
    /// Which way is better (望ましい方向).
    public var better: Better
    /// Where the plan starts from; nil when it prints none at all (現状値).
    public var baseline: Baseline?
    /// What the plan aims at, by year, in the order of the years (目標値).
    public var targets: [Target]
    /// The policy it stands under (施策).
    public var policy: String?
    /// The approach it belongs to (取組方針).
    public var approach: String?
    /// What is done for it, with progress (主要な取組).
    public var initiatives: [Initiative]
    /// What it measures, in the plan's words (説明).
    public var description: String?
    /// Where its figure comes from (出典).
    public var source: String?
    /// The section that answers for it (所管).
    public var owner: String?
    /// How often its figure comes in (把握時期).
    public var frequency: Frequency?
    /// The first year this wording applies to; nil for all years (適用開始年度).
    public var effectiveFrom: FiscalYear?

    /// An indicator; targets are put in the order of their years (成果指標).
    public init(
        plan: String, code: String, name: String, unit: String, measure: Measure,
        decimals: Int = 0, better: Better = .up, baseline: Baseline? = nil, targets: [Target] = [],
        policy: String? = nil, approach: String? = nil, initiatives: [Initiative] = [],
        description: String? = nil, source: String? = nil, owner: String? = nil,
        frequency: Frequency? = nil, effectiveFrom: FiscalYear? = nil
    ) {
        self.plan = plan
        self.code = code
        self.name = name
        self.unit = unit
        self.measure = measure
        self.decimals = decimals
        self.better = better
        self.baseline = baseline
        self.targets = targets.sorted { $0.year < $1.year }
        self.policy = policy
        self.approach = approach
        self.initiatives = initiatives
        self.description = description
        self.source = source
        self.owner = owner
        self.frequency = frequency
        self.effectiveFrom = effectiveFrom
    }

    /// The name that is unique among all plans, `nemuro-basic/letters-to-mayor` (指標の完全名).
    public var fullCode: String { "\(plan)/\(code)" }
}

extension Indicator {
    /// Which way is better (望ましい方向).
    public enum Better: String, Sendable, CaseIterable {
        /// The more, the better (大きいほど良い).
        case up
        /// The less, the better: `13件 → 4件 → 0件` (小さいほど良い).
        case down

        /// The words beside the figure (望ましい方向の表示).
        public var japanese: String {
            switch self {
            case .up: "大きいほど良い"
            case .down: "小さいほど良い"
            }
        }
    }

    /// How often a figure comes in (把握時期).
    ///
    /// Most indicators of a plan have no value each quarter; a page says when the next one is due.
    public enum Frequency: String, Sendable, CaseIterable {
        /// Every quarter (四半期).
        case quarterly
        /// Once a year (年1回).
        case yearly
        /// Once the accounts are closed (決算後).
        case settlement
        /// In years with a survey (調査年).
        case survey

        /// The name in the plan (把握時期の表示).
        public var japanese: String {
            switch self {
            case .quarterly: "四半期"
            case .yearly: "年1回"
            case .settlement: "決算後"
            case .survey: "調査年"
            }
        }
    }

    /// Something the city does for an indicator (主要な取組).
    public struct Initiative: Sendable, Equatable {
        /// What is done, as printed (取組の内容).
        public var text: String
        /// How far it has come, period by period (進捗).
        public var progress: [Progress]

        /// Something the city does (主要な取組).
        public init(text: String, progress: [Progress] = []) {
            self.text = text
            self.progress = progress
        }
    }

    /// How far an initiative had come in a period (取組の進捗).
    public struct Progress: Sendable, Equatable {
        /// The period (対象期間).
        public var period: FigurePeriod
        /// What was done in it (進捗の内容).
        public var text: String

        /// The progress of a period (取組の進捗).
        public init(period: FigurePeriod, text: String) {
            self.period = period
            self.text = text
        }
    }
}
