/// How long a record is kept once it is completed (保存期間).
///
/// Sources: DECISIONS C4; 公文書等の管理に関する法律施行令第8条, by which the period begins on 1 April
/// of the next fiscal year. Rules of cities on documents (文書管理規程) count the same way.
public enum RetentionPeriod: Sendable, Hashable {
    /// So many fiscal years (年数による保存).
    case years(Int)
    /// As long as it is in use; nothing expires (常用).
    case standing

    /// The years a record can be kept (保存年数の範囲).
    public static let years = 1...100

    /// The code on a command line: `5`, `standing` (保存区分の符号).
    public var code: String {
        switch self {
        case .years(let count): "\(count)"
        case .standing: "standing"
        }
    }

    /// The word in the register: `5年`, `常用` (保存区分の表記).
    public var japanese: String {
        switch self {
        case .years(let count): "\(count)年"
        case .standing: "常用"
        }
    }

    /// Reads `5`, `5年`, `５年`, `常用`, `standing` (保存区分の読取り).
    public init?(parsing text: some StringProtocol) {
        let folded = text.halfWidth
        if folded == "常用" || folded.lowercased() == "standing" {
            self = .standing
            return
        }
        let digits = folded.hasSuffix("年") ? folded.dropLast() : folded[...]
        guard let count = digits.asciiNumber, Self.years.contains(count) else { return nil }
        self = .years(count)
    }

    /// The last day of the period, 31 March; nil when it never ends (保存期間満了日).
    ///
    /// Counted from 1 April after the day of completion: completed on 28 June of 令和8年, five years
    /// end on 31 March of 令和14年.
    public func lastDay(completedOn day: LocalDate) -> LocalDate? {
        switch self {
        case .years(let count): FiscalYear(FiscalYear(day).year + count)?.lastDay
        case .standing: nil
        }
    }
}

/// How long one record is kept, worked out (保存期間の算定).
public struct RetentionSpan: Sendable, Equatable {
    /// The day it was completed (完結日).
    public var completedOn: LocalDate
    /// For how many years (保存年数).
    public var years: Int
    /// The last day on which it is kept (保存期間満了日).
    public var lastDay: LocalDate

    /// A span as it was recorded (保存期間の算定).
    public init(completedOn: LocalDate, years: Int, lastDay: LocalDate) {
        self.completedOn = completedOn
        self.years = years
        self.lastDay = lastDay
    }

    /// The first day on which it may be disposed of (廃棄できる日).
    public var erasableFrom: LocalDate { LocalDate(dayNumber: lastDay.dayNumber + 1) ?? .latest }
}
