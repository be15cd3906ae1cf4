import Desk
import Hummingbird
import Participation

/// `/admin/users`: everybody who has an account, and what they may do (利用者の管理).
struct StaffPages: Sendable {
    static let path = "/admin/users"

    let desk: Desk

    var routes: [Route] {
        [
            Route(.get, Self.path) { request, visit in
                try await list(request, visit, Fields(words: .asked(by: request)))
            },
            Route.form(Self.path) { form, request, visit in try await add(form, request, visit) },
            Route(.get, "/admin/users/{login}") { request, visit in
                try await one(request, visit, Fields(words: .asked(by: request)))
            },
            Route.form("/admin/users/{login}") { form, request, visit in
                try await act(form, request, visit)
            },
        ]
    }

    /// Only an administrator changes anything; others look.
    private func mayChange(_ person: SignedIn) -> Bool {
        person.has(oneOf: AccessTable.roles(.post, Self.path))
    }

    // MARK: All

    private func add(_ form: Form, _ request: Request, _ visit: Visit) async throws -> Response {
        let words = Strings.asked(by: request)
        var errors: [FieldError] = []
        let term = self.term(in: form, &errors, words)
        if errors.isEmpty {
            do throws(DeskError) {
                let member = try await desk.addStaff(
                    form.text("login"), name: form.given("name") ?? "",
                    roles: [term].compactMap(\.self), by: visit.visitor.person?.account)
                return .see(Address("\(Self.path)/\(member.login)"), words)
            } catch {
                guard let refused = [FieldError](error, words) else { throw error }
                errors = refused
            }
        }
        return try await list(
            request, visit, Fields(form: form, errors: errors, words: words),
            status: .unprocessableContent)
    }

    private func list(
        _ request: Request, _ visit: Visit, _ fields: Fields, status: HTTPResponse.Status = .ok
    ) async throws -> Response {
        let words = fields.words
        let texts = words.staff
        let person = try visit.person()
        let rows = try await desk.staff().map { row($0, words) }
        let content: HTML = """
            \(fields.summary)
            <h1>\(texts.usersTitle)</h1>
            <table class="plain users">
            <thead><tr><th scope="col">\(texts.user)</th><th scope="col">\(texts.name)</th>\
            <th scope="col">\(texts.role)</th><th scope="col">\(texts.state)</th></tr></thead>
            <tbody>
            \(HTML(joining: rows))
            </tbody>
            </table>
            \(mayChange(person) ? adding(fields, person) : "")
            """
        return Page(
            title: texts.usersTitle, address: Address(Self.path), place: .users,
            city: try await desk.city()?.name, isWide: true, visitor: visit.visitor
        ).response(words, content, status: status)
    }

    private func row(_ member: StaffMember, _ words: Strings) -> HTML {
        let roles = member.roles(on: desk.today).map {
            "<li>\(words.staff.roleName($0.role))（\($0.section ?? words.staff.allSections)）</li>"
                as HTML
        }
        return """
            <tr>
            <th scope="row"><a href="\(words.address("\(Self.path)/\(member.login)"))">\
            \(member.login)</a></th>
            <td>\(member.name)</td>
            <td><ul>\(HTML(joining: roles))</ul></td>
            <td>\(state(of: member, words))</td>
            </tr>
            """
    }

    private func state(of member: StaffMember, _ words: Strings) -> String {
        let texts = words.staff
        if member.isDisabled { return texts.stateDisabled }
        if member.roles(on: desk.today).isEmpty { return texts.stateNoRole }
        if member.binding != nil, desk.oidcSettings != nil { return texts.stateActive }
        if !member.hasPassword { return texts.stateNoPassword }
        return member.isOneTime ? texts.stateOneTime : texts.stateActive
    }

    private func adding(_ fields: Fields, _ person: SignedIn) -> HTML {
        let words = fields.words
        let texts = words.staff
        return """
            <form class="sheet" method="post" action="\(words.address(Self.path))" novalidate \
            aria-labelledby="adding">
            <h2 id="adding">\(texts.addTitle)</h2>
            \(fields.line("login", texts.user, .init(isRequired: true, length: LoginName.longest)))
            \(fields.line("name", texts.name, .init(isRequired: true, length: StaffLimits.name)))
            \(term(fields))
            \(HTML.token(of: person))
            <button>\(texts.add)</button>
            </form>
            <p><a href="\(words.address(TransferPage.path))">\(texts.transfersTitle)</a></p>
            """
    }

