/// The header of one plan through its changes (計画の登録).
public enum PlanDefinition: Decider {
    /// Nothing is known under this code (未登録).
    case undefined
    /// The latest header (登録済み).
    case defined(PlanHeader)

    /// The state before anything happened (未登録).
    public static var initial: PlanDefinition { .undefined }

    /// Answers a command with the events that follow from it (判断).
    ///
    /// The same header again gives no event.
    /// - Throws: the first of `PlanHeader.refusals`, or `otherStream`.
    public static func decide(
        _ command: PlanCommand, _ state: PlanDefinition
    ) throws(IndicatorRefusal) -> [PlanEvent] {
        switch (command, state) {
        case (.define(let header), .undefined):
            if let refusal = header.refusals.first { throw refusal }
            return [.defined(header)]
        case (.define(let header), .defined(let last)):
            if header == last { return [] }
            guard header.code == last.code else { throw .otherStream }
            if let refusal = header.refusals.first { throw refusal }
            return [.defined(header)]
        }
    }

    /// The state after an event (状態の更新).
    public static func evolve(_ state: PlanDefinition, _ event: PlanEvent) -> PlanDefinition {
        switch (event, state) {
        case (.defined(let header), .undefined), (.defined(let header), .defined):
            .defined(header)
        }
    }
}

/// What may be asked of a plan (計画への命令).
public enum PlanCommand: Sendable, Equatable {
    /// Set the header, new or changed (登録).
    case define(PlanHeader)
}

/// What happened to a plan (計画の出来事).
public enum PlanEvent: Sendable, Equatable {
    /// The header was set (登録).
    case defined(PlanHeader)
}

extension PlanHeader {
    /// Everything that stands against this header, in the order of the form (見出しの誤り).
    public var refusals: [IndicatorRefusal] {
        let required: [(String, IndicatorField, Int)] = [
            (name, .name, IndicatorLimits.name), (city, .city, IndicatorLimits.name),
        ]
        let optional: [(String?, IndicatorField, Int)] = [
            (description, .description, IndicatorLimits.text),
            (source, .source, IndicatorLimits.phrase),
        ]
        return [IndicatorText.refusal(ofCode: code, in: .code)].compactMap(\.self)
            + required.compactMap { text, field, limit in
                text.isBlank
                    ? .required(field) : IndicatorText.refusal(of: text, in: field, limit: limit)
            }
            + optional.compactMap { text, field, limit in
                IndicatorText.refusal(of: text, in: field, limit: limit)
            }
    }
}
