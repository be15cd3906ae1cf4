public import Participation

/// Rules of routing as a YAML file (振分け規則ファイル).
///
/// The grammar is described, with an example for every form, in `db/rules/README.md`. Reading changes
/// nothing: `koe rules import` records what it gives, `koe rules evaluate --rules` tries it.
public struct RoutingRulesFile: Sendable, Equatable {
    /// The rules (振分け規則).
    public let rules: RoutingRules
    /// The line on which each rule begins, in the same order (行).
    private let lines: [Int?]

    /// Reads a file of rules (振分け規則ファイルの読取り).
    /// - Throws: ``RoutingRulesRejected`` with the first thing that is wrong in each rule, or all
    ///   that stands against them.
    public init(_ text: String) throws(RoutingRulesRejected) {
        let outline: Outline
        do throws(PlanFileProblem) {
            outline = try Outline(text)
        } catch {
            throw RoutingRulesRejected([error])
        }
        var rules: [RoutingRule] = []
        var problems: [PlanFileProblem] = []
        for (index, value) in outline.list.enumerated() {
            do throws(PlanFileProblem) {
                rules.append(try RoutingRuleReader.rule(value, number: index + 1))
            } catch {
                problems.append(error)
            }
        }
        guard problems.isEmpty else { throw RoutingRulesRejected(problems) }
        self.rules = RoutingRules(
            effectiveOn: outline.effectiveOn, source: outline.source, rules: rules)
        lines = outline.list.map(\.place.line)
        let refusals = self.rules.refusals
        guard refusals.isEmpty else {
            throw RoutingRulesRejected(
                problems: refusals.map { refusal in
                    LineProblem(line: refusal.rule.flatMap(line), reason: refusal.japanese)
                })
        }
    }

    /// Sections its rules name that the organisation does not have, by line (組織にない担当).
    func problems(in organisation: OrganisationState) -> [LineProblem] {
        rules.unknownSections(in: organisation).map { problem in
            LineProblem(line: line(ofRule: problem.row), reason: problem.japanese)
        }
    }

    private func line(ofRule number: Int) -> Int? {
        lines.indices.contains(number - 1) ? lines[number - 1] : nil
    }

    private struct Outline {
        let effectiveOn: LocalDate
        let source: Wording?
        let list: [PlanValue]

        init(_ text: String) throws(PlanFileProblem) {
            var members = try PlanMembers(try PlanFile.root(text), at: PlanMembers.Place())
            effectiveOn = try members.required("effectiveOn", RoutingRuleReader.day)
            source = try members.optional("source", PlanValue.text).map { Wording($0) }
            list = try members.required("rules", PlanValue.list)
            try members.finish()
        }
    }
}

/// A file of rules that is not taken, with everything that is wrong (取り込めない振分け規則ファイル).
public struct RoutingRulesRejected: Error, Sendable, Equatable {
    /// What is wrong, in the order of the file; never empty (誤り).
    public let problems: [LineProblem]

    init(problems: [LineProblem]) { self.problems = problems }

    fileprivate init(_ problems: [PlanFileProblem]) {
        self.problems = problems.map { problem in
            let place = [problem.indicator, problem.key].compactMap(\.self)
            return LineProblem(
                line: problem.line,
                reason: (place.isEmpty ? "" : place.joined(separator: " ") + ": ")
                    + problem.reason.japanese)
        }
    }
}

/// One rule of a file (規則の読取り).
private enum RoutingRuleReader {
    static func rule(
        _ value: PlanValue, number: Int
    ) throws(PlanFileProblem) -> RoutingRule {
        var place = value.place
        place.key = nil
        place.indicator = "\(number)番目の規則"
        var members = try PlanMembers(value.node, at: place)
        let rule = RoutingRule(
            id: Wording(try members.required("id", PlanValue.text)),
            from: try members.optional("from", day), through: try members.optional("through", day),
            conditions: try members.optional("when", conditions) ?? RoutingConditions(),
            target: try target(&members),
            reason: Wording(try members.required("because", PlanValue.text)),
            confidence: try members.optional("confidence", confidence) ?? .certain)
        try members.finish()
        return rule
    }

    static func day(_ value: PlanValue) throws(PlanFileProblem) -> LocalDate {
        // Written in full, so today says nothing and may be any day.
        try value.making(.day) { text in
            LocalDate(iso: text) ?? DateReading(text, today: .latest).date
        }
    }

    private static func target(
        _ members: inout PlanMembers
    ) throws(PlanFileProblem) -> RoutingTarget {
        switch try members.only(of: ["to", "find"]) {
        case "find":
            let codes = RoutingTarget.lookups.map(\.code)
            return try members.required("find") { value throws(PlanFileProblem) in
                try value.making(.oneOf(codes)) { code in
                    RoutingTarget.lookups.first { $0.code == code }?.target
                }
            }
        case _:
            return try members.required("to") { value throws(PlanFileProblem) in
                let sections = try words(value)
                guard let lead = sections.first else { throw value.place.problem(.required) }
                return .sections(lead: lead, others: Array(sections.dropFirst()))
            }
        }
    }

    private static func conditions(
        _ value: PlanValue
    ) throws(PlanFileProblem) -> RoutingConditions {
        var members = try value.members()
        let conditions = RoutingConditions(
            schemes: try members.optional("scheme", codes) ?? [],
            natures: try members.optional("nature", codes) ?? [],
            channels: try members.optional("channel", codes) ?? [],
            categories: try members.optional("category", words) ?? [],
            districts: try members.optional("district", words) ?? [],
            topics: try members.optional("topics", words) ?? [],
            attributes: try members.optional("attributes", attributes) ?? [:],
            keywords: try members.optional("keywords", words) ?? [],
            exceptions: try members.optional("without", words) ?? [])
        try members.finish()
        // An empty list would be a condition that is not asked: the rule would hold for everything.
        guard conditions != RoutingConditions() else { throw value.place.problem(.required) }
        return conditions
    }

    private static func attributes(
        _ value: PlanValue
    ) throws(PlanFileProblem) -> [Wording: [Wording]] {
        var members = try value.members()
        var attributes: [Wording: [Wording]] = [:]
        for (name, value) in members.takeAll() { attributes[Wording(name)] = try words(value) }
        return attributes
    }

    private static func words(_ value: PlanValue) throws(PlanFileProblem) -> [Wording] {
        var words: [Wording] = []
        for element in value.oneOrMore() { words.append(Wording(try PlanValue.text(element))) }
        guard !words.isEmpty else { throw value.place.problem(.required) }
        return words
    }

    private static func codes<Code: RawRepresentable<String> & CaseIterable>(
        _ value: PlanValue
    ) throws(PlanFileProblem) -> [Code] {
        var codes: [Code] = []
        for element in value.oneOrMore() { codes.append(try PlanValue.code(element)) }
        guard !codes.isEmpty else { throw value.place.problem(.required) }
        return codes
    }

    private static func confidence(_ value: PlanValue) throws(PlanFileProblem) -> Confidence {
        try value.making(.percentage) { Confidence(percentage: $0) }
    }
}
