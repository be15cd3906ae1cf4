/// The units of one day by everything they may be called, made once for many labels (組織名の索引).
///
/// A label is the code, the full name, or the unit's own name with any of those above it: an office
/// writes 「健康福祉局健康づくり推進課」 for a section of 健康福祉局保健所. Blanks, full-width letters and
/// the shape of dashes do not matter.
public struct OrganisationDirectory: Sendable {
    private let units: [OrganisationUnit]
    private var codes: [String: [Int]] = [:]
    private var fullNames: [String: [Int]] = [:]
    private var shortNames: [String: [Int]] = [:]
    /// The names of the city itself, to be taken off a label: 「高松市スポーツ振興課」.
    private var cityNames: Set<String> = []

    /// The index of some units (組織名の索引).
    public init(_ units: [OrganisationUnit]) {
        self.units = units
        for (index, unit) in units.enumerated() {
            codes[Self.folded(unit.code), default: []].append(index)
            let names = unit.pathNames.map(Self.folded)
            fullNames[names.joined(), default: []].append(index)
            for name in Self.shortened(names) { shortNames[name, default: []].append(index) }
            if unit.isCity, let name = names.first { cityNames.insert(name) }
        }
    }

    /// The unit a label means (名称からの組織の特定).
    public func match(_ label: String) -> UnitMatch {
        let label = Self.folded(label)
        if label.isEmpty { return .none }
        let known = match(folded: label)
        guard case .none = known else { return known }
        let city = cityNames.filter(label.hasPrefix).max { $0.count < $1.count }
        return city.map { match(folded: String(label.dropFirst($0.count))) } ?? .none
    }

    private func match(folded label: String) -> UnitMatch {
        guard let found = codes[label] ?? fullNames[label] ?? shortNames[label] else {
            return .none
        }
        return found.count == 1 ? .one(units[found[0]]) : .several(found.map { units[$0] })
    }

    /// Its own name with any choice of the names above it, in their order.
    private static func shortened(_ names: [String]) -> Set<String> {
        guard let own = names.last else { return [] }
        return names.dropLast().reversed().reduce(into: [own]) { choices, above in
            choices.formUnion(choices.map { above + $0 })
        }
    }

    static func folded(_ label: String) -> String {
        label.halfWidthHyphenated.filter { !$0.isWhitespace }
    }
}

extension OrganisationUnit {
    /// Whether it stands for the city as a whole, as the first row of 組織一覧 does.
    var isCity: Bool {
        parent == nil && ["市", "町", "村", "区"].contains(where: name.hasSuffix)
    }
}

/// What a label was found to mean (組織の特定の結果).
public enum UnitMatch: Sendable, Equatable {
    /// Exactly one unit (特定).
    case one(OrganisationUnit)
    /// Any of several: a person must say which (候補が複数).
    case several([OrganisationUnit])
    /// None (該当なし).
    case none

    /// The unit, if there is exactly one (特定した組織).
    public var unit: OrganisationUnit? {
        switch self {
        case .one(let unit): unit
        case .several, .none: nil
        }
    }

    /// The units a person may choose from (候補).
    public var candidates: [OrganisationUnit] {
        switch self {
        case .one(let unit): [unit]
        case .several(let units): units
        case .none: []
        }
    }
}
