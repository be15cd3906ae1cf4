public import EventLog
public import Participation

/// Item events to bytes and back (受付案件の出来事の符号化).
public enum ItemEventCoding: EventCoding {
    /// The bytes of an event.
    public static func encode(_ event: ItemEvent) -> CodedEvent {
        switch event {
        case .received(let receipt):
            CodedEvent(
                type: ItemReceivedCoding.type, schemaVersion: ItemReceivedCoding.schemaVersion,
                payload: ItemReceivedCoding.payload(receipt.plain),
                personal: receipt.personal.content.map(ItemReceivedCoding.personal))
        case .corrected(let correction):
            CodedEvent(
                type: ItemCorrectedCoding.type, schemaVersion: ItemCorrectedCoding.schemaVersion,
                payload: ItemCorrectedCoding.payload(correction),
                personal: correction.personal.content.flatMap(ItemCorrectedCoding.personal))
        case .transcribed(let transcription):
            CodedEvent(
                type: ItemTranscribedCoding.type,
                payload: ItemTranscribedCoding.payload(transcription),
                personal: transcription.personal.content.map(ItemTranscribedCoding.personal))
        case .categorised(let classification):
            CodedEvent(
                type: ItemCategorisedCoding.type,
                payload: ItemCategorisedCoding.payload(classification))
        case .routed(let routing):
            CodedEvent(type: ItemRoutedCoding.type, payload: ItemRoutedCoding.payload(routing))
        case .reorganised(let change):
            CodedEvent(
                type: ItemReorganisedCoding.type, payload: ItemReorganisedCoding.payload(change))
        case .linked(let other, let kind):
            CodedEvent(
                type: ItemLinkCoding.linked, payload: ItemLinkCoding.payload(to: other, as: kind))
        case .unlinked(let other):
            CodedEvent(
                type: ItemLinkCoding.unlinked, payload: ItemLinkCoding.payload(to: other, as: nil))
        case .passedOn(let handover):
            CodedEvent(
                type: ItemEndingCoding.passedOn, payload: ItemEndingCoding.payload(handover))
        case .withdrawn(let day):
            CodedEvent(
                type: ItemEndingCoding.withdrawn, payload: ItemEndingCoding.payload(on: day))
        case .returned(let day):
            CodedEvent(type: ItemEndingCoding.returned, payload: ItemEndingCoding.payload(on: day))
        case .annulled(let error):
            CodedEvent(
                type: ItemEndingCoding.annulled, payload: ItemEndingCoding.payload(error))
        case .reinstated:
            CodedEvent(
                type: ItemEndingCoding.reinstated, payload: CanonicalJSON.bytes(.object([:])))
        case .consentChanged(let consent):
            CodedEvent(
                type: ItemCareCoding.consentChanged, payload: ItemCareCoding.payload(consent))
        case .handlingSet(let handling, let isUrgent):
            CodedEvent(
                type: ItemCareCoding.handlingSet,
                payload: ItemCareCoding.payload(handling, isUrgent: isUrgent))
        case .scanAttached(let scan): ItemScanCoding.encode(scan)
        case .scanDetached(let detachment): ItemScanCoding.encode(detachment)
        case .response(let event): ResponseEventCoding.encode(event)
        case .retention(let event): RetentionEventCoding.encode(event)
        }
    }

