import Desk
import Hummingbird
import Participation

/// `/year`: what a new fiscal year needs, each with its state and the way to do it (年度更新,
/// PRODUCT §4.11 S14).
struct YearPage: Sendable {
    static let path = "/year"
    /// The calendar a single closed day goes into.
    static let ownCalendar = "市の休日"
    /// The version of the lists of posts a form was made with.
    static let seenField = "seen"
    /// The longest list of posts or closed days, in characters.
    static let longestList = 200_000

    let desk: Desk

    /// The small forms of the page; each sends its name (年度更新の入力).
    enum Task: String, Sendable, CaseIterable {
        case closedDay = "closed-day"
        case holidays
        case signature
        case posts

        /// Before the names of its fields' ids.
        var prefix: String { "\(rawValue)-" }
    }

    var routes: [Route] {
        [
            Route(.get, Self.path) { request, visit in try await page(request, visit) },
            Route.form(Self.path) { form, request, visit in
                try await take(form, request, visit)
            },
        ]
    }

    /// The year asked for; from January on the one to come, before that the present one.
    private func year(_ request: Request) -> FiscalYear {
        if let text = request.uri.queryParameters["year"],
            let year = FiscalYear(parsing: String(text))
        {
            return year
        }
        let now = FiscalYear(desk.today)
        let isTurning = Self.turningMonths.contains(desk.today.month)
        return isTurning ? FiscalYear(now.year + 1) ?? now : now
    }

    /// The months in which the coming year is prepared.
    private static let turningMonths = 1...3

    private func take(_ form: Form, _ request: Request, _ visit: Visit) async throws -> Response {
        let words = Strings.asked(by: request)
        guard let task = Task(rawValue: form.text("task")) else { throw HTTPError(.badRequest) }
        let person = try visit.person()
        var errors: [FieldError] = []
        do throws(DeskError) {
            switch task {
            case .closedDay: errors = try await close(form, words, person.login)
            case .holidays: errors = try await takeHolidays(form, words, person.login)
            case .signature: errors = try await sign(form, words, person.login)
            case .posts: errors = try await takePosts(form, words, person.login)
            }
        } catch {
            if task == .posts, case .changed = error {
                return try await page(
                    request, visit, task, form.with([Self.seenField: ""]),
                    [FieldError(field: "list", text: words.year.postsOvertaken)],
                    status: .conflict)
            }
            guard let refused = [FieldError](error, words) else { throw error }
            errors = refused
        }
        guard errors.isEmpty else {
            return try await page(request, visit, task, form, errors)
        }
        return .see(
            Address(Self.path).with("year", year(request).label).with("done", task.rawValue), words)
    }

    /// The day of a form's three fields; what is wrong with it is noted.
    private func day(
        _ name: String, _ label: String, _ form: Form, _ words: Strings,
        _ errors: inout [FieldError]
    ) -> LocalDate? {
        let problem: InputError.Problem
        switch Fields.day(name, in: form, today: desk.today) {
        case .date(let day)?: return day
        case .ambiguous(let days)?: problem = .ambiguousDay(days)
        case .unreadable(let reason)?: problem = .unreadableDay(reason)
        case nil: problem = .required
        }
        errors.append(
            FieldError(
                field: name, text: words.inputError(InputError(name, problem, label: label))))
        return nil
    }

    private func close(
        _ form: Form, _ words: Strings, _ actor: String
    ) async throws(DeskError) -> [FieldError] {
        let texts = words.year
        var errors: [FieldError] = []
        let day = day("on", texts.closedDay, form, words, &errors)
        let name = form.given("name")
        if name == nil {
            let error = InputError("name", .required, label: texts.closedName)
            errors.append(FieldError(field: "name", text: words.inputError(error)))
        }
        guard let day, let name else { return errors }
        guard let closure = Closure(.once(day), name: name) else {
            let error = InputError("name", .tooLong(Closure.longestName), label: texts.closedName)
            return [FieldError(field: "name", text: words.inputError(error))]
        }
        try await desk.close(closure, in: Self.ownCalendar, actor: actor)
        return []
    }

    private func takeHolidays(
        _ form: Form, _ words: Strings, _ actor: String
    ) async throws(DeskError) -> [FieldError] {
        guard let table = try table("list", form) else {
            return [missing("list", words.year.holidayList, words)]
        }
        let outcome = try await desk.importCalendar(
            table, name: words.year.holidayCalendar, actor: actor)
        return outcome.problems.map { FieldError(field: "list", text: $0.japanese) }
    }

    private func sign(
        _ form: Form, _ words: Strings, _ actor: String
    ) async throws(DeskError) -> [FieldError] {
        var errors: [FieldError] = []
        guard let from = day("from", words.year.from, form, words, &errors) else { return errors }
        try await desk.define(
            SignatureTerm(
                from: from, title: Wording(form.given("title") ?? ""),
                name: Wording(form.given("name") ?? "")), actor: actor)
        return []
    }

    private func takePosts(
        _ form: Form, _ words: Strings, _ actor: String
    ) async throws(DeskError) -> [FieldError] {
        var errors: [FieldError] = []
        let from = day("from", words.year.from, form, words, &errors)
        guard let table = try table("list", form) else {
            return errors + [missing("list", words.year.postList, words)]
        }
        guard let from else { return errors }
        // The page makes it; whoever sends none has seen nothing of what there is.
        let outcome = try await desk.importPosts(
            table, effectiveOn: from, expecting: Int32(form.text(Self.seenField)) ?? -1,
            actor: actor)
        return outcome.problems.map { FieldError(field: "list", text: $0.japanese) }
    }

    /// A list pasted from a spreadsheet; nil when nothing was.
    private func table(_ name: String, _ form: Form) throws(DeskError) -> TableFile? {
        guard let text = form.given(name) else { return nil }
        do throws(ImportError) {
            return try TableFile(Array(text.utf8), encoding: .utf8)
        } catch {
            throw .file(error)
        }
    }

    private func missing(_ name: String, _ label: String, _ words: Strings) -> FieldError {
        FieldError(
            field: name, text: words.inputError(InputError(name, .required, label: label)))
    }

    private func page(
        _ request: Request, _ visit: Visit, _ task: Task? = nil, _ form: Form = Form([]),
        _ errors: [FieldError] = [], status: HTTPResponse.Status? = nil
    ) async throws -> Response {
        let words = Strings.asked(by: request)
        let year = year(request)
        // Before the lists: what is shown is that or newer.
        let seen = try await desk.postsVersion()
        let view = YearView(
            turn: try await desk.yearTurn(to: year), posts: try await desk.posts(),
            seen: seen, today: desk.today, person: try visit.person(), task: task, form: form,
            isOvertaken: status == .conflict, errors: errors,
            done: Task(rawValue: String(request.uri.queryParameters["done"] ?? "")), words: words)
        return Page(
            title: words.year.title, address: Address(of: request).with("done", nil),
            place: .year, city: try await desk.city()?.name, isWide: true, visitor: visit.visitor,
            year: year
        ).response(
            words, view.html, status: status ?? (errors.isEmpty ? .ok : .unprocessableContent))
    }
}
