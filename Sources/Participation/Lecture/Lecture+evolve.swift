extension Lecture {
    /// The state after an event (状態の更新).
    ///
    /// An event `decide` never gives in a state changes nothing there.
    public static func evolve(_ state: Lecture, _ event: LectureEvent) -> Lecture {
        switch event {
        case .requested(let request): state.requested(request)
        case .scheduled(let decision): state.scheduled(decision)
        case .refused(let refusal): state.refused(refusal)
        case .held(let report): state.held(report)
        case .headcountCorrected(let correction): state.corrected(correction)
        case .cancelled(let cancellation): state.cancelled(cancellation)
        }
    }

    private func requested(_ request: LectureRequested) -> Lecture {
        switch self {
        case .notRequested: .requested(request)
        case .requested, .scheduled, .refused, .cancelled, .held, .struck: self
        }
    }

    private func scheduled(_ decision: LectureScheduled) -> Lecture {
        switch self {
        case .requested(let request), .scheduled(let request, _), .refused(let request, _),
            .cancelled(let request, _, _):
            .scheduled(request, decision)
        case .struck(let lecture, _): lecture.request.map { .scheduled($0, decision) } ?? self
        case .notRequested, .held: self
        }
    }

    private func refused(_ refusal: LectureRefused) -> Lecture {
        switch self {
        case .requested(let request): .refused(request, refusal)
        case .notRequested, .scheduled, .refused, .cancelled, .held, .struck: self
        }
    }

    private func held(_ report: LectureHeld) -> Lecture {
        switch self {
        case .notRequested: .held(HeldLecture(request: nil, decision: nil, report: report))
        case .scheduled(let request, let decision):
            .held(HeldLecture(request: request, decision: decision, report: report))
        case .struck(let lecture, _):
            .held(
                HeldLecture(request: lecture.request, decision: lecture.decision, report: report))
        case .requested, .refused, .cancelled, .held: self
        }
    }

    private func corrected(_ correction: HeadcountCorrected) -> Lecture {
        switch self {
        case .held(var lecture):
            lecture.headcount = correction.plain.to
            lecture.ages = correction.plain.ages
            return .held(lecture)
        case .notRequested, .requested, .scheduled, .refused, .cancelled, .struck: return self
        }
    }

    private func cancelled(_ cancellation: Cancelled) -> Lecture {
        switch self {
        case .requested(let request): .cancelled(request, nil, cancellation)
        case .scheduled(let request, let decision):
            .cancelled(request, decision, cancellation)
        case .held(let lecture): .struck(lecture, cancellation)
        case .notRequested, .refused, .cancelled, .struck: self
        }
    }
}
