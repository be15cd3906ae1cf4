import Desk
import Hummingbird
import Participation

/// `/lectures/request`: a group's request, from paper or the telephone (出前講座の申込み).
///
/// What fails the city's rules is a warning to staff, never a stop (PRODUCT §4.7).
struct LectureRequestPage: Sendable {
    static let path = "/lectures/request"

    let desk: Desk

    var routes: [Route] {
        [
            Route(.get, Self.path) { request, visit in
                try await page(request, visit, Fields(words: .asked(by: request)))
            },
            Route.form(Self.path) { form, request, visit in
                try await receive(form, request, visit)
            },
        ]
    }

    private func receive(
        _ form: Form, _ request: Request, _ visit: Visit
    ) async throws -> Response {
        let words = Strings.asked(by: request)
        let person = try visit.person()
        var filed: Filed?
        let names = [
            "choices": "choice1", "contact": "phone", "menuCode": "menu", "subject": "wish",
            "name": "representative", "fiscalYear": "year",
        ]
        let asked = try await Asked(form, words, names: names) { command in
            filed = try await desk.requestLecture(
                Self.application(form), actor: person.login, command: command)
        }
        guard asked.isDone, let filed else {
            return try await page(
                request, visit, Fields(form: form, errors: asked.errors, words: words),
                status: asked.status)
        }
        return .see(
            Address(LecturePages.address(filed.id))
                .with("done", "request"), words)
    }

    private static func application(_ form: Form) -> LectureApplication {
        var application = LectureApplication()
        let menu = form.given("menu")
        application.menuCode = menu == offMenu ? nil : menu
        application.wish = menu == offMenu ? form.text("wish") : nil
        application.year = form.given("year")
        application.requestedOn = form.given("requestedOn")
        application.choices = (1...LectureLimits.choices).compactMap { form.given("choice\($0)") }
        application.minutes = form.given("minutes")
        application.expectedHeadcount = form.given("expectedHeadcount")
        application.venue = form.given("venue")
        application.isVenueInCity = form.text("outside").isEmpty ? nil : false
        application.district = form.given("district")
        application.group = form.given("group")
        let name = form.given("representative")
        let contact = ["postalCode", "address", "phone", "email"].map { form.given($0) }
        if name != nil || contact.contains(where: { $0 != nil }) {
            application.representative = SenderDetails(
                name: name ?? "", kana: nil, postalCode: contact[0], address: contact[1],
                phone: contact[2], email: contact[3])
        }
        application.hasExcludedPurpose = !form.text("excluded").isEmpty
        application.considerations = form.given("considerations")
        return application
    }

    /// The choice of no lecture of the menu.
    static let offMenu = "-"

    private func page(
        _ request: Request, _ visit: Visit, _ fields: Fields, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let words = fields.words
        let texts = words.lectures
        let year =
            (fields.form.given("year")
            ?? request.uri.queryParameters["year"].map { String($0) })
            .flatMap { FiscalYear(parsing: $0) } ?? FiscalYear(desk.today)
        let items = try await desk.lectureMenu(of: year).offered?.items ?? []
        let content: HTML = """
            \(fields.summary)
            <h1>\(texts.requestTitle)</h1>
            <p>\(texts.requestLead)</p>
            <form class="sheet" method="post" action="\(words.address(Self.path))" novalidate>
            \(what(fields, items, year))
            \(when(fields))
            \(who(fields))
            \(HTML.token(of: try visit.person()))
            \(Asked.command)
            <button>\(texts.takeRequest)</button>
            </form>
            <p><a href="\(words.address(LecturePages.path))">\(texts.backToList)</a></p>
            """
        return Page(
            title: texts.requestTitle, address: Address(Self.path), place: .lectures,
            city: try await desk.city()?.name, visitor: visit.visitor
        ).response(words, content, status: status)
    }

    private func line(
        _ fields: Fields, _ name: String, _ label: String, _ limit: Int, _ hint: String? = nil,
        isRequired: Bool = false
    ) -> HTML {
        fields.line(
            name, label, .init(isRequired: isRequired, hint: hint, length: limit * 4))
    }

    private func what(
        _ fields: Fields, _ items: [LectureMenuItem], _ year: FiscalYear
    ) -> HTML {
        let texts = fields.words.lectures
        let options = items.map {
            (value: $0.code.text, text: "\($0.code.text) \($0.title.text)（\($0.department.text)）")
        }
        return """
            \(HTML.hidden("year", year.label))
            \(fields.choice(
                "menu", texts.menuOf(fields.words.figures.year(year)), .init(isRequired: true),
                options + [(Self.offMenu, texts.besideMenu)]))
            \(line(fields, "wish", texts.wish, LectureLimits.remark, texts.wishHint))
            \(line(
                fields, "requestedOn", texts.label(.requestedOn), 20, texts.requestedOnHint))
            """
    }

    private func when(_ fields: Fields) -> HTML {
        let texts = fields.words.lectures
        let choices = (1...LectureLimits.choices).map {
            line(
                fields, "choice\($0)", texts.choice($0), DateReading.longestBytes,
                $0 == 1 ? texts.choiceHint : nil)
        }
        return """
            \(HTML(joining: choices))
            \(line(fields, "minutes", texts.label(.minutes), 5, texts.minutesHint))
            \(line(fields, "venue", texts.label(.venue), LectureLimits.venue))
            \(fields.tick("outside", texts.outsideCity))
            \(line(fields, "district", texts.label(.district), LectureLimits.code))
            \(line(fields, "expectedHeadcount", texts.label(.expectedHeadcount), 6))
            """
    }

    private func who(_ fields: Fields) -> HTML {
        let texts = fields.words.lectures
        let staff = fields.words.intake
        return """
            \(line(fields, "group", texts.label(.group), LectureLimits.name))
            \(line(fields, "representative", texts.label(.representative), LectureLimits.name))
            \(line(fields, "phone", staff.phone, ItemLimits.phone))
            \(line(fields, "email", staff.email, EmailAddress.longest))
            \(line(fields, "postalCode", staff.postalCode, ItemLimits.phone))
            \(line(fields, "address", staff.address, ItemLimits.address))
            \(fields.lines(
                "considerations", texts.label(.considerations),
                .init(hint: texts.considerationsHint, length: LectureLimits.remark * 4), rows: 3))
            \(fields.tick("excluded", texts.excludedPurpose))
            """
    }
}
