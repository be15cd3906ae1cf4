import EventLog
import FoundationEssentials
import Participation
import Postgres

// The JSON of CONTRACT §2 and §3, the same for the command line and the API.

extension Figures: Encodable {
    private enum CodingKeys: String, CodingKey {
        case asOf, figures
    }

    private enum MomentKeys: String, CodingKey {
        case position, time
    }

    /// Writes `{"asOf":…,"figures":[…]}` (指標値のJSON).
    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: CodingKeys.self)
        var moment = members.nestedContainer(keyedBy: MomentKeys.self, forKey: .asOf)
        try moment.encode(asOf.position, forKey: .position)
        try moment.encode(
            asOf.time.map { RFC3339.string($0.microseconds) }, forKey: .time)
        try members.encode(figures, forKey: .figures)
    }
}

extension Figure: Encodable {
    private enum CodingKeys: String, CodingKey {
        case indicator, name, unit, year, quarter, value, dimensions, target, status
        case definitionVersion
    }

    /// Writes one row; what is not known is `null`, never left out (指標値の一行のJSON).
    public func encode(to encoder: any Encoder) throws {
        let indicator = definition.indicator
        var row = encoder.container(keyedBy: CodingKeys.self)
        try row.encode(code, forKey: .indicator)
        try row.encode(indicator.name, forKey: .name)
        try row.encode(indicator.unit, forKey: .unit)
        try row.encode(period.year.label, forKey: .year)
        try row.encode(period.quarter?.rawValue, forKey: .quarter)
        try row.encode(text.flatMap { Decimal(string: $0) }, forKey: .value)
        try row.encode(
            Dictionary(
                dimensions.map { ($0.name, $0.word) }, uniquingKeysWith: { first, _ in first }),
            forKey: .dimensions)
        try row.encode(goalText, forKey: .target)
        try row.encode(state.rawValue, forKey: .status)
        try row.encode(definition.version, forKey: .definitionVersion)
    }

    /// What it is held against, in words; a guide value says that it is one (目標の表示).
    public var goalText: String? {
        let indicator = definition.indicator
        switch goal {
        case .target(let target)?, .standing(let target)?:
            return target.japanese(unit: indicator.unit, decimals: indicator.decimals)
        case .guide(let value, _)?:
            return "参考値 \(indicator.guideText(value))\(indicator.unit)"
        case nil: return nil
        }
    }
}
