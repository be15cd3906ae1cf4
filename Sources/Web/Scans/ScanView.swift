import Desk
import Participation

/// The scanned files of an item on its pages: page for page, once somebody asks to see them
/// (添付の表示).
struct ScanView: Sendable {
    let number: String
    let scans: [ItemScan]
    /// Whether their names may be shown.
    let isOpened: Bool
    /// Whether they are to be seen at once.
    let isUnfolded: Bool
    let leave: ScanLeave
    let words: Strings

    private var texts: ScanStrings { words.scans }

    var html: HTML {
        if scans.isEmpty { return "" }
        return """
            <section class="scans" aria-labelledby="scans">
            <h2 id="scans">\(texts.title)</h2>
            <details\(isUnfolded ? " open" as HTML : "")>
            <summary>\(texts.look)</summary>
            \(HTML(joining: scans.map(file)))
            </details>
            </section>
            """
    }

    private func file(_ scan: ItemScan) -> HTML {
        let path = ScanPage.path(number, scan.number)
        let name = isOpened ? scan.name.content?.text : nil
        let label = texts.file(scan.number, name, scan.type.japanese, scan.pages)
        let pages = (1...max(scan.pages, 1)).map { page -> HTML in
            // Pictures that nobody has come to are not asked for.
            """
            <li><img loading="lazy" alt="\(texts.page(scan.number, page))" \
            src="\(with(leave, Address("\(path)/pages/\(page)")))"></li>
            """
        }
        return """
            <h3>\(label)</h3>
            <p><a href="\(with(leave, Address(path)))" download>\(texts.save)</a></p>
            <ol class="pages">
            \(HTML(joining: pages))
            </ol>
            """
    }

    private func with(_ leave: ScanLeave, _ address: Address) -> String {
        address.with(ScanPage.leaveName, leave.text).text
    }
}
