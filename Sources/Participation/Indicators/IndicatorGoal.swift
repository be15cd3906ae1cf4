/// What the figure of one year is held against (年度の目標).
public enum IndicatorGoal: Sendable, Equatable {
    /// The target the plan prints for this very year (目標).
    case target(Target)
    /// A value on the straight line to the next target; shown as 参考値・按分, never as a target
    /// (参考値).
    case guide(FigureValue, towards: Target)
    /// The next target as it stands, where nothing may be apportioned (期間中の目標).
    case standing(Target)

    /// The printed target behind it (元の目標).
    public var target: Target {
        switch self {
        case .target(let target), .guide(_, let target), .standing(let target): target
        }
    }
}

extension Indicator {
    /// The target in force in a year: the next one whose year has not passed (適用される目標).
    public func target(inForceIn year: FiscalYear) -> Target? {
        targets.filter { $0.year >= year }.min { $0.year < $1.year }
    }

    /// What the figure of a year is held against; nil up to the year of the baseline and after
    /// the last target (年度の目標).
    ///
    /// Only numbers are apportioned, from the year of the baseline or of an earlier number:
    /// 「未満」「以下」「増加」「維持」, outside levels and words stand as printed (DECISIONS B5).
    public func goal(for year: FiscalYear) -> IndicatorGoal? {
        if let start = baseline?.year, year <= start { return nil }
        guard let target = target(inForceIn: year) else { return nil }
        if target.year == year { return .target(target) }
        guard case .value(let end) = target.kind, let start = fixedPoint(before: year),
            let guide = Self.guide(from: start, to: (target.year, end), in: year)
        else { return .standing(target) }
        return .guide(guide, towards: target)
    }

    /// The last year before a given one whose number the plan fixes.
    private func fixedPoint(before year: FiscalYear) -> (year: FiscalYear, value: FigureValue)? {
        var points = targets.compactMap { target -> (year: FiscalYear, value: FigureValue)? in
            guard case .value(let value) = target.kind else { return nil }
            return (target.year, value)
        }
        if let year = baseline?.year, let value = baseline?.value { points.append((year, value)) }
        return points.filter { $0.year < year }.max { $0.year < $1.year }
    }

    private static func guide(
        from start: (year: FiscalYear, value: FigureValue),
        to end: (year: FiscalYear, value: FigureValue), in year: FiscalYear
    ) -> FigureValue? {
        FigureValue(year.year - start.year.year, over: end.year.year - start.year.year)
            .flatMap { part in end.value.subtracting(start.value)?.multiplied(by: part) }
            .flatMap(start.value.adding)
    }

    /// A guide value as printed: one more decimal place than the figure where it is needed, `73.4`
    /// (参考値の表示).
    public func guideText(_ guide: FigureValue) -> String {
        let needed = guide.decimalPlaces ?? .max
        return guide.grouped(decimals: needed <= decimals ? decimals : decimals + 1)
    }
}