    /// The event of these bytes.
    /// - Throws: ``EventCodingError``: this program cannot read it.
    public static func decode(
        type: String, schemaVersion: Int16, payload: [UInt8], opened: Opened?
    ) throws(EventCodingError) -> ItemEvent {
        switch (type, schemaVersion) {
        case (ItemReceivedCoding.type, ItemReceivedCoding.schemaVersion):
            return .received(
                ItemReceived(
                    plain: try ItemReceivedCoding.plain(payload),
                    personal: try sealed(
                        opened, ItemReceivedCoding.personal,
                        none: ItemReceived.Personal(sender: nil, summary: nil, body: nil))))
        case (ItemCorrectedCoding.type, ItemCorrectedCoding.schemaVersion):
            let open = try ItemCorrectedCoding.open(payload)
            return .corrected(
                ItemCorrected(
                    reason: open.reason, changes: open.changes,
                    personal: try sealed(
                        opened, ItemCorrectedCoding.personal, none: ItemCorrected.Personal())))
        case (ItemTranscribedCoding.type, 1):
            guard let opened else { throw .missing(type: type, key: "sealed") }
            return .transcribed(
                ItemTranscribed(
                    textKind: try ItemTranscribedCoding.textKind(payload),
                    personal: try sealed(opened, ItemTranscribedCoding.personal)))
        case (ItemScanCoding.attached, 1):
            return .scanAttached(try ItemScanCoding.scan(payload, opened))
        case (ItemScanCoding.detached, 1):
            return .scanDetached(try ItemScanCoding.detachment(payload, opened))
        case (_, 1):
            if let type = ResponseEventCoding.EventType(rawValue: type) {
                return .response(
                    try ResponseEventCoding.decode(type, payload: payload, opened: opened))
            }
            let event = try decodeOpen(type: type, payload: payload)
            try PersonalPart.refuse(opened, of: type)
            return event
        case (_, _): throw .unknown(type: type, schemaVersion: schemaVersion)
        }
    }

    /// The events that have nothing to seal.
    private static func decodeOpen(
        type: String, payload: [UInt8]
    ) throws(EventCodingError) -> ItemEvent {
        if let type = RetentionEventCoding.EventType(rawValue: type) {
            return .retention(try RetentionEventCoding.decode(type, payload: payload))
        }
        switch type {
        case ItemCategorisedCoding.type:
            return .categorised(try ItemCategorisedCoding.classification(payload))
        case ItemRoutedCoding.type: return .routed(try ItemRoutedCoding.routing(payload))
        case ItemReorganisedCoding.type:
            return .reorganised(try ItemReorganisedCoding.change(payload))
        case ItemLinkCoding.linked: return try ItemLinkCoding.link(payload)
        case ItemLinkCoding.unlinked: return try ItemLinkCoding.unlink(payload)
        case ItemEndingCoding.passedOn:
            return .passedOn(try ItemEndingCoding.handover(payload))
        case ItemEndingCoding.withdrawn:
            return .withdrawn(on: try ItemEndingCoding.day(payload, of: type))
        case ItemEndingCoding.returned:
            return .returned(on: try ItemEndingCoding.day(payload, of: type))
        case ItemEndingCoding.annulled:
            return .annulled(try ItemEndingCoding.error(payload))
        case ItemEndingCoding.reinstated:
            try ItemEndingCoding.nothing(payload, of: type)
            return .reinstated
        case ItemCareCoding.consentChanged:
            return .consentChanged(try ItemCareCoding.consent(payload))
        case ItemCareCoding.handlingSet: return try ItemCareCoding.handling(payload)
        case _: throw .unknown(type: type, schemaVersion: 1)
        }
    }

    private static func sealed<Personal>(
        _ opened: Opened?, _ read: ([UInt8]) throws(EventCodingError) -> Personal, none: Personal
    ) throws(EventCodingError) -> Sealed<Personal> {
        guard let opened else { return .readable(none) }
        return try sealed(opened, read)
    }

    private static func sealed<Personal>(
        _ opened: Opened, _ read: ([UInt8]) throws(EventCodingError) -> Personal
    ) throws(EventCodingError) -> Sealed<Personal> {
        switch opened {
        case .bytes(let bytes): .readable(try read(bytes))
        case .erased: .erased
        }
    }
}

extension Item: RecordedDecider {
    /// Its events to bytes and back (出来事の符号化).
    public typealias Coding = ItemEventCoding

    /// `item` (受付案件).
    public static var streamCategory: StaticString { "item" }
}
