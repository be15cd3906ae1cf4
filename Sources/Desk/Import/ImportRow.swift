/// A row of a file, read and ready to be recorded (取込み行).
public struct ImportRow: Sendable, Equatable {
    /// The physical line it begins on, from 1 (行).
    public let line: Int
    /// What tells it from all others of its source, if the mapping names columns for that; several
    /// are joined by `|` (元の番号).
    public let externalId: String?
    /// The fields, each in one fixed spelling; several topics are separated by line breaks (項目).
    public let fields: [ImportField: String]
    /// Further columns figures can be asked by (属性).
    public let attributes: [String: String]
    /// SHA-256 of what makes it this row: kind and externalId, else the whole row and how often the
    /// same one came before it in the file (同一性, DECISIONS A13).
    ///
    /// The same row in another file, in other encoding or order of columns, has the same. It is not
    /// keyed: whoever keeps it must put the city's key on it, for names can be guessed.
    public let identity: [UInt8]
    /// SHA-256 of fields and attributes: another value under the same identity is a correction
    /// (内容).
    public let content: [UInt8]
}

/// A row that cannot be recorded (取込み不可の行).
public struct ImportReject: Sendable, Equatable {
    /// The physical line it begins on, from 1 (行).
    public let line: Int
    /// What is wrong, by column and kind of mistake; never what stood there (理由).
    public let reason: String
}

/// A whole file, checked (取込み前の検査結果).
public struct ImportCheck: Sendable, Equatable {
    /// Rows below the header, blank ones that are passed over left out (読んだ行数).
    public internal(set) var read = 0
    /// Rows that can be recorded (取り込める行).
    public internal(set) var rows: [ImportRow] = []
    /// Rows that cannot (取り込めない行).
    public internal(set) var rejects: [ImportReject] = []
    /// Rows the mapping passes over with `ifBlank: skip` (対象外の行数).
    public internal(set) var skipped = 0
    /// Names that several columns of the file have (重複する列名).
    public internal(set) var repeatedColumns: [String] = []
}
