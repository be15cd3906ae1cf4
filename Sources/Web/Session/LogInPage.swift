import Desk
import Hummingbird

/// `/login`: name and password (ログイン).
struct LogInPage: Sendable {
    static let path = "/login"
    static let logOutPath = "/logout"

    let desk: Desk

    /// What the page shows.
    struct Model: Sendable {
        var city: City?
        /// False when the database cannot be reached: nobody can log in.
        var isAvailable = true
        var carried = Carried.none
        var login = ""
        /// What is wrong, or has just happened.
        var message: String?
    }

    var routes: [Route] {
        [
            Route(.get, Self.path) { try await show($0, $1) },
            Route(.post, Self.path) { try await logIn($0, $1) },
            Route.form(Self.logOutPath) { _, request, visit in
                try await logOut(request, visit)
            },
        ]
    }

    private func show(_ request: Request, _ visit: Visit) async throws -> Response {
        let words = Strings.asked(by: request)
        if let person = visit.visitor.person {
            return .see(Address(FirstScreen.path(for: person)), words)
        }
        var model = await model()
        model.carried = Carried(next: request.uri.queryParameters["next"].map { String($0) })
        if request.uri.queryParameters["out"] != nil { model.message = words.staff.loggedOut }
        return page(model, request, words, status: model.isAvailable ? .ok : .serviceUnavailable)
    }

    private func logIn(_ request: Request, _ visit: Visit) async throws -> Response {
        let words = Strings.asked(by: request)
        guard let door = visit.door else { throw WebError.notOpenHere }
        let form = try await Form.read(request)
        let carried = Carried(form)
        let old = SessionCookie.of(request, at: door)
        let outcome = try await desk.logIn(
            form.text("login"), password: form.text("password"), from: visit.place, replacing: old)
        switch outcome {
        case .entered(let secret, let stage):
            return try await carried.go(on: stage, secret, door, desk, request, words)
        case .refused, .expired:
            return await again(form, carried, words.staff.refused, request, words)
        case .wait(let duration):
            let seconds = Int(duration.components.seconds) + 1
            var response = await again(
                form, carried, words.staff.wait(seconds), request, words, status: .tooManyRequests)
            response.headers[.retryAfter] = String(seconds)
            return response
        }
    }

    private func again(
        _ form: Form, _ carried: Carried, _ message: String, _ request: Request, _ words: Strings,
        status: HTTPResponse.Status = .unauthorized
    ) async -> Response {
        var model = await model()
        model.carried = carried
        model.login = form.text("login")
        model.message = message
        return page(model, request, words, status: status)
    }

    private func logOut(_ request: Request, _ visit: Visit) async throws -> Response {
        let words = Strings.asked(by: request)
        try await desk.logOut(visit.person())
        var response = Response.see(Address(Self.path).with("out", "1"), words)
        if let door = visit.door {
            response.headers[.setCookie] = SessionCookie.removing(at: door)
        }
        return response
    }

    /// What somebody sees whose session was over when they sent a form: what they typed is kept.
    func interrupted(_ request: Request) async throws -> Response {
        let words = Strings.asked(by: request)
        guard request.method == .post else {
            return .see(
                Address(Self.path).with("next", Address(of: request).text), words)
        }
        var model = await model()
        model.carried = Carried(
            path: request.uri.path, form: try await Form.read(request))
        return page(model, request, words, status: .unauthorized)
    }

    private func model() async -> Model {
        do {
            guard await desk.readiness().isReady else { return Model(isAvailable: false) }
            return Model(city: try await desk.city())
        } catch {
            return Model(isAvailable: false)
        }
    }

    private func page(
        _ model: Model, _ request: Request, _ words: Strings, status: HTTPResponse.Status
    ) -> Response {
        Page(
            title: words.staff.logInTitle,
            address: request.method == .get ? Address(of: request) : Address(Self.path),
            city: model.city?.name
        ).response(words, Self.content(model, words), status: status)
    }

    static func content(_ model: Model, _ words: Strings) -> HTML {
        let texts = words.staff
        let fields = Fields(
            form: Form([("login", model.login)]),
            errors: model.message.map { [FieldError(field: "", text: $0)] } ?? [], words: words)
        let isOut = model.message == texts.loggedOut
        let summary: HTML =
            isOut ? "<p class=\"notice\" role=\"status\">\(texts.loggedOut)</p>" : fields.summary
        return """
            \(summary)
            <h1>\(texts.logInTitle)</h1>
            \(notice(model, words))
            <form class="sheet" method="post" action="\(words.address(Self.path))" novalidate>
            <p>\(texts.logInLead)</p>
            \(fields.line(
                "login", texts.loginName,
                .init(isRequired: true, autocomplete: "username", length: 64)))
            \(fields.line(
                "password", texts.password,
                .init(
                    type: "password", isRequired: true, autocomplete: "current-password",
                    length: 200)))
            \(model.carried.hidden)
            <button>\(texts.logIn)</button>
            </form>
            """
    }

    private static func notice(_ model: Model, _ words: Strings) -> HTML {
        if !model.isAvailable {
            return "<p class=\"state stopped\" role=\"status\">\(words.stateUnavailable)</p>"
        }
        if model.carried.isForm {
            return """
                <section class="notice" aria-labelledby="interrupted">
                <h2 id="interrupted">\(words.staff.interrupted)</h2>
                <p>\(words.staff.interruptedDetail)</p>
                </section>
                """
        }
        guard let city = model.city else {
            return """
                <section class="notice" aria-labelledby="city">
                <h2 id="city">\(words.cityMissing)</h2>
                <p>\(words.cityMissingDetail)</p>
                <pre><code>koe setup --city 根室市 --code 012238</code></pre>
                </section>
                """
        }
        return city.isDemo ? "<p class=\"notice\">\(words.demoNotice)</p>" : ""
    }
}
