import Desk
import Participation

/// The form for one letter, in the order of PRODUCT §4.1, and the receipt of the one before
/// (受付の入力欄).
struct IntakeView: Sendable {
    static let commandField = "command"

    var fields: Fields
    /// By which the letter is known again when the form is sent twice.
    var command: String
    var done: IntakeReceipt?

    private var words: Strings { fields.words }
    private var texts: IntakeStrings { words.intake }

    func html(for person: SignedIn) -> HTML {
        """
        \(fields.summary)
        <h1>\(words.places.intake)</h1>
        \(receipt)
        <p>\(texts.lead)</p>
        <form class="sheet" method="post" action="\(words.address(IntakePage.path))" novalidate>
        <fieldset class="batch">
        <legend>\(texts.batch)</legend>
        \(header)
        </fieldset>
        \(sender)
        \(wishes)
        \(subject)
        \(care)
        \(HTML.token(of: person))
        \(HTML.hidden(Self.commandField, command))
        <button accesskey="s">\(texts.submit)</button>
        </form>
        """
    }

    private var receipt: HTML {
        guard let done else { return "" }
        let warnings = done.warnings.map { "<li>\(texts.warning($0))</li>" as HTML }
        let list: HTML =
            warnings.isEmpty
            ? "" : "<p>\(texts.warnings)</p>\n<ul>\n\(HTML(joining: warnings))\n</ul>"
        return """
            <section class="notice" role="status" aria-labelledby="received">
            <h2 id="received">\(texts.received(done.number))</h2>
            <p>\(texts.next)</p>
            \(list)
            </section>
            """
    }

    private var header: HTML {
        """
        \(fields.line(
            "receivedOn", texts.receivedOn,
            look(isRequired: true, hint: texts.receivedOnHint, DateReading.longestBytes)))
        \(fields.line("channel", texts.channel, digit(channels)))
        \(fields.choice(
            "scheme", texts.scheme, .init(isRequired: true),
            Scheme.allCases.map { ($0.rawValue, texts.schemeName($0)) }))
        """
    }

    private var sender: HTML {
        """
        \(fields.line("name", texts.sender, name))
        \(fields.line("kana", texts.kana, look(ItemLimits.name)))
        \(fields.line(
            "postalCode", texts.postalCode,
            look(hint: texts.postalCodeHint, ItemLimits.phone)))
        \(fields.line("address", texts.address, look(ItemLimits.address)))
        \(fields.line("phone", texts.phone, look(ItemLimits.phone)))
        \(fields.line("email", texts.email, look(EmailAddress.longest)))
        """
    }

    private var wishes: HTML {
        """
        \(fields.line("wantsReply", texts.wantsReply, digit(texts.wantsReplyHint)))
        \(fields.line("mayPublish", texts.mayPublish, digit(texts.mayPublishHint)))
        """
    }

    private var subject: HTML {
        """
        \(fields.line(
            "category", texts.category, look(hint: texts.categoryHint, ItemLimits.code)))
        \(fields.choice(
            "nature", texts.nature, .init(),
            [("", texts.natureUnknown)]
                + Nature.allCases.map { ($0.rawValue, texts.natureName($0)) }))
        \(fields.line(
            "summary", texts.summary,
            look(
                isRequired: true, hint: texts.summaryHint(ItemLimits.summary), ItemLimits.summary)))
        \(fields.lines(
            "body", texts.body,
            look(hint: texts.bodyHint(ItemLimits.body), ItemLimits.body), rows: 8))
        """
    }

    private var care: HTML {
        """
        \(fields.choice(
            "handling", texts.handling, .init(isRequired: true, hint: texts.handlingHint),
            Handling.allCases.map { ($0.rawValue, texts.handlingName($0)) }))
        \(fields.tick("urgent", texts.urgent, .init(hint: texts.urgentHint)))
        """
    }

    /// With the header said, one goes on with the sender of the next letter.
    private var name: Fields.Look {
        var look = look(isRequired: true, hint: texts.senderHint, ItemLimits.name)
        look.isFirst = done != nil
        return look
    }

    private func digit(_ hint: String) -> Fields.Look {
        var look = look(isRequired: true, hint: hint, 1)
        look.inputMode = "numeric"
        return look
    }

    /// A browser counts UTF-16 and cuts silently what is pasted; the city's rules count characters and
    /// say so.
    private func look(
        isRequired: Bool = false, hint: String? = nil, _ limit: Int
    ) -> Fields.Look {
        Fields.Look(isRequired: isRequired, hint: hint, length: limit * 4)
    }

    private var channels: String {
        Channel.allCases.map { "\(IntakeForm.digit(of: $0)) \(texts.channelName($0))" }
            .joined(separator: texts.between)
    }
}
