/// What the owner section says of an indicator in one period (所管課の評価).
///
/// Why the figure is what it is, what is done about it, and whether the year's target will be
/// reached (DECISIONS B8). A stream of its own for each indicator and period; said again, the last
/// word counts and the earlier ones stay in the log.
public struct IndicatorOutlook: Decider {
    /// What was said last; nil when nobody has said anything (現在の記載).
    public private(set) var current: OutlookStatement?

    /// Nobody has said anything (未記入).
    public static let initial = IndicatorOutlook()

    /// Answers a command with the events that follow from it (判断).
    /// - Throws: the first thing that stands against the command.
    public static func decide(
        _ command: OutlookCommand, _ state: IndicatorOutlook
    ) throws(OutlookRefusal) -> [OutlookEvent] {
        switch command {
        case .state(let asked):
            if asked.statement == state.current { return [] }
            if let refusal = asked.refusals.first { throw refusal }
            return [.stated(asked.statement)]
        }
    }

    /// The state after an event (状態の更新).
    public static func evolve(
        _ state: IndicatorOutlook, _ event: OutlookEvent
    ) -> IndicatorOutlook {
        var state = state
        switch event {
        case .stated(let statement): state.current = statement
        }
        return state
    }
}

/// What may be asked of it (所管課の評価への命令).
public enum OutlookCommand: Sendable, Equatable {
    /// Write it down (記入).
    case state(StateOutlook)
}

/// What happened to it (所管課の評価の出来事).
public enum OutlookEvent: Sendable, Equatable {
    /// It was written down (記入).
    case stated(OutlookStatement)
}

/// What is to be written down (記入の内容).
public struct StateOutlook: Sendable, Equatable {
    /// The day it is at the city hall (本日).
    public var today: LocalDate
    /// What is said (記載).
    public var statement: OutlookStatement

    /// What is to be written down (記入の内容).
    public init(today: LocalDate, statement: OutlookStatement) {
        self.today = today
        self.statement = statement
    }
}

/// What is said of an indicator in a period (記載の内容).
public struct OutlookStatement: Sendable, Equatable {
    /// The indicator, `plan/code` (指標).
    public var indicator: Wording
    /// A year, or one quarter of it (対象期間).
    public var period: FigurePeriod
    /// Why the figure is what it is (要因分析).
    public var cause: Wording?
    /// What is going to be done (今後の取組).
    public var efforts: Wording?
    /// The figure expected at the end of the year (年度末の見込値).
    public var forecast: FigureValue?
    /// Whether the target will be reached (年度末達成見込み).
    public var prospect: Prospect?

    /// What is said of an indicator in a period (記載の内容).
    public init(
        indicator: Wording, period: FigurePeriod, cause: String? = nil, efforts: String? = nil,
        forecast: FigureValue? = nil, prospect: Prospect? = nil
    ) {
        self.indicator = indicator
        self.period = period
        self.cause = Wording(unlessBlank: cause)
        self.efforts = Wording(unlessBlank: efforts)
        self.forecast = forecast
        self.prospect = prospect
    }

    /// Whether nothing is said (未記入).
    public var isBlank: Bool {
        cause == nil && efforts == nil && forecast == nil && prospect == nil
    }
}

/// Whether the target will be reached by the end of the year (年度末達成見込み).
public enum Prospect: String, Sendable, CaseIterable {
    /// It will be (達成見込み).
    case reached
    /// Nearly (おおむね達成見込み).
    case nearly
    /// It will not be (達成困難).
    case missed
    /// Nobody can say yet (判断できない).
    case open

    /// The word beside the figure (見込みの表記).
    public var japanese: String {
        switch self {
        case .reached: "達成見込み"
        case .nearly: "おおむね達成見込み"
        case .missed: "達成困難"
        case .open: "判断できない"
        }
    }
}

extension StateOutlook {
    /// Everything that stands against it (入力の誤り).
    public var refusals: [OutlookRefusal] {
        let thisYear = FiscalYear(today)
        var refusals: [OutlookRefusal] = []
        if statement.isBlank { refusals.append(.nothingSaid) }
        if statement.period.year > thisYear { refusals.append(.inFuture(thisYear: thisYear)) }
        for (field, text) in [
            (OutlookField.cause, statement.cause), (.efforts, statement.efforts),
        ] {
            if let fault = TextFault.of(text?.text, limit: OutlookLimits.text) {
                refusals.append(.text(field, fault))
            }
        }
        if let forecast = statement.forecast,
            forecast.decimalPlaces.map({ $0 <= ObservationLimits.decimals }) != true
        {
            refusals.append(.notADecimal(limit: ObservationLimits.decimals))
        }
        return refusals
    }
}
