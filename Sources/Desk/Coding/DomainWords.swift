import EventLog
import FoundationEssentials
import Participation

// The words of the domain as JSON and back, alike in every event (共通の書式): dates as ISO text, times
// as 13:30, fiscal years by the western year, ids in lower case; nothing is written for what is not
// there.

extension JSONValue {
    static func wording(_ wording: Wording) -> JSONValue { .string(wording.text) }

    static func optional(_ wording: Wording?) -> JSONValue? { wording.map { .string($0.text) } }

    static func optional(_ number: Int?) -> JSONValue? { number.map { .integer(Int64($0)) } }

    static func date(_ date: LocalDate) -> JSONValue { .string(date.description) }

    static func optional(_ date: LocalDate?) -> JSONValue? { date.map(JSONValue.date) }

    static func optional(_ time: TimeOfDay?) -> JSONValue? { time.map { .string($0.description) } }

    static func year(_ year: FiscalYear) -> JSONValue { .integer(Int64(year.year)) }

    static func id(_ id: UUID) -> JSONValue { .string(id.uuidString.lowercased()) }

    /// An array, left out when it is empty.
    static func unlessEmpty(_ elements: [JSONValue]) -> JSONValue? {
        elements.isEmpty ? nil : .array(elements)
    }

    /// Properties by name, left out when there are none.
    static func unlessEmpty(_ attributes: Attributes) -> JSONValue? {
        attributes.values.isEmpty ? nil : .object(attributes.values.mapValues(JSONValue.string))
    }

    /// Numbers by age band, left out when there are none.
    static func unlessEmpty(_ ages: [String: Int]) -> JSONValue? {
        ages.isEmpty ? nil : .object(ages.mapValues { .integer(Int64($0)) })
    }
}

extension MemberReader {
    mutating func wording(_ key: String) throws(EventCodingError) -> Wording {
        Wording(try text(key))
    }

    mutating func optionalWording(_ key: String) throws(EventCodingError) -> Wording? {
        try optionalText(key).map { Wording($0) }
    }

    mutating func date(_ key: String) throws(EventCodingError) -> LocalDate {
        try value(key) { LocalDate(iso: $0) }
    }

    mutating func optionalDate(_ key: String) throws(EventCodingError) -> LocalDate? {
        try optionalValue(key) { LocalDate(iso: $0) }
    }

    mutating func optionalTime(_ key: String) throws(EventCodingError) -> TimeOfDay? {
        try optionalValue(key) { TimeOfDay(parsing: $0) }
    }

    mutating func year(_ key: String) throws(EventCodingError) -> FiscalYear {
        guard let year = FiscalYear(try integer(key)) else { throw malformed(key) }
        return year
    }

    mutating func optionalYear(_ key: String) throws(EventCodingError) -> FiscalYear? {
        guard let number = try optionalInteger(key) else { return nil }
        guard let year = FiscalYear(number) else { throw malformed(key) }
        return year
    }

    mutating func optionalQuarter(_ key: String) throws(EventCodingError) -> Quarter? {
        guard let number = try optionalInteger(key) else { return nil }
        guard let quarter = Quarter(rawValue: number) else { throw malformed(key) }
        return quarter
    }

    mutating func id(_ key: String) throws(EventCodingError) -> UUID {
        try value(key) { UUID(uuidString: $0) }
    }

    mutating func attributes() throws(EventCodingError) -> Attributes {
        Attributes(try textsByName("attributes"))
    }
}

/// The part of an event that is sealed, as bytes and back (封印部分の符号化).
enum PersonalPart {
    /// The bytes to be sealed; nil when there is nothing personal, so that no key is needed.
    static func bytes(_ members: [String: JSONValue?]) -> [UInt8]? {
        let present = members.compactMapValues(\.self)
        return present.isEmpty ? nil : CanonicalJSON.bytes(.object(present))
    }

    /// The bytes of a free text.
    static func bytes(_ reason: Sealed<Wording>) -> [UInt8]? {
        bytes(["reason": .optional(reason.content)])
    }

    /// What was sealed; an event without a sealed part had nothing to say there.
    static func read<Content>(
        _ opened: Opened?, of type: String,
        _ read: (inout MemberReader) throws(EventCodingError) -> Content
    ) throws(EventCodingError) -> Sealed<Content> {
        let bytes: [UInt8]
        switch opened {
        case .erased?: return .erased
        case .bytes(let opened)?: bytes = opened
        case nil: bytes = Array("{}".utf8)
        }
        return .readable(try MemberReader.read(bytes, of: type, read))
    }

    /// An event with nothing to seal must not have a sealed part.
    static func refuse(_ opened: Opened?, of type: String) throws(EventCodingError) {
        if opened != nil { throw .unexpected(type: type, key: "sealed") }
    }

    /// The free text that was sealed.
    static func reason(
        _ opened: Opened?, of type: String
    ) throws(EventCodingError) -> Sealed<Wording> {
        try read(opened, of: type) { members throws(EventCodingError) in
            try members.wording("reason")
        }
    }
}
