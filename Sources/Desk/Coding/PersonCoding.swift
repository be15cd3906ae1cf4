import Participation

/// What a person gave of themselves, as JSON and back (氏名・連絡先の書式).
///
/// The sender of an item, who speaks for a group, who signs up for a gathering.
enum PersonCoding {
    static func json(_ details: SenderDetails) -> JSONValue {
        .object(present: [
            "address": .optional(details.address), "email": .optional(details.email),
            "kana": .optional(details.kana), "name": .string(details.name),
            "phone": .optional(details.phone), "postalCode": .optional(details.postalCode),
        ])
    }

    static func person(
        _ key: String, in members: inout MemberReader
    ) throws(EventCodingError) -> SenderDetails? {
        guard var person = try members.optionalObject(key) else { return nil }
        let details = SenderDetails(
            name: try person.text("name"), kana: try person.optionalText("kana"),
            postalCode: try person.optionalText("postalCode"),
            address: try person.optionalText("address"), phone: try person.optionalText("phone"),
            email: try person.optionalText("email"))
        try person.finish()
        return details
    }
}
