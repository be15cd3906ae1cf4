import Foundation

/// New ids: time first, so that new rows sit side by side in an index (RFC 9562, version 7).
enum UUIDv7 {
    @Sendable static func make() -> UUID {
        let milliseconds = UInt64(Date().timeIntervalSince1970 * 1000)
        var bytes = withUnsafeBytes(of: UUID().uuid) { Array($0) }
        for index in 0..<6 { bytes[index] = UInt8(milliseconds >> (40 - 8 * index) & 0xFF) }
        bytes[6] = bytes[6] & 0x0F | 0x70
        return bytes.withUnsafeBytes { UUID(uuid: $0.loadUnaligned(as: uuid_t.self)) }
    }
}
