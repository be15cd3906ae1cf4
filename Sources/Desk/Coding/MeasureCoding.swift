import Participation

/// A measure as JSON, part of `IndicatorDefined` version 1 (測り方の書式).
enum MeasureCoding {
    // MARK: Writing

    static func value(_ measure: Measure) -> JSONValue {
        var members: [String: JSONValue?] =
            switch measure.form {
            case .counted(let countable): self.members(countable)
            case .average(let field, let selection):
                self.members(selection).merging(form("average", field)) { $1 }
            case .latest(let field, let selection):
                self.members(selection).merging(form("latest", field)) { $1 }
            case .observed(let field): form("observed", field)
            case .ratio(let numerator, let denominator):
                [
                    "denominator": .object(present: self.members(denominator)),
                    "form": .string("ratio"),
                    "numerator": .object(present: self.members(numerator)),
                ]
            }
        members["since"] = .optional(measure.accumulatedSince)
        return .object(present: members)
    }

    private static func form(_ name: String, _ field: String) -> [String: JSONValue?] {
        ["field": .string(field), "form": .string(name)]
    }

    private static func members(_ countable: Measure.Countable) -> [String: JSONValue?] {
        let tally: [String: JSONValue?] =
            switch countable.tally {
            case .count: ["form": .string("count")]
            case .sum(let field): form("sum", field)
            case .distinct(let field): form("distinct", field)
            }
        return members(countable.selection).merging(tally) { $1 }
    }

    private static func members(_ selection: Measure.Selection) -> [String: JSONValue?] {
        [
            "date": .string(selection.date.rawValue), "of": .string(selection.source.rawValue),
            "where": .array(
                selection.conditions.map { condition in
                    .object([
                        "dimension": .string(condition.dimension),
                        "values": .array(condition.values.map(JSONValue.string)),
                    ])
                }),
        ]
    }

    // MARK: Reading

    static func read(
        _ members: inout MemberReader, _ key: String
    ) throws(EventCodingError) -> Measure {
        var inner = try members.object(key)
        let since = try inner.optionalYear("since")
        let name = try inner.text("form")
        let form: Measure.Form =
            switch name {
            case "average":
                .average(field: try inner.text("field"), try selection(&inner))
            case "latest":
                .latest(field: try inner.text("field"), try selection(&inner))
            case "observed": .observed(field: try inner.text("field"))
            case "ratio":
                .ratio(
                    numerator: try part(&inner, "numerator"),
                    denominator: try part(&inner, "denominator"))
            default: .counted(try countable(name, &inner))
            }
        try inner.finish()
        return Measure(form, accumulatedSince: since)
    }

    private static func part(
        _ members: inout MemberReader, _ key: String
    ) throws(EventCodingError) -> Measure.Countable {
        var inner = try members.object(key)
        let part = try countable(try inner.text("form"), &inner)
        try inner.finish()
        return part
    }

    private static func countable(
        _ form: String, _ members: inout MemberReader
    ) throws(EventCodingError) -> Measure.Countable {
        let tally: Measure.Tally =
            switch form {
            case "count": .count
            case "sum": .sum(field: try members.text("field"))
            case "distinct": .distinct(field: try members.text("field"))
            default: throw members.malformed("form")
            }
        return Measure.Countable(tally, of: try selection(&members))
    }

    private static func selection(
        _ members: inout MemberReader
    ) throws(EventCodingError) -> Measure.Selection {
        let source = try members.value("of", Measure.Source.init(rawValue:))
        let date = try members.value("date", Measure.DateField.init(rawValue:))
        let conditions = try members.objects("where") { inner throws(EventCodingError) in
            Measure.Condition(try inner.text("dimension"), in: try inner.texts("values"))
        }
        return Measure.Selection(source, where: conditions, date: date)
    }
}
