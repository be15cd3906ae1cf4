import EventLog
import FoundationEssentials
import Participation
import Postgres

/// Tells sections and programs what happened (通知の実行).
///
/// What is 限定 is told to nobody here: only named persons may know of it (DECISIONS C3).
public struct NoticeWork: Sendable {
    /// Days before a deadline from which on a section is reminded (期限の予告).
    public static let warningDays = 5
    /// Items of a tray looked at for it.
    static let mostListed = 2_000

    let desk: Desk
    private let mail: MailSender?
    private let origin: String?
    private let webhooks = WebhookSender()

    /// - Parameters:
    ///   - mail: the city's mail server; nil: mails wait until one is set.
    ///   - origin: where the staff's pages are, `https://HOST`; nil: mails say where to look in words.
    public init(_ desk: Desk, mail: MailSettings?, pagesAt origin: String? = nil) {
        self.desk = desk
        self.origin = origin
        self.mail = mail.map { MailSender($0) }
    }

    /// What a ``Worker`` does for each kind of work.
    public var performers: [String: Worker.Perform] {
        var performers: [String: Worker.Perform] = [:]
        for kind in WorkKind.allCases {
            performers[kind.rawValue] = Performer(work: self, kind: kind).perform
        }
        return performers
    }

    /// Does one kind of work. A closure would do, were it not that the compiler breaks down over one
    /// that is async and throws a type of its own (Swift 6.3.1).
    private struct Performer: Sendable {
        let work: NoticeWork
        let kind: WorkKind

        @Sendable func perform(_ job: Job) async throws(WorkFailure) {
            if let failure = await work.outcome(of: kind, job) { throw failure }
        }
    }

    /// What went wrong, in words without personal data; nil when it was done.
    private func outcome(of kind: WorkKind, _ job: Job) async -> WorkFailure? {
        do {
            try await perform(kind, job)
            return nil
        } catch {
            if let failure = error as? WorkFailure { return failure }
            guard let fault = error as? SendingError else {
                return WorkFailure(DeskError(error).description)
            }
            return WorkFailure(
                "\(fault)", isPermanent: !fault.isWorthRepeating, retryAfter: fault.retryAfter)
        }
    }

    private func perform(_ kind: WorkKind, _ job: Job) async throws {
        switch kind {
        case .sectionMail: try await tellSection(job)
        case .webhook: try await tellProgram(job)
        case .deadlines: try await checkDeadlines(job)
        case .deadlineMail: try await remind(job)
        case .reportMail: try await askForReports(job)
        case .triageMail: try await tellHearing(job)
        case .quarterMail: try await tellPlanning(job)
        }
    }

    // MARK: What happened

    private func happening(_ job: Job) async throws -> (event: RecordedEvent, item: ItemView) {
        guard let cause = job.cause, let event = try await desk.log.event(at: cause),
            let id = event.stream.id
        else { throw WorkFailure("there is no event behind it", isPermanent: true) }
        return (event, try await desk.item(id))
    }

    private func tellSection(_ job: Job) async throws {
        if let request = try await lectureRequest(job) { return try await tell(of: request, job) }
        let (event, view) = try await happening(job)
        guard view.item.plain.handling != .restricted else { return }
        let to = try addressee(job)
        let office = try await office(to.section)
        let item = NoticeText.Item(
            view.item.plain.receiptNumber, scheme: view.item.plain.scheme, due: view.due,
            isLead: view.item.routing?.lead == to.section, isUrgent: view.item.plain.isUrgent)
        let text: NoticeText
        switch try ItemEventCoding.decode(event, opened: event.unopened) {
        case .response(.transferred(let transfer)):
            text = .passedOn(item, from: try await name(of: transfer.from.text), to: office)
        case .response(.instructed(let instruction)):
            text = .instructed(item, by: instruction.post.text, to: office)
        case _: text = .routed(item, to: office)
        }
        try await send(text, to: to.address, job)
    }

