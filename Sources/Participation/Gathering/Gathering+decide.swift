import FoundationEssentials

extension Gathering {
    /// Answers a command with the events that follow from it (判断).
    ///
    /// The same again gives no events, whatever became of the gathering since.
    /// - Throws: the first thing that stands against the command.
    public static func decide(
        _ command: GatheringCommand, _ state: Gathering
    ) throws(GatheringRefusal) -> [GatheringEvent] {
        switch (command, state) {
        case (.plan(let plan), .notPlanned):
            if let refusal = plan.refusals.first { throw refusal }
            return [.planned(GatheringPlanned(plan))]
        case (.plan(let plan), .planned(let gathering)),
            (.plan(let plan), .cancelled(let gathering, _)):
            guard GatheringPlanned(plan) == gathering.planned else { throw .alreadyPlanned }
            return []
        case (.change(let change), .planned(let gathering)):
            let event = try gathering.change(change)
            return event.plan == gathering.plan ? [] : [.changed(event)]
        case (.change(let change), .cancelled(let gathering, _)):
            return [.changed(try gathering.change(change))]
        case (.register(let registration), .planned(let gathering)):
            return try gathering.register(registration)
        case (.register(let registration), .cancelled(let gathering, _)):
            guard try gathering.hasTaken(registration) else { throw .alreadyCancelled }
            return []
        case (.cancelRegistration(let cancellation), .planned(let gathering)):
            return try gathering.cancelRegistration(cancellation, promoting: true)
        case (.cancelRegistration(let cancellation), .cancelled(let gathering, _)):
            return try gathering.cancelRegistration(cancellation, promoting: false)
        case (.draw(let draw), .planned(let gathering)): return try gathering.draw(draw)
        case (.attend(let attendance), .planned(let gathering)):
            return try gathering.attend(attendance)
        case (.correctHeadcount(let correction), .planned(let gathering)):
            return try gathering.correct(correction)
        case (.raiseOpinion(let opinion), .planned(let gathering)):
            return try gathering.raise(opinion)
        case (.cancel(let cancellation), .planned(let gathering)):
            return try gathering.callOff(cancellation)
        case (.cancel(let cancellation), .cancelled(_, let before)):
            guard Cancelled(cancellation) == before else { throw .alreadyCancelled }
            return []
        case (.change, .notPlanned), (.register, .notPlanned), (.cancelRegistration, .notPlanned),
            (.draw, .notPlanned), (.attend, .notPlanned), (.correctHeadcount, .notPlanned),
            (.raiseOpinion, .notPlanned), (.cancel, .notPlanned):
            throw .notPlanned
        case (.draw, .cancelled), (.attend, .cancelled), (.correctHeadcount, .cancelled),
            (.raiseOpinion, .cancelled):
            throw .alreadyCancelled
        }
    }
}

extension PlannedGathering {
    fileprivate func change(
        _ command: ChangeGathering
    ) throws(GatheringRefusal) -> GatheringChanged {
        let changed = command.plan.withoutBlanks
        if let refusal = command.refusals.first { throw refusal }
        if changed.admission != plan.admission, !registrations.isEmpty { throw .admissionFixed }
        if attendance.headcount != nil, changed.heldOn > command.today {
            throw .notYetHeld(changed.heldOn)
        }
        return GatheringChanged(
            plan: changed, promoted: promotable(in: changed),
            reason: .readable(Wording(unlessBlank: command.reason)))
    }

    // MARK: Signing up

    /// Whether this very registration is there, whatever became of it since.
    fileprivate func hasTaken(
        _ command: RegisterForGathering
    ) throws(GatheringRefusal) -> Bool {
        guard let before = registrations[command.id] else { return false }
        let same = GatheringRegistered(command, standing: before.registered.plain.standing)
        guard same == before.registered else { throw .alreadyRegistered }
        return true
    }

    fileprivate func register(
        _ command: RegisterForGathering
    ) throws(GatheringRefusal) -> [GatheringEvent] {
        if try hasTaken(command) { return [] }
        if let refusal = command.refusals.first { throw refusal }
        if command.registeredOn > plan.lastDay { throw .alreadyOver(plan.lastDay) }
        if let capacity = plan.capacity, command.partySize > capacity {
            throw .partyTooLarge(capacity: capacity)
        }
        if registrations.count >= GatheringLimits.registrations {
            throw .tooManyRegistrations(limit: GatheringLimits.registrations)
        }
        if let key = command.personKey?.unlessBlank, isSignedUp(key) { throw .personRegistered }
        let standing = standing(ofParty: command.partySize)
        return [.registered(GatheringRegistered(command, standing: standing))]
    }

    /// Whether the person has a registration that was not taken back.
    private func isSignedUp(_ personKey: String) -> Bool {
        registrations.values.contains {
            $0.standing != .cancelled
                && $0.registered.personal.content?.personKey == Wording(personKey)
        }
    }

    private func standing(ofParty size: Int) -> RegistrationStanding {
        if plan.admission == .lottery, lottery == nil { return .applied }
        guard let capacity = plan.capacity else { return .accepted }
        return seatsTaken + size <= capacity ? .accepted : .waiting
    }

