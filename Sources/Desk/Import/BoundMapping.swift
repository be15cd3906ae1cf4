import Participation

/// A mapping put to one file: columns by their place, constants and year settled (列の対応).
struct BoundMapping {
    private let kind: ImportKind
    private let constants: [ImportField: String]
    private let fields: [BoundRule]
    private let attributes: [(name: String, rule: BoundRule)]
    private let required: [ImportField]
    private let year: YearRule?

    init(
        _ mapping: ImportMapping, header: FileHeader, fileName: String, publishedOn: LocalDate?,
        purpose: ImportPurpose
    ) throws(ImportError) {
        var problems: [MappingProblem] = []
        kind = mapping.kind
        constants = mapping.constants
        year = Self.year(mapping, fileName, publishedOn ?? mapping.publishedOn, &problems)
        fields = mapping.kind.fields.compactMap { field in
            mapping.columns[field].map {
                BoundRule(field, $0, header, key: "columns.\(field.rawValue)", &problems)
            }
        }
        attributes = mapping.attributes.sorted { $0.key < $1.key }.map { name, rule in
            (name, BoundRule(nil, rule, header, key: "attributes.\(name)", &problems))
        }
        required =
            switch purpose {
            case .recording: mapping.kind.requiredFields
            case .evaluation: []
            }
        for field in required
        where mapping.constants[field] == nil && mapping.columns[field] == nil {
            problems.append(MappingProblem("columns.\(field.rawValue)", .required))
        }
        guard problems.isEmpty else { throw .mapping(problems) }
    }

    private static func year(
        _ mapping: ImportMapping, _ fileName: String, _ publishedOn: LocalDate?,
        _ problems: inout [MappingProblem]
    ) -> YearRule? {
        switch mapping.yearSource {
        case .fiscalYear(let year)?: return .within(year)
        case .day(let day)?: return .around(day)
        case nil: return publishedOn.map(YearRule.around)
        case .publishedOn?:
            if let publishedOn { return .around(publishedOn) }
            let shape = "set に publishedOn（公表日、2024-07-11 の形）か、コマンドの --published-on"
            problems.append(MappingProblem("yearFrom", .expected(shape)))
        case .fileName?:
            if let day = LocalDate(inFileName: fileName) { return .around(day) }
            let shape = "名前に 20240711 の形の日付がある取込みファイル"
            problems.append(MappingProblem("yearFrom", .expected(shape)))
        }
        return nil
    }

    /// Reads the cells of a row, as many as the header has.
    func read(_ cells: [String]) -> RowReading {
        var reading = RowReading()
        for rule in fields {
            rule.read(cells, constant: rule.field.flatMap { constants[$0] }, year, into: &reading)
        }
        for (field, constant) in constants where reading.fields[field] == nil {
            reading.fields[field] = constant
        }
        // One column may give both ends; one day or one time in it is no end of its own.
        for (first, last) in [(ImportField.heldOn, .endsOn), (.startsAt, ImportField.endsAt)]
        where reading.fields[first] == reading.fields[last] {
            reading.fields[last] = nil
        }
        if let first = reading.fields[.heldOn], let last = reading.fields[.endsOn], last < first,
            let rule = fields.first(where: { $0.field == .endsOn })
        {
            reading.report(rule, .day(.endsBeforeItBegins, []))
        }
        for (name, rule) in attributes {
            reading.attributes[name] = rule.attribute(cells, into: &reading)
        }
        for field in required where reading.fields[field] == nil {
            let rule = fields.first { $0.field == field }
            if let rule, !rule.hasFailed(in: reading) { reading.report(rule, .missing) }
        }
        return reading
    }
}

/// What the cells of a row turned out to say (行の内容).
struct RowReading {
    var key: [String]?
    var fields: [ImportField: String] = [:]
    var attributes: [String: String] = [:]
    var isSkipped = false
    private(set) var mistakes: [String] = []
    private(set) var failed: Set<ImportField> = []

    mutating func report(_ rule: BoundRule, _ mistake: FieldMistake) {
        if let field = rule.field { failed.insert(field) }
        mistakes.append("\(rule.label): \(mistake.japanese)")
    }
}

/// A column rule put to one file.
struct BoundRule {
    let field: ImportField?
    /// The columns and what they are read as, for messages.
    let label: String
    private let rule: ColumnRule
    private let columns: [Int]
    /// Compiled once for the file; a regular expression cannot be shared between tasks.
    private let match: Regex<AnyRegexOutput>?
    private let strip: Regex<AnyRegexOutput>?

