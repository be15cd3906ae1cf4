/// Why bytes are not JSON as Koe reads it (JSONの誤り).
///
/// Says where, never what stood there: the bytes may be a citizen's letter.
public struct JSONError: Error, Sendable, Equatable, CustomStringConvertible {
    /// What is wrong.
    public enum Reason: String, Sendable, Equatable {
        /// The document ends too early.
        case unexpectedEnd = "the document ends too early"
        /// A character that cannot stand here.
        case unexpectedCharacter = "a character that cannot stand here"
        /// Something follows the document.
        case trailingContent = "something follows the document"
        /// A key appears twice in one object.
        case duplicateKey = "a key appears twice"
        /// A number with fraction or exponent, or beyond 2⁵³.
        case notAWholeNumber = "a number that is not whole or too large"
        /// A string is not UTF-8, or half of a surrogate pair is escaped.
        case notUnicode = "text that is not Unicode"
        /// A control character stands unescaped in a string.
        case controlCharacter = "an unescaped control character"
        /// Nested deeper than ``JSONValue/deepest``.
        case tooDeep = "nested too deeply"
    }

    /// What is wrong.
    public let reason: Reason
    /// The byte at which it was noticed, from 0.
    public let offset: Int

    /// One line for a log.
    public var description: String { "not JSON: \(reason.rawValue) at byte \(offset)" }
}

extension JSONValue {
    /// Reads one JSON document, strictly: RFC 8259 in UTF-8 without floating point or repeated
    /// keys (厳密な読取り).
    /// - Throws: ``JSONError``.
    public init(parsing bytes: [UInt8]) throws(JSONError) {
        var reader = JSONReader(bytes)
        self = try reader.document { reader throws(JSONError) in try reader.value(depth: 0) }
    }

    /// The members of a document that is an object, in its order; `nil` when it is something else.
    ///
    /// For events, which are read by the million: a few members are found sooner by looking at them
    /// than by hashing their keys.
    static func members(
        parsing bytes: [UInt8]
    ) throws(JSONError) -> [(key: String, value: JSONValue)]? {
        var reader = JSONReader(bytes)
        return try reader.document { reader throws(JSONError) in
            guard try reader.begins(with: UInt8(ascii: "{")) else {
                _ = try reader.value(depth: 0)
                return nil
            }
            return try reader.members(depth: 1)
        }
    }
}

/// A recursive-descent reader over bytes.
private struct JSONReader {
    private let bytes: [UInt8]
    private var offset = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func document<Content>(
        _ read: (inout JSONReader) throws(JSONError) -> Content
    ) throws(JSONError) -> Content {
        let content = try read(&self)
        skipBlanks()
        guard offset == bytes.count else { throw error(.trailingContent) }
        return content
    }

    /// Whether the next thing is the one this byte begins; it is not stepped over.
    mutating func begins(with byte: UInt8) throws(JSONError) -> Bool {
        skipBlanks()
        return try peek() == byte
    }

    private func error(_ reason: JSONError.Reason) -> JSONError {
        JSONError(reason: reason, offset: offset)
    }

    private func peek() throws(JSONError) -> UInt8 {
        guard offset < bytes.count else { throw error(.unexpectedEnd) }
        return bytes[offset]
    }

    private mutating func take() throws(JSONError) -> UInt8 {
        let byte = try peek()
        offset += 1
        return byte
    }

    /// Steps over a byte if it is the one wanted.
    private mutating func skip(_ byte: UInt8) -> Bool {
        guard offset < bytes.count, bytes[offset] == byte else { return false }
        offset += 1
        return true
    }

    private mutating func skipBlanks() {
        while offset < bytes.count {
            switch bytes[offset] {
            case 0x20, 0x09, 0x0A, 0x0D: offset += 1
            default: return
            }
        }
    }

    private mutating func expect(_ word: StaticString) throws(JSONError) {
        for index in 0..<word.utf8CodeUnitCount {
            guard try peek() == word.utf8Start[index] else { throw error(.unexpectedCharacter) }
            offset += 1
        }
    }

