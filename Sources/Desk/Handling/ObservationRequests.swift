import Participation

/// Which typed-in value is meant, as handed in (把握値の指定).
public struct ObservedPeriod: Sendable {
    /// The indicator, `plan/code`, or the code where one plan has it (指標).
    public var indicator: String
    /// The series others publish that the indicator is held against, such as 全道平均; nil: the
    /// city's own value (系列).
    public var series: String?
    /// The fiscal year (年度).
    public var year: String
    /// The quarter, where the value is of one (四半期).
    public var quarter: String?

    /// A value of an indicator in a period.
    public init(indicator: String, series: String? = nil, year: String, quarter: String? = nil) {
        self.indicator = indicator
        self.series = series
        self.year = year
        self.quarter = quarter
    }

    func period(_ reader: inout RequestReader) -> FigurePeriod? {
        let fiscalYear = reader.year(year, "year")
        let part = reader.quarter(quarter, "quarter")
        return fiscalYear.map { FigurePeriod(year: $0, quarter: part) }
    }
}

/// A value and where it is from, as handed in (把握値の届).
public struct ObservationEntry: Sendable {
    /// The value as published (値).
    public var value: String
    /// Where it is from (出典).
    public var source: String?
    /// The year of the survey, where it is another (調査年度).
    public var surveyYear: String?
    /// A code, such as `provisional` (値の区分).
    public var label: String?
    /// Why it replaces another (訂正の理由).
    public var reason: String?

    /// A value.
    public init(value: String) { self.value = value }

    struct Read {
        var value: FigureValue
        var surveyYear: FiscalYear?
        var label: FigureLabel?
    }

    func read(_ reader: inout RequestReader) -> Read? {
        let number = reader.number(value, "value")
        let survey = reader.year(surveyYear, "surveyYear")
        let label: FigureLabel? = reader.code(label, "label")
        return number.map { Read(value: $0, surveyYear: survey, label: label) }
    }
}
