/// Why a file cannot be read as a whole (取込み不可).
///
/// Says where and what, never what stood there: it may be a citizen's letter. What is wrong with
/// single rows is an ``ImportReject``.
public enum ImportError: Error, Sendable, Equatable {
    /// More bytes than are read at once (大きすぎるファイル).
    case tooLarge(bytes: Int, limit: Int)
    /// An Excel workbook, not text (表計算ファイル).
    case spreadsheet
    /// A byte that is no character of the encoding (不正な文字).
    case invalidCharacter(TextPosition, FileText.Encoding)
    /// A quoted cell that began on this line and never ends (閉じていない引用符).
    case unterminatedQuote(line: Int)
    /// Something stands between a closing quote and the next delimiter (引用符の後の文字).
    case textAfterQuote(line: Int)
    /// The file has no header row (見出し行なし).
    case noHeader
    /// The mapping cannot be used, or not with this file; everything that is wrong with it
    /// (マッピングの誤り).
    case mapping([MappingProblem])
}

extension ImportError: CustomStringConvertible {
    /// What is wrong, where, and what to do (対処).
    public var japanese: String {
        switch self {
        case .tooLarge(let bytes, let limit):
            "ファイルが大きすぎます（\(bytes >> 20) MiB、上限 \(limit >> 20) MiB）。期間を分けて取り込んでください。"
        case .spreadsheet:
            "Excelのファイルです。「CSV UTF-8（コンマ区切り）」で保存し直してから取り込んでください。"
        case .invalidCharacter(let place, let encoding):
            """
            \(place.line)行目の\(place.column)文字目が\(encoding.rawValue)の文字ではありません。\
            文字コード（--encoding）と元のファイルを確かめてください。
            """
        case .unterminatedQuote(let line):
            "\(line)行目で始まる引用符（\"）が閉じられていません。"
        case .textAfterQuote(let line):
            "\(line)行目で、閉じた引用符（\"）の後に区切りでない文字があります。"
        case .noHeader: "見出しの行がありません。"
        case .mapping(let problems):
            "マッピングを直してください。" + problems.map(\.japanese).joined(separator: " ")
        }
    }

    /// The same: an office reads it, on a page or at a terminal (対処).
    public var description: String { japanese }
}

/// One mistake in a mapping file (マッピングの誤り).
public struct MappingProblem: Error, Sendable, Equatable {
    /// What is wrong with a key (誤りの種類).
    public enum Problem: Sendable, Equatable {
        /// Not YAML, as the reader says.
        case notYAML(String)
        /// There is no such key here; these are the ones there are.
        case unknownKey([String])
        /// This kind of import has no such field; these are the ones it has.
        case unknownField([String])
        /// It must be given.
        case required
        /// It should have been this.
        case expected(String)
        /// The file has no such column; the nearest it has.
        case noSuchColumn(String)
        /// Several columns of the file have this name.
        case ambiguousColumn(String)
        /// Larger than is allowed.
        case tooMany(limit: Int)
    }

    /// The key, such as `columns.receivedOn.format`; empty for the file as a whole.
    public let key: String
    /// The line of the mapping file, from 1, where it is known.
    public let line: Int?
    /// What is wrong.
    public let problem: Problem

    init(_ key: String, line: Int? = nil, _ problem: Problem) {
        self.key = key
        self.line = line
        self.problem = problem
    }

    /// What to do about it (対処).
    public var japanese: String {
        let place = line.map { "マッピング\($0)行目 " } ?? ""
        return (key.isEmpty ? place : "\(place)\(key): ") + reason
    }

    private var reason: String {
        switch problem {
        case .notYAML(let reason): "YAMLとして読めません（\(reason)）。"
        case .unknownKey(let known): "この項目はありません（使えるもの: \(known.joined(separator: ", "))）。"
        case .unknownField(let known):
            "この種類の取込みにこの項目はありません（使えるもの: \(known.joined(separator: ", "))）。"
        case .required: "指定してください。"
        case .expected(let shape): "\(shape)を指定してください。"
        case .noSuchColumn(let column): "ファイルに「\(column)」という列がありません。"
        case .ambiguousColumn(let column): "ファイルに「\(column)」という列が複数あります。"
        case .tooMany(let limit): "多すぎます（上限 \(limit)）。"
        }
    }
}
