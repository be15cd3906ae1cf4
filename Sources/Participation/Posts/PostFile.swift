/// A list of posts as a file has it, read (職員配置表のファイル).
///
/// Columns, in any order: `職名`, `職位` (係長, 課長, 部長, 副市長, 市長; blank for one that only
/// deputises), `所管課` (several parted by 、), `在職者` (blank: 欠員), `区分` (本務, 併任, 事務取扱),
/// `代決` (names of posts, parted by 、, the first first).
public struct PostFile: Sendable, Equatable {
    /// The posts, in the order of the file (職).
    public private(set) var posts: [Post] = []
    /// The row of the file each post stands in, from 1 (行番号).
    public private(set) var rows: [Int] = []
    /// Rows that cannot be read; with any, the file must not be taken (読めない行).
    public private(set) var problems: [PostFileProblem] = []

    private static let names = ["職名", "post"]
    private static let ranks = ["職位", "rank"]
    private static let sections = ["所管課", "sections"]
    private static let holders = ["在職者", "holder"]
    private static let tenures = ["区分", "tenure"]
    private static let deputies = ["代決", "deputies"]

    /// Reads the rows of a table; wholly blank ones are passed over (職員配置表の読取り).
    public init(rows table: [[String]]) {
        let header = HeaderIndex(table.first ?? [])
        guard let name = header.first(of: Self.names) else {
            problems.append(PostFileProblem(row: 1, reason: .headerMissing))
            return
        }
        for (index, cells) in table.enumerated().dropFirst()
        where !cells.allSatisfy(\.isBlank) {
            func cell(_ labels: [String]) -> String? {
                header.first(of: labels).flatMap {
                    cells.indices.contains($0) ? cells[$0].trimmed.unlessBlank : nil
                }
            }
            let rank = cell(Self.ranks)
            let tenure = cell(Self.tenures)
            guard cells.indices.contains(name), let title = cells[name].trimmed.unlessBlank else {
                problems.append(PostFileProblem(row: index + 1, reason: .nameMissing))
                continue
            }
            let known = rank.map(PostRank.init(written:))
            let held = tenure.map(PostTenure.init(written:))
            if case .some(nil) = known {
                problems.append(PostFileProblem(row: index + 1, reason: .noSuchRank))
            }
            if case .some(nil) = held {
                problems.append(PostFileProblem(row: index + 1, reason: .noSuchTenure))
            }
            rows.append(index + 1)
            posts.append(
                Post(
                    name: Wording(title), rank: known ?? nil,
                    sections: Self.several(cell(Self.sections)),
                    holder: cell(Self.holders).map { Wording($0) },
                    tenure: (held ?? nil) ?? .regular,
                    deputies: Self.several(cell(Self.deputies))))
        }
    }

    private static func several(_ text: String?) -> [Wording] {
        (text ?? "").split { "、,，・;\n".contains($0) }.map { String($0).trimmed }
            .filter { !$0.isBlank }.map { Wording($0) }
    }
}

extension PostRank {
    fileprivate init?(written text: String) {
        guard let rank = Self.allCases.first(where: { [$0.japanese, $0.rawValue].contains(text) })
        else { return nil }
        self = rank
    }
}

extension PostTenure {
    fileprivate init?(written text: String) {
        if text == "兼務" {
            self = .concurrent
            return
        }
        guard
            let tenure = Self.allCases.first(where: { [$0.japanese, $0.rawValue].contains(text) })
        else { return nil }
        self = tenure
    }
}

/// Why a row of a list of posts cannot be read (読めない理由).
public struct PostFileProblem: Error, Sendable, Equatable {
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
        /// No column for the name of the post (見出しの誤り).
        case headerMissing
        /// The name is blank (職名がない).
        case nameMissing
        /// No such rank (職位の誤り).
        case noSuchRank
        /// No such tenure (区分の誤り).
        case noSuchTenure
    }

    /// What is wrong, without the row (理由の説明).
    public var japanese: String {
        switch reason {
        case .headerMissing:
            "見出しに「職名」がありません。1行目に 職名,職位,所管課,在職者,区分,代決 と書いてください。"
        case .nameMissing: "職名がありません。"
        case .noSuchRank:
            "職位は\(PostRank.allCases.map(\.japanese).joined(separator: "・"))のどれかにしてください。"
        case .noSuchTenure:
            "区分は\(PostTenure.allCases.map(\.japanese).joined(separator: "・"))のどれかにしてください。"
        }
    }
}
