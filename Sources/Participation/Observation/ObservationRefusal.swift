/// A field of the form for typed-in values (把握値の入力項目).
public enum ObservationField: String, Sendable, CaseIterable {
    /// The indicator (指標).
    case indicator
    /// The fiscal year (年度).
    case year
    /// The value (値).
    case value
    /// Where the value is from (出典).
    case source
    /// The year of the survey (調査年度).
    case surveyYear
    /// The reason (理由).
    case reason
    /// Further properties (属性).
    case attributes

    /// The label on the form (項目名).
    public var japanese: String {
        switch self {
        case .indicator: "指標"
        case .year: "年度"
        case .value: "値"
        case .source: "出典"
        case .surveyYear: "調査年度"
        case .reason: "理由"
        case .attributes: "属性"
        }
    }
}

/// How long a typed-in value and its texts may be; texts in characters (把握値の上限).
public enum ObservationLimits {
    /// The indicator with its plan (指標の字数).
    public static let indicator = 200
    /// Decimal places of a value (値の小数桁数).
    public static let decimals = 9
    /// Where it is from (出典の字数).
    public static let source = 500
    /// A reason (理由の字数).
    public static let reason = 10_000
}

/// Why a typed-in value is not taken (把握値を記録できない理由).
public enum ObservationRefusal: ExplainedRefusal {
    /// A text, by its field (記入の誤り).
    case text(ObservationField, TextFault)
    /// Not of the form `plan/code` (指標の形の誤り).
    case indicatorMalformed
    /// A number no decimal writes exactly, or a longer one than anybody publishes (値の桁数の誤り).
    case notADecimal(limit: Int)
    /// A year that has not begun (未来の年度).
    case inFuture(ObservationField, thisYear: FiscalYear)
    /// Properties that cannot be kept (属性の誤り).
    case attributes(AttributesFault)
    /// The same id was used before with another value (記録済み).
    case alreadyRecorded
    /// There is no such value (記録なし).
    case notRecorded
    /// It was withdrawn (取下げ済み).
    case alreadyWithdrawn

    /// The field beside which it is shown; nil when it concerns the value as a whole (該当項目).
    public var field: ObservationField? {
        switch self {
        case .text(let field, _), .inFuture(let field, _): field
        case .indicatorMalformed: .indicator
        case .attributes: .attributes
        case .notADecimal: .value
        case .alreadyRecorded, .notRecorded, .alreadyWithdrawn: nil
        }
    }

    /// What is wrong and what to do, for the person at the form (理由の説明).
    public var japanese: String {
        switch self {
        case .text(let field, let fault): fault.japanese(of: field.japanese)
        case .indicatorMalformed: "指標は「計画/指標」の形で入力してください(例: nemuro-basic/letters-to-mayor)。"
        case .notADecimal(let limit): "値は小数点以下\(limit)桁までの数で入力してください。"
        case .inFuture(let field, let thisYear):
            "\(field.japanese)は\(thisYear.japanese)までの年度を入力してください。"
        case .attributes(let fault): fault.japanese
        case .alreadyRecorded:
            "この値はすでに別の内容で記録しています。直す場合は訂正として記録してください。"
        case .notRecorded: "この値は記録されていません。指標と年度を確かめてください。"
        case .alreadyWithdrawn: "この値は取り下げています。新しい値として記録してください。"
        }
    }
}