    init(
        _ field: ImportField?, _ rule: ColumnRule, _ header: FileHeader, key: String,
        _ problems: inout [MappingProblem]
    ) {
        self.field = field
        self.rule = rule
        match = rule.match.flatMap { try? Regex($0) }
        strip = rule.strip.flatMap { try? Regex($0) }
        let names = rule.columns.joined(separator: "・")
        label = field.map { "\(names)（\($0.japanese)）" } ?? names
        var columns: [Int] = []
        var missing: [String] = []
        for name in rule.columns {
            let places = header.columns(named: name)
            if places.count > 1 { problems.append(MappingProblem(key, .ambiguousColumn(name))) }
            if let place = places.first { columns.append(place) } else { missing.append(name) }
        }
        // Of columns that stand for one another the file needs only one.
        if rule.takesFirst ? columns.isEmpty : !missing.isEmpty {
            let missing = missing.joined(separator: "」「")
            problems.append(MappingProblem(key, .noSuchColumn(missing)))
        }
        self.columns = columns
    }

    func hasFailed(in reading: RowReading) -> Bool {
        field.map(reading.failed.contains) ?? false
    }

    func read(
        _ cells: [String], constant: String?, _ year: YearRule?, into reading: inout RowReading
    ) {
        guard let field else { return }
        if field == .externalId { return readKey(cells, into: &reading) }
        let reader = FieldReader(field: field, formats: rule.formats)
        switch reader.read(text(cells), year: year) {
        case .value(let value): reading.fields[field] = value
        case .nothing where constant == nil: readBlank(into: &reading)
        case .nothing: break
        case .mistake(let mistake): reading.report(self, mistake)
        }
    }

    func attribute(_ cells: [String], into reading: inout RowReading) -> String? {
        let value = text(cells).asLabel
        if value.isBlank {
            readBlank(into: &reading)
            return nil
        }
        return value
    }

    private func readBlank(into reading: inout RowReading) {
        switch rule.blank {
        case .skip?: reading.isSkipped = true
        case .reject?: reading.report(self, .missing)
        case nil: break
        }
    }

    private func readKey(_ cells: [String], into reading: inout RowReading) {
        let parts = columns.map { prepared(cells[$0]).trimmingBlanks }
        if parts.allSatisfy(\.isBlank) {
            reading.report(self, .missing)
        } else {
            reading.key = parts
        }
    }

    // MARK: The text of the columns

    private func text(_ cells: [String]) -> String {
        let texts = columns.lazy.map { prepared(cells[$0]) }.filter { !$0.isBlank }
        if rule.takesFirst || columns.count == 1 { return texts.first ?? "" }
        return texts.joined(separator: rule.joint ?? field?.joint ?? " ")
    }

    private func prepared(_ cell: String) -> String {
        var text = cell
        if let match, let found = text.firstMatch(of: match) {
            text = String((found.count > 1 ? found[1].substring : nil) ?? text[found.range])
        }
        if let strip { text = text.replacing(strip, with: "") }
        if let split = rule.split, !split.isEmpty {
            return text.split(separator: split).map { mapped(String($0)) }.joined(separator: "\n")
        }
        return mapped(text)
    }

    private func mapped(_ text: String) -> String {
        rule.map.isEmpty ? text : rule.map[text.trimmingBlanks] ?? text
    }
}

extension ImportField {
    /// What stands between the columns of this field when the mapping says nothing.
    fileprivate var joint: String {
        switch shape {
        case .text, .labels: "\n"
        case .key, .label, .code, .flag, .day, .firstDay, .lastDay, .startTime, .endTime, .capacity,
            .count, .fiscalYear, .quarter, .decimal:
            " "
        }
    }
}

extension LocalDate {
    /// The first `yyyyMMdd` in a file's name that is a day, `20240711_551e27dd.csv`.
    init?(inFileName name: String) {
        let runs = name.split { !("0"..."9" ~= $0) }.filter { $0.utf8.count == 8 }
        for run in runs {
            guard let number = run.asciiNumber,
                let day = LocalDate(
                    year: number / 10_000, month: number / 100 % 100, day: number % 100)
            else { continue }
            self = day
            return
        }
        return nil
    }
}
