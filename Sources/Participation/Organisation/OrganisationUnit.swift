/// A level of the organisation, from the top (組織の階層).
///
/// Raw values are the columns of 「組織一覧」 as cities publish it; a city need not use them all.
public enum UnitLevel: String, Sendable, CaseIterable, Comparable {
    /// A bureau, or an office standing by itself such as 監査委員事務局 (局).
    case bureau
    /// A department (部).
    case department
    /// A division, to which letters are routed as a rule (課).
    case division
    /// An office inside or outside the city hall (室・出先).
    case office
    /// A unit of an office, or the holder of a post (係).
    case unit

    /// The name of the level (階層名).
    public var japanese: String {
        switch self {
        case .bureau: "局"
        case .department: "部"
        case .division: "課"
        case .office: "室・出先"
        case .unit: "係"
        }
    }

    /// Whether one level is above the other (階層の上下).
    public static func < (above: UnitLevel, below: UnitLevel) -> Bool {
        above.depth < below.depth
    }

    /// How far it is from the top, 0…4.
    var depth: Int {
        switch self {
        case .bureau: 0
        case .department: 1
        case .division: 2
        case .office: 3
        case .unit: 4
        }
    }
}

/// What a unit is called and how it is reached, apart from where it stands (組織の表示).
///
/// Equal only when written with the same code points.
public struct UnitDescription: Sendable {
    /// What the unit adds to the path of its parent, by level (名称).
    ///
    /// Usually its own name alone. Where a list names a level that is no unit itself, that name stands
    /// here too. The full name is never kept: renaming a bureau renames nothing below it in the rules
    /// of organisation (行政組織規則), only the way it is written out.
    public var names: [UnitLevel: String]
    /// The executive body it belongs to (執行機関).
    public var body: ExecutiveBody
    /// Where it stands, once known (庁舎の区分).
    public var site: UnitSite?
    /// The number printed in public lists (電話番号).
    public var telephone: String?

    /// What a unit is called (組織の表示).
    public init(
        names: [UnitLevel: String], body: ExecutiveBody, site: UnitSite? = nil,
        telephone: String? = nil
    ) {
        self.names = names
        self.body = body
        self.site = site
        self.telephone = telephone
    }

    /// Its own name and level: the deepest it has; nil without any (組織名).
    public var ownName: (level: UnitLevel, name: String)? {
        names.max { $0.key < $1.key }.map { (level: $0.key, name: $0.value) }
    }

    /// Whether both have the same names on the same levels, to the code point (同一の名称).
    public func isNamed(like other: UnitDescription) -> Bool {
        UnitLevel.allCases.allSatisfy { names[$0].isWritten(like: other.names[$0]) }
    }
}

extension UnitDescription: Equatable {
    /// Whether both say the same with the very same code points (同一の表示).
    public static func == (one: UnitDescription, other: UnitDescription) -> Bool {
        one.isNamed(like: other) && one.body == other.body && one.site == other.site
            && one.telephone.isWritten(like: other.telephone)
    }
}

/// A unit of the city as it stands on one day (組織).
public struct OrganisationUnit: Sendable, Equatable {
    /// Its code, text of the city's own making, `1010100000` in Takamatsu (組織コード).
    public var code: String
    /// What it is called and how it is reached (組織の表示).
    public var description: UnitDescription
    /// The unit it belongs to; nil at the top (上位組織).
    public var parent: String?
    /// The names from the top down to its own (階層別の名称).
    public var path: [UnitLevel: String]
    /// The first day under this code (設置日).
    public var from: LocalDate
    /// The day from which it is no more, once that is settled (廃止日).
    public var until: LocalDate?

    /// Its own name, without those above it (組織名).
    public var name: String { description.ownName?.name ?? code }

    /// Its level (階層).
    public var level: UnitLevel { description.ownName?.level ?? .bureau }

    /// All names in one, as lists print them: `市民局地域協働部牟礼総合センター` (正式名称).
    public var fullName: String { pathNames.joined() }

    /// The names from the top down, without their levels (階層順の名称).
    public var pathNames: [String] { UnitLevel.allCases.compactMap { path[$0] } }
}
