/// The rules of a city made ready to be asked for many items on one day (振分け).
///
/// Pure and total: every subject gets a decision, the same one for the same input, and never a unit
/// that is closed on the day. Made anew when rules, organisation, menu or training change, and every
/// day. Order: what nothing may route by itself; the rules of the day of receipt from the top; the
/// learned proposal, which routes only where no rule says anything and the city set a threshold.
public struct Router: Sendable {
    private let book: RoutingBook
    private let editions: [RoutingEdition]
    private let sections: SectionFinder
    private let duties: DutyIndex?
    private let menus: [FiscalYear: LectureMenuOffered]
    private let classifier: TextClassifier?

    /// Whether the letter has to be unsealed for it, not only its open part (本文の要否).
    public let readsText: Bool

    /// The rules of a city made ready for one day (振分けの準備).
    /// - Parameters:
    ///   - menus: the confirmed menus of lectures, at most one for each year.
    ///   - classifier: what was learned, if anything.
    ///   - day: the day on which the items are routed, whose organisation they go to.
    public init(
        _ book: RoutingBook, organisation: OrganisationState, menus: [LectureMenuOffered] = [],
        classifier: TextClassifier? = nil, on day: LocalDate
    ) {
        self.book = book
        self.classifier = classifier
        self.menus = Dictionary(menus.map { ($0.fiscalYear, $0) }) { _, last in last }
        let sections = SectionFinder(organisation, on: day)
        self.sections = sections
        editions = book.editions.enumerated().map {
            RoutingEdition($1, version: $0 + 1, sections)
        }
        let rules = book.editions.flatMap(\.rules)
        let asksDuties = rules.contains {
            $0.target == .dutyOfCategory || $0.target == .dutyInText
        }
        duties = asksDuties ? DutyIndex(organisation, on: sections.day) : nil
        readsText =
            classifier != nil
            || rules.contains { $0.conditions.readsText || $0.target.readsText }
    }

    /// What becomes of an item, or of a request for a lecture (振分けの判断).
    public func decide(_ subject: RoutingSubject) -> RoutingDecision {
        if let exemption = subject.exemption { return .triage(RoutingTriage(.exempt(exemption))) }
        guard let edition = book.edition(on: subject.receivedOn).map({ editions[$0.version - 1] })
        else { return learned(subject, .noRules) }
        let text = readsText ? subject.text.map { SearchedLetter($0) } : nil
        let labels = edition.labels(of: subject)
        var candidates = edition.candidates(for: labels)
        while let rule = candidates.next() {
            guard rule.holds(for: subject, labels, text) else { continue }
            switch outcome(of: rule, in: edition, subject, text) {
            case .nothing: continue
            case .decided(let decision): return decision
            }
        }
        return learned(subject, .noRule(version: edition.version))
    }

    /// What the learned classifier would choose, whatever the rules say (学習による提案).
    public func proposal(for subject: RoutingSubject) -> RoutingProposal? {
        guard subject.exemption == nil, let classifier, let text = subject.text,
            let guess = classifier.classify(text)
        else { return nil }
        // Trained before a reorganisation: what is closed is not proposed.
        guard sections.isInForce(guess.section) else { return nil }
        return RoutingProposal(
            section: guess.section, probability: guess.probability, version: classifier.version)
    }

    private func learned(
        _ subject: RoutingSubject, _ cause: RoutingTriage.Cause
    ) -> RoutingDecision {
        guard let proposal = proposal(for: subject) else { return .triage(RoutingTriage(cause)) }
        guard let threshold = book.threshold, proposal.probability >= threshold else {
            return .triage(RoutingTriage(cause, proposal: proposal))
        }
        return .routed(
            RoutedSections(
                lead: proposal.section, others: [],
                by: .classifier(version: proposal.version, probability: proposal.probability),
                confidence: proposal.probability,
                ground: "過去の振分けから学習した提案(\(proposal.probability.japanese)、"
                    + "しきい値 \(threshold.japanese)以上)"))
    }
}

// MARK: - Where a rule leads

extension Router {
    private enum Outcome {
        /// The rule finds no unit: the next one is asked.
        case nothing
        case decided(RoutingDecision)
    }

