import Desk
import FoundationEssentials
import Hummingbird
import Participation

/// `/items/{number}/suspension`: an item is used no more, or again, by decision on the request of the
/// person it is about (利用停止決定, DECISIONS C4).
struct SuspensionPage: Sendable {
    static let pattern = "/items/{number}/suspension"

    let desk: Desk

    var routes: [Route] {
        [
            Route(.get, Self.pattern) { request, visit in
                let words = Strings.asked(by: request)
                return try await page(
                    request, visit, Fields(words: words), TrayPage.newCommand())
            },
            Route.form(Self.pattern) { form, request, visit in
                try await decide(form, request, visit)
            },
        ]
    }

    private func decide(_ form: Form, _ request: Request, _ visit: Visit) async throws -> Response {
        let words = Strings.asked(by: request)
        let person = try visit.person()
        guard let command = CommandID.from(key: form.text(TrayPage.commandField)),
            let seen = Int32(form.text(WorkForm.seenField))
        else { throw HTTPError(.badRequest) }
        let id = try await item(request, person)
        var errors: [InputError] = []
        let day = DecisionDay.read(
            form.given(ItemField.on.rawValue), ItemField.on.rawValue, today: desk.today, &errors)
        let decision = RightsDecision(
            number: Wording(form.given(ItemField.decision.rawValue) ?? ""), on: day)
        let isOver = form.given("resume") != nil
        do throws(DeskError) {
            guard errors.isEmpty else { throw .malformed(errors) }
            _ = try await desk.handle(
                .retain(isOver ? .resumeUse(decision) : .suspendUse(decision), today: desk.today),
                of: Item.self, stream: id, expecting: seen, actor: person.login, command: command)
        } catch {
            let refusal = try WorkRefusal(error, form, seen, [.decision, .on], words)
            return try await page(
                request, visit, Fields(form: form, errors: refusal.errors, words: words),
                refusal.command, isChanged: refusal.changedSince != nil, status: refusal.status)
        }
        return .see(Address(RecordPage.path(request.pathPart(1))).with("done", "use"), words)
    }

    private func item(_ request: Request, _ person: SignedIn) async throws -> UUID {
        let (id, reach) = try await RecordPage.item(
            of: request, for: person, acting: AccessTable.deciders, at: desk)
        guard reach == .acting else { throw WebError.forbidden }
        return id
    }

    private func page(
        _ request: Request, _ visit: Visit, _ fields: Fields, _ command: String,
        isChanged: Bool = false, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let words = fields.words
        let person = try visit.person()
        let view = try await desk.item(try await item(request, person))
        let texts = words.records
        let number = view.item.plain.receiptNumber.description
        let path = "\(RecordPage.path(number))/suspension"
        let suspended = view.item.retention.useSuspension
        let title = suspended == nil ? texts.suspend : texts.resume
        let changed: HTML =
            isChanged
            ? "<p class=\"errors\" role=\"alert\">\(words.tray.changedTitle)</p>" : ""
        let content: HTML = """
            <p class="back"><a href="\(words.address(RecordPage.path(number)))">\
            \(texts.backToRecord(number))</a></p>
            \(fields.summary)
            \(changed)
            <h1>\(title) <span class="year">\(number)</span></h1>
            <form class="sheet" method="post" action="\(words.address(path))" novalidate>
            <p>\(suspended == nil ? texts.suspendLead : texts.resumeLead)</p>
            \(fields.line(
                ItemField.decision.rawValue, ItemField.decision.japanese,
                .init(isRequired: true, hint: texts.decisionHint, length: RetentionLimits.number)))
            \(fields.line(
                ItemField.on.rawValue, texts.decidedOn,
                .init(hint: texts.decidedOnHint, length: DateReading.longestBytes)))
            \(suspended == nil ? "" : HTML.hidden("resume", "1"))
            \(HTML.hidden(WorkForm.seenField, "\(view.version)"))
            \(HTML.hidden(TrayPage.commandField, command))
            \(HTML.token(of: person))
            <button>\(title)</button>
            </form>
            """
        return Page(
            title: "\(number) \(title)", address: Address(path), place: .register,
            city: try await desk.city()?.name, visitor: visit.visitor
        ).response(words, content, status: status)
    }
}
