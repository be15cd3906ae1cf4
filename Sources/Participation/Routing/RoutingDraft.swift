/// Rules drafted from items whose section is known, for people to correct and adopt (規則の下書き).
///
/// One rule for each category: the section that had most of its items, with the share it had as its
/// confidence. Categories that nobody clearly has get no rule, and so do those too seldom to tell:
/// they stay with people.
public struct RoutingDraft: Sendable {
    private var sections: [Wording: [Wording: Int]] = [:]

    /// Nothing known yet (下書き前).
    public init() {}

    /// Takes in one item (案件の追加).
    public mutating func add(category: String, section: String) {
        guard !category.isBlank, !section.isBlank else { return }
        sections[Wording(category), default: [:]][Wording(section), default: 0] += 1
    }

    /// The rules, in the order of the categories (規則の下書き).
    /// - Parameters:
    ///   - least: how many items of a category there must be.
    ///   - share: the share its section must have of them.
    public func rules(
        effectiveOn: LocalDate, least: Int = 1, share: Confidence = Confidence(0.5)
    ) -> RoutingRules {
        var rules: [RoutingRule] = []
        for (category, counts) in sections.sorted(by: { $0.key.text < $1.key.text }) {
            let total = counts.values.reduce(0, +)
            // Of two with as many neither has the most, and nobody can say whose it is.
            let most = counts.values.max() ?? 0
            let leaders = counts.filter { $0.value == most }.map(\.key)
            let confidence = Confidence(Double(most) / Double(total))
            guard total >= least, confidence >= share, leaders.count == 1, let lead = leaders.first
            else { continue }
            let number = (rules.count + 1).padded(to: 3)
            rules.append(
                RoutingRule(
                    id: Wording("R\(number)"),
                    conditions: RoutingConditions(categories: [category]),
                    target: .sections(lead: lead, others: []),
                    reason: Wording("過去の\(total)件のうち\(most)件を担当"),
                    confidence: confidence))
        }
        return RoutingRules(effectiveOn: effectiveOn, rules: rules)
    }
}
