/// What a plan aims at in one year (目標値).
public struct Target: Sendable, Equatable {
    /// The year by whose end it is to be reached (目標年度).
    public var year: FiscalYear
    /// What is aimed at (目標の種類).
    public var kind: Kind
    /// The wording as printed, where it differs from what `japanese` would write (表記).
    public var label: String?

    /// A target (目標値).
    public init(year: FiscalYear, _ kind: Kind, label: String? = nil) {
        self.year = year
        self.kind = kind
        self.label = label
    }

    /// The forms of a target found in plans (目標の種類, PRODUCT §1.2).
    public enum Kind: Sendable, Equatable {
        /// A number, to be reached in the direction that is better (数値).
        case value(FigureValue)
        /// Less than a number, `90%未満` (未満).
        case below(FigureValue)
        /// A number or less, `90.0以下` (以下).
        case atMost(FigureValue)
        /// A number or more (以上).
        case atLeast(FigureValue)
        /// More than the baseline (増加).
        case increase
        /// Not worse than the baseline (維持).
        case maintain
        /// The value of a series others publish, such as 全道平均 (外部の水準).
        case benchmark(String)
        /// Words, which are neither charted nor judged (文章).
        case text(String)
    }
}

extension Target {
    /// The target as a report prints it: `130件`, `90%未満`, `維持` (目標の表示).
    public func japanese(unit: String, decimals: Int) -> String {
        if let label { return label }
        func number(_ value: FigureValue) -> String { value.grouped(decimals: decimals) + unit }
        return switch kind {
        case .value(let value): number(value)
        case .below(let value): number(value) + "未満"
        case .atMost(let value): number(value) + "以下"
        case .atLeast(let value): number(value) + "以上"
        case .increase: "増加"
        case .maintain: "維持"
        case .benchmark(let series): series
        case .text(let text): text
        }
    }

    /// The number in it, where there is one (目標の数値).
    public var value: FigureValue? {
        switch kind {
        case .value(let value), .below(let value), .atMost(let value), .atLeast(let value): value
        case .increase, .maintain, .benchmark, .text: nil
        }
    }
}
