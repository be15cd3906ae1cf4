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
        /// nil when the input was wrong.
        var board: FigureBoard?
        var today: LocalDate
    }

    var routes: [Route] { [Route(.get, "/figures") { try await answer($0, $1.visitor) }] }

    private func answer(_ request: Request, _ visitor: Visitor) async throws -> Response {
        let words = Strings.asked(by: request)
        let model = try await model(request, words)
        return Page(
            title: words.figures.title, address: Address(of: request), place: .figures,
            city: model.city?.name, isWide: true, visitor: visitor
        ).response(
            words, Self.content(model, words), status: model.board == nil ? .badRequest : .ok)
    }

    private func model(_ request: Request, _ words: Strings) async throws -> Model {
        let today = desk.today
        var reader = QueryReader(request, today: today)
        let choice = FigureChoice(
            year: reader.year(), plan: reader.text("plan"), asOf: reader.asOf(),
            lens: reader.lens(), language: words.languageParameter)
        let form = FigureForm(
            asOf: reader.text("asOf") ?? "", lens: choice.lens.category.rawValue,
            plan: choice.plan ?? "", errors: reader.errors)
        var model = Model(
            city: try await desk.city(), choice: choice, form: form, plans: [], today: today)
        if reader.errors.isEmpty {
            do throws(DeskError) {
                let board = try await desk.figureBoard(
                    FigureBoardRequest(
                        year: choice.year, plan: choice.plan, asOf: choice.asOf, lens: choice.lens))
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
            choice: model.choice, form: model.form, plans: model.plans, today: model.today,
            words: words)
        let heading: HTML = """
            <h1>\(texts.title) <span class="year">\(texts.year(model.choice.year))</span></h1>
            """
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
            \(controls.html)
            \(tables(model, board, moment.text, words))
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
                moment: moment, words: words.figures
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
