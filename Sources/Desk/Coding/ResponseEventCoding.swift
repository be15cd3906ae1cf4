import EventLog
import Participation

/// What the sections did about an item as bytes and back, each schema version 1
/// (担当課の処理の出来事の書式 第1版).
///
/// Members that have nothing to say are left out; what people wrote in words is the part to be sealed.
/// Pinned byte by byte in `Tests/DeskTests/Fixtures/Item*.v1*.json`, which are never edited.
enum ResponseEventCoding {
    /// The types this coding reads and writes (出来事の種類).
    enum EventType: String, CaseIterable {
        case claimed = "ItemClaimed"
        case released = "ItemReleased"
        case accepted = "ItemAccepted"
        case transferred = "ItemTransferred"
        case returnedToTriage = "ItemReturnedToTriage"
        case noted = "ItemNoted"
        case interimAnswered = "ItemInterimAnswered"
        case answeredOrally = "ItemAnsweredOrally"
        case drafted = "ItemAnswerDrafted"
        case draftWithdrawn = "ItemAnswerDraftWithdrawn"
        case stamped = "ItemAnswerStamped"
        case sentBack = "ItemAnswerSentBack"
        case envelopeChecked = "ItemEnvelopeChecked"
        case sent = "ItemAnswerSent"
        case measureTaken = "ItemMeasureTaken"
        case measureChecked = "ItemMeasureChecked"
        case closed = "ItemClosed"
        case reopened = "ItemReopened"
        case instructed = "ItemInstructed"
        case instructionAnswered = "ItemInstructionAnswered"
    }

    /// The open members of an event, and those to be sealed.
    typealias Parts = (open: [String: JSONValue?], sealed: [String: JSONValue?])

    static func encode(_ event: ResponseEvent) -> CodedEvent {
        switch event {
        case .claimed(let claim): coded(.claimed, parts(claim))
        case .released(let release): coded(.released, parts(release))
        case .accepted(let section):
            coded(.accepted, (["section": .wording(section)], [:]))
        case .transferred(let transfer): coded(.transferred, parts(transfer))
        case .returnedToTriage(let back): coded(.returnedToTriage, parts(back))
        case .noted(let note): coded(.noted, parts(note))
        case .interimAnswered(let interim): coded(.interimAnswered, parts(interim))
        case .answeredOrally(let spoken): coded(.answeredOrally, parts(spoken))
        case .drafted(let draft): coded(.drafted, parts(draft))
        case .draftWithdrawn(let version, let person):
            coded(.draftWithdrawn, (draft(version, person), [:]))
        case .stamped(let stamp): coded(.stamped, parts(stamp))
        case .sentBack(let back): coded(.sentBack, parts(back))
        case .envelopeChecked(let version, let person):
            coded(.envelopeChecked, (draft(version, person), [:]))
        case .sent(let sent): coded(.sent, parts(sent))
        case .measureTaken(let measure): coded(.measureTaken, parts(measure))
        case .measureChecked(let check): coded(.measureChecked, parts(check))
        case .closed(let closure): coded(.closed, parts(closure))
        case .reopened(let reopening): coded(.reopened, parts(reopening))
        case .instructed(let instruction): coded(.instructed, parts(instruction))
        case .instructionAnswered(let answer): coded(.instructionAnswered, parts(answer))
        }
    }

    private static func coded(_ type: EventType, _ parts: Parts) -> CodedEvent {
        CodedEvent(type.rawValue, parts.open, personal: PersonalPart.bytes(parts.sealed))
    }

    private static func draft(_ version: Int, _ person: Wording) -> [String: JSONValue?] {
        ["by": .wording(person), "draft": .integer(Int64(version))]
    }

    /// The event of these bytes.
    static func decode(
        _ type: EventType, payload: [UInt8], opened: Opened?
    ) throws(EventCodingError) -> ResponseEvent {
        if !type.hasText { try PersonalPart.refuse(opened, of: type.rawValue) }
        let text = SealedText(opened: opened, type: type.rawValue)
        return try MemberReader.read(payload, of: type.rawValue) {
            members throws(EventCodingError) in
            try event(type, &members, text)
        }
    }

    private static func event(
        _ type: EventType, _ members: inout MemberReader, _ text: SealedText
    ) throws(EventCodingError) -> ResponseEvent {
        switch type {
        case .claimed: .claimed(try claim(&members))
        case .released:
            .released(
                ItemRelease(
                    section: try members.optionalWording("section"),
                    by: try members.wording("by")))
        case .accepted: .accepted(section: try members.wording("section"))
        case .transferred:
            .transferred(
                ItemTransfer(
                    from: try members.wording("from"), to: try members.wording("to"),
                    reason: try text.required("reason")))
        case .returnedToTriage:
            .returnedToTriage(
                ReturnToTriage(
                    from: try members.wording("from"), reason: try text.required("reason")))
        case .noted: .noted(try note(&members, text))
        case .interimAnswered: .interimAnswered(try interim(&members, text))
        case .answeredOrally: .answeredOrally(try spoken(&members, text))
        case .drafted: .drafted(try draft(&members, text))
        case .draftWithdrawn:
            .draftWithdrawn(
                version: try members.integer("draft"), by: try members.wording("by"))
        case .stamped: .stamped(try stamp(&members))
        case .sentBack: .sentBack(try sentBack(&members, text))
        case .envelopeChecked:
            .envelopeChecked(
                version: try members.integer("draft"), by: try members.wording("by"))
        case .sent: .sent(try sent(&members))
        case .measureTaken: .measureTaken(try measure(&members, text))
        case .measureChecked:
            .measureChecked(
                MeasureCheck(on: try members.date("on"), text: try text.required("text")))
        case .closed: .closed(try closure(&members, text))
        case .reopened:
            .reopened(
                ItemReopening(
                    cause: try members.value("cause", ReopeningCause.init(rawValue:)),
                    reason: try text.required("reason")))
        case .instructed: .instructed(try instruction(&members, text))
        case .instructionAnswered: .instructionAnswered(try instructionAnswer(&members, text))
        }
    }
}

extension ResponseEventCoding.EventType {
    /// Whether somebody wrote something in words.
    fileprivate var hasText: Bool {
        switch self {
        case .transferred, .returnedToTriage, .noted, .interimAnswered, .answeredOrally, .drafted,
            .sentBack, .measureTaken, .measureChecked, .closed, .reopened, .instructed,
            .instructionAnswered:
            true
        case .claimed, .released, .accepted, .draftWithdrawn, .stamped, .envelopeChecked, .sent:
            false
        }
    }
}

/// The one text an event of a section seals (封印した文).
struct SealedText {
    let opened: Opened?
    let type: String

    func required(_ key: String) throws(EventCodingError) -> Sealed<Wording> {
        try PersonalPart.read(opened, of: type) { members throws(EventCodingError) in
            try members.wording(key)
        }
    }

    func optional(_ key: String) throws(EventCodingError) -> Sealed<Wording?> {
        try PersonalPart.read(opened, of: type) { members throws(EventCodingError) in
            try members.optionalWording(key)
        }
    }
}
