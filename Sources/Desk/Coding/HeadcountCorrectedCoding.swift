import EventLog
import Participation

/// `HeadcountCorrected` as bytes, schema version 1; lectures and gatherings have it alike
/// (「参加人数の訂正」の書式 第1版).
enum HeadcountCorrectedCoding {
    static let type = "HeadcountCorrected"

    static func encode(_ correction: HeadcountCorrected) -> CodedEvent {
        CodedEvent(
            type,
            [
                "ages": .unlessEmpty(correction.plain.ages),
                "from": .optional(correction.plain.from),
                "to": .integer(Int64(correction.plain.to)),
            ], personal: PersonalPart.bytes(correction.reason))
    }

    static func decode(
        _ payload: [UInt8], _ opened: Opened?
    ) throws(EventCodingError) -> HeadcountCorrected {
        HeadcountCorrected(
            plain: try MemberReader.read(payload, of: type) { members throws(EventCodingError) in
                HeadcountCorrected.Plain(
                    from: try members.optionalInteger("from"), to: try members.integer("to"),
                    ages: try members.integersByName("ages"))
            }, reason: try PersonalPart.reason(opened, of: type))
    }
}
