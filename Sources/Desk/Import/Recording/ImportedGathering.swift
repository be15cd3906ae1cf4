import Participation

/// A row that is a meeting, tour or event (取り込む催し).
struct ImportedGathering: ImportedRecord {
    typealias Deciding = Gathering

    private let planned: PlanGathering

    init(_ row: ImportRow, in context: ImportContext) throws(RowRefusal) {
        let capacity = row.text(.capacity).map(Capacity.init(reading:))
        var attributes = row.attributes
        // What is no plain number of people stays as it is printed.
        if let capacity, capacity.people == nil, capacity != .unlimited {
            attributes[ImportField.capacity.japanese] = capacity.description
        }
        planned = PlanGathering(
            today: context.today,
            plan: GatheringPlan(
                kind: try row.required(
                    .kind, row.text(.kind).flatMap(GatheringKind.init(rawValue:))),
                name: Wording(try row.required(.name, row.text(.name))),
                heldOn: try row.required(.heldOn, row.day(.heldOn)), endsOn: row.day(.endsOn),
                start: row.time(.startsAt), end: row.time(.endsAt),
                place: row.text(.place).map { Wording($0) }, capacity: capacity?.people,
                admission: capacity?.admission ?? .firstCome,
                district: row.text(.district).map { Wording($0) },
                department: row.text(.department).map { Wording($0) },
                attributes: Attributes(attributes)),
            headcount: row.number(.headcount))
    }

    var objections: [String] { planned.refusals.map(\.japanese) }

    func events(numbered number: ReceiptNumber?) throws -> [GatheringEvent] {
        try Gathering.decide(.plan(planned), .initial)
    }

    func events(
        correcting current: Gathering, from source: Gathering
    ) throws -> [GatheringEvent] {
        guard let before = source.gathering, let now = current.gathering else { return [] }
        var events: [GatheringEvent] = []
        var plan = planned.plan
        plan.admission = now.plan.admission
        if plan != before.plan {
            events += try Gathering.decide(
                .change(ChangeGathering(today: planned.today, plan: plan)), current)
        }
        guard let headcount = planned.headcount, headcount != before.attendance.headcount else {
            return events
        }
        let state = events.reduce(current, Gathering.evolve)
        guard now.attendance.headcount == nil else {
            let correction = CorrectHeadcount(
                to: headcount, reason: ImportWording.sourceChanged)
            return events + (try Gathering.decide(.correctHeadcount(correction), state))
        }
        let attendance = AttendGathering(
            today: planned.today,
            entries: [
                AttendanceEntry(
                    id: CommandID.attendance(of: plan, headcount: headcount),
                    change: .total(headcount, ages: [:]))
            ])
        return events + (try Gathering.decide(.attend(attendance), state))
    }
}

extension Gathering {
    /// What it is, called off or not; nil before it is planned.
    fileprivate var gathering: PlannedGathering? {
        switch self {
        case .notPlanned: nil
        case .planned(let gathering), .cancelled(let gathering, _): gathering
        }
    }
}

extension Capacity {
    /// How many people may come, where that is one number for the whole gathering.
    fileprivate var people: Int? {
        switch self {
        case .limit(let limit) where limit.unit == .people && !limit.isPerSession: limit.number
        case .limit, .unlimited, .words: nil
        }
    }

    fileprivate var admission: Admission? {
        switch self {
        case .limit(let limit):
            switch limit.selection {
            case .lottery: .lottery
            case .firstCome: .firstCome
            case nil: nil
            }
        case .unlimited, .words: nil
        }
    }
}
