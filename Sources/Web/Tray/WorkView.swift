import Desk
import Participation

/// The page of an item in hand: the letter on the left, what can be done on the right
/// (手元の案件の表示).
struct WorkView: Sendable {
    var work: WorkingItem
    let person: SignedIn
    /// What was typed, for the form of ``verb``.
    let fields: Fields
    let command: String
    /// The form that is open.
    var verb: ResponseVerb?
    var done: ResponseVerb?
    var isSorted = false
    /// Whether the form for showing the sender was sent.
    var isRevealing = false
    /// The version somebody had seen when others were quicker.
    var changedSince: Int32?
    /// Who else has it open.
    var presence: HTML = ""

    private var words: Strings { fields.words }
    private var texts: TrayStrings { words.tray }
    private var item: ReceivedItem { work.item }
    private var form: WorkForm {
        WorkForm(
            work: work, fields: isRevealing ? Fields(words: words) : fields, command: command,
            person: person)
    }

    /// What is missing of a choice of sections.
    static func sortErrors(_ form: Form, _ words: Strings) -> [FieldError]? {
        guard form.given("to") == nil else { return nil }
        let error = InputError("to", .required, label: words.tray.sortTo)
        return [FieldError(field: "to", text: words.inputError(error))]
    }

    var html: HTML {
        """
        <p class="back"><a href="\(words.address(TrayPage.path))">\(texts.back)</a></p>
        \(fields.summary)
        \(changes)
        <h1>\(work.number) <span class="year">\(texts.stage(item.response.stage))</span> \
        \(work.due.html(words))</h1>
        \(notice)
        \(presence)
        \(restricted)
        <div class="work">
        <div>
        \(letter)
        \(course)
        </div>
        <div>
        \(actions)
        </div>
        </div>
        """
    }

    private var notice: HTML {
        if isSorted { return "<p class=\"notice\" role=\"status\">\(texts.sort): \(leadName)</p>" }
        return done.map {
            "<p class=\"notice\" role=\"status\">\(texts.done($0, work.number))</p>"
        } ?? ""
    }

    /// Whoever else is to deal with it must be named first.
    private var restricted: HTML {
        item.plain.handling == .restricted ? "<p class=\"notice\">\(texts.restrictedNote)</p>" : ""
    }

    /// What others did while somebody typed, beside which their own form is still open.
    var changes: HTML {
        guard let changedSince else { return "" }
        let entries = work.history.filter { $0.version > changedSince }.map { entry($0) }
        return """
            <section class="errors" role="alert" aria-labelledby="changed">
            <h2 id="changed">\(texts.changedTitle)</h2>
            <p>\(texts.changedDetail)</p>
            <ol class="course">
            \(HTML(joining: entries))
            </ol>
            </section>
            """
    }

    // MARK: Left

    var letter: HTML {
        let plain = item.plain
        let body: HTML =
            switch (item.personal, plain.hasBody) {
            case (.readable(let personal), true):
                "<div class=\"letter\" lang=\"ja\">\(personal.body ?? "")</div>"
            case (.erased, _): ""
            case (.readable, false): "<p class=\"note\">\(texts.noBody)</p>"
            }
        let gist = work.view.entries.first { $0.field == .summary }?.text ?? ""
        return """
            <section aria-labelledby="letter">
            <h2 id="letter">\(texts.letter)</h2>
            <p class="gist" lang="ja">\(gist)</p>
            \(body)
            <dl class="facts">
            \(HTML(joining: facts))
            </dl>
            \(sender)
            \(scans)
            <p><a href="\(words.address("/items/\(work.number)"))">\(texts.record)</a></p>
            </section>
            """
    }

    /// Folded: the sender is on it, and that somebody looked is written down.
    private var scans: HTML {
        if item.retention.erasure != nil { return "" }
        return ScanView(
            number: work.number, scans: item.presentScans, isOpened: false, isUnfolded: false,
            leave: work.leave, words: words
        ).html
    }

    private var facts: [HTML] {
        let plain = item.plain
        func fact(_ name: String, _ value: String?) -> HTML? {
            value.map { "<div><dt>\(name)</dt><dd>\($0)</dd></div>" }
        }
        return [
            fact(words.intake.receivedOn, words.figures.day(plain.receivedOn)),
            fact(
                words.intake.channel,
                words.intake.schemeName(plain.scheme) + " "
                    + words.intake.channelName(plain.channel)),
            fact(texts.due, work.view.due.map { words.figures.day($0) }),
            fact(texts.lead, leadName),
            fact(
                texts.others,
                item.routing.flatMap { routing in
                    routing.others.isEmpty
                        ? nil
                        : routing.others.map { work.sections[$0] }
                            .joined(separator: words.intake.between)
                }),
            fact(words.intake.category, plain.category),
            fact(words.intake.wantsReply, plain.wantsReply.japanese),
            fact(words.intake.mayPublish, plain.mayPublish.japanese),
            plain.scans > 0 ? "<div><dt>\(texts.scans(plain.scans))</dt><dd></dd></div>" : nil,
        ].compactMap(\.self)
    }

