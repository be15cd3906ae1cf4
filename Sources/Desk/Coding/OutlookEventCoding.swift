public import EventLog
public import Participation

/// What owner sections say of indicators to bytes and back (所管課の評価の出来事の符号化).
///
/// Pinned byte by byte in `Tests/DeskTests/Fixtures/OutlookStated.v1*.json`, which are never edited.
public enum OutlookEventCoding: EventCoding {
    static let type = "OutlookStated"
    static let schemaVersion: Int16 = 1

    /// The stream of one indicator in one period (評価の対象名).
    public static func stream(_ indicator: String, _ period: FigurePeriod) -> StreamName {
        StreamName(
            category: IndicatorOutlook.streamCategory, id: CommandID.outlook(indicator, period))
    }

    /// The bytes of an event.
    public static func encode(_ event: OutlookEvent) -> CodedEvent {
        switch event {
        case .stated(let statement):
            CodedEvent(
                type,
                [
                    "cause": .optional(statement.cause), "efforts": .optional(statement.efforts),
                    "forecast": .optional(statement.forecast?.description),
                    "indicator": .wording(statement.indicator),
                    "prospect": .optional(statement.prospect?.rawValue),
                    "quarter": .optional(statement.period.quarter?.rawValue),
                    "year": .year(statement.period.year),
                ])
        }
    }

    /// The event of these bytes.
    /// - Throws: ``EventCodingError``: this program cannot read it.
    public static func decode(
        type name: String, schemaVersion version: Int16, payload: [UInt8], opened: Opened?
    ) throws(EventCodingError) -> OutlookEvent {
        try PersonalPart.refuse(opened, of: name)
        guard name == type, version == schemaVersion else {
            throw .unknown(type: name, schemaVersion: version)
        }
        return try MemberReader.read(payload, of: name) { members throws(EventCodingError) in
            let period = FigurePeriod(
                year: try members.year("year"), quarter: try members.optionalQuarter("quarter"))
            var statement = OutlookStatement(
                indicator: try members.wording("indicator"), period: period)
            statement.cause = try members.optionalWording("cause")
            statement.efforts = try members.optionalWording("efforts")
            statement.forecast = try members.optionalValue("forecast") { FigureValue(exactly: $0) }
            statement.prospect = try members.optionalValue("prospect", Prospect.init(rawValue:))
            return .stated(statement)
        }
    }
}

extension IndicatorOutlook: RecordedDecider {
    /// Its events to bytes and back (出来事の符号化).
    public typealias Coding = OutlookEventCoding

    /// `outlook` (所管課の評価).
    public static var streamCategory: StaticString { "outlook" }
}
