/// Which column of a file holds which field of a master (マスタの列).
struct MasterLayout: Sendable {
    /// Whether the first row names the columns.
    let hasHeader: Bool
    private let kind: MasterKind
    /// The columns of each field, joined where there are several.
    private let columns: [[Int]]
    /// A five-digit code whose leading zero a spreadsheet may have eaten.
    private var isFiveDigits = false

    /// Columns of 日本郵便's files, which have no header (郵便番号データの説明).
    private static let townWidth = 15
    private static let townColumns = [[2], [6], [7], [8]]
    private static let officeWidth = 13
    private static let officeColumns = [[7], [3], [4], [5, 6], [2]]
    private static let restOfTown = "以下に掲載がない場合"

    /// Nil when the first row is neither a header that names what is needed, nor a row of a file
    /// known to have none.
    init?(_ first: [String], of kind: MasterKind) {
        self.kind = kind
        let header = HeaderIndex(first)
        var found = Self.headers(of: kind).map { header.first(of: $0) }
        if kind == .municipalities, found[0] == nil, let five = header.first(of: ["cid"]) {
            found[0] = five
            isFiveDigits = true
        }
        // Without readings a list of municipalities is still one.
        let needed = kind == .municipalities ? found.dropLast() : found[...]
        if needed.allSatisfy({ $0 != nil }) {
            hasHeader = true
            columns = found.map { $0.map { [$0] } ?? [] }
            return
        }
        let width: Int
        switch kind {
        case .postal: (width, columns) = (Self.townWidth, Self.townColumns)
        case .postalOffices: (width, columns) = (Self.officeWidth, Self.officeColumns)
        case .areas, .municipalities: return nil
        }
        hasHeader = false
        guard first.count == width, columns[0].allSatisfy({ PostalCode(parsing: first[$0]) != nil })
        else { return nil }
    }

    private static func headers(of kind: MasterKind) -> [[String]] {
        let prefecture = ["都道府県", "都道府県名", "prefecture", "pref", "都道府県名（漢字）"]
        let city = ["市区町村", "市区町村名", "市町村", "city", "市区町村名（漢字）"]
        let code = ["郵便番号", "postal_code", "postalCode", "zip"]
        let town = ["町域", "町域名", "町名", "neighborhood", "town"]
        return switch kind {
        case .areas:
            [
                ["エリア名", "地域", "地域名", "地区", "地区名", "area"],
                ["市町名", "市町村", "市町村名", "市区町村", "municipality"],
            ]
        case .postal: [code, prefecture, city, town]
        case .postalOffices: [code, prefecture, city, town, ["事業所", "事業所名", "office"]]
        case .municipalities:
            [
                ["団体コード", "全国地方公共団体コード", "lgcode", "code"], prefecture, city,
                ["読み", "市区町村名（カナ）", "citykana", "kana"],
            ]
        }
    }

    /// The cells of a row in the order of the kind's fields.
    func cells(of row: [String], _ number: Int) -> Result<[String], MasterProblem> {
        var cells = columns.map { columns in
            columns.compactMap { row.indices.contains($0) ? row[$0].trimmed : nil }.joined()
        }
        func wrong(_ reason: MasterProblem.Reason) -> Result<[String], MasterProblem> {
            .failure(MasterProblem(row: number, reason: reason))
        }
        for (cell, field) in zip(cells, kind.fields) where cell.isLonger(than: MasterLimits.cell) {
            return wrong(.tooLong(field, limit: MasterLimits.cell))
        }
        guard !cells[0].isBlank else { return wrong(.blank(kind.fields[0])) }
        switch kind {
        case .areas:
            guard !cells[1].isBlank else { return wrong(.blank(kind.fields[1])) }
        case .postal, .postalOffices:
            guard let code = PostalCode(parsing: cells[0]) else {
                return wrong(.keyUnreadable(kind.fields[0]))
            }
            cells[0] = code.digits
            if cells[3] == Self.restOfTown { cells[3] = "" }
        case .municipalities:
            guard let code = municipality(cells[0]) else {
                return wrong(.keyUnreadable(kind.fields[0]))
            }
            cells[0] = code
        }
        return .success(cells)
    }

    /// The six digits of a code from which a spreadsheet may have taken the leading zero.
    private func municipality(_ text: String) -> String? {
        let digits = text.halfWidth
        let width = isFiveDigits ? 5 : 6
        guard (width - 1...width).contains(digits.utf8.count) else { return nil }
        let padding = String(repeating: "0", count: width - digits.utf8.count)
        return LocalGovernmentCode(parsing: padding + digits)?.description
    }

    /// Whether a row goes on in the next: KEN_ALL breaks the list of a town's parts, which stands in
    /// brackets, over several rows.
    func isBroken(_ cells: [String]) -> Bool {
        guard kind == .postal, !hasHeader else { return false }
        return cells[3].contains("（") && !cells[3].contains("）")
    }

    /// A broken row and what follows it.
    func joined(_ start: [String], _ rest: [String]) -> [String] {
        start.dropLast() + [start[3] + rest[3]]
    }
}
