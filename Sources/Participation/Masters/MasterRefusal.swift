/// Why a list is not taken as a master (マスタを登録できない理由).
///
/// Masters are public lists; nothing in here is about a person.
public enum MasterRefusal: ExplainedRefusal {
    /// It has no rows: nothing would be found by it (行がない).
    case empty
    /// More rows than there may be (行数超過).
    case tooManyRows(Int)
    /// Its last day lies before its first (有効期間の誤り).
    case endsBeforeItBegins
    /// The name of its file is too long (出典が長すぎる).
    case sourceTooLong(Int)
    /// A row has other fields than rows of its kind have (行の形式の誤り).
    case rowMalformed(MasterKind)
    /// Two rows have a key that only one can have (項目の重複).
    case keyRepeated(String)

    /// The field beside which it is shown (該当項目).
    public var field: MasterField? {
        switch self {
        case .empty, .tooManyRows, .rowMalformed, .keyRepeated: .rows
        case .endsBeforeItBegins: .through
        case .sourceTooLong: .source
        }
    }

    /// What is wrong and what to do (理由の説明).
    public var japanese: String {
        switch self {
        case .empty: "行が一つもありません。ファイルを確かめてください。"
        case .tooManyRows(let limit): "行が多すぎます。\(limit.grouped)行までにしてください。"
        case .endsBeforeItBegins: "有効期間の末日は、初日以降の日付にしてください。"
        case .sourceTooLong(let limit): "出典は\(limit.grouped)字以内にしてください。"
        case .rowMalformed(let kind):
            "\(kind.japanese)マスタの行ではありません。種類とファイルを確かめてください。"
        case .keyRepeated(let key): "「\(key)」の行が複数あります。一つにしてください。"
        }
    }
}

/// What a refusal of a master points at (マスタの入力項目).
public enum MasterField: String, Sendable, CaseIterable {
    /// Its rows (行).
    case rows
    /// Its last day (有効期間の末日).
    case through
    /// The file it came from (出典).
    case source
}
