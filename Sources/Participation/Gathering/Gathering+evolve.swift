import FoundationEssentials

extension Gathering {
    /// The state after an event (状態の更新).
    ///
    /// An event `decide` never gives in a state changes nothing there.
    public static func evolve(_ state: Gathering, _ event: GatheringEvent) -> Gathering {
        switch (event, state) {
        case (.planned(let planned), .notPlanned): return .planned(PlannedGathering(planned))
        case (.planned, .planned), (.planned, .cancelled): return state
        case (.changed(let change), .planned(var gathering)),
            (.changed(let change), .cancelled(var gathering, _)):
            gathering.plan = change.plan
            gathering.stand(change.promoted, .accepted)
            return .planned(gathering)
        case (.registered(let registration), .planned(var gathering)):
            gathering.add(registration)
            return .planned(gathering)
        case (.registrationCancelled(let cancellation), .planned(var gathering)):
            gathering.cancel(cancellation)
            return .planned(gathering)
        case (.registrationCancelled(let cancellation), .cancelled(var gathering, let whole)):
            gathering.cancel(cancellation)
            return .cancelled(gathering, whole)
        case (.lotteryDrawn(let lottery), .planned(var gathering)):
            gathering.draw(lottery)
            return .planned(gathering)
        case (.attended(let attended), .planned(var gathering)):
            gathering.attend(attended.entries)
            return .planned(gathering)
        case (.headcountCorrected(let correction), .planned(var gathering)):
            gathering.attendance.correct(correction.plain)
            return .planned(gathering)
        case (.opinionRaised(let opinion), .planned(var gathering)):
            gathering.opinions.append(opinion.item)
            return .planned(gathering)
        case (.cancelled(let cancellation), .planned(let gathering)):
            return .cancelled(gathering, cancellation)
        case (.changed, .notPlanned), (.registered, .notPlanned), (.registered, .cancelled),
            (.registrationCancelled, .notPlanned), (.lotteryDrawn, .notPlanned),
            (.lotteryDrawn, .cancelled), (.attended, .notPlanned), (.attended, .cancelled),
            (.headcountCorrected, .notPlanned), (.headcountCorrected, .cancelled),
            (.opinionRaised, .notPlanned), (.opinionRaised, .cancelled),
            (.cancelled, .notPlanned), (.cancelled, .cancelled):
            return state
        }
    }
}

extension PlannedGathering {
    /// Adds what was noted at the door.
    mutating func attend(_ entries: [AttendanceEntry]) {
        let registrations = registrations
        attendance.merge(entries) { registrations[$0]?.partySize }
    }

    fileprivate mutating func add(_ registered: GatheringRegistered) {
        registrations[registered.plain.id] = Registration(
            registered: registered, standing: registered.plain.standing,
            rank: registrations.count)
    }

    fileprivate mutating func cancel(_ cancellation: GatheringRegistrationCancelled) {
        stand([cancellation.id], .cancelled)
        stand(cancellation.promoted, .accepted)
    }

    fileprivate mutating func draw(_ lottery: GatheringLotteryDrawn) {
        self.lottery = lottery
        stand(lottery.accepted, .accepted)
        stand(lottery.waiting, .waiting)
        // Cancelled ones keep their rank of arrival; it is never asked for again.
        for (rank, id) in (lottery.accepted + lottery.waiting).enumerated() {
            registrations[id]?.rank = rank
        }
    }

    fileprivate mutating func stand(_ ids: [UUID], _ standing: RegistrationStanding) {
        for id in ids { registrations[id]?.standing = standing }
    }
}
