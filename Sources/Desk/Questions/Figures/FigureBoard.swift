public import Participation

/// Which indicators are asked for, and how they are looked at (指標一覧の照会).
public struct FigureBoardRequest: Sendable, Hashable {
    /// The fiscal year (年度).
    public var year: FiscalYear
    /// A plan's code; `nil` for all plans (計画).
    public var plan: String?
    /// The moment (時点).
    public var asOf: AsOf
    /// 当時 or 現在の分類・組織 (見方).
    public var lens: Lens
    /// What the figures are narrowed to (絞込み).
    public var filter: FigureFilter

    /// A question for all indicators of a year.
    public init(
        year: FiscalYear, plan: String? = nil, asOf: AsOf = .now, lens: Lens = Lens(),
        filter: FigureFilter = FigureFilter()
    ) {
        self.year = year
        self.plan = plan
        self.asOf = asOf
        self.lens = lens
        self.filter = filter
    }
}

/// Every indicator with what it has come to in a year (指標一覧).
public struct FigureBoard: Sendable, Equatable {
    /// The indicators of one plan (計画ごとの一覧).
    public struct Part: Sendable, Equatable {
        /// The plan (計画).
        public var plan: PlanHeader
        /// Its policies in the plan's order (施策).
        public var policies: [Policy]
    }

    /// The indicators of one policy (施策ごとの一覧).
    public struct Policy: Sendable, Equatable {
        /// The policy as printed; `nil` where the plan names none (施策名).
        public var name: String?
        /// Its indicators in the plan's order (指標).
        public var rows: [FigureRow]
    }

    /// The moment the figures are of (時点).
    public var asOf: LogMoment
    /// The last day that is counted in (集計日).
    public var day: LocalDate
    /// The fiscal year (年度).
    public var year: FiscalYear
    /// All plans there are, to choose from (計画の一覧).
    public var plans: [PlanHeader]
    /// The plans asked for that have indicators in that year.
    public var parts: [Part]

    /// The quarter that is not over yet on ``day`` (途中の四半期).
    public var runningQuarter: Quarter? {
        let period = FigurePeriod(year: year, quarter: Quarter(day))
        return year.contains(day) && day < period.lastDay ? period.quarter : nil
    }
}

/// One indicator with its year, the year before and the four quarters (指標一覧の一行).
public struct FigureRow: Sendable, Equatable {
    /// What a quarter has come to (四半期の値).
    public enum QuarterValue: Sendable, Equatable {
        /// It is known (値).
        case known(FigureValue)
        /// Nobody knows it, which is not the same as 0 (未把握).
        case unknown
        /// It has not begun (未到来).
        case notYet

        /// The value where there is one.
        public var value: FigureValue? {
            switch self {
            case .known(let value): value
            case .unknown, .notYet: nil
            }
        }
    }

    /// The year's figure (年度の実績).
    public var figure: Figure
    /// The figure of the year before, by that year's definition; `nil` when it had none (前年度).
    public var previous: Figure?
    /// What had come in by the same day of the year before; only of counts and sums, while the
    /// year runs (前年同期).
    public var previousToDate: FigureValue?
    /// First to fourth quarter (四半期).
    public var quarters: [QuarterValue]
    /// Whether the year has not ended yet (年度の途中).
    public var isRunning: Bool

    /// The definition the year is counted by.
    public var indicator: Indicator { figure.definition.indicator }

    /// Whether there is a value each quarter, or at least could be (四半期ごとの値の有無).
    public var hasQuarterlyValues: Bool {
        // What is added up from year to year stands in every quarter, entered or not.
        indicator.isDueQuarterly
            || indicator.measure.accumulatedSince == nil && quarters.contains { $0.value != nil }
    }

    /// Whether the year before was counted by another version of the definition (定義の変更).
    public var wasRedefined: Bool {
        previous.map { $0.definition.version != figure.definition.version } ?? false
    }

    /// The figure over the printed target in force (達成率).
    public var achievement: IndicatorRate { rate(indicator.achievementRate) }

    /// The way gone from the baseline to that target (進捗率).
    ///
    /// 「―」 while the year of a count or a sum runs: 31 letters by July are not 89 letters less than
    /// last year's 120.
    public var progress: IndicatorRate {
        isRunning && indicator.measure.isAdditive
            ? IndicatorRate(value: nil) : rate(indicator.progressRate)
    }

