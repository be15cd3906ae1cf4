import Desk
import Hummingbird
import Participation

/// `/lectures/offers`: the menu of a fiscal year, which sections register anew every year
/// (年度のメニュー).
///
/// Not `/lectures/menu`: that is the citizens' page (CONTRACT §3).
struct LectureMenuPage: Sendable {
    static let path = "/lectures/offers"

    let desk: Desk

    var routes: [Route] {
        [
            Route(.get, Self.path) { request, visit in
                try await page(request, visit, Fields(words: .asked(by: request)))
            },
            Route.form(Self.path) { form, request, visit in try await act(form, request, visit) },
        ]
    }

    private func year(_ request: Request) -> FiscalYear {
        request.uri.queryParameters["year"].flatMap { FiscalYear(parsing: String($0)) }
            ?? FiscalYear(desk.today)
    }

    private func act(_ form: Form, _ request: Request, _ visit: Visit) async throws -> Response {
        let words = Strings.asked(by: request)
        let year = year(request)
        let person = try visit.person()
        let offer = Self.offer(form, year)
        let before = try await desk.lectureMenu(of: year).offered?.item(offer.code)
        // A section registers its own lectures; the whole menu is the hearing section's.
        let isWhole = ["copy", "confirm"].contains(form.text("do"))
        let sections =
            isWhole ? [nil] : [before?.department.text, offer.department].compactMap(\.self)
        for section in sections.isEmpty ? [nil] : sections {
            guard try await HostReach(desk: desk).mayAct(person, for: section) else {
                throw WebError.forbidden
            }
        }
        let asked = try await Asked(form, words) { command in
            let actor = person.login
            switch form.text("do") {
            case "add": _ = try await desk.addLecture(offer, actor: actor, command: command)
            case "change":
                _ = try await desk.changeLecture(offer, actor: actor, command: command)
            case "withdraw":
                _ = try await desk.withdrawLecture(
                    offer.code, from: year, actor: actor, command: command)
            case "copy": _ = try await desk.copyMenu(to: year, actor: actor, command: command)
            case "confirm":
                _ = try await desk.confirmMenu(of: year, actor: actor, command: command)
            default: throw HTTPError(.badRequest)
            }
        }
        guard asked.isDone else {
            return try await page(
                request, visit, Fields(form: form, errors: asked.errors, words: words),
                status: asked.status)
        }
        return .see(Address(Self.path).with("year", year.label), words)
    }

    private static func offer(_ form: Form, _ year: FiscalYear) -> LectureOffer {
        var offer = LectureOffer(code: form.text("code"))
        guard form.text("do") != "withdraw" else { return offer }
        offer.year = year.label
        offer.title = form.text("title")
        offer.aim = form.text("aim")
        offer.minutes = form.text("minutes")
        offer.minimumPeople = form.text("minimumPeople")
        offer.department = form.text("department")
        offer.topics = form.text("topics").split { "、，,".contains($0) }.map(String.init)
        offer.weekdays = form.text("weekdays")
        offer.materials = form.text("materials")
        return offer
    }

    // MARK: The page

    private func page(
        _ request: Request, _ visit: Visit, _ fields: Fields, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let words = fields.words
        let texts = words.lectures
        let person = try visit.person()
        let year = year(request)
        let menu = try await desk.lectureMenu(of: year).offered
        let changed = request.uri.queryParameters["change"].flatMap { menu?.item(String($0)) }
        var fields = fields
        if let changed, fields.form.fields.isEmpty { fields.form = Self.form(of: changed) }
        let mayAct = person.has(oneOf: AccessTable.hosts)
        let isChange = changed != nil || fields.form.text("do") == "change"
        let content: HTML = """
            \(fields.summary)
            <h1>\(texts.menuTitle) <span class="year">\(words.figures.year(year))</span></h1>
            <p>\(menu.map { texts.menuStage($0.stage) } ?? texts.noMenu)</p>
            \(list(menu, year, mayAct, words))
            \(mayAct ? whole(menu, person, year, words) : "")
            \(mayAct ? sheet(fields, person, year, isChange) : "")
            <p><a href="\(words.address(LecturePages.path))">\(texts.backToList)</a></p>
            """
        return Page(
            title: texts.menuTitle, address: Address(Self.path).with("year", year.label),
            place: .lectures, city: try await desk.city()?.name, isWide: true,
            visitor: visit.visitor, year: year
        ).response(words, content, status: status)
    }