    /// A role, its section and its days.
    private func term(_ fields: Fields) -> HTML {
        let texts = fields.words.staff
        return """
            \(fields.choice(
                "role", texts.role, .init(isRequired: true),
                StaffRole.allCases.map { ($0.rawValue, texts.roleName($0)) }))
            \(fields.line("section", texts.section, .init(hint: texts.sectionHint)))
            \(fields.day("from", texts.from, .init(isRequired: true), today: desk.today))
            \(fields.day("through", texts.through, .init(hint: texts.throughHint)))
            """
    }

    private func term(in form: Form, _ errors: inout [FieldError], _ words: Strings) -> RoleTerm? {
        func day(_ name: String, _ label: String) -> LocalDate? {
            switch Fields.day(name, in: form, today: desk.today) {
            case .date(let day): return day
            case nil: return nil
            case .ambiguous(let days):
                errors.append(
                    FieldError(
                        field: name,
                        text: words.inputError(
                            InputError(name, .ambiguousDay(days), label: label))))
            case .unreadable(let problem):
                errors.append(
                    FieldError(
                        field: name,
                        text: words.inputError(
                            InputError(name, .unreadableDay(problem), label: label))))
            }
            return nil
        }
        let from = day("from", words.staff.from)
        let through = day("through", words.staff.through)
        guard let role = StaffRole(rawValue: form.text("role")) else {
            errors.append(
                FieldError(
                    field: "role",
                    text: words.inputError(InputError("role", .required, label: words.staff.role))))
            return nil
        }
        return RoleTerm(
            role, section: form.given("section"), from: from ?? desk.today, through: through)
    }

    // MARK: One

    private func act(_ form: Form, _ request: Request, _ visit: Visit) async throws -> Response {
        let words = Strings.asked(by: request)
        let login = request.pathPart(2)
        let actor = try visit.person().account
        var fields = Fields(form: form, words: words)
        do throws(DeskError) {
            switch form.text("do") {
            case "give":
                if let term = term(in: form, &fields.errors, words), fields.errors.isEmpty {
                    try await desk.giveRole(term, to: login, by: actor)
                }
            case "end":
                if let number = Int64(form.text("number")) {
                    try await desk.endRole(number, of: login, through: desk.today, by: actor)
                }
            case "bind":
                try await desk.bind(login, to: form.given("subject") ?? "", by: actor)
            case "unbind": try await desk.unbind(login, by: actor)
            case "disable": try await desk.disableStaff(login, by: actor)
            case "enable": try await desk.enableStaff(login, by: actor)
            case "password":
                let password = try await desk.issuePassword(for: login, by: actor)
                return try await one(request, visit, fields, issued: password)
            case "codes":
                try await desk.endCodes(of: try await desk.member(login).id, by: actor)
            default: break
            }
        } catch {
            guard let refused = [FieldError](error, words) else { throw error }
            fields.errors = refused
        }
        guard fields.errors.isEmpty else {
            return try await one(request, visit, fields, status: .unprocessableContent)
        }
        return .see(Address("\(Self.path)/\(login)"), words)
    }

    private func one(
        _ request: Request, _ visit: Visit, _ fields: Fields, issued: String? = nil,
        status: HTTPResponse.Status = .ok
    ) async throws(DeskError) -> Response {
        let words = fields.words
        let member = try await desk.member(request.pathPart(2))
        guard let person = visit.visitor.person else { throw .notFound(member.login) }
        let page = StaffMemberView(
            member: member, person: person, today: desk.today, fields: fields, issued: issued,
            giving: term(fields), hasProvider: desk.oidcSettings != nil)
        return Page(
            title: member.name, address: Address("\(Self.path)/\(member.login)"), place: .users,
            city: try await desk.city()?.name, visitor: visit.visitor
        ).response(
            words, page.html(state: state(of: member, words), mayChange: mayChange(person)),
            status: status)
    }
}
