/// A field of the form of the owner section (所管課の評価の入力項目).
public enum OutlookField: String, Sendable, CaseIterable {
    /// Why the figure is what it is (要因分析).
    case cause
    /// What is going to be done (今後の取組).
    case efforts
    /// The figure expected at the end of the year (年度末の見込値).
    case forecast
    /// Whether the target will be reached (年度末達成見込み).
    case prospect
    /// The fiscal year (年度).
    case year

    /// The label on the form (項目名).
    public var japanese: String {
        switch self {
        case .cause: "要因分析"
        case .efforts: "今後の取組"
        case .forecast: "年度末の見込値"
        case .prospect: "年度末達成見込み"
        case .year: "年度"
        }
    }
}

/// How long what the owner section says may be, in characters (所管課の評価の上限).
public enum OutlookLimits {
    /// 要因分析, 今後の取組 (字数).
    public static let text = 2_000
}

/// Why it is not taken (所管課の評価を記録できない理由).
public enum OutlookRefusal: ExplainedRefusal {
    /// A text, by its field (記入の誤り).
    case text(OutlookField, TextFault)
    /// Every field is blank (未記入).
    case nothingSaid
    /// A forecast no decimal writes exactly (見込値の桁数の誤り).
    case notADecimal(limit: Int)
    /// A year that has not begun (未来の年度).
    case inFuture(thisYear: FiscalYear)

    /// The field beside which it is shown (該当項目).
    public var field: OutlookField? {
        switch self {
        case .text(let field, _): field
        case .nothingSaid: .cause
        case .notADecimal: .forecast
        case .inFuture: .year
        }
    }

    /// What is wrong and what to do, for the person at the form (理由の説明).
    public var japanese: String {
        switch self {
        case .text(let field, let fault): fault.japanese(of: field.japanese)
        case .nothingSaid: "要因分析・今後の取組・年度末達成見込みのいずれかを入力してください。"
        case .notADecimal(let limit):
            "年度末の見込値は小数点以下\(limit)桁までの数で入力してください。"
        case .inFuture(let thisYear): "\(thisYear.japanese)までの期間について入力してください。"
        }
    }
}
