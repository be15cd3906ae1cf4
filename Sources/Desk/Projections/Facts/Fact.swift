import FoundationEssentials
import Participation

/// What kind of thing a fact is about (種別). Raw values are those of `facts.fact_1.kind`.
public enum FactKind: Int16, Sendable, CaseIterable {
    /// A letter, an opinion, a request (受付案件).
    case item = 1
    /// A lecture that was held (出前講座の実施).
    case lecture = 2
    /// A workshop, a tour, a talk (催し).
    case gathering = 3
    /// Somebody's registration for a gathering (参加申込み).
    case registration = 4
    /// A value somebody looked up and typed in (把握値).
    case observation = 5
}

/// A thing that counts, in the words of its dimensions (事実).
///
/// Facts know no indicator: a new definition answers for all past years at once.
struct Fact: Sendable, Equatable {
    var kind: FactKind
    /// The item, lecture, gathering or registration it is about.
    var subject: UUID
    /// The day it happened to the citizen: of receipt, of the lecture (発生日).
    var effectiveOn: LocalDate
    /// Its words, by dimension; a dimension without a word is not known (未把握).
    var words = DimensionWords()
    /// The day it went to its present section; `nil` when it had it at receipt (現在の担当になった日).
    var sectionSince: LocalDate?
    /// Letters of a bundle, heads of a gathering; `nil` when not known (数量).
    var quantity: Int32?
    /// The value of an observation, a decimal number in text.
    var value: String?
    /// What an import brought beside the city's own dimensions (取り込んだ属性).
    var attributes: [String: String] = [:]
    /// The item it is another copy of (重複の元).
    var duplicateOf: UUID?
    /// Whether it took place: not when cancelled (中止).
    var isCancelled = false

    /// Whether it counts: not when cancelled, nor the same letter arriving twice (DECISIONS B7).
    var counts: Bool { !isCancelled && duplicateOf == nil }
}

/// A dimension that has a column of its own (軸).
enum Dimension: String, Sendable, CaseIterable {
    case scheme, channel, nature, sort, sender, district, standing, handling
    /// At receipt, and as it stands (受付時の分類・現在の分類).
    case category
    case categoryNow = "category_now"
    /// At receipt, and as it stands (受付時の担当・現在の担当).
    case section
    case sectionNow = "section_now"

    /// The column of the fact table.
    var column: String { rawValue }

    /// What its words are filed under in `facts.term`: both categories share theirs.
    var vocabulary: Dimension {
        switch self {
        case .categoryNow: .category
        case .sectionNow: .section
        case .scheme, .channel, .nature, .sort, .sender, .district, .standing, .handling,
            .category, .section:
            self
        }
    }

    /// In the order of their places.
    static let inOrder = allCases.sorted { $0.index < $1.index }
}

/// One word, or none, for each dimension.
struct DimensionWords: Sendable, Equatable {
    private var words = [String?](repeating: nil, count: Dimension.allCases.count)

    subscript(dimension: Dimension) -> String? {
        get { words[dimension.index] }
        set { words[dimension.index] = newValue }
    }
}

extension Dimension {
    /// Its place in a row.
    var index: Int {
        switch self {
        case .scheme: 0
        case .channel: 1
        case .nature: 2
        case .sort: 3
        case .sender: 4
        case .district: 5
        case .category: 6
        case .categoryNow: 7
        case .section: 8
        case .sectionNow: 9
        case .standing: 10
        case .handling: 11
        }
    }
}

/// A fiscal quarter as one number that counts on from year to year (四半期の通し番号).
struct QuarterNumber: Sendable, Hashable {
    /// Western fiscal year × 4 + 0…3.
    let value: Int32

    init(_ year: FiscalYear, _ quarter: Quarter) {
        value = Int32(year.year * 4 + quarter.rawValue - 1)
    }

    init(_ day: LocalDate) { self.init(FiscalYear(day), Quarter(day)) }

    init(value: Int32) { self.value = value }

    /// Its first day.
    var firstDay: LocalDate {
        let (year, quarter) = Int(value).quotientAndRemainder(dividingBy: 4)
        return LocalDate(
            year: quarter == 3 ? year + 1 : year, month: quarter == 3 ? 1 : quarter * 3 + 4, day: 1)
            ?? .latest
    }
}
