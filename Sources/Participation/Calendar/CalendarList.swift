/// A calendar file, read (暦のファイル).
///
/// Two columns, the day and what it is called, as `db/calendars` has them and the Cabinet Office
/// publishes 「国民の祝日」. Whatever the headings say, the first row is one when it has no day.
public struct CalendarList: Sendable, Equatable {
    /// The rules, in the order of the file (閉庁日の定め).
    public private(set) var closures: [Closure] = []
    /// Rows that cannot be read; with any, the file must not be taken (読めない行).
    public private(set) var problems: [CalendarProblem] = []

    /// Reads the rows of a table; wholly blank ones are passed over (暦の読取り).
    public init(rows table: [[String]]) {
        for (index, cells) in table.enumerated() where !cells.allSatisfy(\.isBlank) {
            let (date, name) = (cells[0].trimmed, cells.count > 1 ? cells[1].trimmed : "")
            if let closure = Closure(date: date, name: name) {
                closures.append(closure)
            } else if Closure(date: date, name: "日") == nil {
                // A header, or a day that is none.
                if index > 0 {
                    problems.append(CalendarProblem(row: index + 1, reason: .noSuchDay))
                }
            } else {
                let reason: CalendarProblem.Reason = name.isBlank ? .nameMissing : .nameTooLong
                problems.append(CalendarProblem(row: index + 1, reason: reason))
            }
        }
    }
}

/// Why a row of a calendar cannot be read (読めない理由).
public struct CalendarProblem: Error, Sendable, Equatable {
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
        /// The first column is no day (日付の誤り).
        case noSuchDay
        /// The second column is blank (名称がない).
        case nameMissing
        /// The second column has too many characters (名称が長すぎる).
        case nameTooLong
    }

    /// What is wrong, without the row (理由の説明).
    public var japanese: String {
        switch reason {
        case .noSuchDay:
            "日付として読めません。2026-05-06、毎年なら12-29、毎週なら土のように書いてください。"
        case .nameMissing: "名称がありません。"
        case .nameTooLong: "名称は\(Closure.longestName)字以内にしてください。"
        }
    }
}
