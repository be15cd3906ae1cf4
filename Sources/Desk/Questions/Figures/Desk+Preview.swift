import EventLog
public import Participation

/// What a definition would make of the past (指標定義の試算).
public struct DefinitionPreview: Sendable, Equatable {
    /// One past year, counted both ways (年度ごとの試算).
    public struct Year: Sendable, Equatable {
        /// The year (年度).
        public let year: FiscalYear
        /// By the definition that stands; nil: not known, or there is none yet (現在の定義の値).
        public let current: FigureValue?
        /// By the proposed one; nil: not known (新しい定義の値).
        public let proposed: FigureValue?
        /// Whether it would hold for that year; earlier ones keep their series (適用の有無).
        public let applies: Bool

        /// How much the proposed definition adds; nil where either is not known (差).
        public var difference: FigureValue? {
            guard let current, let proposed else { return nil }
            return proposed.subtracting(current)
        }
    }

    /// The definition as proposed (新しい定義).
    public let indicator: Indicator
    /// The version that stands now; nil for a new indicator (現在の版).
    public let currentVersion: Int?
    /// From the first year anything is known of to the present one (各年度).
    public let years: [Year]
}

extension Desk {
    /// Counts all past years by definitions that are not recorded yet, beside those that are
    /// (指標定義の試算).
    ///
    /// Nothing is recorded. Facts know no indicator, so a definition answers for the past as well
    /// as for the future (PRODUCT §3, no. 5).
    /// - Returns: one for each indicator that is new or differs from what is recorded.
    /// - Throws: ``DeskError``.
    public func preview(
        of indicators: [Indicator]
    ) async throws(DeskError) -> [DefinitionPreview] {
        do {
            let moment = try await resolve(.now)
            try await catchUp([.facts])
            let catalogue = try await catalogue()
            let known = try await firstQuarters(moment)
            let thisYear = FiscalYear(today)
            let firstYear = known.values.min().map { Int($0) / 4 } ?? thisYear.year
            let years = (min(firstYear, thisYear.year)...thisYear.year)
                .compactMap { FiscalYear($0) }
            var previews: [DefinitionPreview] = []
            for indicator in indicators {
                let latest = try? catalogue.versions(of: indicator.fullCode).last?.content
                if latest?.indicator == indicator { continue }
                let proposed = IndicatorDefined(
                    version: (latest?.version ?? 0) + 1, indicator: indicator)
                var counted: [DefinitionPreview.Year] = []
                for year in years {
                    let standing = try? catalogue.definition(indicator.fullCode, in: year)
                    let values = try await self.values(
                        of: [standing, proposed], in: year, moment, known)
                    counted.append(
                        DefinitionPreview.Year(
                            year: year, current: values[0], proposed: values[1],
                            applies: indicator.effectiveFrom.map { $0 <= year } ?? true))
                }
                previews.append(
                    DefinitionPreview(
                        indicator: indicator, currentVersion: latest?.version, years: counted))
            }
            return previews
        } catch {
            throw DeskError(error)
        }
    }

    private func values(
        of definitions: [IndicatorDefined?], in year: FiscalYear, _ moment: LogMoment,
        _ known: [FactKind: Int32]
    ) async throws -> [FigureValue?] {
        var values: [FigureValue?] = []
        for definition in definitions {
            guard let definition else {
                values.append(nil)
                continue
            }
            var counting = FigureCounting(
                FigureRequest(year: year), moment: moment, day: today, firstQuarters: known)
            counting.add(definition)
            let answers = try await count(
                counting.queries,
                try await regrouping(for: counting.queries, moment, on: today))
            values.append(counting.figures(answers) { $0.fullCode }.first?.value)
        }
        return values
    }
}
