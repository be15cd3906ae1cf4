extension Observation {
    /// Answers a command with the events that follow from it (判断).
    ///
    /// Indicator, year and quarter of a value never change: one recorded for another year is
    /// withdrawn, and recorded for the right one. After a withdrawal another value may be recorded;
    /// the withdrawn one again is the same request arriving late, and gives no event.
    /// - Throws: the first thing that stands against the command.
    public static func decide(
        _ command: ObservationCommand, _ state: Observation
    ) throws(ObservationRefusal) -> [ObservationEvent] {
        switch (command, state) {
        case (.record(let record), .notRecorded):
            if let refusal = record.refusals.first { throw refusal }
            return [.recorded(record.observed.withoutBlanks)]
        case (.record(let record), .recorded(let observation)):
            guard record.observed.withoutBlanks == observation.first else {
                throw .alreadyRecorded
            }
            return []
        case (.record(let record), .withdrawn(let observation, _)):
            if record.observed.withoutBlanks == observation.first { return [] }
            if let refusal = record.refusals.first { throw refusal }
            return [.recorded(record.observed.withoutBlanks)]
        case (.correct(let correction), .recorded(let observation)):
            return try correction.events(for: observation.current)
        case (.withdraw(let withdrawal), .recorded):
            if let fault = withdrawal.fault { throw .text(.reason, fault) }
            return [.withdrawn(ObservationWithdrawn(withdrawal))]
        case (.withdraw(let withdrawal), .withdrawn(_, let before)):
            guard ObservationWithdrawn(withdrawal) == before else { throw .alreadyWithdrawn }
            return []
        case (.correct, .withdrawn): throw .alreadyWithdrawn
        case (.correct, .notRecorded), (.withdraw, .notRecorded): throw .notRecorded
        }
    }
}

extension RecordObservation {
    /// Everything that stands against recording it (入力の誤り).
    public var refusals: [ObservationRefusal] {
        let parts = observed.indicator.text.split(separator: "/", omittingEmptySubsequences: false)
        var refusals: [ObservationRefusal] = []
        if let fault = TextFault.of(
            observed.indicator.text, limit: ObservationLimits.indicator, required: true)
        {
            refusals.append(.text(.indicator, fault))
        } else if parts.count != 2 || parts.contains(where: { String($0).isBlank }) {
            refusals.append(.indicatorMalformed)
        }
        return refusals + observed.refusals(today: today)
    }
}

extension ObservedValue {
    fileprivate func refusals(today: LocalDate) -> [ObservationRefusal] {
        let thisYear = FiscalYear(today)
        var refusals: [ObservationRefusal] = []
        if year > thisYear { refusals.append(.inFuture(.year, thisYear: thisYear)) }
        if let surveyYear, surveyYear > thisYear {
            refusals.append(.inFuture(.surveyYear, thisYear: thisYear))
        }
        if value.decimalPlaces.map({ $0 <= ObservationLimits.decimals }) != true {
            refusals.append(.notADecimal(limit: ObservationLimits.decimals))
        }
        if let fault = TextFault.of(source?.text, limit: ObservationLimits.source) {
            refusals.append(.text(.source, fault))
        }
        return refusals + (attributes.fault.map { [.attributes($0)] } ?? [])
    }

    fileprivate var withoutBlanks: ObservedValue {
        var observed = self
        observed.source = Wording(unlessBlank: source?.text)
        return observed
    }
}

extension CorrectObservation {
    fileprivate func events(
        for current: ObservedValue
    ) throws(ObservationRefusal) -> [ObservationEvent] {
        var observed = current
        observed.value = value
        observed.label = label
        observed.source = Wording(unlessBlank: source) ?? current.source
        observed.surveyYear = surveyYear ?? current.surveyYear
        if observed == current { return [] }
        if let refusal = observed.refusals(today: today).first { throw refusal }
        // 速報値 that turns out right needs no words; another number does.
        let isNeeded = value != current.value || label == .corrected
        if let fault = TextFault.of(reason, limit: ObservationLimits.reason, required: isNeeded) {
            throw .text(.reason, fault)
        }
        return [
            .corrected(
                ObservationCorrected(
                    from: current.value, observed: observed,
                    reason: .readable(Wording(unlessBlank: reason))))
        ]
    }
}

extension WithdrawObservation {
    fileprivate var fault: TextFault? {
        TextFault.of(reason, limit: ObservationLimits.reason, required: true)
    }
}

extension ObservationWithdrawn {
    fileprivate init(_ command: WithdrawObservation) {
        self.init(reason: .readable(Wording(command.reason)))
    }
}
