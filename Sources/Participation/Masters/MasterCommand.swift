/// What may be asked of a master (マスタの命令).
public enum MasterCommand: Sendable, Equatable {
    /// Take a list as the edition that begins on a day, in place of one that begins then (マスタの登録).
    case define(DefineMaster)
}

/// A list and the days it is good for (マスタの内容).
public struct DefineMaster: Sendable, Equatable {
    /// Which list it is (種類).
    public var kind: MasterKind
    /// The first day it is good for (有効期間の初日).
    public var effectiveOn: LocalDate
    /// The last; the end of the fiscal year unless given (有効期間の末日).
    public var through: LocalDate
    /// The file it came from (出典).
    public var source: String?
    /// Its rows (行).
    public var rows: [MasterRow]

    /// A list and the days it is good for (マスタの内容).
    public init(
        kind: MasterKind, effectiveOn: LocalDate, through: LocalDate? = nil, source: String? = nil,
        rows: [MasterRow]
    ) {
        self.kind = kind
        self.effectiveOn = effectiveOn
        self.through = through ?? FiscalYear(effectiveOn).lastDay
        self.source = source
        self.rows = rows
    }
}

/// What happened to a master (マスタの出来事).
public enum MasterEvent: Sendable, Equatable {
    /// An edition was begun; its rows follow in the same append (マスタの登録).
    case defined(MasterDefined)
    /// A part of its rows (マスタの行).
    case listed(MasterListed)
    /// The last day of an edition changed, its rows did not (有効期間の変更).
    case prolonged(MasterProlonged)
}

/// An edition is begun (マスタの登録).
public struct MasterDefined: Sendable, Equatable {
    /// Which list it is (種類).
    public var kind: MasterKind
    /// The first day it is good for (有効期間の初日).
    public var effectiveOn: LocalDate
    /// The last (有効期間の末日).
    public var through: LocalDate
    /// How many rows follow (行数).
    public var rows: Int
    /// The file it came from (出典).
    public var source: Wording?

    /// An edition is begun (マスタの登録).
    public init(
        kind: MasterKind, effectiveOn: LocalDate, through: LocalDate, rows: Int, source: Wording?
    ) {
        self.kind = kind
        self.effectiveOn = effectiveOn
        self.through = through
        self.rows = rows
        self.source = source
    }
}

/// A part of the rows of an edition (マスタの行).
public struct MasterListed: Sendable, Equatable {
    /// The first day of the edition (有効期間の初日).
    public var effectiveOn: LocalDate
    /// The rows, after those of the parts before (行).
    public var rows: [MasterRow]

    /// A part of the rows of an edition (マスタの行).
    public init(effectiveOn: LocalDate, rows: [MasterRow]) {
        self.effectiveOn = effectiveOn
        self.rows = rows
    }
}

/// The last day of an edition changes (有効期間の変更).
public struct MasterProlonged: Sendable, Equatable {
    /// The first day of the edition (有効期間の初日).
    public var effectiveOn: LocalDate
    /// Its last day from now on (有効期間の末日).
    public var through: LocalDate

    /// The last day of an edition changes (有効期間の変更).
    public init(effectiveOn: LocalDate, through: LocalDate) {
        self.effectiveOn = effectiveOn
        self.through = through
    }
}
