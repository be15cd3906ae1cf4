import Desk
import Hummingbird
import Participation

/// `/register`: the ledger of everything that was received, newest first (受付簿, PRODUCT §4.2).
struct RegisterListPage: Sendable {
    static let path = "/register"
    static let filePath = "/register.csv"
    static let workbookPath = "/register.xlsx"

    let desk: Desk

    var routes: [Route] {
        [
            Route(.get, Self.path) { request, visit in try await show(request, visit) },
            Route(.get, Self.filePath) { try await file($0, $1, as: .csv) },
            Route(.get, Self.workbookPath) { try await file($0, $1, as: .xlsx) },
        ]
    }

    /// Why gists of a page are opened; of a file, the way says that a copy left the house.
    static func opening(
        _ person: SignedIn, _ reason: String, way: OpeningWay = .shown
    ) -> Opening? {
        person.has(oneOf: AccessTable.letterReaders)
            ? Opening(actor: person.login, reason: reason, way: way) : nil
    }

    /// Names of sections by code.
    static func sections(of desk: Desk) async throws(DeskError) -> [String: String] {
        let units = try await desk.organisation().units(on: desk.today)
        let names = units.map { ($0.code, $0.pathNames.last ?? $0.code) }
        return Dictionary(names) { first, _ in first }
    }

    private func show(_ request: Request, _ visit: Visit) async throws -> Response {
        let words = Strings.asked(by: request)
        let person = try visit.person()
        let query = RegisterQuery(
            request, today: desk.today, words: words.register, mostRows: RegisterLimits.page)
        var view = RegisterView(query: query, today: desk.today, words: words)
        view.mayRead = person.has(oneOf: AccessTable.letterReaders)
        view.isNamed = try await desk.isNamed(person)
        view.city = try await desk.city()?.name
        view.sections = try await Self.sections(of: desk)
        if query.errors.isEmpty {
            if query.request.looksIntoLetters, !view.mayRead { throw WebError.forbidden }
            do throws(DeskError) {
                view.page = try await desk.register(
                    query.request, for: person,
                    opening: Self.opening(person, "受付簿の閲覧"))
            } catch {
                guard let errors = [FieldError](error, words) else { throw error }
                view.errors = errors.map {
                    FieldError(field: $0.field == "text" ? "q" : $0.field, text: $0.text)
                }
            }
        } else {
            view.errors = query.errors.map {
                FieldError(field: $0.field, text: words.inputError($0))
            }
        }
        return Page(
            title: words.places.register, address: Address(of: request), place: .register,
            city: view.city, isWide: true, visitor: visit.visitor
        ).response(words, view.html, status: view.page == nil ? .badRequest : .ok)
    }

    private func file(
        _ request: Request, _ visit: Visit, as kind: SheetFile.Kind
    ) async throws -> Response {
        let words = Strings.asked(by: request)
        let person = try visit.person()
        let isSearch = request.uri.queryParameters["q"].map { !$0.isEmpty } ?? false
        let query = RegisterQuery(
            request, today: desk.today, words: words.register,
            mostRows: isSearch ? SearchLimits.longestPage : RegisterLimits.exported)
        guard query.errors.isEmpty else { throw WebError.badQuery(query.errors) }
        let opening = Self.opening(person, "受付簿のファイル出力", way: .exported)
        if query.request.looksIntoLetters, opening == nil { throw WebError.forbidden }
        var asked = query.request
        asked.isFile = true
        let page = try await desk.register(asked, for: person, opening: opening)
        let sheet = RegisterFile(
            name: words.places.register, entries: page.entries, words: words.register
        ).sheet
        return try await SheetFile(sheet, file: "register").response(as: kind)
    }
}
