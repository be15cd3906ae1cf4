import Desk
import Participation

/// The form by which something is done about an item (処理の入力欄).
///
/// Each carries the version of the item its page showed: whoever was quicker is not overwritten.
struct WorkForm: Sendable {
    static let seenField = "seen"
    /// What is done: a verb of the sections, or ``sort``.
    static let verbField = "do"
    /// The hearing section says whose it is.
    static let sort = "sort"

    let work: WorkingItem
    let fields: Fields
    /// By which the form is known again when it is sent twice.
    let command: String
    let person: SignedIn

    private var words: Strings { fields.words }
    private var texts: TrayStrings { words.tray }
    private var path: String { words.address(work.path) }

    /// The fields somebody may fill in for a verb.
    static func fields(of verb: ResponseVerb) -> [ItemField] {
        switch verb {
        case .claim, .release, .accept, .withdrawDraft: []
        case .transfer: [.to, .reason]
        case .returnToTriage: [.reason]
        case .note: [.text]
        case .interimAnswer: [.expectedOn, .reason, .on, .medium]
        case .oralAnswer: [.text, .on, .medium]
        case .draft: [.text]
        case .approve: [.post, .onBehalfOf, .draft, .on]
        case .sendBack: [.post, .onBehalfOf, .draft, .reason]
        case .checkEnvelope: [.draft]
        case .dispatch: [.on, .medium, .documentNumber, .draft]
        case .measure: [.on, .outcome, .text]
        case .checkMeasure: [.on, .text]
        case .close: [.noAnswer, .note]
        case .reopen: [.cause, .reason]
        case .answerInstruction: [.instruction, .text, .on]
        }
    }

    /// What was filled in, as the desk is asked it.
    static func request(
        _ verb: ResponseVerb, _ form: Form, section: String?, by login: String
    ) -> ResponseRequest {
        var filled: [ItemField: String?] = [:]
        for field in fields(of: verb) {
            filled[field] = form.given(field.rawValue)?.replacing("\r\n", with: "\n")
        }
        filled[.by] = login
        if takesSection(verb) { filled[.section] = section ?? "triage" }
        let flags = ResponseRequest.Flag.allCases.filter { !form.text($0.rawValue).isEmpty }
        return ResponseRequest(verb, filled, flags: Set(flags))
    }

    private static func takesSection(_ verb: ResponseVerb) -> Bool {
        switch verb {
        case .claim, .release, .accept, .transfer, .returnToTriage, .note, .measure,
            .answerInstruction:
            true
        case .interimAnswer, .oralAnswer, .draft, .withdrawDraft, .approve, .sendBack,
            .checkEnvelope, .dispatch, .checkMeasure, .close, .reopen:
            false
        }
    }

    // MARK: Markup

    /// A button that needs nothing filled in.
    func button(_ verb: ResponseVerb, isQuiet: Bool) -> HTML {
        let style: HTML = isQuiet ? " class=\"quiet\"" : ""
        return """
            <form method="post" action="\(path)">
            \(hidden(verb.rawValue))
            <button\(style)\(WorkKeys.attributes(verb))>\(texts.submit(verb))\(WorkKeys.hint(verb))</button>
            </form>
            """
    }

    /// The form of a verb, open to be filled in.
    func html(_ verb: ResponseVerb) -> HTML {
        let hint = texts.verbHint(verb).map { "<p>\($0)</p>" as HTML } ?? ""
        return """
            <form class="sheet" method="post" action="\(path)" novalidate aria-labelledby="form">
            <h2 id="form">\(texts.verb(verb))</h2>
            \(hint)
            \(inner(verb))
            \(hidden(verb.rawValue))
            <button>\(texts.submit(verb))</button>
            <a class="leave" href="\(path)">\(texts.cancel)</a>
            </form>
            """
    }

    /// The form by which the hearing section chooses.
    var sorting: HTML {
        """
        \(proposal)
        <form class="sheet" method="post" action="\(path)" novalidate aria-labelledby="form">
        <h2 id="form">\(texts.sort)</h2>
        <p>\(texts.sortHint)</p>
        \(section("to", texts.sortTo, look(isRequired: true)))
        \(work.sections.units.isEmpty ? "" : section("with", texts.sortWith, .init()))
        \(ProposalView.hidden(work.proposal))
        \(hidden(Self.sort))
        <button>\(texts.sortSubmit)</button>
        </form>
        """
    }

    /// What was learned would choose, and the button that takes it.
    private var proposal: HTML {
        guard let proposal = work.proposal else { return "" }
        let view = ProposalView(proposal: proposal, sections: work.sections, words: words)
        return """
            <section class="proposal" aria-labelledby="proposal">
            <h3 id="proposal">\(texts.proposalTitle)</h3>
            \(view.html)
            <form method="post" action="\(path)">
            \(view.taking)
            \(hidden(Self.sort))
            <button data-key="P" data-press aria-keyshortcuts="P">\(view.take) \
            <kbd aria-hidden="true">P</kbd></button>
            </form>
            </section>
            """
    }

    func hidden(_ what: String) -> HTML {
        """
        \(HTML.hidden(Self.verbField, what))
        \(HTML.hidden(Self.seenField, "\(work.view.version)"))
        \(HTML.hidden(TrayPage.commandField, command))
        \(HTML.token(of: person))
        """
    }

