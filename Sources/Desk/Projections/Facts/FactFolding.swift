import EventLog
import FoundationEssentials
import Participation
import Postgres

/// What an event makes of the fact it is about (出来事から事実へ).
///
/// Pure: the same events give the same facts, whatever was read together with them.
enum FactFolding {
    /// Whether an event may change what can be counted; the rest is passed over unread.
    static func concerns(_ event: RecordedEvent) -> Bool {
        if event.isKeeping { return false }
        return switch event.stream.category {
        case "item", "lecture", "gathering", "observation": true
        default: false
        }
    }

    /// The fact after an event; `nil` when the event says nothing that can be counted.
    ///
    /// - Parameter before: the fact of the same subject as it stood, counting or not.
    static func after(
        _ event: RecordedEvent, before: Fact?
    ) throws(EventCodingError) -> Fact? {
        guard let subject = event.stream.id else { return nil }
        switch event.stream.category {
        case "item":
            return item(
                try ItemEventCoding.decode(event, opened: event.unopened), subject, before: before,
                on: LocalDate(microsecondsSince1970: event.recordedAt.microseconds))
        case "lecture":
            return lecture(
                try LectureEventCoding.decode(event, opened: event.unopened), subject,
                before: before)
        case "gathering":
            return gathering(
                try GatheringEventCoding.decode(event, opened: event.unopened), subject,
                before: before)
        case "observation":
            return observation(
                try ObservationEventCoding.decode(event, opened: event.unopened), subject,
                before: before)
        default: return nil
        }
    }
}
