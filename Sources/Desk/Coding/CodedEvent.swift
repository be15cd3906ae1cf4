public import EventLog

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
    /// Where the personal part goes when it is not sealed beside the event (別に封印する先).
    public var apart: Apart?

    /// A stream of its own for a personal part, and so a key of its own: what can be erased by itself
    /// (別に封印する先).
    public struct Apart: Sendable, Equatable {
        /// The stream; it is new.
        public var stream: StreamName
        /// What happened, in that stream. Its open part names what it belongs to: `{"gathering":…}`.
        public var type: String

        /// A stream of its own.
        public init(stream: StreamName, type: String) {
            self.stream = stream
            self.type = type
        }
    }

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
