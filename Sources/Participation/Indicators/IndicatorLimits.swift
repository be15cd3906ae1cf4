/// How much a plan and an indicator may hold; lengths are characters (指標定義の上限).
public enum IndicatorLimits {
    /// The code of a plan or an indicator (コードの字数).
    public static let code = 100
    /// The name of a plan, an indicator or a section (名称の字数).
    public static let name = 300
    /// The unit (単位の字数).
    public static let unit = 20
    /// A field, a dimension, a value of a condition, the name of an outside series (項目の字数).
    public static let term = 200
    /// A wording, a source, a reason (短文の字数).
    public static let phrase = 1_000
    /// A description, the text of an initiative, its progress (長文の字数).
    public static let text = 10_000
    /// Decimal places of a printed figure (小数桁数).
    public static let decimals = 6
    /// Targets of one indicator (目標の数).
    public static let targets = 30
    /// Conditions of one selection (条件の数).
    public static let conditions = 20
    /// Values of one condition (条件の値の数).
    public static let values = 200
    /// Initiatives of one indicator (取組の数).
    public static let initiatives = 50
    /// Progress texts of one initiative (進捗の数).
    public static let progress = 200
    /// Indicators of one plan file (指標の数).
    public static let indicators = 1_000
}
