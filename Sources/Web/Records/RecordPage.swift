import Desk
import FoundationEssentials
import Hummingbird
import Participation

/// `/items/{number}`: one record, what was received and everything that happened to it (案件票).
struct RecordPage: Sendable {
    static let pattern = "/items/{number}"
    static let openingPattern = "/items/{number}/opening"

    let desk: Desk

    /// The page of a record.
    static func path(_ number: String) -> String { "/items/\(number)" }

    var routes: [Route] {
        [
            Route(.get, Self.pattern) { request, visit in
                try await page(request, visit, Fields(words: .asked(by: request)))
            },
            Route.form(Self.openingPattern) { form, request, visit in
                try await open(form, request, visit)
            },
        ]
    }

    /// The item of a path; what somebody may not know of is as if it were not there.
    static func item(
        of request: Request, for person: SignedIn, acting roles: Set<StaffRole> = [], at desk: Desk
    ) async throws -> (id: UUID, reach: ItemReach) {
        let name = request.pathPart(1)
        let id = try await desk.itemID(of: name)
        let reach = try await desk.reach(of: person, to: id, acting: roles)
        if reach == .hidden { throw DeskError.notFound(name) }
        return (id, reach)
    }

    /// Until the page is left: another request shows what is sealed no more.
    private func open(_ form: Form, _ request: Request, _ visit: Visit) async throws -> Response {
        var fields = Fields(form: form, words: .asked(by: request))
        let person = try visit.person()
        if let reason = form.given("reason"), reason.count <= SearchLimits.text,
            let opening = Opening(actor: person.login, reason: reason)
        {
            return try await page(request, visit, fields, opening: opening)
        }
        let label = fields.words.records.openingReason
        let problem: InputError.Problem =
            form.given("reason") == nil ? .required : .tooLong(SearchLimits.text)
        fields.errors = [
            FieldError(
                field: "reason",
                text: fields.words.inputError(InputError("reason", problem, label: label)))
        ]
        return try await page(request, visit, fields, status: .unprocessableContent)
    }

    private func page(
        _ request: Request, _ visit: Visit, _ fields: Fields, opening: Opening? = nil,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let words = fields.words
        let person = try visit.person()
        let (id, reach) = try await Self.item(
            of: request, for: person, acting: AccessTable.correctors, at: desk)
        let item = try await desk.item(id, opening: opening)
        let history = try await desk.history(of: id, opening: opening)
        let number = item.item.plain.receiptNumber.description
        var view = RecordView(
            item: item, history: history, names: try await names(), today: desk.today,
            mayOpen: person.has(oneOf: AccessTable.letterReaders), mayCorrect: reach == .acting,
            person: person, fields: fields,
            done: request.uri.queryParameters["done"].map { String($0) },
            leave: opening == nil ? nil : desk.scanLeave(for: id, to: person.account))
        view.marks = try await desk.circulationMarks(of: id)
        view.presence = await PresenceRoute.part(number, id, of: person, desk, words)
        return Page(
            title: number, address: Address(Self.path(number)), place: .register,
            city: try await desk.city()?.name, isWide: true, visitor: visit.visitor, isQuick: true
        ).response(words, view.html, status: status)
    }

    /// Events name people by login; a page by their name as well.
    private func names() async throws -> [String: String] {
        Dictionary(try await desk.staff().map { ($0.login, $0.name) }) { first, _ in first }
    }
}
