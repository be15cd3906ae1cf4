import Desk
import Hummingbird
import Participation

/// `GET /api/v1/items` (受付簿のAPI).
struct RegisterRoutes: Sendable {
    let desk: Desk

    var routes: [Route] {
        [Route(.get, "/api/v1/items") { try await items($0, $1.person()) }]
    }

    /// Gists are opened for a reason only, and only for whoever may read letters.
    private func items(_ request: Request, _ person: SignedIn) async throws -> Response {
        let words = Strings.asked(by: request).register
        let query = RegisterQuery(
            request, today: desk.today, words: words, mostRows: RegisterLimits.page,
            programs: true)
        var errors = query.errors
        var reader = QueryReader(request, today: desk.today)
        let reason = reader.words("reason", words.reason, longest: SearchLimits.text)
        errors += reader.errors
        if query.request.looksIntoLetters, reason == nil {
            errors.append(InputError("reason", .required, label: words.reason))
        }
        guard errors.isEmpty else { throw WebError.badQuery(errors) }
        let opening = reason.flatMap { RegisterListPage.opening(person, $0) }
        if reason != nil, opening == nil { throw WebError.forbidden }
        let page = try await desk.register(query.request, for: person, opening: opening)
        var headers = HTTPFields()
        if let next = page.next {
            headers.set("Link", "<\(query.address(after: next).text)>; rel=\"next\"")
        }
        return Response(
            status: .ok, type: "application/json", bytes: CanonicalJSON.bytes(page.json),
            headers: headers)
    }
}
