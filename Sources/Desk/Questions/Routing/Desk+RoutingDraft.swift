public import Participation

extension Desk {
    /// Rules drafted from a file whose sections are known, for people to correct (規則の下書き).
    ///
    /// One rule for each category that mostly went to one section. Sections are named as the file
    /// names them. Rows without a category or section are left out.
    /// - Parameters:
    ///   - least: how many rows of a category there must be.
    ///   - share: the share its section must have of them.
    /// - Throws: ``DeskError``; `file` when it cannot be read at all.
    public static func draftRules(
        from source: ImportSource, effectiveOn: LocalDate, least: Int, share: Confidence
    ) throws(DeskError) -> RoutingRules {
        do throws(ImportError) {
            let check = try ImportFile.check(
                source.bytes, mapping: source.mapping, encoding: source.encoding,
                name: source.name, publishedOn: source.publishedOn, purpose: .evaluation)
            var draft = RoutingDraft()
            for row in check.rows {
                guard let category = row.text(.category), let section = row.text(.department)
                else { continue }
                draft.add(category: category, section: section)
            }
            return draft.rules(effectiveOn: effectiveOn, least: least, share: share)
        } catch {
            throw .file(error)
        }
    }
}

extension RoutingRulesFile {
    /// Rules as a file, as `koe rules draft` prints it (振分け規則ファイルの書出し).
    ///
    /// Reads back as the same rules.
    public static func text(of rules: RoutingRules) -> String {
        var lines = ["effectiveOn: \(rules.effectiveOn)"]
        if let source = rules.source { lines.append("source: \(quoted(source))") }
        lines.append(rules.rules.isEmpty ? "rules: []" : "rules:")
        for rule in rules.rules {
            lines.append("  - id: \(quoted(rule.id))")
            if let from = rule.from { lines.append("    from: \(from)") }
            if let through = rule.through { lines.append("    through: \(through)") }
            let conditions = members(of: rule.conditions)
            if !conditions.isEmpty {
                lines.append("    when: {\(conditions.joined(separator: ", "))}")
            }
            switch rule.target {
            case .sections(let lead, let others):
                lines.append("    to: \(others.isEmpty ? quoted(lead) : list([lead] + others))")
            case .dutyOfCategory, .dutyInText, .recordedSection, .lectureOwner, .triage:
                lines.append("    find: \(rule.target.code ?? "")")
            }
            lines.append("    because: \(quoted(rule.reason))")
            if rule.confidence != .certain {
                lines.append("    confidence: \(rule.confidence.japanese)")
            }
        }
        return lines.joined(separator: "\n") + "\n"
    }

    private static func members(of conditions: RoutingConditions) -> [String] {
        let codes: [(String, [String])] = [
            ("scheme", conditions.schemes.map(\.rawValue)),
            ("nature", conditions.natures.map(\.rawValue)),
            ("channel", conditions.channels.map(\.rawValue)),
        ]
        let words: [(String, [Wording])] = [
            ("category", conditions.categories), ("district", conditions.districts),
            ("topics", conditions.topics), ("keywords", conditions.keywords),
            ("without", conditions.exceptions),
        ]
        let attributes = conditions.attributes.sorted { $0.key.text < $1.key.text }
            .map { "\(quoted($0.key)): \(list($0.value))" }
        return codes.filter { !$0.1.isEmpty }.map { "\($0): [\($1.joined(separator: ", "))]" }
            + words.filter { !$0.1.isEmpty }.map { "\($0): \(list($1))" }
            + (attributes.isEmpty ? [] : ["attributes: {\(attributes.joined(separator: ", "))}"])
    }

    private static func list(_ words: [Wording]) -> String {
        "[\(words.map(quoted).joined(separator: ", "))]"
    }

    /// JSON's strings are YAML's, too, and nothing in them is taken for something else.
    private static func quoted(_ word: Wording) -> String {
        String(decoding: CanonicalJSON.bytes(.string(word.text)), as: UTF8.self)
    }
}
