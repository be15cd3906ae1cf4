import Participation

/// `ItemReceived` as bytes, schema version 1 (「受付」の書式 第1版).
///
/// Members that have nothing to say are left out, so that a text nobody wrote and a text left
/// empty do not look different; the members from `attributes` to `urgent` that came later are
/// left out as well when they are as usual, so that every event recorded before reads the same.
/// Pinned byte by byte in
/// `Tests/DeskTests/Fixtures/ItemReceived.v1*.json`, which are never edited: a change of shape is
/// version 2 and an upcaster.
enum ItemReceivedCoding {
    static let type = "ItemReceived"
    static let schemaVersion: Int16 = 1

    // MARK: The open part

    static func payload(_ plain: ItemReceived.Plain) -> [UInt8] {
        CanonicalJSON.bytes(.object(members(of: plain)))
    }

    /// The open members under their names in the log and in the API.
    static func members(of plain: ItemReceived.Plain) -> [String: JSONValue] {
        let members: [String: JSONValue?] = [
            "attributes": .unlessEmpty(plain.attributes),
            "byProxy": .ifTrue(plain.isByProxy),
            "category": .optional(plain.category),
            "channel": .string(plain.channel.rawValue),
            "copies": plain.copies == 1 ? nil : .integer(Int64(plain.copies)),
            "department": .optional(plain.department),
            "district": .optional(plain.district),
            "handling": plain.handling == .ordinary ? nil : .string(plain.handling.rawValue),
            "hasBody": .bool(plain.hasBody),
            "joint": .ifTrue(plain.isJoint),
            "mayPublish": .string(plain.mayPublish.rawValue),
            "nature": .optional(plain.nature?.rawValue),
            "receiptNumber": .string(plain.receiptNumber.description),
            "receivedOn": .string(plain.receivedOn.description),
            "replyBy": .optional(plain.replyBy?.rawValue),
            "scans": .integer(Int64(plain.scans)),
            "scheme": .string(plain.scheme.rawValue),
            "senderKind": .string(plain.senderKind.rawValue),
            "senderParty": .optional(plain.senderParty?.rawValue),
            "textKind": .optional(plain.textKind?.rawValue),
            "topics": .array(plain.topics.map(JSONValue.string)),
            "undueDemand": .ifTrue(plain.isUndueDemand),
            "urgent": .ifTrue(plain.isUrgent),
            "wantsReply": .string(plain.wantsReply.rawValue),
        ]
        return members.compactMapValues(\.self)
    }

    static func plain(_ payload: [UInt8]) throws(EventCodingError) -> ItemReceived.Plain {
        var members = try MemberReader(payload, of: type)
        let plain = ItemReceived.Plain(
            receiptNumber: try members.value("receiptNumber") { ReceiptNumber(parsing: $0) },
            scheme: try members.value("scheme", Scheme.init(rawValue:)),
            nature: try members.optionalValue("nature", Nature.init(rawValue:)),
            channel: try members.value("channel", Channel.init(rawValue:)),
            receivedOn: try members.value("receivedOn") { LocalDate(iso: $0) },
            senderKind: try members.value("senderKind", SenderKind.init(rawValue:)),
            category: try members.optionalText("category"),
            topics: try members.texts("topics"),
            wantsReply: try members.value("wantsReply", ReplyWish.init(rawValue:)),
            mayPublish: try members.value("mayPublish", PublicationConsent.init(rawValue:)),
            hasBody: try members.flag("hasBody"), scans: try members.integer("scans"),
            district: try members.optionalText("district"),
            department: try members.optionalText("department"),
            attributes: try members.optionalTextsByName("attributes") ?? [:],
            copies: try members.optionalInteger("copies") ?? 1,
            handling: try members.optionalValue("handling", Handling.init(rawValue:))
                ?? .ordinary,
            isUrgent: try members.optionalFlag("urgent") ?? false,
            senderParty: try members.optionalValue("senderParty", SenderParty.init(rawValue:)),
            isJoint: try members.optionalFlag("joint") ?? false,
            isByProxy: try members.optionalFlag("byProxy") ?? false,
            replyBy: try members.optionalValue("replyBy", ReplyMedium.init(rawValue:)),
            textKind: try members.optionalValue("textKind", TextKind.init(rawValue:)),
            isUndueDemand: try members.optionalFlag("undueDemand") ?? false)
        try members.finish()
        return plain
    }

    // MARK: The part to be sealed

    static func personal(_ personal: ItemReceived.Personal) -> [UInt8] {
        CanonicalJSON.bytes(.object(members(of: personal)))
    }

    /// The sealed members under their names in the log and in the API.
    static func members(of personal: ItemReceived.Personal) -> [String: JSONValue] {
        let members: [String: JSONValue?] = [
            "body": .optional(personal.body), "introducedBy": .optional(personal.introducedBy),
            "sender": personal.sender.map(PersonCoding.json),
            "summary": .optional(personal.summary),
        ]
        return members.compactMapValues(\.self)
    }

    static func personal(_ bytes: [UInt8]) throws(EventCodingError) -> ItemReceived.Personal {
        var members = try MemberReader(bytes, of: type)
        let personal = ItemReceived.Personal(
            sender: try PersonCoding.person("sender", in: &members),
            summary: try members.optionalText("summary"), body: try members.optionalText("body"),
            introducedBy: try members.optionalText("introducedBy"))
        try members.finish()
        return personal
    }
}