    private func inner(_ verb: ResponseVerb) -> HTML {
        switch verb {
        case .transfer:
            """
            <p>\(texts.hopsSoFar(work.item.response.hops))</p>
            \(section("to", texts.transferTo, look(isRequired: true, isFirst: true)))
            \(lines(.reason, 3))
            """
        case .returnToTriage: lines(.reason, 3, isFirst: true)
        case .note: "\(lines(.text, 5, ResponseLimits.note, isFirst: true))\(contribution)"
        case .interimAnswer:
            """
            \(day(.expectedOn, isFirst: true))
            \(lines(.reason, 3))
            \(day(.on, isRequired: false))
            \(choice(.medium, written, texts.medium))
            """
        case .oralAnswer:
            """
            \(lines(.text, 4, isFirst: true))
            \(day(.on, isRequired: false))
            \(choice(.medium, ReplyMedium.allCases.filter(\.isSpoken), texts.medium))
            """
        case .checkEnvelope: "\(addressed)\(draftVersion)"
        case .dispatch:
            """
            \(day(.on, isRequired: false, isFirst: true))
            \(choice(.medium, written, texts.medium))
            \(fields.line(
                "documentNumber", texts.label(.documentNumber),
                .init(length: ResponseLimits.code)))
            \(draftVersion)
            """
        case .measure:
            """
            \(choice(.outcome, ItemOutcome.allCases, texts.outcome, isFirst: true))
            \(lines(.text, 4, ResponseLimits.note))
            \(day(.on, isRequired: false))
            """
        case .checkMeasure:
            "\(lines(.text, 4, ResponseLimits.note, isFirst: true))\(day(.on, isRequired: false))"
        case .close:
            """
            \(choice(.noAnswer, NoAnswerReason.allCases, texts.noAnswer, isFirst: true))
            \(lines(.note, 3, isRequired: false))
            """
        case .reopen:
            """
            \(choice(.cause, ReopeningCause.allCases, texts.cause, isFirst: true))
            \(lines(.reason, 3))
            """
        case .answerInstruction:
            """
            \(instruction)
            \(lines(.text, 3, isFirst: true))
            \(day(.on, isRequired: false))
            """
        case .claim, .release, .accept, .draft, .withdrawDraft, .approve, .sendBack: ""
        }
    }

    /// The first instruction that waits, and its words.
    private var instruction: HTML {
        guard let given = work.item.response.openInstructions.first?.instruction else { return "" }
        return """
            <p class="said" lang="ja">\(given.post.text): \(given.text.content?.text ?? words.register.erased)</p>
            \(HTML.hidden(ItemField.instruction.rawValue, "\(given.number)"))
            """
    }

    private var written: [ReplyMedium] { ReplyMedium.allCases.filter { !$0.isSpoken } }

    private var contribution: HTML {
        guard let section = work.section, section != work.item.routing?.lead else { return "" }
        return fields.tick(ResponseRequest.Flag.contribution.rawValue, texts.contribution)
    }

    private var draftVersion: HTML {
        .hidden("draft", "\(work.item.response.draft?.draft.version ?? 0)")
    }

    /// What the envelope is compared with.
    private var addressed: HTML {
        guard let details = work.sender else { return "" }
        return SenderView(details: details, words: words).html
    }

    private func section(_ name: String, _ label: String, _ look: Fields.Look) -> HTML {
        guard !work.sections.units.isEmpty else {
            return fields.line(name, label, look)
        }
        let options = work.sections.units.map { ($0.code, $0.fullName) }
        return fields.choice(name, label, look, [("", texts.choosePlease)] + options)
    }

    private func lines(
        _ field: ItemField, _ rows: Int, _ limit: Int = ResponseLimits.reason,
        isRequired: Bool = true, isFirst: Bool = false
    ) -> HTML {
        fields.lines(
            field.rawValue, texts.label(field),
            .init(
                isRequired: isRequired, hint: texts.textLimit(limit), length: limit,
                isFirst: isFirst), rows: rows)
    }

    private func day(
        _ field: ItemField, isRequired: Bool = true, isFirst: Bool = false
    ) -> HTML {
        let today = words.code == "ja" ? work.today.wareki : work.today.description
        let isTyped = fields.form.fields.contains { $0.name == field.rawValue }
        return fields.line(
            field.rawValue, texts.label(field),
            .init(
                isRequired: isRequired, hint: texts.dayHint, length: DateReading.longestBytes,
                isFirst: isFirst),
            value: isTyped || isRequired ? nil : today)
    }

    private func choice<Code: RawRepresentable<String>>(
        _ field: ItemField, _ codes: [Code], _ name: (Code) -> String, isFirst: Bool = false
    ) -> HTML {
        let options = codes.map { ($0.rawValue, name($0)) }
        // What one begins with must be chosen; the rest has a usual answer.
        return fields.choice(
            field.rawValue, texts.label(field), look(isRequired: isFirst, isFirst: isFirst),
            (isFirst ? [("", texts.choosePlease)] : []) + options)
    }

    private func look(isRequired: Bool, isFirst: Bool = false) -> Fields.Look {
        .init(isRequired: isRequired, length: ResponseLimits.code, isFirst: isFirst)
    }
}

/// Keys that lead to what is done most (操作のキー).
enum WorkKeys {
    static func attributes(_ verb: ResponseVerb) -> HTML {
        guard let key = verb.key else { return "" }
        return " aria-keyshortcuts=\"\(key)\" data-key=\"\(key)\""
    }

    static func hint(_ verb: ResponseVerb) -> HTML {
        guard let key = verb.key else { return "" }
        return " <kbd aria-hidden=\"true\">\(key)</kbd>"
    }
}
