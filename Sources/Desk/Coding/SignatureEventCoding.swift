public import EventLog
import FoundationEssentials
public import Participation

/// The signatures to bytes and back (回答の名義の出来事の符号化).
///
/// Who signs for a city is public. Pinned byte by byte in
/// `Tests/DeskTests/Fixtures/SignatureDefined.v1.json`, which is never edited.
public enum SignatureEventCoding: EventCoding {
    /// The one stream of a city's signatures, the same in every city (名義の対象名).
    public static let stream = StreamName(
        category: SignatureBook.streamCategory,
        id: UUID(uuid: (0, 0, 0, 0, 0, 0, 0x80, 0, 0x80, 0, 0, 0, 0, 0, 0, 1)))

    static let type = "SignatureDefined"
    static let schemaVersion: Int16 = 1

    /// The bytes of an event.
    public static func encode(_ event: SignatureEvent) -> CodedEvent {
        switch event {
        case .defined(let term):
            CodedEvent(
                type,
                [
                    "from": .date(term.from), "name": .wording(term.name),
                    "title": .wording(term.title),
                ])
        }
    }

    /// The event of these bytes.
    /// - Throws: ``EventCodingError``: this program cannot read it.
    public static func decode(
        type name: String, schemaVersion version: Int16, payload: [UInt8], opened: Opened?
    ) throws(EventCodingError) -> SignatureEvent {
        try PersonalPart.refuse(opened, of: name)
        guard name == type, version == schemaVersion else {
            throw .unknown(type: name, schemaVersion: version)
        }
        return try MemberReader.read(payload, of: name) { members throws(EventCodingError) in
            .defined(
                SignatureTerm(
                    from: try members.date("from"), title: try members.wording("title"),
                    name: try members.wording("name")))
        }
    }
}

extension SignatureBook: RecordedDecider {
    /// Its events to bytes and back (出来事の符号化).
    public typealias Coding = SignatureEventCoding

    /// `signature` (回答の名義).
    public static var streamCategory: StaticString { "signature" }
}
