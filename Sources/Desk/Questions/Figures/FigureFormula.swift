import Participation

/// The questions an indicator puts to the facts, and what its figure is made of (算式).
struct FigureFormula: Sendable {
    /// What figures are asked about.
    struct Scope: Sendable {
        var period: FigurePeriod
        var by: [String]
        var lens: Lens
        var moment: LogMoment
        /// The last day that counts; what is planned for later has not happened.
        var through: LocalDate?
        /// The words wanted on each axis; nil: it cannot be narrowed so, and nothing is asked.
        var narrowing: [FigureFilter.Axis: [String]]? = [:]
    }

    /// Asked in this order; the answers come back in the same one.
    let queries: [FactQuery]
    private let measure: Measure
    private let isPercentage: Bool

    init(_ indicator: Indicator, _ scope: Scope) {
        measure = indicator.measure
        isPercentage = indicator.unit == "%" || indicator.unit == "％"
        guard scope.narrowing != nil else {
            queries = []
            return
        }
        let since = measure.accumulatedSince
        queries =
            switch measure.form {
            case .counted(let countable):
                [Self.query(countable, scope, since: since)]
            case .average(let field, let selection):
                [
                    Self.query(
                        Measure.Countable(.sum(field: field), of: selection), scope, since: since)
                ]
            case .ratio(let numerator, let denominator):
                [
                    Self.query(numerator, scope, since: since),
                    Self.query(denominator, scope, since: since),
                ]
            case .latest(_, let selection):
                [Self.latest(selection, scope)]
            case .observed:
                [Self.observed(indicator.fullCode, scope, since: since)]
            }
    }

    /// The value of a series others publish that a target is held against (比較する系列).
    init(series: String, of indicator: Indicator, _ scope: Scope) {
        measure = Measure(.observed(field: "value"))
        isPercentage = false
        queries = [Self.observed("\(indicator.fullCode):\(series)", scope, since: nil)]
    }

    // MARK: Questions

    private static func query(
        _ countable: Measure.Countable, _ scope: Scope, since: FiscalYear?
    ) -> FactQuery {
        var query = selection(countable.selection, scope)
        query.quarters = quarters(scope.period, since: since)
        query.tally =
            switch countable.tally {
            case .count: .count
            case .sum: .sum
            case .distinct(let field): .distinct(Axis(field, lens: scope.lens))
            }
        return query
    }

    /// The last value up to the end of the period, however long ago.
    private static func latest(_ selection: Measure.Selection, _ scope: Scope) -> FactQuery {
        var query = Self.selection(selection, scope)
        query.quarters = 0...quarters(scope.period, since: nil).upperBound
        query.tally = .latest
        return query
    }

    /// Values typed in for this indicator, by the period they are of.
    private static func observed(
        _ indicator: String, _ scope: Scope, since: FiscalYear?
    ) -> FactQuery {
        FactQuery(
            kind: .observation, quarters: quarters(scope.period, since: since),
            conditions: [
                FactQuery.Condition(axis: .dimension(.sort), words: [indicator])
            ], by: [.attribute(Fact.periodAttribute)], tally: .latest, moment: scope.moment)
    }

    private static func selection(
        _ selection: Measure.Selection, _ scope: Scope
    ) -> FactQuery {
        FactQuery(
            kind: FactKind(selection.source), quarters: quarters(scope.period, since: nil),
            conditions: selection.conditions.map {
                FactQuery.Condition(
                    axis: Axis($0.dimension, lens: scope.lens), words: $0.values)
            }
                + (scope.narrowing ?? [:]).sorted { $0.key.rawValue < $1.key.rawValue }.map {
                    FactQuery.Condition(
                        axis: Axis($0.key.rawValue, lens: scope.lens), words: $0.value)
                }, by: scope.by.map { Axis($0, lens: scope.lens) }, moment: scope.moment,
            through: scope.through)
    }

