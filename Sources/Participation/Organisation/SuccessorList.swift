/// Who goes on with the work of the units that end, as a city writes it down (後継組織一覧).
///
/// A table with three columns, headed `from`, `to`, `kind` or `旧`, `新`, `区分`:
///
/// ```
/// 旧,新,区分
/// 総務局秘書課,政策局秘書課,名称変更
/// こども園総務課,こども保育教育課,統合
/// 地域振興課,2310100000,移管
/// 国体推進課,,廃止
/// ```
///
/// A unit is written as its code, its full name, or any shorter name only it has: the old one by the
/// organisation of the day before, the new one by the list that is imported. One row for each pair: a
/// split has several rows with the same old unit. A kind is `rename` 名称変更, `merge` 統合, `split` 分割
/// or `transfer` 移管; left blank it follows from the rows: several new units are a split, several old
/// ones a merger, else it is a change of name. `none` 廃止, with the new unit left blank, says that
/// nobody goes on.
public struct SuccessorList: Sendable, Equatable {
    /// The rows that could be read (後継組織一覧の行).
    public private(set) var rows: [Row] = []
    /// Units said to end without a successor (後継のない廃止).
    public private(set) var endings: [Ending] = []
    /// Rows that cannot be read (読めない行).
    public private(set) var problems: [ListProblem] = []

    /// One old unit and one new (後継組織一覧の一行).
    public struct Row: Sendable, Equatable {
        /// The row, the header being 1 (行番号).
        public var row: Int
        /// The old unit as written (旧組織).
        public var from: String
        /// The new unit as written (新組織).
        public var to: String
        /// The kind, when one is written (区分).
        public var kind: SuccessionKind?

        /// One old unit and one new (後継組織一覧の一行).
        public init(row: Int, from: String, to: String, kind: SuccessionKind?) {
            self.row = row
            self.from = from
            self.to = to
            self.kind = kind
        }
    }

    /// An old unit nobody succeeds (後継のない廃止).
    public struct Ending: Sendable, Equatable {
        /// The row, the header being 1 (行番号).
        public var row: Int
        /// The old unit as written (旧組織).
        public var from: String

        /// An old unit nobody succeeds (後継のない廃止).
        public init(row: Int, from: String) {
            self.row = row
            self.from = from
        }
    }

    /// No unit ends, or nobody has said yet who goes on (後継組織なし).
    public static let none = SuccessorList(rows: [["from", "to"]])

    /// Reads the rows of a table, the header first (後継組織一覧の読取り).
    public init(rows table: [[String]]) {
        let columns = HeaderIndex(table.first ?? [])
        guard let from = columns.first(of: ["from", "旧", "旧組織"]),
            let to = columns.first(of: ["to", "新", "新組織"])
        else {
            problems = [ListProblem(row: 1, reason: .columnsMissing)]
            return
        }
        guard table.count <= OrganisationLimits.changes else {
            problems = [ListProblem(row: 1, reason: .tooManyRows(OrganisationLimits.changes))]
            return
        }
        let kind = columns.first(of: ["kind", "区分"])
        for (index, cells) in table.enumerated().dropFirst()
        where !cells.allSatisfy(\.isBlank) {
            func cell(_ column: Int?) -> String {
                column.flatMap { cells.indices.contains($0) ? cells[$0].halfWidth : nil } ?? ""
            }
            let word = cell(kind)
            if Self.wordsForNone.contains(word.lowercased()), !cell(from).isBlank {
                if cell(to).isBlank {
                    endings.append(Ending(row: index + 1, from: cell(from)))
                } else {
                    problems.append(
                        ListProblem(row: index + 1, reason: .successionContradictory(cell(from))))
                }
                continue
            }
            guard !cell(from).isBlank, !cell(to).isBlank else {
                problems.append(ListProblem(row: index + 1, reason: .nameMissing))
                continue
            }
            guard word.isEmpty || SuccessionKind(word: word) != nil else {
                problems.append(ListProblem(row: index + 1, reason: .kindUnknown(word)))
                continue
            }
            rows.append(
                Row(
                    row: index + 1, from: cell(from), to: cell(to),
                    kind: SuccessionKind(word: word)))
        }
    }

    private static let wordsForNone = ["none", "廃止", "後継なし"]
}

extension SuccessionKind {
    /// The kind an office means by a word (承継の区分の読取り).
    fileprivate init?(word: String) {
        let words: [SuccessionKind: [String]] = [
            .rename: ["rename", "名称変更", "改称", "変更"], .merge: ["merge", "統合", "合併"],
            .split: ["split", "分割", "分離"], .transfer: ["transfer", "移管", "事務移管"],
        ]
        let word = word.lowercased()
        guard let kind = Self.allCases.first(where: { words[$0]?.contains(word) ?? false }) else {
            return nil
        }
        self = kind
    }
}
