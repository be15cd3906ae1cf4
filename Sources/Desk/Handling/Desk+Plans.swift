import EventLog
import FoundationEssentials
public import Participation
import Postgres

/// What importing a plan came to (計画の取込み結果).
public struct PlanImport: Sendable, Equatable {
    /// Indicators that were not known before.
    public var added = 0
    /// Indicators whose definition changed.
    public var changed = 0
    /// Indicators that are as they were.
    public var unchanged = 0
    /// The last position written; 0 when nothing was.
    public var position: Int64 = 0
}

extension Desk {
    /// Records a plan and its indicators; what is there already in the same words is left alone
    /// (計画の取込み).
    ///
    /// - Parameters:
    ///   - author: who changes a definition; needed when one differs from what is recorded.
    ///   - reason: why; likewise.
    /// - Throws: ``DeskError``. All is recorded or nothing.
    public func importPlan(
        _ plan: PlanHeader, _ indicators: [Indicator], author: String?, reason: String?,
        actor: String?
    ) async throws(DeskError) -> PlanImport {
        do {
            var outcome = PlanImport()
            var writes: [Append.Write] = []
            let planStream = PlanEventCoding.stream(code: plan.code)
            let planHistory = try await log.read(planStream)
            let planState = try await fold(planHistory, as: PlanDefinition.self)
            writes += Self.write(
                try PlanDefinition.decide(.define(plan), planState).map(PlanEventCoding.encode),
                to: planStream, after: planHistory)
            for indicator in indicators {
                let stream = IndicatorEventCoding.stream(
                    plan: indicator.plan, code: indicator.code)
                let history = try await log.read(stream)
                let state = try await fold(history, as: IndicatorDefinition.self)
                let events = try IndicatorDefinition.decide(
                    .define(DefineIndicator(indicator, author: author, reason: reason)), state)
                switch (events.isEmpty, history.isEmpty) {
                case (true, _): outcome.unchanged += 1
                case (false, true): outcome.added += 1
                case (false, false): outcome.changed += 1
                }
                writes += Self.write(
                    events.map(IndicatorEventCoding.encode), to: stream, after: history)
            }
            if !writes.isEmpty {
                outcome.position = try await log.append(Append(writes, actor: actor))
                    .lastPosition
            }
            return outcome
        } catch {
            throw DeskError(error)
        }
    }

    private static func write(
        _ events: [CodedEvent], to stream: StreamName, after history: [RecordedEvent]
    ) -> [Append.Write] {
        guard !events.isEmpty else { return [] }
        let expected: ExpectedVersion = history.last.map { .seen($0.version) } ?? .none
        return [
            Append.Write(
                stream, expecting: expected,
                events.map {
                    NewEvent(
                        type: $0.type, schemaVersion: $0.schemaVersion, payload: $0.payload)
                })
        ]
    }

    /// The indicators in force in a year, with the plans they belong to (指標の一覧).
    public func indicators(
        in year: FiscalYear
    ) async throws(DeskError) -> [(code: String, definition: IndicatorDefined)] {
        do {
            let catalogue = try await catalogue()
            return catalogue.definitions(in: year).map {
                (catalogue.shortName(of: $0.indicator), $0)
            }
        } catch {
            throw DeskError(error)
        }
    }
}
