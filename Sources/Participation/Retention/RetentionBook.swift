/// How long the city keeps which records, each rule from a day on (保存区分の定め).
///
/// One stream for the city. The rule in force on the day a record was completed decides; entered
/// later or put right, it holds for what was completed before as well, because laws and rules on
/// documents lengthen periods of what is kept already.
public struct RetentionBook: Decider {
    /// The rules, in the order of the days from which they hold (定め).
    public private(set) var terms: [RetentionTerm] = []

    /// No rule is known: nothing expires (定めなし).
    public static let initial = RetentionBook()

    /// Rules of one city (定めの数).
    public static let most = 500

    /// The rule for a record completed on a day; nil when none is in force (完結日の定め).
    ///
    /// A rule for the scheme goes before one for all items.
    public func term(for kind: RetainedKind, completedOn day: LocalDate) -> RetentionTerm? {
        let begun = terms.filter { $0.from <= day }
        let own = begun.last { $0.kind == kind }
        return switch kind {
        case .scheme: own ?? begun.last { $0.kind == .items }
        case .items, .lectures, .gatherings, .openings: own
        }
    }

    /// The period of a record completed on a day (保存期間).
    public func period(for kind: RetainedKind, completedOn day: LocalDate) -> RetentionPeriod? {
        term(for: kind, completedOn: day)?.period ?? kind.usual
    }

    /// Answers a command with the events that follow from it (判断).
    /// - Throws: the reason why the rule is not taken.
    public static func decide(
        _ command: RetentionTermCommand, _ state: RetentionBook
    ) throws(RetentionTermRefusal) -> [RetentionTermEvent] {
        switch command {
        case .define(let term):
            if case .years(let count) = term.period, !RetentionPeriod.years.contains(count) {
                throw .yearsOutOfRange(RetentionPeriod.years)
            }
            if state.terms.contains(term) { return [] }
            guard state.terms.count < most else { throw .tooMany(most) }
            return [.defined(term)]
        case .withdraw(let kind, let from):
            guard state.terms.contains(where: { $0.begins(from, kind) }) else {
                throw .unknown(from)
            }
            return [.withdrawn(kind, from: from)]
        }
    }

    /// The state after an event (状態の更新).
    public static func evolve(
        _ state: RetentionBook, _ event: RetentionTermEvent
    ) -> RetentionBook {
        var state = state
        switch event {
        case .defined(let term):
            state.terms.removeAll { $0.begins(term.from, term.kind) }
            let place = state.terms.firstIndex { $0.from > term.from }
            state.terms.insert(term, at: place ?? state.terms.endIndex)
        case .withdrawn(let kind, let from):
            state.terms.removeAll { $0.begins(from, kind) }
        }
        return state
    }
}

/// A rule that holds from a day until the next one (保存区分の定めの一件).
public struct RetentionTerm: Sendable, Equatable {
    /// What it is for (対象).
    public var kind: RetainedKind
    /// The first day of completion it is for (適用開始日).
    public var from: LocalDate
    /// How long (保存期間).
    public var period: RetentionPeriod

    /// A rule that holds from a day (保存区分の定め).
    public init(_ kind: RetainedKind, from: LocalDate, period: RetentionPeriod) {
        self.kind = kind
        self.from = from
        self.period = period
    }

    fileprivate func begins(_ day: LocalDate, _ kind: RetainedKind) -> Bool {
        from == day && self.kind == kind
    }
}

/// What may be asked of the rules (保存区分の定めの命令).
public enum RetentionTermCommand: Sendable, Equatable {
    /// Have a rule hold from a day, in place of the one that began on it (定めの登録).
    case define(RetentionTerm)
    /// Take a rule away that was entered by mistake (定めの取消し).
    case withdraw(RetainedKind, from: LocalDate)
}

/// What happened to the rules (保存区分の定めの出来事).
public enum RetentionTermEvent: Sendable, Equatable {
    /// A rule holds from a day (定めの登録).
    case defined(RetentionTerm)
    /// A rule was taken away (定めの取消し).
    case withdrawn(RetainedKind, from: LocalDate)
}

/// Why a rule is not taken (保存区分の定めを登録できない理由).
public enum RetentionTermRefusal: ExplainedRefusal {
    /// No number of years a record can be kept (年数の誤り).
    case yearsOutOfRange(ClosedRange<Int>)
    /// More rules than there may be (定めの数の超過).
    case tooMany(Int)
    /// No rule begins on that day (知らない定め).
    case unknown(LocalDate)

    /// The field beside which it is shown (該当項目).
    public var field: RetentionTermField? {
        switch self {
        case .yearsOutOfRange: .period
        case .tooMany: nil
        case .unknown: .from
        }
    }

    /// What is wrong and what to do (理由の説明).
    public var japanese: String {
        switch self {
        case .yearsOutOfRange(let years):
            "保存年数は\(years.lowerBound)から\(years.upperBound)までの数か、常用を入力してください。"
        case .tooMany(let limit):
            "保存区分の定めが多すぎます。\(limit.grouped)件までにしてください。"
        case .unknown(let day):
            "\(day.wareki)から始まる定めは登録されていません。適用開始日と対象を確かめてください。"
        }
    }
}

/// What a refusal of a rule points at (保存区分の定めの入力項目).
public enum RetentionTermField: String, Sendable, CaseIterable {
    /// What it is for (対象).
    case kind
    /// The first day (適用開始日).
    case from
    /// How long (保存期間).
    case period

    /// The label on the form (項目名).
    public var japanese: String {
        switch self {
        case .kind: "対象"
        case .from: "適用開始日"
        case .period: "保存期間"
        }
    }
}
