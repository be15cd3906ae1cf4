import Desk
import FoundationEssentials
import Hummingbird
import Participation

/// `/log`: who did what, who opened whose data, whether the log is whole, which keys are gone
/// (監査, PRODUCT §4.11).
struct LogPage: Sendable {
    static let path = "/log"
    static let openingsPath = "/log/openings"
    static let keysPath = "/log/keys"
    static let checkPath = "/log/check"

    /// For how many days openings are listed unless asked otherwise.
    private static let openingDays = 30

    let desk: Desk

    var routes: [Route] {
        [
            Route(.get, Self.path) { request, visit in try await events(request, visit) },
            Route(.get, Self.openingsPath) { request, visit in
                try await openings(request, visit)
            },
            Route(.get, Self.keysPath) { request, visit in try await keys(request, visit) },
            Route(.get, Self.checkPath) { request, visit in
                try await check(request, visit, nil)
            },
            Route.form(Self.checkPath) { _, request, visit in
                try await check(request, visit, .some(desk.checkLog()))
            },
        ]
    }

    private func page(
        _ request: Request, _ visit: Visit, _ words: Strings, path: String, _ content: HTML,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let all: HTML = """
            <h1>\(words.audit.title)</h1>
            \(AuditView(words: words).ways(at: path))
            \(content)
            """
        return Page(
            title: words.audit.title, address: Address(of: request), place: .log,
            city: try await desk.city()?.name, isWide: true, visitor: visit.visitor
        ).response(words, all, status: status)
    }

    /// The item of a receipt number; nil where there is none for this person.
    private func item(
        _ number: String, for person: SignedIn
    ) async throws(DeskError) -> UUID? {
        do throws(DeskError) {
            let id = try await desk.itemID(of: number)
            return try await desk.reach(of: person, to: id, acting: []) == .hidden ? nil : id
        } catch {
            if case .notFound = error { return nil }
            throw error
        }
    }

    // MARK: Who did what

    private func events(_ request: Request, _ visit: Visit) async throws -> Response {
        let words = Strings.asked(by: request)
        let texts = words.audit
        var reader = QueryReader(request, today: desk.today)
        let record = reader.words("record", texts.record, longest: ItemLimits.code)
        let asked = AuditRequest(
            actor: reader.words("actor", texts.actor, longest: LoginName.longest),
            from: reader.writtenDay("from", texts.from),
            through: reader.writtenDay("through", texts.through),
            before: reader.integer("before", within: 1...Int(Int32.max)).map { Int64($0) })
        var view = AuditView(words: words)
        view.take(request, reader.errors)
        guard view.errors.isEmpty else {
            return try await page(
                request, visit, words, path: Self.path, view.search(at: Self.path),
                status: .badRequest)
        }
        // A record has a page of its own, with all that happened to it.
        if let record {
            if let id = try await item(record, for: visit.person()) {
                let number = try await desk.item(id).item.plain.receiptNumber.description
                return .see(Address(RecordPage.path(number)), words)
            }
            view.errors = [FieldError(field: "record", text: texts.noRecord)]
            return try await page(
                request, visit, words, path: Self.path, view.search(at: Self.path),
                status: .notFound)
        }
        let found = try await desk.events(asked)
        let content: HTML = """
            \(view.search(at: Self.path))
            \(view.events(found))
            \(found.next.map { view.further(Address(of: request).with("before", "\($0)")) } ?? "")
            """
        return try await page(request, visit, words, path: Self.path, content)
    }

    // MARK: Who opened what

    private func openings(_ request: Request, _ visit: Visit) async throws -> Response {
        let words = Strings.asked(by: request)
        let texts = words.audit
        let today = desk.today
        var reader = QueryReader(request, today: today)
        let record = reader.words("record", texts.record, longest: ItemLimits.code)
        let actor = reader.words("actor", texts.actor, longest: LoginName.longest)
        let through = reader.writtenDay("through", texts.through) ?? today
        let earliest = LocalDate(dayNumber: through.dayNumber - Self.openingDays) ?? through
        let from = reader.writtenDay("from", texts.from) ?? earliest
        var view = AuditView(words: words)
        view.take(request, reader.errors)
        let search = view.search(at: Self.openingsPath)
        guard view.errors.isEmpty else {
            return try await page(
                request, visit, words, path: Self.openingsPath, search, status: .badRequest)
        }
        var id: UUID?
        if let record { id = try await item(record, for: visit.person()) }
        guard record == nil || id != nil else {
            view.errors = [FieldError(field: "record", text: texts.noRecord)]
            return try await page(
                request, visit, words, path: Self.openingsPath,
                view.search(at: Self.openingsPath), status: .notFound)
        }
        let openings = try await desk.openings(
            by: actor, of: id, from: from, through: through, limit: AuditLimits.openings)
        return try await page(
            request, visit, words, path: Self.openingsPath,
            "\(search)\n\(view.openings(openings, from, through))")
    }

    // MARK: Keys and the whole log

    private func keys(_ request: Request, _ visit: Visit) async throws -> Response {
        let words = Strings.asked(by: request)
        let content = AuditView(words: words).keys(try await desk.destroyedKeys())
        return try await page(request, visit, words, path: Self.keysPath, content)
    }

    /// - Parameter result: nil: not asked for; some nil: somebody else checks just now.
    private func check(
        _ request: Request, _ visit: Visit, _ result: LogCheck??
    ) async throws -> Response {
        let words = Strings.asked(by: request)
        let content = AuditView(words: words).check(result, for: try visit.person())
        return try await page(request, visit, words, path: Self.checkPath, content)
    }
}
