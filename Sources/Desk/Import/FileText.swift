import Foundation

/// What the caller says of a file's characters (文字コードの指定).
public enum FileEncoding: String, Sendable, CaseIterable {
    /// To be recognised: a byte order mark, else UTF-8 if it is that, else CP932 (自動判別).
    case auto
    /// UTF-8, with or without a byte order mark (UTF-8).
    case utf8 = "utf-8"
    /// Shift_JIS with Microsoft's additions, as Excel has long written it (CP932).
    case cp932
}

/// The characters of a file, brought to UTF-8 (文字データ).
///
/// A byte that is no character is an error, never a replacement character: a name once garbled
/// would stand in the log for ever.
public struct FileText: Sendable {
    /// How the file turned out to be encoded (文字コード).
    public enum Encoding: String, Sendable, CaseIterable {
        /// UTF-8.
        case utf8 = "UTF-8"
        /// UTF-16 with a byte order mark, Excel's 「Unicode テキスト」.
        case utf16 = "UTF-16"
        /// Shift_JIS with Microsoft's additions.
        case cp932 = "CP932"
    }

    /// How the file turned out to be encoded (文字コード).
    public let encoding: Encoding
    /// The characters, without byte order mark (UTF-8に直した内容).
    public let utf8: [UInt8]

    /// The largest file read at once, 256 MiB (ファイルの大きさの上限).
    public static let largestFile = 256 << 20

    /// Reads the bytes of a file (文字コードの判別と変換).
    /// - Throws: ``ImportError`` naming line and column of the first byte that is no character.
    public init(_ bytes: [UInt8], encoding: FileEncoding = .auto) throws(ImportError) {
        guard bytes.count <= Self.largestFile else {
            throw .tooLarge(bytes: bytes.count, limit: Self.largestFile)
        }
        // A workbook given for a CSV file is the commonest mistake of all, and would otherwise be
        // reported as a strange character somewhere.
        if bytes.starts(with: Self.zipMark) || bytes.starts(with: Self.oldExcelMark) {
            throw .spreadsheet
        }
        self.encoding = Self.recognised(bytes, as: encoding)
        switch self.encoding {
        case .utf8: utf8 = try Self.checkedUTF8(bytes)
        case .utf16: utf8 = try Self.fromUTF16(bytes)
        case .cp932: utf8 = try Self.fromCP932(bytes)
        }
    }

    private static let utf8Mark: [UInt8] = [0xEF, 0xBB, 0xBF]
    private static let littleEndianMark: [UInt8] = [0xFF, 0xFE]
    private static let bigEndianMark: [UInt8] = [0xFE, 0xFF]
    private static let zipMark: [UInt8] = [0x50, 0x4B, 0x03, 0x04]
    private static let oldExcelMark: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0]

    private static func recognised(_ bytes: [UInt8], as told: FileEncoding) -> Encoding {
        switch told {
        case .utf8: return .utf8
        case .cp932: return .cp932
        case .auto:
            if bytes.starts(with: utf8Mark) { return .utf8 }
            if bytes.starts(with: littleEndianMark) || bytes.starts(with: bigEndianMark) {
                return .utf16
            }
            return firstNotUTF8(bytes) == nil || isDamagedUTF8(bytes) ? .utf8 : .cp932
        }
    }

    /// Whether bytes that are not UTF-8 are likelier a damaged UTF-8 file than CP932.
    ///
    /// Almost any bytes can be read as CP932: one byte lost from a UTF-8 file would turn all of it
    /// into 文字化け. Japanese in UTF-8 is three bytes per character; in CP932 text such triples
    /// hardly occur, while most of its characters are no UTF-8.
    private static func isDamagedUTF8(_ bytes: [UInt8]) -> Bool {
        var triples = 0
        var strangers = 0
        var offset = 0
        while offset < bytes.count {
            let length =
                switch bytes[offset] {
                case 0..<0x80: 1
                case 0xC2...0xDF: 2
                case 0xE0...0xEF: 3
                case 0xF0...0xF4: 4
                default: 0
                }
            let end = min(offset + max(length, 1), bytes.count)
            let isWhole =
                length > 0 && end == offset + length
                && bytes[(offset + 1)..<end].allSatisfy { $0 & 0xC0 == 0x80 }
            if isWhole {
                if length >= 3 { triples += 1 }
                offset += length
            } else {
                strangers += 1
                offset += 1
            }
        }
        return triples > strangers
    }
}

