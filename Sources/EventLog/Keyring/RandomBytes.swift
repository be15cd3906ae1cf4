import Foundation

/// Random bytes of the system for keys and nonces, as many as are wanted at once (乱数).
///
/// Swift's own generator asks the system for eight bytes at a time, a microsecond each: eight calls for
/// the key of one letter, its wrapping and its sealing, which was a third of what sealing cost.
enum RandomBytes {
    /// The most bytes the system gives in one call (`getentropy`).
    private static let most = 256

    static func draw(_ count: Int) -> [UInt8] {
        [UInt8](unsafeUninitializedCapacity: count) { buffer, drawn in
            while drawn < count {
                let length = min(Self.most, count - drawn)
                let isDrawn = buffer.baseAddress.map { getentropy($0 + drawn, length) } == 0
                // Never a key that is not random: without the system's randomness nothing may go on.
                precondition(isDrawn, "the system gives no random bytes")
                drawn += length
            }
        }
    }
}
