import Desk
import Participation

/// What earlier items speak for, with its reasons, and what a form says of it (学習による提案の表示).
///
/// The words are part of the letter: only who may read that is shown them.
struct ProposalView: Sendable {
    static let field = "proposed"

    let proposal: LearnedProposal
    let sections: SectionDirectory
    let words: Strings

    private var texts: TrayStrings { words.tray }
    private var code: String { proposal.proposal.section }

    /// The section as an office calls it, with what stands above it.
    private var name: String {
        sections.units.first { $0.code == code }?.fullName ?? sections[code]
    }

    var html: HTML {
        let reasons: HTML =
            proposal.words.isEmpty
            ? "" : "<p class=\"note\">\(texts.proposalWords(proposal.words))</p>"
        return """
            <p>\(texts.proposal(name, proposal.proposal.probability.decimal))</p>
            \(reasons)
            """
    }

    /// What the button that takes it says.
    var take: String { texts.takeProposal(name) }

    /// The fields of the form that takes it.
    var taking: HTML {
        """
        \(HTML.hidden("to", code))
        \(Self.hidden(proposal))
        """
    }

    /// What was shown beside a form, for the record of how often it is right.
    static func hidden(_ proposal: LearnedProposal?) -> HTML {
        guard let shown = proposal?.proposal else { return "" }
        return .hidden(field, "\(shown.version):\(shown.probability.permille):\(shown.section)")
    }

    /// What a form says was shown; nil for anything else.
    static func shown(in form: Form) -> RoutingProposal? {
        let parts = form.text(field).split(separator: ":", maxSplits: 2)
        guard parts.count == 3, let version = Int(parts[0]), version > 0,
            let permille = Int(parts[1]), let probability = Confidence(permille: permille),
            parts[2].count <= ItemLimits.code
        else { return nil }
        return RoutingProposal(
            section: String(parts[2]), probability: probability, version: version)
    }
}