// MARK: - From each encoding

extension FileText {
    private static func firstNotUTF8(_ bytes: [UInt8]) -> Int? {
        do {
            _ = try UTF8Span(validating: bytes.span)
            return nil
        } catch {
            return error.byteOffsets.lowerBound
        }
    }

    private static func checkedUTF8(_ bytes: [UInt8]) throws(ImportError) -> [UInt8] {
        let text = bytes.starts(with: utf8Mark) ? Array(bytes.dropFirst(utf8Mark.count)) : bytes
        if let offset = firstNotUTF8(text) {
            throw .invalidCharacter(TextPosition(after: text[..<offset]), .utf8)
        }
        return text
    }

    private static func fromUTF16(_ bytes: [UInt8]) throws(ImportError) -> [UInt8] {
        let isLittle = bytes.starts(with: littleEndianMark)
        func unit(_ offset: Int) -> UInt16? {
            guard offset + 1 < bytes.count else { return nil }
            let (one, other) = (UInt16(bytes[offset]), UInt16(bytes[offset + 1]))
            return isLittle ? other << 8 | one : one << 8 | other
        }
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count / 2 * 3)
        var offset = littleEndianMark.count
        while offset < bytes.count {
            let high = unit(offset)
            var scalar = high.flatMap { Unicode.Scalar($0) }
            offset += 2
            if let high, UTF16.isLeadSurrogate(high), let low = unit(offset),
                UTF16.isTrailSurrogate(low)
            {
                scalar = Unicode.Scalar(
                    0x10000 + (UInt32(high) - 0xD800) << 10 + (UInt32(low) - 0xDC00))
                offset += 2
            }
            guard let scalar else {
                throw .invalidCharacter(TextPosition(after: text[...]), .utf16)
            }
            text.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
        }
        return text
    }

    private static func fromCP932(_ bytes: [UInt8]) throws(ImportError) -> [UInt8] {
        if let text = decodedCP932(bytes[...]) { return Array(text.utf8) }
        throw .invalidCharacter(firstNotCP932(bytes), .cp932)
    }

    /// Foundation's Shift_JIS is Microsoft's: ①, ㈱, 髙 and ～ come out as Windows means them.
    private static func decodedCP932(_ bytes: ArraySlice<UInt8>) -> String? {
        String(data: Data(bytes), encoding: .shiftJIS)
    }

    /// Where the first byte stands that CP932 does not know; looked for line by line, which is
    /// safe because no character's second byte is a line break.
    private static func firstNotCP932(_ bytes: [UInt8]) -> TextPosition {
        var line = 1
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex { $0 == 0x0A || $0 == 0x0D } ?? bytes.count
            if decodedCP932(bytes[start..<end]) == nil {
                return TextPosition(line: line, column: column(in: bytes[start..<end]))
            }
            let isPair =
                end + 1 < bytes.count && bytes[end] == 0x0D && bytes[end + 1] == 0x0A
            start = end + (isPair ? 2 : 1)
            line += 1
        }
        return TextPosition(line: line, column: 1)
    }

    private static func column(in line: ArraySlice<UInt8>) -> Int {
        var column = 1
        var offset = line.startIndex
        while offset < line.endIndex {
            let isLead =
                (0x81...0x9F).contains(line[offset]) || (0xE0...0xFC).contains(line[offset])
            let end = min(offset + (isLead ? 2 : 1), line.endIndex)
            if decodedCP932(line[offset..<end]) == nil { return column }
            offset = end
            column += 1
        }
        return column
    }
}

/// A place in a file as an editor counts it, both from 1 (行と桁).
public struct TextPosition: Sendable, Equatable {
    /// The physical line (行).
    public let line: Int
    /// The character in it (桁).
    public let column: Int

    /// A place in a file (行と桁).
    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    /// The place right after some text in UTF-8.
    init(after text: ArraySlice<UInt8>) {
        var line = 1
        var column = 1
        var last: UInt8 = 0
        for byte in text {
            if byte == 0x0D || (byte == 0x0A && last != 0x0D) {
                line += 1
                column = 1
            } else if byte & 0xC0 != 0x80, byte != 0x0A {
                column += 1
            }
            last = byte
        }
        self.init(line: line, column: column)
    }
}
