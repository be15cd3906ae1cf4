public import EventLog
import FoundationEssentials
public import Participation

/// The rules on retention to bytes and back (保存区分の定めの出来事の符号化).
///
/// Pinned byte by byte in `Tests/DeskTests/Fixtures/Retention*.v1*.json`, which are never edited.
public enum RetentionTermEventCoding: EventCoding {
    /// The one stream of a city's rules, the same in every city (定めの対象名).
    public static let stream = StreamName(
        category: RetentionBook.streamCategory,
        id: UUID(uuid: (0, 0, 0, 0, 0, 0, 0x80, 0, 0x80, 0, 0, 0, 0, 0, 0, 1)))

    static let schemaVersion: Int16 = 1

    /// The types this coding reads and writes (出来事の種類).
    enum EventType: String, CaseIterable {
        case defined = "RetentionDefined"
        case withdrawn = "RetentionWithdrawn"
    }

    /// The bytes of an event.
    public static func encode(_ event: RetentionTermEvent) -> CodedEvent {
        switch event {
        case .defined(let term):
            CodedEvent(
                EventType.defined.rawValue,
                [
                    "from": .date(term.from), "kind": .string(term.kind.code),
                    "period": .string(term.period.code),
                ])
        case .withdrawn(let kind, let from):
            CodedEvent(
                EventType.withdrawn.rawValue, ["from": .date(from), "kind": .string(kind.code)])
        }
    }

    /// The event of these bytes.
    /// - Throws: ``EventCodingError``: this program cannot read it.
    public static func decode(
        type name: String, schemaVersion version: Int16, payload: [UInt8], opened: Opened?
    ) throws(EventCodingError) -> RetentionTermEvent {
        try PersonalPart.refuse(opened, of: name)
        guard let type = EventType(rawValue: name), version == schemaVersion else {
            throw .unknown(type: name, schemaVersion: version)
        }
        return try MemberReader.read(payload, of: name) { members throws(EventCodingError) in
            let from = try members.date("from")
            let kind = try members.value("kind", RetainedKind.init(code:))
            return switch type {
            case .defined:
                .defined(
                    RetentionTerm(
                        kind, from: from,
                        period: try members.value("period") { RetentionPeriod(parsing: $0) }))
            case .withdrawn: .withdrawn(kind, from: from)
            }
        }
    }
}

extension RetentionBook: RecordedDecider {
    /// Its events to bytes and back (出来事の符号化).
    public typealias Coding = RetentionTermEventCoding

    /// `retention` (保存区分の定め).
    public static var streamCategory: StaticString { "retention" }
}
