import Desk
import Hummingbird
import Participation

/// `/figures`: every indicator with target, actual, the year before and four quarters
/// (成果指標の一覧).
struct FigureBoardPage: Sendable {
    let desk: Desk

    /// What the page shows.
    struct Model: Sendable {
        var city: City?
        var choice: FigureChoice
        var form: FigureForm
        var plans: [PlanHeader]
        var choices = FigureWords()
        /// nil when the input was wrong, or two moments are compared.
        var board: FigureBoard?
        var comparison: FigureComparison?
        var today: LocalDate

        /// Whether there is something to show.
        var isAnswered: Bool { board != nil || comparison != nil }
    }

    static let csvPath = "/figures.csv"
    static let xlsxPath = "/figures.xlsx"

    var routes: [Route] {
        [
            Route(.get, "/figures") { try await answer($0, $1.visitor) },
            Route(.get, Self.csvPath) { request, _ in try await file(request, as: .csv) },
            Route(.get, Self.xlsxPath) { request, _ in try await file(request, as: .xlsx) },
        ]
    }

    /// The table of the page as a file.
    private func file(_ request: Request, as kind: SheetFile.Kind) async throws -> Response {
        let words = Strings.asked(by: request)
        let model = try await model(request, words)
        guard let sheet = FigureSheet(model: model, words: words).sheet else {
            throw WebError.badQuery(model.form.errors)
        }
        return try await SheetFile(sheet, file: "figures").response(as: kind)
    }

    private func answer(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let words = Strings.asked(by: request)
        let model = try await model(request, words)
        return Page(
            title: words.figures.title, address: Address(of: request), place: .figures,
            city: model.city?.name, isWide: true, visitor: visitor
        ).response(
            words, Self.content(model, words), status: model.isAnswered ? .ok : .badRequest)
    }

    private func model(_ request: Request, _ words: Strings) async throws -> Model {
        let today = desk.today
        var reader = QueryReader(request, today: today)
        let choice = FigureChoice(
            year: reader.year(), plan: reader.text("plan"), asOf: reader.asOf(),
            compared: reader.compared(), lens: reader.lens(), filter: reader.filter(words.review),
            language: words.languageParameter)
        let narrowed = FigureFilter.Axis.allCases.map {
            ($0.rawValue, reader.text($0.rawValue)?.replacing("+", with: " ") ?? "")
        }
        let form = FigureForm(
            asOf: reader.text("asOf") ?? "", lens: choice.lens.category.rawValue,
            plan: choice.plan ?? "", compare: reader.text("compare") ?? "",
            filter: Dictionary(narrowed) { first, _ in first }, errors: reader.errors)
        var model = Model(
            city: try await desk.city(), choice: choice, form: form, plans: [], today: today)
        model.choices = try await desk.figureWords()
        if reader.errors.isEmpty {
            do throws(DeskError) {
                if let other = choice.compared {
                    model.plans = try await desk.plans()
                    model.comparison = try await desk.compareFigures(
                        FigureRequest(
                            year: choice.year, asOf: choice.asOf, lens: choice.lens,
                            filter: choice.filter), with: other)
                    return model
                }
                let board = try await desk.figureBoard(
                    FigureBoardRequest(
                        year: choice.year, plan: choice.plan, asOf: choice.asOf, lens: choice.lens,
                        filter: choice.filter))
                model.board = board
                model.plans = board.plans
                return model
            } catch {
                // A position beyond the end, a plan nobody knows: for the form to say.
                guard case .malformed(let errors) = error else { throw error }
                model.form.errors = errors
            }
        }
        model.plans = try await desk.plans()
        return model
    }

