import EventLog
import Participation

/// What a row of a file says, in the words of one decider (取込み記録).
protocol ImportedRecord: Sendable {
    associatedtype Deciding: RecordedDecider

    /// The record a row describes.
    /// - Throws: ``RowRefusal``: its fields contradict each other.
    init(_ row: ImportRow, in context: ImportContext) throws(RowRefusal)

    /// In the register of which year it gets a number; nil: it gets none (受付番号の年度).
    var register: FiscalYear? { get }
    /// Everything the city's rules have against recording it (取込み不可の理由).
    var objections: [String] { get }

    /// What somebody wrote, as far as it may tell who somebody is (個人を示す記載を探す文).
    var texts: [String] { get }

    /// What is recorded when nothing is yet.
    func events(numbered number: ReceiptNumber?) throws -> [Deciding.Event]
    /// What is recorded when the row says something else than it did before.
    /// - Parameters:
    ///   - current: how the record stands.
    ///   - source: how it would stand had nobody but imports touched it: what the row said before.
    func events(correcting current: Deciding, from source: Deciding) throws -> [Deciding.Event]
}

extension ImportedRecord {
    var register: FiscalYear? { nil }
    var texts: [String] { [] }
}

/// What a row is read against (取込みの前提).
struct ImportContext: Sendable {
    /// The day it is at the city hall (本日).
    let today: LocalDate
    /// The indicators values can belong to (指標).
    let catalogue: IndicatorCatalogue
}

/// A row that cannot become a record (取込み不可).
struct RowRefusal: Error, Equatable {
    /// What is wrong, without what stood there (理由).
    let reason: String

    init(_ reason: String) { self.reason = reason }
}

/// The words with which an import explains a correction (訂正の説明).
enum ImportWording {
    /// Why a record was put right (訂正の理由).
    static let sourceChanged = "取込み元の記載が変わったため"
}

extension ImportRow {
    func text(_ field: ImportField) -> String? { fields[field] }
    func flag(_ field: ImportField) -> Bool? { fields[field].map { $0 == "true" } }
    func number(_ field: ImportField) -> Int? { fields[field].flatMap { Int($0) } }
    func day(_ field: ImportField) -> LocalDate? { fields[field].flatMap(LocalDate.init(iso:)) }
    func time(_ field: ImportField) -> TimeOfDay? {
        fields[field].flatMap { TimeOfDay(parsing: $0) }
    }

    /// A field without which there is no record; the file's check has asked for it.
    func required<Value>(_ field: ImportField, _ value: Value?) throws(RowRefusal) -> Value {
        guard let value else { throw RowRefusal("\(field.japanese): 記入がありません") }
        return value
    }
}
