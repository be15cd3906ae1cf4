import Desk
import FoundationEssentials
import Hummingbird
import Participation

/// `/tray/{number}/reply`: the answer is drafted beside the letter (回答起案, PRODUCT §4.4).
struct ReplyPage: Sendable {
    static let pattern = "/tray/{number}/reply"
    /// The button that lays the draft before nobody yet.
    static let noted = "noted"

    let desk: Desk

    var routes: [Route] {
        [
            Route(.get, Self.pattern) { request, visit in try await show(request, visit) },
            Route.form(Self.pattern) { form, request, visit in
                try await draft(form, request, visit)
            },
        ]
    }

    private func show(_ request: Request, _ visit: Visit) async throws -> Response {
        let words = Strings.asked(by: request)
        let person = try visit.person()
        let work = try await load(request, person)
        let known = work.item.response.draft?.draft
        let text = known?.text.content?.text ?? ReplyText.template
        let form = Form([
            (ItemField.text.rawValue, text),
            (ResponseRequest.Flag.minor.rawValue, known?.isMinor == true ? "1" : ""),
        ])
        var view = ReplyView(
            work: work, person: person, fields: Fields(form: form, words: words),
            command: TrayPage.newCommand(), posts: try await desk.posts().list(on: desk.today))
        view.isSaved = request.uri.queryParameters["done"] != nil
        if request.uri.queryParameters["similar"] != nil,
            let opening = Opening(actor: person.login, reason: "過去の似た回答の参照")
        {
            view.similar = try await desk.similarAnswers(to: work.view, for: opening)
        }
        return try await page(view, visit)
    }

    /// Only who answers drafts; a further section says its part as a note.
    private func load(_ request: Request, _ person: SignedIn) async throws -> WorkingItem {
        let work = try await WorkingItem.load(request, desk, for: person)
        guard work.isDealing, let lead = work.item.routing?.lead, work.section == lead else {
            throw WebError.forbidden
        }
        return work
    }

    private func draft(_ form: Form, _ request: Request, _ visit: Visit) async throws -> Response {
        let words = Strings.asked(by: request)
        let person = try visit.person()
        guard let command = CommandID.from(key: form.text(TrayPage.commandField)),
            let seen = Int32(form.text(WorkForm.seenField))
        else { throw HTTPError(.badRequest) }
        let work = try await load(request, person)
        var asked = WorkForm.request(.draft, form, section: work.section, by: person.login)
        let isNoted = form.text("how") == Self.noted
        if isNoted { asked.flags.insert(.noted) }
        do throws(DeskError) {
            _ = try await desk.respond(
                asked, to: work.view.id, expecting: seen, actor: person.login, command: command)
        } catch {
            let refusal = try WorkRefusal(error, form, seen, [.text], words)
            var view = ReplyView(
                work: work, person: person,
                fields: Fields(form: form, errors: refusal.errors, words: words),
                command: refusal.command, posts: try await desk.posts().list(on: desk.today))
            view.changedSince = refusal.changedSince
            return try await page(view, visit, status: refusal.status)
        }
        let next =
            isNoted
            ? Address("\(work.path)/reply").with("done", "1")
            : Address(work.path)
                .with("done", ResponseVerb.draft.rawValue)
        return .see(next, words)
    }

    private func page(
        _ view: ReplyView, _ visit: Visit, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let words = view.fields.words
        var view = view
        view.presence = await PresenceRoute.part(
            view.work.number, view.work.view.id, of: view.person, desk, words)
        return Page(
            title: "\(view.work.number) \(words.tray.verb(.draft))",
            address: Address("\(view.work.path)/reply"), place: .tray,
            city: try await desk.city()?.name, isWide: true, visitor: visit.visitor, isQuick: true
        ).response(words, view.html, status: status)
    }
}
