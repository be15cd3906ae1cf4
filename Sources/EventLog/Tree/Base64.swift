/// Standard base64 with padding, RFC 4648 §4 (base64符号化).
///
/// Foundation's encoder makes an object per call; a leaf needs the text inside its own buffer.
public enum Base64 {
    private static let alphabet = Array(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    private static let padding = UInt8(ascii: "=")

    /// Two characters for every twelve bits; 8 KiB, so that it stays in the nearest cache.
    private static let pairs: [UInt16] = (0..<4096).map { bits in
        let first = UInt16(alphabet[bits >> 6])
        let second = UInt16(alphabet[bits & 63])
        return (first | second << 8).littleEndian
    }

    /// The value of each character, 255 where it has none.
    private static let values: [UInt8] = {
        var values = [UInt8](repeating: 255, count: 256)
        for (value, character) in alphabet.enumerated() {
            values[Int(character)] = UInt8(value)
        }
        return values
    }()

    /// How many characters the encoded form of `count` bytes has.
    public static func encodedLength(_ count: Int) -> Int {
        (count + 2) / 3 * 4
    }

    /// The encoded form as a string.
    public static func string(_ bytes: [UInt8]) -> String {
        let length = encodedLength(bytes.count)
        return String(unsafeUninitializedCapacity: length) { text in
            guard let start = text.baseAddress else { return 0 }
            var cursor = ByteCursor(UnsafeMutableRawPointer(start))
            bytes.withUnsafeBytes { encode($0, to: &cursor) }
            return length
        }
    }

    /// Writes `encodedLength(bytes.count)` characters.
    static func encode(_ bytes: UnsafeRawBufferPointer, to cursor: inout ByteCursor) {
        guard let start = bytes.baseAddress else { return }
        pairs.withUnsafeBufferPointer { pairs in
            guard let table = pairs.baseAddress else { return }
            encode(start, bytes.count, table, to: &cursor)
        }
    }

    @inline(__always)
    private static func encode(
        _ start: UnsafeRawPointer, _ count: Int, _ table: UnsafePointer<UInt16>,
        to cursor: inout ByteCursor
    ) {
        var source = start
        var left = count
        // Eight bytes are loaded and six of them used, so eight must be there.
        while left >= 8 {
            let bits = UInt64(bigEndian: source.loadUnaligned(as: UInt64.self))
            let first = UInt64(table[Int(bits >> 52)])
            let second = UInt64(table[Int(bits >> 40 & 0xfff)])
            let third = UInt64(table[Int(bits >> 28 & 0xfff)])
            let fourth = UInt64(table[Int(bits >> 16 & 0xfff)])
            cursor.write(word: first | second << 16 | third << 32 | fourth << 48)
            source += 6
            left -= 6
        }
        while left > 0 {
            let used = min(left, 3)
            var bits = 0
            for index in 0..<used {
                bits |= Int(source.load(fromByteOffset: index, as: UInt8.self)) << (16 - 8 * index)
            }
            for index in 0..<4 {
                let character = alphabet[bits >> (18 - 6 * index) & 63]
                cursor.write(index <= used ? character : padding)
            }
            source += used
            left -= used
        }
    }

    /// Decodes the one canonical form; nil for stray characters, missing padding, or bits set
    /// where the encoder leaves zeros, so that no two texts mean the same bytes.
    public static func decode(_ text: String) -> [UInt8]? {
        decode(text.utf8)
    }

    /// The same for a part of a longer text.
    static func decode(_ text: some Collection<UInt8>) -> [UInt8]? {
        var characters = Array(text)
        guard characters.count % 4 == 0 else { return nil }
        while characters.last == padding && characters.count > 0 { characters.removeLast() }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(characters.count * 3 / 4)
        var bits: UInt32 = 0
        var held = 0
        for character in characters {
            let value = values[Int(character)]
            guard value != 255 else { return nil }
            bits = bits << 6 | UInt32(value)
            held += 6
            if held >= 8 {
                held -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(held)))
            }
        }
        // What remains says how many padding characters belong there and must be zero.
        guard encodedLength(bytes.count) == text.count, held < 6,
            bits & ((1 << UInt32(held)) - 1) == 0
        else { return nil }
        return bytes
    }
}
