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
        self = try reader.document()
    }
}

/// A recursive-descent reader over bytes.
private struct JSONReader {
    private let bytes: [UInt8]
    private var offset = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    mutating func document() throws(JSONError) -> JSONValue {
        let value = try value(depth: 0)
        skipBlanks()
        guard offset == bytes.count else { throw error(.trailingContent) }
        return value
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

    private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
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
        offset += 1
        var members: [String: JSONValue] = [:]
        skipBlanks()
        if skip(UInt8(ascii: "}")) { return members }
        while true {
            skipBlanks()
            guard try peek() == UInt8(ascii: "\"") else { throw error(.unexpectedCharacter) }
            let key = try string()
            guard members[key] == nil else { throw error(.duplicateKey) }
            skipBlanks()
            try expect(":")
            members[key] = try value(depth: depth)
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
        if let plain = plainString() { return plain }
        let start = offset
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

    /// The string that begins here if it is ASCII without an escape, as keys and codes are; else
    /// `nil`, and nothing has been read.
    private mutating func plainString() -> String? {
        let start = offset + 1
        var end = start
        while end < bytes.count, bytes[end] != UInt8(ascii: "\"") {
            guard (0x20..<0x80).contains(bytes[end]), bytes[end] != UInt8(ascii: "\\") else {
                return nil
            }
            end += 1
        }
        guard end < bytes.count else { return nil }
        offset = end + 1
        return String(decoding: bytes[start..<end], as: UTF8.self)
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
