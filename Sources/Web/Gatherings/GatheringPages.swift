import Desk
import FoundationEssentials
import Hummingbird
import Participation

/// `/gatherings`: tours, workshops and talks of a year, and a new one (催し, PRODUCT §4.8).
struct GatheringPages: Sendable {
    static let path = "/gatherings"
    static let newPath = "/gatherings/new"

    let desk: Desk

    var routes: [Route] {
        [
            Route(.get, Self.path) { request, visit in try await list(request, visit) },
            Route(.get, Self.newPath) { request, visit in
                try await begin(request, visit, Fields(words: .asked(by: request)))
            },
            Route.form(Self.newPath) { form, request, visit in
                try await create(form, request, visit)
            },
        ] + GatheringPage(desk: desk).routes + AttendancePage(desk: desk).routes
    }

    static func address(_ id: UUID, _ rest: String = "") -> String {
        "\(path)/\(id.uuidString.lowercased())\(rest)"
    }

    private func list(_ request: Request, _ visit: Visit) async throws -> Response {
        let words = Strings.asked(by: request)
        let texts = words.gatherings
        let year =
            request.uri.queryParameters["year"].flatMap { FiscalYear(parsing: String($0)) }
            ?? FiscalYear(desk.today)
        let rows = try await desk.gatherings(in: year).map { row($0, words) }
        let new: HTML =
            try visit.person().has(oneOf: AccessTable.hosts)
            ? """
            <p class="actions"><a href="\(words.address(Self.newPath))">\(texts.newTitle)</a></p>
            """ : ""
        let table: HTML =
            rows.isEmpty
            ? "<p>\(texts.none)</p>"
            : """
            <table class="plain gatherings">
            <thead><tr><th scope="col">\(texts.label(.heldOn))</th>\
            <th scope="col">\(texts.label(.name))</th><th scope="col">\(texts.kind)</th>\
            <th scope="col" class="amount">\(texts.signedUp)</th>\
            <th scope="col" class="amount">\(texts.label(.headcount))</th></tr></thead>
            <tbody>
            \(HTML(joining: rows))
            </tbody>
            </table>
            """
        let content: HTML = """
            <h1>\(words.places.gatherings) <span class="year">\(words.figures.year(year))</span></h1>
            \(new)
            \(table)
            """
        var address = Address(Self.path)
        if year != FiscalYear(desk.today) { address = address.with("year", year.label) }
        return Page(
            title: words.places.gatherings, address: address, place: .gatherings,
            city: try await desk.city()?.name, isWide: true, visitor: visit.visitor, year: year
        ).response(words, content)
    }

    private func row(_ listed: ListedGathering, _ words: Strings) -> HTML {
        let texts = words.gatherings
        let gathering = listed.gathering
        let plan = gathering.plan
        let seats = gathering.registrations.isEmpty ? "" : texts.people(gathering.seatsTaken)
        let came =
            listed.cancelled == nil
            ? gathering.attendance.headcount.map { texts.people($0) }
                ?? (plan.heldOn <= desk.today ? texts.notNoted : "") : texts.calledOff
        return """
            <tr><td data-label="\(texts.label(.heldOn))">\(words.lectures.date(plan.heldOn))</td>
            <th scope="row"><a href="\(words.address(Self.address(listed.id)))">\
            \(plan.name.text)</a></th>
            <td data-label="\(texts.kind)">\(texts.kindName(plan.kind))</td>
            <td class="amount" data-label="\(texts.signedUp)">\(seats)</td>
            <td class="amount" data-label="\(texts.label(.headcount))">\(came)</td></tr>
            """
    }

    // MARK: A new one

    private func create(_ form: Form, _ request: Request, _ visit: Visit) async throws -> Response {
        let words = Strings.asked(by: request)
        let person = try visit.person()
        guard
            try await HostReach(desk: desk).mayAct(person, for: form.given("department"))
        else { throw WebError.forbidden }
        var notice = GatheringNotice(
            kind: form.text("kind"), name: form.text("name"), heldOn: form.text("heldOn"))
        notice.endsOn = form.given("endsOn")
        notice.startsAt = form.given("startsAt")
        notice.endsAt = form.given("endsAt")
        notice.place = form.given("place")
        notice.capacity = form.given("capacity")
        notice.admission = form.given("admission")
        notice.department = form.given("department")
        notice.district = form.given("district")
        var filed: Filed?
        let asked = try await Asked(form, words, names: ["times": "endsAt"]) { [notice] command in
            filed = try await desk.createGathering(notice, actor: person.login, command: command)
        }
        guard asked.isDone, let filed else {
            return try await begin(
                request, visit, Fields(form: form, errors: asked.errors, words: words),
                status: asked.status)
        }
        return .see(Address(Self.address(filed.id)).with("done", "new"), words)
    }

    private func begin(
        _ request: Request, _ visit: Visit, _ fields: Fields, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let words = fields.words
        let texts = words.gatherings
        let content: HTML = """
            \(fields.summary)
            <h1>\(texts.newTitle)</h1>
            <form class="sheet" method="post" action="\(words.address(Self.newPath))" novalidate>
            \(fields.choice(
                "kind", texts.kind, .init(isRequired: true),
                GatheringKind.allCases.map { ($0.rawValue, texts.kindName($0)) }))
            \(GatheringView.planFields(fields, nil))
            \(HTML.token(of: try visit.person()))
            \(Asked.command)
            <button>\(texts.create)</button>
            </form>
            <p><a href="\(words.address(Self.path))">\(texts.backToList)</a></p>
            """
        return Page(
            title: texts.newTitle, address: Address(Self.newPath), place: .gatherings,
            city: try await desk.city()?.name, visitor: visit.visitor
        ).response(words, content, status: status)
    }
}
