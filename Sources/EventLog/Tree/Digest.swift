// The only file that imports SHA-256: whoever changes the hash, or the library, changes it here.
import struct Crypto.SHA256

/// A SHA-256 digest, 32 bytes held inline (ハッシュ値).
///
/// The log makes two of these for every event, so they live in four words and never on the heap.
public struct Digest: Hashable, Sendable {
    /// The length of every digest, in bytes.
    public static let byteCount = 32

    /// Thirty-two zero bytes; never the hash of anything known.
    public static let zero = Digest(0, 0, 0, 0)

    // The bytes in memory order; what numbers the words make depends on the machine and is
    // never looked at.
    private let words: (UInt64, UInt64, UInt64, UInt64)

    private init(_ first: UInt64, _ second: UInt64, _ third: UInt64, _ fourth: UInt64) {
        words = (first, second, third, fourth)
    }

    /// Reads a digest from exactly 32 bytes.
    ///
    /// - Precondition: `bytes.count == 32`. Use ``init(bytes:)`` for bytes from outside.
    public init(_ bytes: UnsafeRawBufferPointer) {
        precondition(bytes.count == Self.byteCount, "a digest has 32 bytes")
        self.init(
            bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self),
            bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self),
            bytes.loadUnaligned(fromByteOffset: 16, as: UInt64.self),
            bytes.loadUnaligned(fromByteOffset: 24, as: UInt64.self))
    }

    /// Reads a digest from a collection of bytes; nil unless there are exactly 32.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == Self.byteCount else { return nil }
        let read = bytes.withContiguousStorageIfAvailable {
            Digest(UnsafeRawBufferPointer($0))
        }
        self = read ?? Array(bytes).withUnsafeBytes { Digest($0) }
    }

    /// Reads 64 hexadecimal digits, upper or lower case; nil for anything else.
    public init?(hex: String) {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(Self.byteCount)
        var high: UInt8?
        for character in hex.utf8 {
            guard let nibble = Hexadecimal.value(of: character), bytes.count < Self.byteCount
            else { return nil }
            if let first = high {
                bytes.append(first << 4 | nibble)
                high = nil
            } else {
                high = nibble
            }
        }
        guard high == nil else { return nil }
        self.init(bytes: bytes)
    }

    /// Lends the 32 bytes without copying them to the heap.
    public func withUnsafeBytes<Result>(
        _ body: (UnsafeRawBufferPointer) throws -> Result
    ) rethrows -> Result {
        try Swift.withUnsafeBytes(of: words, body)
    }

    /// The 32 bytes.
    public var bytes: [UInt8] { withUnsafeBytes { Array($0) } }

    /// The 32 bytes as 64 lower-case hexadecimal digits.
    public var hex: String { withUnsafeBytes { Hexadecimal.string($0) } }

    /// SHA-256 of the bytes.
    public static func sha256(_ bytes: UnsafeRawBufferPointer) -> Digest {
        // Measured at 1,100 bytes: `SHA256.hash(data:)` and a separate `update` for the prefix of a
        // leaf take the same time within the noise; this has the fewest steps.
        var hasher = SHA256()
        hasher.update(bufferPointer: bytes)
        return hasher.finalize().withUnsafeBytes { Digest($0) }
    }

    /// SHA-256 of the bytes of an array.
    public static func sha256(_ bytes: [UInt8]) -> Digest {
        bytes.withUnsafeBytes { sha256($0) }
    }

    /// Whether both digests have the same 32 bytes.
    public static func == (left: Digest, right: Digest) -> Bool {
        left.words == right.words
    }

    /// Feeds the first word alone: it is already as random as a hash function can make it.
    public func hash(into hasher: inout Hasher) {
        hasher.combine(words.0)
    }
}

extension Digest: CustomStringConvertible {
    /// The same as ``hex``.
    public var description: String { hex }
}

/// Base sixteen, for digests and key ids (十六進).
enum Hexadecimal {
    /// The value of one hexadecimal digit, or nil.
    static func value(of character: UInt8) -> UInt8? {
        switch character {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): character - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): character - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): character - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    /// The lower-case digit of a value below sixteen.
    @inline(__always)
    static func digit(_ value: UInt8) -> UInt8 {
        value < 10 ? value &+ UInt8(ascii: "0") : value &+ (UInt8(ascii: "a") - 10)
    }

    /// Two lower-case digits for every byte.
    static func string(_ bytes: UnsafeRawBufferPointer) -> String {
        String(unsafeUninitializedCapacity: bytes.count * 2) { text in
            for (index, byte) in bytes.enumerated() {
                text[index * 2] = digit(byte >> 4)
                text[index * 2 + 1] = digit(byte & 15)
            }
            return bytes.count * 2
        }
    }
}
