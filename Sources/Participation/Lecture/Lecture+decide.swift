extension Lecture {
    /// Answers a command with the events that follow from it (判断).
    ///
    /// The same again gives no events, whatever became of the lecture since.
    /// - Throws: the first thing that stands against the command.
    public static func decide(
        _ command: LectureCommand, _ state: Lecture
    ) throws(LectureRefusal) -> [LectureEvent] {
        switch command {
        case .request(let request): try state.request(request)
        case .schedule(let decision): try state.schedule(decision)
        case .refuse(let refusal): try state.refuse(refusal)
        case .cancel(let cancellation): try state.cancel(cancellation)
        case .report(let report): try state.report(report)
        case .record(let record): try state.record(record)
        case .correctHeadcount(let correction): try state.correct(correction)
        }
    }

    private func request(_ command: RequestLecture) throws(LectureRefusal) -> [LectureEvent] {
        switch self {
        case .notRequested:
            if let refusal = command.refusals.first { throw refusal }
            return [.requested(LectureRequested(command))]
        case .requested(let request), .scheduled(let request, _), .refused(let request, _),
            .cancelled(let request, _, _):
            guard LectureRequested(command) == request else { throw .alreadyRequested }
            return []
        case .held(let lecture), .struck(let lecture, _):
            guard LectureRequested(command) == lecture.request else { throw .alreadyRequested }
            return []
        }
    }

    private func schedule(_ command: ScheduleLecture) throws(LectureRefusal) -> [LectureEvent] {
        switch self {
        case .notRequested: throw .notRequested
        case .requested(let request), .refused(let request, _), .cancelled(let request, _, _):
            return [.scheduled(try command.decision(on: request))]
        case .scheduled(let request, let before):
            let decision = try command.decision(on: request)
            return decision == before ? [] : [.scheduled(decision)]
        case .held: throw .alreadyHeld
        case .struck(let lecture, _):
            guard let request = lecture.request else { throw .notRequested }
            return [.scheduled(try command.decision(on: request))]
        }
    }

    private func refuse(_ command: RefuseLecture) throws(LectureRefusal) -> [LectureEvent] {
        let refused = LectureRefused(
            decidedOn: command.decidedOn, reason: .readable(Wording(command.reason)))
        switch self {
        case .notRequested: throw .notRequested
        case .requested:
            if let refusal = command.refusals.first { throw refusal }
            return [.refused(refused)]
        case .refused(_, let before):
            guard refused == before else { throw .alreadyRefused }
            return []
        case .scheduled: throw .alreadyScheduled
        case .cancelled: throw .alreadyCancelled
        case .held, .struck: throw .alreadyHeld
        }
    }

    private func cancel(_ command: Cancel) throws(LectureRefusal) -> [LectureEvent] {
        let cancelled = Cancelled(command)
        switch self {
        case .notRequested: throw .notRequested
        case .requested, .scheduled:
            if let refusal = LectureRefusal.of(command).first { throw refusal }
            return [.cancelled(cancelled)]
        case .held:
            if let refusal = LectureRefusal.of(command).first { throw refusal }
            guard command.cause == .entryError else { throw .alreadyHeld }
            return [.cancelled(cancelled)]
        case .cancelled(_, _, let before), .struck(_, let before):
            guard cancelled == before else { throw .alreadyCancelled }
            return []
        case .refused: throw .alreadyRefused
        }
    }

    private func report(_ command: ReportLecture) throws(LectureRefusal) -> [LectureEvent] {
        switch self {
        case .notRequested: throw .notRequested
        case .requested: throw .notScheduled
        case .scheduled(let request, let decision):
            if let refusal = command.refusals.first { throw refusal }
            return [.held(LectureHeld(command, of: request, decision))]
        case .held(let lecture):
            guard let request = lecture.request, let decision = lecture.decision,
                LectureHeld(command, of: request, decision) == lecture.report
            else { throw .alreadyHeld }
            return []
        case .struck(let lecture, _):
            guard let request = lecture.request, let decision = lecture.decision else {
                throw .notScheduled
            }
            if let refusal = command.refusals.first { throw refusal }
            return [.held(LectureHeld(command, of: request, decision))]
        case .refused: throw .alreadyRefused
        case .cancelled: throw .alreadyCancelled
        }
    }

    private func record(_ command: RecordLecture) throws(LectureRefusal) -> [LectureEvent] {
        switch self {
        case .notRequested, .struck(_, _):
            if let refusal = command.refusals.first { throw refusal }
            return [.held(LectureHeld(command))]
        case .held(let lecture):
            guard LectureHeld(command) == lecture.report else { throw .alreadyHeld }
            return []
        case .requested, .scheduled, .refused, .cancelled: throw .alreadyRequested
        }
    }

    private func correct(_ command: CorrectHeadcount) throws(LectureRefusal) -> [LectureEvent] {
        switch self {
        case .held(let lecture):
            if let fault = command.reasonFault { throw .text(.reason, fault) }
            if let fault = HeadcountFault.of(command.to, ages: command.ages) {
                throw .headcount(fault)
            }
            guard let event = command.event(from: lecture.headcount, ages: lecture.ages) else {
                return []
            }
            return [.headcountCorrected(event)]
        case .notRequested, .requested, .scheduled, .refused, .cancelled, .struck: throw .notHeld
        }
    }
}

