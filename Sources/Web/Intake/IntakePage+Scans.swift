import Desk
import FoundationEssentials
import Hummingbird
import Participation

// Scanned letters: handed in once, then shown page by page beside the form. Each button answers with
// the whole page, nothing typed lost; a script asks for the pages alone.
extension IntakePage {
    static let scansPath = "/intake/scans"
    static let joinPath = "/intake/scans/join"
    static let partPagePath = "/intake/scans/part"
    static let skipPath = "/intake/scans/skip"
    static let withoutPath = "/intake/scans/without"
    static let picturePattern = "/intake/scans/{scan}/pages/{page}"

    var scanning: [Route] {
        [
            Route.fileForm(Self.scansPath) { sent, request, visit in
                try await keep(sent, request, visit)
            },
            Route.form(Self.joinPath) { form, request, visit in
                try await turn(form, request, visit) { pages, free in
                    pages + free.prefix(1)
                }
            },
            Route.form(Self.partPagePath) { form, request, visit in
                try await turn(form, request, visit) { pages, _ in Array(pages.dropLast()) }
            },
            Route.form(Self.withoutPath) { form, request, visit in
                try await turn(form, request, visit) { _, _ in [] }
            },
            Route.form(Self.skipPath) { form, request, visit in
                try await skip(form, request, visit)
            },
            Route(.get, Self.picturePattern) { request, visit in
                let name = "\(request.pathPart(2)).\(request.pathPart(4))"
                guard let page = WaitingPage(name) else { throw DeskError.notFound(name) }
                return ScanPage.picture(
                    try await desk.picture(of: page, at: try visit.person().account))
            },
        ]
    }

    /// The pages a form names for its letter.
    static func pages(of form: Form) -> [WaitingPage] {
        form.fields.filter { $0.name == IntakeView.pageField }
            .compactMap { WaitingPage($0.value) }
    }

    /// The pages of the letter being entered, and how many wait behind them; a new letter gets the
    /// first that waits.
    func waiting(
        for form: Form, _ person: SignedIn, isNew: Bool
    ) async throws(DeskError) -> WaitingScans {
        let all = try await desk.waitingPages(of: person.account)
        let named = Self.pages(of: form).filter { all.contains($0) }
        let pages = named.isEmpty && isNew ? Array(all.prefix(1)) : named
        return WaitingScans(pages: pages, behind: all.count - pages.count)
    }

    /// The same where what was typed must not be lost, whatever cannot be read.
    func waitingOrNothing(_ form: Form, _ person: SignedIn) async -> WaitingScans {
        do {
            return try await waiting(for: form, person, isNew: false)
        } catch {
            return WaitingScans(pages: Self.pages(of: form))
        }
    }

    /// Files that were chosen and not loaded would be lost without a word. (A script names a field
    /// without a file so.)
    static func scanErrors(_ form: Form, _ words: Strings) -> [FieldError] {
        let named = form.given(IntakeView.filesField)
        guard let named, named != "[object File]" else { return [] }
        return [FieldError(field: IntakeView.filesField, text: words.scans.notUploaded)]
    }

    private func keep(
        _ sent: FileForm, _ request: Request, _ visit: Visit
    ) async throws -> Response {
        let words = Strings.asked(by: request)
        let person = try visit.person()
        var errors: [FieldError] = []
        do throws(DeskError) {
            try await desk.keepScans(sent.files, of: person.account)
        } catch {
            guard let refused = [FieldError](error, words) else { throw error }
            errors = refused
        }
        return try await answer(sent.form, errors, isNew: true, request, visit)
    }

    private func turn(
        _ form: Form, _ request: Request, _ visit: Visit,
        _ change: ([WaitingPage], [WaitingPage]) -> [WaitingPage]
    ) async throws -> Response {
        let person = try visit.person()
        let all = try await desk.waitingPages(of: person.account)
        let pages = Self.pages(of: form).filter { all.contains($0) }
        let free = all.filter { !pages.contains($0) }
        // The next page is the one behind the last of this letter, if it waits.
        let last = pages.last.flatMap { all.firstIndex(of: $0) } ?? -1
        let next = free.filter { (all.firstIndex(of: $0) ?? 0) > last } + free
        let chosen = change(pages, next)
        return try await answer(
            Self.form(form, with: chosen), [], isNew: false, request, visit)
    }

    private func skip(_ form: Form, _ request: Request, _ visit: Visit) async throws -> Response {
        let person = try visit.person()
        guard let page = Self.pages(of: form).last else {
            return try await answer(form, [], isNew: true, request, visit)
        }
        try await desk.dropPage(page, of: person.account)
        return try await answer(form, [], isNew: true, request, visit)
    }

    private static func form(_ form: Form, with pages: [WaitingPage]) -> Form {
        Form(
            form.fields.filter { $0.name != IntakeView.pageField }
                + pages.map { (IntakeView.pageField, $0.description) })
    }

    private func answer(
        _ form: Form, _ errors: [FieldError], isNew: Bool, _ request: Request, _ visit: Visit
    ) async throws -> Response {
        let words = Strings.asked(by: request)
        let person = try visit.person()
        var view = IntakeView(
            fields: Fields(form: form, errors: errors, words: words),
            command: form.text(IntakeView.commandField))
        view.waiting = try await waiting(for: form, person, isNew: isNew)
        if request.isOfScript {
            return Response(type: "text/html; charset=utf-8", view.scans.text)
        }
        return await page(
            view, person, header(of: form, words), visit,
            status: errors.isEmpty ? .ok : .unprocessableContent)
    }
}
