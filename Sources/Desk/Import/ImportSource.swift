public import Participation

/// A file to be imported and how it is read (取込み元).
public struct ImportSource: Sendable {
    /// The file's bytes, at most ``FileText/largestFile``.
    public var bytes: [UInt8]
    /// How its columns become fields (マッピング).
    public var mapping: ImportMapping
    /// How it is encoded (文字コード).
    public var encoding: FileEncoding
    /// Its name, for `yearFrom: fileName` (ファイル名).
    public var name: String
    /// The day it was published, for days without a year (公表日).
    public var publishedOn: LocalDate?

    /// A file to be imported (取込み元).
    public init(
        _ bytes: [UInt8], mapping: ImportMapping, encoding: FileEncoding = .auto,
        name: String = "", publishedOn: LocalDate? = nil
    ) {
        self.bytes = bytes
        self.mapping = mapping
        self.encoding = encoding
        self.name = name
        self.publishedOn = publishedOn
    }

    /// The column names, and the rows that were refused as they stand, each with its line and the
    /// reason before it (不備の行).
    public func records(
        at rejects: [ImportReject]
    ) throws(ImportError) -> (header: [String], rows: [[String]]) {
        let header = try open().header.names
        let reasons = Dictionary(rejects.map { ($0.line, $0.reason) }) { first, _ in first }
        var text = try DelimitedText(bytes, encoding: encoding)
        for _ in 0..<mapping.skipRows + mapping.headerRows { _ = try text.next() }
        var rows: [[String]] = []
        while let record = try text.next() {
            guard let reason = reasons[record.line] else { continue }
            let blank = Array(repeating: "", count: max(0, header.count - record.cells.count))
            rows.append(["\(record.line)", reason] + record.cells.prefix(header.count) + blank)
        }
        return (header, rows)
    }

    /// The file before its first row.
    func open() throws(ImportError) -> ImportFile {
        try ImportFile(
            bytes, mapping: mapping, encoding: encoding, name: name, publishedOn: publishedOn)
    }
}

/// What an import may do (取込みの方法).
public enum ImportMode: Sendable, Equatable {
    /// Record all rows, or none when one of them is bad (全件).
    case whole
    /// Record the good rows (不備の行を除く).
    case skippingBad
    /// Record nothing, say what would be (検査のみ).
    case dryRun
}

/// What an import came to, in rows (取込み結果).
public struct ImportOutcome: Sendable, Equatable {
    /// Rows below the header, blank ones that are passed over left out (読んだ行数).
    public internal(set) var read = 0
    /// Rows that became records (取り込んだ行数).
    public internal(set) var imported = 0
    /// Rows whose records say something else now (訂正した行数).
    public internal(set) var changed = 0
    /// Rows that are in the log as they are (取込み済みの行数).
    public internal(set) var duplicates = 0
    /// Rows the mapping passes over (対象外の行数).
    public internal(set) var skipped = 0
    /// Rows that cannot be recorded, by line (取り込めない行).
    public internal(set) var rejects: [ImportReject] = []
    /// What the texts of new rows hold that tells who somebody is, kind by kind (個人を示す記載).
    public internal(set) var warnings: [ImportWarning] = []
    /// Names that several columns of the file have (重複する列名).
    public internal(set) var repeatedColumns: [String] = []
}

/// A kind of thing that stands in texts of a file and tells who somebody is (取込み時の注意).
///
/// Numbers and addresses of mail only: they are found without reading every word of a large file.
public struct ImportWarning: Sendable, Equatable {
    /// What was found (記載の種類).
    public let kind: PersonalMark.Kind
    /// In how many rows (行数).
    public internal(set) var rows: Int
    /// The first of them (最初の行).
    public let line: Int

    /// The kinds a file is looked through for.
    private static let kinds: [PersonalMark.Kind] = [.individualNumber, .card, .phone, .email]
    /// The fewest digits of a telephone number.
    private static let fewestDigits = 10

    /// What stands in the texts of one row.
    static func kinds(in texts: [String]) -> [PersonalMark.Kind] {
        let found = Set(
            texts.filter(mayHoldAny).flatMap { PersonalMarks(in: $0).kinds(from: .likely) })
        return kinds.filter(found.contains)
    }

    /// Most texts have neither so many digits nor an @, and are not looked through.
    private static func mayHoldAny(_ text: String) -> Bool {
        var digits = 0
        for scalar in text.unicodeScalars {
            switch scalar {
            case "@", "＠": return true
            case "0"..."9", "０"..."９": digits += 1
            case _: continue
            }
            if digits >= fewestDigits { return true }
        }
        return false
    }

    /// The sentence whoever imports reads (注意の文).
    public var text: String {
        let place = rows == 1 ? "\(line)行目" : "\(line)行目ほか\(rows)行"
        let look = "とみられる記載があります。公表する前に確かめてください。"
        return switch kind {
        case .individualNumber:
            "\(place)の文に個人番号とみられる12桁の数字があります。"
                + "番号法第20条により保管できません。取り除いて取り込んでください。"
        case .card: "\(place)の文にカード番号\(look)"
        case .phone: "\(place)の文に電話番号\(look)"
        case .email: "\(place)の文にメールアドレス\(look)"
        case .postalCode: "\(place)の文に郵便番号\(look)"
        case .address: "\(place)の文に住所\(look)"
        case .name: "\(place)の文に氏名\(look)"
        }
    }
}

/// How far an import has come (取込みの進み具合).
public enum ImportProgress: Sendable, Equatable {
    /// So many rows are checked (検査).
    case checked(Int)
    /// So many of the rows are dealt with (取込み).
    case recorded(Int, of: Int)
}

/// Limits of importing (取込みの上限).
public enum ImportLimits {
    /// Rows recorded with one commit, leaving room for the desk in between (DECISIONS A13).
    public static let batch = 5_000
    /// Rows read before others get their turn.
    static let turn = 100
    /// How often rows that others were quicker with are looked at anew.
    public static let attempts = 3
}
