/// A rate in percent, or 「―」 where there is none (率).
public struct IndicatorRate: Sendable, Equatable {
    /// The rate, 1 for 100 %; nil where it is not defined (率).
    public let value: FigureValue?

    /// Decimal places of a printed rate (率の小数桁数).
    public static let decimals = 1
    /// What stands where there is no rate (率がないときの表示).
    public static let none = "―"

    /// A rate; nil for 「―」 (率).
    public init(value: FigureValue?) { self.value = value }

    /// The rate as printed, `96.9%` or 「―」 (率の表示).
    public var text: String {
        value?.multiplied(by: FigureValue(100)).map { $0.grouped(decimals: Self.decimals) + "%" }
            ?? Self.none
    }
}

extension Indicator {
    /// The achievement rate: the figure over the target (達成率).
    ///
    /// 「―」 where the target is 0 (13件 → 4件 → 0件) or no number to divide by: a ceiling, 「増加」,
    /// an outside level, words (DECISIONS B5). 「維持」 is divided by the baseline. Where less is
    /// better it exceeds 100 % as long as the target is not reached; the direction is shown with it.
    public func achievementRate(of figure: FigureValue, towards target: Target) -> IndicatorRate {
        let divisor: FigureValue? =
            switch target.kind {
            case .value(let value), .atLeast(let value): value
            case .maintain: baseline?.value
            case .below, .atMost, .increase, .benchmark, .text: nil
            }
        return IndicatorRate(value: divisor.flatMap(figure.divided))
    }

    /// The progress rate: the way gone over the way from baseline to target (進捗率).
    ///
    /// 「―」 where there is no way to go (10校 → 10校, 120人 → 120人), no baseline, or the target is not
    /// a number (DECISIONS B5). It needs no direction: 13 → 4 is a way as well.
    public func progressRate(of figure: FigureValue, towards target: Target) -> IndicatorRate {
        guard case .value(let end) = target.kind, let start = baseline?.value,
            let gone = figure.subtracting(start), let way = end.subtracting(start)
        else { return IndicatorRate(value: nil) }
        return IndicatorRate(value: gone.divided(by: way))
    }
}
