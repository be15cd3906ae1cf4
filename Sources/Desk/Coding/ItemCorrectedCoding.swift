import Participation

/// `ItemCorrected` as bytes, schema version 1 (「訂正」の書式 第1版).
///
/// Holds only what became different; `null` means that something was taken away. Pinned byte by
/// byte in `Tests/DeskTests/Fixtures/ItemCorrected.v1*.json`.
enum ItemCorrectedCoding {
    static let type = "ItemCorrected"
    static let schemaVersion: Int16 = 1

    // MARK: The open part

    static func payload(_ correction: ItemCorrected) -> [UInt8] {
        let changes = correction.changes
        let members: [String: JSONValue?] = [
            "attributes": changes.attributes.map { .object($0.mapValues(JSONValue.string)) },
            "byProxy": changes.isByProxy.map(JSONValue.bool),
            "channel": .optional(changes.channel?.rawValue),
            "copies": changes.copies.map { .integer(Int64($0)) },
            "department": .revision(changes.department, JSONValue.string),
            "district": .revision(changes.district, JSONValue.string),
            "hasBody": changes.hasBody.map(JSONValue.bool),
            "joint": changes.isJoint.map(JSONValue.bool),
            "mayPublish": .optional(changes.mayPublish?.rawValue),
            "nature": .revision(changes.nature),
            "reason": .string(correction.reason.rawValue),
            "receivedOn": .optional(changes.receivedOn?.description),
            "replyBy": .revision(changes.replyBy),
            "scheme": .optional(changes.scheme?.rawValue),
            "senderKind": .optional(changes.senderKind?.rawValue),
            "senderParty": .revision(changes.senderParty),
            "textKind": .revision(changes.textKind),
            "undueDemand": changes.isUndueDemand.map(JSONValue.bool),
            "wantsReply": .optional(changes.wantsReply?.rawValue),
        ]
        return CanonicalJSON.bytes(.object(present: members))
    }

    static func open(
        _ payload: [UInt8]
    ) throws(EventCodingError) -> (reason: CorrectionReason, changes: ItemChanges) {
        var members = try MemberReader(payload, of: type)
        let reason = try members.value("reason", CorrectionReason.init(rawValue:))
        var changes = ItemChanges()
        changes.attributes = try members.optionalTextsByName("attributes")
        changes.isByProxy = try members.optionalFlag("byProxy")
        changes.channel = try members.optionalValue("channel", Channel.init(rawValue:))
        changes.copies = try members.optionalInteger("copies")
        changes.department = try members.revision("department") { $0 }
        changes.district = try members.revision("district") { $0 }
        changes.hasBody = try members.optionalFlag("hasBody")
        changes.isJoint = try members.optionalFlag("joint")
        changes.mayPublish = try members.optionalValue(
            "mayPublish", PublicationConsent.init(rawValue:))
        changes.nature = try members.revision("nature", Nature.init(rawValue:))
        changes.receivedOn = try members.optionalValue("receivedOn") { LocalDate(iso: $0) }
        changes.replyBy = try members.revision("replyBy", ReplyMedium.init(rawValue:))
        changes.scheme = try members.optionalValue("scheme", Scheme.init(rawValue:))
        changes.senderKind = try members.optionalValue("senderKind", SenderKind.init(rawValue:))
        changes.senderParty = try members.revision("senderParty", SenderParty.init(rawValue:))
        changes.textKind = try members.revision("textKind", TextKind.init(rawValue:))
        changes.isUndueDemand = try members.optionalFlag("undueDemand")
        changes.wantsReply = try members.optionalValue("wantsReply", ReplyWish.init(rawValue:))
        try members.finish()
        return (reason, changes)
    }

    // MARK: The part to be sealed

    /// `nil` when nothing personal was put right: then no key is needed.
    static func personal(_ personal: ItemCorrected.Personal) -> [UInt8]? {
        if personal == ItemCorrected.Personal() { return nil }
        return CanonicalJSON.bytes(
            .object(present: [
                "body": .revision(personal.body, JSONValue.string),
                "introducedBy": .revision(personal.introducedBy, JSONValue.string),
                "note": .optional(personal.note),
                "sender": .revision(personal.sender, PersonCoding.json),
                "summary": .revision(personal.summary, JSONValue.string),
            ]))
    }

    static func personal(_ bytes: [UInt8]) throws(EventCodingError) -> ItemCorrected.Personal {
        var members = try MemberReader(bytes, of: type)
        var personal = ItemCorrected.Personal()
        personal.body = try members.revision("body") { $0 }
        personal.introducedBy = try members.revision("introducedBy") { $0 }
        personal.note = try members.optionalText("note")
        if members.takesNull("sender") {
            personal.sender = .cleared
        } else {
            personal.sender = try PersonCoding.person("sender", in: &members)
                .map(Revision.set)
        }
        personal.summary = try members.revision("summary") { $0 }
        try members.finish()
        return personal
    }
}
