extension Measure {
    /// Everything that stands against a measure (測り方の誤り).
    var refusals: [IndicatorRefusal] {
        let fields = fields.compactMap { Self.refusal(ofTerm: $0) }
        return fields + selections.flatMap(\.refusals) + accumulationRefusals
    }

    private var accumulationRefusals: [IndicatorRefusal] {
        guard accumulatedSince != nil, case .latest = form else { return [] }
        return [.latestCannotAccumulate]
    }

    fileprivate static func refusal(ofTerm term: String) -> IndicatorRefusal? {
        term.isBlank
            ? .required(.measure)
            : IndicatorText.refusal(of: term, in: .measure, limit: IndicatorLimits.term)
    }
}

extension Measure.Selection {
    fileprivate var refusals: [IndicatorRefusal] {
        var refusals: [IndicatorRefusal] = []
        if date != source.date { refusals.append(.dateOfOtherSource(source)) }
        if conditions.count > IndicatorLimits.conditions {
            refusals.append(.tooMany(.measure, limit: IndicatorLimits.conditions))
        }
        for (condition, next) in zip(conditions, conditions.dropFirst())
        where condition.dimension == next.dimension {
            refusals.append(.conditionTwice(dimension: condition.dimension))
        }
        return refusals + conditions.prefix(IndicatorLimits.conditions).flatMap(\.refusals)
    }
}

extension Measure.Condition {
    fileprivate var refusals: [IndicatorRefusal] {
        if let refusal = Measure.refusal(ofTerm: dimension) { return [refusal] }
        if values.isEmpty { return [.conditionEmpty(dimension: dimension)] }
        if values.count > IndicatorLimits.values {
            return [.tooMany(.measure, limit: IndicatorLimits.values)]
        }
        if let codes = Self.codes[dimension] {
            return values.filter { !codes.contains($0) }.map {
                .notACode(dimension: dimension, value: $0, codes: codes)
            }
        }
        return values.compactMap { Measure.refusal(ofTerm: $0) }
    }

    /// The dimensions whose values Koe itself fixes (CONTRACT §4): a slip there would count
    /// nothing for ever. Every other one is the city's own.
    private static let codes: [String: [String]] = [
        "scheme": Scheme.allCases.map(\.rawValue), "channel": Channel.allCases.map(\.rawValue),
        "nature": Nature.allCases.map(\.rawValue), "anonymous": ["true", "false"],
    ]
}
