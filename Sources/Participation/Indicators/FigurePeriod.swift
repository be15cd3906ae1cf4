/// The time a figure is about: a fiscal year, or one quarter of it (対象期間).
public struct FigurePeriod: Sendable, Hashable {
    /// The fiscal year (年度).
    public var year: FiscalYear
    /// The quarter; nil for the whole year (四半期).
    public var quarter: Quarter?

    /// A year, or a quarter of it (対象期間).
    public init(year: FiscalYear, quarter: Quarter? = nil) {
        self.year = year
        self.quarter = quarter
    }

    /// The name, `令和8年度` or `令和8年度第1四半期` (期間名).
    public var japanese: String { year.japanese + (quarter?.japanese ?? "") }

    /// Reads `R8`, `R8-Q1`, `R8Q1`, `令和8年度第1四半期` and full-width spellings (期間の読取り).
    public init?(parsing text: some StringProtocol) {
        let folded = text.halfWidthHyphenated.uppercased()
        for quarter in Quarter.allCases {
            for ending in ["-Q\(quarter.rawValue)", "Q\(quarter.rawValue)", quarter.japanese]
            where folded.hasSuffix(ending) {
                guard let year = FiscalYear(parsing: folded.dropLast(ending.count)) else {
                    return nil
                }
                self.init(year: year, quarter: quarter)
                return
            }
        }
        guard let year = FiscalYear(parsing: folded) else { return nil }
        self.init(year: year)
    }
}

extension FigurePeriod: CustomStringConvertible {
    /// The short name, `R8` or `R8-Q1` (期間の略称).
    public var description: String {
        year.label + (quarter.map { "-Q\($0.rawValue)" } ?? "")
    }
}
