// What stands against a command whatever became of the lecture, in the order of its form
// (入力の誤り).

extension ScheduleLecture {
    /// Everything that stands against the decision as written (決定の誤り).
    public var refusals: [LectureRefusal] {
        var refusals = LectureRefusal.of(day: decidedOn, in: .decidedOn, today: today)
        if let minutes, !LectureLimits.minutes.contains(minutes) {
            refusals.append(.minutesOutOfRange(LectureLimits.minutes))
        }
        refusals += LectureRefusal.of(department, in: .department, limit: LectureLimits.code)
        refusals += LectureRefusal.of(title, in: .title, limit: LectureLimits.title)
        refusals += LectureRefusal.of(venue, in: .venue, limit: LectureLimits.venue)
        refusals += LectureRefusal.of(district, in: .district, limit: LectureLimits.code)
        return refusals
            + LectureRefusal.of(note, in: .considerations, limit: LectureLimits.remark)
    }
}

extension RefuseLecture {
    /// Everything that stands against the refusal as written (却下の誤り).
    public var refusals: [LectureRefusal] {
        LectureRefusal.of(day: decidedOn, in: .decidedOn, today: today)
            + LectureRefusal.of(reason, in: .reason, limit: LectureLimits.remark, required: true)
    }
}

extension LectureRefusal {
    /// Everything that stands against calling a lecture off as written (中止の誤り).
    public static func of(_ command: Cancel) -> [LectureRefusal] {
        of(day: command.cancelledOn, in: .cancelledOn, today: command.today)
            + of(command.reason, in: .reason, limit: LectureLimits.remark, required: true)
    }
}

extension ReportLecture {
    /// Everything that stands against the report (実施報告の誤り).
    public var refusals: [LectureRefusal] {
        session.refusals(today: today) + LectureRefusal.of(attributes)
    }
}

extension RecordLecture {
    /// Everything that stands against the record (実績の誤り).
    public var refusals: [LectureRefusal] {
        var refusals = LectureRefusal.of(menuCode, in: .subject, limit: LectureLimits.code)
        refusals += LectureRefusal.of(
            title, in: .title, limit: LectureLimits.title, required: true)
        refusals += LectureRefusal.of(department, in: .department, limit: LectureLimits.code)
        refusals += LectureRefusal.of(district, in: .district, limit: LectureLimits.code)
        refusals += LectureRefusal.of(group, in: .group, limit: LectureLimits.name)
        return refusals + session.refusals(today: today) + LectureRefusal.of(attributes)
    }
}

extension LectureSession {
    fileprivate func refusals(today: LocalDate) -> [LectureRefusal] {
        var refusals = LectureRefusal.of(day: heldOn, in: .heldOn, today: today)
        if let start, let end, end <= start { refusals.append(.timesReversed) }
        if let fault = HeadcountFault.of(headcount, ages: ages) {
            refusals.append(.headcount(fault))
        }
        refusals += LectureRefusal.of(venue, in: .venue, limit: LectureLimits.venue)
        refusals += LectureRefusal.of(speakers, in: .speakers, limit: LectureLimits.remark)
        return refusals
            + LectureRefusal.of(questions, in: .questions, limit: LectureLimits.remark)
    }
}
