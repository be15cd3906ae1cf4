/// A part of a rule (規則の項目).
///
/// Raw values are the keys of a rule file.
public enum RoutingField: String, Sendable, CaseIterable {
    /// Where the rules come from (根拠).
    case source
    /// The rules as a whole (規則一覧).
    case rules
    /// What a rule is known by (規則番号).
    case id
    /// The last day (適用終了日).
    case through
    /// Categories (分類).
    case category
    /// Districts (地区).
    case district
    /// Topics (話題).
    case topics
    /// Dimensions (属性).
    case attributes
    /// Words in the text (キーワード).
    case keywords
    /// Words that must not be in the text (除外キーワード).
    case without
    /// Where it goes (振分け先).
    case to
    /// Why (理由).
    case because
    /// From which probability on (しきい値).
    case threshold

    /// The label on the form (項目名).
    public var japanese: String {
        switch self {
        case .source: "根拠"
        case .rules: "規則一覧"
        case .id: "規則番号"
        case .through: "適用終了日"
        case .category: "分類"
        case .district: "地区"
        case .topics: "話題"
        case .attributes: "属性"
        case .keywords: "キーワード"
        case .without: "除外キーワード"
        case .to: "振分け先"
        case .because: "理由"
        case .threshold: "しきい値"
        }
    }
}

/// Why rules are not adopted; rules are named by their place, from 1 (規則を採用できない理由).
public enum RoutingRefusal: ExplainedRefusal {
    /// More rules than an edition may have (規則が多すぎる).
    case tooManyRules(limit: Int)
    /// More text than an edition may have (規則が大きすぎる).
    case tooLarge(limit: Int)
    /// Where they come from (根拠の誤り).
    case source(TextFault)
    /// A text of a rule (記入の誤り).
    case text(RoutingField, rule: Int, TextFault)
    /// Too many values of one condition (値が多すぎる).
    case tooManyValues(RoutingField, rule: Int, limit: Int)
    /// Two rules have one id (規則番号の重複).
    case idTwice(rule: Int)
    /// The last day is before the first (期間の誤り).
    case daysReversed(rule: Int)
    /// The probability is too low to route by (しきい値が低すぎる).
    case thresholdTooLow(limit: Confidence)

    /// The rule it is about, from 1; nil when it concerns the whole (規則の順番).
    public var rule: Int? {
        switch self {
        case .tooManyRules, .tooLarge, .source, .thresholdTooLow: nil
        case .text(_, let rule, _), .tooManyValues(_, let rule, _), .idTwice(let rule),
            .daysReversed(let rule):
            rule
        }
    }

    /// The field beside which it is shown (該当項目).
    public var field: RoutingField? {
        switch self {
        case .tooManyRules, .tooLarge: .rules
        case .source: .source
        case .text(let field, _, _), .tooManyValues(let field, _, _): field
        case .idTwice: .id
        case .daysReversed: .through
        case .thresholdTooLow: .threshold
        }
    }

    /// What is wrong and what to do (理由の説明).
    public var japanese: String {
        switch self {
        case .tooManyRules(let limit): "規則は\(limit.grouped)件までにしてください。"
        case .tooLarge(let limit):
            "規則の文字数が多すぎます。全体で\(limit.grouped)バイトまでにしてください。"
        case .source(let fault): fault.japanese(of: RoutingField.source.japanese)
        case .text(let field, let rule, let fault):
            "\(rule)番目の規則: \(fault.japanese(of: field.japanese))"
        case .tooManyValues(let field, let rule, let limit):
            "\(rule)番目の規則: \(field.japanese)は\(limit.grouped)個までにしてください。"
        case .idTwice(let rule):
            "\(rule)番目の規則番号は、ほかの規則と重なっています。別の番号にしてください。"
        case .daysReversed(let rule):
            "\(rule)番目の規則: 適用終了日が開始日より前です。日付を確かめてください。"
        case .thresholdTooLow(let limit):
            "しきい値は\(limit.japanese)以上にしてください。"
        }
    }
}

extension RoutingRules {
    /// Everything that stands against them, in the order of the rules (規則の誤り).
    public var refusals: [RoutingRefusal] {
        if rules.count > RoutingLimits.rules {
            return [.tooManyRules(limit: RoutingLimits.rules)]
        }
        var refusals: [RoutingRefusal] = []
        if let fault = TextFault.of(source?.text, limit: RoutingLimits.source, required: false) {
            refusals.append(.source(fault))
        }
        var ids: Set<Wording> = []
        for (index, rule) in rules.enumerated() {
            refusals += rule.refusals(as: index + 1, from: effectiveOn)
            if !ids.insert(rule.id).inserted { refusals.append(.idTwice(rule: index + 1)) }
        }
        if rules.reduce(0, { $0 + $1.bytes }) > RoutingLimits.bytes {
            refusals.append(.tooLarge(limit: RoutingLimits.bytes))
        }
        return refusals
    }
}

extension RoutingRule {
    fileprivate func refusals(as number: Int, from day: LocalDate) -> [RoutingRefusal] {
        var refusals: [RoutingRefusal] = []
        func check(_ field: RoutingField, _ text: Wording, limit: Int) {
            if let fault = TextFault.of(text.text, limit: limit, required: true) {
                refusals.append(.text(field, rule: number, fault))
            }
        }
        check(.id, id, limit: RoutingLimits.id)
        check(.because, reason, limit: RoutingLimits.reason)
        for (field, values) in texts {
            if values.count > RoutingLimits.values {
                refusals.append(
                    .tooManyValues(field, rule: number, limit: RoutingLimits.values))
            } else {
                for value in values { check(field, value, limit: RoutingLimits.value) }
            }
        }
        if case .sections(_, let others) = target, others.count > ItemLimits.sections {
            refusals.append(.tooManyValues(.to, rule: number, limit: ItemLimits.sections))
        }
        if let through, through < max(from ?? day, day) {
            refusals.append(.daysReversed(rule: number))
        }
        return refusals
    }

    /// The texts of its conditions and sections.
    private var texts: [(RoutingField, [Wording])] {
        let attributes = conditions.attributes.sorted { $0.key.text < $1.key.text }
            .flatMap { [$0.key] + $0.value }
        let sections: [Wording] =
            switch target {
            case .sections(let lead, let others): [lead] + others
            case .dutyOfCategory, .dutyInText, .recordedSection, .lectureOwner, .triage: []
            }
        return [
            (.category, conditions.categories), (.district, conditions.districts),
            (.topics, conditions.topics), (.attributes, attributes),
            (.keywords, conditions.keywords), (.without, conditions.exceptions), (.to, sections),
        ]
    }

    fileprivate var bytes: Int {
        ([id, reason] + texts.flatMap(\.1)).reduce(0) { $0 + $1.text.utf8.count }
    }
}
