import Desk
import Hummingbird
import Participation

/// `/account`: what somebody may do, where they are logged in, their second factor (自分の設定).
struct AccountPage: Sendable {
    static let path = "/account"

    let desk: Desk

    var routes: [Route] {
        [
            Route(.get, Self.path) { try await page($1.person(), $0) },
            Route.form("/account/sessions") { form, request, visit in
                let person = try visit.person()
                if let digest = [UInt8](hex: form.text("session")) {
                    try await desk.endSession(digest, of: person)
                }
                return .see(Address(Self.path), Strings.asked(by: request))
            },
            Route.form("/account/codes") { form, request, visit in
                try await codes(form, request, visit.person())
            },
        ]
    }

    private func codes(_ form: Form, _ request: Request, _ person: SignedIn) async throws
        -> Response
    {
        let words = Strings.asked(by: request)
        do throws(DeskError) {
            switch form.text("step") {
            case "prepare":
                let key = try await desk.prepareCodes(of: person)
                return try await page(person, request, key: key)
            case "begin":
                let recovery = try await desk.beginCodes(of: person, code: form.text("code"))
                return try await page(person, request, recovery: recovery)
            case "end":
                try await desk.endCodes(of: person.account, by: person.account)
            default: break
            }
        } catch {
            guard let errors = [FieldError](error, words) else { throw error }
            return try await page(
                person, request, key: try await desk.prepareCodes(of: person), errors: errors)
        }
        return .see(Address(Self.path), words)
    }

    private func page(
        _ person: SignedIn, _ request: Request, key: String? = nil, recovery: [String] = [],
        errors: [FieldError] = []
    ) async throws(DeskError) -> Response {
        let words = Strings.asked(by: request)
        let texts = words.staff
        let member = try await desk.member(person.login)
        let sessions = try await desk.sessions(of: person.account)
        let roles = person.roles.map { "<li>\(RoleLine(term: $0, words: words).text)</li>" as HTML }
        let fields = Fields(errors: errors, words: words)
        let content: HTML = """
            \(fields.summary)
            <h1>\(texts.accountTitle)</h1>
            <p>\(texts.accountOf(person.name, person.login))</p>
            <section aria-labelledby="roles">
            <h2 id="roles">\(texts.rolesTitle)</h2>
            <ul>
            \(HTML(joining: roles))
            </ul>
            </section>
            <section aria-labelledby="password">
            <h2 id="password">\(texts.passwordSection)</h2>
            <p><a href="\(words.address(PasswordPage.path))">\(texts.passwordTitle)</a></p>
            </section>
            \(codesPart(member, person, key, recovery, fields))
            \(sessionsPart(sessions, person, words))
            """
        return Page(
            title: texts.accountTitle, address: Address(Self.path), place: .account,
            city: try await desk.city()?.name, visitor: .person(person)
        ).response(words, content, status: errors.isEmpty ? .ok : .unprocessableContent)
    }

    private func codesPart(
        _ member: StaffMember, _ person: SignedIn, _ key: String?, _ recovery: [String],
        _ fields: Fields
    ) -> HTML {
        let texts = fields.words.staff
        let action = fields.words.address("/account/codes")
        func form(_ step: String, _ button: String, _ inner: HTML = "") -> HTML {
            """
            <form method="post" action="\(action)" novalidate>
            \(inner)
            \(HTML.token(of: person))
            \(HTML.hidden("step", step))
            <button>\(button)</button>
            </form>
            """
        }
        let body: HTML
        if !recovery.isEmpty {
            let items = recovery.map { "<li><code>\($0)</code></li>" as HTML }
            body = """
                <h3>\(texts.recoveryTitle)</h3>
                <p>\(texts.recoveryDetail)</p>
                <ul class="codes">
                \(HTML(joining: items))
                </ul>
                """
        } else if let key {
            let code = fields.line(
                "code", texts.code,
                .init(isRequired: true, autocomplete: "one-time-code", length: 10))
            body = """
                <p>\(texts.codesKey): <code>\(key)</code></p>
                <p class="hint">\(texts.codesKeyHint)</p>
                \(form("begin", texts.confirm, code))
                """
        } else {
            body =
                member.asksForCode
                ? "<p>\(texts.codesOn)</p>\n\(form("end", texts.codesEnd))"
                : "<p>\(texts.codesOff)</p>\n\(form("prepare", texts.codesBegin))"
        }
        return """
            <section aria-labelledby="codes">
            <h2 id="codes">\(texts.codesTitle)</h2>
            \(body)
            </section>
            """
    }

    private func sessionsPart(
        _ sessions: [SessionEntry], _ person: SignedIn, _ words: Strings
    ) -> HTML {
        let texts = words.staff
        let rows = sessions.map { session -> HTML in
            let hex = session.digest.hex
            let isHere = person.proof == .session(session.digest)
            let end: HTML =
                isHere
                ? "\(texts.thisSession)"
                : """
                <form method="post" action="\(words.address("/account/sessions"))">
                \(HTML.token(of: person))
                \(HTML.hidden("session", hex))
                <button>\(texts.endSession)</button>
                </form>
                """
            return """
                <tr>
                <td data-label="\(texts.since)">\(words.moment(session.beganAt))</td>
                <td data-label="\(texts.lastSeen)">\(words.moment(session.seenAt))</td>
                <td data-label="\(texts.browser)">\(session.browser)</td>
                <td data-label="\(texts.address)">\(session.address)</td>
                <td>\(end)</td>
                </tr>
                """
        }
        return """
            <section aria-labelledby="sessions">
            <h2 id="sessions">\(texts.sessionsTitle)</h2>
            <table class="plain">
            <thead><tr><th scope="col">\(texts.since)</th><th scope="col">\(texts.lastSeen)</th>\
            <th scope="col">\(texts.browser)</th><th scope="col">\(texts.address)</th>\
            <th scope="col">\(texts.state)</th></tr></thead>
            <tbody>
            \(HTML(joining: rows))
            </tbody>
            </table>
            </section>
            """
    }
}

/// A role in one line: `担当（土木課） 令和8年4月1日〜` (役割の一行).
struct RoleLine: Sendable {
    let term: RoleTerm
    let words: Strings

    var text: String {
        let texts = words.staff
        let through = term.through.map { words.figures.day($0) } ?? ""
        return "\(texts.roleName(term.role))（\(term.section ?? texts.allSections)） "
            + "\(words.figures.day(term.from))〜\(through)"
    }
}

extension Strings {
    /// A moment, as people of this language write it.
    func moment(_ moment: OfficeMoment) -> String {
        [figures.day(moment.day), moment.time?.description].compactMap(\.self)
            .joined(separator: " ")
    }
}

extension [UInt8] {
    /// `00ff`; nil for anything that is not.
    init?(hex text: String) {
        let digits = Array<UInt8>(text.utf8)
        guard digits.count.isMultiple(of: 2) else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            let pair = String(decoding: digits[index..<index + 2], as: UTF8.self)
            guard let byte = UInt8(pair, radix: 16) else { return nil }
            bytes.append(byte)
        }
        self = bytes
    }

    /// Two digits a byte.
    var hex: String {
        let digits = Array<Character>("0123456789abcdef")
        return String(flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
}
