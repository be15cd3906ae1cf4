import Desk
import Hummingbird
import Participation

/// `/admin/transfers`: a list of transfers, looked at and then recorded (人事異動の取込み).
struct TransferPage: Sendable {
    static let path = "/admin/transfers"

    /// The longest list, in characters.
    static let longest = 200_000

    let desk: Desk

    var routes: [Route] {
        [
            Route(.get, Self.path) { request, visit in
                try await page(request, visit, Fields(words: .asked(by: request)), nil)
            },
            Route.form(Self.path) { form, request, visit in
                try await take(form, request, visit)
            },
        ]
    }

    private func take(_ form: Form, _ request: Request, _ visit: Visit) async throws -> Response {
        let words = Strings.asked(by: request)
        var fields = Fields(form: form, words: words)
        func wrong(_ field: String, _ problem: InputError.Problem, _ label: String) {
            fields.errors.append(
                FieldError(
                    field: field,
                    text: words.inputError(InputError(field, problem, label: label))))
        }
        let label = words.staff.effectiveOn
        var day: LocalDate?
        switch Fields.day("on", in: form, today: desk.today) {
        case .date(let date): day = date
        case .ambiguous(let days): wrong("on", .ambiguousDay(days), label)
        case .unreadable(let problem): wrong("on", .unreadableDay(problem), label)
        case nil: wrong("on", .required, label)
        }
        guard let day else {
            return try await page(request, visit, fields, nil, status: .unprocessableContent)
        }
        let table: TableFile
        do throws(ImportError) {
            table = try TableFile(Array(form.text("list").utf8), encoding: .utf8)
        } catch {
            fields.errors.append(FieldError(field: "list", text: error.japanese))
            return try await page(request, visit, fields, nil, status: .unprocessableContent)
        }
        let isApplying = form.text("do") == "apply"
        let outcome = try await desk.importTransfers(
            table, effectiveOn: day, isTrial: !isApplying, by: visit.person().account)
        fields.errors += outcome.problems.map { FieldError(field: "list", text: $0.japanese) }
        return try await page(
            request, visit, fields, outcome, isApplied: isApplying && !outcome.isRejected,
            status: outcome.isRejected ? .unprocessableContent : .ok)
    }

    private func page(
        _ request: Request, _ visit: Visit, _ fields: Fields, _ outcome: TransferImport?,
        isApplied: Bool = false, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let words = fields.words
        let texts = words.staff
        let person = try visit.person()
        let apply: HTML =
            mayApply(outcome, isApplied)
            ? "<button name=\"do\" value=\"apply\">\(texts.apply)</button>" : ""
        let content: HTML = """
            <p class="back"><a href="\(words.address(StaffPages.path))">\(texts.backToUsers)</a></p>
            \(fields.summary)
            <h1>\(texts.transfersTitle)</h1>
            \(outcome.map { changes($0, isApplied: isApplied, words) } ?? "")
            <form class="sheet" method="post" action="\(words.address(Self.path))" novalidate>
            <p>\(texts.transfersLead)</p>
            \(fields.day("on", texts.effectiveOn, .init(isRequired: true)))
            \(fields.lines(
                "list", texts.transfersText,
                .init(isRequired: true, hint: texts.transfersTextHint, length: Self.longest),
                rows: 10))
            \(HTML.token(of: person))
            <button name="do" value="preview">\(texts.preview)</button>
            \(apply)
            </form>
            """
        return Page(
            title: texts.transfersTitle, address: Address(Self.path), place: .users,
            city: try await desk.city()?.name, visitor: visit.visitor
        ).response(words, content, status: status)
    }

    private func mayApply(_ outcome: TransferImport?, _ isApplied: Bool) -> Bool {
        outcome.map { !isApplied && !$0.isRejected && !$0.changes.isEmpty } ?? false
    }

    private func changes(
        _ outcome: TransferImport, isApplied: Bool, _ words: Strings
    ) -> HTML {
        if outcome.isRejected { return "" }
        let texts = words.staff
        guard !outcome.changes.isEmpty else {
            return "<p class=\"notice\" role=\"status\">\(texts.nothingChanges)</p>"
        }
        let rows = outcome.changes.map { change -> HTML in
            let lines =
                (change.isNew ? [texts.changeNew] : [])
                + (change.isRenamed ? [texts.changeRenamed] : [])
                + change.ended.map { texts.changeEnded(RoleLine(term: $0, words: words).text) }
                + change.given.map { texts.changeGiven(RoleLine(term: $0, words: words).text) }
            return """
                <tr><th scope="row">\(change.login)</th><td>\(change.name)</td>\
                <td><ul>\(HTML(joining: lines.map { "<li>\($0)</li>" }))</ul></td></tr>
                """
        }
        let count = outcome.changes.count
        return """
            <section class="notice" role="status" aria-labelledby="changes">
            <h2 id="changes">\(isApplied ? texts.appliedTitle(count) : texts.previewTitle(count))</h2>
            <table class="plain">
            <thead><tr><th scope="col">\(texts.user)</th><th scope="col">\(texts.name)</th>\
            <th scope="col">\(texts.change)</th></tr></thead>
            <tbody>
            \(HTML(joining: rows))
            </tbody>
            </table>
            </section>
            """
    }
}
