/// The canonical bytes of one event and their leaf hash (正規化した葉).
///
/// The bytes are the RFC 8785 JSON of every column except the leaf hash, with `payload` and
/// `sealed` as base64. They are what `log export` shows as `leaf`, and anybody can hash them
/// again: leaf hash = SHA-256(0x00 ‖ leaf).
///
/// One value is reused for event after event, so that in the long run nothing is allocated.
public struct CanonicalLeaf: Sendable {
    /// A buffer grown beyond this, by a scanned letter for instance, is given back at the next
    /// leaf that does not need it.
    static let largestKeptBuffer = 1 << 20

    /// Room for the keys, punctuation, integers, moment and UUID of any leaf.
    private static let fixedRoom: Int = {
        let keys = 11 * (16 + 4)
        return 2 + keys + 4 * ByteCursor.longestInteger + RFC3339.longestWrittenText
            + ByteCursor.quotedUUIDLength + 64
    }()

    // The prefix byte of a leaf stands in front of the JSON, so that the hash is one call over
    // one run of bytes.
    private var storage: [UInt8]
    private var length = 1

    /// Makes an empty buffer.
    ///
    /// - Parameter capacity: How many bytes to keep ready; it grows when a leaf needs more.
    public init(capacity: Int = 4096) {
        storage = [UInt8](repeating: TreeHash.leafPrefix, count: max(capacity, 1))
    }

    /// Writes the canonical bytes of an event over those of the one before.
    ///
    /// Integers are written in full. RFC 8785 asks that they stay within ±(2^53 − 1); positions
    /// and versions count up from 1 and never come near.
    ///
    /// - Returns: The leaf hash.
    @discardableResult
    public mutating func write(_ fields: LeafFields) -> Digest {
        let texts = fields.stream.count + fields.type.count + (fields.actor?.count ?? 0)
        let room =
            1 + Self.fixedRoom + ByteCursor.longestEscape * texts
            + Base64.encodedLength(fields.payload.count)
            + Base64.encodedLength(fields.sealed?.count ?? 0)
        makeRoom(room)
        return storage.withUnsafeMutableBytes { buffer in
            guard let start = buffer.baseAddress else { return .zero }
            var cursor = ByteCursor(start + 1)
            Self.write(fields, to: &cursor)
            length = cursor.next - start
            precondition(length <= room, "a leaf is longer than the room made for it")
            return Digest.sha256(UnsafeRawBufferPointer(start: start, count: length))
        }
    }

    /// The canonical bytes last written.
    public var bytes: [UInt8] { Array(storage[1..<length]) }

    /// Lends the canonical bytes last written.
    public func withUnsafeBytes<Result>(
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        try storage.withUnsafeBytes { buffer in
            try body(UnsafeRawBufferPointer(rebasing: buffer[1..<length]))
        }
    }

    private mutating func makeRoom(_ room: Int) {
        if storage.count < room {
            let doubled = max(room, min(storage.count * 2, Self.largestKeptBuffer))
            storage = [UInt8](repeating: TreeHash.leafPrefix, count: doubled)
        } else if storage.count > Self.largestKeptBuffer && room <= Self.largestKeptBuffer {
            storage = [UInt8](repeating: TreeHash.leafPrefix, count: Self.largestKeptBuffer)
        }
    }

    /// The keys in the order of RFC 8785: by UTF-16 code units, which for these is by letters.
    private static func write(_ fields: LeafFields, to cursor: inout ByteCursor) {
        cursor.write(literal: "{\"actor\":")
        if let actor = fields.actor {
            cursor.write(string: actor)
        } else {
            cursor.write(literal: "null")
        }
        cursor.write(literal: ",\"cause\":")
        if let cause = fields.cause {
            cursor.write(integer: cause)
        } else {
            cursor.write(literal: "null")
        }
        cursor.write(literal: ",\"correlation\":")
        if let correlation = fields.correlation {
            cursor.write(uuid: correlation)
        } else {
            cursor.write(literal: "null")
        }
        cursor.write(literal: ",\"payload\":\"")
        Base64.encode(fields.payload, to: &cursor)
        cursor.write(literal: "\",\"position\":")
        cursor.write(integer: fields.position)
        cursor.write(literal: ",\"recordedAt\":\"")
        RFC3339.write(fields.recordedAt, to: &cursor)
        cursor.write(literal: "\",\"schemaVersion\":")
        cursor.write(integer: fields.schemaVersion)
        if let sealed = fields.sealed {
            cursor.write(literal: ",\"sealed\":\"")
            Base64.encode(sealed, to: &cursor)
            cursor.write(literal: "\",\"stream\":")
        } else {
            cursor.write(literal: ",\"sealed\":null,\"stream\":")
        }
        cursor.write(string: fields.stream)
        cursor.write(literal: ",\"type\":")
        cursor.write(string: fields.type)
        cursor.write(literal: ",\"version\":")
        cursor.write(integer: fields.version)
        cursor.write(UInt8(ascii: "}"))
    }
}