    static func content(_ model: Model, _ words: Strings) -> HTML {
        let texts = words.figures
        let controls = FigureControls(
            choice: model.choice, form: model.form, plans: model.plans, choices: model.choices,
            today: model.today, words: words)
        let heading: HTML = """
            <h1>\(texts.title) <span class="year">\(texts.year(model.choice.year))</span></h1>
            """
        if let comparison = model.comparison {
            let shown = model.plans.filter {
                model.choice.plan == nil || $0.code == model.choice.plan
            }
            return """
                <div class="heading">
                \(heading)
                \(controls.years)
                </div>
                \(narrowed(model, words))
                \(controls.html)
                \(files(model, words))
                \(ComparisonTable(comparison: comparison, plans: shown, choice: model.choice, city: model.city?.name ?? "", words: words).html)
                """
        }
        guard let board = model.board else {
            return """
                \(controls.errorSummary)
                \(heading)
                \(controls.html)
                """
        }
        let moment = MomentLine(
            asked: model.choice.asOf, moment: board.asOf, day: board.day, words: texts)
        return """
            <div class="heading">
            \(heading)
            \(controls.years)
            </div>
            \(moment.html)
            \(moment.notice(latest: model.choice.board(asOf: .now)))
            \(narrowed(model, words))
            \(controls.html)
            \(files(model, words))
            \(tables(model, board, moment.text, words))
            """
    }

    /// That the figures are not of the whole, and the way back to it.
    private static func narrowed(_ model: Model, _ words: Strings) -> HTML {
        guard !model.choice.filter.isNone else { return "" }
        var whole = model.choice
        whole.filter = FigureFilter()
        whole.compared = nil
        let review = words.review
        return """
            <section class="notice past" aria-labelledby="narrowed">
            <h2 id="narrowed">\(review.narrowedTitle)</h2>
            <p>\(review.narrowedDetail)</p>
            <p><a href="\(whole.board.text)">\(review.clear)</a></p>
            </section>
            """
    }

    private static func files(_ model: Model, _ words: Strings) -> HTML {
        let review = words.review
        return """
            <p class="ways">\(review.files): \
            <a href="\(model.choice.file(csvPath).text)">\(review.csv)</a> \
            <a href="\(model.choice.file(xlsxPath).text)">\(review.xlsx)</a></p>
            """
    }

    private static func tables(
        _ model: Model, _ board: FigureBoard, _ moment: String, _ words: Strings
    ) -> HTML {
        guard !board.parts.isEmpty else { return nothing(model, words) }
        let choice = model.choice.pinned(to: board.asOf)
        let tables = board.parts.map { part in
            FigureTable(
                part: part, board: board, choice: choice, city: model.city?.name ?? "",
                moment: moment, words: words.figures, review: words.review
            ).html
        }
        return HTML(joining: tables + [legend(words.figures)])
    }

    /// What to do when there is nothing to show.
    private static func nothing(_ model: Model, _ words: Strings) -> HTML {
        let texts = words.figures
        let (title, detail, command): (String, String, String?) =
            if model.city == nil {
                (words.cityMissing, words.cityMissingDetail, "koe setup --city 根室市 --code 012238")
            } else if model.plans.isEmpty {
                (
                    texts.noPlans, texts.noPlansDetail,
                    "koe plan import db/plans/nemuro-basic.yaml"
                )
            } else {
                (
                    texts.noIndicators(texts.year(model.choice.year)), texts.noIndicatorsDetail,
                    nil
                )
            }
        let code = command.map { "<pre><code>\($0)</code></pre>" as HTML } ?? ""
        return """
            <section class="notice" aria-labelledby="nothing">
            <h2 id="nothing">\(title)</h2>
            <p>\(detail)</p>
            \(code)
            </section>
            """
    }

    private static func legend(_ words: FigureStrings) -> HTML {
        let states = ProgressState.allCases.map { state -> HTML in
            """
            <dt>\(StateMark(state: state, words: words).html)</dt>
            <dd>\(words.stateMeaning(state))</dd>
            """
        }
        let terms = words.legend.map { entry -> HTML in
            "<dt>\(entry.term)</dt>\n<dd>\(entry.meaning)</dd>"
        }
        return """
            <section class="legend" aria-labelledby="legend">
            <h2 id="legend">\(words.legendTitle)</h2>
            <dl>
            \(HTML(joining: states + terms))
            </dl>
            </section>
            """
    }
}