    private func outcome(
        of compiled: CompiledRule, in edition: RoutingEdition, _ subject: RoutingSubject,
        _ text: SearchedLetter?
    ) -> Outcome {
        let mark = RuleMark(compiled.rule, version: edition.version)
        func looked(up label: String?, isContact: Bool = false, _ detail: String) -> Outcome {
            guard let label else { return .nothing }
            let meaning = sections.meaning(
                of: label, writtenOn: subject.receivedOn, isContact: isContact)
            if meaning == .unknown { return .nothing }
            let found = sections.find(meaning, category: subject.category)
            return .decided(mark.decision([(label, found)], detail: detail))
        }
        switch compiled.rule.target {
        case .triage:
            return .decided(mark.reserved(proposal(for: subject)))
        case .sections:
            let found = compiled.sections.map { label, meaning in
                (label, sections.find(meaning, category: subject.category))
            }
            return .decided(mark.decision(found, detail: nil))
        case .dutyOfCategory:
            guard let category = subject.category else { return .nothing }
            let units = duties?.units(inChargeOf: category) ?? []
            return duty(units, mark, "分類 \(category) の事務分掌")
        case .dutyInText:
            let named = text.flatMap { duties?.units(namedIn: $0) } ?? []
            return duty(named.map(\.unit), mark, "事務分掌「\(named.first?.duty ?? "")」")
        case .recordedSection:
            let label = subject.recordedSection
            return looked(up: label, isContact: true, "記載された担当「\(label ?? "")」")
        case .lectureOwner:
            let item = lecture(subject)
            return looked(
                up: item?.department.text, "出前講座「\(item?.title.text ?? "")」の担当課")
        }
    }

    private func duty(_ units: [String], _ mark: RuleMark, _ detail: String) -> Outcome {
        guard let first = units.first else { return .nothing }
        let found: SectionFinder.Finding = units.count == 1 ? .unit(first) : .several(units)
        return .decided(mark.decision([(first, found)], detail: detail))
    }

    /// The lecture asked for, or one about one of the topics when all of these have one owner.
    private func lecture(_ subject: RoutingSubject) -> LectureMenuItem? {
        guard let menu = menus[FiscalYear(subject.receivedOn)] else { return nil }
        if let code = subject.lecture { return menu.item(code) }
        let topics = Set(subject.topics.map { Wording($0) })
        let found = menu.items.filter { !topics.isDisjoint(with: $0.topics) }
        return Set(found.map(\.department)).count == 1 ? found.first : nil
    }
}

/// The rule that decides, and in which edition it stands (決め手の規則).
private struct RuleMark {
    private let rule: RoutingRule
    private let version: Int

    init(_ rule: RoutingRule, version: Int) {
        self.rule = rule
        self.version = version
    }

    func reserved(_ proposal: RoutingProposal?) -> RoutingDecision {
        .triage(
            RoutingTriage(
                .reserved(rule: rule.id.text, version: version, reason: rule.reason.text),
                proposal: proposal))
    }

    /// All sections of a rule, or why people decide: a letter half routed would be half answered.
    func decision(
        _ sections: [(label: String, found: SectionFinder.Finding)], detail: String?
    ) -> RoutingDecision {
        let id = rule.id.text
        var codes: [String] = []
        for (label, found) in sections {
            let cause: RoutingTriage.Cause
            switch found {
            case .unit(let code):
                if !codes.contains(where: { $0.isWritten(like: code) }) { codes.append(code) }
                continue
            case .unknown: cause = .unknownSection(label, rule: id, version: version)
            case .ended: cause = .endedSection(label, rule: id, version: version)
            case .several(let codes):
                cause = .unallocatable(candidates: codes, rule: id, version: version)
            }
            return .triage(RoutingTriage(cause))
        }
        guard let lead = codes.first else {
            return .triage(RoutingTriage(.unknownSection("", rule: id, version: version)))
        }
        return .routed(
            RoutedSections(
                lead: lead, others: Array(codes.dropFirst()),
                by: .rule(id: id, version: version), confidence: rule.confidence,
                ground: rule.reason.text, detail: detail))
    }
}
