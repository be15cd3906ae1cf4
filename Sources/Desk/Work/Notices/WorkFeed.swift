import EventLog
import FoundationEssentials
import Participation
import Postgres

/// What there is to do outside the log (作業の種類). Raw values are kept in `work.job`.
public enum WorkKind: String, Sendable, CaseIterable {
    /// A section is told by mail that an item has come to it (担当課へのメール).
    case sectionMail = "mail"
    /// Another program is told what happened (Webhook).
    case webhook
    /// In the morning: which sections have something to answer soon (回答期限の点検).
    case deadlines
    /// One of them is told by mail (回答期限のメール).
    case deadlineMail = "deadline-mail"
    /// A section is told which of its lectures have no report (実施報告のメール).
    case reportMail = "report-mail"
    /// The hearing section is told what nobody has yet (担当未定のメール).
    case triageMail = "triage-mail"
    /// Who publishes the figures is told what is open in the quarter that has ended (四半期末のメール).
    case quarterMail = "quarter-mail"
}

/// A mail address of a section, as the target of a job (担当課の宛先).
struct SectionAddress: Sendable, Equatable {
    /// The section's code.
    let section: String
    let address: EmailAddress

    init(_ section: String, _ address: EmailAddress) {
        self.section = section
        self.address = address
    }

    init?(target: String) {
        let parts = target.split(separator: " <", maxSplits: 1)
        guard parts.count == 2, target.hasSuffix(">"),
            let address = EmailAddress(parsing: String(parts[1].dropLast()))
        else { return nil }
        self.init(String(parts[0]), address)
    }

    var target: String { "\(section) <\(address.text)>" }
}

/// Turns what happens into things to do: who is to be told of it (通知の起票).
///
/// Jobs and the reader's step are one commit, so each is put in exactly once. A city that has a past
/// when it begins is not told about that.
struct WorkFeed: Sendable {
    static let reader = "work"
    private static let page: Int64 = 1_000

    let desk: Desk
    private var log: EventLog { desk.log }

    /// Follows the log until the task is cancelled; returns at once when another process does.
    func follow() async throws {
        _ = try await desk.pool.withSoleRunner(Self.reader) { _ in
            try await begin()
            try await desk.put([try await desk.deadlineCheck(after: nil)])
            var contacts: ContactBook?
            while !Task.isCancelled {
                let position = try await advance(&contacts)
                await log.waitForGrowth(beyond: position)
            }
        }
    }

    private func begin() async throws {
        if try await log.checkpoints().contains(where: { $0.name == Self.reader }) { return }
        let head = try await log.headPosition()
        _ = try await desk.pool.execute(
            "SELECT log.advance_checkpoint(\(Self.reader), 0, \(head))")
    }

    /// Puts in what follows from the events since the last step.
    func advance(_ contacts: inout ContactBook?) async throws -> Int64 {
        var position = try await log.checkpoint(Self.reader)
        let head = try await log.headPosition()
        try await log.forEachPage(after: position, through: head, size: Self.page) {
            page, range in
            let events = try page.events()
            if events.contains(where: { $0.stream == ContactEventCoding.stream }) { contacts = nil }
            let book: ContactBook
            if let contacts { book = contacts } else { book = try await desk.contacts() }
            contacts = book
            var jobs: [NewJob] = []
            for event in events { jobs += try await self.jobs(after: event, book) }
            let step: Query =
                "SELECT log.advance_checkpoint(\(Self.reader), \(range.lowerBound - 1), \(range.upperBound))"
            _ = try await desk.pool.run(
                jobs.isEmpty ? [step] : [WorkQueue.insertion(jobs), step])
            if !jobs.isEmpty { try await log.notify() }
            position = range.upperBound
        }
        return position
    }

    /// What is to be done after an event.
    private func jobs(
        after event: RecordedEvent, _ contacts: ContactBook
    ) async throws -> [NewJob] {
        let isItem = event.stream.category == "item"
        guard isItem || event.type == LectureEventCoding.requestedType else { return [] }
        let sections =
            isItem ? try await sections(toldOf: event) : [try await section(askedBy: event)]
        let mails = sections.flatMap { section in
            contacts.mails(of: section).map { SectionAddress(section, $0).target }
        }
        let programs =
            isItem
            ? contacts.webhooks(for: event.type).map { $0.id.uuidString.lowercased() } : []
        func job(_ kind: WorkKind, _ target: String) -> NewJob {
            NewJob(
                key: CommandID.job("\(kind.rawValue)/\(target)/\(event.position)"),
                kind: kind.rawValue, target: target, cause: event.position)
        }
        return mails.map { job(.sectionMail, $0) } + programs.map { job(.webhook, $0) }
    }

    /// The section that gives the lecture asked for; what is not on the menu goes to the hearing
    /// section (PRODUCT §4.7).
    private func section(askedBy event: RecordedEvent) async throws -> String {
        guard
            case .requested(let request) = try LectureEventCoding.decode(
                event, opened: event.unopened),
            let department = request.plain.department
        else { return Triage.code }
        return try await desk.code(ofSection: department.text)
    }

    /// The sections an event brings an item to.
    private func sections(toldOf event: RecordedEvent) async throws -> [String] {
        switch event.type {
        case ResponseEventCoding.EventType.instructed.rawValue:
            guard let id = event.stream.id else { return [] }
            return [try await desk.item(id).item.routing?.lead ?? Triage.code]
        case ItemRoutedCoding.type, ResponseEventCoding.EventType.transferred.rawValue:
            switch try ItemEventCoding.decode(event, opened: event.unopened) {
            case .routed(let routing): return [routing.lead] + routing.others
            case .response(.transferred(let transfer)): return [transfer.to.text]
            case _: return []
            }
        default: return []
        }
    }
}

// MARK: - What the clock brings

extension Desk {
    /// When offices begin: what is due is told then, on days the city hall is open.
    private static let morning: Int64 = 8 * 3_600 + 30 * 60
    /// Japan is nine hours ahead of UTC, summer and winter.
    private static let ahead: Int64 = 9 * 3_600

    /// The next look at deadlines.
    /// - Parameter day: the day of the one before; nil: there was none.
    func deadlineCheck(after day: LocalDate?) async throws -> NewJob {
        let opening = try await calendar().opening
        let now = clock()
        var next = day.map { max($0.dayNumber + 1, today.dayNumber) } ?? today.dayNumber
        while true {
            let moment = Instant(
                microseconds: (Int64(next) * 86_400 + Self.morning - Self.ahead) * 1_000_000)
            if let date = LocalDate(dayNumber: next), opening.isOpen(date), moment > now {
                return NewJob(
                    key: CommandID.job("\(WorkKind.deadlines.rawValue)/\(date)"),
                    kind: WorkKind.deadlines.rawValue, target: "\(date)", readyAt: moment)
            }
            next += 1
        }
    }
}
