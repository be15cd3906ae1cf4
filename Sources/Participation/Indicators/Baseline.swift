/// Where a plan starts from, as it prints it (現状値).
///
/// Figures counted or imported later never replace it; both are shown, with the difference
/// (DECISIONS B6).
public struct Baseline: Sendable, Equatable {
    /// The year of the value; nil where the plan prints none, or none that is a year (基準年度).
    public var year: FiscalYear?
    /// The value; nil where the plan prints 「—」 (現状値).
    public var value: FigureValue?
    /// What the plan prints beside or instead of it, such as `R7以降` (表記).
    public var label: String?
    /// Whether it was measured; false for a value that is only expected (実測).
    public var measured: Bool

    /// A baseline; a value that is there counts as measured unless said otherwise (現状値).
    public init(
        year: FiscalYear? = nil, value: FigureValue? = nil, label: String? = nil,
        measured: Bool? = nil
    ) {
        self.year = year
        self.value = value
        self.label = label
        self.measured = measured ?? (value != nil)
    }
}
