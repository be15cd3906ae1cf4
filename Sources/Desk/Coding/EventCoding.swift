public import EventLog

/// The events of one decider to bytes and back (出来事の符号化).
public protocol EventCoding {
    /// What happened, as the domain says it (出来事).
    associatedtype Event

    /// The bytes of an event; the same event always gives the same (符号化).
    static func encode(_ event: Event) -> CodedEvent

    /// The event of these bytes (復号).
    /// - Parameter opened: what its sealed part holds; `nil` when it has none.
    /// - Throws: ``EventCodingError``: this program cannot read it.
    static func decode(
        type: String, schemaVersion: Int16, payload: [UInt8], opened: Opened?
    ) throws(EventCodingError) -> Event

    /// Where the personal part of a recorded event lies when that is not beside it (別に封印した先).
    static func apart(of recorded: RecordedEvent) throws(EventCodingError) -> StreamName?
}

extension EventCoding {
    /// Beside it (別に封印した先なし).
    public static func apart(
        of recorded: RecordedEvent
    ) throws(EventCodingError) -> StreamName? { nil }

    /// The event that was recorded (記録の復号).
    /// - Parameters:
    ///   - recorded: the event as the log has it.
    ///   - opened: what its sealed part holds; `nil` when it has none.
    /// - Throws: ``EventCodingError``: what is recorded cannot be read by this program.
    public static func decode(
        _ recorded: RecordedEvent, opened: Opened?
    ) throws(EventCodingError) -> Event {
        try decode(
            type: recorded.type, schemaVersion: recorded.schemaVersion, payload: recorded.payload,
            opened: opened)
    }
}
