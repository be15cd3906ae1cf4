import Participation
import Yams

extension ImportMapping {
    /// Reads a mapping file (マッピングの読取り).
    /// - Throws: ``ImportError/mapping(_:)`` with everything that is wrong with it.
    public init(yaml: String) throws(ImportError) {
        guard yaml.utf8.count <= Self.largestFile else {
            throw .mapping([MappingProblem("", .tooMany(limit: Self.largestFile))])
        }
        let root: Node?
        do {
            root = try Yams.compose(yaml: yaml)
        } catch {
            throw .mapping([MappingProblem("", .notYAML(Self.reason(error)))])
        }
        var reader = MappingReader()
        guard let mapping = reader.mapping(root), reader.problems.isEmpty else {
            throw .mapping(reader.problems)
        }
        self = mapping
    }

    private static func reason(_ error: any Error) -> String {
        guard let error = error as? YamlError else { return "読取りエラー" }
        switch error {
        case .scanner(_, _, let mark, _), .parser(_, _, let mark, _),
            .composer(_, _, let mark, _):
            return "\(mark.line)行目"
        case .duplicatedKeysInMapping(let duplicates, let context):
            let keys = duplicates.joined(separator: ", ")
            return "\(context.mark.line)行目: \(keys) が2回あります"
        default: return "読取りエラー"
        }
    }
}

/// Walks the nodes of a mapping file and gathers what is wrong with it.
private struct MappingReader {
    var problems: [MappingProblem] = []

    private static let keys = [
        "kind", "set", "columns", "attributes", "skipBlankRows", "headerRows", "skipRows",
        "fiscalYear", "yearFrom",
    ]
    private static let ruleKeys = [
        "from", "firstOf", "format", "formats", "join", "map", "match", "strip", "split",
        "ifBlank",
    ]
    private static let publishedOn = "publishedOn"
    private static let mostSkippedRows = 100

    private mutating func report(_ key: String, _ node: Node?, _ problem: MappingProblem.Problem) {
        problems.append(MappingProblem(key, line: node?.mark?.line, problem))
    }

    mutating func mapping(_ root: Node?) -> ImportMapping? {
        guard let root, root.mapping != nil else {
            report("", root, .expected("kind: と columns:"))
            return nil
        }
        let members = members(of: root, key: "")
        for (key, node) in members where !Self.keys.contains(key) {
            report(key, node, .unknownKey(Self.keys))
        }
        let nodes = Dictionary(members) { first, _ in first }
        let kinds = ImportKind.allCases.map(\.rawValue)
        guard let kind = nodes["kind"]?.scalar.flatMap({ ImportKind(rawValue: $0.string) }) else {
            let shape = kinds.joined(separator: "・") + " のいずれか"
            report("kind", nodes["kind"], nodes["kind"] == nil ? .required : .expected(shape))
            return nil
        }
        var mapping = ImportMapping(kind: kind)
        readConstants(nodes["set"], into: &mapping)
        readColumns(nodes["columns"], into: &mapping)
        readAttributes(nodes["attributes"], into: &mapping)
        readRows(nodes, into: &mapping)
        readYear(nodes, into: &mapping)
        if mapping.columns.isEmpty, nodes["columns"] == nil { report("columns", nil, .required) }
        return mapping
    }

    private mutating func members(of node: Node, key: String) -> [(key: String, value: Node)] {
        guard let mapping = node.mapping else {
            report(key, node, .expected("「項目: 値」の並び"))
            return []
        }
        return mapping.compactMap { entry in
            guard let name = entry.key.scalar?.string else {
                report(key, entry.key, .expected("文字列の項目名"))
                return nil
            }
            return (name, entry.value)
        }
    }

    private mutating func field(_ name: String, of kind: ImportKind, key: String, at node: Node)
        -> ImportField?
    {
        guard let field = ImportField(rawValue: name), kind.fields.contains(field) else {
            report(key, node, .unknownField(kind.fields.map(\.rawValue)))
            return nil
        }
        return field
    }

    private mutating func text(_ node: Node, key: String) -> String? {
        guard let text = node.scalar?.string else {
            report(key, node, .expected("文字列"))
            return nil
        }
        return text
    }

    private mutating func texts(_ node: Node, key: String) -> [String]? {
        guard let sequence = node.sequence else { return text(node, key: key).map { [$0] } }
        let texts = sequence.compactMap { text($0, key: key) }
        if texts.isEmpty { report(key, node, .required) }
        return texts
    }
}

// MARK: - The parts of a mapping

extension MappingReader {
    private mutating func readConstants(_ node: Node?, into mapping: inout ImportMapping) {
        guard let node else { return }
        for (name, value) in members(of: node, key: "set") {
            let key = "set.\(name)"
            guard let text = text(value, key: key) else { continue }
            if name == Self.publishedOn {
                mapping.publishedOn = LocalDate(iso: text)
                if mapping.publishedOn == nil { report(key, value, .expected("2024-07-11 の形の日付")) }
            } else if let field = field(name, of: mapping.kind, key: key, at: value) {
                switch FieldReader(field: field, formats: []).read(text, year: nil) {
                case .value(let constant): mapping.constants[field] = constant
                case .nothing: report(key, value, .required)
                case .mistake(let mistake): report(key, value, .expected(mistake.expectation))
                }
            }
        }
    }

    private mutating func readColumns(_ node: Node?, into mapping: inout ImportMapping) {
        guard let node else { return }
        for (name, value) in members(of: node, key: "columns") {
            let key = "columns.\(name)"
            guard let field = field(name, of: mapping.kind, key: key, at: value) else { continue }
            mapping.columns[field] = rule(value, key: key)
        }
    }

