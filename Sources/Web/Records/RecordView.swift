import Desk
import Participation

/// What stands on the page of a record (案件票の画面).
struct RecordView: Sendable {
    let item: ItemView
    let history: [ItemHistoryEntry]
    /// Names of people by login.
    let names: [String: String]
    let today: LocalDate
    let mayOpen: Bool
    let mayCorrect: Bool
    let person: SignedIn
    let fields: Fields
    /// What has just been recorded; nil: nothing.
    let done: String?
    /// Leave to see its scanned files, once it is opened.
    let leave: ScanLeave?

    /// Who at the top of the city has read it.
    var marks: [CirculationMark] = []
    /// Who else has it open.
    var presence: HTML = ""

    private var words: Strings { fields.words }
    private var texts: RecordStrings { words.records }
    private var number: String { item.item.plain.receiptNumber.description }
    private var path: String { RecordPage.path(number) }

    var html: HTML {
        """
        <p class="back"><a href="\(words.address(RegisterListPage.path))">\
        \(words.register.backToRegister)</a></p>
        \(fields.summary)
        <h1>\(number) <span class="year">\(item.item.plain.scheme.japanese)</span></h1>
        \(notice)
        \(presence)
        \(ways)
        \(opening)
        \(record)
        \(scans)
        \(HTML(joining: [RecordHistory(entries: history, names: names, words: words).html]))
        """
    }

    private var notice: HTML {
        guard let done else { return "" }
        let text =
            switch done {
            case "use": texts.useDecided
            case "scans": words.scans.cared
            case _: texts.corrected
            }
        return "<p class=\"notice\" role=\"status\">\(text)</p>"
    }

    private var ways: HTML {
        var ways: [HTML] = []
        if mayCorrect, item.item.retention.erasure == nil {
            ways.append("<a href=\"\(words.address(path + "/correction"))\">\(texts.correct)</a>")
            ways.append("<a href=\"\(words.address(path + "/scans"))\">\(words.scans.care)</a>")
        }
        ways.append("<a href=\"\(words.address(path + "/proof"))\">\(texts.prove)</a>")
        if person.has(oneOf: AccessTable.deciders), item.item.retention.erasure == nil {
            let way = item.item.retention.useSuspension == nil ? texts.suspend : texts.resume
            ways.append("<a href=\"\(words.address(path + "/suspension"))\">\(way)</a>")
        }
        let items = ways.map { "<li>\($0)</li>" as HTML }
        return """
            <nav class="ways" aria-label="\(texts.waysTitle)">
            <ul>
            \(HTML(joining: items))
            </ul>
            </nav>
            """
    }

    // MARK: Opening

    /// What is sealed is shown for a reason, until the page is left.
    private var opening: HTML {
        if item.isOpened { return "<p class=\"notice\" role=\"status\">\(texts.opened)</p>" }
        guard mayOpen, item.item.retention.erasure == nil else { return "" }
        return """
            <form class="sheet" method="post" action="\(words.address(path + "/opening"))" novalidate \
            aria-labelledby="opening">
            <h2 id="opening">\(texts.openingTitle)</h2>
            <p>\(texts.openingLead)</p>
            \(fields.line(
                "reason", texts.openingReason,
                .init(
                    isRequired: true, hint: texts.openingHint, length: SearchLimits.text)))
            \(HTML.token(of: person))
            <button>\(texts.open)</button>
            </form>
            """
    }

    /// Opened with the rest, for the same reason.
    private var scans: HTML {
        guard let leave, item.item.retention.erasure == nil else { return "" }
        return ScanView(
            number: number, scans: item.item.presentScans, isOpened: item.isOpened,
            isUnfolded: true, leave: leave, words: words
        ).html
    }

    // MARK: What was received

    private var record: HTML {
        let lines = item.entries.map { entry -> HTML in
            "<dt>\(entry.field.japanese)</dt>\n<dd>\(content(entry))</dd>"
        }
        return """
            <section class="definition" aria-labelledby="record">
            <h2 id="record">\(texts.recordTitle)</h2>
            <dl>
            \(HTML(joining: lines))
            </dl>
            \(circulation)
            </section>
            """
    }

    /// Who at the top of the city has read it, and when.
    private var circulation: HTML {
        guard !marks.isEmpty else { return "" }
        let lines = marks.map { mark -> HTML in
            let name = names[mark.by] ?? mark.by
            return "<li>\(words.circulation.readBy(mark.post, name, mark.atInJapan))</li>"
        }
        return """
            <h3>\(words.circulation.title)</h3>
            <ul>
            \(HTML(joining: lines))
            </ul>
            """
    }

    private func content(_ entry: ItemEntry) -> HTML {
        switch entry.field {
        case .links:
            let links = item.related.map { other -> HTML in
                let address = words.address(RecordPage.path(other.receiptNumber))
                return """
                    <li><a href="\(address)">\(other.receiptNumber)</a>（\(other.kind.japanese)）</li>
                    """
            }
            return "<ul>\(HTML(joining: links))</ul>"
        case .dueOn: return "\(entry.text) \(deadline)"
        case .body: return "<div class=\"letter\">\(entry.text)</div>"
        default: return "\(entry.text)"
        }
    }

    /// Whether the deadline is over, in words.
    private var deadline: HTML {
        guard let due = item.due, item.item.response.firstAnsweredOn == nil,
            item.item.response.stage != .done
        else { return "" }
        let left = due.dayNumber - today.dayNumber
        return left < 0
            ? "<span class=\"mark behind\">\(texts.over(-left))</span>"
            : "<span class=\"small\">\(texts.left(left))</span>"
    }
}
