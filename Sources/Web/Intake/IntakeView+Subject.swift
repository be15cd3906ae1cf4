import Desk
import FoundationEssentials
import Participation

// Which section deals with the letter, and which letters may say the same.
extension IntakeView {
    private static let alikePart = "alike"
    static let otherField = "other"
    private static let proposalPart = "proposal"

    /// The section: left alone, the rules choose after receipt; nothing waits for it.
    var section: HTML {
        """
        \(fields.choice(
            "section", texts.section, .init(hint: texts.sectionHint),
            [("", texts.asProposed)] + units.map { ($0.code, $0.fullName) }))
        \(fields.choice(
            Self.otherField, texts.other, other,
            [("", texts.noOther)] + units.map { ($0.code, $0.fullName) }))
        <div aria-live="polite">\(proposalLine)</div>
        """
    }

    /// Seldom there: the keyboard passes it by and comes to it by a key of its own.
    private var other: Fields.Look {
        var look = Fields.Look(hint: texts.otherHint)
        look.marks = " data-aside"
        return look
    }

    /// What a script puts into the page: the proposal, and the letters.
    var checked: HTML { "\(proposalLine)\n<div id=\"\(Self.alikePart)\">\(letters)</div>" }

    /// Asked for anew whenever something is typed that it depends on.
    var alike: HTML {
        let address = words.address(IntakePage.checkPath)
        return """
            <p class="look"><button class="quiet" formaction="\(address)" hx-post="\(address)" \
            hx-target="#\(Self.alikePart)" hx-select="#alike > *" hx-select-oob="#proposal">\
            \(texts.check)</button></p>
            <div class="found" id="\(Self.alikePart)" aria-live="polite" hx-post="\(address)" \
            hx-trigger="change from:#category, change from:#scheme, change from:#nature, \
            change from:#handling, change from:#name, input delay:600ms from:#summary" \
            hx-include="#letter" hx-params="not scans" hx-select="#alike > *" \
            hx-select-oob="#proposal" hx-sync="this:queue last">
            \(letters)
            </div>
            """
    }

    private var proposalLine: HTML {
        "<p class=\"proposal\" id=\"\(Self.proposalPart)\">\(proposalText)</p>"
    }

    private var proposalText: String {
        switch proposal {
        case nil: texts.noProposal
        case .routed(let sections)?:
            texts.proposal(
                ([sections.lead] + sections.others).map { code in
                    units.first { $0.code == code }?.fullName ?? code
                }.joined(separator: texts.between), sections.reason)
        case .triage(let triage)?: texts.undecided(triage.cause.japanese)
        }
    }

    private var letters: HTML {
        guard let similar else { return "" }
        guard !similar.isEmpty else { return "<p>\(texts.nothingAlike)</p>" }
        let ticked = IntakeForm.same(fields.form)
        let items = similar.map { found -> HTML in
            let id = found.letter.id
            let mark: HTML = ticked.contains(id) ? " checked" : ""
            let sender = found.isOfSameSender ? " \(texts.sameSender)" : ""
            let number = found.letter.receiptNumber.description
            return """
                <li><label><input type="checkbox" name="\(Self.sameField)" \
                value="\(id.uuidString.lowercased())"\(mark)> <strong>\(number)</strong> \
                \(texts.day(found.letter.receivedOn))\(sender) \(found.letter.gist)</label></li>
                """
        }
        return """
            <p>\(texts.alike)</p>
            <ul>
            \(HTML(joining: items))
            </ul>
            """
    }
}
