import FoundationEssentials
import Participation

// Lectures, gatherings and typed-in values.
extension FactFolding {
    /// A lecture counts once it was held; a cancelled or refused one never does (PRODUCT §4.7).
    static func lecture(_ event: LectureEvent, _ subject: UUID, before: Fact?) -> Fact? {
        switch event {
        case .requested, .scheduled, .refused: return before
        case .held(let held):
            let plain = held.plain
            var fact = Fact(kind: .lecture, subject: subject, effectiveOn: plain.heldOn)
            fact.words[.sort] = plain.menuCode?.text ?? plain.title.text
            fact.place(plain.district, plain.department)
            fact.quantity = plain.headcount.map { Int32(clamping: $0) }
            fact.attributes = plain.attributes.values
            return fact
        case .headcountCorrected(let correction): return before?.counting(correction.plain.to)
        case .cancelled: return before?.cancelled()
        }
    }

    /// A gathering counts unless it is cancelled; how many came is known once it is recorded.
    static func gathering(_ event: GatheringEvent, _ subject: UUID, before: Fact?) -> Fact? {
        switch event {
        case .planned(let planned):
            var fact = gathering(planned.plan, subject)
            fact.quantity = planned.headcount.map { Int32(clamping: $0) }
            return fact
        case .changed(let change):
            var fact = gathering(change.plan, subject)
            fact.quantity = before?.quantity
            return fact
        case .attended(let attended): return before?.counting(attended.headcount)
        case .headcountCorrected(let correction): return before?.counting(correction.plain.to)
        case .cancelled: return before?.cancelled()
        case .registered, .registrationCancelled, .lotteryDrawn, .opinionRaised: return before
        }
    }

    private static func gathering(_ plan: GatheringPlan, _ subject: UUID) -> Fact {
        var fact = Fact(kind: .gathering, subject: subject, effectiveOn: plan.heldOn)
        fact.words[.sort] = plan.kind.rawValue
        fact.place(plan.district, plan.department)
        fact.attributes = plan.attributes.values
        return fact
    }

    /// A typed-in value belongs to its period, and is dated at that period's last day.
    static func observation(_ event: ObservationEvent, _ subject: UUID, before: Fact?) -> Fact? {
        switch event {
        case .recorded(let observed): return observation(observed, subject)
        case .corrected(let correction): return observation(correction.observed, subject)
        case .withdrawn: return before?.cancelled()
        }
    }

    private static func observation(_ observed: ObservedValue, _ subject: UUID) -> Fact {
        let period = FigurePeriod(year: observed.year, quarter: observed.quarter)
        var fact = Fact(kind: .observation, subject: subject, effectiveOn: period.lastDay)
        fact.words[.sort] = observed.indicator.text
        fact.value = observed.value.description
        fact.attributes = observed.attributes.values
        fact.attributes[Fact.periodAttribute] = period.description
        return fact
    }
}

extension Fact {
    fileprivate mutating func place(_ district: Wording?, _ department: Wording?) {
        words[.district] = district?.text
        words[.section] = department?.text
        words[.sectionNow] = department?.text
    }

    fileprivate func counting(_ headcount: Int) -> Fact {
        var fact = self
        fact.quantity = Int32(clamping: headcount)
        return fact
    }

    fileprivate func cancelled() -> Fact {
        var fact = self
        fact.isCancelled = true
        return fact
    }
}
