public import FoundationEssentials
public import Postgres

/// The name of a stream: what a chain of events is about, such as `item-<uuid>` (対象).
///
/// What stands before the id is the category.
public struct StreamName: Hashable, Sendable, CustomStringConvertible {
    /// The longest name, in UTF-8 bytes.
    public static let longest = 200

    /// The name as text.
    public let text: String

    /// A stream name; `nil` when it is empty, too long, or has spaces or control characters.
    public init?(_ text: String) {
        guard !text.isEmpty, text.utf8.count <= Self.longest,
            text.utf8.allSatisfy({ $0 > 0x20 && $0 != 0x7F })
        else { return nil }
        self.text = text
    }

    /// `category-id`, the usual form.
    public init(category: StaticString, id: UUID) {
        text = "\(category)-\(id.uuidString.lowercased())"
    }

    /// The name from a column of the log, which has been checked when it was written.
    init(unchecked text: String) { self.text = text }

    /// What kind of thing it is: the part before the id, or before the first hyphen without one.
    public var category: Substring {
        guard hasID else { return text.prefix { $0 != "-" } }
        return text.dropLast(Self.idLength + 1)
    }

    /// The thing's id; `nil` when the name does not end in one.
    public var id: UUID? {
        guard hasID else { return nil }
        // By hand: Foundation reads a UUID with `sscanf`, which shows when a log is replayed.
        var bytes: (UInt64, UInt64) = (0, 0)
        var digits = 0
        for (place, byte) in text.utf8.suffix(Self.idLength).enumerated() {
            let nibble: UInt8
            switch (place, byte) {
            case (8, UInt8(ascii: "-")), (13, UInt8(ascii: "-")), (18, UInt8(ascii: "-")),
                (23, UInt8(ascii: "-")):
                continue
            case (8, _), (13, _), (18, _), (23, _): return nil
            case (_, UInt8(ascii: "0")...UInt8(ascii: "9")): nibble = byte - UInt8(ascii: "0")
            case (_, UInt8(ascii: "a")...UInt8(ascii: "f")): nibble = byte - UInt8(ascii: "a") + 10
            case (_, UInt8(ascii: "A")...UInt8(ascii: "F")): nibble = byte - UInt8(ascii: "A") + 10
            case (_, _): return nil
            }
            if digits < 16 {
                bytes.0 = bytes.0 << 4 | UInt64(nibble)
            } else {
                bytes.1 = bytes.1 << 4 | UInt64(nibble)
            }
            digits += 1
        }
        bytes = (bytes.0.bigEndian, bytes.1.bigEndian)
        return withUnsafeBytes(of: &bytes) { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) }
    }

    /// The length of a UUID in text.
    private static let idLength = 36
    private var hasID: Bool {
        let bytes = text.utf8
        return bytes.count > Self.idLength + 1
            && bytes[bytes.index(bytes.endIndex, offsetBy: -Self.idLength - 1)] == UInt8(ascii: "-")
    }

    /// The name as text.
    public var description: String { text }
}

/// An event about to be recorded (これから記録する出来事).
public struct NewEvent: Sendable, Equatable {
    /// What happened, in the past tense, such as `ItemReceived`.
    public var type: String
    /// The version of the payload's shape, from 1.
    public var schemaVersion: Int16
    /// Canonical JSON in UTF-8 without personal data; kept and hashed byte by byte.
    public var payload: [UInt8]
    /// The personal part, already sealed by ``Keyring``; `nil` when there is none.
    public var sealed: [UInt8]?

    /// An event about to be recorded.
    public init(type: String, schemaVersion: Int16 = 1, payload: [UInt8], sealed: [UInt8]? = nil) {
        self.type = type
        self.schemaVersion = schemaVersion
        self.payload = payload
        self.sealed = sealed
    }

    /// The size counted against ``AppendLimits/eventBytes``, in bytes.
    public var byteCount: Int { type.utf8.count + payload.count + (sealed?.count ?? 0) }
}

/// An event as it stands in the log (記録された出来事).
public struct RecordedEvent: Sendable, Equatable {
    /// Place in the whole log: 1, 2, 3 … without gaps.
    public let position: Int64
    /// What it is about.
    public let stream: StreamName
    /// Place within the stream: 1, 2, 3 …
    public let version: Int32
    /// What happened.
    public let type: String
    /// The version of the payload's shape.
    public let schemaVersion: Int16
    /// When Koe learned of it.
    public let recordedAt: Instant
    /// Who recorded it.
    public let actor: String?
    /// The position of the event that led to it.
    public let cause: Int64?
    /// The command that everything of one request goes back to.
    public let correlation: UUID?
    /// Canonical JSON, as recorded.
    public let payload: [UInt8]
    /// The sealed personal part, as recorded.
    public let sealed: [UInt8]?
    /// RFC 9162 leaf hash of all the rest.
    public let leafHash: Digest

    /// The event's id, derived from stream and version: a UUID of version 8 (RFC 9562).
    public var id: UUID { EventID.derive(stream: stream, version: version) }
}

/// Event ids need no column and no index: they follow from stream and version.
public enum EventID {
    /// The id of one version of a stream.
    public static func derive(stream: StreamName, version: Int32) -> UUID {
        let digest = Digest.sha256(Array("\(stream.text)/\(version)".utf8)).bytes
        var bytes = Array(digest.prefix(16))
        bytes[6] = bytes[6] & 0x0F | 0x80  // version 8: made by the application's own rule
        bytes[8] = bytes[8] & 0x3F | 0x80
        return bytes.withUnsafeBytes { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) }
    }
}
