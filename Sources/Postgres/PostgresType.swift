public import FoundationEssentials

/// The PostgreSQL types this client speaks, with their object ids (stable since 1996).
public enum PostgresType: Sendable {
    /// `boolean`
    case bool
    /// `bytea`
    case bytea
    /// `smallint`
    case int2
    /// `integer`
    case int4
    /// `bigint`
    case int8
    /// `text`
    case text
    /// `timestamp with time zone`
    case timestamptz
    /// `uuid`
    case uuid

    /// The type's object id.
    public var oid: UInt32 {
        switch self {
        case .bool: 16
        case .bytea: 17
        case .int8: 20
        case .int2: 21
        case .int4: 23
        case .text: 25
        case .timestamptz: 1184
        case .uuid: 2950
        }
    }

    /// The object id of the array of this type.
    public var arrayOID: UInt32 {
        switch self {
        case .bool: 1000
        case .bytea: 1001
        case .int8: 1016
        case .int2: 1005
        case .int4: 1007
        case .text: 1009
        case .timestamptz: 1185
        case .uuid: 2951
        }
    }
}

/// A Swift value that can be bound as a parameter.
public protocol PostgresEncodable: Sendable {
    /// The parameter's type.
    static var postgresType: UInt32 { get }
    /// Appends the value in binary format.
    func encode(into bytes: inout [UInt8])
}

/// A Swift value that can be read from a column.
public protocol PostgresDecodable: Sendable {
    /// Whether it can be read from a column of this type. Asked for every cell.
    static func accepts(_ type: UInt32) -> Bool
    /// Reads the binary format; `nil` when the bytes do not fit.
    init?(binary bytes: UnsafeRawBufferPointer)
}

/// A value that can be bound and read.
public typealias PostgresCodable = PostgresEncodable & PostgresDecodable

extension Bool: PostgresCodable {
    /// `boolean`.
    public static var postgresType: UInt32 { PostgresType.bool.oid }
    /// `boolean`.
    public static func accepts(_ type: UInt32) -> Bool { type == PostgresType.bool.oid }
    /// One byte.
    public func encode(into bytes: inout [UInt8]) { bytes.append(self ? 1 : 0) }
    /// One byte.
    public init?(binary bytes: UnsafeRawBufferPointer) {
        guard bytes.count == 1 else { return nil }
        self = bytes[0] != 0
    }
}

extension FixedWidthInteger {
    @usableFromInline
    init?(bigEndianBytes bytes: UnsafeRawBufferPointer) {
        guard bytes.count == MemoryLayout<Self>.size else { return nil }
        self = Self(bigEndian: bytes.loadUnaligned(as: Self.self))
    }
}

extension Int16: PostgresCodable {
    /// `smallint`.
    public static var postgresType: UInt32 { PostgresType.int2.oid }
    /// `smallint`.
    public static func accepts(_ type: UInt32) -> Bool { type == PostgresType.int2.oid }
    /// Two bytes, network order.
    public func encode(into bytes: inout [UInt8]) { bytes.appendBigEndian(self) }
    /// Two bytes, network order.
    public init?(binary bytes: UnsafeRawBufferPointer) { self.init(bigEndianBytes: bytes) }
}

extension Int32: PostgresCodable {
    /// `integer`.
    public static var postgresType: UInt32 { PostgresType.int4.oid }
    /// `integer`.
    public static func accepts(_ type: UInt32) -> Bool { type == PostgresType.int4.oid }
    /// Four bytes, network order.
    public func encode(into bytes: inout [UInt8]) { bytes.appendBigEndian(self) }
    /// Four bytes, network order.
    public init?(binary bytes: UnsafeRawBufferPointer) { self.init(bigEndianBytes: bytes) }
}

