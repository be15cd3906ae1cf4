import EventLog
public import FoundationEssentials
import Participation

// Values that are typed in. An indicator has one in a period, so it is found again without an id.
extension Desk {
    /// Records a value of an indicator (把握値の記録).
    ///
    /// Another value for the same period is refused: what was recorded is corrected, never passed
    /// over.
    /// - Throws: ``DeskError``; nothing was recorded, except where it says `outcomeUnknown`.
    public func recordObservation(
        _ entry: ObservationEntry, of asked: ObservedPeriod, actor: String?, command: UUID?
    ) async throws(DeskError) -> Filed {
        let (place, read) = try await read(entry, of: asked)
        let observed = ObservedValue(
            indicator: Wording(place.indicator), year: place.period.year,
            quarter: place.period.quarter, value: read.value,
            source: entry.source.map { Wording($0) }, surveyYear: read.surveyYear,
            label: read.label ?? .final)
        return try await file(
            .record(RecordObservation(today: today, observed: observed)), at: place, actor: actor,
            command: command)
    }

    /// Replaces the value that counts: the final figure for a provisional one, or a correction
    /// (確定・訂正).
    ///
    /// Of a value typed in and one a file brought, the later counts.
    /// - Throws: ``DeskError``; nothing was recorded, except where it says `outcomeUnknown`.
    public func correctObservation(
        _ entry: ObservationEntry, of asked: ObservedPeriod, actor: String?, command: UUID?
    ) async throws(DeskError) -> Filed {
        var (place, read) = try await read(entry, of: asked)
        place.id = try await standing(at: place)
        return try await file(
            .correct(
                CorrectObservation(
                    today: today, value: read.value, label: read.label ?? .corrected,
                    source: entry.source, surveyYear: read.surveyYear, reason: entry.reason)),
            at: place, actor: actor, command: command)
    }

    /// Withdraws the value that counts, because it never was one (取下げ).
    /// - Throws: ``DeskError``; nothing was recorded, except where it says `outcomeUnknown`.
    public func withdrawObservation(
        of asked: ObservedPeriod, reason: String, actor: String?, command: UUID?
    ) async throws(DeskError) -> Filed {
        var reader = RequestReader(today: today, labels: \ObservationField.japanese)
        let period = asked.period(&reader)
        guard reader.isClean, let period else { throw reader.failure }
        var place = try await place(of: asked, in: period)
        place.id = try await standing(at: place)
        return try await file(
            .withdraw(WithdrawObservation(reason: reason)), at: place, actor: actor,
            command: command)
    }

    private func file(
        _ asked: ObservationCommand, at place: Place, actor: String?, command: UUID?
    ) async throws(DeskError) -> Filed {
        Filed(
            id: place.id,
            handled: try await handle(
                asked, of: Observation.self, stream: place.id, actor: actor, command: command))
    }

    // MARK: Where a value is kept

    private struct Place {
        /// `plan/code`, or `plan/code:series`; `:` stands in no code.
        var indicator: String
        var period: FigurePeriod
        /// The stream: of a value that is typed in, unless another is meant.
        var id: UUID

        init(indicator: String, period: FigurePeriod) {
            self.indicator = indicator
            self.period = period
            id = CommandID.observation(indicator, period)
        }
    }

    /// Values looked back on for the one that counts (さかのぼる値の数).
    private static let valuesLookedAt: Int64 = 20_000

    /// The stream of the value that counts: a file brings each of its rows under an id of its own, so
    /// that the latest word is looked for; where none stands, the last that was withdrawn.
    private func standing(at place: Place) async throws(DeskError) -> UUID {
        do {
            var newest: (isStanding: Bool, position: Int64, id: UUID)?
            var streams: Set<StreamName> = []
            for type in ObservationEventCoding.valueTypes {
                streams.formUnion(
                    try await log.streams(withNewest: type, limit: Self.valuesLookedAt))
            }
            for (stream, history) in try await log.read(Array(streams)) {
                guard let id = stream.id, let position = history.last?.position else { continue }
                let value = try await fold(history, as: Observation.self, opening: false)
                guard let current = value.current, current.indicator.text == place.indicator,
                    FigurePeriod(year: current.year, quarter: current.quarter) == place.period
                else { continue }
                let isNewer =
                    newest.map { known in
                        known.isStanding == value.isStanding
                            ? known.position < position : value.isStanding
                    } ?? true
                if isNewer { newest = (value.isStanding, position, id) }
            }
            return newest?.id ?? place.id
        } catch {
            throw DeskError(error)
        }
    }

    /// The value and where it is kept; what cannot be read of either is named at once.
    private func read(
        _ entry: ObservationEntry, of asked: ObservedPeriod
    ) async throws(DeskError) -> (place: Place, value: ObservationEntry.Read) {
        var reader = RequestReader(today: today, labels: \ObservationField.japanese)
        let period = asked.period(&reader)
        let value = entry.read(&reader)
        guard reader.isClean, let period, let value else { throw reader.failure }
        return (try await place(of: asked, in: period), value)
    }

    private func place(
        of asked: ObservedPeriod, in period: FigurePeriod
    ) async throws(DeskError) -> Place {
        do {
            let indicator = try await catalogue()
                .definition(asked.indicator, in: period.year).indicator
            guard let series = asked.series else {
                return Place(indicator: indicator.fullCode, period: period)
            }
            guard indicator.benchmarks.contains(series) else {
                throw DeskError.declined([Self.unknownSeries(series, of: indicator)])
            }
            return Place(indicator: "\(indicator.fullCode):\(series)", period: period)
        } catch {
            throw DeskError(error)
        }
    }

    private static func unknownSeries(_ series: String, of indicator: Indicator) -> Refused {
        let known = indicator.benchmarks
        return Refused(
            field: "series",
            japanese: "指標「\(indicator.name)」の目標に「\(series)」はありません。"
                + (known.isEmpty
                    ? "系列を付けずに入力してください。" : "候補: " + known.joined(separator: ", ")))
    }
}

extension Indicator {
    /// The series others publish that its targets name, each once.
    fileprivate var benchmarks: [String] {
        var seen: Set<String> = []
        return targets.compactMap { target in
            guard case .benchmark(let series) = target.kind, seen.insert(series).inserted else {
                return nil
            }
            return series
        }
    }
}
