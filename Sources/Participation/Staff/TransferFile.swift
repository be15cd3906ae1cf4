/// What a list of transfers says about one member of staff: everything they may do from its day on
/// (人事異動の一人分).
public struct StaffTransfer: Sendable, Equatable {
    /// Whom it is about (利用者名).
    public let login: LoginName
    /// Their name; nil where the file has none (氏名).
    public var name: Wording?
    /// What they may do from the day on; none: they leave (役割).
    public var roles: [RoleTerm]
    /// The row it begins in, from 1 (行番号).
    public let row: Int
}

/// A list of transfers as a file has it, read (人事異動のファイル).
///
/// Columns, in any order: `利用者名`, `氏名`, `役割` (its word or code; blank: no role any more), `所属`
/// (blank: all sections), `終了日` (blank: until further notice). Somebody with several roles has
/// several rows. Whoever is not in the file keeps what they have.
public struct TransferFile: Sendable, Equatable {
    /// By person, in the order of the file (対象者).
    public private(set) var transfers: [StaffTransfer] = []
    /// Rows that cannot be read; with any, the file must not be taken (読めない行).
    public private(set) var problems: [Problem] = []

    /// Why a row cannot be read (読めない理由).
    public struct Problem: Error, Sendable, Equatable {
        /// The row, from 1 (行番号).
        public let row: Int
        /// What is wrong with it (理由の説明).
        public let japanese: String

        /// A row that cannot be read (読めない行).
        public init(row: Int, japanese: String) {
            self.row = row
            self.japanese = japanese
        }
    }

    private static let logins = ["利用者名", "login"]
    private static let names = ["氏名", "name"]
    private static let roles = ["役割", "role"]
    private static let sections = ["所属", "section"]
    private static let ends = ["終了日", "through"]

    /// Reads the rows of a table; wholly blank ones are passed over (人事異動の読取り).
    /// - Parameter effectiveOn: the day from which the roles hold (発令日).
    public init(rows table: [[String]], effectiveOn: LocalDate) {
        let header = HeaderIndex(table.first ?? [])
        guard let login = header.first(of: Self.logins), let role = header.first(of: Self.roles)
        else {
            problems.append(
                Problem(
                    row: 1,
                    japanese: "見出しに「利用者名」と「役割」が必要です。1行目に 利用者名,氏名,役割,所属,終了日 と書いてください。"))
            return
        }
        for (index, cells) in table.enumerated().dropFirst()
        where !cells.allSatisfy(\.isBlank) {
            func cell(_ column: Int?) -> String? {
                column.flatMap { cells.indices.contains($0) ? cells[$0].trimmed.unlessBlank : nil }
            }
            do throws(Problem) {
                try add(
                    login: cell(login), name: cell(header.first(of: Self.names)),
                    role: cell(role), section: cell(header.first(of: Self.sections)),
                    through: cell(header.first(of: Self.ends)), from: effectiveOn,
                    row: index + 1)
            } catch {
                problems.append(error)
            }
        }
    }

    private mutating func add(
        login: String?, name: String?, role: String?, section: String?, through: String?,
        from day: LocalDate, row: Int
    ) throws(Problem) {
        func problem(_ text: String) -> Problem { Problem(row: row, japanese: text) }
        guard let login = login.flatMap({ LoginName($0) }) else {
            throw problem("利用者名は英小文字・数字・. - _ @ で、\(LoginName.longest)字以内にしてください。")
        }
        var terms: [RoleTerm] = []
        if let role {
            guard let known = StaffRole(written: role) else {
                let words = StaffRole.allCases.map(\.japanese).joined(separator: "・")
                throw problem("役割は\(words)のどれかにしてください。")
            }
            var last: LocalDate?
            if let through {
                guard case .date(let end) = DateReading(through, today: day), end >= day else {
                    throw problem("終了日は発令日以後の日付にしてください。")
                }
                last = end
            }
            terms = [RoleTerm(known, section: section, from: day, through: last)]
        }
        guard let known = transfers.firstIndex(where: { $0.login == login }) else {
            transfers.append(
                StaffTransfer(
                    login: login, name: name.map { Wording($0) }, roles: terms, row: row))
            return
        }
        if let name, let earlier = transfers[known].name, earlier != Wording(name) {
            throw problem("同じ利用者名「\(login)」の氏名が、前の行と違います。")
        }
        guard !terms.isEmpty, !transfers[known].roles.isEmpty else {
            throw problem("「\(login)」の行が重なっています。役割のない行は、一人につき一行だけにしてください。")
        }
        guard let term = terms.first,
            !transfers[known].roles.contains(where: { $0.isSameRight(as: term) })
        else { throw problem("同じ役割の行が重なっています。") }
        transfers[known].roles.append(term)
    }
}
