/// One lecture a section gives to a group that asked for it (まちづくり出前講座).
///
/// A stream of its own, `lecture-<uuid>`, from the request to the report (PRODUCT §4.7: 申込→調整→決定→
/// 実施→報告済 / 却下 / 中止). There is a way back from every end: settling a date anew reopens what was
/// refused or called off, and a report entered by mistake can be struck out.
public enum Lecture: Decider {
    /// Nobody has asked for it (未申込).
    case notRequested
    /// Asked for, to be arranged (申込・調整中).
    case requested(LectureRequested)
    /// Day and section are settled (決定).
    case scheduled(LectureRequested, LectureScheduled)
    /// The city said no (却下).
    case refused(LectureRequested, LectureRefused)
    /// Called off (中止).
    case cancelled(LectureRequested, LectureScheduled?, Cancelled)
    /// Held and reported: the only state that counts (実施・報告済).
    case held(HeldLecture)
    /// Reported by mistake and struck out; does not count (報告取消).
    case struck(HeldLecture, Cancelled)

    /// The state before anything happened (未申込).
    public static var initial: Lecture { .notRequested }

    /// The day by which the section must report; nil unless a date is settled (報告期限).
    ///
    /// Within seven days after the lecture, as the rules have it (PRODUCT §4.7).
    public func reportDue(under rules: LectureRules) -> LocalDate? {
        switch self {
        case .scheduled(_, let decision):
            LocalDate(dayNumber: decision.plain.slot.date.dayNumber + rules.reportDays)
        case .notRequested, .requested, .refused, .cancelled, .held, .struck: nil
        }
    }
}

/// A lecture that was held, with the number that stands now (実施済みの講座).
public struct HeldLecture: Sendable, Equatable {
    /// What was asked for; nil for a lecture from a list (申込).
    public var request: LectureRequested?
    /// What was settled (決定).
    public var decision: LectureScheduled?
    /// What was reported, before any correction (実施報告).
    public var report: LectureHeld
    /// How many took part, as corrected; nil: not known (参加人数).
    public var headcount: Int?
    /// How many of each age, as corrected (年代別人数).
    public var ages: [String: Int]

    /// A lecture as reported (実施済みの講座).
    public init(request: LectureRequested?, decision: LectureScheduled?, report: LectureHeld) {
        self.request = request
        self.decision = decision
        self.report = report
        headcount = report.plain.headcount
        ages = report.plain.ages
    }
}
