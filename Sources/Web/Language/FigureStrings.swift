import Desk
import Participation

/// What the pages of figures say, in one language (指標のページの文言).
struct FigureStrings: Sendable {
    let title: String
    let year: @Sendable (FiscalYear) -> String
    let day: @Sendable (LocalDate) -> String
    let quarter: @Sendable (Quarter) -> String
    let months: @Sendable (Quarter) -> String
    let wholeYear: String

    // The moment
    let asOf: @Sendable (_ day: String, _ time: String?, _ position: Int64) -> String
    let latest: String
    let pastTitle: String
    let pastDetail: String
    let showLatest: String
    let controlsTitle: String
    let yearLabel: String
    let asOfLabel: String
    let asOfHint: String
    let planLabel: String
    let allPlans: String
    let lensLabel: String
    let lens: @Sendable (Lens.View) -> String
    let show: String
    let presetsTitle: String
    let quarterEnd: @Sendable (_ day: String, Quarter) -> String
    let yearsTitle: String
    let previous: @Sendable (String) -> String
    let next: @Sendable (String) -> String

    // The table
    let caption: @Sendable (_ year: String, _ asOf: String, _ indicators: Int) -> String
    let indicator: String
    let baseline: String
    let target: String
    let actual: String
    let rates: String
    let achievement: String
    let progress: String
    let state: String
    let stateName: @Sendable (ProgressState) -> String
    let lastYear: String
    let toDate: String
    let trend: String
    let inYear: @Sendable (FiscalYear) -> String
    let guide: String
    let expected: String
    let betterDown: String
    let unit: @Sendable (String) -> String
    let unknown: String
    let notYet: String
    let running: String
    let none: String
    let redefined: String
    let noQuarters: @Sendable (Indicator.Frequency?) -> String
    let otherPolicies: String

    // The bars
    let barsTitle: @Sendable (_ name: String, _ values: [String], _ guide: String?) -> String
    let quarterIs: @Sendable (_ quarter: String, _ value: String) -> String
    let isRunning: @Sendable (String) -> String
    let barGuide: @Sendable (_ value: String, _ isQuarterOfYear: Bool) -> String

    let legendTitle: String
    let legend: [(term: String, meaning: String)]
    let stateMeaning: @Sendable (ProgressState) -> String

    // Nothing to show
    let noPlans: String
    let noPlansDetail: String
    let noIndicators: @Sendable (_ year: String) -> String
    let noIndicatorsDetail: String

    let records: FigureRecordStrings
}

/// What the lists of records behind a number say, in one language (根拠の一覧の文言).
struct FigureRecordStrings: Sendable {
    let title: @Sendable (_ indicator: String) -> String
    let backToBoard: String
    let periodsTitle: String
    let until: @Sendable (_ day: String) -> String
    let definitionTitle: String
    let howCounted: String
    let plan: String
    let policy: String
    let approach: String
    let baseline: String
    let targets: String
    let description: String
    let source: String
    let owner: String
    let frequency: String
    let version: String
    let versionNumber: @Sendable (Int) -> String
    let difference: @Sendable (_ counted: String, _ difference: String) -> String

    let listTitle: @Sendable (FigureRecords.Part.Role) -> String
    let range: @Sendable (_ first: Int, _ last: Int, _ total: Int) -> String
    let empty: String
    let emptyObserved: String
    let pagesTitle: String
    let previousPage: String
    let nextPage: String
    let position: String
    let receipt: String
    let date: @Sendable (FactKind) -> String
    let sort: @Sendable (FactKind) -> String
    let category: String
    let section: String
    let quantity: @Sendable (FactKind) -> String
    let period: String
    let value: String
    let later: String
    let change: @Sendable (FigureRecord.Change) -> String
    let restricted: String
    let lastOnly: String
    let averageNote: String

    let measure: MeasureStrings
}

/// How a measure is put into a sentence, in one language (測り方の文言).
struct MeasureStrings: Sendable {
    let stop: String
    let betweenSentences: String
    let source: @Sendable (Measure.Source) -> String
    let field: @Sendable (String) -> String
    let dimension: @Sendable (String) -> String
    let count: @Sendable (_ source: String) -> String
    let sum: @Sendable (_ source: String, _ field: String) -> String
    let distinct: @Sendable (_ source: String, _ field: String) -> String
    let average: @Sendable (_ source: String, _ field: String) -> String
    let ratio: @Sendable (_ numerator: String, _ denominator: String) -> String
    let latest: @Sendable (_ source: String, _ field: String) -> String
    let observed: String
    let condition: @Sendable (_ dimension: String, _ words: [String]) -> String
    let conditions: @Sendable (_ what: String, _ conditions: [String]) -> String
    let date: @Sendable (Measure.DateField) -> String
    let since: @Sendable (_ year: String) -> String
}
