/// A whole table of a file, for lists that are taken or refused as one (表のファイル).
///
/// Organisation lists, masters and calendars are small enough to be held whole, and a part of one
/// would be wrong: what stands below is checked before anything is recorded.
public struct TableFile: Sendable {
    /// How the file was encoded (文字コード).
    public let encoding: FileText.Encoding
    /// The rows, the header first (行).
    public let rows: [[String]]
    private let lines: [Int]

    /// Reads a file of any encoding and delimiter Koe knows (表の読取り).
    /// - Throws: ``ImportError`` naming the line on which the file can no longer be read.
    public init(_ bytes: [UInt8], encoding: FileEncoding = .auto) throws(ImportError) {
        var text = try DelimitedText(bytes, encoding: encoding)
        var rows: [[String]] = []
        var lines: [Int] = []
        while let record = try text.next() {
            rows.append(record.cells)
            lines.append(record.line)
        }
        guard !rows.isEmpty else { throw .noHeader }
        self.encoding = text.encoding
        self.rows = rows
        self.lines = lines
    }

    /// The line of the file on which a row begins, both counted from 1 (行番号).
    ///
    /// Not the same: cells may hold line breaks.
    public func line(ofRow row: Int) -> Int {
        lines.indices.contains(row - 1) ? lines[row - 1] : row
    }
}

/// What is wrong with a line of a file, and what to do (行の誤り).
public struct LineProblem: Error, Sendable, Equatable {
    /// The line, from 1; nil when it concerns the file as a whole (行).
    public let line: Int?
    /// What is wrong, in the words of the office (誤りの説明).
    public let reason: String

    /// What is wrong with a line (行の誤り).
    public init(line: Int?, reason: String) {
        self.line = line
        self.reason = reason
    }

    /// Where it is and what to do, in one line (誤りの説明).
    public var japanese: String { (line.map { "\($0)行目: " } ?? "") + reason }
}
