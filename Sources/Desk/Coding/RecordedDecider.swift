public import Participation

/// A decider whose events are kept in the log: what ``Desk/handle(_:of:stream:actor:command:)``
/// needs to know of it (記録する意思決定).
public protocol RecordedDecider: Decider where Refusal: ExplainedRefusal {
    /// Its events to bytes and back (出来事の符号化).
    associatedtype Coding: EventCoding where Coding.Event == Event

    /// The first part of its streams' names, such as `item` of `item-<uuid>` (対象の種類).
    static var streamCategory: StaticString { get }
}
