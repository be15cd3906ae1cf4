import Desk
import Hummingbird

/// What goes with somebody through logging in: where they wanted to go, or what they had typed
/// (ログインをまたいで引き継ぐ内容).
struct Carried: Sendable {
    /// A page of ours.
    private(set) var next: String?
    /// Where the form was meant to go.
    private(set) var path: String?
    private(set) var fields: [(name: String, value: String)] = []

    static let none = Carried(next: nil)

    private static let prefix = "carried."
    private static let longestPath = 2_000

    init(next: String?) { self.next = next.flatMap { Self.own($0) } }

    /// A form that came too late.
    init(path: String, form: Form) {
        self.path = Self.own(path)
        fields = form.fields.filter { $0.name != Form.tokenField }
    }

    /// What came along with a name and a password.
    init(_ form: Form) {
        next = form.given("next").flatMap { Self.own($0) }
        path = form.given("carried-path").flatMap { Self.own($0) }
        fields = form.fields.filter { $0.name.hasPrefix(Self.prefix) }.map {
            (String($0.name.dropFirst(Self.prefix.count)), $0.value)
        }
    }

    /// Whether somebody has typed something that waits to be sent.
    var isForm: Bool { path != nil }

    /// The fields that carry it.
    var hidden: HTML {
        var parts: [HTML] = []
        if let next { parts.append(.hidden("next", next)) }
        if let path { parts.append(.hidden("carried-path", path)) }
        parts += fields.map { .hidden(Self.prefix + $0.name, $0.value) }
        return HTML(joining: parts)
    }

    /// Only a place on this server: a link that leads through the login must not lead elsewhere.
    private static func own(_ path: String) -> String? {
        let isOwn =
            path.hasPrefix("/") && !path.hasPrefix("//") && !path.contains("\\")
            && path.utf8.count <= longestPath && path.utf8.allSatisfy { $0 > 0x20 && $0 != 0x7F }
        return isOwn ? path : nil
    }

    /// The answer to whoever has come a step further.
    func go(
        on stage: LogInStage, _ secret: SecretText, _ door: Front.Door, _ desk: Desk,
        _ request: Request, _ words: Strings
    ) async throws -> Response {
        var response: Response
        switch stage {
        case .code:
            response =
                isForm
                ? try await CodePage(desk: desk).page(
                    carried: self, secret: secret, request, words)
                : .see(Address(CodePage.path).with("next", next), words)
        case .password: response = .see(Address(PasswordPage.path), words)
        case .open: response = try await arrive(secret, desk, words)
        }
        response.headers[.setCookie] = SessionCookie.setting(secret, at: door)
        return response
    }

    private func arrive(
        _ secret: SecretText, _ desk: Desk, _ words: Strings
    ) async throws -> Response {
        guard let person = try await desk.signedIn(by: secret.text) else {
            throw WebError.notLoggedIn
        }
        return try await arrive(person, desk, words)
    }

    /// The answer to whoever is logged in: the page they wanted, or what they had typed.
    func arrive(_ person: SignedIn, _ desk: Desk, _ words: Strings) async throws -> Response {
        guard let path else {
            // The address is ours and was written by us: it is sent as it came.
            return Response(
                status: .seeOther,
                headers: [.location: next ?? words.address(FirstScreen.path(for: person))])
        }
        let texts = words.staff
        let hidden = fields.map { HTML.hidden($0.name, $0.value) }
        let content: HTML = """
            <h1>\(texts.resumeTitle)</h1>
            <form class="sheet" method="post" action="\(path)" novalidate>
            <p>\(texts.resumeDetail(person.name))</p>
            \(HTML.token(of: person))
            \(HTML(joining: hidden))
            <button>\(texts.resume)</button>
            </form>
            <p><a href="\(words.address("/"))">\(texts.discard)</a></p>
            """
        return Page(
            title: texts.resumeTitle, address: Address("/"), city: try await desk.city()?.name,
            visitor: .person(person)
        ).response(words, content)
    }
}

extension Response {
    /// "Look there": after a form, so that reloading sends nothing twice.
    static func see(_ address: Address, _ words: Strings) -> Response {
        Response(
            status: .seeOther,
            headers: [.location: address.with("lang", words.languageParameter).text])
    }
}

extension Strings {
    /// A path in this language.
    func address(_ path: String) -> String { Address(path).with("lang", languageParameter).text }
}
