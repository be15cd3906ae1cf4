/// One row of a list, taken apart (組織一覧の一行).
struct ListedRow: Sendable {
    let number: Int
    let code: String
    let path: [UnitLevel: String]
    /// All names as printed; the levels joined when none is printed or it is not the whole.
    let fullName: String
    let telephone: String?
    let applicableOn: LocalDate?

    /// The executive body its top-level name tells of, or, of one set directly under the city, its own
    /// name: 「高松市教育長」.
    var body: ExecutiveBody {
        let names = UnitLevel.allCases.compactMap { path[$0] }
        guard let top = names.first, let own = names.last else { return .mayor }
        let isCity = ["市", "町", "村", "区"].contains(where: top.hasSuffix)
        return ExecutiveBody(topName: isCity ? own : top)
    }

    /// The site the deepest telling name tells of.
    var site: UnitSite? {
        UnitLevel.allCases.reversed().lazy
            .compactMap { path[$0].flatMap(UnitSite.init(unitName:)) }.first
    }

    func saysTheSame(as other: ListedRow) -> Bool {
        path == other.path && fullName == other.fullName && telephone == other.telephone
    }
}

/// Which column of a list holds what, by its header (組織一覧の列).
struct Columns: Sendable {
    private let code: Int
    private let levels: [UnitLevel: Int]
    private let fullName: Int?
    private let telephone: Int?
    private let applicableOn: Int?

    /// Whether the levels have columns of their own.
    var hasLevels: Bool { !levels.isEmpty }

    private static let levelHeaders: [UnitLevel: [String]] = [
        .bureau: ["bureau", "局"], .department: ["department", "部"],
        .division: ["division", "課"], .office: ["office", "室", "室・出先"],
        .unit: ["unit", "係"],
    ]

    init?(_ header: [String]) {
        let columns = HeaderIndex(header)
        levels = Self.levelHeaders.compactMapValues { columns.first(of: $0) }
        fullName = columns.first(of: ["affiliationname", "組織名", "組織名称", "所属名", "名称", "name"])
        telephone = columns.first(of: ["telephonenumber", "電話番号"])
        applicableOn = columns.first(of: ["applicabledate", "適用日", "適用年月日"])
        guard
            let code = columns.first(of: [
                "affiliationcode", "組織コード", "所属コード", "code", "コード",
            ]), fullName != nil || !levels.isEmpty
        else { return nil }
        self.code = code
    }

    func row(_ cells: [String], number: Int) -> Result<ListedRow, ListProblem> {
        func cell(_ column: Int?) -> String? {
            column.flatMap { cells.indices.contains($0) ? cells[$0].trimmed.unlessBlank : nil }
        }
        guard let code = cell(code)?.halfWidth else {
            return .failure(ListProblem(row: number, reason: .codeMissing))
        }
        let printed = cell(fullName)
        var path = levels.compactMapValues(cell)
        if path.isEmpty, let printed { path = [.bureau: printed] }
        let joined = UnitLevel.allCases.compactMap { path[$0] }.joined()
        guard !joined.isEmpty, let top = path.min(by: { $0.key < $1.key })?.value else {
            return .failure(ListProblem(row: number, reason: .nameMissing))
        }
        let isWhole = printed.map { $0.hasPrefix(top) } ?? false
        return .success(
            ListedRow(
                number: number, code: code, path: path,
                fullName: (isWhole ? printed : nil) ?? joined, telephone: cell(telephone),
                applicableOn: cell(applicableOn).flatMap { LocalDate(iso: $0.halfWidth) }))
    }
}

/// The columns of a table by their headers, capitals, blanks and a byte order mark aside (見出し).
struct HeaderIndex: Sendable {
    private let columns: [String: Int]

    init(_ header: [String]) {
        columns = Dictionary(
            header.enumerated().map { (Self.folded($1), $0) },
            uniquingKeysWith: { first, _ in first })
    }

    /// The column of the first of these headers that is there.
    func first(of headers: [String]) -> Int? {
        headers.lazy.compactMap { columns[Self.folded($0)] }.first
    }

    private static func folded(_ header: String) -> String {
        String(header.halfWidth.unicodeScalars.filter { $0 != "\u{FEFF}" }).lowercased()
            .filter { !$0.isWhitespace }
    }
}

extension String {
    /// The text without outer blanks, otherwise as written.
    var trimmed: String {
        var text = Substring(self)
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