    private func rate(_ rate: (FigureValue, Target) -> IndicatorRate) -> IndicatorRate {
        guard let value = figure.value, let goal = figure.goal else {
            return IndicatorRate(value: nil)
        }
        return rate(value, goal.target)
    }

    /// What a quarter is held against: an equal part of the year's number for counts and sums,
    /// the number itself for levels; `nil` where nothing may be apportioned (四半期の参考値).
    ///
    /// 「未満」「以下」「増加」「維持」, outside levels and words are not charted (DECISIONS B5).
    public var quarterGuide: FigureValue? {
        let number: FigureValue? =
            switch figure.goal {
            case .guide(let value, _): value
            case .target(let target): target.number
            case .standing, nil: nil
            }
        return indicator.measure.isAdditive
            ? number?.divided(by: FigureValue(Quarter.allCases.count)) : number
    }
}

extension Target {
    /// The number of a target that is one and nothing else.
    fileprivate var number: FigureValue? {
        switch kind {
        case .value(let value): value
        case .below, .atMost, .atLeast, .increase, .maintain, .benchmark, .text: nil
        }
    }
}

extension Indicator {
    /// Whether a value is to be had each quarter: it is counted from records, or looked up as often
    /// (四半期ごとの把握).
    public var isDueQuarterly: Bool {
        switch measure.form {
        case .counted, .average, .ratio, .latest: true
        case .observed: frequency == .quarterly
        }
    }
}

extension Desk {
    /// The plans there are (計画の一覧).
    public func plans() async throws(DeskError) -> [PlanHeader] {
        do {
            return try await catalogue().plans()
        } catch {
            throw DeskError(error)
        }
    }

    /// All indicators of a year, with the year before and the four quarters (指標一覧).
    ///
    /// Everything is asked in one round trip; waits until the facts have come up to the head the
    /// log has now.
    /// - Throws: ``DeskError``; `malformed` for a plan nobody has imported.
    public func figureBoard(_ request: FigureBoardRequest) async throws(DeskError) -> FigureBoard {
        do {
            let moment = try await resolve(request.asOf)
            try await catchUp([.facts])
            let question = FigureShelf.Question(
                request: request, moment: moment, day: lastDay(of: request.asOf, at: moment),
                definitions: try await office.definitions(of: self).through,
                generation: try await factsGeneration())
            if let board = await boards[question] { return board }
            let board = try await figureBoard(question)
            await boards.keep(board, for: question)
            return board
        } catch {
            throw DeskError(error)
        }
    }

    private func figureBoard(_ question: FigureShelf.Question) async throws -> FigureBoard {
        let catalogue = try await catalogue()
        let plans = catalogue.plansEverKnown(asOf: question.moment.position)
        if let plan = question.request.plan, !plans.contains(where: { $0.code == plan }) {
            throw DeskError.malformed([InputError("plan", .notACode(plans.map(\.code)))])
        }
        let counting = BoardCounting(
            question.request, catalogue, at: question.moment, day: question.day,
            firstQuarters: try await firstQuarters(question.moment),
            narrowing: try await narrowing(
                question.request.filter, at: question.moment, on: question.day))
        let answers = try await count(
            counting.queries,
            try await regrouping(for: counting.queries, question.moment, on: question.day))
        let rows = counting.rows(answers)
        return FigureBoard(
            asOf: question.moment, day: question.day, year: question.request.year, plans: plans,
            parts: plans.compactMap { plan in
                let own = rows.filter { $0.indicator.plan == plan.code }
                return own.isEmpty
                    ? nil : FigureBoard.Part(plan: plan, policies: FigureBoard.policies(own))
            })
    }
}

/// Boards that were counted, kept for the next who asks (指標一覧の控え).
///
/// What the figures are at a position never changes, whatever is recorded later; so a board is good
/// for as long as nobody wants a later one. A moment has its time, too: of a log that went back, with its
/// database, and took another course there is no board.
actor FigureShelf {
    /// All that a board depends on.
    struct Question: Hashable {
        var request: FigureBoardRequest
        var moment: LogMoment
        /// The last day that is counted in.
        var day: LocalDate
        /// Position of the last definition there is: plans of later are shown, too (DECISIONS B3).
        var definitions: Int64
        /// Which facts it was counted from: whoever makes them anew wants it counted anew.
        var generation: Int32
    }

    /// Boards kept; some kilobytes each.
    private static let places = 32

    private var boards: [Question: FigureBoard] = [:]
    /// Whoever was kept longest goes first.
    private var order: [Question] = []

    subscript(_ question: Question) -> FigureBoard? { boards[question] }

    func keep(_ board: FigureBoard, for question: Question) {
        if boards.updateValue(board, forKey: question) == nil { order.append(question) }
        if order.count > Self.places { boards[order.removeFirst()] = nil }
    }
}

