/// One value of an indicator that is typed in, not counted (把握値・調査値).
///
/// What a survey, a settlement of accounts or another office says: 「感じる市民の割合」, 経常収支比率,
/// 全道平均. A stream of its own, `observation-<uuid>`.
public enum Observation: Decider {
    /// Nothing has been recorded (未記録).
    case notRecorded
    /// The value stands (記録済み).
    case recorded(RecordedObservation)
    /// The value was withdrawn, because it never was one (取下げ).
    case withdrawn(RecordedObservation, ObservationWithdrawn)

    /// The state before anything happened (未記録).
    public static var initial: Observation { .notRecorded }

    /// The last value there was, withdrawn or not; nil when there never was one (直近の値).
    public var current: ObservedValue? {
        switch self {
        case .notRecorded: nil
        case .recorded(let observation), .withdrawn(let observation, _): observation.current
        }
    }

    /// Whether the value counts (有効か).
    public var isStanding: Bool {
        switch self {
        case .recorded: true
        case .notRecorded, .withdrawn: false
        }
    }
}

/// A value as it stands now (記録済みの値).
public struct RecordedObservation: Sendable, Equatable {
    /// What was recorded first (最初の記録).
    public let first: ObservedValue
    /// What stands now (現在の値).
    public internal(set) var current: ObservedValue

    /// A value as first recorded (記録済みの値).
    init(_ first: ObservedValue) {
        self.first = first
        current = first
    }
}

/// A value, what it says something about, and where it is from (値と出典).
public struct ObservedValue: Sendable, Equatable {
    /// The indicator, `plan/code` (指標).
    public var indicator: Wording
    /// The fiscal year the value counts in (年度).
    public var year: FiscalYear
    /// The quarter, where the value is of one (四半期).
    public var quarter: Quarter?
    /// The value, exactly as published (値).
    public var value: FigureValue
    /// Where it is from, such as 令和5年度市民意識調査 (出典).
    public var source: Wording?
    /// The year in which the survey was made, where it is another (調査年度).
    ///
    /// A plan's column says R6 while the survey was of R5 (PRODUCT §1.1, row 11).
    public var surveyYear: FiscalYear?
    /// How final it is (値の区分).
    public var label: FigureLabel
    /// What it can be told apart by, such as the age group of those asked (属性).
    public var attributes: Attributes

    /// A value and where it is from (値と出典).
    public init(
        indicator: Wording, year: FiscalYear, quarter: Quarter? = nil, value: FigureValue,
        source: Wording? = nil, surveyYear: FiscalYear? = nil, label: FigureLabel,
        attributes: Attributes = [:]
    ) {
        self.indicator = indicator
        self.year = year
        self.quarter = quarter
        self.value = value
        self.source = source
        self.surveyYear = surveyYear
        self.label = label
        self.attributes = attributes
    }
}

/// How final a figure is (値の区分, DECISIONS B8).
public enum FigureLabel: String, Sendable, CaseIterable {
    /// A first figure, which may change (速報値).
    case provisional
    /// The figure to rely on (確定値).
    case final
    /// A figure that replaces a final one (訂正).
    case corrected

    /// The word beside the figure (区分の表記).
    public var japanese: String {
        switch self {
        case .provisional: "速報値"
        case .final: "確定値"
        case .corrected: "訂正"
        }
    }
}
