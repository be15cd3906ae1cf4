import Desk
import FoundationEssentials
import Participation

/// One letter that is read through: forward and back by links, keys or a stroke of the finger
/// (供覧の1件).
struct CirculationView: Sendable {
    static let instruct = "instruct"
    static let read = "read"

    let item: ItemView
    let place: Int
    let items: [CirculatedItem]
    let marks: [CirculationMark]
    let people: [String: String]
    let sections: SectionDirectory
    let showsSenders: Bool
    let fields: Fields
    let command: String
    let person: SignedIn
    let done: String?

    private var words: Strings { fields.words }
    private var texts: CirculationStrings { words.circulation }
    private var number: String { items[place].receiptNumber.description }
    private var path: String { words.address("\(CirculationPage.path)/\(number)") }

    var html: HTML {
        """
        <p class="back"><a href="\(words.address(CirculationPage.path))">\(texts.back)</a></p>
        \(fields.summary)
        \(done == nil ? "" : "<p class=\"notice\" role=\"status\">\(texts.instructed)</p>")
        <h1>\(texts.title) <span class="year">\(number)</span></h1>
        \(turning)
        <div class="work" data-swipe>
        <div>
        \(letter)
        </div>
        <div>
        \(actions)
        </div>
        </div>
        """
    }

    /// The letters before and behind it.
    private var turning: HTML {
        func way(_ place: Int, _ text: String, _ key: String, _ relation: String) -> HTML {
            guard items.indices.contains(place) else {
                return "<span class=\"turn quiet\">\(text)</span>"
            }
            let address = words.address(
                "\(CirculationPage.path)/\(items[place].receiptNumber)")
            return """
                <a class="turn" rel="\(relation)" href="\(address)" data-key="\(key)" \
                aria-keyshortcuts="\(key)">\(text)</a>
                """
        }
        return """
            <nav class="turning" aria-label="\(texts.turning)">
            \(way(place - 1, texts.previous, "ArrowLeft", "prev"))
            <span>\(texts.place(place + 1, items.count))</span>
            \(way(place + 1, texts.next, "ArrowRight", "next"))
            </nav>
            """
    }

    private var letter: HTML {
        let plain = item.item.plain
        let body: HTML =
            switch (item.item.personal, plain.hasBody) {
            case (.readable(let personal), true):
                "<div class=\"letter\" lang=\"ja\">\(personal.body ?? "")</div>"
            case (.erased, _): ""
            case (.readable, false): "<p class=\"note\">\(words.tray.noBody)</p>"
            }
        let gist = item.entries.first { $0.field == .summary }?.text ?? ""
        let facts = [
            (words.intake.receivedOn, words.figures.day(plain.receivedOn)),
            (
                words.intake.channel,
                "\(words.intake.schemeName(plain.scheme)) \(words.intake.channelName(plain.channel))"
            ),
            (words.tray.lead, items[place].section.map { sections[$0] } ?? words.tray.triage),
            (texts.standing, words.tray.stage(item.item.response.stage)),
        ].map { "<div><dt>\($0)</dt><dd>\($1)</dd></div>" as HTML }
        return """
            <section aria-labelledby="letter">
            <h2 id="letter">\(words.tray.letter)</h2>
            <p class="gist" lang="ja">\(gist)</p>
            \(body)
            <dl class="facts">
            \(HTML(joining: facts))
            </dl>
            \(sender)
            <p><a href="\(words.address(RecordPage.path(number)))">\(words.tray.record)</a></p>
            </section>
            """
    }

    private var sender: HTML {
        let kind = words.tray.senderKind(item.item.plain.senderKind)
        guard showsSenders, let details = item.item.personal.content?.sender else {
            let masked =
                item.item.plain.senderKind == .identified ? words.tray.masked : kind
            return "<h3>\(words.tray.sender)</h3>\n<p>\(masked)</p>"
        }
        return """
            <h3>\(words.tray.sender)</h3>
            \(SenderView(details: details, words: words).html)
            """
    }

    // MARK: What can be done

    private var actions: HTML {
        let isRead = items[place].isRead
        let seen = marks.map { mark -> HTML in
            "<li>\(texts.readBy(mark.post, people[mark.by] ?? mark.by, mark.atInJapan))</li>"
        }
        let reads: HTML =
            seen.isEmpty ? "" : "<ul class=\"course\">\n\(HTML(joining: seen))\n</ul>"
        return """
            <section class="now" aria-labelledby="now">
            <h2 id="now">\(words.tray.now)</h2>
            \(reads)
            <form method="post" action="\(path)">
            \(hidden(Self.read))
            <button data-key="R" data-press aria-keyshortcuts="R">\
            \(isRead ? texts.toNextUnread : texts.markRead) <kbd aria-hidden="true">R</kbd></button>
            </form>
            \(InstructionsView(given: item.item.response.instructions, words: words).html)
            \(instructing)
            </section>
            """
    }

    /// What was erased, or has ended, is read of, but nothing more is to be done about it.
    private var instructing: HTML {
        guard item.item.standing == .open, item.item.retention.erasure == nil else { return "" }
        return """
            <form class="sheet" method="post" action="\(path)" novalidate aria-labelledby="instruct">
            <h3 id="instruct">\(texts.instruct)</h3>
            <p>\(texts.instructHint)</p>
            \(fields.lines(
                ItemField.text.rawValue, texts.instruction,
                .init(
                    isRequired: true, hint: words.tray.textLimit(ResponseLimits.reason),
                    length: ResponseLimits.reason), rows: 3))
            \(hidden(Self.instruct))
            <button class="quiet">\(texts.give)</button>
            </form>
            """
    }

    private func hidden(_ what: String) -> HTML {
        """
        \(HTML.hidden("do", what))
        \(HTML.hidden(TrayPage.commandField, command))
        \(HTML.token(of: person))
        """
    }
}
