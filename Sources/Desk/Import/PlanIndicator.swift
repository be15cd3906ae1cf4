import Participation

/// One indicator of a plan file (計画ファイルの指標).
enum PlanIndicator {
    /// Reads an indicator; its place names it by its code once that is known.
    static func read(
        _ value: PlanValue, number: Int, of plan: String
    ) throws(PlanFileProblem) -> (Indicator, PlanMembers.Place) {
        var unnamed = value.place
        unnamed.key = nil
        unnamed.indicator = "\(number)番目の指標"
        var first = try PlanMembers(value.node, at: unnamed)
        let code = try first.required("code", PlanValue.text)
        var place = unnamed
        place.indicator = code
        var members = try PlanMembers(value.node, at: place)
        _ = try members.required("code", PlanValue.text)
        let indicator = try read(&members, code: code, of: plan)
        try members.finish()
        return (indicator, place)
    }

    private static func read(
        _ members: inout PlanMembers, code: String, of plan: String
    ) throws(PlanFileProblem) -> Indicator {
        let measure = try members.required("measure", PlanMeasure.read)
        var indicator = Indicator(
            plan: plan, code: code, name: try members.required("name", PlanValue.text),
            unit: try members.required("unit", PlanValue.text), measure: measure,
            better: try members.optional("better", PlanValue.code) ?? .up,
            baseline: try members.optional("baseline", baseline),
            targets: try members.optional("targets", targets) ?? [],
            policy: try members.optional("policy", PlanValue.text),
            approach: try members.optional("approach", PlanValue.text),
            initiatives: try members.optional("initiatives", initiatives) ?? [],
            description: try members.optional("description", PlanValue.text),
            source: try members.optional("source", PlanValue.text),
            owner: try members.optional("owner", PlanValue.text),
            frequency: try members.optional("frequency", frequency),
            effectiveFrom: try members.optional("effectiveFrom", PlanValue.year))
        if let since = try members.optional("accumulate", PlanMeasure.since) {
            indicator.measure.accumulatedSince = since
        }
        let decimals = try members.optional("decimals", PlanValue.wholeNumber)
        indicator.decimals = decimals ?? indicator.usualDecimals
        return indicator
    }

    // MARK: Baseline and targets

    private static func baseline(_ value: PlanValue) throws(PlanFileProblem) -> Baseline {
        var members = try value.members()
        let baseline = Baseline(
            year: try members.optional("year", PlanValue.year),
            value: try members.optional("value", PlanValue.number),
            label: try members.optional("label", PlanValue.text),
            measured: try members.optional("measured", PlanValue.flag))
        try members.finish()
        return baseline
    }

    private static let targetForms = [
        "value", "below", "atMost", "atLeast", "increase", "maintain", "benchmark", "text",
    ]

    private static func targets(_ value: PlanValue) throws(PlanFileProblem) -> [Target] {
        var targets: [Target] = []
        for element in try PlanValue.list(value) { targets.append(try target(element)) }
        return targets
    }

    private static func target(_ value: PlanValue) throws(PlanFileProblem) -> Target {
        var members = try value.members()
        let form = try members.only(of: targetForms)
        let kind = try members.required(form) { value throws(PlanFileProblem) -> Target.Kind in
            switch form {
            case "value": return .value(try PlanValue.number(value))
            case "below": return .below(try PlanValue.number(value))
            case "atMost": return .atMost(try PlanValue.number(value))
            case "atLeast": return .atLeast(try PlanValue.number(value))
            case "increase":
                try PlanValue.onlyTrue(value)
                return .increase
            case "maintain":
                try PlanValue.onlyTrue(value)
                return .maintain
            case "benchmark": return .benchmark(try PlanValue.text(value))
            default: return .text(try PlanValue.text(value))
            }
        }
        let target = Target(
            year: try members.required("year", PlanValue.year),
            kind, label: try members.optional("label", PlanValue.text))
        try members.finish(choices: targetForms)
        return target
    }

    // MARK: What is done

    private static func initiatives(
        _ value: PlanValue
    ) throws(PlanFileProblem) -> [Indicator.Initiative] {
        var initiatives: [Indicator.Initiative] = []
        for element in try PlanValue.list(value) { initiatives.append(try initiative(element)) }
        return initiatives
    }

    private static func initiative(
        _ value: PlanValue
    ) throws(PlanFileProblem) -> Indicator.Initiative {
        guard value.isMapping else { return Indicator.Initiative(text: try PlanValue.text(value)) }
        var members = try value.members()
        var initiative = Indicator.Initiative(text: try members.required("text", PlanValue.text))
        let list = try members.optional("progress", PlanValue.list)
        for element in list ?? [] {
            var entry = try element.members()
            initiative.progress.append(
                Indicator.Progress(
                    period: try entry.required("period", PlanValue.period),
                    text: try entry.required("text", PlanValue.text)))
            try entry.finish()
        }
        try members.finish()
        return initiative
    }

    private static func frequency(
        _ value: PlanValue
    ) throws(PlanFileProblem) -> Indicator.Frequency {
        let all = Indicator.Frequency.allCases
        return try value.making(.oneOf(all.map(\.japanese) + all.map(\.rawValue))) { word in
            all.first { $0.japanese == word || $0.rawValue == word }
        }
    }
}

extension Indicator {
    /// The decimal places of a figure whose plan file does not say: as many as the baseline and
    /// the targets need, and one for averages and ratios (PRODUCT §1.2).
    fileprivate var usualDecimals: Int {
        let printed = ([baseline?.value] + targets.map(\.value)).compactMap { $0?.decimalPlaces }
        let usual =
            switch measure.form {
            case .average, .ratio: 1
            case .counted, .latest, .observed: 0
            }
        return min(([usual] + printed).max() ?? usual, IndicatorLimits.decimals)
    }
}
