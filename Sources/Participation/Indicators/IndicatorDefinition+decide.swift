extension IndicatorDefinition {
    /// Answers a command with the events that follow from it (判断).
    ///
    /// The same definition again gives no event, whoever sends it; a changed one becomes the next
    /// version and names its author and its reason (PRODUCT §4.11).
    /// - Throws: the first of `DefineIndicator.refusals`, or what the state does not allow.
    public static func decide(
        _ command: IndicatorCommand, _ state: IndicatorDefinition
    ) throws(IndicatorRefusal) -> [IndicatorEvent] {
        switch (command, state) {
        case (.define(let define), .undefined):
            if let refusal = define.refusals.first { throw refusal }
            return [define.event(version: 1)]
        case (.define(let define), .defined(let last)):
            try requireSame(define.indicator.fullCode, as: last)
            if define.indicator == last.indicator { return [] }
            return [try define.change(of: last)]
        case (.define(let define), .withdrawn(let last, _)):
            try requireSame(define.indicator.fullCode, as: last)
            return [try define.change(of: last)]
        case (.withdraw, .undefined):
            throw .notDefined
        case (.withdraw(let end), .defined(let last)):
            return [try end.event(of: last)]
        case (.withdraw(let end), .withdrawn(let last, let earlier)):
            if end.effectiveFrom == earlier.effectiveFrom { return [] }
            return [try end.event(of: last)]
        }
    }

    fileprivate static func requireSame(
        _ fullCode: String, as last: IndicatorDefined
    ) throws(IndicatorRefusal) {
        guard fullCode == last.indicator.fullCode else { throw .otherStream }
    }
}

extension DefineIndicator {
    fileprivate func event(version: Int) -> IndicatorEvent {
        .defined(
            IndicatorDefined(
                version: version, indicator: indicator, author: author?.unlessBlank,
                reason: reason?.unlessBlank))
    }

    fileprivate func change(
        of last: IndicatorDefined
    ) throws(IndicatorRefusal) -> IndicatorEvent {
        if let refusal = refusals.first { throw refusal }
        if author?.unlessBlank == nil { throw .required(.author) }
        if reason?.unlessBlank == nil { throw .required(.reason) }
        return event(version: last.version + 1)
    }
}

extension IndicatorWithdrawn {
    fileprivate func event(of last: IndicatorDefined) throws(IndicatorRefusal) -> IndicatorEvent {
        try IndicatorDefinition.requireSame("\(plan)/\(code)", as: last)
        for (text, field, limit) in [
            (author, IndicatorField.author, IndicatorLimits.name),
            (reason, .reason, IndicatorLimits.phrase),
        ] {
            if let refusal = IndicatorText.refusal(of: text, in: field, limit: limit) {
                throw refusal
            }
            if text.isBlank { throw .required(field) }
        }
        return .withdrawn(self)
    }
}
