import Desk
import Hummingbird
import Participation

/// `/register/people`: letters by their sender (差出人から探す).
///
/// A form that is sent and not an address: a citizen's name belongs into no address and no log of a
/// server.
struct PeoplePage: Sendable {
    static let path = "/register/people"

    let desk: Desk

    var routes: [Route] {
        [
            Route(.get, Self.path) { request, visit in
                try await page(request, visit, Fields(words: .asked(by: request)), nil)
            },
            Route.form(Self.path) { form, request, visit in
                try await find(form, request, visit)
            },
        ]
    }

    private func find(_ form: Form, _ request: Request, _ visit: Visit) async throws -> Response {
        let words = Strings.asked(by: request)
        let person = try visit.person()
        var fields = Fields(form: form, words: words)
        guard
            let reason = form.given("reason"),
            let opening = RegisterListPage.opening(person, reason)
        else {
            fields.errors = [
                FieldError(
                    field: "reason",
                    text: words.inputError(
                        InputError("reason", .required, label: words.register.reason)))
            ]
            return try await page(request, visit, fields, nil, status: .unprocessableContent)
        }
        let clues = PersonClues(name: form.given("name"), phone: form.given("phone"))
        let found: RegisterPage
        do throws(DeskError) {
            guard !clues.isBlank else { throw .declined([Refused(SearchRefusal.nothingAsked)]) }
            found = try await desk.register(
                RegisterRequest(person: clues, limit: RegisterLimits.people), for: person,
                opening: opening)
        } catch {
            guard let errors = [FieldError](error, words) else { throw error }
            fields.errors = errors
            return try await page(request, visit, fields, nil, status: .unprocessableContent)
        }
        return try await page(request, visit, fields, found)
    }

    private func page(
        _ request: Request, _ visit: Visit, _ fields: Fields, _ found: RegisterPage?,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let words = fields.words
        let texts = words.register
        let person = try visit.person()
        let sections = try await RegisterListPage.sections(of: desk)
        let content: HTML = """
            <p class="back"><a href="\(words.address(RegisterListPage.path))">\
            \(texts.backToRegister)</a></p>
            \(fields.summary)
            <h1>\(texts.peopleTitle)</h1>
            \(found.map { result($0, sections, words) } ?? "")
            <form class="sheet" method="post" action="\(words.address(Self.path))" novalidate>
            <p>\(texts.peopleLead)</p>
            \(fields.line("name", texts.name, .init(hint: texts.nameHint, length: SearchLimits.text)))
            \(fields.line(
                "phone", texts.phone, .init(hint: texts.phoneHint, length: SearchLimits.text)))
            \(fields.line(
                "reason", texts.reason,
                .init(isRequired: true, hint: texts.reasonHint, length: SearchLimits.text)))
            \(HTML.token(of: person))
            <button>\(texts.find)</button>
            </form>
            """
        return Page(
            title: texts.peopleTitle, address: Address(Self.path), place: .register,
            city: try await desk.city()?.name, isWide: true, visitor: visit.visitor
        ).response(words, content, status: status)
    }

    private func result(
        _ page: RegisterPage, _ sections: [String: String], _ words: Strings
    ) -> HTML {
        let texts = words.register
        let table: HTML =
            page.entries.isEmpty
            ? ""
            : RegisterTable(
                entries: page.entries, head: texts.peopleTitle, sections: sections, words: words
            ).html
        let more: HTML =
            page.next == nil ? "" : "<p>\(texts.foundMore(page.entries.count))</p>"
        return """
            <p class="notice" role="status">\(texts.foundTitle(page.entries.count))</p>
            \(more)
            \(table)
            """
    }
}
