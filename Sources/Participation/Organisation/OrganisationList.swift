/// A list of all units of a city on one day, as it publishes it (組織一覧).
///
/// The layout is that of 高松市 「組織一覧」 (recommended columns `affiliationCode`, `bureau`,
/// `department`, `division`, `office`, `unit`, `affiliationName`, `telephoneNumber`); the same in
/// Japanese is read as well. Capitals in headers do not matter (`affiliationname` in 2024), nor a byte
/// order mark, nor columns nobody knows, such as `#property`. A level left empty is skipped.
///
/// A table with `code`, `name` and `parent` (`組織コード`, `組織名`, `上位組織`) and no columns for the
/// levels is read as well: there each unit names the one above it, and may have `level` 階層, `body`
/// 執行機関, `site` 庁舎 and `telephone` 電話番号.
public struct OrganisationList: Sendable, Equatable {
    /// The units, in the order of the list (組織).
    public private(set) var units: [ListedUnit] = []
    /// The day the list says it is of, if it says one (適用日).
    public private(set) var applicableOn: LocalDate?
    /// Rows that say again what one above said; they are read once (重複した行).
    public private(set) var repeatedRows: [Int] = []
    /// Rows that cannot be read; with any, the list must not be imported (読めない行).
    public private(set) var problems: [ListProblem] = []

    /// Reads the rows of a table, the header first (組織一覧の読取り).
    ///
    /// Rows are numbered as a spreadsheet numbers them, the header being 1. Wholly blank rows are
    /// passed over.
    public init(rows: [[String]]) {
        guard rows.count <= OrganisationLimits.changes else {
            problems = [ListProblem(row: 1, reason: .tooManyRows(OrganisationLimits.changes))]
            return
        }
        let columns = Columns(rows.first ?? [])
        if columns?.hasLevels != true, let simple = SimpleList(rows: rows) {
            units = simple.units
            repeatedRows = simple.repeatedRows
            problems = simple.problems
            return
        }
        guard let columns else {
            problems = [ListProblem(row: 1, reason: .columnsMissing)]
            return
        }
        var read: [String: ListedRow] = [:]
        var order: [ListedRow] = []
        var days: Set<LocalDate?> = []
        for (index, cells) in rows.enumerated().dropFirst()
        where !cells.allSatisfy(\.isBlank) {
            let number = index + 1
            switch columns.row(cells, number: number) {
            case .failure(let problem): problems.append(problem)
            case .success(let row):
                days.insert(row.applicableOn)
                if let above = read[row.code] {
                    if above.saysTheSame(as: row) {
                        repeatedRows.append(number)
                    } else {
                        problems.append(
                            ListProblem(row: number, reason: .codeRepeated(row.code)))
                    }
                } else {
                    read[row.code] = row
                    order.append(row)
                }
            }
        }
        applicableOn = days.count == 1 ? days.first.flatMap(\.self) : nil
        units = Self.units(of: order)
    }
}

/// A unit as a list has it (組織一覧の一組織).
public struct ListedUnit: Sendable, Equatable {
    /// The row it is read from, the header being 1 (行番号).
    public var row: Int
    /// Its code (組織コード).
    public var code: String
    /// What it is called and how it is reached (組織の表示).
    public var description: UnitDescription
    /// The unit it belongs to; nil at the top (上位組織).
    public var parent: String?
    /// The names from the top down to its own (階層別の名称).
    public var path: [UnitLevel: String]

    /// All names in one (正式名称).
    public var fullName: String { UnitLevel.allCases.compactMap { path[$0] }.joined() }
}

/// Why a row of a list cannot be read (読めない理由).
public struct ListProblem: Error, Sendable, Equatable {
    /// The row, the header being 1 (行番号).
    public var row: Int
    /// What is wrong with it (理由).
    public var reason: Reason

    /// A row that cannot be read (読めない行).
    public init(row: Int, reason: Reason) {
        self.row = row
        self.reason = reason
    }

    /// What is wrong with a row (理由).
    public enum Reason: Sendable, Equatable {
        /// The header lacks what is needed (必要な列がない).
        case columnsMissing
        /// More rows than a city has units (行数超過).
        case tooManyRows(Int)
        /// No code (組織コードがない).
        case codeMissing
        /// No name on any level (組織名がない).
        case nameMissing
        /// No duty (事務の内容がない).
        case dutyMissing
        /// The same code above with other content (コードの重複).
        case codeRepeated(String)
        /// The unit above has no row (上位組織がない).
        case parentUnknown(String)
        /// Going up from a unit leads back to it (上位組織の循環).
        case parentCircular(String)
        /// More levels below one another than there are (階層が深すぎる).
        case tooDeep(Int)
        /// A level that is not below the unit above (階層の矛盾).
        case levelNotBelow(UnitLevel, String)
        /// No level (階層の誤り).
        case levelUnknown(String)
        /// No executive body (執行機関の誤り).
        case bodyUnknown(String)
        /// No site (庁舎の区分の誤り).
        case siteUnknown(String)
        /// A label of a successors file that names no unit (該当する組織がない).
        case unitUnknown(String)
        /// A label of a successors file that several units have (候補が複数).
        case unitAmbiguous(String, codes: [String])
        /// A unit of a successors file that goes on as it is (廃止されない組織).
        case unitRemains(String)
        /// A unit with a successor and a word that it has none (後継の有無の矛盾).
        case successionContradictory(String)
        /// No kind of succession (承継の区分の誤り).
        case kindUnknown(String)
    }

