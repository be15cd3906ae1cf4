import Desk
import FoundationEssentials
import Hummingbird
import Participation

/// `/items/{number}/correction`: a record is put right, for a reason; what stood before stays in its
/// history (案件の訂正, PRODUCT §4.2).
struct CorrectionPage: Sendable {
    static let pattern = "/items/{number}/correction"

    let desk: Desk

    var routes: [Route] {
        [
            Route(.get, Self.pattern) { request, visit in try await begin(request, visit) },
            Route.form(Self.pattern) { form, request, visit in
                try await correct(form, request, visit)
            },
        ]
    }

    /// The item with its gist, which the form shows; that it was opened for this is written down.
    private func item(_ request: Request, _ person: SignedIn) async throws -> ItemView {
        let (id, reach) = try await RecordPage.item(
            of: request, for: person, acting: AccessTable.correctors, at: desk)
        guard reach == .acting else { throw WebError.forbidden }
        return try await desk.item(
            id, opening: Opening(actor: person.login, reason: "訂正のための表示"))
    }

    private func begin(_ request: Request, _ visit: Visit) async throws -> Response {
        let words = Strings.asked(by: request)
        let item = try await item(request, try visit.person())
        let values = CorrectionForm.values(of: item.item)
        let fields = Fields(
            form: Form(values.map { ($0.key.rawValue, $0.value) }), words: words)
        return try await page(
            CorrectionView(
                item: item, values: values, fields: fields, command: Self.newCommand()),
            visit)
    }

    private func correct(
        _ form: Form, _ request: Request, _ visit: Visit
    ) async throws -> Response {
        let words = Strings.asked(by: request)
        let person = try visit.person()
        // The page makes it; who sends none has not sent the page.
        guard let command = CommandID.from(key: form.text(CorrectionForm.commandField)) else {
            throw HTTPError(.badRequest)
        }
        let typed = CorrectionForm(form, today: desk.today, words: words)
        let item = try await item(request, person)
        let shown = CorrectionForm.fields.map {
            ($0, form.text(CorrectionForm.shownBefore + $0.rawValue))
        }
        var view = CorrectionView(
            item: item, values: Dictionary(uniqueKeysWithValues: shown),
            fields: Fields(form: form, errors: typed.errors, words: words),
            command: form.text(CorrectionForm.commandField))
        view.version = typed.version
        guard let asked = typed.command, let version = typed.version else {
            return try await page(view, visit, status: .unprocessableContent)
        }
        do throws(DeskError) {
            _ = try await desk.handle(
                asked, of: Item.self, stream: item.id, expecting: version,
                actor: person.login, command: command)
        } catch {
            switch error {
            case .changed, .conflict:
                return try await conflict(typed, view, item, visit)
            default:
                guard let errors = [FieldError](error, words) else { throw error }
                view.fields.errors = errors
                return try await page(view, visit, status: .unprocessableContent)
            }
        }
        let number = item.item.plain.receiptNumber.description
        return .see(Address(RecordPage.path(number)).with("done", "1"), words)
    }

    /// Somebody else was quicker: both are shown, nothing typed is lost.
    private func conflict(
        _ typed: CorrectionForm, _ view: CorrectionView, _ item: ItemView, _ visit: Visit
    ) async throws -> Response {
        var view = view
        let now = CorrectionForm.values(of: item.item)
        let last = try await desk.history(of: item.id).last
        view.conflict = CorrectionView.Conflict(
            shown: view.values, now: now, typed: typed.form,
            by: last?.actor ?? "", at: last?.recordedAtInJapan ?? "")
        view.values = now
        view.version = item.version
        view.command = Self.newCommand()
        view.fields.form = typed.rebased(on: now)
        return try await page(view, visit, status: .conflict)
    }

    private static func newCommand() -> String { UUID().uuidString.lowercased() }

    private func page(
        _ view: CorrectionView, _ visit: Visit, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let words = view.fields.words
        let number = view.item.item.plain.receiptNumber.description
        return Page(
            title: words.records.correctionTitle(number),
            address: Address("\(RecordPage.path(number))/correction"), place: .register,
            city: try await desk.city()?.name, visitor: visit.visitor
        ).response(words, view.html(for: try visit.person()), status: status)
    }
}
