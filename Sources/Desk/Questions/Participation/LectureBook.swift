import EventLog
import FoundationEssentials
import Participation

/// The lectures as lists show them, without what is sealed, kept up with the log (出前講座の控え).
///
/// A list is asked for far oftener than anything happens to a lecture: only what is new is read.
actor LectureBook {
    /// Lectures kept; of more, the oldest are forgotten.
    static let places = 5_000

    /// One of them.
    struct Kept: Sendable {
        var lecture: Lecture
        /// Whether its personal part was erased.
        var isErased = false
    }

    private var lectures: [UUID: Kept] = [:]
    /// As they came into the log.
    private var order: [UUID] = []
    private var mark: ReadMark?

    /// All lectures as they are now.
    func lectures(of desk: Desk) async throws -> [UUID: Kept] {
        while true {
            let mark = mark
            let news = try await desk.news(
                of: LectureEventCoding.types + RetentionEventCoding.erasingRecords, since: mark)
            // Who asked at the same time may have been quicker.
            guard self.mark == mark else { continue }
            guard let news else {
                (lectures, order, self.mark) = ([:], [], nil)
                continue
            }
            for event in news {
                try take(event)
                // Only now: what cannot be read is no less there for whoever asks next.
                self.mark = ReadMark(event)
            }
            if order.count > Self.places {
                for id in order.prefix(order.count - Self.places) { lectures[id] = nil }
                order.removeFirst(order.count - Self.places)
            }
            return lectures
        }
    }

    private func take(_ event: RecordedEvent) throws {
        guard event.stream.category == "lecture", let id = event.stream.id,
            event.version == 1 || lectures[id] != nil
        else { return }
        guard !event.isErasure else {
            lectures[id]?.isErased = true
            return
        }
        var kept = lectures[id] ?? Kept(lecture: Lecture.initial)
        kept.lecture = Lecture.evolve(
            kept.lecture, try LectureEventCoding.decode(event, opened: event.unopened))
        if lectures[id] == nil { order.append(id) }
        lectures[id] = kept
    }
}
