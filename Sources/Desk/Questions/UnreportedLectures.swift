import EventLog
public import FoundationEssentials
public import Participation

/// A lecture whose day has passed, and of which nobody has said whether it was held (報告のない講座).
public struct UnreportedLecture: Sendable, Equatable {
    /// The lecture (講座).
    public var id: UUID
    /// Its title (講座名).
    public var title: Wording
    /// The section that gives it, as the decision names it (担当課).
    public var department: Wording
    /// The day it was to be held (実施予定日).
    public var plannedOn: LocalDate
    /// By when the section reports (報告期限).
    public var dueOn: LocalDate
}

extension Desk {
    /// Decisions looked back on for lectures without a report (さかのぼる決定の数).
    private static let decisionsLookedAt: Int64 = 10_000

    /// The lectures whose day has passed without a report, the oldest first (報告のない講座).
    ///
    /// A lecture counts once it is reported: who publishes a quarter asks for these first
    /// (PRODUCT §4.7, §4.10).
    /// - Parameter day: the day it is; a lecture of that day may still be going on.
    /// - Throws: ``DeskError``.
    public func unreportedLectures(on day: LocalDate) async throws(DeskError) -> [UnreportedLecture]
    {
        do {
            let streams = try await log.streams(
                withNewest: LectureEventCoding.scheduledType, limit: Self.decisionsLookedAt)
            let rules = LectureRules()
            var lectures: [UnreportedLecture] = []
            for (stream, history) in try await log.read(streams) {
                // Who asked is of no concern here, and stays sealed.
                let lecture = try await fold(history, as: Lecture.self, opening: false)
                guard let id = stream.id, case .scheduled(_, let decision) = lecture,
                    let due = lecture.reportDue(under: rules), decision.plain.slot.date < day
                else { continue }
                lectures.append(
                    UnreportedLecture(
                        id: id, title: decision.plain.title,
                        department: decision.plain.department, plannedOn: decision.plain.slot.date,
                        dueOn: due))
            }
            return lectures.sorted {
                ($0.plannedOn, $0.id.uuidString) < ($1.plannedOn, $1.id.uuidString)
            }
        } catch {
            throw DeskError(error)
        }
    }
}
