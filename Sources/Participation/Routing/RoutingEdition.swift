/// An edition of the rules with its words as numbers, so that asking compares numbers (規則の準備).
struct RoutingEdition: Sendable {
    let version: Int
    let effectiveOn: LocalDate
    private let rules: [CompiledRule]
    private let numbers: [Wording: Int]
    /// The places of the rules that ask for a category, by category, and of all others: a table of a
    /// thousand categories costs no more than one of ten.
    private let byCategory: [Int: [Int]]
    private let others: [Int]

    init(_ edition: RoutingRules, version: Int, _ sections: SectionFinder) {
        self.version = version
        effectiveOn = edition.effectiveOn
        var numbers: [Wording: Int] = [:]
        func number(_ word: Wording) -> Int {
            if let known = numbers[word] { return known }
            numbers[word] = numbers.count
            return numbers.count - 1
        }
        let rules = edition.rules.map { rule in
            CompiledRule(rule: rule, in: edition, sections) { number($0) }
        }
        self.rules = rules
        self.numbers = numbers
        var byCategory: [Int: [Int]] = [:]
        for (place, rule) in rules.enumerated() {
            for category in Set(rule.categories) { byCategory[category, default: []].append(place) }
        }
        self.byCategory = byCategory
        others = rules.indices.filter { rules[$0].categories.isEmpty }
    }

    /// The rules that may hold, in the order of the edition.
    func candidates(for labels: SubjectLabels) -> Candidates {
        Candidates(
            rules: rules, ofCategory: labels.category.flatMap { byCategory[$0] } ?? [],
            others: others)
    }

    /// Two lists of places, each in order, read as one (規則の候補).
    struct Candidates {
        fileprivate let rules: [CompiledRule]
        fileprivate let ofCategory: [Int]
        fileprivate let others: [Int]
        private var nextOfCategory = 0
        private var nextOfOthers = 0

        fileprivate init(rules: [CompiledRule], ofCategory: [Int], others: [Int]) {
            self.rules = rules
            self.ofCategory = ofCategory
            self.others = others
        }

        mutating func next() -> CompiledRule? {
            let one = nextOfCategory < ofCategory.count ? ofCategory[nextOfCategory] : Int.max
            let other = nextOfOthers < others.count ? others[nextOfOthers] : Int.max
            guard min(one, other) < Int.max else { return nil }
            if one < other { nextOfCategory += 1 } else { nextOfOthers += 1 }
            return rules[min(one, other)]
        }
    }

    /// The labels of a subject as numbers; those no rule speaks of have none.
    func labels(of subject: RoutingSubject) -> SubjectLabels {
        func number(_ word: String?) -> Int? { word.flatMap { numbers[Wording($0)] } }
        var attributes: [Int: Int] = [:]
        for (name, value) in subject.attributes {
            if let name = number(name), let value = number(value) { attributes[name] = value }
        }
        return SubjectLabels(
            category: number(subject.category), district: number(subject.district),
            topics: subject.topics.compactMap(number), attributes: attributes)
    }
}

/// The labels of a subject as numbers of an edition (対象の値).
struct SubjectLabels: Sendable {
    let category: Int?
    let district: Int?
    let topics: [Int]
    let attributes: [Int: Int]
}

/// A rule with its words as numbers and its keywords folded (準備した規則).
struct CompiledRule: Sendable {
    let rule: RoutingRule
    /// The sections it names, and what they meant on its first day, whatever was received when.
    let sections: [(label: String, meaning: SectionFinder.Meaning)]
    private let days: ClosedRange<LocalDate>?
    fileprivate let categories: [Int]
    private let districts: [Int]
    private let topics: [Int]
    private let attributes: [(name: Int, values: [Int])]
    private let keywords: [SearchedLetter.Word]
    private let exceptions: [SearchedLetter.Word]

    init(
        rule: RoutingRule, in edition: RoutingRules, _ finder: SectionFinder,
        _ number: (Wording) -> Int
    ) {
        self.rule = rule
        let from = max(rule.from ?? edition.effectiveOn, edition.effectiveOn)
        sections =
            switch rule.target {
            case .sections(let lead, let others):
                ([lead] + others).map(\.text).map { label in
                    (label, finder.meaning(of: label, writtenOn: from))
                }
            case .dutyOfCategory, .dutyInText, .recordedSection, .lectureOwner, .triage: []
            }
        let through = rule.through ?? .latest
        days = from <= through ? from...through : nil
        let conditions = rule.conditions
        categories = conditions.categories.map(number)
        districts = conditions.districts.map(number)
        topics = conditions.topics.map(number)
        attributes = conditions.attributes.sorted { $0.key.text < $1.key.text }
            .map { (number($0.key), $0.value.map(number)) }
        keywords = conditions.keywords.map { SearchedLetter.Word($0.text) }
        exceptions = conditions.exceptions.map { SearchedLetter.Word($0.text) }
    }

    /// Whether every condition holds; the text, which takes longest, is asked last.
    func holds(
        for subject: RoutingSubject, _ labels: SubjectLabels, _ text: SearchedLetter?
    ) -> Bool {
        guard days?.contains(subject.receivedOn) == true else { return false }
        return holds(rule.conditions.schemes, subject.scheme)
            && holds(rule.conditions.natures, subject.nature)
            && holds(rule.conditions.channels, subject.channel)
            && holds(categories, labels.category) && holds(districts, labels.district)
            && (topics.isEmpty || topics.contains(where: labels.topics.contains))
            && attributes.allSatisfy { name, values in
                labels.attributes[name].map(values.contains) ?? false
            }
            && holds(text)
    }

    private func holds<Value: Equatable>(_ wanted: [Value], _ value: Value?) -> Bool {
        wanted.isEmpty || value.map(wanted.contains) ?? false
    }

    /// Without a text that can be read neither a word is in it nor is it sure that none is.
    private func holds(_ text: SearchedLetter?) -> Bool {
        guard !keywords.isEmpty || !exceptions.isEmpty else { return true }
        guard let text else { return false }
        return (keywords.isEmpty || keywords.contains(where: text.contains))
            && !exceptions.contains(where: text.contains)
    }
}
