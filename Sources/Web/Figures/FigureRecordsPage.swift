import Desk
import Hummingbird
import Participation

/// `/figures/{plan}/{code}`: the records behind one number (指標の根拠).
struct FigureRecordsPage: Sendable {
    let desk: Desk

    /// What the page shows.
    struct Model: Sendable {
        var city: City?
        var choice: FigureChoice
        var until: LocalDate?
        var records: FigureRecords
        var today: LocalDate
    }

    var routes: [Route] {
        [Route(.get, "/figures/{plan}/{code}") { try await answer($0, $1.visitor) }]
    }

    private func answer(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let words = Strings.asked(by: request)
        let model: Model
        do {
            model = try await self.model(request, words)
        } catch DeskError.malformed(let errors) {
            throw WebError.badQuery(errors)
        }
        let texts = words.figures
        return Page(
            title: texts.records.title(model.records.figure.definition.indicator.name),
            address: Address(of: request), place: .figures, city: model.city?.name, isWide: true,
            visitor: visitor
        ).response(words, Self.content(model, words))
    }

    private func model(_ request: Request, _ words: Strings) async throws -> Model {
        let today = desk.today
        var reader = QueryReader(request, today: today)
        let choice = FigureChoice(
            year: reader.year(), asOf: reader.asOf(), lens: reader.lens(),
            language: words.languageParameter)
        let quarter = reader.quarter()
        let until = reader.day("until")
        let page = reader.integer("page", within: 1...FigureRecordsRequest.lastPage) ?? 1
        try reader.finish()
        let name = request.uri.path.split(separator: "/").dropFirst().joined(separator: "/")
        let records = try await desk.figureRecords(
            FigureRecordsRequest(
                indicator: name, period: FigurePeriod(year: choice.year, quarter: quarter),
                until: until, asOf: choice.asOf, lens: choice.lens, page: page))
        guard page <= records.pages else {
            throw WebError.badQuery([InputError("page", .notInRange(1...records.pages))])
        }
        return Model(
            city: try await desk.city(), choice: choice, until: until, records: records,
            today: today)
    }

    static func content(_ model: Model, _ words: Strings) -> HTML {
        let texts = words.figures
        let records = model.records
        let indicator = records.figure.definition.indicator
        let moment = MomentLine(
            asked: model.choice.asOf, moment: records.asOf, day: records.day, words: texts)
        var latest = model.choice
        latest.asOf = .now
        let lists = records.parts.map { part in
            FigureRecordList(
                part: part, indicator: indicator, model: model, moment: moment, words: texts
            ).html
        }
        return """
            <p class="back"><a href="\(model.choice.board.text)">\(texts.records.backToBoard)</a></p>
            <h1>\(indicator.name) <span class="year">\(period(model, texts))</span></h1>
            \(value(model, texts))
            \(moment.html)
            \(moment.notice(latest: latest.records(of: indicator, records.figure.period, until: model.until)))
            \(periods(model, texts))
            \(HTML(joining: lists))
            \(definition(model, texts))
            """
    }

    /// `令和8年度（2026年度） 第1四半期`
    static func period(_ model: Model, _ words: FigureStrings) -> String {
        let period = model.records.figure.period
        return
            ([words.year(period.year), period.quarter.map(words.quarter)]
            + [model.until.map { words.records.until(words.day($0)) }])
            .compactMap(\.self).joined(separator: " ")
    }

    private static func value(_ model: Model, _ words: FigureStrings) -> HTML {
        let figure = model.records.figure
        let indicator = figure.definition.indicator
        guard let value = figure.value else {
            let isToCome = model.records.day < figure.period.firstDay
            return "<p class=\"value\">\(isToCome ? words.notYet : words.unknown)</p>"
        }
        return """
            <p class="value">\(value.grouped(decimals: indicator.decimals))\
            <span class="of">\(indicator.unit)</span></p>
            """
    }

    /// The year and its quarters, to go from one to another.
    private static func periods(_ model: Model, _ words: FigureStrings) -> HTML {
        let figure = model.records.figure
        let indicator = figure.definition.indicator
        let isByQuarter = indicator.isDueQuarterly || figure.period.quarter != nil
        let quarters = isByQuarter ? Quarter.allCases.map { Optional($0) } : []
        let links = ([nil] + quarters).map { quarter -> HTML in
            let period = FigurePeriod(year: figure.period.year, quarter: quarter)
            let isHere = period == figure.period && model.until == nil
            let current: HTML = isHere ? " aria-current=\"true\"" : ""
            let address = model.choice.records(of: indicator, period)
            return """
                <li><a href="\(address.text)"\(current)>\
                \(quarter.map(words.quarter) ?? words.wholeYear)</a></li>
                """
        }
        return """
            <nav class="presets" aria-label="\(words.records.periodsTitle)">
            <ul>
            \(HTML(joining: links))
            </ul>
            </nav>
            """
    }

    // MARK: What the number means

    private static func definition(_ model: Model, _ words: FigureStrings) -> HTML {
        let texts = words.records
        let definition = model.records.figure.definition
        let indicator = definition.indicator
        let sentence = MeasureSentence(
            measure: indicator.measure, words: texts.measure, year: words.year)
        let entries: [(String, String?)] = [
            (texts.howCounted, sentence.text), (texts.plan, model.records.plan?.name),
            (texts.policy, indicator.policy), (texts.approach, indicator.approach),
            (texts.baseline, baseline(model, words)), (texts.targets, targets(indicator, words)),
            (texts.description, indicator.description), (texts.source, indicator.source),
            (texts.owner, indicator.owner), (texts.frequency, indicator.frequency?.japanese),
            (texts.version, texts.versionNumber(definition.version)),
        ]
        let lines = entries.compactMap { term, text in
            text.map { "<dt>\(term)</dt>\n<dd>\($0)</dd>" as HTML }
        }
        return """
            <section class="definition" aria-labelledby="definition">
            <h2 id="definition">\(texts.definitionTitle)</h2>
            <dl>
            \(HTML(joining: lines))
            </dl>
            </section>
            """
    }

    /// As the plan prints it. What is counted here never replaces it; both are shown
    /// (DECISIONS B6).
    private static func baseline(_ model: Model, _ words: FigureStrings) -> String {
        let figure = model.records.figure
        let indicator = figure.definition.indicator
        guard let baseline = indicator.baseline else { return words.none }
        func amount(_ value: FigureValue) -> String {
            value.grouped(decimals: indicator.decimals) + indicator.unit
        }
        var parts = [baseline.value.map(amount), baseline.label ?? baseline.year.map(words.inYear)]
        if !baseline.measured, baseline.value != nil { parts.append(words.expected) }
        let isWholeYear = figure.period == FigurePeriod(year: figure.period.year)
        if let printed = baseline.value, let counted = figure.value, isWholeYear,
            baseline.year == figure.period.year, let difference = counted.subtracting(printed)
        {
            let sign = difference > .zero ? "+" : ""
            parts.append(words.records.difference(amount(counted), sign + amount(difference)))
        }
        return parts.compactMap(\.self).joined(separator: " ")
    }

    private static func targets(_ indicator: Indicator, _ words: FigureStrings) -> String {
        guard !indicator.targets.isEmpty else { return words.none }
        return indicator.targets.map { target in
            let text = target.japanese(unit: indicator.unit, decimals: indicator.decimals)
            return "\(text) \(words.inYear(target.year))"
        }.joined(separator: " → ")
    }
}
