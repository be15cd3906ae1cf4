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
        /// What the button says that leads to the identity provider; nil: there is none.
        var signOn: String?
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
        var model = await model(words)
        model.carried = Carried(next: request.uri.queryParameters["next"].map { String($0) })
        if request.uri.queryParameters["out"] != nil { model.message = words.staff.loggedOut }
        return page(model, request, words, status: model.isAvailable ? .ok : .serviceUnavailable)
    }

    private func logIn(_ request: Request, _ visit: Visit) async throws -> Response {
        let words = Strings.asked(by: request)
        guard let door = visit.door else { throw WebError.notOpenHere }
        let form = try await Form.read(request)
        let carried = Carried(form)
        if form.given("resume") != nil { return try await resume(form, carried, request, visit) }
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

    /// Whoever has logged in at the provider in another tab goes on with what they had typed in this.
    private func resume(
        _ form: Form, _ carried: Carried, _ request: Request, _ visit: Visit
    ) async throws -> Response {
        let words = Strings.asked(by: request)
        guard let person = visit.visitor.member else {
            return await again(form, carried, words.signOn.notYet, request, words)
        }
        return try await carried.arrive(person, desk, words)
    }

    /// The page with one line on top: why it was not done by another way.
    func page(
        saying message: String, carried: Carried, _ request: Request, _ words: Strings,
        status: HTTPResponse.Status
    ) async -> Response {
        await again(Form([]), carried, message, request, words, status: status)
    }

    private func again(
        _ form: Form, _ carried: Carried, _ message: String, _ request: Request, _ words: Strings,
        status: HTTPResponse.Status = .unauthorized
    ) async -> Response {
        var model = await model(words)
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
        var model = await model(words)
        model.carried = Carried(
            path: request.uri.path, form: try await Form.read(request))
        return page(model, request, words, status: .unauthorized)
    }

    private func model(_ words: Strings) async -> Model {
        do {
            guard await desk.readiness().isReady else { return Model(isAvailable: false) }
            let signOn = desk.oidcSettings.map { $0.label ?? words.signOn.label }
            return Model(city: try await desk.city(), signOn: signOn)
        } catch {
            return Model(isAvailable: false)
        }
    }

    private func page(
        _ model: Model, _ request: Request, _ words: Strings, status: HTTPResponse.Status
    ) -> Response {
        Page(
            title: words.staff.logInTitle,
            address: request.method == .get && request.uri.path == Self.path
                ? Address(of: request) : Address(Self.path),
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
            \(notice(model, words))\(signOn(model, words))
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

    /// The way to the identity provider: a link, for a form that is led away the browser would not
    /// send (`form-action`).
    private static func signOn(_ model: Model, _ words: Strings) -> HTML {
        guard let label = model.signOn else { return "" }
        let place = Address(SignOnPage.path).with("lang", words.languageParameter)
        guard model.carried.isForm else {
            return """

                <p><a class="go" href="\(place.with("next", model.carried.next).text)">\(label)</a></p>
                <p>\(words.signOn.or)</p>
                """
        }
        // What was typed cannot go there and back: it waits in this tab.
        return """

            <section class="sheet" aria-labelledby="sign-on">
            <h2 id="sign-on">\(label)</h2>
            <p>\(words.signOn.otherTab)</p>
            <p><a class="go" href="\(place.text)" target="_blank">\(words.signOn.newTab)</a></p>
            <form method="post" action="\(words.address(Self.path))">
            \(model.carried.hidden)
            \(HTML.hidden("resume", "1"))
            <button class="quiet">\(words.signOn.resume)</button>
            </form>
            </section>
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
