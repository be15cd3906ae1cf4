import Desk
import Hummingbird
import Participation

/// `/account/password`: another password; at the first login, one of their own
/// (パスワードの変更).
struct PasswordPage: Sendable {
    static let path = "/account/password"

    let desk: Desk

    var routes: [Route] {
        [
            Route(.get, Self.path) { request, visit in
                try await page(visit.person(), [], request)
            },
            Route.form(Self.path) { form, request, visit in
                try await change(form, request, visit)
            },
        ]
    }

    private func change(_ form: Form, _ request: Request, _ visit: Visit) async throws -> Response {
        let words = Strings.asked(by: request)
        let person = try visit.person()
        guard let door = visit.door else { throw WebError.notOpenHere }
        let outcome: LogInOutcome
        do throws(DeskError) {
            outcome = try await desk.changePassword(
                of: person, from: form.text("password"), to: form.text("newPassword"),
                repeated: form.text("repeated"), at: visit.place)
        } catch {
            guard let errors = [FieldError](error, words) else { throw error }
            return try await page(person, errors, request, status: .unprocessableContent)
        }
        switch outcome {
        case .entered(let secret, let stage):
            return try await Carried.none.go(on: stage, secret, door, desk, request, words)
        case .wait(let duration):
            let seconds = Int(duration.components.seconds) + 1
            var response = try await page(
                person, [FieldError(field: "password", text: words.staff.wait(seconds))], request,
                status: .tooManyRequests)
            response.headers[.retryAfter] = String(seconds)
            return response
        case .refused, .expired: throw WebError.notLoggedIn
        }
    }

    private func page(
        _ person: SignedIn, _ errors: [FieldError], _ request: Request,
        status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let words = Strings.asked(by: request)
        let texts = words.staff
        let fields = Fields(errors: errors, words: words)
        func password(_ name: String, _ label: String, _ use: String, _ hint: String? = nil) -> HTML
        {
            fields.line(
                name, label,
                .init(
                    type: "password", isRequired: true, hint: hint, autocomplete: use,
                    length: PasswordRule.longest))
        }
        let lead: HTML =
            person.stage == .password ? "<p>\(texts.passwordFirstLead)</p>" : ""
        let content: HTML = """
            \(fields.summary)
            <h1>\(texts.passwordTitle)</h1>
            <form class="sheet" method="post" action="\(words.address(Self.path))" novalidate>
            \(lead)
            <input type="text" name="login" value="\(person.login)" autocomplete="username" hidden>
            \(password("password", texts.presentPassword, "current-password"))
            \(password("newPassword", texts.newPassword, "new-password", texts.newPasswordHint))
            \(password("repeated", texts.repeatedPassword, "new-password"))
            \(HTML.token(of: person))
            <button>\(texts.changePassword)</button>
            </form>
            """
        return Page(
            title: texts.passwordTitle, address: Address(Self.path),
            city: try await desk.city()?.name, visitor: .person(person)
        ).response(words, content, status: status)
    }
}
