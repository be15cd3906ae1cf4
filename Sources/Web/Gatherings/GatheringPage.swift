import Desk
import FoundationEssentials
import Hummingbird
import Participation

/// `/gatherings/{id}`: one gathering, who signed up, and what may be done (催しの記録).
struct GatheringPage: Sendable {
    static let path = "/gatherings/{id}"
    static let sheetPath = "/gatherings/{id}/sheet"

    let desk: Desk

    var routes: [Route] {
        [
            Route(.get, Self.path) { request, visit in
                try await page(request, visit, Fields(words: .asked(by: request)))
            },
            Route.form(Self.path) { form, request, visit in try await act(form, request, visit) },
            Route(.get, Self.sheetPath) { request, visit in try await sheet(request, visit) },
        ]
    }

    private func act(_ form: Form, _ request: Request, _ visit: Visit) async throws -> Response {
        let words = Strings.asked(by: request)
        let person = try visit.person()
        let id = try Gathering.id(of: request.pathPart(1))
        let department = try await desk.gathering(id).gathering.plan.department?.text
        guard try await HostReach(desk: desk).mayAct(person, for: department) else {
            throw WebError.forbidden
        }
        let names = ["times": "endsAt", "person": "name", "partySize": "partySize"]
        let asked = try await Asked(form, words, names: names) { command in
            try await ask(form, of: id, person.login, command)
        }
        guard asked.isDone else {
            return try await page(
                request, visit,
                Fields(
                    form: form, errors: asked.errors, words: words,
                    prefix: "\(form.text("do"))-"), status: asked.status)
        }
        return .see(Address(GatheringPages.address(id)).with("done", form.text("do")), words)
    }

    private func ask(
        _ form: Form, of id: UUID, _ actor: String, _ command: UUID
    ) async throws {
        switch form.text("do") {
        case "change":
            var amendment = GatheringAmendment(reason: form.text("reason"))
            amendment.name = form.text("name")
            amendment.heldOn = form.text("heldOn")
            amendment.endsOn = form.text("endsOn")
            amendment.startsAt = form.text("startsAt")
            amendment.endsAt = form.text("endsAt")
            amendment.place = form.text("place")
            amendment.capacity = form.text("capacity")
            amendment.admission = form.given("admission")
            amendment.department = form.text("department")
            amendment.district = form.text("district")
            _ = try await desk.changeGathering(
                amendment, of: id, actor: actor, command: command)
        case "register":
            let contact = ["phone", "email", "address"].map { form.given($0) }
            let isKnown = form.given("name") != nil || contact.contains { $0 != nil }
            var signUp = GatheringSignUp(
                person: isKnown
                    ? SenderDetails(
                        name: form.given("name") ?? "", kana: nil, postalCode: nil,
                        address: contact[2], phone: contact[0], email: contact[1]) : nil)
            signUp.partySize = form.given("partySize")
            signUp.isFirstTimer = !form.text("first").isEmpty
            signUp.note = form.given("note")
            _ = try await desk.register(signUp, for: id, actor: actor, command: command)
        case "unregister":
            _ = try await desk.handle(
                try SignUpWithdrawal(registration: form.text("registration")).command(
                    today: desk.today), of: Gathering.self, stream: id, actor: actor,
                command: command)
        case "draw": _ = try await desk.drawLots(for: id, actor: actor, command: command)
        case "cancel":
            _ = try await desk.handle(
                try CancellationRequest(
                    on: nil, cause: form.text("cause"), reason: form.text("reason")
                ).gathering(today: desk.today), of: Gathering.self, stream: id, actor: actor,
                command: command)
        case "correct":
            _ = try await desk.handle(
                .correctHeadcount(
                    try HeadcountRequest(
                        headcount: form.text("headcount"), ages: AgeBands.read(form.text("ages")),
                        reason: form.text("reason")
                    ).command(today: desk.today)), of: Gathering.self, stream: id, actor: actor,
                command: command)
        default: throw HTTPError(.badRequest)
        }
    }

    // MARK: Looking

    /// The gathering, with its list of names for whom it is.
    func opened(
        _ request: Request, _ person: SignedIn, _ reason: String, _ way: OpeningWay = .shown
    ) async throws -> (listed: ListedGathering, mayAct: Bool) {
        let id = try Gathering.id(of: request.pathPart(1))
        let reach = HostReach(desk: desk)
        let department = try await desk.gathering(id).gathering.plan.department?.text
        let opening = try await reach.opening(person, for: department, reason, way)
        return (
            try await desk.gathering(id, opening: opening),
            try await reach.mayAct(person, for: department)
        )
    }

    private func page(
        _ request: Request, _ visit: Visit, _ fields: Fields, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let person = try visit.person()
        let (listed, mayAct) = try await opened(request, person, "催しの手続き")
        let view = GatheringView(
            listed: listed, fields: fields, today: desk.today, person: mayAct ? person : nil,
            done: request.uri.queryParameters["done"].map { String($0) })
        return Page(
            title: listed.gathering.plan.name.text,
            address: Address(GatheringPages.address(listed.id)), place: .gatherings,
            city: try await desk.city()?.name, visitor: visit.visitor
        ).response(fields.words, view.html, status: status)
    }

    /// The list for the clip-board, with lines for those who come without a registration.
    private func sheet(_ request: Request, _ visit: Visit) async throws -> Response {
        let words = Strings.asked(by: request)
        let texts = words.gatherings
        let (listed, _) = try await opened(request, try visit.person(), "参加者名簿の作成", .printed)
        let gathering = listed.gathering
        let known = gathering.registrations(.accepted).compactMap {
            id -> (String, Int)? in
            guard let registration = gathering.registrations[id] else { return nil }
            let name = registration.registered.personal.content.map { $0.person?.name ?? "" }
            let unread = listed.erased.contains(id) ? words.register.erased : texts.masked
            return (name ?? unread, registration.partySize)
        }
        let blank = Array(repeating: ("", 0), count: Self.blankLines)
        let rows = (known + blank).enumerated().map { index, line -> HTML in
            """
            <tr><td class="amount">\(index + 1)</td><td>\(line.0)</td>\
            <td class="amount">\(line.1 == 0 ? "" : texts.people(line.1))</td>\
            <td class="box">□</td><td></td></tr>
            """
        }
        let content: HTML = """
            <h1>\(texts.sheetTitle)</h1>
            <p>\(gathering.plan.name.text) \(words.lectures.date(gathering.plan.heldOn)) \
            \(gathering.plan.place?.text ?? "")</p>
            <table class="roster">
            <thead><tr><th scope="col">\(texts.number)</th><th scope="col">\(texts.name)</th>\
            <th scope="col">\(texts.label(.partySize))</th><th scope="col">\(texts.attended)</th>\
            <th scope="col">\(texts.remark)</th></tr></thead>
            <tbody>
            \(HTML(joining: rows))
            </tbody>
            </table>
            <p class="back no-print"><a href="\(words.address(GatheringPages.address(listed.id)))">\
            \(texts.backToGathering)</a></p>
            """
        return Page(
            title: texts.sheetTitle,
            address: Address(GatheringPages.address(listed.id, "/sheet")), place: .gatherings,
            city: try await desk.city()?.name, visitor: visit.visitor
        ).response(words, content)
    }

    /// Lines of the sheet for those who did not sign up (当日参加の記入欄).
    private static let blankLines = 10
}