    /// What is wrong, without the row (理由の説明).
    public var japanese: String {
        switch reason {
        case .columnsMissing: "見出しに必要な列がありません。"
        case .tooManyRows(let limit): "行が多すぎます。\(limit.grouped)行までにしてください。"
        case .codeMissing: "組織コードがありません。"
        case .nameMissing: "組織名がありません。"
        case .dutyMissing: "事務の内容がありません。"
        case .codeRepeated(let code): "組織コード\(code)が、上の行と違う内容で重複しています。"
        case .parentUnknown(let code): "上位組織\(code)の行がありません。"
        case .parentCircular(let code): "組織コード\(code)の上位組織をたどると、自らに戻ります。"
        case .tooDeep(let levels): "階層が深すぎます。\(levels)階層までにしてください。"
        case .levelNotBelow(let level, let parent):
            "階層「\(level.japanese)」は、上位組織\(parent)の階層より下ではありません。"
        case .levelUnknown(let word):
            "階層「\(word)」は使えません。"
                + UnitLevel.allCases.map(\.japanese).joined(separator: "、")
                + "のいずれかにしてください。"
        case .bodyUnknown(let word):
            "執行機関「\(word)」は使えません。"
                + ExecutiveBody.allCases.map(\.japanese).joined(separator: "、")
                + "のいずれかにしてください。"
        case .siteUnknown(let word):
            "庁舎の区分「\(word)」は使えません。"
                + UnitSite.allCases.map(\.japanese).joined(separator: "、")
                + "のいずれかにしてください。"
        case .unitUnknown(let label): "「\(label)」に当たる組織がありません。"
        case .unitAmbiguous(let label, let codes):
            "「\(label)」に当たる組織が複数あります(\(codes.joined(separator: "、")))。組織コードで書いてください。"
        case .unitRemains(let label):
            "「\(label)」は廃止されません。事務だけを移す場合は、事務移管として登録してください。"
        case .successionContradictory(let label):
            "「\(label)」に、後継組織と廃止の両方が書かれています。後継がない場合は新組織を空欄にしてください。"
        case .kindUnknown(let word):
            "区分「\(word)」は使えません。名称変更、統合、分割、移管、廃止のいずれかにしてください。"
        }
    }
}

// MARK: - Parents

extension OrganisationList {
    /// The rows as units: the parent is the row of the longest part of its path.
    ///
    /// Takamatsu has three 健康福祉局福祉事務所; among equals the one whose code begins alike is meant.
    private static func units(of rows: [ListedRow]) -> [ListedUnit] {
        let byPath = Dictionary(grouping: rows, by: \.path)
        var units: [String: ListedUnit] = [:]
        // From the top down, because a unit's names go on from those of its parent.
        for row in rows.sorted(by: { $0.path.count < $1.path.count }) {
            var above = row.path
            var parent: ListedRow?
            while parent == nil, let deepest = above.keys.max() {
                above[deepest] = nil
                parent = byPath[above]?.max {
                    $0.code.commonPrefix(with: row.code) < $1.code.commonPrefix(with: row.code)
                }
            }
            units[row.code] = ListedUnit(row, below: parent, parent.flatMap { units[$0.code] })
        }
        return rows.compactMap { units[$0.code] }
    }
}

extension ListedUnit {
    /// The printed name decides where a unit's own goes on from its parent's: Takamatsu's 2021 list
    /// prints 「…（人権教育課）」 behind some names, its 2024 list has that in the column alone.
    fileprivate init(_ row: ListedRow, below parentRow: ListedRow?, _ parent: ListedUnit?) {
        var names = row.path.filter { parentRow?.path[$0.key] == nil }
        let start = parent?.fullName ?? ""
        if names.count == 1, let level = names.keys.first, row.fullName.hasPrefix(start),
            let name = String(row.fullName.dropFirst(start.count)).unlessBlank
        {
            names = [level: name]
        }
        self.row = row.number
        code = row.code
        description = UnitDescription(
            names: names, body: row.body, site: row.site, telephone: row.telephone)
        self.parent = parent?.code
        path = (parent?.path ?? [:]).merging(names) { _, own in own }
    }
}

extension String {
    /// How many characters both begin with.
    fileprivate func commonPrefix(with other: String) -> Int {
        zip(self, other).prefix { $0 == $1 }.count
    }
}
