import EventLog
import FoundationEssentials
import Participation

/// An item as its keeping is decided about: nothing sealed is needed for that (保存の判断に使う案件).
struct KeptItem: Sendable {
    let id: UUID
    let version: Int32
    let item: ReceivedItem
    /// Whether it came from earlier records and nobody dealt with it since.
    let isEarlierRecord: Bool

    /// An item after what happened to it; nil when it was never received, or is no item.
    static func after(_ history: [RecordedEvent]) throws(EventCodingError) -> KeptItem? {
        guard let last = history.last, let id = last.stream.id,
            last.stream == StreamName(category: Item.streamCategory, id: id)
        else { return nil }
        var state = Item.initial
        for recorded in history {
            let event = try ItemEventCoding.decode(recorded, opened: recorded.unopened)
            state = Item.evolve(state, event)
        }
        guard case .received(let item) = state else { return nil }
        let isUntouched = item.routing == nil && item.response == ItemResponse()
        return KeptItem(
            id: id, version: last.version, item: item,
            isEarlierRecord: ImportActor.isOne(history.first?.actor) && isUntouched)
    }

    var stream: StreamName { StreamName(category: Item.streamCategory, id: id) }

    /// Its number, unless only named persons may know that it is there.
    var shownNumber: ReceiptNumber? {
        item.plain.handling == .restricted ? nil : item.plain.receiptNumber
    }

    /// What erasing it records.
    /// - Throws: ``ItemRefusal``: what stands against it.
    func erasure(
        _ ground: ErasureGround, by book: RetentionBook, today: LocalDate
    ) throws -> Append.Write? {
        let asked = EraseItem(ground: ground, book: book, isEarlierRecord: isEarlierRecord)
        let events = try Item.decide(.retain(.erase(asked), today: today), .received(item))
        guard !events.isEmpty else { return nil }
        return Append.Write(
            stream, expecting: .exactly(version),
            events.map(ItemEventCoding.encode).map {
                NewEvent(
                    type: $0.type, schemaVersion: $0.schemaVersion, payload: $0.payload,
                    sealed: nil)
            })
    }
}
