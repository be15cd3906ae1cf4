/// A list the city takes from others to read what people write by (マスタの種類).
///
/// Raw values are those of `koe master import KIND` (DECISIONS §D).
public enum MasterKind: String, Sendable, CaseIterable {
    /// The municipality each area of a region lies in, such as the 90 areas of Fukui (地域).
    case areas
    /// The town of each postal code, 日本郵便 「郵便番号データ」 (郵便番号).
    case postal
    /// The postal codes large offices have of their own, 日本郵便 「大口事業所個別番号データ」 (大口事業所).
    case postalOffices = "postal-offices"
    /// The codes of prefectures and municipalities (全国地方公共団体コード).
    case municipalities

    /// The name of the list (マスタ名).
    public var japanese: String {
        switch self {
        case .areas: "地域"
        case .postal: "郵便番号"
        case .postalOffices: "大口事業所個別番号"
        case .municipalities: "全国地方公共団体コード"
        }
    }

    /// What a row has, the key first (項目名).
    public var fields: [String] {
        switch self {
        case .areas: ["地域", "市町村"]
        case .postal: ["郵便番号", "都道府県", "市区町村", "町域"]
        case .postalOffices: ["郵便番号", "都道府県", "市区町村", "町域", "事業所"]
        case .municipalities: ["団体コード", "都道府県", "市区町村", "読み"]
        }
    }

    /// Whether a key can have only one row: a postal code may be that of several towns (一意の項目).
    public var isUnique: Bool {
        switch self {
        case .areas, .municipalities: true
        case .postal, .postalOffices: false
        }
    }

    /// The one spelling of a key, however it is written; nil for what cannot be one (検索する値).
    public func key(_ text: String) -> String? {
        switch self {
        case .areas: text.halfWidthHyphenated.filter { !$0.isWhitespace }.unlessBlank
        case .postal, .postalOffices: PostalCode(parsing: text)?.digits
        case .municipalities: LocalGovernmentCode(parsing: text)?.description
        }
    }
}

/// One row of a master: the key as its list spells it, and what belongs to it (マスタの一行).
///
/// Equal only when written with the same code points.
public struct MasterRow: Sendable, Hashable {
    /// The cells, in the order of ``MasterKind/fields``; blank where nothing is known (項目の値).
    public let cells: [Wording]

    /// A row of a master (マスタの一行).
    public init(_ cells: [String]) { self.cells = cells.map { Wording($0) } }

    /// The key as written (検索する項目).
    public var key: String { cells.first?.text ?? "" }
    /// The rest (項目の値).
    public var values: [String] { cells.dropFirst().map(\.text) }
}

/// How much a master may hold (マスタの上限).
public enum MasterLimits {
    /// Rows of one edition; all postal codes of Japan are about 124,000 (行数).
    public static let rows = 200_000
    /// Characters of one cell; no town is longer than a few hundred (一項目の字数).
    public static let cell = 1_000
    /// Characters of the name of the file it came from (出典の字数).
    public static let source = 200
    /// Bytes of text in one event, so that with quotes and escapes it stays below the log's own limit
    /// of 1 MiB (一回の記録のバイト数).
    public static let partBytes = 256 << 10
}
