import Participation

/// `ItemReceived` as bytes, schema version 1 (「受付」の書式 第1版).
///
/// Members that have nothing to say are left out, so that a text nobody wrote and a text left
/// empty do not look different. Pinned byte by byte in
/// `Tests/DeskTests/Fixtures/ItemReceived.v1*.json`, which are never edited: a change of shape is
/// version 2 and an upcaster.
enum ItemReceivedCoding {
    static let type = "ItemReceived"
    static let schemaVersion: Int16 = 1

    // MARK: The open part

    static func payload(_ plain: ItemReceived.Plain) -> [UInt8] {
        CanonicalJSON.bytes(
            .object(present: [
                "category": .optional(plain.category),
                "channel": .string(plain.channel.rawValue),
                "hasBody": .bool(plain.hasBody),
                "mayPublish": .string(plain.mayPublish.rawValue),
                "nature": .optional(plain.nature?.rawValue),
                "receiptNumber": .string(plain.receiptNumber.description),
                "receivedOn": .string(plain.receivedOn.description),
                "scans": .integer(Int64(plain.scans)),
                "scheme": .string(plain.scheme.rawValue),
                "senderKind": .string(plain.senderKind.rawValue),
                "topics": .array(plain.topics.map(JSONValue.string)),
                "wantsReply": .string(plain.wantsReply.rawValue),
            ]))
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
            hasBody: try members.flag("hasBody"), scans: try members.integer("scans"))
        try members.finish()
        return plain
    }

    // MARK: The part to be sealed

    static func personal(_ personal: ItemReceived.Personal) -> [UInt8] {
        CanonicalJSON.bytes(
            .object(present: [
                "body": .optional(personal.body), "sender": personal.sender.map(sender),
                "summary": .optional(personal.summary),
            ]))
    }

    private static func sender(_ details: SenderDetails) -> JSONValue {
        .object(present: [
            "address": .optional(details.address), "email": .optional(details.email),
            "kana": .optional(details.kana), "name": .string(details.name),
            "phone": .optional(details.phone), "postalCode": .optional(details.postalCode),
        ])
    }

    static func personal(_ bytes: [UInt8]) throws(EventCodingError) -> ItemReceived.Personal {
        var members = try MemberReader(bytes, of: type)
        var details: SenderDetails?
        if var sender = try members.optionalObject("sender") {
            details = SenderDetails(
                name: try sender.text("name"), kana: try sender.optionalText("kana"),
                postalCode: try sender.optionalText("postalCode"),
                address: try sender.optionalText("address"),
                phone: try sender.optionalText("phone"), email: try sender.optionalText("email"))
            try sender.finish()
        }
        let personal = ItemReceived.Personal(
            sender: details, summary: try members.optionalText("summary"),
            body: try members.optionalText("body"))
        try members.finish()
        return personal
    }
}
