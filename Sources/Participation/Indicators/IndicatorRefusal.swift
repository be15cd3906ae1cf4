/// Why a plan or an indicator is not defined as asked (定義できない理由).
public enum IndicatorRefusal: ExplainedRefusal {
    /// A field must be filled in (未記入).
    case required(IndicatorField)
    /// Not a code: ASCII letters, digits, `-`, `_` and `.` only (コードの誤り).
    case codeMalformed(IndicatorField)
    /// Too many characters in a field (字数超過).
    case tooLong(IndicatorField, limit: Int)
    /// A control character other than a line break or a tab (制御文字).
    case controlCharacter(IndicatorField)
    /// More entries than a field may have (件数超過).
    case tooMany(IndicatorField, limit: Int)
    /// More decimal places than are printed, or fewer than none (小数桁数の誤り).
    case decimalsOutOfRange(limit: Int)
    /// A number no decimal writes exactly (小数で書けない数値).
    case notADecimal(IndicatorField)
    /// Two targets for one year (目標年度の重複).
    case targetYearTwice(FiscalYear)
    /// A target that is not after the baseline (現状値以前の目標).
    case targetNotAfterBaseline(FiscalYear)
    /// Facts of this kind are counted by another date (日付の項目の誤り).
    case dateOfOtherSource(Measure.Source)
    /// A condition without values (値のない条件).
    case conditionEmpty(dimension: String)
    /// Two conditions on one dimension (条件の重複).
    case conditionTwice(dimension: String)
    /// A value that is no code of this dimension (条件の値の誤り).
    case notACode(dimension: String, value: String, codes: [String])
    /// A value at a date has nothing to accumulate (時点値の累計).
    case latestCannotAccumulate
    /// Two progress texts for one period (進捗の重複).
    case progressTwice(FigurePeriod)
    /// The command is about another indicator or plan than this stream (別の指標).
    case otherStream
    /// There is no definition to withdraw (定義なし).
    case notDefined

    /// The field beside which it is shown; nil when it concerns the whole (該当項目).
    public var field: IndicatorField? {
        switch self {
        case .required(let field), .codeMalformed(let field), .tooLong(let field, _),
            .controlCharacter(let field), .tooMany(let field, _), .notADecimal(let field):
            field
        case .decimalsOutOfRange: .decimals
        case .targetYearTwice, .targetNotAfterBaseline: .targets
        case .dateOfOtherSource, .conditionEmpty, .conditionTwice, .notACode: .measure
        case .latestCannotAccumulate: .accumulate
        case .progressTwice: .initiatives
        case .otherStream, .notDefined: nil
        }
    }

    /// What is wrong and what to do, for the person at the form (理由の説明).
    public var japanese: String {
        switch self {
        case .required(let field):
            "\(field.japanese)を入力してください。"
        case .codeMalformed(let field):
            "\(field.japanese)は半角の英数字と「-」「_」「.」で入力してください(例: letters-to-mayor)。"
        case .tooLong(let field, let limit):
            "\(field.japanese)は\(limit.grouped)字以内で入力してください。"
        case .controlCharacter(let field):
            "\(field.japanese)に使えない文字(制御文字)が含まれています。取り除いてください。"
        case .tooMany(let field, let limit):
            "\(field.japanese)は\(limit.grouped)件までにしてください。"
        case .decimalsOutOfRange(let limit):
            "小数桁数は0から\(limit.grouped)までの整数で入力してください。"
        case .notADecimal(let field):
            "\(field.japanese)の数値は小数で入力してください。"
        case .targetYearTwice(let year):
            "\(year.japanese)の目標値が二つあります。一つにしてください。"
        case .targetNotAfterBaseline(let year):
            "目標年度(\(year.japanese))は、現状値の年度より後にしてください。"
        case .dateOfOtherSource(let source):
            "\(source.japanese)は\(source.date.japanese)(\(source.date.rawValue))で数えます。"
        case .conditionEmpty(let dimension):
            "条件「\(dimension)」に値を入力してください。"
        case .conditionTwice(let dimension):
            "条件「\(dimension)」が二つあります。値を並べて一つにしてください。"
        case .notACode(let dimension, let value, let codes):
            "条件「\(dimension)」の値「\(value)」はありません。次のいずれかにしてください: "
                + codes.joined(separator: ", ")
        case .latestCannotAccumulate:
            "時点値(latest)は累計できません。累計を外してください。"
        case .progressTwice(let period):
            "\(period.japanese)の進捗が二つあります。一つにしてください。"
        case .otherStream:
            "別の計画・指標の定義です。コードを確かめてください。"
        case .notDefined:
            "この指標はまだ定義されていません。指標のコードを確かめてください。"
        }
    }
}
