/// A list in which each unit names the one above it, read unit by unit (簡易形式の組織一覧).
///
/// For cities that publish no 組織一覧: columns `code`, `name`, `parent`, and if wanted `level`,
/// `body`, `site`, `telephone`, or the same in Japanese. The level of a unit follows from the ending
/// of its name (局, 部, 課, 室, 係) as far as its place below its parent and above its own units
/// allows; a written one stands.
struct SimpleList: Sendable {
    private(set) var units: [ListedUnit] = []
    private(set) var repeatedRows: [Int] = []
    private(set) var problems: [ListProblem] = []

    /// One row, its parent still a code.
    fileprivate struct SimpleRow: Sendable, Equatable {
        var number: Int
        let code: String
        let name: String
        let parent: String?
        let level: UnitLevel?
        let body: ExecutiveBody?
        let site: UnitSite?
        let telephone: String?

        func saysTheSame(as other: SimpleRow) -> Bool {
            var copy = other
            copy.number = number
            return self == copy
        }
    }

    /// Reads a table whose header names a column for the unit above; nil for any other layout.
    init?(rows table: [[String]]) {
        guard let columns = SimpleColumns(table.first ?? []) else { return nil }
        var read: [String: SimpleRow] = [:]
        var order: [SimpleRow] = []
        for (index, cells) in table.enumerated().dropFirst()
        where !cells.allSatisfy(\.isBlank) {
            switch columns.row(cells, number: index + 1) {
            case .failure(let problem): problems.append(problem)
            case .success(let row):
                guard let above = read[row.code] else {
                    read[row.code] = row
                    order.append(row)
                    continue
                }
                if above.saysTheSame(as: row) {
                    repeatedRows.append(row.number)
                } else {
                    problems.append(
                        ListProblem(row: row.number, reason: .codeRepeated(row.code)))
                }
            }
        }
        build(order, read)
        problems.sort { $0.row < $1.row }
    }

    // MARK: From the top down

    private mutating func build(_ order: [SimpleRow], _ rows: [String: SimpleRow]) {
        var depths: [String: Int] = [:]
        var heights: [String: Int] = [:]
        for row in order {
            switch Self.above(row, rows) {
            case .failure(let problem): problems.append(problem)
            case .success(let above):
                depths[row.code] = above.count
                for (steps, code) in above.enumerated() {
                    heights[code] = max(heights[code] ?? 0, steps + 1)
                }
            }
        }
        var built: [String: ListedUnit] = [:]
        let standing = order.filter { depths[$0.code] != nil }
        for row in standing.sorted(by: { depths[$0.code] ?? 0 < depths[$1.code] ?? 0 }) {
            let parent = row.parent.flatMap { built[$0] }
            // Said of the parent already.
            if row.parent != nil, parent == nil { continue }
            switch Self.level(of: row, below: parent, height: heights[row.code] ?? 0) {
            case .failure(let problem): problems.append(problem)
            case .success(let level): built[row.code] = ListedUnit(row, level, below: parent)
            }
        }
        units = order.compactMap { built[$0.code] }
    }

    /// The codes of the units above, the nearest first.
    private static func above(
        _ row: SimpleRow, _ rows: [String: SimpleRow]
    ) -> Result<[String], ListProblem> {
        var above: [String] = []
        var next = row.parent
        while let code = next {
            guard let parent = rows[code] else {
                // Only the row that names it is wrong, not all those below.
                guard above.isEmpty else { return .success(above) }
                return .failure(ListProblem(row: row.number, reason: .parentUnknown(code)))
            }
            guard code != row.code, !above.contains(code) else {
                return .failure(ListProblem(row: row.number, reason: .parentCircular(row.code)))
            }
            above.append(code)
            next = parent.parent
        }
        return .success(above)
    }

    private static func level(
        of row: SimpleRow, below parent: ListedUnit?, height: Int
    ) -> Result<UnitLevel, ListProblem> {
        let levels = UnitLevel.allCases
        let highest = parent.flatMap { $0.path.keys.max() }.map { $0.depth + 1 } ?? 0
        let lowest = levels.count - 1 - height
        guard highest <= lowest else {
            return .failure(ListProblem(row: row.number, reason: .tooDeep(levels.count)))
        }
        guard let level = row.level else {
            let told = UnitLevel(ending: row.name)?.depth ?? highest
            return .success(levels[min(max(told, highest), lowest)])
        }
        guard level.depth >= highest else {
            return .failure(
                ListProblem(row: row.number, reason: .levelNotBelow(level, parent?.code ?? "")))
        }
        return .success(level)
    }
}

