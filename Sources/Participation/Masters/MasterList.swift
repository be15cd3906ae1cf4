/// A file of a master, read (マスタのファイル).
///
/// Files are read as their publishers make them; columns are found by their headers, other columns
/// are passed over:
/// - areas: `エリア名` or `地域`, and `市町名` or `市町村`
/// - postal: 日本郵便's KEN_ALL (15 columns without a header), or `郵便番号`, `都道府県`, `市区町村`, `町域`
/// - postal-offices: 日本郵便's JIGYOSYO (13 columns without a header), or the same with `事業所`
/// - municipalities: `団体コード` or `lgcode` (six digits) or `cid` (five), `都道府県`, `市区町村`, `読み`
public struct MasterList: Sendable, Equatable {
    /// The rows, in the order of the file (行).
    public private(set) var rows: [MasterRow] = []
    /// Rows that cannot be read; with any, the list must not be taken (読めない行).
    public private(set) var problems: [MasterProblem] = []

    /// Reads the rows of a table (マスタの読取り).
    ///
    /// Rows that say again what one above said are read once, wholly blank ones are passed over.
    public init(rows table: [[String]], of kind: MasterKind) {
        guard let layout = MasterLayout(table.first ?? [], of: kind) else {
            let isOffices =
                kind == .postal && MasterLayout(table.first ?? [], of: .postalOffices) != nil
            problems = [
                MasterProblem(
                    row: 1, reason: isOffices ? .otherKind(.postalOffices) : .columnsMissing(kind))
            ]
            return
        }
        var seen: Set<MasterRow> = []
        var keys: Set<String> = []
        var continued: [String]?
        for (index, cells) in table.enumerated().dropFirst(layout.hasHeader ? 1 : 0)
        where !cells.allSatisfy(\.isBlank) {
            let number = index + 1
            switch layout.cells(of: cells, number) {
            case .failure(let problem): problems.append(problem)
            case .success(var read):
                if let start = continued {
                    continued = nil
                    if start[0] == read[0] {
                        read = layout.joined(start, read)
                    } else {
                        add(MasterRow(start))
                    }
                }
                guard !layout.isBroken(read) else {
                    continued = read
                    continue
                }
                let row = MasterRow(read)
                if kind.isUnique, !seen.contains(row), let key = kind.key(row.key),
                    !keys.insert(key).inserted
                {
                    problems.append(MasterProblem(row: number, reason: .keyRepeated(row.key)))
                } else {
                    add(row)
                }
            }
        }
        if let continued { add(MasterRow(continued)) }

        func add(_ row: MasterRow) {
            if seen.insert(row).inserted { rows.append(row) }
        }
    }
}

/// Why a row of a master cannot be read (読めない理由).
public struct MasterProblem: Error, Sendable, Equatable {
    /// The row of the file, from 1 (行番号).
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
        case columnsMissing(MasterKind)
        /// It is a list of another kind (別の種類のファイル).
        case otherKind(MasterKind)
        /// A cell that must say something is blank (未記入).
        case blank(String)
        /// Too many characters in a cell (字数超過).
        case tooLong(String, limit: Int)
        /// What should be a postal code or the code of a municipality is none (コードの誤り).
        case keyUnreadable(String)
        /// The same key above with other content (重複).
        case keyRepeated(String)
    }

    /// What is wrong, without the row (理由の説明).
    public var japanese: String {
        switch reason {
        case .columnsMissing(let kind):
            "\(kind.japanese)マスタに必要な列(\(kind.fields.joined(separator: "、")))がありません。"
        case .otherKind(let kind):
            "\(kind.japanese)のファイルです。種類を \(kind.rawValue) にしてください。"
        case .blank(let field): "\(field)がありません。"
        case .tooLong(let field, let limit): "\(field)は\(limit.grouped)字以内にしてください。"
        case .keyUnreadable(let field): "\(field)として読めません。数字と桁数を確かめてください。"
        case .keyRepeated(let key): "「\(key)」が、上の行と違う内容で重複しています。"
        }
    }
}
