public import EventLog
public import Participation

/// A decider whose events are kept in the log: what ``Desk/handle(_:of:stream:actor:command:)``
/// needs to know of it (記録する意思決定).
public protocol RecordedDecider: Decider where Refusal: ExplainedRefusal {
    /// The first part of its streams' names, such as `item` of `item-<uuid>` (対象の種類).
    static var streamCategory: StaticString { get }

    /// The bytes of an event; the same event always gives the same (符号化).
    static func encode(_ event: Event) -> CodedEvent

    /// The event that was recorded (復号).
    /// - Parameters:
    ///   - recorded: the event as the log has it.
    ///   - opened: what its sealed part holds; `nil` when it has none.
    /// - Throws: ``EventCodingError``: what is recorded cannot be read by this program.
    static func decode(
        _ recorded: RecordedEvent, opened: Opened?
    ) throws(EventCodingError) -> Event
}
