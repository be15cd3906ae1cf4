import EventLog
public import FoundationEssentials
public import Participation

/// What an owner section writes of an indicator, as handed in (所管課の評価の届).
public struct OutlookEntry: Sendable {
    /// Why the figure is what it is (要因分析).
    public var cause: String?
    /// What is going to be done (今後の取組).
    public var efforts: String?
    /// The figure expected at the end of the year (年度末の見込値).
    public var forecast: String?
    /// A code, such as `reached` (年度末達成見込み).
    public var prospect: String?

    /// What is written; nothing yet.
    public init() {}
}

/// What an owner section said of an indicator, and when (所管課の評価の記録).
public struct RecordedOutlook: Sendable, Equatable {
    /// What it said (記載).
    public let statement: OutlookStatement
    /// Who wrote it (記録者).
    public let actor: String?
    /// When, as a register prints it (記録日時).
    public let recordedAt: String
    /// How often it was written, this time included (記入の回数).
    public let version: Int
}

extension Desk {
    /// Writes down what the owner section says of an indicator in a period (所管課の評価の記入).
    /// - Throws: ``DeskError``; nothing was recorded, except where it says `outcomeUnknown`.
    public func stateOutlook(
        _ entry: OutlookEntry, of asked: ObservedPeriod, actor: String?, command: UUID?
    ) async throws(DeskError) -> Handled {
        var reader = RequestReader(today: today, labels: \OutlookField.japanese)
        let period = asked.period(&reader)
        let forecast = reader.number(entry.forecast, "forecast")
        let prospect: Prospect? = reader.code(entry.prospect, "prospect")
        guard reader.isClean, let period else { throw reader.failure }
        let name: String
        do {
            name = try await catalogue().definition(asked.indicator, in: period.year).indicator
                .fullCode
        } catch {
            throw DeskError(error)
        }
        return try await handle(
            .state(
                StateOutlook(
                    today: today,
                    statement: OutlookStatement(
                        indicator: Wording(name), period: period, cause: entry.cause,
                        efforts: entry.efforts, forecast: forecast, prospect: prospect))),
            of: IndicatorOutlook.self, stream: CommandID.outlook(name, period), actor: actor,
            command: command)
    }

    /// What was said of an indicator in a year and its quarters, as known at a position
    /// (所管課の評価の一覧).
    /// - Parameter indicator: `plan/code`.
    public func outlooks(
        of indicator: String, in year: FiscalYear, through position: Int64 = .max
    ) async throws(DeskError) -> [FigurePeriod: RecordedOutlook] {
        let periods =
            [FigurePeriod(year: year)]
            + Quarter.allCases.map { FigurePeriod(year: year, quarter: $0) }
        do {
            let histories = try await log.read(
                periods.map { OutlookEventCoding.stream(indicator, $0) }, through: position)
            var outlooks: [FigurePeriod: RecordedOutlook] = [:]
            for history in histories.values {
                let state = try await fold(history, as: IndicatorOutlook.self)
                guard let last = history.last, let statement = state.current else { continue }
                outlooks[statement.period] = RecordedOutlook(
                    statement: statement, actor: last.actor,
                    recordedAt: last.recordedAt.inJapan, version: history.count)
            }
            return outlooks
        } catch {
            throw DeskError(error)
        }
    }
}