    private var leadName: String {
        item.routing.map { work.sections[$0.lead] } ?? texts.triage
    }

    private var sender: HTML {
        let kind = texts.senderKind(item.plain.senderKind)
        switch item.plain.senderKind {
        case .anonymous, .unknown:
            return "<h3>\(texts.sender)</h3>\n<p>\(kind)</p>"
        case .identified: break
        }
        if let details = work.sender, isRevealing {
            return """
                <h3 id="sender">\(texts.sender)</h3>
                \(SenderView(details: details, words: words).html)
                """
        }
        let fields =
            isRevealing ? self.fields : Fields(words: words, prefix: "sender-")
        return """
            <h3 id="sender">\(texts.sender)</h3>
            <p>\(texts.masked)</p>
            <form class="sheet" method="post" action="\(words.address("\(work.path)/sender"))" novalidate>
            \(fields.line(
                "reason", texts.revealReason,
                .init(isRequired: true, hint: texts.revealHint, length: 200)))
            \(HTML.token(of: person))
            <button class="quiet">\(texts.reveal)</button>
            </form>
            """
    }

    private var course: HTML {
        """
        <section aria-labelledby="course">
        <h2 id="course">\(texts.course)</h2>
        <ol class="course">
        \(HTML(joining: work.history.reversed().map { entry($0) }))
        </ol>
        </section>
        """
    }

    private func entry(_ entry: ItemHistoryEntry) -> HTML {
        let who = entry.actor.map { " \(work.name(of: $0, words))" } ?? ""
        let reason = entry.reason.map { "<p class=\"said\" lang=\"ja\">\($0)</p>" as HTML } ?? ""
        return """
            <li><p><strong>\(entry.title)</strong> <span class="note">\(entry.recordedAtInJapan)\(who)\
            </span></p>\(reason)</li>
            """
    }

    // MARK: Right

    private var actions: HTML {
        let verbs =
            work.isDealing
            ? WorkActions(item: item, section: work.section, login: person.login).verbs : []
        let isSorting = work.maySort && verb == nil
        let opened = verb.flatMap { $0.needsNoForm ? nil : form.html($0) } ?? ""
        let next = verbs.first.map { action($0, isQuiet: false) } ?? ""
        let others = verbs.dropFirst().map { "<li>\(action($0, isQuiet: true))</li>" as HTML }
        let list: HTML =
            others.isEmpty
            ? ""
            : """
            <h3>\(texts.otherActions)</h3>
            <ul class="choices">
            \(HTML(joining: others))
            </ul>
            """
        return """
            <section class="now" aria-labelledby="now">
            <h2 id="now">\(texts.now)</h2>
            \(InstructionsView(given: item.response.instructions, words: words).html)
            \(approval)
            \(isSorting ? form.sorting : "")
            \(opened)
            \(verbs.isEmpty && !isSorting && approval.text.isEmpty ? "<p>\(texts.nothingNow)</p>" : next)
            \(list)
            </section>
            """
    }

    /// A button where that is enough, else the way to a form.
    private func action(_ verb: ResponseVerb, isQuiet: Bool) -> HTML {
        if verb.needsNoForm { return form.button(verb, isQuiet: isQuiet) }
        // The draft stands beside the letter on a page of its own.
        let address =
            verb == .draft
            ? Address("\(work.path)/reply").with("lang", words.languageParameter)
            : Address(work.path).with("do", verb.rawValue)
                .with("section", work.section).with("lang", words.languageParameter)
        let current: HTML = verb == self.verb ? " aria-current=\"true\"" : ""
        let style: HTML = isQuiet ? "choice" : "choice first"
        return """
            <a class="\(style)" href="\(address.text)"\(current)\(WorkKeys.attributes(verb))>\
            \(texts.verb(verb))\(WorkKeys.hint(verb))</a>
            """
    }

    /// How far a draft has come, and the ways to it and to what is printed of it.
    private var approval: HTML {
        guard let hand = item.response.draft, !hand.draft.route.isEmpty else { return "" }
        let letter: HTML =
            work.isDealing
            ? """
            <a class="choice" href="\(words.address("\(work.path)/letter"))">\(words.reply.letter)</a>
            """ : ""
        return """
            <h3>\(words.reply.version(hand.draft.version))</h3>
            \(StampBoxes(work: work, steps: hand.draft.route, hand: hand, words: words).html)
            <a class="choice" href="\(words.address("\(work.path)/approval"))">\(words.reply.see)</a>
            \(letter)
            """
    }
}

/// Who sent a letter, opened for a reason (差出人の表示).
struct SenderView: Sendable {
    let details: SenderDetails
    let words: Strings

    var html: HTML {
        let lines = [
            (words.intake.sender, details.name), (words.intake.kana, details.kana),
            (words.intake.postalCode, details.postalCode),
            (words.intake.address, details.address), (words.intake.phone, details.phone),
            (words.intake.email, details.email),
        ].compactMap { label, text -> HTML? in
            text.map { "<div><dt>\(label)</dt><dd lang=\"ja\">\($0)</dd></div>" }
        }
        return "<dl class=\"facts\">\n\(HTML(joining: lines))\n</dl>"
    }
}
