import Desk
import Participation

/// The form for one letter, in the order of PRODUCT §4.1, and the receipt of the one before
/// (受付の入力欄).
struct IntakeView: Sendable {
    static let commandField = "command"
    static let sameField = "same"
    static let provisionalField = "provisional"

    var fields: Fields
    /// By which the letter is known again when the form is sent twice.
    var command: String
    var done: IntakeReceipt?
    /// Who may have sent it; nil as long as nobody was looked for.
    var senders: SenderCandidates?
    /// The towns of the postal code; nil as long as it was not looked up.
    var towns: PostalAnswer?
    /// The units of today; the letter may go to any.
    var units: [OrganisationUnit] = []
    /// What the rules would decide; nil as long as they were not asked.
    var proposal: RoutingDecision?
    /// Letters that may say the same; nil as long as they were not looked for.
    var similar: [SimilarLetter]?
    /// What was typed before a crash and stands in the fields again.
    var resumed: Draft?
    /// The scanned pages of the letter; nil until they were looked for.
    var waiting: WaitingScans?
    /// Where one goes on to type, when it is not where one was.
    var focus: String?

    var words: Strings { fields.words }
    var texts: IntakeStrings { words.intake }

    func html(for person: SignedIn) -> HTML {
        """
        \(fields.summary)
        <h1>\(words.places.intake)</h1>
        \(done?.html(for: person, words) ?? "")
        \(resumption(person))
        <p>\(texts.lead)</p>
        <form class="sheet intake" id="letter" method="post" \
        action="\(words.address(IntakePage.path))" novalidate hx-boost="true">
        <div hidden hx-post="\(words.address(IntakePage.draftPath))" hx-swap="none" \
        hx-include="#letter" hx-params="not scans" hx-trigger="input delay:1s from:#letter, \
        input throttle:4s from:#letter, change delay:200ms from:#letter, koe:keep"></div>
        <input type="submit" value="\(texts.submit)" hidden>
        <fieldset class="batch">
        <legend>\(texts.batch)</legend>
        <div class="row">
        \(header)
        </div>
        </fieldset>
        \(scans)
        <div class="columns">
        <div>
        \(sender)
        <div class="pair">
        \(wishes)
        </div>
        </div>
        <div>
        \(subject)
        </div>
        </div>
        <div class="care">
        \(care)
        </div>
        \(HTML.token(of: person))
        \(HTML.hidden(Self.commandField, command))
        <p class="error" id="unreachable" role="alert" hidden>\(texts.unreachable)</p>
        <button class="main" accesskey="s">\(texts.submit)</button>
        <span class="keys">\(texts.keys)</span>
        </form>
        <p class="ways"><a href="\(words.address(PrintPage.slipsPath))">\
        \(words.paper.forPowerCuts)</a></p>
        """
    }

    private func resumption(_ person: SignedIn) -> HTML {
        guard let resumed else { return "" }
        let kept = ["receivedOn", "channel", "scheme", "place"].map {
            HTML.hidden($0, fields.form.text($0))
        }
        return """
            <section class="notice" role="status" aria-labelledby="resumed">
            <h2 id="resumed">\(texts.resumed)</h2>
            <p>\(texts.resumedHint(resumed.savedAtInJapan))</p>
            <form method="post" action="\(words.address(IntakePage.discardPath))">
            \(HTML.token(of: person))
            \(HTML(joining: kept))
            <button class="quiet">\(texts.discard)</button>
            </form>
            </section>
            """
    }

    private var header: HTML {
        """
        \(fields.line(
            "receivedOn", texts.receivedOn,
            look(
                "receivedOn", isRequired: true, hint: texts.receivedOnHint,
                DateReading.longestBytes)))
        \(fields.line("channel", texts.channel, digit("channel", channels)))
        \(fields.line(
            "place", texts.place, look("place", hint: texts.placeHint, ItemLimits.attribute)))
        \(fields.choice(
            "scheme", texts.scheme, .init(isRequired: true),
            Scheme.allCases.map { ($0.rawValue, texts.schemeName($0)) }))
        """
    }

    private var wishes: HTML {
        """
        \(fields.line(
            "wantsReply", texts.wantsReply, digit("wantsReply", texts.wantsReplyHint)))
        \(fields.line(
            "mayPublish", texts.mayPublish, digit("mayPublish", texts.mayPublishHint)))
        """
    }

    private var subject: HTML {
        """
        \(fields.line("category", texts.category, category))
        \(section)
        \(fields.line(
            "summary", texts.summary,
            look(
                "summary", isRequired: true, hint: texts.summaryHint(ItemLimits.summary),
                ItemLimits.summary)))
        \(fields.lines(
            "body", texts.body,
            look("body", hint: texts.bodyHint(ItemLimits.body), ItemLimits.body), rows: 6))
        \(alike)
        """
    }

    private var care: HTML {
        """
        \(fields.choice(
            "nature", texts.nature, .init(),
            [("", texts.natureUnknown)]
                + Nature.allCases.map { ($0.rawValue, texts.natureName($0)) }))
        \(fields.choice(
            "handling", texts.handling, .init(isRequired: true, hint: texts.handlingHint),
            Handling.allCases.map { ($0.rawValue, texts.handlingName($0)) }))
        \(fields.tick("urgent", texts.urgent, .init(hint: texts.urgentHint)))
        \(fields.line(
            Self.provisionalField, words.paper.provisional,
            look(
                Self.provisionalField, hint: words.paper.provisionalHint,
                ProvisionalNumber.longest)))
        """
    }

    /// Codes of two digits go on by themselves; others are typed as they are.
    private var category: Fields.Look {
        var look = look("category", hint: texts.categoryHint, ItemLimits.code)
        look.marks = " data-digits=\"2\""
        return look
    }

    private func digit(_ name: String, _ hint: String) -> Fields.Look {
        var look = look(name, isRequired: true, hint: hint, 1)
        look.inputMode = "numeric"
        look.marks = " data-digits=\"1\""
        return look
    }

    /// A browser counts UTF-16 and cuts silently what is pasted; the city's rules count characters and
    /// say so.
    func look(
        _ name: String, isRequired: Bool = false, hint: String? = nil, _ limit: Int
    ) -> Fields.Look {
        Fields.Look(
            isRequired: isRequired, hint: hint, length: limit * 4, isFirst: name == begin)
    }

    /// With the header said, one goes on with the sender of the next letter.
    private var begin: String? { focus ?? (done == nil ? nil : "name") }

    private var channels: String {
        Channel.allCases.map { "\(IntakeForm.digit(of: $0)) \(texts.channelName($0))" }
            .joined(separator: texts.between)
    }
}
