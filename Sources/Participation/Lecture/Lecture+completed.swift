extension Lecture {
    /// The day from whose fiscal year on its period of retention is counted; nil while it is arranged
    /// or its report is awaited (完結日, DECISIONS C4).
    public var completedOn: LocalDate? {
        switch self {
        case .notRequested, .requested, .scheduled: nil
        case .refused(_, let refused): refused.decidedOn
        case .cancelled(_, _, let cancelled), .struck(_, let cancelled): cancelled.cancelledOn
        case .held(let lecture): lecture.report.plain.heldOn
        }
    }
}
