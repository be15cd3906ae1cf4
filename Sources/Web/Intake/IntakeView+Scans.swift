import Desk
import FoundationEssentials

/// The scanned pages of the letter being entered, and how many wait behind them (手元のスキャン).
struct WaitingScans: Sendable, Equatable {
    var pages: [WaitingPage] = []
    var behind = 0
}

// The pages on the left of the form.
extension IntakeView {
    static let pageField = "page"
    static let filesField = "scans"
    static let scansPart = "scan"

    /// The part of the page that a change of pages changes.
    var scans: HTML {
        let texts = words.scans
        let wrong = fields.errors.first { $0.field == Self.filesField }
        let error: HTML = wrong.map { "<p class=\"error\" id=\"scans-error\">\($0.text)</p>" } ?? ""
        let described: HTML = wrong == nil ? "scans-hint" : "scans-error scans-hint"
        return """
            <section class="scan" id="\(Self.scansPart)" aria-labelledby="scan-title" \
            aria-live="polite">
            <h2 id="scan-title">\(texts.waitingTitle)</h2>
            \(pages)
            <details\(wrong == nil ? "" as HTML : " open")>
            <summary>\(texts.load)</summary>
            <div class="field\(wrong == nil ? "" as HTML : " wrong")">
            <label for="scans">\(texts.choose)</label>
            <p class="hint" id="scans-hint">\(texts.chooseHint)</p>
            \(error)
            <input id="scans" name="\(Self.filesField)" type="file" multiple \
            accept="application/pdf,image/jpeg,image/png,image/tiff" \
            aria-describedby="\(described)"\
            \(wrong == nil ? "" as HTML : " aria-invalid=\"true\"")>
            </div>
            <p class="look"><button class="quiet" id="load" \
            formaction="\(words.address(IntakePage.scansPath))" formenctype="multipart/form-data" \
            hx-post="\(words.address(IntakePage.scansPath))" hx-encoding="multipart/form-data" \
            hx-target="#\(Self.scansPart)" hx-swap="outerHTML" \
            hx-params="scans,page,form-token,command">\(texts.upload)</button></p>
            </details>
            </section>
            """
    }

    private var pages: HTML {
        let texts = words.scans
        let waiting = waiting ?? WaitingScans()
        let behind: HTML =
            waiting.behind > 0 ? "<p class=\"note\">\(texts.waiting(waiting.behind))</p>" : ""
        if waiting.pages.isEmpty {
            if waiting.behind == 0 { return "<p class=\"note\">\(texts.waitingLead)</p>" }
            return """
                <p>\(texts.none)</p>
                \(behind)
                <p class="look">\(button(IntakePage.joinPath, texts.again, "join"))</p>
                """
        }
        let count = waiting.pages.count
        let pictures = waiting.pages.enumerated().map { index, page -> HTML in
            let source =
                "\(IntakePage.scansPath)/\(page.scan.uuidString.lowercased())/pages/\(page.page)"
            return """
                <li><img src="\(source)" alt="\(texts.waitingPage(index + 1, count))">
                \(HTML.hidden(Self.pageField, page.description))</li>
                """
        }
        let join: HTML =
            waiting.behind > 0 ? button(IntakePage.joinPath, texts.join, "join") : ""
        let part: HTML = count > 1 ? button(IntakePage.partPagePath, texts.part) : ""
        return """
            <ol class="pages">
            \(HTML(joining: pictures))
            </ol>
            \(behind)
            <p class="look">\(join) \(part) \(button(IntakePage.skipPath, texts.skip)) \
            \(button(IntakePage.withoutPath, texts.without))</p>
            """
    }

    private func button(_ path: String, _ text: String, _ id: String? = nil) -> HTML {
        let address = words.address(path)
        let name: HTML = id.map { " id=\"\($0)\"" } ?? ""
        return """
            <button class="quiet"\(name) formaction="\(address)" hx-post="\(address)" \
            hx-target="#\(Self.scansPart)" hx-swap="outerHTML" \
            hx-params="page,form-token,command">\(text)</button>
            """
    }
}
