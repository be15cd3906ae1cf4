import EventLog
public import FoundationEssentials
public import Participation

/// How far a lecture has come, as lists show it (出前講座の段階, PRODUCT §4.7).
public enum LectureStage: String, Sendable, CaseIterable {
    /// Asked for; a date has to be found (申込・調整).
    case requested
    /// A date is settled and has not passed (決定).
    case scheduled
    /// The date has passed, and nobody has reported (実施・報告待ち).
    case unreported
    /// Reported (報告済).
    case reported
    /// The city said no (却下).
    case refused
    /// Called off (中止).
    case cancelled
    /// The report was a mistake (報告取消).
    case struck

    /// The word on the list (段階の表記).
    public var japanese: String {
        switch self {
        case .requested: "申込・調整"
        case .scheduled: "決定"
        case .unreported: "実施・報告待ち"
        case .reported: "報告済"
        case .refused: "却下"
        case .cancelled: "中止"
        case .struck: "報告取消"
        }
    }
}

/// A lecture as lists and its page show it (出前講座の記録).
public struct ListedLecture: Sendable, Equatable {
    /// The lecture (講座の番号).
    public let id: UUID
    /// What became of it; sealed parts read as erased unless they were opened (状態).
    public let lecture: Lecture
    /// How far it has come (段階).
    public let stage: LectureStage
    /// By when somebody has to do something about it (次の期限).
    public let dueOn: LocalDate?
    /// Whether its personal part was erased: nobody can read it any more (消去済み).
    public let isErased: Bool

    init?(id: UUID, lecture: Lecture, isErased: Bool, today: LocalDate) {
        self.id = id
        self.isErased = isErased
        self.lecture = lecture
        switch lecture {
        case .notRequested: return nil
        case .requested(let request):
            stage = .requested
            dueOn = request.plain.choices.map(\.date).min()
        case .scheduled(_, let decision):
            let day = decision.plain.slot.date
            stage = day < today ? .unreported : .scheduled
            dueOn = day < today ? lecture.reportDue(under: LectureRules()) : day
        case .held:
            stage = .reported
            dueOn = nil
        case .refused:
            stage = .refused
            dueOn = nil
        case .cancelled:
            stage = .cancelled
            dueOn = nil
        case .struck:
            stage = .struck
            dueOn = nil
        }
    }

    /// What was asked for; nil for a lecture from a list (申込).
    public var request: LectureRequested? {
        switch lecture {
        case .notRequested: nil
        case .requested(let request), .scheduled(let request, _), .refused(let request, _),
            .cancelled(let request, _, _):
            request
        case .held(let held), .struck(let held, _): held.request
        }
    }

    /// What was settled (決定).
    public var decision: LectureScheduled? {
        switch lecture {
        case .notRequested, .requested, .refused: nil
        case .scheduled(_, let decision): decision
        case .cancelled(_, let decision, _): decision
        case .held(let held), .struck(let held, _): held.decision
        }
    }

    /// What was reported (実施報告).
    public var held: HeldLecture? {
        switch lecture {
        case .held(let held), .struck(let held, _): held
        case .notRequested, .requested, .scheduled, .refused, .cancelled: nil
        }
    }

    /// Why and on whose account it was called off (中止).
    public var cancelled: Cancelled? {
        switch lecture {
        case .cancelled(_, _, let cancelled), .struck(_, let cancelled): cancelled
        case .notRequested, .requested, .scheduled, .refused, .held: nil
        }
    }

    /// The title; nil for a wish beside the menu nobody has named yet (講座名).
    public var title: Wording? {
        held?.report.plain.title ?? decision?.plain.title ?? request?.plain.title
    }

    /// The section that gives it; nil while it is not settled (担当課).
    public var department: Wording? {
        held?.report.plain.department ?? decision?.plain.department ?? request?.plain.department
    }

    /// The day it is about: held, settled, or wished for first (実施日・予定日).
    public var day: LocalDate? {
        held?.report.plain.heldOn ?? decision?.plain.slot.date
            ?? request?.plain.choices.first?.date
    }

    /// The fiscal year in whose list it stands (年度).
    public var year: FiscalYear? {
        day.map { FiscalYear($0) } ?? request?.plain.fiscalYear
    }
}

extension Desk {
    /// The lectures of a fiscal year: what is due first comes first, what is done last
    /// (年度の出前講座の一覧).
    ///
    /// Who asked stays sealed. Of more than ``LectureBook/places`` lectures the oldest are not looked at.
    /// - Throws: ``DeskError``.
    public func lectures(in year: FiscalYear) async throws(DeskError) -> [ListedLecture] {
        do {
            let today = today
            let lectures = try await lectureBook.lectures(of: self).compactMap { id, kept in
                ListedLecture(
                    id: id, lecture: kept.lecture, isErased: kept.isErased, today: today)
            }.filter { $0.year == year }
            return lectures.sorted { $0.comesBefore($1) }
        } catch {
            throw DeskError(error)
        }
    }

    /// One lecture.
    /// - Parameter opening: who looks at the sealed parts and why; nil: they stay sealed.
    /// - Throws: ``DeskError``; `notFound` when there is none.
    public func lecture(
        _ id: UUID, opening: Opening? = nil
    ) async throws(DeskError) -> ListedLecture {
        do {
            let history = try await log.read(
                StreamName(category: Lecture.streamCategory, id: id))
            let events = try await decode(
                history, as: Lecture.self, for: opening, showing: .lecture)
            guard
                let listed = ListedLecture(
                    id: id, lecture: events.reduce(Lecture.initial, Lecture.evolve),
                    isErased: history.contains(where: \.isErasure), today: today)
            else { throw DeskError.notFound("lecture-\(id.uuidString.lowercased())") }
            return listed
        } catch {
            throw DeskError(error)
        }
    }
}

extension ListedLecture {
    /// What is open goes by what is due, what is done by its day, the last first.
    fileprivate func comesBefore(_ other: ListedLecture) -> Bool {
        switch (dueOn, other.dueOn) {
        case (let one?, let two?): (one, id.uuidString) < (two, other.id.uuidString)
        case (_?, nil): true
        case (nil, _?): false
        case (nil, nil):
            (other.day ?? .earliest, other.id.uuidString) < (day ?? .earliest, id.uuidString)
        }
    }
}
