import Participation

/// A row that is a value measured elsewhere (取り込む把握値).
struct ImportedObservation: ImportedRecord {
    typealias Deciding = Observation

    private let record: RecordObservation

    init(_ row: ImportRow, in context: ImportContext) throws(RowRefusal) {
        let year = try row.required(.year, row.text(.year).flatMap { FiscalYear(parsing: $0) })
        let name = try row.required(.indicator, row.text(.indicator))
        let indicator: Indicator
        do throws(IndicatorLookupError) {
            indicator = try context.catalogue.definition(name, in: year).indicator
        } catch {
            throw RowRefusal("指標: \(error.japanese)")
        }
        record = RecordObservation(
            today: context.today,
            observed: ObservedValue(
                indicator: Wording("\(indicator.plan)/\(indicator.code)"), year: year,
                quarter: row.number(.quarter).flatMap(Quarter.init(rawValue:)),
                value: try row.required(
                    .value, row.text(.value).flatMap { FigureValue(parsing: $0) }),
                source: row.text(.source).map { Wording($0) }, label: .final,
                attributes: Attributes(row.attributes)))
    }

    var objections: [String] { record.refusals.map(\.japanese) }

    func events(numbered number: ReceiptNumber?) throws -> [ObservationEvent] {
        try Observation.decide(.record(record), .initial)
    }

    func events(
        correcting current: Observation, from source: Observation
    ) throws -> [ObservationEvent] {
        guard case .recorded(let before) = source, case .recorded(let now) = current else {
            return []
        }
        let observed = record.observed
        guard observed.indicator == before.current.indicator,
            observed.year == before.current.year, observed.quarter == before.current.quarter
        else {
            // Refused in the words of the rules: such a value is withdrawn and recorded anew.
            return try Observation.decide(.record(record), current)
        }
        guard observed.value != before.current.value || observed.source != before.current.source,
            observed.value != now.current.value || observed.source != now.current.source
        else { return [] }
        return try Observation.decide(
            .correct(
                CorrectObservation(
                    today: record.today, value: observed.value, source: observed.source?.text,
                    reason: ImportWording.sourceChanged)), current)
    }
}
