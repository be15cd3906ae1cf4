extension DefineIndicator {
    /// Everything that stands against this definition, in the order of the form (定義の誤り).
    ///
    /// Empty when it can be set. A file check shows them all; `IndicatorDefinition.decide` throws
    /// the first.
    public var refusals: [IndicatorRefusal] {
        indicator.codeRefusals + indicator.textRefusals + indicator.measure.refusals
            + indicator.goalRefusals + indicator.initiativeRefusals + changeRefusals
    }

    private var changeRefusals: [IndicatorRefusal] {
        [
            IndicatorText.refusal(of: author, in: .author, limit: IndicatorLimits.name),
            IndicatorText.refusal(of: reason, in: .reason, limit: IndicatorLimits.phrase),
        ].compactMap(\.self)
    }
}

extension Indicator {
    fileprivate var codeRefusals: [IndicatorRefusal] {
        [
            IndicatorText.refusal(ofCode: plan, in: .plan),
            IndicatorText.refusal(ofCode: code, in: .code),
        ].compactMap(\.self)
    }

    fileprivate var textRefusals: [IndicatorRefusal] {
        let required: [(String, IndicatorField, Int)] = [
            (name, .name, IndicatorLimits.name), (unit, .unit, IndicatorLimits.unit),
        ]
        let optional: [(String?, IndicatorField, Int)] = [
            (policy, .policy, IndicatorLimits.phrase),
            (approach, .approach, IndicatorLimits.phrase),
            (description, .description, IndicatorLimits.text),
            (source, .source, IndicatorLimits.phrase), (owner, .owner, IndicatorLimits.name),
        ]
        return required.compactMap { text, field, limit in
            text.isBlank
                ? .required(field) : IndicatorText.refusal(of: text, in: field, limit: limit)
        }
            + optional.compactMap { text, field, limit in
                IndicatorText.refusal(of: text, in: field, limit: limit)
            }
    }

    fileprivate var goalRefusals: [IndicatorRefusal] {
        var refusals: [IndicatorRefusal] = []
        if !(0...IndicatorLimits.decimals).contains(decimals) {
            refusals.append(.decimalsOutOfRange(limit: IndicatorLimits.decimals))
        }
        if let baseline {
            if let value = baseline.value, value.decimalPlaces == nil {
                refusals.append(.notADecimal(.baseline))
            }
            let label = IndicatorText.refusal(
                of: baseline.label, in: .baseline, limit: IndicatorLimits.phrase)
            refusals += [label].compactMap(\.self)
        }
        if targets.count > IndicatorLimits.targets {
            refusals.append(.tooMany(.targets, limit: IndicatorLimits.targets))
        }
        for (target, next) in zip(targets, targets.dropFirst()) where target.year == next.year {
            refusals.append(.targetYearTwice(target.year))
        }
        return refusals + targets.prefix(IndicatorLimits.targets).flatMap(refusals(of:))
    }

    private func refusals(of target: Target) -> [IndicatorRefusal] {
        var refusals: [IndicatorRefusal] = []
        if let start = baseline?.year, target.year <= start {
            refusals.append(.targetNotAfterBaseline(target.year))
        }
        if let value = target.value, value.decimalPlaces == nil {
            refusals.append(.notADecimal(.targets))
        }
        let words: String? =
            switch target.kind {
            case .benchmark(let series): series
            case .text(let text): text
            case .value, .below, .atMost, .atLeast, .increase, .maintain: nil
            }
        if let words, words.isBlank { refusals.append(.required(.targets)) }
        for text in [words, target.label] {
            let refusal = IndicatorText.refusal(
                of: text, in: .targets, limit: IndicatorLimits.phrase)
            refusals += [refusal].compactMap(\.self)
        }
        return refusals
    }

    fileprivate var initiativeRefusals: [IndicatorRefusal] {
        guard initiatives.count <= IndicatorLimits.initiatives else {
            return [.tooMany(.initiatives, limit: IndicatorLimits.initiatives)]
        }
        return initiatives.flatMap { initiative -> [IndicatorRefusal] in
            guard initiative.progress.count <= IndicatorLimits.progress else {
                return [.tooMany(.initiatives, limit: IndicatorLimits.progress)]
            }
            var periods: Set<FigurePeriod> = []
            let twice = initiative.progress.map(\.period).filter { !periods.insert($0).inserted }
            let texts = [initiative.text] + initiative.progress.map(\.text)
            return twice.map(IndicatorRefusal.progressTwice)
                + texts.compactMap { text in
                    text.isBlank
                        ? .required(.initiatives)
                        : IndicatorText.refusal(
                            of: text, in: .initiatives, limit: IndicatorLimits.text)
                }
        }
    }
}

/// What stands against one text of a definition (文字の誤り).
enum IndicatorText {
    /// Its characters, then its length; nothing stands against a text that is not given.
    static func refusal(
        of text: String?, in field: IndicatorField, limit: Int
    ) -> IndicatorRefusal? {
        guard let text else { return nil }
        if text.hasControlCharacter { return .controlCharacter(field) }
        return text.isLonger(than: limit) ? .tooLong(field, limit: limit) : nil
    }

    /// A code stands in addresses and command lines: ASCII letters, digits, `-`, `_` and `.`.
    static func refusal(ofCode code: String, in field: IndicatorField) -> IndicatorRefusal? {
        if code.isEmpty { return .required(field) }
        if code.isLonger(than: IndicatorLimits.code) {
            return .tooLong(field, limit: IndicatorLimits.code)
        }
        let isCode = code.unicodeScalars.allSatisfy { scalar in
            scalar.isASCII
                && (scalar.properties.isAlphabetic || scalar.properties.numericType == .decimal
                    || ["-", "_", "."].contains(scalar))
        }
        return isCode ? nil : .codeMalformed(field)
    }
}
