import EventLog
import FoundationEssentials
import Participation

/// A record as its keeping is decided about: nothing sealed is needed for that (保存の判断に使う記録).
struct KeptRecord: Sendable {
    /// What it is a record of (記録の対象).
    enum Subject: Sendable {
        /// An item (案件).
        ///
        /// - isEarlier: it came from earlier records and nobody dealt with it since: it was completed
        ///   before it came here.
        case item(ReceivedItem, isEarlier: Bool)
        /// A lecture (出前講座).
        case lecture(Lecture)
        /// A gathering (催し).
        case gathering(Gathering)
        /// What one person gave of themselves for a gathering (催しの申込み).
        case registration(of: Gathering)
    }

    let stream: StreamName
    let version: Int32
    let subject: Subject
    let retention: RecordRetention
    /// The registrations of a gathering that have keys of their own (申込み).
    var registrations: [KeptRecord] = []
    /// What keeps the gathering that a registration is for, and so the registration (催しの消去の停止).
    var hostHolds: [RecordHold] = []

    /// A record after what happened to it; nil when it is not there, or is none that is kept so.
    /// - Parameter gatherings: what happened to gatherings, for the registrations of these.
    static func after(
        _ history: [RecordedEvent], gatherings: [StreamName: [RecordedEvent]] = [:]
    ) throws(EventCodingError) -> KeptRecord? {
        guard let last = history.last,
            let subject = try subject(history, gatherings)
        else { return nil }
        var record = KeptRecord(
            stream: last.stream, version: last.version, subject: subject,
            retention: try retention(history, subject))
        if case .registration = subject {
            let host = try host(of: history, gatherings)
            record.hostHolds = try retention(host, subject).holds
        }
        return record
    }

    private static func retention(
        _ history: [RecordedEvent], _ subject: Subject
    ) throws(EventCodingError) -> RecordRetention {
        var retention = RecordRetention()
        if case .item(let item, _) = subject { retention = item.retention }
        for event in history {
            guard let kept = try RetentionEventCoding.decodeKeeping(event) else { continue }
            retention = retention.after(kept)
        }
        return retention
    }

    /// What happened to the gathering that a registration is for.
    private static func host(
        of registration: [RecordedEvent], _ gatherings: [StreamName: [RecordedEvent]]
    ) throws(EventCodingError) -> [RecordedEvent] {
        try RegistrantCoding.gathering(of: registration).flatMap { gatherings[$0] } ?? []
    }

    private static func subject(
        _ history: [RecordedEvent], _ gatherings: [StreamName: [RecordedEvent]]
    ) throws(EventCodingError) -> Subject? {
        guard let stream = history.first?.stream, stream.id != nil else { return nil }
        switch "\(stream.category)" {
        case "\(Item.streamCategory)":
            let state = try unopened(history, as: Item.self)
            guard case .received(let item) = state else { return nil }
            let isUntouched = item.routing == nil && item.response == ItemResponse()
            return .item(item, isEarlier: ImportActor.isOne(history.first?.actor) && isUntouched)
        case "\(Lecture.streamCategory)": return .lecture(try unopened(history, as: Lecture.self))
        case "\(Gathering.streamCategory)":
            return .gathering(try unopened(history, as: Gathering.self))
        case "\(RegistrantCoding.category)":
            return .registration(
                of: try unopened(try host(of: history, gatherings), as: Gathering.self))
        case _: return nil
        }
    }

    private static func unopened<Deciding: RecordedDecider>(
        _ history: [RecordedEvent], as _: Deciding.Type
    ) throws(EventCodingError) -> Deciding {
        var state = Deciding.initial
        for recorded in history where !recorded.isKeeping {
            let event = try Deciding.Coding.decode(recorded, opened: recorded.unopened)
            state = Deciding.evolve(state, event)
        }
        return state
    }

    // MARK: What it is called

    /// The receipt number of an item (受付番号).
    var receiptNumber: ReceiptNumber? {
        switch subject {
        case .item(let item, _): item.plain.receiptNumber
        case .lecture, .gathering, .registration: nil
        }
    }

    /// The scheme of an item (受付制度).
    var scheme: Scheme? {
        switch subject {
        case .item(let item, _): item.plain.scheme
        case .lecture, .gathering, .registration: nil
        }
    }

    /// By what it is known: its receipt number, or `lecture-…` (番号).
    var name: String { receiptNumber?.description ?? stream.text }

