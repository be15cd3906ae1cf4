import EventLog
import Participation

/// `LectureCancelled` and `GatheringCancelled` as bytes, schema version 1
/// (「中止」の書式 第1版).
enum CancelledCoding {
    static func encode(_ cancelled: Cancelled, as type: String) -> CodedEvent {
        CodedEvent(
            type,
            [
                "cancelledOn": .date(cancelled.cancelledOn),
                "cause": .string(cancelled.cause.rawValue),
            ], personal: PersonalPart.bytes(cancelled.reason))
    }

    static func decode(
        _ payload: [UInt8], _ opened: Opened?, of type: String
    ) throws(EventCodingError) -> Cancelled {
        try MemberReader.read(payload, of: type) { members throws(EventCodingError) in
            Cancelled(
                cancelledOn: try members.date("cancelledOn"),
                cause: try members.value("cause", CancellationCause.init(rawValue:)),
                reason: try PersonalPart.reason(opened, of: type))
        }
    }
}
