/// What happened to the organisation of the city (組織改正の出来事).
///
/// One stream holds them all. Each has the day from which it holds, which may lie ahead: prepared in
/// February, in force at 00:00 on 1 April (PRODUCT §4.11 S12).
public enum OrganisationEvent: Sendable, Equatable {
    /// A unit was established (設置).
    case unitEstablished(UnitEstablishment)
    /// A unit got another name, body, site or telephone number (名称等変更).
    case unitRenamed(UnitRenaming)
    /// A unit came under another (上位組織の変更).
    case unitMoved(UnitMove)
    /// A unit was abolished (廃止).
    case unitAbolished(UnitAbolition)
    /// A duty was given to a unit (事務分掌).
    case dutyAssigned(DutyAssignment)
    /// A duty went from one unit to another (事務移管).
    case dutyMoved(DutyMove)

    /// The day from which it holds (施行日).
    public var effectiveOn: LocalDate {
        switch self {
        case .unitEstablished(let establishment): establishment.from
        case .unitRenamed(let renaming): renaming.on
        case .unitMoved(let move): move.on
        case .unitAbolished(let abolition): abolition.on
        case .dutyAssigned(let assignment): assignment.from
        case .dutyMoved(let move): move.on
        }
    }
}

/// A unit comes into being (設置).
public struct UnitEstablishment: Sendable, Equatable {
    /// Its code (組織コード).
    public var code: String
    /// Its first day (設置日).
    public var from: LocalDate
    /// What it is called and how it is reached (組織の表示).
    public var description: UnitDescription
    /// The unit it belongs to; nil at the top (上位組織).
    public var parent: String?

    /// A unit comes into being (設置).
    public init(code: String, from: LocalDate, description: UnitDescription, parent: String? = nil)
    {
        self.code = code
        self.from = from
        self.description = description
        self.parent = parent
    }
}

/// A unit gets another name, body, site or telephone number (名称等変更).
public struct UnitRenaming: Sendable, Equatable {
    /// Its code (組織コード).
    public var code: String
    /// The day from which it holds (施行日).
    public var on: LocalDate
    /// All that it is called from then on (変更後の表示).
    public var description: UnitDescription

    /// A unit gets another name (名称等変更).
    public init(code: String, on: LocalDate, description: UnitDescription) {
        self.code = code
        self.on = on
        self.description = description
    }
}

/// A unit comes under another (上位組織の変更).
public struct UnitMove: Sendable, Equatable {
    /// Its code (組織コード).
    public var code: String
    /// The day from which it holds (施行日).
    public var on: LocalDate
    /// The unit it belongs to from then on; nil at the top (変更後の上位組織).
    public var parent: String?

    /// A unit comes under another (上位組織の変更).
    public init(code: String, on: LocalDate, parent: String?) {
        self.code = code
        self.on = on
        self.parent = parent
    }
}

/// A unit ends (廃止).
public struct UnitAbolition: Sendable, Equatable {
    /// Its code (組織コード).
    public var code: String
    /// The day from which it is no more; the day before was its last (廃止日).
    public var on: LocalDate
    /// The units that go on with its work, in the order of their codes (後継組織).
    public var successors: [Successor]

    /// A unit ends (廃止).
    public init(code: String, on: LocalDate, successors: [Successor] = []) {
        self.code = code
        self.on = on
        self.successors = successors.sorted { $0.code < $1.code }
    }
}

/// A unit that goes on with the work of an abolished one (後継組織).
public struct Successor: Sendable, Hashable {
    /// Its code (組織コード).
    public var code: String
    /// How it came to it (承継の区分).
    public var kind: SuccessionKind

    /// A unit that goes on with the work of another (後継組織).
    public init(code: String, kind: SuccessionKind) {
        self.code = code
        self.kind = kind
    }
}

/// How a unit came to the work of an abolished one (承継の区分).
public enum SuccessionKind: String, Sendable, CaseIterable {
    /// The same unit under another code, usually with another name (名称変更).
    case rename
    /// Joined with others into one (統合).
    case merge
    /// One of several it was divided into (分割).
    case split
    /// Took over some or all of its work while being another unit (移管).
    case transfer

    /// The word in lists and on pages (承継の区分名).
    public var japanese: String {
        switch self {
        case .rename: "名称変更"
        case .merge: "統合"
        case .split: "分割"
        case .transfer: "移管"
        }
    }
}

/// A duty is given to a unit (事務分掌).
public struct DutyAssignment: Sendable, Equatable {
    /// The unit that is to do it (担当組織).
    public var unit: String
    /// The duty in the words of the rules (事務の内容).
    public var duty: String
    /// The categories of items it covers, in order, each once (該当する分類).
    public var categories: [String]
    /// The day from which it holds (施行日).
    public var from: LocalDate

    /// A duty is given to a unit (事務分掌).
    public init(unit: String, duty: String, categories: [String], from: LocalDate) {
        self.unit = unit
        self.duty = duty
        self.categories = Set(categories).sorted()
        self.from = from
    }
}

/// A duty goes from one unit to another, as may happen in mid-year (事務移管).
public struct DutyMove: Sendable, Equatable {
    /// The duty in the words of the rules (事務の内容).
    public var duty: String
    /// The unit that had it (移管元).
    public var from: String
    /// The unit that has it from then on (移管先).
    public var to: String
    /// The day from which it holds (施行日).
    public var on: LocalDate

    /// A duty goes to another unit (事務移管).
    public init(duty: String, from: String, to: String, on: LocalDate) {
        self.duty = duty
        self.from = from
        self.to = to
        self.on = on
    }
}
