/// How the figure of an indicator comes about, over facts (測り方).
///
/// Says what is counted, never how: the question that counts facts reads this. Average and ratio
/// are over the facts of the period, `latest` and accumulated figures as at its end (DECISIONS B4).
public struct Measure: Sendable, Equatable {
    /// The calculation (計算の種類).
    public var form: Form
    /// The first year that is counted in when facts are taken from there to the end of the
    /// period; nil for each year by itself (累計の開始年度).
    public var accumulatedSince: FiscalYear?

    /// A measure (測り方).
    public init(_ form: Form, accumulatedSince: FiscalYear? = nil) {
        self.form = form
        self.accumulatedSince = accumulatedSince
    }

    /// The calculations (計算の種類).
    public enum Form: Sendable, Equatable {
        /// How many, how much or how many different (件数・合計・異なり数).
        case counted(Countable)
        /// The sum of a field over the number of facts: `20人/回` (平均).
        case average(field: String, Selection)
        /// One number over another, shown in percent where the unit says so (割合).
        case ratio(numerator: Countable, denominator: Countable)
        /// The value of a field in the last fact up to the end of the period (時点値).
        case latest(field: String, Selection)
        /// A value someone looked up and entered for this very indicator (記入値).
        ///
        /// With `accumulatedSince` the values entered for the periods since then are added up.
        case observed(field: String)
    }

    /// Something that gives one whole and additive number (数えるもの).
    public struct Countable: Sendable, Equatable {
        /// What is done with the facts (数え方).
        public var tally: Tally
        /// Which facts (対象).
        public var selection: Selection

        /// Something to count (数えるもの).
        public init(_ tally: Tally, of selection: Selection) {
            self.tally = tally
            self.selection = selection
        }
    }

    /// What is done with the selected facts (数え方).
    public enum Tally: Sendable, Equatable {
        /// Their number (件数).
        case count
        /// The sum of a field, such as `headcount` (合計).
        case sum(field: String)
        /// How many different values a field has (異なり数).
        case distinct(field: String)
    }

    /// Which facts are taken (対象).
    public struct Selection: Sendable, Equatable {
        /// The kind of fact (事実の種類).
        public var source: Source
        /// What must hold of them, all of it, in the order of the dimensions' names (条件).
        public var conditions: [Condition]
        /// The date that says which period they belong to (日付の項目).
        public var date: DateField

        /// Facts of a kind; the date is the one that kind is counted by unless said otherwise
        /// (対象).
        public init(_ source: Source, where conditions: [Condition] = [], date: DateField? = nil) {
            self.source = source
            // The same conditions in another order are the same definition.
            self.conditions = conditions.sorted { $0.dimension < $1.dimension }
            self.date = date ?? source.date
        }
    }

    /// A condition on one dimension (条件).
    public struct Condition: Sendable, Equatable {
        /// The dimension: `scheme`, `channel`, `anonymous` …, or an imported attribute (項目).
        public var dimension: String
        /// The values it may have, each once; `true` and `false` for `anonymous` (値).
        public var values: [String]

        /// A condition; the order of the values says nothing (条件).
        public init(_ dimension: String, in values: [String]) {
            self.dimension = dimension
            self.values = Set(values).sorted()
        }
    }

    /// The kinds of facts (事実の種類).
    public enum Source: String, Sendable, CaseIterable {
        /// What citizens said (受付案件).
        case items
        /// Outreach lectures that were held (出前講座).
        case lectures
        /// Workshops, tours and talks that were held (催し).
        case gatherings
        /// Registrations for them (申込み).
        case registrations
        /// Values someone looked up (観測値).
        case observations

        /// The date facts of this kind are counted by (日付の項目).
        public var date: DateField {
            switch self {
            case .items: .receivedOn
            case .lectures, .gatherings: .heldOn
            case .registrations: .registeredOn
            case .observations: .observedOn
            }
        }

        /// The word in definitions (事実の種類の名称).
        public var japanese: String {
            switch self {
            case .items: "受付案件"
            case .lectures: "出前講座"
            case .gatherings: "催し"
            case .registrations: "申込み"
            case .observations: "観測値"
            }
        }
    }

    /// The effective date of a fact, not the day it was recorded (日付の項目).
    public enum DateField: String, Sendable, CaseIterable {
        /// First arrival at any city office (受付日).
        case receivedOn
        /// The day it took place (実施日).
        case heldOn
        /// The day of the registration (申込日).
        case registeredOn
        /// The day the value is of (観測日).
        case observedOn

        /// The word in definitions (日付の項目名).
        public var japanese: String {
            switch self {
            case .receivedOn: "受付日"
            case .heldOn: "実施日"
            case .registeredOn: "申込日"
            case .observedOn: "観測日"
            }
        }
    }
}

extension Measure {
    /// The facts it looks at; two for a ratio, none for an entered value (対象).
    public var selections: [Selection] {
        switch form {
        case .counted(let countable): [countable.selection]
        case .average(_, let selection), .latest(_, let selection): [selection]
        case .ratio(let numerator, let denominator): [numerator.selection, denominator.selection]
        case .observed: []
        }
    }

    /// The fields of facts it reads (項目).
    public var fields: [String] {
        switch form {
        case .counted(let countable): countable.tally.fields
        case .average(let field, _), .latest(let field, _), .observed(let field): [field]
        case .ratio(let numerator, let denominator):
            numerator.tally.fields + denominator.tally.fields
        }
    }

    /// Whether the parts of a year add up to the year: counts and sums, year by year (加算できる).
    public var isAdditive: Bool {
        guard accumulatedSince == nil, case .counted(let countable) = form else { return false }
        return switch countable.tally {
        case .count, .sum: true
        case .distinct: false
        }
    }
}

extension Measure.Tally {
    fileprivate var fields: [String] {
        switch self {
        case .count: []
        case .sum(let field), .distinct(let field): [field]
        }
    }
}
