public import Participation

/// One year of an indicator's way (指標の推移の一年).
public struct FigureYear: Sendable, Equatable {
    /// The fiscal year (年度).
    public var year: FiscalYear
    /// What it came to; nil is 未把握, or a year that has not begun (実績).
    public var value: FigureValue?
    /// The target printed for this very year (目標).
    public var target: Target?
    /// A value on the straight line to the next target, never a target (参考値・按分).
    public var guide: FigureValue?
}

extension Desk {
    /// An indicator from its baseline to its last target, year by year (計画期間の推移).
    ///
    /// Each year is counted by its own definition; targets are those of the definition given.
    /// - Parameters:
    ///   - indicator: by which the targets are.
    ///   - year: the year that is looked at; it is always among them.
    /// - Throws: ``DeskError``.
    public func figureSeries(
        of indicator: Indicator, around year: FiscalYear, asOf: AsOf = .now, lens: Lens = Lens()
    ) async throws(DeskError) -> [FigureYear] {
        do {
            let moment = try await resolve(asOf)
            try await catchUp([.facts])
            let day = lastDay(of: asOf, at: moment)
            let catalogue = try await catalogue()
            let known = try await firstQuarters(moment)
            let years = Self.years(of: indicator, around: year)
            var countings: [(year: FiscalYear, counting: FigureCounting)] = []
            for year in years where year.firstDay <= day {
                guard
                    let definition = try? catalogue.definition(
                        indicator.fullCode, asOf: moment.position, in: year)
                else { continue }
                var counting = FigureCounting(
                    FigureRequest(year: year, lens: lens), moment: moment, day: day,
                    firstQuarters: known, judges: false)
                counting.add(definition)
                countings.append((year, counting))
            }
            let queries = countings.flatMap(\.counting.queries)
            var answers = try await count(
                queries, try await regrouping(for: queries, moment, on: day))[...]
            var values: [FiscalYear: FigureValue] = [:]
            for (year, counting) in countings {
                let own = Array(answers.prefix(counting.queries.count))
                answers = answers.dropFirst(own.count)
                values[year] = counting.figures(own) { $0.fullCode }.first?.value
            }
            return years.map { year in
                var point = FigureYear(year: year, value: values[year])
                switch indicator.goal(for: year) {
                case .target(let target): point.target = target
                case .guide(let guide, _): point.guide = guide
                case .standing, nil: break
                }
                return point
            }
        } catch {
            throw DeskError(error)
        }
    }

    /// The most years of a series (推移の年数).
    public static let mostSeriesYears = 16
    /// Years before the one looked at, where the plan names none (さかのぼる年数).
    private static let yearsBack = 4

    private static func years(
        of indicator: Indicator, around year: FiscalYear
    ) -> [FiscalYear] {
        let first = indicator.baseline?.year?.year ?? year.year - yearsBack
        let last = indicator.targets.map(\.year.year).max() ?? year.year
        let all = (min(first, year.year)...max(last, year.year, first)).compactMap {
            FiscalYear($0)
        }
        guard all.count > mostSeriesYears else { return all }
        // A plan of H27 looked at in R20: the years around the one asked for.
        let start = max(0, (all.firstIndex(of: year) ?? 0) - mostSeriesYears / 2)
        return Array(all[start...].prefix(mostSeriesYears))
    }
}
