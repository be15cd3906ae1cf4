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
        var difference: FigureDifference?
        var series: [FigureYear] = []
        var outlook: RecordedOutlook?
        /// What was typed about the period, when it was not taken.
        var typed: Form?
        var errors: [FieldError] = []
        /// Who may write about the period.
        var writer: SignedIn?
        var today: LocalDate
    }

    static let path = "/figures/{plan}/{code}"

    var routes: [Route] {
        [
            Route(.get, Self.path) { try await answer($0, $1.visitor) },
            Route.form(Self.path) { form, request, visit in
                try await write(form, request, visit)
            },
        ]
    }

    /// Writes down what the owner section says of the period.
    private func write(
        _ form: Form, _ request: Request, _ visit: Visit
    ) async throws -> Response {
        let words = Strings.asked(by: request)
        let person = try visit.person()
        var reader = QueryReader(request, today: desk.today)
        let year = reader.year()
        let quarter = reader.quarter()
        try reader.finish()
        let asked = ObservedPeriod(
            indicator: Self.name(of: request), year: year.label,
            quarter: quarter.map { String($0.rawValue) })
        var entry = OutlookEntry()
        entry.cause = form.given("cause")
        entry.efforts = form.given("efforts")
        entry.forecast = form.given("forecast")
        entry.prospect = form.given("prospect")
        let outcome = try await Asked(form, words) { [entry] command in
            _ = try await desk.stateOutlook(
                entry, of: asked, actor: person.login, command: command)
        }
        guard outcome.isDone else {
            return try await answer(request, visit.visitor, typed: form, outcome.errors)
        }
        return .see(Address(of: request), words)
    }

    private func answer(
        _ request: Request, _ visitor: Visitor, typed: Form? = nil, _ errors: [FieldError] = []
    ) async throws -> Response {
        let words = Strings.asked(by: request)
        var model: Model
        do {
            model = try await self.model(request, words)
        } catch DeskError.malformed(let errors) {
            throw WebError.badQuery(errors)
        }
        model.typed = typed
        model.errors = errors
        model.writer = visitor.member.flatMap {
            $0.has(oneOf: AccessTable.roles(.post, Self.path)) ? $0 : nil
        }
        let texts = words.figures
        return Page(
            title: texts.records.title(model.records.figure.definition.indicator.name),
            address: Address(of: request), place: .figures, city: model.city?.name, isWide: true,
            visitor: visitor
        ).response(
            words, Self.content(model, words), status: errors.isEmpty ? .ok : .unprocessableContent)
    }

    /// `plan/code` of the address.
    private static func name(of request: Request) -> String {
        request.uri.path.split(separator: "/").dropFirst().joined(separator: "/")
    }

    private func model(_ request: Request, _ words: Strings) async throws -> Model {
        let today = desk.today
        var reader = QueryReader(request, today: today)
        let choice = FigureChoice(
            year: reader.year(), asOf: reader.asOf(), compared: reader.compared(),
            lens: reader.lens(), filter: reader.filter(words.review),
            language: words.languageParameter)
        let quarter = reader.quarter()
        let until = reader.day("until")
        let page = reader.integer("page", within: 1...FigureRecordsRequest.lastPage) ?? 1
        try reader.finish()
        let name = Self.name(of: request)
        let period = FigurePeriod(year: choice.year, quarter: quarter)
        let records = try await desk.figureRecords(
            FigureRecordsRequest(
                indicator: name, period: period, until: until, asOf: choice.asOf,
                lens: choice.lens, filter: choice.filter, page: page))
        guard page <= records.pages else {
            throw WebError.badQuery([InputError("page", .notInRange(1...records.pages))])
        }
        let indicator = records.figure.definition.indicator
        var model = Model(
            city: try await desk.city(), choice: choice, until: until, records: records,
            today: today)
        if let other = choice.compared {
            model.difference = try await desk.figureDifference(
                FigureDifferenceRequest(
                    indicator: name, period: period, one: choice.asOf, other: other,
                    lens: choice.lens, filter: choice.filter))
        } else if choice.filter.isNone {
            model.series = try await desk.figureSeries(
                of: indicator, around: choice.year, asOf: choice.asOf, lens: choice.lens)
        }
        model.outlook = try await desk.outlooks(
            of: indicator.fullCode, in: choice.year, through: records.asOf.position)[period]
        return model
    }

    static func content(_ model: Model, _ words: Strings) -> HTML {
        let texts = words.figures
        let records = model.records
        let indicator = records.figure.definition.indicator
        let moment = MomentLine(
            asked: model.choice.asOf, moment: records.asOf, day: records.day, words: texts)
        var latest = model.choice
        latest.asOf = .now
        latest.compared = nil
        var alone = model.choice
        alone.compared = nil
        let difference = model.difference.map {
            DifferenceList(
                difference: $0, indicator: indicator,
                without: alone.records(of: indicator, records.figure.period), words: words
            ).html
        }
        let fields = Fields(errors: model.errors, words: words)
        let lists = records.parts.map { part in
            FigureRecordList(
                part: part, indicator: indicator, model: model, moment: moment, words: texts
            ).html
        }
        return """
            \(fields.summary)
            <p class="back"><a href="\(model.choice.board.text)">\(texts.records.backToBoard)</a></p>
            <h1>\(indicator.name) <span class="year">\(period(model, texts))</span></h1>
            \(value(model, texts))
            \(moment.html)
            \(moment.notice(latest: latest.records(of: indicator, records.figure.period, until: model.until)))
            \(periods(model, texts))
            \(difference ?? "")
            \(PlanSeries(indicator: indicator, years: model.series, words: texts, review: words.review).html)
            \(outlook(model, words))
            \(HTML(joining: lists))
            \(definition(model, texts))
            """
    }

    private static func outlook(_ model: Model, _ words: Strings) -> HTML {
        let figure = model.records.figure
        var now = model.choice
        now.asOf = .now
        now.compared = nil
        now.filter = FigureFilter()
        return OutlookView(
            indicator: figure.definition.indicator, period: figure.period, outlook: model.outlook,
            form: model.typed, errors: model.errors, writer: model.writer,
            action: now.records(of: figure.definition.indicator, figure.period), words: words
        ).html
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
            guard model.choice.filter.narrows(indicator.measure) else { return "" }
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
