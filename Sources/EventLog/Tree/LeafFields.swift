/// The sixteen bytes of a UUID in network order; the same type as Foundation's `uuid_t`, so that
/// `id.uuid` can be given as it is (UUIDの十六バイト).
public typealias UUIDBytes = (
    UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8,
    UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8, UInt8
)

/// Every column of an event except its leaf hash, as views of bytes somebody else holds
/// (葉の項目).
///
/// The views may point into a row the database just sent or into Swift values; nothing is copied.
/// They must stay valid until the leaf has been written, and no longer. Texts are UTF-8 as the
/// database guarantees it; they are neither checked nor normalised.
public struct LeafFields {
    /// The place of the event in the whole log, from 1.
    public var position: Int64
    /// The stream, such as `item-0190…`.
    public var stream: UnsafeRawBufferPointer
    /// The place of the event in its stream.
    public var version: Int64
    /// The type, such as `ItemReceived`.
    public var type: UnsafeRawBufferPointer
    /// The version of the payload's shape.
    public var schemaVersion: Int64
    /// Microseconds since 1970-01-01T00:00:00Z.
    public var recordedAt: Int64
    /// Who acted, if anybody did.
    public var actor: UnsafeRawBufferPointer?
    /// The position of the event that caused this one.
    public var cause: Int64?
    /// The 16 raw bytes of a UUID shared by what belongs together.
    public var correlation: UnsafeRawBufferPointer?
    /// The payload as kept.
    public var payload: UnsafeRawBufferPointer
    /// The encrypted personal part as kept.
    public var sealed: UnsafeRawBufferPointer?

    /// Puts the views together.
    public init(
        position: Int64, stream: UnsafeRawBufferPointer, version: Int64,
        type: UnsafeRawBufferPointer, schemaVersion: Int64, recordedAt: Int64,
        actor: UnsafeRawBufferPointer?, cause: Int64?, correlation: UnsafeRawBufferPointer?,
        payload: UnsafeRawBufferPointer, sealed: UnsafeRawBufferPointer?
    ) {
        self.position = position
        self.stream = stream
        self.version = version
        self.type = type
        self.schemaVersion = schemaVersion
        self.recordedAt = recordedAt
        self.actor = actor
        self.cause = cause
        self.correlation = correlation
        self.payload = payload
        self.sealed = sealed
    }

    /// Lends views of Swift values for as long as `body` runs.
    ///
    /// Nothing is copied to the heap as long as the strings are native Swift strings.
    public static func lending<Result>(
        position: Int64, stream: String, version: Int64, type: String, schemaVersion: Int64,
        recordedAt: Int64, actor: String?, cause: Int64?, correlation: UUIDBytes?,
        payload: [UInt8], sealed: [UInt8]?, to body: (LeafFields) throws -> Result
    ) rethrows -> Result {
        try view(stream) { stream in
            try view(type) { type in
                try view(actor) { actor in
                    try view(correlation) { correlation in
                        try view(payload) { payload in
                            try view(sealed) { sealed in
                                try body(
                                    LeafFields(
                                        position: position, stream: stream ?? nothing,
                                        version: version, type: type ?? nothing,
                                        schemaVersion: schemaVersion, recordedAt: recordedAt,
                                        actor: actor, cause: cause, correlation: correlation,
                                        payload: payload ?? nothing, sealed: sealed))
                            }
                        }
                    }
                }
            }
        }
    }

    private static var nothing: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: nil, count: 0)
    }

    private static func view<Result>(
        _ text: String?, _ use: (UnsafeRawBufferPointer?) throws -> Result
    ) rethrows -> Result {
        guard var text else { return try use(nil) }
        return try text.withUTF8 { try use(UnsafeRawBufferPointer($0)) }
    }

    private static func view<Result>(
        _ bytes: [UInt8]?, _ use: (UnsafeRawBufferPointer?) throws -> Result
    ) rethrows -> Result {
        guard let bytes else { return try use(nil) }
        return try bytes.withUnsafeBytes { try use($0) }
    }

    private static func view<Result>(
        _ id: UUIDBytes?, _ use: (UnsafeRawBufferPointer?) throws -> Result
    ) rethrows -> Result {
        guard let id else { return try use(nil) }
        return try withUnsafeBytes(of: id) { try use($0) }
    }
}
