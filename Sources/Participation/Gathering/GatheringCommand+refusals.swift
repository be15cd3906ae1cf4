// What stands against a command whatever became of the gathering, in the order of its form
// (入力の誤り).

extension GatheringPlan {
    /// Everything that stands against the plan (催しの内容の誤り).
    public var refusals: [GatheringRefusal] {
        var refusals = GatheringRefusal.of(
            name.text, in: .name, limit: GatheringLimits.name, required: true)
        refusals += GatheringRefusal.tooEarly(heldOn, in: .heldOn)
        let days = heldOn.dayNumber..<heldOn.dayNumber + GatheringLimits.days
        if !days.contains(lastDay.dayNumber) {
            refusals.append(.lastDayOutOfRange(days: GatheringLimits.days))
        }
        if let start, let end, end <= start { refusals.append(.timesReversed) }
        refusals += GatheringRefusal.of(place?.text, in: .place, limit: GatheringLimits.place)
        if let capacity, !GatheringLimits.capacity.contains(capacity) {
            refusals.append(.capacityOutOfRange(GatheringLimits.capacity))
        }
        refusals += GatheringRefusal.of(district?.text, in: .district, limit: GatheringLimits.code)
        refusals += GatheringRefusal.of(
            department?.text, in: .department, limit: GatheringLimits.code)
        return refusals + (attributes.fault.map { [.attributes($0)] } ?? [])
    }
}

extension PlanGathering {
    /// Everything that stands against recording it (催しの登録の誤り).
    public var refusals: [GatheringRefusal] {
        var refusals = plan.refusals
        if let fault = HeadcountFault.of(headcount, ages: ages) {
            refusals.append(.headcount(fault))
        }
        if headcount != nil, plan.heldOn > today { refusals.append(.notYetHeld(plan.heldOn)) }
        return refusals
    }
}

extension ChangeGathering {
    /// Everything that stands against the change as written (変更の誤り).
    public var refusals: [GatheringRefusal] {
        plan.refusals + GatheringRefusal.of(reason, in: .reason, limit: GatheringLimits.remark)
    }
}

extension RegisterForGathering {
    /// Everything that stands against the registration as written (参加申込みの誤り).
    public var refusals: [GatheringRefusal] {
        var refusals = GatheringRefusal.of(day: registeredOn, in: .registeredOn, today: today)
        refusals += (person?.faults ?? []).map(GatheringRefusal.person)
        refusals += GatheringRefusal.of(
            personKey, in: .personKey, limit: GatheringLimits.personKey)
        if !GatheringLimits.party.contains(partySize) {
            refusals.append(.partyOutOfRange(GatheringLimits.party))
        }
        return refusals + GatheringRefusal.of(note, in: .note, limit: GatheringLimits.remark)
    }
}

extension AttendGathering {
    /// Everything that stands against what was noted, as written (出欠の記録の誤り).
    public var refusals: [GatheringRefusal] {
        if entries.count > GatheringLimits.entries {
            return [.tooManyEntries(limit: GatheringLimits.entries)]
        }
        return entries.compactMap { entry in
            switch entry.change {
            case .total(let number, let ages):
                HeadcountFault.of(number, ages: ages).map(GatheringRefusal.headcount)
            case .walkIns(let number):
                GatheringLimits.walkIns.contains(number)
                    ? nil : .walkInsOutOfRange(GatheringLimits.walkIns)
            case .ticked, .unticked: nil
            }
        }
    }
}

extension GatheringRefusal {
    /// Everything that stands against calling a gathering off as written (中止の誤り).
    public static func of(_ command: Cancel) -> [GatheringRefusal] {
        of(day: command.cancelledOn, in: .cancelledOn, today: command.today)
            + of(command.reason, in: .reason, limit: GatheringLimits.remark, required: true)
    }
}
