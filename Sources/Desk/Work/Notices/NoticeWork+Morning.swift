import EventLog
import Participation

// What an office is told in the morning, once a day it is open (朝の点検).
extension NoticeWork {
    /// What a section has to hear this morning.
    func news(for section: String, on day: LocalDate) async throws -> [WorkKind] {
        if Planning.isMeant(by: section) {
            return try await quarterEnded(before: day) == nil ? [] : [.quarterMail]
        }
        var news: [WorkKind] = []
        if try await !pressing(section).isEmpty { news.append(.deadlineMail) }
        if try await !unreported(by: section, on: day).isEmpty { news.append(.reportMail) }
        if Desk.isTriage(section), try await !unrouted().isEmpty { news.append(.triageMail) }
        return news
    }

    // MARK: Lectures without a report

    func askForReports(_ job: Job) async throws {
        let to = try addressee(job)
        let lectures = try await unreported(by: to.section, on: desk.today)
        // Reported meanwhile: there is nothing to say.
        guard !lectures.isEmpty else { return }
        try await send(
            .unreported(lectures, on: desk.today, to: try await office(to.section)),
            to: to.address, job)
    }

    /// The lectures a section is asked about this morning: on the first opening day after each, and
    /// every morning once the report is late (PRODUCT §4.7).
    private func unreported(
        by section: String, on day: LocalDate
    ) async throws -> [UnreportedLecture] {
        let opening = try await desk.calendar().opening
        var lectures: [UnreportedLecture] = []
        for lecture in try await desk.unreportedLectures(on: day)
        where lecture.dueOn < day || opening.openingDays(between: lecture.plannedOn, and: day) <= 1
        {
            let code = try await desk.code(ofSection: lecture.department.text)
            if code == section { lectures.append(lecture) }
        }
        return lectures
    }

    // MARK: Requests for lectures

    /// The request for a lecture a job is about; nil when it is about an item.
    func lectureRequest(_ job: Job) async throws -> LectureRequested? {
        guard let cause = job.cause, let event = try await desk.log.event(at: cause),
            event.type == LectureEventCoding.requestedType,
            case .requested(let request) = try LectureEventCoding.decode(
                event, opened: event.unopened)
        else { return nil }
        return request
    }

    func tell(of request: LectureRequested, _ job: Job) async throws {
        let to = try addressee(job)
        try await send(
            .lectureRequested(request.plain, to: try await office(to.section)), to: to.address,
            job)
    }

    // MARK: What no section has

    func tellHearing(_ job: Job) async throws {
        let to = try addressee(job)
        let items = try await unrouted().map { entry in
            NoticeText.Item(
                entry.receiptNumber, scheme: entry.scheme, due: entry.due,
                isUrgent: entry.isUrgent)
        }
        guard !items.isEmpty else { return }
        try await send(
            .unrouted(items, on: desk.today, to: try await office(to.section)), to: to.address, job
        )
    }

    private func unrouted() async throws -> [Tray.Entry] {
        try await desk.tray(of: Triage.code, limit: Self.mostListed).entries.filter { entry in
            entry.handling != .restricted && entry.stage != .done
        }
    }

    // MARK: The end of a quarter

    func tellPlanning(_ job: Job) async throws {
        let to = try addressee(job)
        guard let period = try await quarterEnded(before: desk.today) else { return }
        try await send(
            .quarterEnded(
                try await desk.check(period),
                to: NoticeText.Office(
                    city: try await desk.city()?.name ?? "", section: Planning.title,
                    pages: pages(of: nil))),
            to: to.address, job)
    }

    /// The quarter that has ended if this is the first opening day of the next.
    private func quarterEnded(before day: LocalDate) async throws -> FigurePeriod? {
        let now = FigurePeriod(year: FiscalYear(day), quarter: Quarter(day))
        let opening = try await desk.calendar().opening
        let earlier = (now.firstDay.dayNumber..<day.dayNumber).lazy
            .compactMap { LocalDate(dayNumber: $0) }
        guard !earlier.contains(where: opening.isOpen),
            let last = LocalDate(dayNumber: now.firstDay.dayNumber - 1)
        else { return nil }
        return FigurePeriod(year: FiscalYear(last), quarter: Quarter(last))
    }

    func addressee(_ job: Job) throws -> SectionAddress {
        guard let to = SectionAddress(target: job.target) else {
            throw WorkFailure("no address of a section", isPermanent: true)
        }
        return to
    }
}