    /// Its receipt number, unless only named persons may know that it is there.
    var shownNumber: ReceiptNumber? { isRestricted ? nil : receiptNumber }

    /// By what it is known, unless only named persons may know that it is there.
    var shownName: String? { isRestricted ? nil : name }

    /// Whether only named persons may know of it (限定).
    var isRestricted: Bool {
        switch subject {
        case .item(let item, _): item.plain.handling == .restricted
        case .lecture, .gathering, .registration: false
        }
    }

    /// What kind of record it is, as a register has it (種別).
    var genre: String {
        switch subject {
        case .item(let item, _): item.plain.scheme.japanese
        case .lecture, .gathering: kind.japanese
        case .registration: "催しの申込み"
        }
    }

    /// What it is about, nothing of what anybody said (件名).
    var title: String? {
        switch subject {
        case .item: nil
        case .lecture(let lecture): lecture.title?.text
        case .gathering(let gathering), .registration(let gathering):
            gathering.announced.map { "\($0.plan.name)(\($0.plan.heldOn.wareki))" }
        }
    }

    // MARK: How long it is kept

    /// The kind by whose rule it is kept (保存区分の対象).
    var kind: RetainedKind {
        switch subject {
        case .item(let item, _): .scheme(item.plain.scheme)
        case .lecture: .lectures
        case .gathering, .registration: .gatherings
        }
    }

    /// How long it is kept by these rules (保存期間).
    func span(
        by book: RetentionBook, today: LocalDate
    ) throws(ItemRefusal) -> RetentionSpan {
        switch subject {
        case .item(let item, let isEarlier): try item.span(by: book, isEarlierRecord: isEarlier)
        case .lecture(let lecture): try book.span(of: kind, completedOn: lecture.completedOn)
        case .gathering(let gathering), .registration(let gathering):
            try book.span(of: kind, completedOn: gathering.completedOn(by: today))
        }
    }

    /// What keeps it, one of the registrations that would go with it, or the gathering it is part of
    /// (消去の停止).
    var holds: [RecordHold] {
        retention.holds + hostHolds + registrations.flatMap(\.retention.holds)
    }

    // MARK: Erasing

    /// What erasing it records: with a gathering go the registrations that were not erased before.
    /// - Throws: ``ItemRefusal``: what stands against it.
    func erasure(
        _ ground: ErasureGround, by book: RetentionBook, today: LocalDate
    ) throws(ItemRefusal) -> [Append.Write] {
        if case .useSuspension = ground, case .gathering(let gathering) = subject,
            gathering.announced?.registrations.isEmpty == false
        {
            throw .retention(.severalPeople)
        }
        if retention.erasure == nil, !holds.isEmpty { throw .retention(.held(holds)) }
        var writes: [Append.Write] = []
        for record in [self] + registrations {
            let events = try record.erased(ground, book, today)
            guard !events.isEmpty else { continue }
            writes.append(
                Append.Write(
                    record.stream, expecting: .exactly(record.version),
                    events.map(NewEvent.init(unsealed:))))
        }
        return writes
    }

    private func erased(
        _ ground: ErasureGround, _ book: RetentionBook, _ today: LocalDate
    ) throws(ItemRefusal) -> [CodedEvent] {
        switch subject {
        case .item(let item, let isEarlier):
            let asked = EraseItem(ground: ground, book: book, isEarlierRecord: isEarlier)
            return try Item.decide(.retain(.erase(asked), today: today), .received(item))
                .map(ItemEventCoding.encode)
        case .lecture, .gathering, .registration:
            return try retention.erase(on: ground, today: today) {
                () throws(ItemRefusal) -> RetentionSpan in try span(by: book, today: today)
            }.map(RetentionEventCoding.encodeKeeping)
        }
    }
}

extension NewEvent {
    /// An event that has nothing to be sealed.
    init(unsealed coded: CodedEvent) {
        self.init(
            type: coded.type, schemaVersion: coded.schemaVersion, payload: coded.payload,
            sealed: nil)
    }
}

extension Lecture {
    /// Its title, as far as one is settled (講座名).
    fileprivate var title: Wording? {
        switch self {
        case .notRequested: nil
        case .requested(let request), .refused(let request, _): request.plain.title
        case .scheduled(_, let decision): decision.plain.title
        case .cancelled(let request, let decision, _):
            decision?.plain.title ?? request.plain.title
        case .held(let held), .struck(let held, _): held.report.plain.title
        }
    }
}
