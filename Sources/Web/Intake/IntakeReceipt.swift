import Desk
import Hummingbird
import Participation

/// What the page says of the letter entered just before (直前の受付).
///
/// It goes along in the address, so that the page can be loaded again without anything being sent
/// again; it names the number and kinds of warnings, nothing a citizen wrote.
struct IntakeReceipt: Sendable, Equatable {
    let number: String
    let warnings: [IntakeWarning]
    /// It was taken back again (取り消した受付か).
    var isAnnulled = false
    /// The letters it says the same as, by their numbers (同趣旨).
    var same: [String] = []
    /// The quarter of its day, where that is over (締まった四半期).
    var closed: FigurePeriod?
    /// What the next letter has in common with it.
    var header: IntakeHeader?

    init(_ receipt: Receipt, same: [String]) {
        number = receipt.receiptNumber
        warnings = receipt.warnings
        self.same = same
    }

    /// From an address; nil when there is no receipt number in it.
    init?(_ request: Request, after header: IntakeHeader, today: LocalDate) {
        let parameters = request.uri.queryParameters
        let undone = parameters["undone"]
        guard let done = undone ?? parameters["done"],
            let number = ReceiptNumber(parsing: String(done))
        else { return nil }
        self.number = number.description
        isAnnulled = undone != nil
        let found = (parameters["warnings"] ?? "").split(separator: ".").map { String($0) }
        warnings = PersonalMark.Kind.allCases.filter { found.contains($0.rawValue) }
            .map { IntakeWarning($0) }
        same = (parameters["same"] ?? "").split(separator: ".")
            .compactMap { ReceiptNumber(parsing: String($0))?.description }
        closed = header.closedQuarter(today: today)
        self.header = header
    }

    func address(after header: IntakeHeader) -> Address {
        let found = warnings.map(\.kind.rawValue).joined(separator: ".")
        let others = same.joined(separator: ".")
        return header.address.with("done", number).with("warnings", found.isEmpty ? nil : found)
            .with("same", others.isEmpty ? nil : others)
    }

    /// The notice on top of the form for the next letter.
    func html(for person: SignedIn, _ words: Strings) -> HTML {
        let texts = words.intake
        if isAnnulled {
            return """
                <section class="notice" role="status" aria-labelledby="received">
                <h2 id="received">\(texts.annulled(number))</h2>
                <p>\(texts.annulledHint)</p>
                \(form(IntakePage.redoPath, texts.redo, person, words))
                </section>
                """
        }
        let quarter: HTML = closed.map { "<p>\(texts.closedQuarter($0))</p>" } ?? ""
        let found = warnings.map { "<li>\(texts.warning($0))</li>" as HTML }
        let list: HTML =
            found.isEmpty
            ? "" : "<p>\(texts.warnings)</p>\n<ul>\n\(HTML(joining: found))\n</ul>"
        let joined: HTML =
            same.isEmpty
            ? ""
            : """
            <p>\(texts.joined(same.joined(separator: texts.between)))</p>
            \(form(IntakePage.partPath, texts.part, person, words))
            """
        return """
            <section class="notice" role="status" aria-labelledby="received">
            <h2 id="received">\(texts.received(number))</h2>
            <p>\(texts.next)</p>
            \(quarter)
            \(list)
            \(joined)
            \(form(IntakePage.undoPath, texts.undo, person, words))
            </section>
            """
    }

    /// A button that takes something back; there is no time limit to it.
    private func form(
        _ path: String, _ text: String, _ person: SignedIn, _ words: Strings
    ) -> HTML {
        let kept = header?.address.parameters.map { HTML.hidden($0.name, $0.value) } ?? []
        let id: HTML = path == IntakePage.undoPath ? " id=\"undo\"" : ""
        return """
            <form method="post" action="\(words.address(path))">
            \(HTML.token(of: person))
            \(HTML.hidden("item", number))
            \(HTML(joining: kept))
            <button class="quiet"\(id)>\(text)</button>
            </form>
            """
    }
}