extension FigureBoard {
    /// Rows under the policies they stand under, in the order in which these come first.
    fileprivate static func policies(_ rows: [FigureRow]) -> [Policy] {
        var policies: [Policy] = []
        for row in rows {
            let name = row.indicator.policy
            if let index = policies.firstIndex(where: { $0.name == name }) {
                policies[index].rows.append(row)
            } else {
                policies.append(Policy(name: name, rows: [row]))
            }
        }
        return policies
    }
}

extension IndicatorCatalogue {
    /// The plans as known at a position, or as first recorded when that was later: like the
    /// definitions of their indicators (DECISIONS B3).
    fileprivate func plansEverKnown(asOf position: Int64) -> [PlanHeader] {
        let known = plans(asOf: position)
        return plans().map { plan in known.first { $0.code == plan.code } ?? plan }
    }
}

/// Collects the questions of a whole board.
private struct BoardCounting {
    private let thisYear: FigureCounting
    private let lastYear: FigureCounting
    private let lastYearToDate: FigureCounting
    private let quarters: [FigureCounting]
    private let notYet: [Bool]
    private let isRunning: Bool
    private let catalogue: IndicatorCatalogue

    init(
        _ request: FigureBoardRequest, _ catalogue: IndicatorCatalogue, at moment: LogMoment,
        day: LocalDate, firstQuarters: [FactKind: Int32],
        narrowing: [FigureFilter.Axis: [String]]
    ) {
        func counting(
            _ year: FiscalYear?, _ quarter: Quarter? = nil, through: LocalDate? = nil,
            judges: Bool = false, _ isAsked: (Indicator) -> Bool = { _ in true }
        ) -> FigureCounting {
            let year = year ?? request.year
            var counting = FigureCounting(
                FigureRequest(
                    year: year, quarter: quarter, lens: request.lens, filter: request.filter),
                moment: moment, day: through ?? day, firstQuarters: firstQuarters,
                narrowing: narrowing, judges: judges)
            for definition in catalogue.definitions(asOf: moment.position, in: year)
            where request.plan.map({ $0 == definition.indicator.plan }) ?? true
                && isAsked(definition.indicator)
            {
                counting.add(definition)
            }
            return counting
        }
        self.catalogue = catalogue
        let before = FiscalYear(request.year.year - 1)
        thisYear = counting(request.year, judges: true)
        lastYear = counting(before) { _ in before != nil }
        let isRunning = request.year.contains(day) && day < request.year.lastDay
        self.isRunning = isRunning
        lastYearToDate = counting(before, through: day.yearsBack(1)) {
            isRunning && before != nil && $0.measure.isAdditive
        }
        quarters = Quarter.allCases.map { counting(request.year, $0) }
        notYet = Quarter.allCases.map {
            FigurePeriod(year: request.year, quarter: $0).firstDay > day
        }
    }

    private var all: [FigureCounting] { [thisYear, lastYear, lastYearToDate] + quarters }

    var queries: [FactQuery] { all.flatMap(\.queries) }

    /// The rows, from the answers to ``queries``.
    func rows(_ answers: [[FactCount]]) -> [FigureRow] {
        var rest = answers[...]
        let figures = all.map { counting in
            let own = Array(rest.prefix(counting.queries.count))
            rest = rest.dropFirst(own.count)
            return counting.figures(own) { catalogue.shortName(of: $0) }
        }
        return figures[0].map { figure in
            let name = figure.definition.indicator.fullCode
            return FigureRow(
                figure: figure, previous: self.figure(figures[1], name),
                previousToDate: self.figure(figures[2], name)?.value,
                quarters: zip(figures[3...], notYet).map { quarter, notYet in
                    if notYet { return .notYet }
                    return self.figure(quarter, name)?.value.map { .known($0) } ?? .unknown
                }, isRunning: isRunning)
        }
    }

    private func figure(_ figures: [Figure], _ name: String) -> Figure? {
        figures.first { $0.definition.indicator.fullCode == name }
    }
}
