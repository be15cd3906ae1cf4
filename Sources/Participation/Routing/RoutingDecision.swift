/// What became of an item when the rules were asked (振分けの判断).
///
/// Every item gets one: where no rule says anything it goes to the hearing section's own tray,
/// 担当未定(広聴で振分け), and never to a section somebody guessed.
public enum RoutingDecision: Sendable, Equatable {
    /// These sections deal with it (振分け).
    case routed(RoutedSections)
    /// People decide (担当未定).
    case triage(RoutingTriage)

    /// What to record; nil in the tray of the hearing section (記録する振分け).
    public var routing: ItemRouting? {
        switch self {
        case .routed(let sections): sections.routing
        case .triage: nil
        }
    }

    /// Why, in the words of the office (判断の理由).
    public var japanese: String {
        switch self {
        case .routed(let sections): sections.reason
        case .triage(let triage): triage.japanese
        }
    }
}

/// The sections an item was routed to, and by what (振分け先).
public struct RoutedSections: Sendable, Equatable {
    /// The code of the section that answers (主担当).
    public var lead: String
    /// The codes of further sections, without the lead, each once (関係課).
    public var others: [String]
    /// By what; the version is that of the rules or of the training (根拠).
    public var by: ItemRouting.Chooser
    /// How sure it is (確からしさ).
    public var confidence: Confidence
    /// What the rule or the training gives as its reason (規則の理由).
    public var ground: String
    /// What of the item or the office it rests on, if the rule looked something up (決め手).
    public var detail: String?

    /// Why, in the words of the office (理由).
    public var reason: String {
        let why = [ground, detail].compactMap(\.self).joined(separator: "。")
        switch by {
        case .rule(let id?, let version?): return "規則\(id)(第\(version)版): \(why)"
        case .clerk, .rule, .classifier: return why
        }
    }

    /// What to record of it (記録する振分け).
    public var routing: ItemRouting { ItemRouting(lead: lead, others: others, by: by) }
}

/// Why an item waits for people, and what they are proposed (担当未定).
public struct RoutingTriage: Sendable, Equatable {
    /// Why no section was chosen (担当未定の理由).
    public enum Cause: Sendable, Equatable {
        /// Nothing but a person may route it (対象外).
        case exempt(RoutingExemption)
        /// No rules hold for its day of receipt (規則なし).
        case noRules
        /// None of the rules says anything about it (該当する規則なし).
        case noRule(version: Int)
        /// A rule says that people decide (規則による留保).
        case reserved(rule: String, version: Int, reason: String)
        /// A rule names a section that does not exist (担当組織が不明).
        case unknownSection(String, rule: String, version: Int)
        /// A rule leads to a unit that ended without a successor (後継組織なし).
        case endedSection(String, rule: String, version: Int)
        /// A rule leads to several units, and nothing says to which (配分不能).
        case unallocatable(candidates: [String], rule: String, version: Int)
    }

    /// Why (理由).
    public var cause: Cause
    /// What the learned classifier would choose; a person decides (学習による提案).
    public var proposal: RoutingProposal?

    /// Why an item waits for people (担当未定).
    public init(_ cause: Cause, proposal: RoutingProposal? = nil) {
        self.cause = cause
        self.proposal = proposal
    }

    /// Why, in the words of the office (担当未定の理由).
    public var japanese: String { "担当未定(広聴で振分け): \(cause.japanese)" }
}

extension RoutingTriage.Cause {
    /// Why, in the words of the office (担当未定の理由).
    public var japanese: String {
        switch self {
        case .exempt(let exemption): exemption.japanese
        case .noRules: "受付日に有効な振分け規則がありません"
        case .noRule(let version): "第\(version)版に該当する規則がありません"
        case .reserved(let rule, let version, let reason):
            "規則\(rule)(第\(version)版)により広聴で判断します。\(reason)"
        case .unknownSection(let label, let rule, let version):
            "規則\(rule)(第\(version)版)の担当「\(label)」が組織にありません"
        case .endedSection(let label, let rule, let version):
            "規則\(rule)(第\(version)版)の担当「\(label)」は廃止され、後継組織がありません"
        case .unallocatable(let candidates, let rule, let version):
            "規則\(rule)(第\(version)版)の担当が一つに定まりません"
                + "(配分不能: \(candidates.joined(separator: "、")))"
        }
    }
}

/// A section proposed by what was learned from earlier items (学習による提案).
public struct RoutingProposal: Sendable, Equatable {
    /// Its code (担当).
    public var section: String
    /// How likely it is right (確率).
    public var probability: Confidence
    /// Through which position of the log it was learned (学習の版).
    public var version: Int

    /// A proposal (学習による提案).
    public init(section: String, probability: Confidence, version: Int) {
        self.section = section
        self.probability = probability
        self.version = version
    }
}
