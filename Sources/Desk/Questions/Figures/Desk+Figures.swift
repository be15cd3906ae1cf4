import EventLog
import FoundationEssentials
public import Participation
import Postgres

extension Desk {
    /// Counts figures as of a moment (指標値の集計).
    ///
    /// Waits until the facts have come up to the head the log has now.
    /// - Throws: ``DeskError``; ``DeskError/notFound(_:)`` for an indicator nobody has defined.
    public func figures(_ request: FigureRequest) async throws(DeskError) -> Figures {
        do {
            let moment = try await resolve(request.asOf)
            try await catchUp([.facts])
            let catalogue = try await catalogue()
            let definitions = try Self.definitions(request, catalogue, moment)
            let known = try await firstQuarters(moment)
            let day = lastDay(of: request.asOf, at: moment)
            var counting = FigureCounting(
                request, moment: moment, day: day, firstQuarters: known,
                narrowing: try await narrowing(request.filter, at: moment, on: day))
            for definition in definitions { counting.add(definition) }
            let answers = try await count(
                counting.queries,
                try await regrouping(for: counting.queries, moment, on: day))
            let figures = counting.figures(answers) { catalogue.shortName(of: $0) }
            try await refuseUnknownAxes(request, figures)
            return Figures(asOf: moment, figures: figures)
        } catch {
            throw DeskError(error)
        }
    }

    /// An axis that is none of Koe's own, and of which no record says anything: a misspelled one must
    /// not look like something nobody has found out.
    private func refuseUnknownAxes(_ request: FigureRequest, _ figures: [Figure]) async throws {
        for (place, name) in request.by.enumerated() {
            guard case .attribute = Axis(name, lens: request.lens),
                figures.allSatisfy({ $0.dimensions.dropFirst(place).first?.word == nil })
            else { continue }
            let rows = try await pool.execute(
                "SELECT FROM facts.fact WHERE attributes ? \(name) LIMIT 1")
            if rows.isEmpty {
                throw DeskError.malformed([
                    InputError("by", .notACode(Axis.names + ["取り込んだ属性の名"]))
                ])
            }
        }
    }

    private static func definitions(
        _ request: FigureRequest, _ catalogue: IndicatorCatalogue, _ moment: LogMoment
    ) throws -> [IndicatorDefined] {
        // Before the first definition was recorded there was no indicator to ask for, but its
        // figure can be counted all the same (DECISIONS B3).
        guard !request.indicators.isEmpty else {
            return catalogue.definitions(asOf: moment.position, in: request.year)
        }
        return try request.indicators.map { name in
            try catalogue.definition(name, asOf: moment.position, in: request.year)
        }
    }

    /// All definitions there have ever been.
    func catalogue() async throws -> IndicatorCatalogue {
        try await office.definitions(of: self).catalogue
    }

    /// The last day that is counted in: what is planned for later has not happened yet (集計日).
    public func lastDay(of asOf: AsOf, at moment: LogMoment) -> LocalDate {
        switch asOf {
        case .now: today
        case .day, .moment: min(asOf.day ?? today, today)
        case .position:
            // Nothing was recorded after the last position, so it is as good as now.
            moment.isHead ? today : moment.day ?? today
        }
    }

    /// The first quarter each kind of fact is known of: what lies before it is 未把握, not 0.
    func firstQuarters(_ moment: LogMoment) async throws -> [FactKind: Int32] {
        let rows = try await pool.execute(
            """
            SELECT k.kind, f.quarter
              FROM unnest(\(array: FactKind.allCases.map(\.rawValue), of: .int2)) AS k (kind),
                   LATERAL (SELECT quarter FROM facts.fact AS f
                             WHERE f.kind = k.kind AND f.position <= \(moment.position)
                             ORDER BY f.kind, f.quarter LIMIT 1) AS f
            """)
        var first: [FactKind: Int32] = [:]
        for row in rows {
            guard let kind = FactKind(rawValue: try row.get(0)) else { continue }
            first[kind] = try row.get(1)
        }
        return first
    }
}

/// Collects the questions of several indicators, so that all are asked in one round trip, and
/// makes figures of the answers.
struct FigureCounting {
    private let request: FigureRequest
    private let moment: LogMoment
    private let day: LocalDate
    private let firstQuarters: [FactKind: Int32]
    private let narrowing: [FigureFilter.Axis: [String]]
    private let judges: Bool
    private var parts: [Part] = []
    private(set) var queries: [FactQuery] = []

    /// One indicator: its formula, and those of the years its state is judged by.
    private struct Part {
        var definition: IndicatorDefined
        var formula: Asked
        /// The year up to the day, where a quarter was asked for.
        var year: Asked?
        var past: [(part: Asked, whole: Asked)] = []
        /// The series the year's target is held against.
        var series: Asked?
    }

    private struct Asked {
        var formula: FigureFormula
        var period: FigurePeriod
        var at: Range<Int>
    }

    /// How many earlier years the seasonal share is taken from.
    private static let pastYears = 3

    /// - Parameters:
    ///   - narrowing: the words of the request's filter, with all they stand for.
    ///   - judges: whether the state is worked out, for which earlier years are counted too.
    init(
        _ request: FigureRequest, moment: LogMoment, day: LocalDate,
        firstQuarters: [FactKind: Int32], narrowing: [FigureFilter.Axis: [String]] = [:],
        judges: Bool = true
    ) {
        self.request = request
        self.moment = moment
        self.day = day
        self.firstQuarters = firstQuarters
        self.narrowing = narrowing
        self.judges = judges && request.by.isEmpty && request.filter.isNone
    }