    fileprivate func cancelRegistration(
        _ command: CancelRegistration, promoting: Bool
    ) throws(GatheringRefusal) -> [GatheringEvent] {
        guard let registration = registrations[command.id] else { throw .noSuchRegistration }
        guard registration.standing != .cancelled else { return [] }
        if let refusal = GatheringRefusal.of(
            day: command.cancelledOn, in: .cancelledOn, today: command.today
        ).first {
            throw refusal
        }
        var left = self
        left.registrations[command.id]?.standing = .cancelled
        // Nobody is called to a gathering that is off or over.
        let isOpen = promoting && command.cancelledOn <= plan.lastDay
        return [
            .registrationCancelled(
                GatheringRegistrationCancelled(
                    id: command.id, cancelledOn: command.cancelledOn,
                    promoted: isOpen ? left.promotable(in: plan) : []))
        ]
    }

    fileprivate func draw(_ command: DrawLottery) throws(GatheringRefusal) -> [GatheringEvent] {
        guard plan.admission == .lottery else { throw .notByLottery }
        if let lottery {
            guard lottery.seed == command.seed else { throw .alreadyDrawn }
            return []
        }
        let applied = registrations(.applied)
        guard !applied.isEmpty else { throw .nothingToDraw }
        let isFirst = { (id: UUID) in registrations[id]?.registered.plain.isFirstTimer == true }
        let order = Lottery.order(
            firstTimers: applied.filter(isFirst), others: applied.filter { !isFirst($0) },
            seed: command.seed)
        let (accepted, waiting) = placed(order, seatsTaken: 0, capacity: plan.capacity)
        return [
            .lotteryDrawn(
                GatheringLotteryDrawn(
                    seed: command.seed, drawnOn: command.today, accepted: accepted,
                    waiting: waiting))
        ]
    }

    // MARK: Who came

    fileprivate func attend(
        _ command: AttendGathering
    ) throws(GatheringRefusal) -> [GatheringEvent] {
        if let refusal = command.refusals.first { throw refusal }
        if plan.heldOn > command.today { throw .notYetHeld(plan.heldOn) }
        var fresh: [UUID: AttendanceChange] = [:]
        var entries: [AttendanceEntry] = []
        for entry in command.entries {
            if let before = attendance.merged[entry.id] ?? fresh[entry.id] {
                guard before == entry.change else { throw .entryReused }
                continue
            }
            if let id = entry.change.registration, registrations[id] == nil {
                throw .noSuchRegistration
            }
            fresh[entry.id] = entry.change
            entries.append(entry)
        }
        guard !entries.isEmpty else { return [] }
        var after = self
        after.attend(entries)
        return [
            .attended(
                GatheringAttended(
                    headcount: after.attendance.headcount ?? 0, ages: after.attendance.ages,
                    entries: entries))
        ]
    }

    fileprivate func correct(
        _ command: CorrectHeadcount
    ) throws(GatheringRefusal) -> [GatheringEvent] {
        guard let headcount = attendance.headcount else { throw .notAttended }
        if let fault = command.reasonFault { throw .text(.reason, fault) }
        if let fault = HeadcountFault.of(command.to, ages: command.ages) { throw .headcount(fault) }
        guard let event = command.event(from: headcount, ages: attendance.ages) else { return [] }
        return [.headcountCorrected(event)]
    }

    // MARK: The rest

    fileprivate func raise(_ command: RaiseOpinion) throws(GatheringRefusal) -> [GatheringEvent] {
        if opinions.contains(command.item) { return [] }
        if opinions.count >= GatheringLimits.opinions {
            throw .tooManyOpinions(limit: GatheringLimits.opinions)
        }
        return [.opinionRaised(GatheringOpinionRaised(item: command.item))]
    }

    fileprivate func callOff(_ command: Cancel) throws(GatheringRefusal) -> [GatheringEvent] {
        if let refusal = GatheringRefusal.of(command).first { throw refusal }
        if attendance.headcount != nil, command.cause != .entryError { throw .alreadyAttended }
        return [.cancelled(Cancelled(command))]
    }
}

// MARK: - What is recorded

extension GatheringPlanned {
    fileprivate init(_ command: PlanGathering) {
        self.init(
            plan: command.plan.withoutBlanks, headcount: command.headcount, ages: command.ages)
    }
}

extension GatheringRegistered {
    fileprivate init(_ command: RegisterForGathering, standing: RegistrationStanding) {
        plain = Plain(
            id: command.id, registeredOn: command.registeredOn, partySize: command.partySize,
            isFirstTimer: command.isFirstTimer, standing: standing)
        personal = .readable(
            Personal(
                person: command.person?.withoutBlanks,
                personKey: Wording(unlessBlank: command.personKey),
                note: Wording(unlessBlank: command.note)))
    }
}

extension AttendanceChange {
    /// The registration it is about; nil when about none.
    fileprivate var registration: UUID? {
        switch self {
        case .ticked(let id), .unticked(let id): id
        case .total, .walkIns: nil
        }
    }
}
