/// Where the next byte of a canonical leaf goes (書込位置).
///
/// Every write is unchecked: whoever makes a cursor first makes sure that the buffer has room for
/// the longest text that can follow (``CanonicalLeaf`` adds it up, ``RFC3339`` and ``Base64``
/// name it). In return a leaf is written without one bounds check or reallocation.
struct ByteCursor {
    private(set) var next: UnsafeMutableRawPointer

    @inline(__always)
    init(_ start: UnsafeMutableRawPointer) {
        next = start
    }

    @inline(__always)
    mutating func write(_ byte: UInt8) {
        next.storeBytes(of: byte, as: UInt8.self)
        next += 1
    }

    @inline(__always)
    mutating func write(word: UInt64) {
        next.storeBytes(of: word, as: UInt64.self)
        next += 8
    }

    @inline(__always)
    mutating func write(literal: StaticString) {
        next.copyMemory(from: literal.utf8Start, byteCount: literal.utf8CodeUnitCount)
        next += literal.utf8CodeUnitCount
    }

    @inline(__always)
    mutating func write(pair value: UInt64) {
        let tens = UInt8(truncatingIfNeeded: value / 10)
        let ones = UInt8(truncatingIfNeeded: value % 10)
        write(tens &+ UInt8(ascii: "0"))
        write(ones &+ UInt8(ascii: "0"))
    }

    /// The longest integer: `-9223372036854775808`.
    static let longestInteger = 20

    /// A decimal integer with no leading zeros, as RFC 8785 wants it.
    mutating func write(integer: Int64) {
        if integer < 0 { write(UInt8(ascii: "-")) }
        var rest = integer.magnitude
        var count = 1
        var power: UInt64 = 10
        // No magnitude reaches 10^19, so the power never overflows.
        while rest >= power {
            count += 1
            power *= 10
        }
        let end = next + count
        var place = end
        while place > next {
            place -= 1
            let digit = UInt8(truncatingIfNeeded: rest % 10) &+ UInt8(ascii: "0")
            place.storeBytes(of: digit, as: UInt8.self)
            rest /= 10
        }
        next = end
    }
}

// MARK: - JSON strings

extension ByteCursor {
    /// The longest a byte of a string becomes: `\u001f`.
    static let longestEscape = 6

    /// A JSON string, escaped as RFC 8785 §3.2.2.2 says: what `JSON.stringify` escapes and
    /// nothing more. Bytes above 0x7e stay as they are, so U+2028, 𠮷 and variation selectors
    /// are written raw.
    mutating func write(string text: UnsafeRawBufferPointer) {
        write(UInt8(ascii: "\""))
        if var source = text.baseAddress {
            let end = source + text.count
            while source < end {
                if end - source >= 8 {
                    let word = source.loadUnaligned(as: UInt64.self)
                    if !Self.needsEscape(word) {
                        write(word: word)
                        source += 8
                        continue
                    }
                }
                let stop = min(source + 8, end)
                while source < stop {
                    write(escaped: source.load(as: UInt8.self))
                    source += 1
                }
            }
        }
        write(UInt8(ascii: "\""))
    }

    /// Whether any of eight bytes is `"`, `\` or below 0x20, told by arithmetic on the whole word.
    @inline(__always)
    private static func needsEscape(_ word: UInt64) -> Bool {
        let ones: UInt64 = 0x0101_0101_0101_0101
        let quotes = word ^ (ones &* 0x22)
        let slashes = word ^ (ones &* 0x5c)
        let found =
            ((quotes &- ones) & ~quotes) | ((slashes &- ones) & ~slashes)
            | ((word &- ones &* 0x20) & ~word)
        return found & (ones &* 0x80) != 0
    }

    @inline(__always)
    private mutating func write(escaped byte: UInt8) {
        if byte >= 0x20 && byte != 0x22 && byte != 0x5c {
            write(byte)
            return
        }
        write(UInt8(ascii: "\\"))
        switch byte {
        case 0x08: write(UInt8(ascii: "b"))
        case 0x09: write(UInt8(ascii: "t"))
        case 0x0a: write(UInt8(ascii: "n"))
        case 0x0c: write(UInt8(ascii: "f"))
        case 0x0d: write(UInt8(ascii: "r"))
        case 0x22, 0x5c: write(byte)
        default:
            write(literal: "u00")
            write(Hexadecimal.digit(byte >> 4))
            write(Hexadecimal.digit(byte & 15))
        }
    }

    /// The length of a UUID in quotes.
    static let quotedUUIDLength = 38

    /// A UUID of 16 bytes as a JSON string in the lower-case hyphenated form.
    mutating func write(uuid bytes: UnsafeRawBufferPointer) {
        precondition(bytes.count == 16, "a UUID has 16 bytes")
        write(UInt8(ascii: "\""))
        for (index, byte) in bytes.enumerated() {
            if index == 4 || index == 6 || index == 8 || index == 10 {
                write(UInt8(ascii: "-"))
            }
            write(Hexadecimal.digit(byte >> 4))
            write(Hexadecimal.digit(byte & 15))
        }
        write(UInt8(ascii: "\""))
    }
}