    mutating func value(depth: Int) throws(JSONError) -> JSONValue {
        guard depth < JSONValue.deepest else { throw error(.tooDeep) }
        skipBlanks()
        switch try peek() {
        case UInt8(ascii: "n"):
            try expect("null")
            return .null
        case UInt8(ascii: "t"):
            try expect("true")
            return .bool(true)
        case UInt8(ascii: "f"):
            try expect("false")
            return .bool(false)
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "["): return .array(try array(depth: depth + 1))
        case UInt8(ascii: "{"): return .object(try object(depth: depth + 1))
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        default: throw error(.unexpectedCharacter)
        }
    }

    private mutating func array(depth: Int) throws(JSONError) -> [JSONValue] {
        offset += 1
        var elements: [JSONValue] = []
        skipBlanks()
        if skip(UInt8(ascii: "]")) { return elements }
        while true {
            elements.append(try value(depth: depth))
            skipBlanks()
            if skip(UInt8(ascii: "]")) { return elements }
            try expect(",")
        }
    }

    private mutating func object(depth: Int) throws(JSONError) -> [String: JSONValue] {
        Dictionary(uniqueKeysWithValues: try members(depth: depth))
    }

    mutating func members(depth: Int) throws(JSONError) -> [(key: String, value: JSONValue)] {
        offset += 1
        var members: [(key: String, value: JSONValue)] = []
        skipBlanks()
        if skip(UInt8(ascii: "}")) { return members }
        members.reserveCapacity(16)
        // In canonical JSON keys ascend, so one look at the last tells that none comes twice.
        var ascends = true
        var keys: Set<String> = []
        while true {
            skipBlanks()
            guard try peek() == UInt8(ascii: "\"") else { throw error(.unexpectedCharacter) }
            let key = try string()
            if ascends, let last = members.last, last.key >= key {
                ascends = false
                keys = Set(members.map(\.key))
            }
            guard ascends || keys.insert(key).inserted else { throw error(.duplicateKey) }
            skipBlanks()
            try expect(":")
            members.append((key, try value(depth: depth)))
            skipBlanks()
            if skip(UInt8(ascii: "}")) { return members }
            try expect(",")
        }
    }

    private mutating func number() throws(JSONError) -> JSONValue {
        let start = offset
        let isNegative = skip(UInt8(ascii: "-"))
        let firstDigit = offset
        var magnitude: Int64 = 0
        while offset < bytes.count, case let digit = bytes[offset] &- UInt8(ascii: "0"),
            digit < 10
        {
            magnitude = magnitude * 10 + Int64(digit)
            guard magnitude <= JSONValue.integers.upperBound else { throw error(.notAWholeNumber) }
            offset += 1
        }
        let digits = offset - firstDigit
        // JSON knows no leading zeros, and canonical JSON no minus zero.
        guard digits > 0, digits == 1 || bytes[firstDigit] != UInt8(ascii: "0"),
            !(isNegative && magnitude == 0)
        else {
            offset = start
            throw error(.unexpectedCharacter)
        }
        if offset < bytes.count, [UInt8(ascii: "."), 0x65, 0x45].contains(bytes[offset]) {
            throw error(.notAWholeNumber)
        }
        return .integer(isNegative ? -magnitude : magnitude)
    }

    private mutating func string() throws(JSONError) -> String {
        let start = offset
        if let plain = plainString() {
            guard let string = String(validating: bytes[plain], as: UTF8.self) else {
                offset = start
                throw error(.notUnicode)
            }
            return string
        }
        offset += 1
        var text: [UInt8] = []
        while true {
            let byte = try take()
            switch byte {
            case UInt8(ascii: "\""):
                guard let string = String(validating: text, as: UTF8.self) else {
                    offset = start
                    throw error(.notUnicode)
                }
                return string
            case UInt8(ascii: "\\"): try escape(into: &text)
            case 0..<0x20:
                offset -= 1
                throw error(.controlCharacter)
            default: text.append(byte)
            }
        }
    }

    /// Where the string that begins here stands if nothing in it is escaped, as in nearly all; else
    /// `nil`, and nothing has been read.
    private mutating func plainString() -> Range<Int>? {
        let start = offset + 1
        var end = start
        while end < bytes.count {
            switch bytes[end] {
            case UInt8(ascii: "\""):
                offset = end + 1
                return start..<end
            case UInt8(ascii: "\\"), 0..<0x20: return nil
            default: end += 1
            }
        }
        return nil
    }

    private mutating func escape(into text: inout [UInt8]) throws(JSONError) {
        switch try take() {
        case UInt8(ascii: "\""): text.append(UInt8(ascii: "\""))
        case UInt8(ascii: "\\"): text.append(UInt8(ascii: "\\"))
        case UInt8(ascii: "/"): text.append(UInt8(ascii: "/"))
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "u"):
            text.append(contentsOf: String(Character(try escapedScalar())).utf8)
        default:
            offset -= 1
            throw error(.unexpectedCharacter)
        }
    }

    /// The scalar of `\uXXXX`, or of two of them that form a surrogate pair.
    private mutating func escapedScalar() throws(JSONError) -> Unicode.Scalar {
        let high = try codeUnit()
        if let scalar = Unicode.Scalar(high) { return scalar }
        guard UTF16.isLeadSurrogate(UInt16(high)), skip(UInt8(ascii: "\\")), skip(UInt8(ascii: "u"))
        else { throw error(.notUnicode) }
        let low = try codeUnit()
        guard (0xDC00...0xDFFF).contains(low),
            let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
        else { throw error(.notUnicode) }
        return scalar
    }

    private mutating func codeUnit() throws(JSONError) -> UInt32 {
        var unit: UInt32 = 0
        for _ in 0..<4 {
            let byte = try take()
            guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue else {
                offset -= 1
                throw error(.unexpectedCharacter)
            }
            unit = unit << 4 | UInt32(digit)
        }
        return unit
    }
}
