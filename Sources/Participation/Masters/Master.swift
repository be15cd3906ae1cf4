/// All editions of one list there have been, each with the days it is good for (マスタ).
///
/// One stream for each kind. An edition holds from a day through a day: whoever reads the addresses of
/// 令和5年度 by the list of 令和4年度 gets wrong answers that look right (8,772 of 23,258 responses of
/// Fukui's survey), so a day outside is an answer of its own and never that of another year.
public struct Master: Decider {
    /// The editions by their first day.
    var editions: [LocalDate: MasterEdition] = [:]

    /// No edition is known (マスタ未登録).
    public static let initial = Master()

    /// The editions, the earliest first (版).
    public var all: [MasterEdition] {
        editions.values.sorted { $0.effectiveOn < $1.effectiveOn }
    }

    /// The edition good for a day; nil when none is (その日のマスタ).
    ///
    /// The latest one begun, and only that: one that ended before does not come back.
    public func edition(on date: LocalDate) -> MasterEdition? {
        let begun = editions.keys.filter { $0 <= date }.max()
        return begun.flatMap { editions[$0] }.flatMap { $0.through >= date ? $0 : nil }
    }

    /// The days of an edition, cut short by the next one (実際の有効期間).
    public func days(of edition: MasterEdition) -> ClosedRange<LocalDate> {
        let next = editions.keys.filter { $0 > edition.effectiveOn }.min()
        let last = next.flatMap { LocalDate(dayNumber: $0.dayNumber - 1) }
        return edition.effectiveOn...min(edition.through, last ?? edition.through)
    }
}

/// A list as it is from one day through another (マスタの版).
public struct MasterEdition: Sendable, Equatable {
    /// The first day it is good for (有効期間の初日).
    public let effectiveOn: LocalDate
    /// The last (有効期間の末日).
    public internal(set) var through: LocalDate
    /// The file it came from (出典).
    public let source: Wording?
    /// Its rows (行).
    public internal(set) var rows: [MasterRow] = []
}

/// What a list says of a key on a day (マスタの照会結果).
public enum MasterAnswer: Sendable, Equatable {
    /// These rows have the key; never empty (該当).
    case found([MasterRow])
    /// The list of that day has no such key (該当なし).
    case notListed
    /// There is no list good for that day; another year's is not asked (有効なマスタなし).
    case notCovered(LocalDate)
}

/// The editions of a list by their keys, made once for many look-ups (マスタの索引).
public struct MasterDirectory: Sendable {
    private let kind: MasterKind
    private let master: Master
    private let rows: [LocalDate: [String: [Int]]]

    /// The index of a master (マスタの索引).
    public init(_ master: Master, of kind: MasterKind) {
        self.kind = kind
        self.master = master
        rows = master.editions.mapValues { edition in
            Dictionary(
                grouping: edition.rows.indices,
                by: { kind.key(edition.rows[$0].key) ?? edition.rows[$0].key })
        }
    }

    /// What the list good for a day says of a key, however it is written (マスタの照会).
    public func look(up text: String, on date: LocalDate) -> MasterAnswer {
        guard let edition = master.edition(on: date) else { return .notCovered(date) }
        guard let key = kind.key(text), let found = rows[edition.effectiveOn]?[key] else {
            return .notListed
        }
        return .found(found.map { edition.rows[$0] })
    }
}
