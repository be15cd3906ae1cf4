/// Which items go to which sections, and why (振分け規則).
///
/// The language is as small as a table in an office: every condition that is written must hold, of
/// several values of one condition any will do, and **the first rule that holds decides**. Not the most
/// specific one: with "most specific wins" nobody can tell by reading where a letter goes, and two
/// equally specific rules would have to be guessed between. A list is read from the top, exceptions
/// stand above what they are exceptions to.
public struct RoutingRule: Sendable, Equatable {
    /// What the rule is known by for ever, in events and on pages (規則番号).
    public var id: Wording
    /// The first day of receipt it holds for; nil: as its edition (適用開始日).
    public var from: LocalDate?
    /// The last day of receipt it holds for; nil: until another edition (適用終了日).
    public var through: LocalDate?
    /// What must be true of the item (条件).
    public var conditions: RoutingConditions
    /// Where it goes (振分け先).
    public var target: RoutingTarget
    /// Why, for whoever is asked (理由).
    public var reason: Wording
    /// How often it was right before, where that was counted (確からしさ).
    public var confidence: Confidence

    /// A rule (振分け規則).
    public init(
        id: Wording, from: LocalDate? = nil, through: LocalDate? = nil,
        conditions: RoutingConditions = RoutingConditions(), target: RoutingTarget,
        reason: Wording, confidence: Confidence = .certain
    ) {
        self.id = id
        self.from = from
        self.through = through
        self.conditions = conditions
        self.target = target
        self.reason = reason
        self.confidence = confidence
    }
}

/// What must be true of an item for a rule to hold; what is empty is not asked (規則の条件).
public struct RoutingConditions: Sendable, Equatable {
    /// One of these schemes (受付制度).
    public var schemes: [Scheme]
    /// One of these natures (性質).
    public var natures: [Nature]
    /// One of these channels (経路).
    public var channels: [Channel]
    /// One of these categories (分類).
    public var categories: [Wording]
    /// One of these districts (地区).
    public var districts: [Wording]
    /// At least one of these topics (話題).
    public var topics: [Wording]
    /// For each of these dimensions one of its values (属性).
    public var attributes: [Wording: [Wording]]
    /// At least one of these stands in the text, however it is written (キーワード).
    public var keywords: [Wording]
    /// None of these stands in the text (除外キーワード).
    public var exceptions: [Wording]

    /// What must be true of an item (規則の条件).
    public init(
        schemes: [Scheme] = [], natures: [Nature] = [], channels: [Channel] = [],
        categories: [Wording] = [], districts: [Wording] = [], topics: [Wording] = [],
        attributes: [Wording: [Wording]] = [:], keywords: [Wording] = [],
        exceptions: [Wording] = []
    ) {
        self.schemes = schemes
        self.natures = natures
        self.channels = channels
        self.categories = categories
        self.districts = districts
        self.topics = topics
        self.attributes = attributes
        self.keywords = keywords
        self.exceptions = exceptions
    }

    /// The conditions in words, for lists (条件の表記).
    public var japanese: String {
        func part(_ label: String, _ words: [String]) -> String? {
            words.isEmpty ? nil : "\(label): \(words.joined(separator: "・"))"
        }
        let attributes = attributes.sorted { $0.key.text < $1.key.text }
            .map { part($0.key.text, $0.value.map(\.text)) }
        let parts =
            [
                part("制度", schemes.map(\.japanese)), part("性質", natures.map(\.japanese)),
                part("経路", channels.map(\.japanese)), part("分類", categories.map(\.text)),
                part("地区", districts.map(\.text)), part("話題", topics.map(\.text)),
                part("語", keywords.map(\.text)), part("除く語", exceptions.map(\.text)),
            ] + attributes
        let words = parts.compactMap(\.self)
        return words.isEmpty ? "すべて" : words.joined(separator: " ")
    }

    /// Whether the letter has to be read for it, not only its labels (本文の要否).
    public var readsText: Bool { !keywords.isEmpty || !exceptions.isEmpty }
}

