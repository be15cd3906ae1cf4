public import Participation

/// How the columns of a file become the fields of records (取込みマッピング).
///
/// Written in YAML by whoever knows the file; `db/mappings` has one for every public data set Koe
/// was tried on, and a page that lists the fields.
public struct ImportMapping: Sendable, Equatable {
    /// What the rows are records of (取込みの種類).
    public var kind: ImportKind
    /// Values that hold for every row whose columns give none (定数).
    public var constants: [ImportField: String] = [:]
    /// Where the fields come from (項目と列).
    public var columns: [ImportField: ColumnRule] = [:]
    /// Further columns figures can be asked by (属性).
    public var attributes: [String: ColumnRule] = [:]
    /// Whether a wholly blank row is passed over instead of refused (空行の扱い).
    public var skipsBlankRows = false
    /// Header rows; the names in two of them are joined by ``headerJoint`` (見出しの行数).
    public var headerRows = 1
    /// Rows above the header, such as a title (読み飛ばす行数).
    public var skipRows = 0
    /// The year of a day printed without one (年の補い方).
    public var yearSource: YearSource?
    /// The day the file was published (公表日).
    public var publishedOn: LocalDate?

    /// Between the two names of a column with two header rows, `幸福度・満足度／性別`.
    public static let headerJoint = "／"
    /// Attributes of one file (属性の数).
    public static let mostAttributes = 50
    /// The largest mapping file, 256 KiB (マッピングの大きさの上限).
    public static let largestFile = 256 << 10

    /// Where the year of a day printed without one comes from (年の補い方).
    public enum YearSource: Sendable, Equatable {
        /// All days lie in this fiscal year (年度内).
        case fiscalYear(FiscalYear)
        /// They lie around this day (基準日の前後).
        case day(LocalDate)
        /// They lie around the day the file was published (公表日の前後).
        case publishedOn
        /// They lie around the day in the file's name, `20240711_….csv` (ファイル名の日付の前後).
        case fileName
    }
}

/// How one field is made of columns (列の読み方).
public struct ColumnRule: Sendable, Equatable {
    /// The columns, by their names in the header (列名).
    public var columns: [String]
    /// Whether the first of them that has something is taken, not all joined (先にあるもの).
    ///
    /// Files of one series rename columns: 場所名称 became 場所. Then it is enough that the file has
    /// one of them.
    public var takesFirst = false
    /// The shapes of a day, tried in order; none for what Koe knows itself (日付の書式).
    public var formats: [DatePattern] = []
    /// What stands between the columns (つなぎ).
    public var joint: String?
    /// What is taken of a cell where it is found, a regular expression: its first group, else all
    /// of it; a cell without it stays whole (取り出す部分).
    public var match: String?
    /// What is taken away, a regular expression (取り除く部分).
    public var strip: String?
    /// What stands between several names in one cell (区切り).
    public var split: String?
    /// Values and what they mean; one that is not listed stays as it is (読替え).
    public var map: [String: String] = [:]
    /// What becomes of a row without a value here (空欄の行).
    public var blank: BlankPolicy?

    /// What becomes of a row without a value (空欄の行).
    public enum BlankPolicy: String, Sendable, CaseIterable {
        /// It is passed over: a questionnaire without remarks is no opinion (読み飛ばし).
        case skip
        /// It is refused (不備).
        case reject
    }

    /// A rule for one column (列の読み方).
    public init(columns: [String]) {
        self.columns = columns
    }
}
