extension Gathering {
    /// The day from whose fiscal year on its period of retention is counted, and that of everyone who
    /// signed up; nil while it lies ahead (完結日, DECISIONS C4).
    public func completedOn(by today: LocalDate) -> LocalDate? {
        switch self {
        case .notPlanned: nil
        case .planned(let gathering): gathering.plan.lastDay < today ? gathering.plan.lastDay : nil
        case .cancelled(_, let cancelled): cancelled.cancelledOn
        }
    }
}
