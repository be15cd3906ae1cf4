import Desk
import FoundationEssentials
import Hummingbird
import Participation

/// `/circulation`: the mayor and the deputy read through what came in, letter by letter
/// (供覧, PRODUCT §4.5).
struct CirculationPage: Sendable {
    static let path = "/circulation"
    static let pattern = "/circulation/{number}"
    /// Why letters are opened here.
    private static let reason = "供覧"

    let desk: Desk

    var routes: [Route] {
        [
            Route(.get, Self.path) { request, visit in try await list(request, visit) },
            Route(.get, Self.pattern) { request, visit in
                let words = Strings.asked(by: request)
                return try await show(
                    request, visit, Fields(words: words), TrayPage.newCommand())
            },
            Route.form(Self.pattern) { form, request, visit in
                try await act(form, request, visit)
            },
        ]
    }

    // MARK: The list

    private func list(_ request: Request, _ visit: Visit) async throws -> Response {
        let words = Strings.asked(by: request)
        let person = try visit.person()
        let content: HTML
        if try await desk.circulatingPost(of: person.login) == nil {
            // An approver of another post has come by the way on top of every page.
            content = """
                <h1>\(words.circulation.title)</h1>
                <p>\(words.circulation.notYours)</p>
                """
        } else {
            let items = try await desk.circulation(for: person.login)
            let view = CirculationList(
                items: items, gists: try await gists(of: items, for: person),
                sections: try await desk.sectionNames(),
                showsSenders: try await desk.circulationShowsSenders(),
                isDone: request.uri.queryParameters["done"] != nil, words: words)
            content = view.html
        }
        return Page(
            title: words.circulation.title, address: Address(Self.path), place: .circulation,
            city: try await desk.city()?.name, visitor: visit.visitor
        ).response(words, content)
    }

    private func gists(
        of items: [CirculatedItem], for person: SignedIn
    ) async throws -> [UUID: String] {
        guard let opening = Opening(actor: person.login, reason: Self.reason) else { return [:] }
        return try await desk.gists(
            of: CirculationList.listed(items).flatMap { $0.map(\.id) }, for: opening)
    }

    // MARK: One letter

    private func show(
        _ request: Request, _ visit: Visit, _ fields: Fields, _ command: String,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let words = fields.words
        let person = try visit.person()
        let (place, items) = try await place(of: request, for: person)
        guard let opening = Opening(actor: person.login, reason: Self.reason) else {
            throw WebError.forbidden
        }
        let showsSenders = try await desk.circulationShowsSenders()
        let id = items[place].id
        let closed = try await desk.item(id)
        // What the city decided to use no more is read through by nobody, either (利用停止).
        let item =
            closed.item.retention.useSuspension == nil
            ? try await desk.item(id, opening: opening, showing: showsSenders ? .item : .text)
            : closed
        let marks = try await desk.circulationMarks(of: item.id)
        let people = Set(
            marks.map(\.by) + item.item.response.instructions.map(\.instruction.by.text))
        let view = CirculationView(
            item: item, place: place, items: items, marks: marks,
            people: try await desk.names(of: people), sections: try await desk.sectionNames(),
            showsSenders: showsSenders, fields: fields, command: command, person: person,
            done: request.uri.queryParameters["done"].map { String($0) })
        let number = items[place].receiptNumber.description
        return Page(
            title: "\(number) \(words.circulation.title)",
            address: Address("\(Self.path)/\(number)"), place: .circulation,
            city: try await desk.city()?.name, visitor: visit.visitor, script: .keys
        ).response(words, view.html, status: status)
    }

    /// Where a letter stands among those that are read through; what is not among them is not there.
    private func place(
        of request: Request, for person: SignedIn
    ) async throws -> (Int, [CirculatedItem]) {
        let name = request.pathPart(1)
        guard try await desk.circulatingPost(of: person.login) != nil else {
            throw WebError.forbidden
        }
        let items = try await desk.circulation(for: person.login)
        guard let place = items.firstIndex(where: { $0.receiptNumber.description == name }) else {
            throw DeskError.notFound(name)
        }
        return (place, items)
    }

    private func act(_ form: Form, _ request: Request, _ visit: Visit) async throws -> Response {
        let words = Strings.asked(by: request)
        let person = try visit.person()
        let (place, items) = try await place(of: request, for: person)
        guard let command = CommandID.from(key: form.text(TrayPage.commandField)) else {
            throw HTTPError(.badRequest)
        }
        let item = items[place]
        do throws(DeskError) {
            if form.text("do") == CirculationView.instruct {
                _ = try await desk.instruct(
                    form.text(ItemField.text.rawValue).replacing("\r\n", with: "\n"),
                    about: item.id, by: person.login, command: command)
            }
            // Who has said what is to be done has read it.
            _ = try await desk.markRead(item.id, by: person.login)
        } catch {
            guard let errors = [FieldError](error, words) else { throw error }
            return try await show(
                request, visit, Fields(form: form, errors: errors, words: words),
                form.text(TrayPage.commandField), status: .unprocessableContent)
        }
        if form.text("do") == CirculationView.instruct {
            let address = Address("\(Self.path)/\(item.receiptNumber)")
            return .see(address.with("done", CirculationView.instruct), words)
        }
        let unread = items.indices.filter { !items[$0].isRead && $0 != place }
        guard let next = unread.first(where: { $0 > place }) ?? unread.first else {
            return .see(Address(Self.path).with("done", "1"), words)
        }
        return .see(Address("\(Self.path)/\(items[next].receiptNumber)"), words)
    }
}
