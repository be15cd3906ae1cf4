import Desk
import FoundationEssentials
import Hummingbird
import Participation

/// `/intake`: letters on paper are entered one after another (受付・連続入力, PRODUCT §4.1).
struct IntakePage: Sendable {
    static let path = "/intake"

    let desk: Desk

    var routes: [Route] {
        [
            Route(.get, Self.path) { request, visit in try await begin(request, visit) },
            Route.form(Self.path) { form, request, visit in
                try await receive(form, request, visit)
            },
        ] + lookups + undoings + drafts + scanning
    }

    private func begin(_ request: Request, _ visit: Visit) async throws -> Response {
        let words = Strings.asked(by: request)
        let header = IntakeHeader(request, today: desk.today)
        let done = IntakeReceipt(request, after: header, today: desk.today)
        var view = IntakeView(
            fields: Fields(form: header.blank(words), words: words), command: Self.newCommand(),
            done: done)
        let person = try visit.person()
        switch try await resumed(person) {
        case .nothing: break
        case .typed(let form, let draft):
            view.fields.form = form
            view.command = form.text(IntakeView.commandField)
            view.resumed = draft
        case .recorded(let number, let form):
            // Unless it is being shown already.
            if done == nil {
                return .see(self.header(of: form, words).with("done", number), words)
            }
        }
        view.waiting = try await waiting(for: view.fields.form, person, isNew: true)
        return await page(view, person, header.address, visit)
    }

    private func receive(
        _ form: Form, _ request: Request, _ visit: Visit
    ) async throws -> Response {
        let words = Strings.asked(by: request)
        let person = try visit.person()
        // The page makes it; who sends none has not sent the page.
        guard let command = Self.command(of: form) else { throw HTTPError(.badRequest) }
        let letter = IntakeForm(form, today: desk.today, words: words)
        var view = IntakeView(
            fields: Fields(
                form: form,
                errors: letter.errors + (await sectionErrors(form, words))
                    + Self.scanErrors(form, words),
                words: words),
            command: form.text(IntakeView.commandField))
        var status = HTTPResponse.Status.unprocessableContent
        if !view.fields.errors.isEmpty {
            let further = desk.objections(to: letter.request).flatMap { Self.errors($0, words) }
            view.fields.errors += further ?? []
            return await page(view, person, letter.header.address, visit, status: status)
        }
        do throws(DeskError) {
            var request = letter.request
            request.files = try await desk.takePages(
                Self.pages(of: form), of: person.account, for: command)
            let receipt = try await desk.receive(
                request, actor: person.login, command: command)
            try await desk.dropDraft(of: person.account)
            let same = try await join(receipt, to: letter.same, by: person)
            return .see(
                IntakeReceipt(receipt, same: same).address(after: letter.header), words)
        } catch {
            switch error {
            case .commandReused:
                view.fields.errors = [try await sentBefore(letter, command, words)]
                view.command = Self.newCommand()
            case .overloaded, .behind, .unavailable, .outcomeUnknown:
                view.fields.errors = [FieldError(field: "", text: words.intake.notNow)]
                status = .serviceUnavailable
            case .malformed, .refused, .declined, .file, .later, .cityAlreadySetUp, .notEmpty,
                .notFound,
                .cityNotSetUp, .changed, .conflict, .tooLarge, .keyring, .unreadable,
                .internalFault:
                guard let errors = Self.errors(error, words) else { throw error }
                view.fields.errors = errors
            }
        }
        return await page(view, person, letter.header.address, visit, status: status)
    }

    /// What a letter is known by when it is sent again: the number of its slip, else the page's own.
    static func command(of form: Form) -> UUID? {
        let slip = form.given(IntakeView.provisionalField)
            .flatMap { ProvisionalNumber(parsing: $0) }.map { CommandID.slip($0) }
        return slip ?? CommandID.from(key: form.text(IntakeView.commandField))
    }

    /// That this page, or this slip, has been recorded with something else in it.
    private func sentBefore(
        _ letter: IntakeForm, _ command: UUID, _ words: Strings
    ) async throws(DeskError) -> FieldError {
        guard let provisional = letter.provisional else {
            return FieldError(field: "", text: words.intake.sentBefore)
        }
        let number = try await desk.receiptNumber(of: command)?.description
        return FieldError(
            field: IntakeView.provisionalField,
            text: words.paper.enteredBefore(provisional.description, number))
    }

    /// The desk speaks of the sender, the page has a field for the name.
    private static func errors(_ error: DeskError, _ words: Strings) -> [FieldError]? {
        [FieldError](error, words)?.map {
            $0.field == ItemField.sender.rawValue
                ? FieldError(field: ItemField.name.rawValue, text: $0.text) : $0
        }
    }

    /// One for each page that is handed out: the same page sent twice is the same letter.
    private static func newCommand() -> String { UUID().uuidString.lowercased() }

    func page(
        _ view: IntakeView, _ person: SignedIn, _ address: Address, _ visit: Visit,
        status: HTTPResponse.Status = .ok
    ) async -> Response {
        let words = view.words
        var view = view
        view.units = await units()
        if view.waiting == nil { view.waiting = await waitingOrNothing(view.fields.form, person) }
        return Page(
            title: words.places.intake, address: address, place: .intake, city: await city(),
            isWide: true, visitor: visit.visitor, isQuick: true, script: .intake
        ).response(words, view.html(for: person), status: status)
    }

    /// What was typed must not be lost because the sections cannot be read: the rules choose then.
    private func units() async -> [OrganisationUnit] {
        do {
            return try await desk.unitsOfToday()
        } catch {
            return []
        }
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