    private mutating func readAttributes(_ node: Node?, into mapping: inout ImportMapping) {
        guard let node else { return }
        let members = members(of: node, key: "attributes")
        if members.count > ImportMapping.mostAttributes {
            report("attributes", node, .tooMany(limit: ImportMapping.mostAttributes))
        }
        for (name, value) in members {
            mapping.attributes[name] = rule(value, key: "attributes.\(name)")
        }
    }

    private mutating func readRows(_ nodes: [String: Node], into mapping: inout ImportMapping) {
        if let node = nodes["skipBlankRows"] {
            switch node.scalar?.string {
            case "true": mapping.skipsBlankRows = true
            case "false": mapping.skipsBlankRows = false
            default: report("skipBlankRows", node, .expected("true か false"))
            }
        }
        if let node = nodes["headerRows"] {
            mapping.headerRows = number(node, key: "headerRows", in: 1...2) ?? 1
        }
        if let node = nodes["skipRows"] {
            mapping.skipRows = number(node, key: "skipRows", in: 0...Self.mostSkippedRows) ?? 0
        }
    }

    private mutating func number(_ node: Node, key: String, in range: ClosedRange<Int>) -> Int? {
        guard let number = node.scalar?.string.asciiNumber, range.contains(number) else {
            report(key, node, .expected("\(range.lowerBound)〜\(range.upperBound)の数"))
            return nil
        }
        return number
    }

    private mutating func readYear(_ nodes: [String: Node], into mapping: inout ImportMapping) {
        if let node = nodes["fiscalYear"] {
            guard let year = node.scalar.flatMap({ FiscalYear(parsing: $0.string) }) else {
                return report("fiscalYear", node, .expected("R6 や 2024 の形の年度"))
            }
            mapping.yearSource = .fiscalYear(year)
        }
        if let node = nodes["yearFrom"] {
            if mapping.yearSource != nil {
                report("yearFrom", node, .expected("fiscalYear と yearFrom の一方だけ"))
            }
            switch node.scalar?.string {
            case "publishedOn"?: mapping.yearSource = .publishedOn
            case "fileName"?: mapping.yearSource = .fileName
            case let text?:
                guard let day = LocalDate(iso: text) else { fallthrough }
                mapping.yearSource = .day(day)
            case nil:
                report(
                    "yearFrom", node,
                    .expected("publishedOn・fileName・2024-07-11 の形の日付のいずれか"))
            }
        }
    }
}

// MARK: - One column

extension MappingReader {
    private mutating func rule(_ node: Node, key: String) -> ColumnRule? {
        guard node.mapping != nil else {
            return texts(node, key: key).map(ColumnRule.init(columns:))
        }
        let members = members(of: node, key: key)
        for (name, value) in members where !Self.ruleKeys.contains(name) {
            report("\(key).\(name)", value, .unknownKey(Self.ruleKeys))
        }
        let nodes = Dictionary(members) { first, _ in first }
        guard (nodes["from"] == nil) != (nodes["firstOf"] == nil) else {
            report(key, node, .expected("from か firstOf のどちらか一方"))
            return nil
        }
        let name = nodes["from"] == nil ? "firstOf" : "from"
        guard let source = nodes[name], let columns = texts(source, key: "\(key).\(name)") else {
            return nil
        }
        var rule = ColumnRule(columns: columns)
        rule.takesFirst = name == "firstOf"
        for name in ["format", "formats"] {
            guard let node = nodes[name] else { continue }
            rule.formats += patterns(node, key: "\(key).\(name)")
        }
        rule.joint = nodes["join"].flatMap { text($0, key: "\(key).join") }
        rule.split = nodes["split"].flatMap { text($0, key: "\(key).split") }
        rule.match = nodes["match"].flatMap { expression($0, key: "\(key).match") }
        rule.strip = nodes["strip"].flatMap { expression($0, key: "\(key).strip") }
        rule.map = nodes["map"].map { values($0, key: "\(key).map") } ?? [:]
        rule.blank = nodes["ifBlank"].flatMap { blankPolicy($0, key: "\(key).ifBlank") }
        return rule
    }

    private mutating func patterns(_ node: Node, key: String) -> [DatePattern] {
        (texts(node, key: key) ?? []).compactMap { text in
            guard let pattern = DatePattern(text) else {
                report(key, node, .expected("yyyy-MM-dd HH:mm:ss のような日付の書式"))
                return nil
            }
            return pattern
        }
    }

    private mutating func expression(_ node: Node, key: String) -> String? {
        guard let text = text(node, key: key) else { return nil }
        do {
            _ = try Regex(text)
            return text
        } catch {
            report(key, node, .expected("正規表現"))
            return nil
        }
    }

    private mutating func values(_ node: Node, key: String) -> [String: String] {
        var values: [String: String] = [:]
        for (name, value) in members(of: node, key: key) {
            values[name] = text(value, key: "\(key).\(name)")
        }
        return values
    }

    private mutating func blankPolicy(_ node: Node, key: String) -> ColumnRule.BlankPolicy? {
        let policies = ColumnRule.BlankPolicy.allCases.map(\.rawValue)
        guard let policy = node.scalar.flatMap({ ColumnRule.BlankPolicy(rawValue: $0.string) })
        else {
            report(key, node, .expected(policies.joined(separator: "・") + " のいずれか"))
            return nil
        }
        return policy
    }
}
