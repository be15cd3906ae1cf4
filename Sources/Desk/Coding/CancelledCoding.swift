import EventLog
import Participation

/// `LectureCancelled` and `GatheringCancelled` as bytes, schema version 1
/// (「中止」の書式 第1版).
enum CancelledCoding {
    static func encode(_ cancelled: Cancelled, as type: String) -> CodedEvent {
        CodedEvent(
            type: type, schemaVersion: 1,
            payload: CanonicalJSON.bytes(
                .object([
                    "cancelledOn": .date(cancelled.cancelledOn),
                    "cause": .string(cancelled.cause.rawValue),
                ])),
            personal: PersonalPart.bytes(cancelled.reason))
    }

    static func decode(
        _ payload: [UInt8], _ opened: Opened?, of type: String
    ) throws(EventCodingError) -> Cancelled {
        var members = try MemberReader(payload, of: type)
        let cancelledOn = try members.date("cancelledOn")
        let cause = try members.value("cause", CancellationCause.init(rawValue:))
        try members.finish()
        return Cancelled(
            cancelledOn: cancelledOn, cause: cause,
            reason: try PersonalPart.reason(opened, of: type))
    }
}
