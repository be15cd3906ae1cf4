import Desk
import Participation

/// One account with its roles and what an administrator may do about it (利用者の詳細).
struct StaffMemberView: Sendable {
    let member: StaffMember
    let person: SignedIn
    let today: LocalDate
    let fields: Fields
    /// The password handed out a moment ago, shown this once.
    let issued: String?
    /// The fields of a role.
    let giving: HTML
    /// Whether the city has an identity provider.
    let hasProvider: Bool

    private var words: Strings { fields.words }
    private var texts: StaffStrings { words.staff }
    private var path: String { words.address("\(StaffPages.path)/\(member.login)") }

    func html(state: String, mayChange: Bool) -> HTML {
        """
        <p class="back"><a href="\(words.address(StaffPages.path))">\(texts.backToUsers)</a></p>
        \(fields.summary)
        <h1>\(member.name) <span class="year">\(member.login)</span></h1>
        <p>\(texts.state): \(state)</p>
        \(password)
        \(roles(mayChange))
        \(mayChange ? give : "")
        \(mayChange ? binding : "")
        \(mayChange ? actions : "")
        """
    }

    private var password: HTML {
        guard let issued else { return "" }
        let days = Int(LogInLimits.oneTimePassword.components.seconds / 86_400)
        return """
            <section class="notice" aria-labelledby="issued">
            <h2 id="issued">\(texts.issuedTitle)</h2>
            <p class="secret"><code>\(issued)</code></p>
            <p>\(texts.issuedDetail(days))</p>
            </section>
            """
    }

    private func roles(_ mayChange: Bool) -> HTML {
        guard !member.held.isEmpty else { return "<p>\(texts.noRoles)</p>" }
        let rows = member.held.map { held -> HTML in
            let mayEnd = mayChange && held.term.through.map { $0 > today } ?? true
            return """
                <tr>
                <th scope="row">\(texts.roleName(held.term.role))</th>
                <td>\(held.term.section ?? texts.allSections)</td>
                <td>\(words.figures.day(held.term.from))</td>
                <td>\(held.term.through.map { words.figures.day($0) } ?? "―")</td>
                <td>\(mayEnd ? ending(held) : "")</td>
                </tr>
                """
        }
        return """
            <table class="plain">
            <thead><tr><th scope="col">\(texts.role)</th><th scope="col">\(texts.section)</th>\
            <th scope="col">\(texts.from)</th><th scope="col">\(texts.through)</th>\
            <td></td></tr></thead>
            <tbody>
            \(HTML(joining: rows))
            </tbody>
            </table>
            """
    }

    private func ending(_ held: HeldRole) -> HTML {
        form(
            "end", texts.endRole(texts.roleName(held.term.role)),
            .hidden("number", "\(held.number)"))
    }

    private var give: HTML {
        """
        <form class="sheet" method="post" action="\(path)" novalidate aria-labelledby="giving">
        <h2 id="giving">\(texts.giveTitle)</h2>
        \(giving)
        \(HTML.token(of: person))
        \(HTML.hidden("do", "give"))
        <button>\(texts.give)</button>
        </form>
        """
    }

    /// Whom the identity provider knows them as.
    private var binding: HTML {
        guard hasProvider || member.binding != nil else { return "" }
        let texts = words.signOn
        let state = member.binding.map { texts.bound($0.issuer) } ?? texts.notBound
        let subject = fields.line(
            "subject", texts.subject,
            .init(isRequired: true, hint: texts.subjectHint, length: OIDCLimits.name),
            value: fields.form.given("subject") ?? member.binding?.subject ?? "")
        let binding: HTML = """
            <form class="sheet" method="post" action="\(path)" novalidate aria-labelledby="binding">
            <h2 id="binding">\(texts.bindTitle)</h2>
            <p>\(state)</p>
            \(subject)
            \(HTML.token(of: person))
            \(HTML.hidden("do", "bind"))
            <button>\(texts.bind)</button>
            </form>
            """
        return hasProvider
            ? binding
            : """
            <h2>\(texts.bindTitle)</h2>
            <p>\(state)</p>
            """
    }

    private var actions: HTML {
        let forms = [
            form("password", texts.issuePassword),
            member.asksForCode ? form("codes", texts.removeCodes) : nil,
            member.binding == nil ? nil : form("unbind", words.signOn.unbind),
            member.isDisabled ? form("enable", texts.enable) : form("disable", texts.disable),
        ].compactMap(\.self)
        return "<div class=\"actions\">\n\(HTML(joining: forms))\n</div>"
    }

    private func form(_ what: String, _ button: String, _ inner: HTML = "") -> HTML {
        """
        <form method="post" action="\(path)">
        \(HTML.token(of: person))
        \(HTML.hidden("do", what))
        \(inner)
        <button class="quiet">\(button)</button>
        </form>
        """
    }
}