extension Int64: PostgresCodable {
    /// `bigint`.
    public static var postgresType: UInt32 { PostgresType.int8.oid }
    /// `bigint` (and the narrower integers).
    public static func accepts(_ type: UInt32) -> Bool {
        type == PostgresType.int8.oid || type == PostgresType.int4.oid
            || type == PostgresType.int2.oid
    }
    /// Eight bytes, network order.
    public func encode(into bytes: inout [UInt8]) { bytes.appendBigEndian(self) }
    /// Two, four or eight bytes, network order.
    public init?(binary bytes: UnsafeRawBufferPointer) {
        switch bytes.count {
        case 8: self.init(bigEndianBytes: bytes)
        case 4: self = Int64(Int32(bigEndian: bytes.loadUnaligned(as: Int32.self)))
        case 2: self = Int64(Int16(bigEndian: bytes.loadUnaligned(as: Int16.self)))
        default: return nil
        }
    }
}

extension String: PostgresCodable {
    /// `text`.
    public static var postgresType: UInt32 { PostgresType.text.oid }
    /// `text`, `varchar`, `name`, and `unknown`.
    public static func accepts(_ type: UInt32) -> Bool {
        type == PostgresType.text.oid || type == 1043 || type == 19 || type == 705
    }
    /// UTF-8.
    public func encode(into bytes: inout [UInt8]) { bytes.append(contentsOf: utf8) }
    /// UTF-8.
    public init?(binary bytes: UnsafeRawBufferPointer) {
        self.init(validating: bytes, as: UTF8.self)
    }
}

extension [UInt8]: PostgresEncodable, PostgresDecodable {
    /// `bytea`.
    public static var postgresType: UInt32 { PostgresType.bytea.oid }
    /// `bytea`.
    public static func accepts(_ type: UInt32) -> Bool { type == PostgresType.bytea.oid }
    /// The bytes themselves.
    public func encode(into bytes: inout [UInt8]) { bytes.append(contentsOf: self) }
    /// The bytes themselves.
    public init?(binary bytes: UnsafeRawBufferPointer) { self.init(bytes) }
}

extension UUID: PostgresCodable {
    /// `uuid`.
    public static var postgresType: UInt32 { PostgresType.uuid.oid }
    /// `uuid`.
    public static func accepts(_ type: UInt32) -> Bool { type == PostgresType.uuid.oid }
    /// Sixteen bytes.
    public func encode(into bytes: inout [UInt8]) {
        Swift.withUnsafeBytes(of: uuid) { bytes.append(contentsOf: $0) }
    }
    /// Sixteen bytes.
    public init?(binary bytes: UnsafeRawBufferPointer) {
        guard bytes.count == 16 else { return nil }
        self.init(uuid: bytes.loadUnaligned(as: uuid_t.self))
    }
}

/// A moment in microseconds since 1970-01-01T00:00:00Z, as `timestamptz` keeps it.
public struct Instant: Hashable, Comparable, Sendable, PostgresCodable {
    /// Microseconds since 1970-01-01T00:00:00Z.
    public var microseconds: Int64

    /// A moment from microseconds since 1970-01-01T00:00:00Z.
    public init(microseconds: Int64) { self.microseconds = microseconds }

    /// 2000-01-01T00:00:00Z, PostgreSQL's epoch, in microseconds since 1970.
    private static let postgresEpoch: Int64 = 946_684_800_000_000

    /// `timestamptz`.
    public static var postgresType: UInt32 { PostgresType.timestamptz.oid }
    /// `timestamptz`.
    public static func accepts(_ type: UInt32) -> Bool { type == PostgresType.timestamptz.oid }
    /// Earlier before later.
    public static func < (a: Instant, b: Instant) -> Bool { a.microseconds < b.microseconds }

    /// Eight bytes: microseconds since 2000-01-01.
    public func encode(into bytes: inout [UInt8]) {
        bytes.appendBigEndian(microseconds - Self.postgresEpoch)
    }

    /// Eight bytes: microseconds since 2000-01-01. `infinity` and `-infinity` are no moments.
    public init?(binary bytes: UnsafeRawBufferPointer) {
        guard let value = Int64(bigEndianBytes: bytes), value != .min else { return nil }
        let (sum, isInfinite) = value.addingReportingOverflow(Self.postgresEpoch)
        guard !isInfinite else { return nil }
        microseconds = sum
    }
}
