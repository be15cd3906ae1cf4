/// How an indicator is coming along; always said in words, never by colour alone (進捗状況).
public enum ProgressState: String, Sendable, CaseIterable {
    /// As expected by now, or better (順調).
    case onTrack = "on-track"
    /// Somewhat short of it (注意).
    case attention
    /// Far short of it (遅れ).
    case behind
    /// It cannot be said, or not yet (判定保留).
    case undetermined

    /// The word on the page (進捗状況の表示).
    public var japanese: String {
        switch self {
        case .onTrack: "順調"
        case .attention: "注意"
        case .behind: "遅れ"
        case .undetermined: "判定保留"
        }
    }
}

/// The figure of a year as far as it has come (年度累計).
public struct YearSoFar: Sendable, Equatable {
    /// How far the same part of an earlier year had come (過年度の同時期).
    public struct PastYear: Sendable, Equatable {
        /// The figure of its same part (同時期の値).
        public var part: FigureValue
        /// The figure of the whole year (年度の値).
        public var whole: FigureValue

        /// An earlier year (過年度).
        public init(part: FigureValue, whole: FigureValue) {
            self.part = part
            self.whole = whole
        }
    }

    /// The fiscal year (年度).
    public var year: FiscalYear
    /// The last day that is counted in (集計日).
    public var through: LocalDate
    /// The figure from 1 April to that day; nil while it is not known (年度累計).
    public var figure: FigureValue?
    /// Earlier years, from which the share of the season is taken (過年度).
    public var pastYears: [PastYear]

    /// The figure of a year as far as it has come (年度累計).
    public init(
        year: FiscalYear, through: LocalDate, figure: FigureValue?, pastYears: [PastYear] = []
    ) {
        self.year = year
        self.through = through
        self.figure = figure
        self.pastYears = pastYears
    }

    /// Whether nothing more can be added to the year (年度終了).
    var isOver: Bool { through >= year.lastDay }

    /// The part of the year's figure to be expected by that day; nil when it cannot be said.
    func expectedShare(isAdditive: Bool) -> FigureValue? {
        if isOver { return .one }
        let days = year.lastDay.dayNumber - year.firstDay.dayNumber + 1
        let elapsed = through.dayNumber - year.firstDay.dayNumber + 1
        guard elapsed >= ProgressThresholds.firstJudgement else { return nil }
        if !pastYears.isEmpty { return seasonalShare }
        return isAdditive ? FigureValue(elapsed, over: days) : nil
    }

    /// What had come in by the same day of the earlier years, over all that came in. Where nothing
    /// ever had, nothing can be said.
    private var seasonalShare: FigureValue? {
        let parts = pastYears.reduce(FigureValue?.some(.zero)) { $0?.adding($1.part) }
        let wholes = pastYears.reduce(FigureValue?.some(.zero)) { $0?.adding($1.whole) }
        guard let parts, let wholes, parts > .zero, wholes > .zero else { return nil }
        return parts.divided(by: wholes)
    }
}

/// Where one state ends and the next begins (判定の境目).
///
/// Koe's own choice, as the plans print none: five in a hundred off the expected value still counts
/// as on track, because seasons vary; twenty off is behind.
public enum ProgressThresholds {
    /// How far off the expected value is still on track (順調の幅).
    public static let onTrack = FigureValue(5, over: 100) ?? .zero
    /// How far off it only calls for attention (注意の幅).
    public static let attention = FigureValue(20, over: 100) ?? .zero
    /// Days of the year that must be over before it is judged: on 2 April nobody is behind
    /// (判定を始める日数).
    public static let firstJudgement = 30
}

extension Indicator {
    /// How a year is coming along (進捗状況, DECISIONS B5).
    ///
    /// The figure so far is held against the share of the year's goal that should be there by now:
    /// by the season of the past years where there are any, else by the days gone for counts and
    /// sums. Within `ProgressThresholds` of it the year is on track; but once the year is over, a
    /// printed target is met or it is not. A number that may not be apportioned says nothing before
    /// its own year unless it is reached already.
    /// - Parameter outsideLevel: the value of the series a `benchmark` target names.
    public func state(
        of year: YearSoFar, outsideLevel: FigureValue? = nil
    ) -> ProgressState {
        guard let figure = year.figure, let goal = goal(for: year.year),
            let bar = bar(of: goal, outsideLevel: outsideLevel),
            let share = year.expectedShare(isAdditive: measure.isAdditive),
            let expected = bar.level.multiplied(by: share)
        else { return .undetermined }
        let now = Bar(level: expected, better: bar.better, isStrict: bar.isStrict)
        let mustBeReached = goal.isNumberOfLaterYear || year.isOver && goal.isPrinted
        let tolerance = mustBeReached ? .zero : ProgressThresholds.onTrack
        if now.isNearly(figure, tolerance) { return .onTrack }
        if goal.isNumberOfLaterYear { return .undetermined }
        return now.isNearly(figure, ProgressThresholds.attention) ? .attention : .behind
    }

    /// Whether a figure meets a target; nil where that cannot be said (達成).
    ///
    /// 「維持」 is not worse than the baseline, 「増加」 is above it (DECISIONS B5).
    public func isMet(
        _ target: Target, by figure: FigureValue, outsideLevel: FigureValue? = nil
    ) -> Bool? {
        bar(of: target, outsideLevel: outsideLevel)?.isReached(by: figure)
    }

    private func bar(of goal: IndicatorGoal, outsideLevel: FigureValue?) -> Bar? {
        switch goal {
        case .guide(let value, _): Bar(level: value, better: better)
        case .target(let target), .standing(let target):
            bar(of: target, outsideLevel: outsideLevel)
        }
    }

    private func bar(of target: Target, outsideLevel: FigureValue?) -> Bar? {
        switch target.kind {
        case .value(let value): Bar(level: value, better: better)
        case .below(let value): Bar(level: value, better: .down, isStrict: true)
        case .atMost(let value): Bar(level: value, better: .down)
        case .atLeast(let value): Bar(level: value, better: .up)
        case .increase: baseline?.value.map { Bar(level: $0, better: .up, isStrict: true) }
        case .maintain: baseline?.value.map { Bar(level: $0, better: better) }
        case .benchmark: outsideLevel.map { Bar(level: $0, better: better) }
        case .text: nil
        }
    }
}

/// A level to be reached, from one side.
private struct Bar {
    var level: FigureValue
    var better: Indicator.Better
    var isStrict = false

    func isReached(by figure: FigureValue) -> Bool {
        switch better {
        case .up: isStrict ? figure > level : figure >= level
        case .down: isStrict ? figure < level : figure <= level
        }
    }

    /// Whether it is reached but for a part of it; nothing is near a level of 0 or less.
    func isNearly(_ figure: FigureValue, _ tolerance: FigureValue) -> Bool {
        if isReached(by: figure) { return true }
        guard level > .zero, tolerance > .zero, let width = level.multiplied(by: tolerance) else {
            return false
        }
        return switch better {
        case .up: level.subtracting(width).map { figure >= $0 } ?? false
        case .down: level.adding(width).map { figure <= $0 } ?? false
        }
    }
}

extension IndicatorGoal {
    /// Whether the plan prints it, for this year or as a lasting condition.
    fileprivate var isPrinted: Bool {
        switch self {
        case .target, .standing: true
        case .guide: false
        }
    }

    /// Whether it is a number of a later year that could not be apportioned.
    fileprivate var isNumberOfLaterYear: Bool {
        guard case .standing(let target) = self, case .value = target.kind else { return false }
        return true
    }
}