extension ListedUnit {
    /// What a row leaves open it has from the unit above, as a branch's sections stand in the branch.
    fileprivate init(
        _ row: SimpleList.SimpleRow, _ level: UnitLevel, below parent: ListedUnit?
    ) {
        let isTop = parent.map { $0.parent == nil && $0.isCity } ?? true
        self.row = row.number
        code = row.code
        description = UnitDescription(
            names: [level: row.name],
            body: row.body
                ?? (isTop ? nil : parent?.description.body) ?? ExecutiveBody(topName: row.name),
            site: row.site ?? UnitSite(unitName: row.name) ?? parent?.description.site,
            telephone: row.telephone)
        self.parent = parent?.code
        path = (parent?.path ?? [:]).merging(description.names) { _, own in own }
    }

    private var isCity: Bool { ["市", "町", "村", "区"].contains(where: name.hasSuffix) }
}

extension UnitLevel {
    /// The level the ending of a name tells of; nil when it tells nothing.
    fileprivate init?(ending name: String) {
        let endings: [(String, UnitLevel)] = [
            ("局", .bureau), ("部", .department), ("課", .division), ("室", .office), ("係", .unit),
        ]
        guard let level = endings.first(where: { name.hasSuffix($0.0) })?.1 else { return nil }
        self = level
    }

    /// The level of a word, as its code or in Japanese.
    fileprivate init?(word: String) {
        let known = Self.allCases.first { level in
            word == level.rawValue || level.japanese.split(separator: "・").contains { $0 == word }
                || word == level.japanese
        }
        guard let known else { return nil }
        self = known
    }
}

/// Which column of a simple list holds what, by its header (簡易形式の列).
private struct SimpleColumns: Sendable {
    private let code: Int
    private let name: Int
    private let parent: Int
    private let level: Int?
    private let body: Int?
    private let site: Int?
    private let telephone: Int?

    /// Nil without a column for the unit above, and where the levels have columns of their own.
    init?(_ header: [String]) {
        let columns = HeaderIndex(header)
        guard let parent = columns.first(of: ["parent", "上位組織コード", "上位組織", "親コード"]),
            let code = columns.first(of: ["code", "コード", "組織コード", "所属コード"]),
            let name = columns.first(of: ["name", "組織名", "組織名称", "所属名", "名称"])
        else { return nil }
        self.parent = parent
        self.code = code
        self.name = name
        level = columns.first(of: ["level", "階層"])
        body = columns.first(of: ["body", "執行機関"])
        site = columns.first(of: ["site", "庁舎の区分", "庁舎"])
        telephone = columns.first(of: ["telephone", "telephonenumber", "電話番号"])
    }

    func row(_ cells: [String], number: Int) -> Result<SimpleList.SimpleRow, ListProblem> {
        func cell(_ column: Int?) -> String? {
            column.flatMap { cells.indices.contains($0) ? cells[$0].trimmed.unlessBlank : nil }
        }
        func wrong(_ reason: ListProblem.Reason) -> Result<SimpleList.SimpleRow, ListProblem> {
            .failure(ListProblem(row: number, reason: reason))
        }
        guard let code = cell(code)?.halfWidth else { return wrong(.codeMissing) }
        guard let name = cell(name) else { return wrong(.nameMissing) }
        let words = (level: cell(level)?.lowercased(), body: cell(body), site: cell(site))
        let level = words.level.flatMap(UnitLevel.init(word:))
        if let word = words.level, level == nil { return wrong(.levelUnknown(word)) }
        let body = words.body.flatMap { word in
            ExecutiveBody.allCases.first { $0.rawValue == word || $0.japanese == word }
        }
        if let word = words.body, body == nil { return wrong(.bodyUnknown(word)) }
        let site = words.site.flatMap { word in
            UnitSite.allCases.first { $0.rawValue == word || $0.japanese == word }
        }
        if let word = words.site, site == nil { return wrong(.siteUnknown(word)) }
        return .success(
            SimpleList.SimpleRow(
                number: number, code: code, name: name, parent: cell(parent)?.halfWidth,
                level: level, body: body, site: site, telephone: cell(telephone)))
    }
}
