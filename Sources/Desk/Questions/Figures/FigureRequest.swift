public import Participation

/// Which figures are asked for (指標値の照会).
public struct FigureRequest: Sendable, Equatable {
    /// The fiscal year (年度).
    public var year: FiscalYear
    /// One quarter of it; `nil` for the year as a whole (四半期).
    public var quarter: Quarter?
    /// Codes, or `plan/code`; none for all indicators there are (指標).
    public var indicators: [String]
    /// Names of dimensions the figures are told apart by (内訳の軸).
    public var by: [String]
    /// The moment (時点).
    public var asOf: AsOf
    /// 当時 or 現在の分類・組織 (見方).
    public var lens: Lens
    /// What they are narrowed to (絞込み).
    public var filter: FigureFilter

    /// A question for figures.
    public init(
        year: FiscalYear, quarter: Quarter? = nil, indicators: [String] = [], by: [String] = [],
        asOf: AsOf = .now, lens: Lens = Lens(), filter: FigureFilter = FigureFilter()
    ) {
        self.year = year
        self.quarter = quarter
        self.indicators = indicators
        self.by = by
        self.asOf = asOf
        self.lens = lens
        self.filter = filter
    }

    /// The most dimensions a figure is told apart by.
    public static let mostAxes = 8
}

/// Figures as of one moment (指標値).
public struct Figures: Sendable, Equatable {
    /// The moment they are of (時点).
    public var asOf: LogMoment
    /// One for each indicator, or for each group of it.
    public var figures: [Figure]
}

/// One figure (指標値の一行).
public struct Figure: Sendable, Equatable {
    /// The indicator it is of, as defined for that year and moment.
    public var definition: IndicatorDefined
    /// Its code, with the plan's before it where another plan has the same one (指標コード).
    public var code: String
    /// What it is about (対象期間).
    public var period: FigurePeriod
    /// The value; `nil` is 未把握, never 0.
    public var value: FigureValue?
    /// The word on each dimension asked for, in that order; `nil`: not known (内訳).
    public var dimensions: [(name: String, word: String?)]
    /// What it is held against; none for a group (目標).
    public var goal: IndicatorGoal?
    /// How it is coming along (進捗状況).
    public var state: ProgressState

    /// Whether both say the same.
    public static func == (one: Figure, other: Figure) -> Bool {
        one.definition == other.definition && one.code == other.code
            && one.period == other.period && one.value == other.value && one.goal == other.goal
            && one.state == other.state
            && one.dimensions.elementsEqual(other.dimensions) { $0 == $1 }
    }

    /// The value as files give it, `73.4`, rounded half up (出力値).
    public var text: String? { value?.text(decimals: definition.indicator.decimals) }
}
