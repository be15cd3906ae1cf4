import Desk
import Hummingbird
import Participation

/// What stands on the pages for auditors (監査の画面).
struct AuditView: Sendable {
    let words: Strings
    var form = Form([])
    var errors: [FieldError] = []

    private var texts: AuditStrings { words.audit }

    /// Takes what was typed, and what is wrong with it.
    mutating func take(_ request: Request, _ wrong: [InputError]) {
        form = Form(
            request.uri.queryParameters.map {
                (String($0.key), String($0.value).replacing("+", with: " "))
            })
        errors = wrong.map { FieldError(field: $0.field, text: words.inputError($0)) }
    }

    /// The ways between the pages.
    func ways(at path: String) -> HTML {
        let pages = [
            (LogPage.path, texts.events), (LogPage.openingsPath, texts.openings),
            (LogPage.checkPath, texts.check), (LogPage.keysPath, texts.keys),
        ].map { place, name -> HTML in
            let current: HTML = place == path ? " aria-current=\"page\"" : ""
            return "<li><a href=\"\(words.address(place))\"\(current)>\(name)</a></li>"
        }
        return """
            <nav class="presets" aria-label="\(texts.title)">
            <ul>
            \(HTML(joining: pages))
            </ul>
            </nav>
            """
    }

    /// The form that says what is looked for.
    func search(at path: String) -> HTML {
        let fields = Fields(form: form, errors: errors, words: words)
        let day = Fields.Look(hint: words.register.dayHint, length: DateReading.longestBytes)
        let language: HTML = words.languageParameter.map { .hidden("lang", $0) } ?? ""
        return """
            \(fields.summary)
            <form class="controls" method="get" action="\(path)" aria-label="\(texts.search)">
            \(fields.line("record", texts.record, .init(hint: texts.recordHint, length: 100)))
            \(fields.line(
                "actor", texts.actor, .init(hint: texts.actorHint, length: LoginName.longest)))
            \(fields.line("from", texts.from, day))
            \(fields.line("through", texts.through, day))
            \(language)
            <div class="do"><button>\(words.register.show)</button>
            <a href="\(words.address(path))">\(words.register.clear)</a></div>
            </form>
            """
    }

    func events(_ page: AuditPage) -> HTML {
        guard !page.entries.isEmpty else {
            return "<p class=\"notice\" role=\"status\">\(texts.nothing)</p>"
        }
        return table(
            texts.eventsCaption,
            [texts.position, texts.at, texts.actor, texts.kind, texts.number, texts.what],
            page.entries.map { entry in
                [
                    "\(entry.position)", "\(entry.recordedAt)", "\(entry.actor ?? texts.unknown)",
                    "\(entry.kind)", number(entry.receiptNumber), "\(entry.title)",
                ]
            })
    }

    func further(_ address: Address) -> HTML {
        "<p class=\"ways\"><a rel=\"next\" href=\"\(address.text)\">\(texts.further)</a></p>"
    }

    func openings(
        _ openings: [OpeningRecord], _ from: LocalDate, _ through: LocalDate
    ) -> HTML {
        guard !openings.isEmpty else {
            return "<p class=\"notice\" role=\"status\">\(texts.noOpenings)</p>"
        }
        return table(
            texts.openingsCaption(from.wareki, through.wareki, AuditLimits.openings),
            [texts.at, texts.actor, texts.number, texts.part, texts.way, texts.reason],
            openings.map { opening in
                [
                    "\(opening.openedAtInJapan)", "\(opening.actor)",
                    number(opening.record),
                    "\(opening.part?.japanese ?? texts.unknown)",
                    "\(opening.way?.japanese ?? texts.unknown)",
                    "\(opening.reason.content?.text ?? words.register.erased)",
                ]
            })
    }

    func keys(_ keys: [DestroyedKey]) -> HTML {
        guard !keys.isEmpty else {
            return "<p class=\"notice\" role=\"status\">\(texts.noKeys)</p>"
        }
        return table(
            texts.keysCaption(AuditLimits.erasures),
            [texts.at, texts.actor, texts.number, texts.ground],
            keys.map { key in
                [
                    "\(key.recordedAt)", "\(key.actor ?? texts.unknown)",
                    number(key.receiptNumber), "\(key.ground)",
                ]
            })
    }

    func check(_ result: LogCheck??, for person: SignedIn) -> HTML {
        """
        \(outcome(result))
        <form class="sheet" method="post" action="\(words.address(LogPage.checkPath))">
        <p>\(texts.checkLead)</p>
        \(HTML.token(of: person))
        <button>\(texts.checkNow)</button>
        </form>
        """
    }

    private func outcome(_ result: LogCheck??) -> HTML {
        switch result {
        case nil: ""
        case .some(nil): "<p class=\"notice\" role=\"status\">\(texts.checkBusy)</p>"
        case .some(let check?):
            if let bad = check.firstBad {
                "<p class=\"state stopped\" role=\"alert\">\(texts.checkBad(bad))</p>"
            } else {
                """
                <section role="status" aria-labelledby="checked">
                <h2 id="checked">\(texts.checkDone)</h2>
                <p class="state running">\(texts.checkGood(check.events, check.checkpoints))</p>
                <dl><dt>\(words.logRoot)</dt><dd><code>\(check.root)</code></dd></dl>
                </section>
                """
            }
        }
    }

    /// What is 限定 has no number here.
    private func number(_ number: String?) -> HTML {
        guard let number else { return "\(words.register.none)" }
        // A lecture or a registration is known by its id.
        guard ReceiptNumber(parsing: number) != nil else { return "<code>\(number)</code>" }
        return "<a href=\"\(words.address(RecordPage.path(number)))\">\(number)</a>"
    }

    private func table(_ caption: String, _ heads: [String], _ rows: [[HTML]]) -> HTML {
        let columns = heads.map { "<th scope=\"col\" role=\"columnheader\">\($0)</th>" as HTML }
        let lines = rows.map { cells -> HTML in
            let cells = zip(heads, cells).map {
                "<td role=\"cell\" data-label=\"\($0)\">\($1)</td>" as HTML
            }
            return "<tr role=\"row\">\(HTML(joining: cells))</tr>"
        }
        return """
            <table class="records register" role="table">
            <caption>\(caption)</caption>
            <thead role="rowgroup"><tr role="row">\(HTML(joining: columns))</tr></thead>
            <tbody role="rowgroup">
            \(HTML(joining: lines))
            </tbody>
            </table>
            """
    }
}
