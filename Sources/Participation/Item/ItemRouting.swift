/// Which sections deal with an item, and who said so (担当の振分け).
public struct ItemRouting: Sendable {
    /// Who chose the sections (振分けの根拠).
    public enum Chooser: Sendable, Equatable {
        /// A member of staff (職員).
        case clerk
        /// A routing rule, named once there are rules with names (規則).
        case rule(id: String? = nil, version: Int? = nil)
        /// What was learned from earlier items, as sure as the city wants it to be (学習).
        case classifier(version: Int, probability: Confidence)
    }

    /// The code of the section that answers (主担当).
    public var lead: String
    /// The codes of further sections (関係課).
    public var others: [String]
    /// Who chose them (振分けの根拠).
    public var by: Chooser
    /// What was proposed to the person who chose; nil: nothing was (示された提案).
    public var proposed: RoutingProposal?

    /// A choice of sections (担当の振分け).
    public init(
        lead: String, others: [String] = [], by: Chooser, proposed: RoutingProposal? = nil
    ) {
        self.lead = lead
        self.others = others
        self.by = by
        self.proposed = proposed
    }

    /// Whether the person took what was proposed; nil where nothing was (提案の採否).
    public var followsProposal: Bool? {
        proposed.map { $0.section.isWritten(like: lead) }
    }

    /// Whether both name the same sections, whoever chose them (同じ担当).
    func hasSections(of other: ItemRouting) -> Bool {
        lead.isWritten(like: other.lead)
            && others.elementsEqual(other.others) { $0.isWritten(like: $1) }
    }
}

extension ItemRouting: Equatable {
    /// Whether both say the same, to the code point (同一の振分け).
    public static func == (one: ItemRouting, other: ItemRouting) -> Bool {
        one.hasSections(of: other) && one.by == other.by && one.proposed == other.proposed
    }
}
