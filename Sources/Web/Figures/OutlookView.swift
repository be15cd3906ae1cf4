import Desk
import Hummingbird
import Participation

/// What the owner section says of an indicator in a period, and the form to say it
/// (所管課の評価の欄).
struct OutlookView: Sendable {
    let indicator: Indicator
    let period: FigurePeriod
    let outlook: RecordedOutlook?
    /// What was typed, when it was not taken.
    var form: Form?
    var errors: [FieldError] = []
    /// Who may write it; nil: who looks on.
    let writer: SignedIn?
    let action: Address
    let words: Strings

    private var review: FigureReviewStrings { words.review }

    var html: HTML {
        """
        <section class="outlook" aria-labelledby="outlook">
        <h2 id="outlook">\(review.outlookTitle)</h2>
        \(said)
        \(writing)
        </section>
        """
    }

    private var said: HTML {
        guard let outlook else { return "<p>\(review.noOutlook)</p>" }
        let statement = outlook.statement
        var particulars = Particulars()
        particulars.add(review.cause, statement.cause?.text)
        particulars.add(review.efforts, statement.efforts?.text)
        particulars.add(review.prospect, statement.prospect.map(review.prospectName))
        particulars.add(
            review.forecast,
            statement.forecast.map { $0.grouped(decimals: indicator.decimals) + indicator.unit })
        return """
            \(particulars.html)
            <p class="small">\(review.written(outlook.recordedAt, outlook.version))</p>
            """
    }

    private var writing: HTML {
        guard let writer else { return "" }
        let statement = outlook?.statement
        let standing = Form([
            ("cause", statement?.cause?.text ?? ""), ("efforts", statement?.efforts?.text ?? ""),
            ("forecast", statement?.forecast?.description ?? ""),
            ("prospect", statement?.prospect?.rawValue ?? ""),
        ])
        let fields = Fields(form: form ?? standing, errors: errors, words: words)
        let prospects =
            [("", review.unsaid)]
            + Prospect.allCases.map { ($0.rawValue, review.prospectName($0)) }
        let open: HTML = errors.isEmpty ? "" : " open"
        return """
            <details\(open)>
            <summary>\(review.write)</summary>
            <form class="sheet" method="post" action="\(action.text)" novalidate>
            <p>\(review.outlookLead)</p>
            \(HTML.token(of: writer))
            \(Asked.command)
            \(fields.lines("cause", review.cause, look(review.causeHint), rows: 3))
            \(fields.lines("efforts", review.efforts, look(review.effortsHint), rows: 3))
            \(fields.choice("prospect", review.prospect, .init(), prospects.map { (value: $0.0, text: $0.1) }))
            \(fields.line("forecast", review.forecast, .init(hint: review.forecastHint(indicator.unit), length: 40, inputMode: "decimal")))
            <button>\(review.write)</button>
            </form>
            </details>
            """
    }

    private func look(_ hint: String) -> Fields.Look {
        Fields.Look(hint: hint, length: OutlookLimits.text)
    }
}