// MARK: - What is recorded

extension LectureRequested {
    fileprivate init(_ command: RequestLecture) {
        let item = command.item
        let wish: String? =
            switch command.subject {
            case .menu: nil
            case .offMenu(let wish): wish
            }
        plain = Plain(
            origin: command.origin, requestedOn: command.requestedOn,
            fiscalYear: command.fiscalYear, menuCode: item?.code, title: item?.title,
            department: item?.department, minutes: command.effectiveMinutes,
            choices: command.choices, expectedHeadcount: command.expectedHeadcount,
            district: Wording(unlessBlank: command.district),
            warnings: command.objections.rules, attributes: command.attributes)
        personal = .readable(
            Personal(
                group: Wording(unlessBlank: command.group),
                representative: command.representative?.withoutBlanks,
                wish: Wording(unlessBlank: wish), venue: Wording(unlessBlank: command.venue),
                considerations: Wording(unlessBlank: command.considerations)))
    }
}

extension ScheduleLecture {
    /// The decision on a request.
    fileprivate func decision(
        on request: LectureRequested
    ) throws(LectureRefusal) -> LectureScheduled {
        let (choice, slot) = try slot(of: request.plain.choices)
        let minutes = minutes ?? request.plain.minutes
        let title = Wording(unlessBlank: title) ?? request.plain.title
        let department = Wording(unlessBlank: department) ?? request.plain.department
        if let refusal = refusals.first { throw refusal }
        guard let title else { throw .text(.title, .missing) }
        guard let department else { throw .text(.department, .missing) }
        let objections =
            rules.objections(toMinutes: minutes)
            + rules.objections(
                to: slot, minutes: minutes, weekdays: [], menuYear: request.plain.fiscalYear)
        return LectureScheduled(
            plain: LectureScheduled.Plain(
                decidedOn: decidedOn, choice: choice, slot: slot, minutes: minutes,
                menuCode: request.plain.menuCode, title: title, department: department,
                district: Wording(unlessBlank: district) ?? request.plain.district,
                warnings: objections.rules),
            personal: .readable(
                LectureScheduled.Personal(
                    venue: Wording(unlessBlank: venue), note: Wording(unlessBlank: note))))
    }

    private func slot(
        of choices: [LectureSlot]
    ) throws(LectureRefusal) -> (choice: Int?, slot: LectureSlot) {
        switch date {
        case .choice(let number):
            guard choices.indices.contains(number - 1) else { throw .noSuchChoice(number) }
            return (number, choices[number - 1])
        case .other(let slot): return (nil, slot)
        }
    }
}

extension LectureHeld {
    fileprivate init(
        _ command: ReportLecture, of request: LectureRequested, _ decision: LectureScheduled
    ) {
        let session = command.session
        let attributes = request.plain.attributes.values.merging(command.attributes.values) {
            _, reported in reported
        }
        plain = Plain(
            menuCode: decision.plain.menuCode, title: decision.plain.title,
            department: decision.plain.department, heldOn: session.heldOn, start: session.start,
            end: session.end, headcount: session.headcount, ages: session.ages,
            district: decision.plain.district, attributes: Attributes(attributes))
        personal = .readable(Personal(session, group: nil))
    }

    fileprivate init(_ command: RecordLecture) {
        let session = command.session
        plain = Plain(
            menuCode: Wording(unlessBlank: command.menuCode), title: Wording(command.title),
            department: Wording(unlessBlank: command.department), heldOn: session.heldOn,
            start: session.start, end: session.end, headcount: session.headcount,
            ages: session.ages, district: Wording(unlessBlank: command.district),
            attributes: command.attributes)
        personal = .readable(Personal(session, group: command.group))
    }
}

extension LectureHeld.Personal {
    fileprivate init(_ session: LectureSession, group: String?) {
        self.init(
            group: Wording(unlessBlank: group), venue: Wording(unlessBlank: session.venue),
            speakers: Wording(unlessBlank: session.speakers),
            questions: Wording(unlessBlank: session.questions))
    }
}

extension [LectureObjection] {
    /// The points of the rules, each once, in the order of the rules.
    fileprivate var rules: [LectureRule] {
        let failed = Set(map(\.rule))
        return LectureRule.allCases.filter(failed.contains)
    }
}
