public import EventLog
public import Participation

/// An event as bytes, before its personal part is sealed (符号化した出来事).
public struct CodedEvent: Sendable, Equatable {
    /// What happened, such as `ItemReceived`.
    public var type: String
    /// The version of the shape, from 1.
    public var schemaVersion: Int16
    /// The open part, canonical JSON.
    public var payload: [UInt8]
    /// The part to be sealed, canonical JSON; never to be stored as it is. `nil` when there is
    /// nothing personal, or it has been erased.
    public var personal: [UInt8]?
}

/// Item events to bytes and back (受付案件の出来事の符号化).
public enum ItemEventCoding {
    /// The bytes of an event.
    public static func encode(_ event: ItemEvent) -> CodedEvent {
        switch event {
        case .received(let receipt):
            CodedEvent(
                type: ItemReceivedCoding.type, schemaVersion: ItemReceivedCoding.schemaVersion,
                payload: ItemReceivedCoding.payload(receipt.plain),
                personal: receipt.personal.content.map(ItemReceivedCoding.personal))
        }
    }

    /// The event that was recorded.
    /// - Parameters:
    ///   - recorded: the event as the log has it.
    ///   - opened: what its sealed part holds; `nil` when it has none.
    /// - Throws: ``EventCodingError``: what is recorded cannot be read by this program.
    public static func decode(
        _ recorded: RecordedEvent, opened: Opened?
    ) throws(EventCodingError) -> ItemEvent {
        try decode(
            type: recorded.type, schemaVersion: recorded.schemaVersion, payload: recorded.payload,
            opened: opened)
    }

    static func decode(
        type: String, schemaVersion: Int16, payload: [UInt8], opened: Opened?
    ) throws(EventCodingError) -> ItemEvent {
        guard type == ItemReceivedCoding.type, schemaVersion == ItemReceivedCoding.schemaVersion
        else { throw .unknown(type: type, schemaVersion: schemaVersion) }
        let personal: Sealed<ItemReceived.Personal> =
            switch opened {
            case .bytes(let bytes)?: .readable(try ItemReceivedCoding.personal(bytes))
            case .erased?: .erased
            case nil: .readable(ItemReceived.Personal(sender: nil, summary: nil, body: nil))
            }
        return .received(
            ItemReceived(plain: try ItemReceivedCoding.plain(payload), personal: personal))
    }
}