    private static func quarters(
        _ period: FigurePeriod, since: FiscalYear?
    ) -> ClosedRange<Int32> {
        let last = QuarterNumber(period.year, period.quarter ?? .fourth).value
        let first = QuarterNumber(period.year, period.quarter ?? .first).value
        guard let since else { return first...last }
        return min(QuarterNumber(since, .first).value, last)...last
    }

    // MARK: Values

    /// The value of each group, from the answers to ``queries``.
    ///
    /// A group that only the denominator of a ratio has is there as well, with 0 over it.
    func values(
        _ answers: ArraySlice<[FactCount]>, of period: FigurePeriod
    ) -> [(words: [String?], value: FigureValue?)] {
        guard let first = answers.first else { return [] }
        switch measure.form {
        case .counted(let countable):
            return first.map { ($0.words, Self.number($0, countable.tally)) }
        case .average:
            return first.map { count in
                (
                    count.words,
                    Self.amount(count).flatMap { $0.divided(by: FigureValue(Int(count.known))) }
                )
            }
        case .latest:
            return first.map { ($0.words, Self.amount($0)) }
        case .ratio(let numerator, let denominator):
            guard let second = answers.dropFirst().first else { return [] }
            let above = Dictionary(
                first.map { ($0.words, Self.number($0, numerator.tally)) },
                uniquingKeysWith: { earlier, _ in earlier })
            return second.map { count in
                let below = Self.number(count, denominator.tally)
                let part = (above[count.words] ?? .zero).flatMap { value in
                    below.flatMap { value.divided(by: $0) }
                }
                let scale = FigureValue(isPercentage ? 100 : 1)
                return (count.words, part.flatMap { $0.multiplied(by: scale) })
            }
        case .observed:
            return [([], observed(first, period))]
        }
    }

    private static func number(_ count: FactCount, _ tally: Measure.Tally) -> FigureValue? {
        switch tally {
        case .count: FigureValue(Int(count.facts))
        case .distinct: FigureValue(Int(count.known))
        // Facts without a quantity say nothing about the sum; without any fact it is 0.
        case .sum: count.known > 0 || count.facts == 0 ? amount(count) ?? .zero : nil
        }
    }

    private static func amount(_ count: FactCount) -> FigureValue? {
        count.amount.flatMap { FigureValue(parsing: $0) }
    }

    /// A value for the very period; a year takes the last one of its quarters where it has none
    /// of its own. Accumulated, whatever was entered since then is added up.
    private func observed(_ counts: [FactCount], _ period: FigurePeriod) -> FigureValue? {
        var entered: [FigurePeriod: FigureValue] = [:]
        for count in counts {
            guard let text = count.words.first ?? nil, let key = FigurePeriod(parsing: text)
            else { continue }
            entered[key] = Self.amount(count)
        }
        guard let since = measure.accumulatedSince else {
            return Self.observed(in: period, entered)
        }
        let years = (since.year...max(since.year, period.year.year)).compactMap { FiscalYear($0) }
        let parts = years.compactMap { year in
            Self.observed(
                in: year == period.year ? period : FigurePeriod(year: year), entered)
        }
        guard !parts.isEmpty else { return nil }
        return parts.reduce(FigureValue.zero as FigureValue?) { $0?.adding($1) }
    }

    private static func observed(
        in period: FigurePeriod, _ entered: [FigurePeriod: FigureValue]
    ) -> FigureValue? {
        if let value = entered[period] { return value }
        guard period.quarter == nil else { return nil }
        return Quarter.allCases.reversed().lazy
            .compactMap { entered[FigurePeriod(year: period.year, quarter: $0)] }.first
    }
}

extension FactKind {
    /// The facts a definition names.
    init(_ source: Measure.Source) {
        self =
            switch source {
            case .items: .item
            case .lectures: .lecture
            case .gatherings: .gathering
            case .registrations: .registration
            case .observations: .observation
            }
    }
}

extension Fact {
    /// The attribute under which an observation keeps the period it is of: `R6`, `R6-Q1`.
    static let periodAttribute = "period"
}