    private var period: FigurePeriod {
        FigurePeriod(year: request.year, quarter: request.quarter)
    }

    /// The last day the state is judged by.
    private var through: LocalDate { min(day, period.lastDay) }

    mutating func add(_ definition: IndicatorDefined) {
        let indicator = definition.indicator
        var part = Part(
            definition: definition,
            formula: ask(indicator, period, by: request.by, through: day))
        if judges {
            if request.quarter != nil {
                part.year = ask(
                    indicator, FigurePeriod(year: request.year), by: [], through: through)
            }
            if case .benchmark(let series) = indicator.goal(for: request.year)?.target.kind {
                let year = FigurePeriod(year: request.year)
                part.series = ask(
                    FigureFormula(
                        series: series, of: indicator,
                        FigureFormula.Scope(
                            period: year, by: [], lens: request.lens, moment: moment)), year)
            }
            if indicator.measure.isAdditive {
                for back in 1...Self.pastYears {
                    guard let year = FiscalYear(request.year.year - back),
                        knows(indicator, from: QuarterNumber(year, .first).value)
                    else { break }
                    let whole = FigurePeriod(year: year)
                    part.past.append(
                        (
                            ask(indicator, whole, by: [], through: through.yearsBack(back)),
                            ask(indicator, whole, by: [], through: nil)
                        ))
                }
            }
        }
        parts.append(part)
    }

    private mutating func ask(
        _ indicator: Indicator, _ period: FigurePeriod, by: [String], through: LocalDate?
    ) -> Asked {
        ask(
            FigureFormula(
                indicator,
                FigureFormula.Scope(
                    period: period, by: by, lens: request.lens, moment: moment, through: through,
                    narrowing: request.filter.narrows(indicator.measure) ? narrowing : nil)),
            period)
    }

    private mutating func ask(_ formula: FigureFormula, _ period: FigurePeriod) -> Asked {
        let start = queries.count
        queries += formula.queries
        return Asked(formula: formula, period: period, at: start..<queries.count)
    }

    /// Whether all kinds of facts it is counted from are known from a quarter on.
    private func knows(_ indicator: Indicator, from quarter: Int32) -> Bool {
        indicator.measure.selections.allSatisfy { selection in
            firstQuarters[FactKind(selection.source)].map { $0 <= quarter } ?? false
        }
    }

    /// Whether anything can be known of the period at all.
    private func isKnown(_ indicator: Indicator) -> Bool {
        guard period.firstDay <= day else { return false }
        return knows(
            indicator, from: QuarterNumber(period.year, period.quarter ?? .fourth).value)
    }

    // MARK: Answers

    func figures(
        _ answers: [[FactCount]], shortName: (Indicator) -> String
    ) -> [Figure] {
        parts.flatMap { part -> [Figure] in
            let indicator = part.definition.indicator
            let code = shortName(indicator)
            let groups = values(part.formula, answers)
            guard request.by.isEmpty else {
                return groups.map { group in
                    Figure(
                        definition: part.definition, code: code, period: period,
                        value: group.value,
                        dimensions: Array(zip(request.by, group.words)), goal: nil,
                        state: .undetermined)
                }
            }
            let value = isKnown(indicator) ? groups.first?.value : nil
            return [
                Figure(
                    definition: part.definition, code: code, period: period, value: value,
                    dimensions: [],
                    goal: request.filter.isNone ? indicator.goal(for: request.year) : nil,
                    state: judges ? state(part, value, answers) : .undetermined)
            ]
        }
    }

    private func values(
        _ asked: Asked, _ answers: [[FactCount]]
    ) -> [(words: [String?], value: FigureValue?)] {
        asked.formula.values(answers[asked.at], of: asked.period)
    }

    private func state(
        _ part: Part, _ value: FigureValue?, _ answers: [[FactCount]]
    ) -> ProgressState {
        let figure = part.year.map { values($0, answers).first?.value } ?? value
        let past = part.past.compactMap { year -> YearSoFar.PastYear? in
            guard let some = values(year.part, answers).first?.value,
                let all = values(year.whole, answers).first?.value
            else { return nil }
            return YearSoFar.PastYear(part: some, whole: all)
        }
        return part.definition.indicator.state(
            of: YearSoFar(
                year: request.year, through: through, figure: value == nil ? nil : figure,
                pastYears: past),
            outsideLevel: part.series.flatMap { values($0, answers).first?.value })
    }
}

extension FigurePeriod {
    /// Its first day (初日).
    public var firstDay: LocalDate {
        guard let quarter else { return year.firstDay }
        return LocalDate(
            year: quarter == .fourth ? year.year + 1 : year.year,
            month: quarter == .fourth ? 1 : quarter.rawValue * 3 + 1, day: 1) ?? year.firstDay
    }

    /// Its last day (末日).
    public var lastDay: LocalDate {
        guard let quarter else { return year.lastDay }
        let next: LocalDate? =
            switch quarter {
            case .first: LocalDate(year: year.year, month: 7, day: 1)
            case .second: LocalDate(year: year.year, month: 10, day: 1)
            case .third: LocalDate(year: year.year + 1, month: 1, day: 1)
            case .fourth: LocalDate(year: year.year + 1, month: 4, day: 1)
            }
        return next.flatMap { LocalDate(dayNumber: $0.dayNumber - 1) } ?? year.lastDay
    }
}

extension LocalDate {
    /// The same day so many years earlier; 29 February becomes the 28th (前年同日).
    public func yearsBack(_ years: Int) -> LocalDate? {
        LocalDate(year: year - years, month: month, day: day)
            ?? LocalDate(year: year - years, month: month, day: 28)
    }
}
