import Desk
import Participation

/// The form by which a record is put right, and what somebody else has changed meanwhile
/// (訂正の画面).
struct CorrectionView: Sendable {
    /// What three people would say of one field: the page, the record, the clerk (競合).
    struct Conflict: Sendable {
        let shown: [ItemField: String]
        let now: [ItemField: String]
        let typed: Form
        let by: String
        let at: String
    }

    let item: ItemView
    /// What the form says stood there.
    var values: [ItemField: String]
    var fields: Fields
    var command: String
    /// The version the clerk has seen; nil: as the item is.
    var version: Int32?
    var conflict: Conflict?

    init(item: ItemView, values: [ItemField: String], fields: Fields, command: String) {
        self.item = item
        self.values = values
        self.fields = fields
        self.command = command
    }

    private var words: Strings { fields.words }
    private var texts: RecordStrings { words.records }
    private var number: String { item.item.plain.receiptNumber.description }

    func html(for person: SignedIn) -> HTML {
        let path = RecordPage.path(number)
        let shown = CorrectionForm.fields.map { field in
            HTML.hidden(CorrectionForm.shownBefore + field.rawValue, values[field] ?? "")
        }
        return """
            <p class="back"><a href="\(words.address(path))">\(texts.backToRecord(number))</a></p>
            \(fields.summary)
            <h1>\(texts.correctionTitle(number))</h1>
            \(side)
            <form class="sheet" method="post" action="\(words.address(path + "/correction"))" novalidate>
            <p>\(texts.correctionLead)</p>
            \(controls)
            \(HTML.token(of: person))
            \(HTML.hidden(CorrectionForm.commandField, command))
            \(HTML.hidden(CorrectionForm.versionField, "\(version ?? item.version)"))
            \(HTML(joining: shown))
            <button>\(texts.record)</button>
            </form>
            """
    }

    private var controls: HTML {
        let register = words.register
        return """
            \(fields.line(
                "receivedOn", ItemField.receivedOn.japanese,
                .init(isRequired: true, hint: register.dayHint, length: DateReading.longestBytes)))
            \(fields.choice(
                "scheme", ItemField.scheme.japanese, .init(isRequired: true),
                Scheme.allCases.map { ($0.rawValue, $0.japanese) }))
            \(fields.choice(
                "channel", ItemField.channel.japanese, .init(isRequired: true),
                Channel.allCases.map { ($0.rawValue, $0.japanese) }))
            \(fields.line(
                "category", ItemField.category.japanese, .init(length: ItemLimits.code * 4)))
            \(fields.line(
                "summary", ItemField.summary.japanese,
                .init(isRequired: true, length: ItemLimits.summary * 4)))
            \(fields.choice(
                "mayPublish", ItemField.mayPublish.japanese, .init(isRequired: true),
                PublicationConsent.allCases.map { ($0.rawValue, $0.japanese) }))
            \(fields.choice(
                "reason", texts.correctionReason, .init(isRequired: true),
                [("", texts.chooseReason)]
                    + CorrectionReason.allCases.enumerated().map {
                        ($1.rawValue, "\($0 + 1) \($1.japanese)")
                    }))
            \(fields.line(
                "note", ItemField.note.japanese,
                .init(hint: texts.noteHint, length: ItemLimits.summary * 4)))
            \(fields.line(
                ItemField.decision.rawValue, texts.decision,
                .init(hint: texts.decisionHint, length: RetentionLimits.number)))
            \(fields.line(
                CorrectionForm.decidedOnField, texts.decidedOn,
                .init(hint: texts.decidedOnHint, length: DateReading.longestBytes)))
            """
    }

    /// Side by side, field by field.
    private var side: HTML {
        guard let conflict else { return "" }
        let rows = CorrectionForm.fields.filter { field in
            conflict.shown[field] != conflict.now[field]
                || CorrectionForm.isChanged(field, in: conflict.typed)
        }.map { field -> HTML in
            func shown(_ value: String?) -> String {
                CorrectionForm.shown(value ?? "", of: field, words)
            }
            return """
                <tr><th scope="row">\(field.japanese)</th>\
                <td data-label="\(texts.conflictShown)">\(shown(conflict.shown[field]))</td>\
                <td data-label="\(texts.conflictNow)">\(shown(conflict.now[field]))</td>\
                <td data-label="\(texts.conflictTyped)">\
                \(shown(conflict.typed.text(field.rawValue)))</td></tr>
                """
        }
        return """
            <section class="errors" role="alert" aria-labelledby="conflict">
            <h2 id="conflict">\(texts.conflictTitle(conflict.by, conflict.at))</h2>
            <p>\(texts.conflictLead)</p>
            <table class="plain">
            <thead><tr><th scope="col">\(texts.conflictField)</th>\
            <th scope="col">\(texts.conflictShown)</th><th scope="col">\(texts.conflictNow)</th>\
            <th scope="col">\(texts.conflictTyped)</th></tr></thead>
            <tbody>
            \(HTML(joining: rows))
            </tbody>
            </table>
            </section>
            """
    }
}
