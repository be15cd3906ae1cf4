import Crypto
public import Participation

/// A file of records, read row by row through a mapping (取込みファイル).
///
/// Reading a file twice gives the same rows: once to check all of it, once to record it in chunks,
/// without holding it in memory as rows (DECISIONS A13). It belongs to one task.
public struct ImportFile {
    /// What became of one row (行の読取り結果).
    public enum Outcome: Sendable, Equatable {
        /// It can be recorded.
        case row(ImportRow)
        /// It cannot.
        case reject(ImportReject)
        /// The mapping passes over it; the line it begins on.
        case skipped(line: Int)
    }

    /// The names of the columns (見出し).
    public let header: FileHeader
    /// How the file was encoded (文字コード).
    public var encoding: FileText.Encoding { text.encoding }

    private var text: DelimitedText
    private let mapping: ImportMapping
    private let rules: BoundMapping
    private let columnsByName: [Int]
    /// How often each row without externalId has come.
    private var occurrences: [[UInt8]: Int] = [:]
    /// Line and content of each externalId.
    private var seen: [[UInt8]: (line: Int, content: [UInt8])] = [:]

    /// A file before its first row (取込みの準備).
    /// - Parameters:
    ///   - name: The file's name, for `yearFrom: fileName`.
    ///   - publishedOn: The day it was published, for days without a year; else the mapping's.
    /// - Throws: ``ImportError``: no text, no header, or a mapping that does not fit.
    public init(
        _ bytes: [UInt8], mapping: ImportMapping, encoding: FileEncoding = .auto,
        name: String = "", publishedOn: LocalDate? = nil, purpose: ImportPurpose = .recording
    ) throws(ImportError) {
        var text = try DelimitedText(bytes, encoding: encoding)
        for _ in 0..<mapping.skipRows { _ = try text.next() }
        var headerRows: [DelimitedRecord] = []
        while headerRows.count < mapping.headerRows, let record = try text.next() {
            headerRows.append(record)
        }
        guard headerRows.count == mapping.headerRows, headerRows.contains(where: { !$0.isBlank })
        else { throw .noHeader }
        header = FileHeader(headerRows)
        rules = try BoundMapping(
            mapping, header: header, fileName: name, publishedOn: publishedOn, purpose: purpose)
        columnsByName = header.names.indices.sorted { [header] in
            header.names[$0] < header.names[$1]
        }
        self.mapping = mapping
        self.text = text
    }

    /// Checks a whole file; what is recorded afterwards is what was checked (ファイルの検査).
    /// - Throws: ``ImportError``, for mistakes that leave no row to be trusted.
    public static func check(
        _ bytes: [UInt8], mapping: ImportMapping, encoding: FileEncoding = .auto,
        name: String = "", publishedOn: LocalDate? = nil, purpose: ImportPurpose = .recording
    ) throws(ImportError) -> ImportCheck {
        var file = try ImportFile(
            bytes, mapping: mapping, encoding: encoding, name: name, publishedOn: publishedOn,
            purpose: purpose)
        var check = ImportCheck()
        check.repeatedColumns = file.header.repeatedNames
        while let outcome = try file.next() {
            check.read += 1
            switch outcome {
            case .row(let row): check.rows.append(row)
            case .reject(let reject): check.rejects.append(reject)
            case .skipped: check.skipped += 1
            }
        }
        return check
    }

    /// The next row; nil at the end (次の行).
    /// - Throws: ``ImportError``, when nothing that follows can be trusted.
    public mutating func next() throws(ImportError) -> Outcome? {
        while let record = try text.next() {
            guard record.isBlank else { return outcome(of: record) }
            if !mapping.skipsBlankRows {
                return .reject(ImportReject(line: record.line, reason: "空行です"))
            }
        }
        return nil
    }

    private mutating func outcome(of record: DelimitedRecord) -> Outcome {
        let found = record.cells.count
        let width = header.names.count
        guard found >= header.leastWidth, record.cells.dropFirst(width).allSatisfy(\.isBlank) else {
            let reason = "列の数が見出しと違います（見出し \(width)列、この行 \(found)列）"
            return .reject(ImportReject(line: record.line, reason: reason))
        }
        let record = DelimitedRecord(
            line: record.line,
            cells: record.cells + Array(repeating: "", count: max(0, width - found)))
        let reading = rules.read(record.cells)
        if reading.isSkipped { return .skipped(line: record.line) }
        guard reading.mistakes.isEmpty else {
            let reason = reading.mistakes.joined(separator: "。")
            return .reject(ImportReject(line: record.line, reason: reason))
        }
        return identified(reading, record)
    }
}

// MARK: - Which row it is

extension ImportFile {
    private mutating func identified(_ reading: RowReading, _ record: DelimitedRecord) -> Outcome {
        let content = digest([
            "fields": .object(
                Dictionary(
                    uniqueKeysWithValues: reading.fields.map {
                        ($0.key.rawValue, .string($0.value))
                    }
                )), "attributes": .object(reading.attributes.mapValues(JSONValue.string)),
        ])
        let identity: [UInt8]
        if var key = reading.key {
            // A day printed without its year names a record only together with the year.
            if mapping.yearSource != nil, let day = reading.fields[.heldOn] {
                key.append(String(day.prefix(4)))
            }
            identity = digest(["key": .array(key.map(JSONValue.string))])
            if let first = seen[identity], first.content != content {
                let reason = "元の番号が\(first.line)行目と同じで、内容が違います"
                return .reject(ImportReject(line: record.line, reason: reason))
            }
            seen[identity] = seen[identity] ?? (record.line, content)
        } else {
            let row = digest(["row": .array(written(record))])
            occurrences[row, default: 0] += 1
            identity = digest([
                "row": .string(row.hexadecimal),
                "occurrence": .integer(Int64(occurrences[row] ?? 1)),
            ])
        }
        return .row(
            ImportRow(
                line: record.line,
                externalId: reading.key.map { parts in
                    parts.map(\.escapingBars).joined(separator: "|")
                },
                fields: reading.fields, attributes: reading.attributes, identity: identity,
                content: content))
    }

    private func digest(_ members: [String: JSONValue]) -> [UInt8] {
        var members = members
        members["kind"] = .string(mapping.kind.rawValue)
        return Array(SHA256.hash(data: CanonicalJSON.bytes(.object(members))))
    }

    /// The row as it stands, by column name, so that neither the order of columns nor empty ones nor
    /// the line breaks of a system make it another row; and whole, so that a better mapping does not.
    private func written(_ record: DelimitedRecord) -> [JSONValue] {
        columnsByName.flatMap { column -> [JSONValue] in
            let cell = record.cells[column]
            guard !cell.isBlank else { return [] }
            let lines = cell.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
            return [.string(header.names[column]), .string(lines.joined(separator: "\n"))]
        }
    }
}

extension [UInt8] {
    fileprivate var hexadecimal: String {
        flatMap { [$0 >> 4, $0 & 0xF] }.map { String($0, radix: 16) }.joined()
    }
}

extension String {
    /// So that `a|b` and `c` do not join to the same as `a` and `b|c`.
    fileprivate var escapingBars: String {
        String(flatMap { $0 == "|" || $0 == "\\" ? ["\\", $0] : [$0] })
    }
}
