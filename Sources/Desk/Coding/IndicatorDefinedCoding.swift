import Participation

/// `IndicatorDefined` as bytes, schema version 1 (「指標の定義」の書式 第1版).
///
/// Years are western numbers, values decimal strings; members that have nothing to say are left
/// out. Pinned byte by byte in `Tests/DeskTests/Fixtures/IndicatorDefined.v1*.json`, which are
/// never edited: a change of shape is version 2 and an upcaster.
enum IndicatorDefinedCoding {
    static let type = "IndicatorDefined"
    static let schemaVersion: Int16 = 1

    // MARK: Writing

    static func payload(_ version: IndicatorDefined) -> [UInt8] {
        let indicator = version.indicator
        return CanonicalJSON.bytes(
            .object(present: [
                "approach": .optional(indicator.approach), "author": .optional(version.author),
                "baseline": indicator.baseline.map(baseline),
                "better": .string(indicator.better.rawValue), "code": .string(indicator.code),
                "decimals": .integer(Int64(indicator.decimals)),
                "description": .optional(indicator.description),
                "effectiveFrom": .optional(indicator.effectiveFrom),
                "frequency": .optional(indicator.frequency?.rawValue),
                "initiatives": .array(indicator.initiatives.map(initiative)),
                "measure": MeasureCoding.value(indicator.measure),
                "name": .string(indicator.name), "owner": .optional(indicator.owner),
                "plan": .string(indicator.plan), "policy": .optional(indicator.policy),
                "reason": .optional(version.reason), "source": .optional(indicator.source),
                "targets": .array(indicator.targets.map(target)),
                "unit": .string(indicator.unit), "version": .integer(Int64(version.version)),
            ]))
    }

    private static func baseline(_ baseline: Baseline) -> JSONValue {
        .object(present: [
            "label": .optional(baseline.label), "measured": .bool(baseline.measured),
            "value": baseline.value.map(number), "year": .optional(baseline.year),
        ])
    }

    private static func target(_ target: Target) -> JSONValue {
        let (kind, word): (String, (String, JSONValue)?) =
            switch target.kind {
            case .value(let value): ("value", ("value", number(value)))
            case .below(let value): ("below", ("value", number(value)))
            case .atMost(let value): ("atMost", ("value", number(value)))
            case .atLeast(let value): ("atLeast", ("value", number(value)))
            case .increase: ("increase", nil)
            case .maintain: ("maintain", nil)
            case .benchmark(let series): ("benchmark", ("series", .string(series)))
            case .text(let text): ("text", ("text", .string(text)))
            }
        var members: [String: JSONValue?] = [
            "kind": .string(kind), "label": .optional(target.label),
            "year": .optional(target.year),
        ]
        if let (key, value) = word { members[key] = value }
        return .object(present: members)
    }

    private static func initiative(_ initiative: Indicator.Initiative) -> JSONValue {
        .object([
            "progress": .array(
                initiative.progress.map { progress in
                    .object(present: [
                        "quarter": progress.period.quarter.map { .integer(Int64($0.rawValue)) },
                        "text": .string(progress.text), "year": .optional(progress.period.year),
                    ])
                }),
            "text": .string(initiative.text),
        ])
    }

    private static func number(_ value: FigureValue) -> JSONValue { .string(value.description) }

    // MARK: Reading

    static func version(_ payload: [UInt8]) throws(EventCodingError) -> IndicatorDefined {
        var members = try MemberReader(payload, of: type)
        let version = IndicatorDefined(
            version: try members.integer("version"), indicator: try indicator(&members),
            author: try members.optionalText("author"),
            reason: try members.optionalText("reason"))
        try members.finish()
        return version
    }

    private static func indicator(
        _ members: inout MemberReader
    ) throws(EventCodingError) -> Indicator {
        Indicator(
            plan: try members.text("plan"), code: try members.text("code"),
            name: try members.text("name"), unit: try members.text("unit"),
            measure: try MeasureCoding.read(&members, "measure"),
            decimals: try members.integer("decimals"),
            better: try members.value("better", Indicator.Better.init(rawValue:)),
            baseline: try baseline(&members), targets: try members.objects("targets", target),
            policy: try members.optionalText("policy"),
            approach: try members.optionalText("approach"),
            initiatives: try members.objects("initiatives", initiative),
            description: try members.optionalText("description"),
            source: try members.optionalText("source"), owner: try members.optionalText("owner"),
            frequency: try members.optionalValue(
                "frequency", Indicator.Frequency.init(rawValue:)),
            effectiveFrom: try members.optionalYear("effectiveFrom"))
    }

    private static func baseline(
        _ members: inout MemberReader
    ) throws(EventCodingError) -> Baseline? {
        guard var inner = try members.optionalObject("baseline") else { return nil }
        let baseline = Baseline(
            year: try inner.optionalYear("year"),
            value: try inner.optionalValue("value") { FigureValue(exactly: $0) },
            label: try inner.optionalText("label"), measured: try inner.flag("measured"))
        try inner.finish()
        return baseline
    }

    private static func target(_ members: inout MemberReader) throws(EventCodingError) -> Target {
        let kind: Target.Kind =
            switch try members.text("kind") {
            case "value": .value(try number(&members))
            case "below": .below(try number(&members))
            case "atMost": .atMost(try number(&members))
            case "atLeast": .atLeast(try number(&members))
            case "increase": .increase
            case "maintain": .maintain
            case "benchmark": .benchmark(try members.text("series"))
            case "text": .text(try members.text("text"))
            default: throw members.malformed("kind")
            }
        return Target(
            year: try members.year("year"), kind, label: try members.optionalText("label"))
    }

    private static func number(
        _ members: inout MemberReader
    ) throws(EventCodingError) -> FigureValue {
        try members.value("value") { FigureValue(exactly: $0) }
    }

    private static func initiative(
        _ members: inout MemberReader
    ) throws(EventCodingError) -> Indicator.Initiative {
        Indicator.Initiative(
            text: try members.text("text"), progress: try members.objects("progress", progress))
    }

    private static func progress(
        _ members: inout MemberReader
    ) throws(EventCodingError) -> Indicator.Progress {
        Indicator.Progress(
            period: FigurePeriod(
                year: try members.year("year"), quarter: try members.optionalQuarter("quarter")),
            text: try members.text("text"))
    }
}

// MARK: - Years

extension JSONValue {
    /// The western year a fiscal year begins in, or `nil` to leave the member out of an object.
    static func optional(_ year: FiscalYear?) -> JSONValue? {
        year.map { .integer(Int64($0.year)) }
    }
}
