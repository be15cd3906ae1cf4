import Participation

/// The sign between two cells (区切り文字).
public enum Delimiter: UInt8, Sendable {
    /// `,` (コンマ).
    case comma = 0x2C
    /// Tab (タブ).
    case tab = 0x09
}

/// One record of a delimited file (レコード).
///
/// Quoted cells may hold line breaks, so a record may span several lines of the file.
public struct DelimitedRecord: Sendable, Equatable {
    /// The physical line it begins on, from 1 (開始行).
    public let line: Int
    /// The cells as written, quotes taken away (セル).
    public let cells: [String]

    /// Whether no cell has anything to see (空行).
    public var isBlank: Bool { cells.allSatisfy(\.isBlank) }
}

/// Reads a CSV or TSV file record by record (区切り文字形式の読取り).
///
/// RFC 4180, and what offices send beside it: tabs, line breaks of any system, a last line without
/// one. A quote inside a cell that does not begin with one is an ordinary character. An empty line is
/// a record of one empty cell.
public struct DelimitedText: Sendable {
    /// How the file was encoded (文字コード).
    public let encoding: FileText.Encoding
    /// The sign between two cells (区切り文字).
    public let delimiter: Delimiter

    private let utf8: [UInt8]
    private var offset = 0
    private var line = 1
    private var width = 0

    /// A reader at the beginning of a file.
    /// - Throws: ``ImportError`` for bytes that are no text.
    public init(_ bytes: [UInt8], encoding: FileEncoding = .auto) throws(ImportError) {
        let text = try FileText(bytes, encoding: encoding)
        self.encoding = text.encoding
        utf8 = text.utf8
        delimiter = Self.delimiter(of: text.utf8)
    }

    /// The next record; nil at the end (次のレコード).
    /// - Throws: ``ImportError/unterminatedQuote(line:)`` or ``ImportError/textAfterQuote(line:)``,
    ///   after which nothing that follows can be trusted.
    public mutating func next() throws(ImportError) -> DelimitedRecord? {
        guard offset < utf8.count else { return nil }
        let firstLine = line
        var cells: [String] = []
        cells.reserveCapacity(width)
        repeat {
            cells.append(try cell())
        } while takeDelimiter()
        takeLineBreak()
        width = cells.count
        return DelimitedRecord(line: firstLine, cells: cells)
    }

    /// The sign that stands more often outside quotes in the first record that has any: a title line
    /// above the header has none.
    private static func delimiter(of utf8: [UInt8]) -> Delimiter {
        var isQuoted = false
        var commas = 0
        var tabs = 0
        for byte in utf8 {
            switch byte {
            case UInt8(ascii: "\""): isQuoted.toggle()
            case Delimiter.comma.rawValue where !isQuoted: commas += 1
            case Delimiter.tab.rawValue where !isQuoted: tabs += 1
            case UInt8(ascii: "\n") where !isQuoted, UInt8(ascii: "\r") where !isQuoted:
                if commas + tabs > 0 { return tabs > commas ? .tab : .comma }
            default: continue
            }
        }
        return tabs > commas ? .tab : .comma
    }
}

// MARK: - Cells

extension DelimitedText {
    private static let quote = UInt8(ascii: "\"")
    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")

    private mutating func cell() throws(ImportError) -> String {
        guard offset < utf8.count, utf8[offset] == Self.quote else {
            return plainCell()
        }
        return try quotedCell()
    }

    private mutating func plainCell() -> String {
        let separator = delimiter.rawValue
        let start = offset
        var end = start
        while end < utf8.count, case let byte = utf8[end],
            byte != separator, byte != Self.lineFeed, byte != Self.carriageReturn
        { end += 1 }
        offset = end
        return text(start..<end)
    }

    private mutating func quotedCell() throws(ImportError) -> String {
        let firstLine = line
        offset += 1
        // Most quoted cells hold no quote themselves; their bytes are copied once.
        var beforeLastQuote: [UInt8] = []
        var start = offset
        while offset < utf8.count {
            switch utf8[offset] {
            case Self.quote:
                if offset + 1 < utf8.count, utf8[offset + 1] == Self.quote {
                    beforeLastQuote.append(contentsOf: utf8[start...offset])
                    offset += 2
                    start = offset
                    continue
                }
                let rest = start..<offset
                offset += 1
                guard isAtEndOfCell else { throw .textAfterQuote(line: line) }
                if beforeLastQuote.isEmpty { return text(rest) }
                return String(decoding: beforeLastQuote + utf8[rest], as: UTF8.self)
            case Self.lineFeed:
                line += 1
                offset += 1
            case Self.carriageReturn:
                if offset + 1 == utf8.count || utf8[offset + 1] != Self.lineFeed { line += 1 }
                offset += 1
            default: offset += 1
            }
        }
        throw .unterminatedQuote(line: firstLine)
    }

    private var isAtEndOfCell: Bool {
        guard offset < utf8.count else { return true }
        let byte = utf8[offset]
        return byte == delimiter.rawValue || byte == Self.lineFeed || byte == Self.carriageReturn
    }

    private func text(_ range: Range<Int>) -> String {
        range.isEmpty ? "" : String(decoding: utf8[range], as: UTF8.self)
    }

    private mutating func takeDelimiter() -> Bool {
        guard offset < utf8.count, utf8[offset] == delimiter.rawValue else { return false }
        offset += 1
        return true
    }

    private mutating func takeLineBreak() {
        guard offset < utf8.count else { return }
        let isPair =
            utf8[offset] == Self.carriageReturn && offset + 1 < utf8.count
            && utf8[offset + 1] == Self.lineFeed
        offset += isPair ? 2 : 1
        line += 1
    }
}
