/// The periods within which the city answers, each from a day on (回答期限の定め).
///
/// One stream for the city. The rule in force on the day of receipt decides (PRODUCT §3 no. 12), and
/// what was known when the item was received: a rule entered later moves no deadline given out before.
public struct DeadlineBook: Decider {
    /// The rules, in the order of the days from which they hold (定め).
    public private(set) var terms: [DeadlineTerm] = []

    /// No rule is known: nothing has a deadline (定めなし).
    public static let initial = DeadlineBook()

    /// The rule for an item received on a day; nil when none is in force (受付日の定め).
    ///
    /// A rule for the scheme goes before one for all schemes.
    public func term(for scheme: Scheme, receivedOn date: LocalDate) -> DeadlineTerm? {
        let begun = terms.filter { $0.from <= date }
        return begun.last { $0.scheme == scheme } ?? begun.last { $0.scheme == nil }
    }

    /// The last day for the answer; nil where there is no deadline (回答期限).
    public func dueDate(
        for scheme: Scheme, receivedOn date: LocalDate, in calendar: OpeningCalendar
    ) -> LocalDate? {
        term(for: scheme, receivedOn: date)?.rule?.dueDate(receivedOn: date, in: calendar)
    }
}

/// A rule that holds from a day until the next one (回答期限の定めの一件).
public struct DeadlineTerm: Sendable, Equatable {
    /// The scheme it is for; nil for all that have none of their own (受付制度).
    public var scheme: Scheme?
    /// The first day of receipt it is for (適用開始日).
    public var from: LocalDate
    /// The rule; nil: from then on there is no deadline (期限; nil は期限なし).
    public var rule: DeadlineRule?

    /// A rule that holds from a day (回答期限の定め).
    public init(scheme: Scheme? = nil, from: LocalDate, rule: DeadlineRule?) {
        self.scheme = scheme
        self.from = from
        self.rule = rule
    }

    /// The rule in words (定めの説明).
    public var japanese: String { rule?.japanese ?? "期限なし" }
}

/// What may be asked of the rules (回答期限の定めの命令).
public enum DeadlineCommand: Sendable, Equatable {
    /// Have a rule hold from a day, in place of the one that began on it (定めの登録).
    case define(DeadlineTerm)
    /// Take a rule away that was entered by mistake (定めの取消し).
    case withdraw(scheme: Scheme?, from: LocalDate)
}

/// What happened to the rules (回答期限の定めの出来事).
public enum DeadlineEvent: Sendable, Equatable {
    /// A rule holds from a day (定めの登録).
    case defined(DeadlineTerm)
    /// A rule was taken away (定めの取消し).
    case withdrawn(scheme: Scheme?, from: LocalDate)
}

extension DeadlineBook {
    /// Answers a command with the events that follow from it (判断).
    /// - Throws: the reason why the rule is not taken.
    public static func decide(
        _ command: DeadlineCommand, _ state: DeadlineBook
    ) throws(DeadlineRefusal) -> [DeadlineEvent] {
        switch command {
        case .define(let term):
            if let rule = term.rule, !DeadlineRule.days.contains(rule.count) {
                throw .daysOutOfRange(DeadlineRule.days)
            }
            if state.terms.contains(term) { return [] }
            guard state.terms.count < most else { throw .tooMany(most) }
            return [.defined(term)]
        case .withdraw(let scheme, let from):
            guard state.terms.contains(where: { $0.begins(from, scheme) }) else {
                throw .unknown(from)
            }
            return [.withdrawn(scheme: scheme, from: from)]
        }
    }

    /// The state after an event (状態の更新).
    public static func evolve(_ state: DeadlineBook, _ event: DeadlineEvent) -> DeadlineBook {
        var state = state
        switch event {
        case .defined(let term):
            state.terms.removeAll { $0.begins(term.from, term.scheme) }
            let place = state.terms.firstIndex { $0.from > term.from }
            state.terms.insert(term, at: place ?? state.terms.endIndex)
        case .withdrawn(let scheme, let from):
            state.terms.removeAll { $0.begins(from, scheme) }
        }
        return state
    }

    /// Rules of one city (定めの数).
    public static let most = 500
}

extension DeadlineTerm {
    fileprivate func begins(_ day: LocalDate, _ scheme: Scheme?) -> Bool {
        from == day && self.scheme == scheme
    }
}

extension DeadlineRule {
    /// How many days, of whichever kind (日数).
    public var count: Int {
        switch self {
        case .calendarDays(let count), .openingDays(let count): count
        }
    }

    /// The days left until a day, negative by those it is over; counted as the rule counts (残日数).
    public func daysLeft(
        until due: LocalDate, from today: LocalDate, in calendar: OpeningCalendar
    ) -> Int {
        switch self {
        case .calendarDays: due.dayNumber - today.dayNumber
        case .openingDays: calendar.openingDays(between: today, and: due)
        }
    }
}

/// Why a rule is not taken (回答期限の定めを登録できない理由).
public enum DeadlineRefusal: ExplainedRefusal {
    /// No number of days a deadline can be away (日数の誤り).
    case daysOutOfRange(ClosedRange<Int>)
    /// More rules than there may be (定めの数の超過).
    case tooMany(Int)
    /// No rule begins on that day (知らない定め).
    case unknown(LocalDate)

    /// The field beside which it is shown (該当項目).
    public var field: DeadlineField? {
        switch self {
        case .daysOutOfRange: .days
        case .tooMany: nil
        case .unknown: .from
        }
    }

    /// What is wrong and what to do (理由の説明).
    public var japanese: String {
        switch self {
        case .daysOutOfRange(let days):
            "期限の日数は\(days.lowerBound)から\(days.upperBound)までの数を入力してください。"
        case .tooMany(let limit):
            "回答期限の定めが多すぎます。\(limit.grouped)件までにしてください。"
        case .unknown(let day):
            "\(day.wareki)から始まる定めは登録されていません。適用開始日と受付制度を確かめてください。"
        }
    }
}

/// What a refusal of a rule points at (回答期限の定めの入力項目).
public enum DeadlineField: String, Sendable, CaseIterable {
    /// The scheme (受付制度).
    case scheme
    /// The first day (適用開始日).
    case from
    /// The number of days (日数).
    case days

    /// The label on the form (項目名).
    public var japanese: String {
        switch self {
        case .scheme: "受付制度"
        case .from: "適用開始日"
        case .days: "日数"
        }
    }
}
