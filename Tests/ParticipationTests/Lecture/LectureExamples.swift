import Participation
import Testing

extension TimeOfDay {
    /// A time of a test, which is there or the test is wrong.
    static func at(_ text: String, _ location: SourceLocation = #_sourceLocation) -> TimeOfDay {
        guard let time = TimeOfDay(parsing: text) else {
            Issue.record("no such time: \(text)", sourceLocation: location)
            return LectureRules.nineOClock
        }
        return time
    }
}

extension LectureSlot {
    static func on(_ date: String, _ start: String? = "13:30") -> LectureSlot {
        LectureSlot(date: .on(date), start: start.map { .at($0) })
    }
}

extension LectureMenuItem {
    /// A lecture of the finance section, 60 minutes, for at least five.
    static let finance = LectureMenuItem(
        code: "12", title: "根室市の財政", aim: "予算のしくみを知る", minutes: 60, minimumPeople: 5,
        department: "財政課", topics: ["財政"], materials: "資料を配布します")
}

extension RequestLecture {
    /// 花咲町会 asks for the finance lecture on 1 June 2026, for July; tests change what they are
    /// about.
    static func byGroup(
        _ origin: RequestOrigin = .citizen, _ change: (inout RequestLecture) -> Void = { _ in }
    ) -> RequestLecture {
        var request = RequestLecture(
            origin: origin, today: .on("2026-06-01"), requestedOn: .on("2026-06-01"),
            fiscalYear: FiscalYear(.on("2026-06-01")), subject: .menu(.finance),
            choices: [.on("2026-07-01"), .on("2026-07-08"), .on("2026-07-15", "18:30")],
            venue: "花咲会館", isVenueInCity: true, district: "花咲", expectedHeadcount: 20,
            group: "花咲町会", representative: .taro, considerations: "車いすの方が1人",
            attributes: ["団体の種類": "町会"])
        change(&request)
        return request
    }

    func with(_ change: (inout RequestLecture) -> Void) -> RequestLecture {
        var copy = self
        change(&copy)
        return copy
    }
}

extension ScheduleLecture {
    static func first(
        _ change: (inout ScheduleLecture) -> Void = { _ in }
    ) -> ScheduleLecture {
        var decision = ScheduleLecture(
            today: .on("2026-06-05"), decidedOn: .on("2026-06-05"), date: .choice(1))
        change(&decision)
        return decision
    }
}

extension ReportLecture {
    static func held(
        _ headcount: Int? = 18, on day: String = "2026-07-01", today: String = "2026-07-02",
        _ change: (inout LectureSession) -> Void = { _ in }
    ) -> ReportLecture {
        var session = LectureSession(
            heldOn: .on(day), start: .at("13:30"), end: .at("14:30"), headcount: headcount)
        change(&session)
        return ReportLecture(today: .on(today), session: session)
    }
}

extension RecordLecture {
    static func past(
        headcount: Int? = 31, on day: String = "2025-09-10",
        _ change: (inout RecordLecture) -> Void = { _ in }
    ) -> RecordLecture {
        var record = RecordLecture(
            today: .on("2026-06-01"), title: "ごみの分別", department: "環境衛生課", district: "落石",
            group: "落石小学校", session: LectureSession(heldOn: .on(day), headcount: headcount),
            attributes: ["団体の種類": "学校"])
        change(&record)
        return record
    }
}

extension Cancel {
    static func on(
        _ day: String, _ cause: CancellationCause = .applicant, _ reason: String = "人が集まらないため",
        today: String = "2026-12-31"
    ) -> Cancel {
        Cancel(today: .on(today), cancelledOn: .on(day), cause: cause, reason: reason)
    }
}

extension Scenario where Deciding == Lecture {
    /// The state after these commands, each of which must be taken.
    static func after(
        _ commands: LectureCommand..., at location: SourceLocation = #_sourceLocation
    ) throws -> Scenario {
        var state = Lecture.initial
        for command in commands {
            for event in try Lecture.decide(command, state) {
                state = Lecture.evolve(state, event)
            }
        }
        return Scenario(state: state)
    }
}