/// Where a rule sends an item (振分け先の決め方).
///
/// All but the first look the section up in what the city has recorded already, so that a duty that
/// moves needs no new rule; where nothing is found there the next rule is asked.
public enum RoutingTarget: Sendable, Equatable {
    /// These sections, each by its code or name on the first day of the rule (担当組織の指定).
    case sections(lead: Wording, others: [Wording])
    /// The unit whose duties cover the item's category (事務分掌: 分類).
    case dutyOfCategory
    /// The unit one of whose duties stands in the text in so many words (事務分掌: 文言).
    case dutyInText
    /// The unit the record itself names, as files of earlier systems do (記載された担当).
    case recordedSection
    /// The section whose lecture of the year's menu it is about (出前講座の担当課).
    case lectureOwner
    /// No section: people decide, whatever stands below (広聴で振分け).
    case triage

    /// The targets that look the section up, by the code a rule file and an event name them with
    /// (振分け先の符号).
    public static let lookups: [(code: String, target: RoutingTarget)] = [
        ("duty-of-category", .dutyOfCategory), ("duty-in-text", .dutyInText),
        ("recorded-section", .recordedSection), ("lecture-owner", .lectureOwner),
        ("triage", .triage),
    ]

    /// Its code; nil when it names sections itself (振分け先の符号).
    public var code: String? { Self.lookups.first { $0.target == self }?.code }

    /// What it is called where rules are listed (振分け先の表記).
    public var japanese: String {
        switch self {
        case .sections(let lead, let others):
            ([lead] + others).map(\.text).joined(separator: "、")
        case .dutyOfCategory: "事務分掌(分類)"
        case .dutyInText: "事務分掌(文言)"
        case .recordedSection: "記載された担当"
        case .lectureOwner: "出前講座の担当課"
        case .triage: "広聴で振分け"
        }
    }

    /// Whether the letter has to be read for it (本文の要否).
    public var readsText: Bool {
        switch self {
        case .dutyInText: true
        case .sections, .dutyOfCategory, .recordedSection, .lectureOwner, .triage: false
        }
    }
}

/// All rules that hold from a day on, in the order in which they are asked (振分け規則の一式).
public struct RoutingRules: Sendable, Equatable {
    /// The first day of receipt they hold for (施行日).
    public var effectiveOn: LocalDate
    /// Where they come from, such as the number of a rule of the city (根拠).
    public var source: Wording?
    /// The rules, the first to be asked first (規則).
    public var rules: [RoutingRule]

    /// All rules that hold from a day on (振分け規則の一式).
    public init(effectiveOn: LocalDate, source: Wording? = nil, rules: [RoutingRule]) {
        self.effectiveOn = effectiveOn
        self.source = source
        self.rules = rules
    }
}

extension RoutingRules {
    /// Sections the rules name that there are not, or that several units may be meant by, on the
    /// first day of each rule; the row is the place of the rule, from 1 (組織にない担当).
    ///
    /// Without any recorded organisation nothing is known of any section, and none is wrong.
    public func unknownSections(in organisation: OrganisationState) -> [ListProblem] {
        guard let first = organisation.changeDays.first else { return [] }
        var directories: [LocalDate: OrganisationDirectory] = [:]
        var problems: [ListProblem] = []
        for (index, rule) in rules.enumerated() {
            guard case .sections(let lead, let others) = rule.target else { continue }
            let day = max(rule.from ?? effectiveOn, effectiveOn, first)
            let directory =
                directories[day] ?? OrganisationDirectory(organisation.units(on: day))
            directories[day] = directory
            for label in [lead] + others {
                switch directory.match(label.text) {
                case .one: break
                case .several(let units):
                    problems.append(
                        ListProblem(
                            row: index + 1,
                            reason: .unitAmbiguous(label.text, codes: units.map(\.code))))
                case .none:
                    problems.append(
                        ListProblem(row: index + 1, reason: .unitUnknown(label.text)))
                }
            }
        }
        return problems
    }
}
