import Desk
import FoundationEssentials
import Hummingbird
import Participation

/// `/tray/{number}/approval`: a post looks at the draft beside the letter, and at what changed since
/// it last did (決裁, PRODUCT §4.4).
struct ApprovalPage: Sendable {
    static let pattern = "/tray/{number}/approval"

    let desk: Desk

    var routes: [Route] {
        [
            Route(.get, Self.pattern) { request, visit in
                let words = Strings.asked(by: request)
                return try await show(
                    request, visit, Fields(words: words), TrayPage.newCommand())
            },
            Route.form(Self.pattern) { form, request, visit in
                try await decide(form, request, visit)
            },
        ]
    }

    private func show(
        _ request: Request, _ visit: Visit, _ fields: Fields, _ command: String,
        changedSince: Int32? = nil, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let words = fields.words
        let person = try visit.person()
        let work = try await WorkingItem.load(request, desk, for: person)
        guard let hand = work.item.response.draft,
            let opening = Opening(actor: person.login, reason: "決裁")
        else { return .see(Address(work.path), words) }
        let seen = try await desk.lastSeenDraft(of: work.view.id, for: opening)
        let view = ApprovalView(
            work: work, person: person, hand: hand, seen: seen?.text.content?.text,
            fields: fields, command: command,
            posts: try await desk.posts().list(on: desk.today), changedSince: changedSince)
        return Page(
            title: "\(work.number) \(words.reply.approval)",
            address: Address("\(work.path)/approval"), place: .tray,
            city: try await desk.city()?.name, isWide: true, visitor: visit.visitor
        ).response(words, view.html, status: status)
    }

    private func decide(_ form: Form, _ request: Request, _ visit: Visit) async throws -> Response {
        let words = Strings.asked(by: request)
        let person = try visit.person()
        guard let command = CommandID.from(key: form.text(TrayPage.commandField)),
            let seen = Int32(form.text(WorkForm.seenField)),
            let verb = ResponseVerb(rawValue: form.text(WorkForm.verbField)),
            verb == .approve || verb == .sendBack
        else { throw HTTPError(.badRequest) }
        let work = try await WorkingItem.load(request, desk, for: person)
        let asked = WorkForm.request(verb, form, section: work.section, by: person.login)
        // What was decided on paper is entered by who answers; for the rest the posts say who may.
        if asked.flags.contains(.onPaper), !work.isDealing { throw WebError.forbidden }
        do throws(DeskError) {
            _ = try await desk.respond(
                asked, to: work.view.id, expecting: seen, actor: person.login, command: command)
        } catch {
            let fields = WorkForm.fields(of: verb).filter { $0 != .draft && $0 != .post }
            let refusal = try WorkRefusal(error, form, seen, fields, words)
            return try await show(
                request, visit, Fields(form: form, errors: refusal.errors, words: words),
                refusal.command, changedSince: refusal.changedSince, status: refusal.status)
        }
        return .see(
            Address(TrayPage.path).with("done", verb.rawValue).with("number", work.number), words)
    }
}
