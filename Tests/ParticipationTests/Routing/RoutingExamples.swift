import Participation
import Testing

extension RoutingRule {
    /// A rule of a test, which sends what it is about to one section.
    static func rule(
        _ id: Wording, _ conditions: RoutingConditions = RoutingConditions(), to lead: Wording,
        and others: [Wording] = [], from: LocalDate? = nil, through: LocalDate? = nil
    ) -> RoutingRule {
        RoutingRule(
            id: id, from: from, through: through, conditions: conditions,
            target: .sections(lead: lead, others: others), reason: "所管事務")
    }

    /// A rule of a test that looks the section up.
    static func rule(
        _ id: Wording, _ conditions: RoutingConditions = RoutingConditions(),
        target: RoutingTarget
    ) -> RoutingRule {
        RoutingRule(id: id, conditions: conditions, target: target, reason: "所管事務")
    }
}

extension RoutingBook {
    /// A book with one edition, from 1 April 2020.
    static func of(
        _ rules: RoutingRule..., from date: LocalDate = .on("2020-04-01")
    ) throws -> RoutingBook {
        try initial.after(.adopt(RoutingRules(effectiveOn: date, rules: rules)))
    }

    /// The book after commands, each of which must be accepted.
    func after(_ commands: RoutingBookCommand...) throws -> RoutingBook {
        try commands.reduce(self) { book, command in
            try Self.decide(command, book).reduce(book, Self.evolve)
        }
    }
}

extension RoutingDecision {
    /// The sections, the lead first; nil where people decide.
    var sections: [String]? {
        switch self {
        case .routed(let sections): [sections.lead] + sections.others
        case .triage: nil
        }
    }

    /// Why people decide; nil where a section was chosen.
    var cause: RoutingTriage.Cause? {
        switch self {
        case .routed: nil
        case .triage(let triage): triage.cause
        }
    }
}