    private func tellProgram(_ job: Job) async throws {
        let (event, view) = try await happening(job)
        guard view.item.plain.handling != .restricted else { return }
        guard let id = UUID(uuidString: job.target),
            let webhook = try await desk.contacts().webhook(id)
            // Taken off the list meanwhile: it is not told any more.
        else { return }
        try await webhooks.send(
            body: CloudEvent.bytes(of: event, source: try await source()), to: webhook.url,
            id: job.key.uuidString.lowercased(), secret: desk.webhookSecret(of: id),
            at: desk.clock())
    }

    // MARK: Deadlines

    private func checkDeadlines(_ job: Job) async throws {
        guard let day = LocalDate(iso: job.target) else {
            throw WorkFailure("no day to check", isPermanent: true)
        }
        var jobs: [NewJob] = []
        for (section, addresses) in try await desk.contacts().sections {
            for kind in try await news(for: section.text, on: day) {
                for address in addresses {
                    let target = SectionAddress(section.text, address).target
                    jobs.append(
                        NewJob(
                            key: CommandID.job("\(kind.rawValue)/\(job.target)/\(target)"),
                            kind: kind.rawValue, target: target))
                }
            }
        }
        // The next morning is put in last: whoever dies before begins again.
        jobs.append(try await desk.deadlineCheck(after: day))
        try await desk.put(jobs)
    }

    private func remind(_ job: Job) async throws {
        let to = try addressee(job)
        let items = try await pressing(to.section).map { entry in
            NoticeText.Item(
                entry.receiptNumber, scheme: entry.scheme, due: entry.due, isLead: entry.isLead,
                isUrgent: entry.isUrgent)
        }
        // Answered meanwhile: there is nothing to say.
        guard
            let text = NoticeText.deadlines(
                items, on: desk.today, to: try await office(to.section))
        else { return }
        try await send(text, to: to.address, job)
    }

    /// What a section has to answer soon, or should have.
    func pressing(_ section: String) async throws -> [Tray.Entry] {
        try await desk.tray(of: section, limit: Self.mostListed).entries.filter { entry in
            entry.handling != .restricted
                && entry.daysLeft.map { $0 <= Self.warningDays } ?? false
        }
    }

    // MARK: Words

    func send(_ text: NoticeText, to address: EmailAddress, _ job: Job) async throws {
        guard let mail else { throw WorkFailure("no mail server is set (KOE_SMTP_URL)") }
        try await mail.send(
            OutgoingMail(
                to: address, subject: text.subject, text: text.text,
                key: job.key.uuidString.lowercased(), at: desk.clock()))
    }

    func office(_ section: String) async throws -> NoticeText.Office {
        let isTriage = Desk.isTriage(section)
        return NoticeText.Office(
            city: try await desk.city()?.name ?? "",
            section: isTriage ? nil : try await name(of: section),
            pages: pages(of: isTriage ? nil : section))
    }

    /// Where a section finds its pages; nil: the city has not said where they are.
    func pages(of section: String?) -> NoticeText.Pages? {
        origin.map { NoticeText.Pages(origin: $0, section: section) }
    }

    func name(of section: String) async throws -> String {
        try await desk.organisation().unit(section, on: desk.today)?.name ?? section
    }

    /// The log's name for the world, as `koe log export` writes it (DECISIONS A4).
    private func source() async throws -> String {
        try await desk.city().map { "koe/\($0.code)" } ?? "koe"
    }
}

extension Desk {
    /// Puts in what is to be done until the task is cancelled (通知の常駐).
    ///
    /// - Parameter trouble: told when it stops; it is tried again after ``ProjectionLimits/standby``.
    public func runWorkFeed(trouble: @escaping @Sendable (DeskError) -> Void) async {
        while !Task.isCancelled {
            do {
                try await WorkFeed(desk: self).follow()
            } catch {
                if Task.isCancelled { return }
                trouble(DeskError(error))
            }
            do { try await Task.sleep(for: ProjectionLimits.standby) } catch { return }
        }
    }
}
