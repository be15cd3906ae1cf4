import Desk
import FoundationEssentials
import Participation

/// What is to be read, and what was (供覧の一覧).
struct CirculationList: Sendable {
    let items: [CirculatedItem]
    let gists: [UUID: String]
    let sections: SectionDirectory
    let showsSenders: Bool
    let isDone: Bool
    let words: Strings

    private var texts: CirculationStrings { words.circulation }

    /// The letters of the two lists: unread in the order they came, read the newest first.
    static func listed(_ items: [CirculatedItem]) -> [[CirculatedItem]] {
        [
            Array(items.filter { !$0.isRead }.prefix(CirculationLimits.listed)),
            Array(items.filter(\.isRead).reversed().prefix(CirculationLimits.listed)),
        ]
    }

    var html: HTML {
        let lists = Self.listed(items)
        let unread = items.count { !$0.isRead }
        let first: HTML =
            lists[0].first.map { item in
                """
                <p><a class="choice first" href="\(address(item))">\(texts.begin)</a></p>
                """
            } ?? "<p>\(texts.nothingUnread)</p>"
        let beyond: HTML =
            unread > lists[0].count
            ? "<p>\(texts.beyond(unread - lists[0].count))</p>" : ""
        let done: HTML =
            isDone && unread == 0
            ? "<p class=\"notice\" role=\"status\">\(texts.allRead)</p>" : ""
        return """
            \(done)
            <h1>\(texts.title)</h1>
            <p>\(texts.lead(CirculationLimits.days)) \(showsSenders ? texts.shown : texts.masked)</p>
            <section aria-labelledby="unread">
            <h2 id="unread">\(texts.unread(unread))</h2>
            \(first)
            \(cards(lists[0]))
            \(beyond)
            </section>
            <section aria-labelledby="read">
            <h2 id="read">\(texts.read)</h2>
            \(lists[1].isEmpty ? "<p>\(texts.nothingRead)</p>" : cards(lists[1]))
            </section>
            """
    }

    private func cards(_ items: [CirculatedItem]) -> HTML {
        guard !items.isEmpty else { return "" }
        let cards = items.map { item -> HTML in
            """
            <li><p class="gist"><a href="\(address(item))" lang="ja">\(gists[item.id] ?? "")</a></p>
            <p class="note">\(item.receiptNumber.description) \
            \(words.intake.schemeName(item.scheme)) \
            \(words.tray.receivedOn(item.receivedOn)) \
            \(item.section.map { sections[$0] } ?? words.tray.triage)</p></li>
            """
        }
        return "<ol class=\"cards\">\n\(HTML(joining: cards))\n</ol>"
    }

    private func address(_ item: CirculatedItem) -> String {
        words.address("\(CirculationPage.path)/\(item.receiptNumber)")
    }
}