    private func list(
        _ menu: LectureMenuOffered?, _ year: FiscalYear, _ mayAct: Bool, _ words: Strings
    ) -> HTML {
        let texts = words.lectures
        guard let menu, !menu.items.isEmpty else { return "" }
        let rows = menu.items.map { item -> HTML in
            let address = Address(Self.path).with("year", year.label)
                .with("change", item.code.text).with("lang", words.languageParameter)
            let title: HTML =
                mayAct
                ? "<a href=\"\(address.text)#offer\">\(item.title.text)</a>"
                : "\(item.title.text)"
            return """
                <tr><td data-label="\(texts.menuLabel(.code))">\(item.code.text)</td>
                <th scope="row">\(title)</th>
                <td data-label="\(texts.menuLabel(.minutes))">\(texts.minutes(item.minutes))</td>
                <td data-label="\(texts.menuLabel(.minimumPeople))">\
                \(item.minimumPeople.map { texts.expectedCount($0) } ?? texts.asRules)</td>
                <td data-label="\(texts.menuLabel(.department))">\(item.department.text)</td>
                <td data-label="\(texts.menuLabel(.weekdays))">\
                \(item.weekdays.isEmpty ? texts.anyDay : item.weekdayLetters)</td></tr>
                """
        }
        let heads = [.code, .title, .minutes, .minimumPeople, .department, .weekdays]
            .map { (field: LectureMenuField) -> HTML in
                "<th scope=\"col\">\(texts.menuLabel(field))</th>"
            }
        return """
            <table class="plain offers">
            <thead><tr>\(HTML(joining: heads))</tr></thead>
            <tbody>
            \(HTML(joining: rows))
            </tbody>
            </table>
            """
    }

    private func action(_ year: FiscalYear, _ words: Strings) -> String {
        Address(Self.path).with("year", year.label).with("lang", words.languageParameter).text
    }

    /// What concerns the menu as a whole.
    private func whole(
        _ menu: LectureMenuOffered?, _ person: SignedIn, _ year: FiscalYear, _ words: Strings
    ) -> HTML {
        let texts = words.lectures
        func button(_ what: String, _ name: String) -> HTML {
            """
            <form method="post" action="\(action(year, words))">
            \(HTML.token(of: person))
            \(Asked.command)
            \(HTML.hidden("do", what))
            <button class="quiet">\(name)</button>
            </form>
            """
        }
        let confirm: HTML =
            menu?.stage == .draft && menu?.items.isEmpty == false
            ? button("confirm", texts.confirmMenu) : ""
        return """
            <div class="actions">
            \(button("copy", texts.copyMenu))
            \(confirm)
            </div>
            """
    }

    private static func form(of item: LectureMenuItem) -> Form {
        Form([
            ("code", item.code.text), ("title", item.title.text), ("aim", item.aim?.text ?? ""),
            ("minutes", String(item.minutes)),
            ("minimumPeople", item.minimumPeople.map(String.init) ?? ""),
            ("department", item.department.text),
            ("topics", item.topics.map(\.text).joined(separator: "、")),
            ("weekdays", item.weekdayLetters), ("materials", item.materials?.text ?? ""),
        ])
    }

    private func sheet(
        _ fields: Fields, _ person: SignedIn, _ year: FiscalYear, _ isChange: Bool
    ) -> HTML {
        let words = fields.words
        let texts = words.lectures
        func line(_ field: LectureMenuField, _ limit: Int, _ hint: String? = nil, isRequired: Bool)
            -> HTML
        {
            fields.line(
                field.rawValue, texts.menuLabel(field),
                .init(isRequired: isRequired, hint: hint, length: limit * 4))
        }
        let withdraw: HTML =
            isChange
            ? """
            <button class="quiet" name="do" value="withdraw">\(texts.withdrawOffer)</button>
            """ : ""
        return """
            <form class="sheet" id="offer" method="post" action="\(action(year, words))" novalidate \
            aria-labelledby="offer-title">
            <h2 id="offer-title">\(isChange ? texts.changeOffer : texts.addOffer)</h2>
            \(line(.code, LectureLimits.code, isRequired: true))
            \(line(.title, LectureLimits.title, isRequired: true))
            \(line(.aim, LectureLimits.title, isRequired: false))
            \(line(.minutes, 5, texts.minutesHint, isRequired: true))
            \(line(.minimumPeople, 5, texts.minimumHint, isRequired: false))
            \(line(.department, LectureLimits.code, isRequired: true))
            \(line(.topics, LectureLimits.title, texts.topicsHint, isRequired: false))
            \(line(.weekdays, 20, texts.weekdaysHint, isRequired: false))
            \(line(.materials, LectureLimits.title, isRequired: false))
            \(HTML.token(of: person))
            \(Asked.command)
            <button name="do" value="\(isChange ? "change" : "add")">\(texts.save)</button>
            \(withdraw)
            </form>
            """
    }
}
