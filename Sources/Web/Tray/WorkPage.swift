import Desk
import FoundationEssentials
import Hummingbird
import Participation

/// `/tray/{number}`: one item in hand, what was sent in beside what can be done now
/// (手元の案件の画面, PRODUCT §4.3).
struct WorkPage: Sendable {
    static let pattern = "/tray/{number}"
    static let revealPattern = "/tray/{number}/sender"

    let desk: Desk

    var routes: [Route] {
        [
            Route(.get, Self.pattern) { request, visit in try await show(request, visit) },
            Route.form(Self.pattern) { form, request, visit in
                try await act(form, request, visit)
            },
            Route.form(Self.revealPattern) { form, request, visit in
                try await reveal(form, request, visit)
            },
        ]
    }

    // MARK: Looking

    private func show(_ request: Request, _ visit: Visit) async throws -> Response {
        let words = Strings.asked(by: request)
        let person = try visit.person()
        func value(_ name: String) -> String? {
            request.uri.queryParameters[name[...]].map { String($0) }
        }
        var work = try await WorkingItem.load(
            request, desk, for: person, preferring: value("section"))
        let verb = value("do").flatMap { ResponseVerb(rawValue: $0) }
        if verb == .checkEnvelope { try await open(&work, for: person, "宛名・封入確認") }
        var view = WorkView(
            work: work, person: person, fields: Fields(words: words),
            command: TrayPage.newCommand())
        view.verb = verb
        view.done = value("done").flatMap { ResponseVerb(rawValue: $0) }
        view.isSorted = value("done") == WorkForm.sort
        return await page(view, visit)
    }

    /// Shows who sent it, to whom and why is written down first.
    private func reveal(_ form: Form, _ request: Request, _ visit: Visit) async throws -> Response {
        let words = Strings.asked(by: request)
        let person = try visit.person()
        var work = try await WorkingItem.load(request, desk, for: person)
        var errors: [FieldError] = []
        if let reason = form.given("reason") {
            try await open(&work, for: person, reason)
        } else {
            errors.append(
                FieldError(
                    field: "reason",
                    text: words.inputError(
                        InputError("reason", .required, label: words.tray.revealReason))))
        }
        var view = WorkView(
            work: work, person: person,
            fields: Fields(errors: errors, words: words, prefix: "sender-"),
            command: TrayPage.newCommand())
        view.isRevealing = true
        return await page(view, visit, status: errors.isEmpty ? .ok : .unprocessableContent)
    }

    private func open(
        _ work: inout WorkingItem, for person: SignedIn, _ reason: String
    ) async throws {
        let opening = Opening(actor: person.login, reason: reason)
        let opened = try await desk.item(work.view.id, opening: opening)
        work.sender = opened.item.personal.content?.sender
    }

    // MARK: Doing

    private func act(_ form: Form, _ request: Request, _ visit: Visit) async throws -> Response {
        let words = Strings.asked(by: request)
        let person = try visit.person()
        // The page makes both; who sends none has not sent the page.
        guard let command = CommandID.from(key: form.text(TrayPage.commandField)),
            let seen = Int32(form.text(WorkForm.seenField))
        else { throw HTTPError(.badRequest) }
        let work = try await WorkingItem.load(
            request, desk, for: person, preferring: form.given("section"))
        let what = form.text(WorkForm.verbField)
        let verb = ResponseVerb(rawValue: what)
        do throws(DeskError) {
            if let verb {
                guard work.mayBeAsked(verb) else { throw DeskError.notFound(what) }
                _ = try await desk.respond(
                    WorkForm.request(verb, form, section: work.section, by: person.login),
                    to: work.view.id, expecting: seen, actor: person.login, command: command)
                return done(verb, work, words)
            }
            guard what == WorkForm.sort, work.maySort else { throw DeskError.notFound(what) }
            if let errors = WorkView.sortErrors(form, words) {
                return await again(
                    work, form, errors, nil, person, visit, .unprocessableContent, words: words)
            }
            _ = try await desk.sort(
                work.view.id, to: form.text("to"),
                with: [form.given("with")].compactMap(\.self),
                proposed: ProposalView.shown(in: form), expecting: seen, actor: person.login,
                command: command)
            return sorted(form, work, words)
        } catch {
            return try await refused(error, work, form, seen, verb, person, visit, words)
        }
    }

    private func done(_ verb: ResponseVerb, _ work: WorkingItem, _ words: Strings) -> Response {
        guard verb.leavesTheTray else {
            return .see(Address(work.path).with("done", verb.rawValue), words)
        }
        return .see(
            Address(TrayPage.path).with("section", work.section).with("done", verb.rawValue)
                .with("number", work.number), words)
    }

    /// Back to where the button was.
    private func sorted(_ form: Form, _ work: WorkingItem, _ words: Strings) -> Response {
        let next =
            form.given(TrayPage.fromField) == nil
            ? Address(work.path) : Address(TrayPage.path).with("number", work.number)
        return .see(next.with("done", WorkForm.sort), words)
    }

    /// Nothing typed is lost, whatever stands against it.
    private func refused(
        _ error: DeskError, _ work: WorkingItem, _ form: Form, _ seen: Int32,
        _ verb: ResponseVerb?, _ person: SignedIn, _ visit: Visit, _ words: Strings
    ) async throws -> Response {
        let fields = verb.map { WorkForm.fields(of: $0) } ?? [.to]
        let refusal = try WorkRefusal(error, form, seen, fields, words)
        return await again(
            work, form, refusal.errors, verb, person, visit, refusal.status,
            command: refusal.command, changed: refusal.changedSince, words: words)
    }

    private func again(
        _ work: WorkingItem, _ form: Form, _ errors: [FieldError], _ verb: ResponseVerb?,
        _ person: SignedIn, _ visit: Visit, _ status: HTTPResponse.Status,
        command: String? = nil, changed: Int32? = nil, words: Strings
    ) async -> Response {
        var view = WorkView(
            work: work, person: person,
            fields: Fields(form: form, errors: errors, words: words),
            command: command ?? TrayPage.newCommand())
        view.verb = verb
        view.changedSince = changed
        return await page(view, visit, status: status)
    }

    private func page(
        _ view: WorkView, _ visit: Visit, status: HTTPResponse.Status = .ok
    ) async -> Response {
        let words = view.fields.words
        var view = view
        view.presence = await PresenceRoute.part(
            view.work.number, view.work.view.id, of: view.person, desk, words)
        return Page(
            title: "\(view.work.number) \(words.places.tray)", address: Address(view.work.path),
            place: .tray, city: await city(), isWide: true, visitor: visit.visitor,
            isQuick: true, script: .keys
        ).response(words, view.html, status: status)
    }

    /// What was typed must not be lost because the name on top cannot be read.
    private func city() async -> String? {
        do {
            return try await desk.city()?.name
        } catch {
            return nil
        }
    }
}

extension WorkingItem {
    /// Whether a verb may come from this page; whether the item allows it, its rules say.
    fileprivate func mayBeAsked(_ verb: ResponseVerb) -> Bool {
        switch verb {
        case .approve, .sendBack, .draft: false
        case .claim, .release, .accept, .transfer, .returnToTriage, .note, .interimAnswer,
            .oralAnswer, .withdrawDraft, .checkEnvelope, .dispatch, .measure, .checkMeasure,
            .close, .reopen, .answerInstruction:
            isDealing
        }
    }
}
