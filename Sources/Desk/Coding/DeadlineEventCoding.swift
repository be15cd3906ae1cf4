public import EventLog
import FoundationEssentials
public import Participation

/// The rules for deadlines to bytes and back (回答期限の定めの出来事の符号化).
///
/// Pinned byte by byte in `Tests/DeskTests/Fixtures/Deadline*.v1*.json`, which are never edited.
public enum DeadlineEventCoding: EventCoding {
    /// The one stream of a city's rules, the same in every city (定めの対象名).
    public static let stream = StreamName(
        category: DeadlineBook.streamCategory,
        id: UUID(uuid: (0, 0, 0, 0, 0, 0, 0x80, 0, 0x80, 0, 0, 0, 0, 0, 0, 2)))

    static let schemaVersion: Int16 = 1

    /// The types this coding reads and writes (出来事の種類).
    enum EventType: String, CaseIterable {
        case defined = "DeadlineDefined"
        case withdrawn = "DeadlineWithdrawn"
    }

    /// The bytes of an event.
    public static func encode(_ event: DeadlineEvent) -> CodedEvent {
        switch event {
        case .defined(let term):
            let (calendar, opening): (Int?, Int?) =
                switch term.rule {
                case .calendarDays(let days)?: (days, nil)
                case .openingDays(let days)?: (nil, days)
                case nil: (nil, nil)
                }
            return CodedEvent(
                EventType.defined.rawValue,
                [
                    "calendarDays": .optional(calendar), "from": .date(term.from),
                    "openingDays": .optional(opening),
                    "scheme": .optional(term.scheme?.rawValue),
                ])
        case .withdrawn(let scheme, let from):
            return CodedEvent(
                EventType.withdrawn.rawValue,
                ["from": .date(from), "scheme": .optional(scheme?.rawValue)])
        }
    }

    /// The event of these bytes.
    /// - Throws: ``EventCodingError``: this program cannot read it.
    public static func decode(
        type name: String, schemaVersion version: Int16, payload: [UInt8], opened: Opened?
    ) throws(EventCodingError) -> DeadlineEvent {
        try PersonalPart.refuse(opened, of: name)
        guard let type = EventType(rawValue: name), version == schemaVersion else {
            throw .unknown(type: name, schemaVersion: version)
        }
        return try MemberReader.read(payload, of: name) { members throws(EventCodingError) in
            let from = try members.date("from")
            let scheme = try members.optionalValue("scheme", Scheme.init(rawValue:))
            return switch type {
            case .defined:
                .defined(DeadlineTerm(scheme: scheme, from: from, rule: try rule(&members)))
            case .withdrawn: .withdrawn(scheme: scheme, from: from)
            }
        }
    }

    private static func rule(
        _ members: inout MemberReader
    ) throws(EventCodingError) -> DeadlineRule? {
        let calendar = try members.optionalInteger("calendarDays")
        let opening = try members.optionalInteger("openingDays")
        switch (calendar, opening) {
        case (nil, nil): return nil
        case (let days?, nil): return .calendarDays(days)
        case (nil, let days?): return .openingDays(days)
        case (_?, _?): throw members.malformed("openingDays")
        }
    }
}

extension DeadlineBook: RecordedDecider {
    /// Its events to bytes and back (出来事の符号化).
    public typealias Coding = DeadlineEventCoding

    /// `deadline` (回答期限の定め).
    public static var streamCategory: StaticString { "deadline" }
}
