/// An event as bytes, before its personal part is sealed (符号化した出来事).
public struct CodedEvent: Sendable, Equatable {
    /// What happened, such as `ItemReceived`.
    public var type: String
    /// The version of the shape, from 1.
    public var schemaVersion: Int16
    /// The open part, canonical JSON.
    public var payload: [UInt8]
    /// The part to be sealed, canonical JSON; never to be stored as it is. `nil` when there is
    /// nothing personal, or it has been erased.
    public var personal: [UInt8]?

    /// An event as bytes.
    public init(
        type: String, schemaVersion: Int16 = 1, payload: [UInt8], personal: [UInt8]? = nil
    ) {
        self.type = type
        self.schemaVersion = schemaVersion
        self.payload = payload
        self.personal = personal
    }
}

extension CodedEvent {
    /// An event of schema version 1, of the open members that are there (第1版の出来事).
    init(_ type: String, _ members: [String: JSONValue?], personal: [UInt8]? = nil) {
        self.init(
            type: type, payload: CanonicalJSON.bytes(.object(present: members)),
            personal: personal)
    }
}
