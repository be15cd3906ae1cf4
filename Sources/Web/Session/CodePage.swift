import Desk
import Hummingbird

/// `/login/code`: the second step (確認コードの入力).
struct CodePage: Sendable {
    static let path = "/login/code"

    let desk: Desk

    var routes: [Route] {
        [
            Route(.get, Self.path) { request, visit in
                let next = request.uri.queryParameters["next"].map { String($0) }
                return try await page(
                    carried: Carried(next: next), visit.person(), request,
                    Strings.asked(by: request))
            },
            Route.form(Self.path) { form, request, visit in
                try await confirm(form, request, visit)
            },
        ]
    }

    private func confirm(_ form: Form, _ request: Request, _ visit: Visit) async throws -> Response
    {
        let words = Strings.asked(by: request)
        let person = try visit.person()
        guard let door = visit.door, let cookie = SessionCookie.of(request, at: door) else {
            throw WebError.notLoggedIn
        }
        let carried = Carried(form)
        let outcome = try await desk.confirmCode(
            form.text("code"), of: person, cookie: cookie, from: visit.place)
        switch outcome {
        case .entered(let secret, let stage):
            return try await carried.go(on: stage, secret, door, desk, request, words)
        case .refused:
            return try await page(
                carried: carried, person, request, words, problem: words.staff.codeWrong)
        case .wait(let duration):
            let seconds = Int(duration.components.seconds) + 1
            var response = try await page(
                carried: carried, person, request, words, problem: words.staff.wait(seconds),
                status: .tooManyRequests)
            response.headers[.retryAfter] = String(seconds)
            return response
        case .expired:
            return .see(Address(LogInPage.path), words)
        }
    }

    /// The page for a session that has begun this moment.
    func page(
        carried: Carried, secret: SecretText, _ request: Request, _ words: Strings
    ) async throws -> Response {
        guard let person = try await desk.signedIn(by: secret.text) else {
            throw WebError.notLoggedIn
        }
        return try await page(carried: carried, person, request, words)
    }

    private func page(
        carried: Carried, _ person: SignedIn, _ request: Request, _ words: Strings,
        problem: String? = nil, status: HTTPResponse.Status = .unauthorized
    ) async throws -> Response {
        let texts = words.staff
        let fields = Fields(
            errors: problem.map { [FieldError(field: "code", text: $0)] } ?? [], words: words)
        let content: HTML = """
            \(fields.summary)
            <h1>\(texts.codeTitle)</h1>
            <form class="sheet" method="post" action="\(words.address(Self.path))" novalidate>
            <p>\(texts.codeLead)</p>
            \(fields.line(
                "code", texts.code,
                .init(
                    isRequired: true, hint: texts.codeHint, autocomplete: "one-time-code",
                    length: 20)))
            \(HTML.token(of: person))
            \(carried.hidden)
            <button>\(texts.confirm)</button>
            </form>
            \(Page.logOut(person, words))
            """
        return Page(
            title: texts.codeTitle, address: Address(Self.path), city: try await desk.city()?.name,
            visitor: .person(person)
        ).response(words, content, status: problem == nil ? .ok : status)
    }
}
