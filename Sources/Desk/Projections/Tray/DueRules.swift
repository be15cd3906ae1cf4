import EventLog
import Participation

/// What was known, and when, of the rules for deadlines and of the days the city hall is open
/// (期限の定めと暦の変遷).
///
/// A deadline is counted by what was known when the item was received, and so does not move. Where no
/// rule was known then, the first one that came to be known later fills it in.
struct DueRules: Sendable {
    private var books: [(position: Int64, book: DeadlineBook)] = []
    private var calendars: [(position: Int64, state: CityCalendar, opening: OpeningCalendar)] = []
    private var hasRead = false

    /// A deadline, and how its days are counted (回答期限).
    struct Due: Sendable, Equatable {
        var on: LocalDate
        var isOpening: Bool
    }

    /// Whether an event says something about deadlines.
    static func concerns(_ event: RecordedEvent) -> Bool {
        event.stream == DeadlineEventCoding.stream || event.stream == CalendarEventCoding.stream
    }

    /// Takes in what these events say; at the first call what was said before them as well.
    mutating func follow(_ events: [RecordedEvent], in log: EventLog) async throws {
        if !hasRead, let first = events.first { try await read(log, before: first.position) }
        for event in events where Self.concerns(event) { try take(event) }
    }

    /// Takes in what was said before a position.
    mutating func read(_ log: EventLog, before position: Int64 = .max) async throws {
        for stream in [DeadlineEventCoding.stream, CalendarEventCoding.stream] {
            for event in try await log.read(stream) where event.position < position {
                try take(event)
            }
        }
        hasRead = true
    }

    private mutating func take(_ event: RecordedEvent) throws(EventCodingError) {
        if event.stream == DeadlineEventCoding.stream {
            let known = books.last?.book ?? .initial
            let change = try DeadlineEventCoding.decode(event, opened: event.unopened)
            books.append((event.position, DeadlineBook.evolve(known, change)))
        } else {
            let known = calendars.last?.state ?? .initial
            let change = try CalendarEventCoding.decode(event, opened: event.unopened)
            let state = CityCalendar.evolve(known, change)
            calendars.append((event.position, state, state.opening))
        }
    }

    /// The deadline of an item; nil where no rule is in force for its day of receipt.
    func due(for scheme: Scheme, receivedOn: LocalDate, receivedAt: Int64) -> Due? {
        let later = books.first { $0.position > receivedAt }.map { _ in
            books.filter { $0.position > receivedAt }
        }
        let known = books.last { $0.position <= receivedAt }
        for (position, book) in [known].compactMap(\.self) + (later ?? []) {
            guard let term = book.term(for: scheme, receivedOn: receivedOn) else { continue }
            let moment = max(position, receivedAt)
            let calendar = calendars.last { $0.position <= moment }?.opening
            guard let rule = term.rule,
                let day = rule.dueDate(
                    receivedOn: receivedOn, in: calendar ?? OpeningCalendar(closures: []))
            else { return nil }
            return Due(on: day, isOpening: rule.isOpening)
        }
        return nil
    }
}

extension DeadlineRule {
    /// Whether it counts days on which the city hall is open (開庁日で数えるか).
    var isOpening: Bool {
        switch self {
        case .calendarDays: false
        case .openingDays: true
        }
    }
}
