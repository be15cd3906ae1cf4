public import Participation
import Postgres

/// What figures are narrowed to (指標の絞込み, PRODUCT §4.9).
///
/// A target is one of the whole: narrowed, a figure is held against nothing.
public struct FigureFilter: Sendable, Hashable {
    /// What can be narrowed along; raw values are the names of dimensions in plan files (絞込みの軸).
    public enum Axis: String, Sendable, CaseIterable {
        /// How it came (経路).
        case channel
        /// The category, by the lens asked for (分類).
        case category
        /// The section with everything below it, by the lens asked for (部課).
        case section
        /// The district (地区).
        case district
        /// Whether the sender gave no name (匿名).
        case anonymous
    }

    /// The channel (経路).
    public var channel: Channel?
    /// The category, as it is recorded (分類).
    public var category: String?
    /// The code of a unit, or what records without a list of units call it (部課).
    public var section: String?
    /// The district (地区).
    public var district: String?
    /// Only anonymous letters, or only others (匿名).
    public var anonymous: Bool?

    /// A filter; by itself it lets everything through.
    public init(
        channel: Channel? = nil, category: String? = nil, section: String? = nil,
        district: String? = nil, anonymous: Bool? = nil
    ) {
        self.channel = channel
        self.category = category
        self.section = section
        self.district = district
        self.anonymous = anonymous
    }

    /// Whether everything is let through (絞込みなし).
    public var isNone: Bool { axes.isEmpty }

    /// The word on each axis that is narrowed.
    var words: [Axis: String] {
        var words: [Axis: String] = [:]
        words[.channel] = channel?.rawValue
        words[.category] = category
        words[.section] = section
        words[.district] = district
        words[.anonymous] = anonymous.map { $0 ? "true" : "false" }
        return words
    }

    /// The axes that are narrowed (絞込みの軸).
    public var axes: Set<Axis> { Set(words.keys) }

    /// Whether an indicator can be narrowed like this: what is typed in is one number, and lectures
    /// come by no channel (絞り込める指標).
    public func narrows(_ measure: Measure) -> Bool {
        switch measure.form {
        case .observed: isNone
        case .counted, .average, .ratio, .latest:
            measure.selections.allSatisfy { axes.isSubset(of: $0.source.axes) }
        }
    }

    /// The most words of an axis that are offered (選択肢の数).
    public static let mostWords = 200
}

extension Measure.Source {
    /// What its records can be told apart by.
    fileprivate var axes: Set<FigureFilter.Axis> {
        switch self {
        case .items: Set(FigureFilter.Axis.allCases)
        case .lectures, .gatherings: [.section, .district]
        case .registrations, .observations: []
        }
    }
}

/// The words records have been told apart by, to choose from (絞込みの選択肢).
public struct FigureWords: Sendable, Equatable {
    /// Categories (分類).
    public var categories: [String] = []
    /// Units of the day by code, and sections records name (部課).
    public var sections: [(code: String, name: String)] = []
    /// Districts (地区).
    public var districts: [String] = []

    /// Words; none yet.
    public init() {}

    /// Whether both offer the same.
    public static func == (one: FigureWords, other: FigureWords) -> Bool {
        one.categories == other.categories && one.districts == other.districts
            && one.sections.elementsEqual(other.sections) { $0 == $1 }
    }
}

extension Desk {
    /// The words figures can be narrowed to (絞込みの選択肢).
    public func figureWords() async throws(DeskError) -> FigureWords {
        try await catchUp([.facts])
        do {
            let rows = try await pool.execute(
                """
                SELECT t.dimension, t.value
                  FROM unnest(\(array: ["category", "section", "district"], of: .text))
                         AS d (dimension),
                       LATERAL (SELECT k.dimension, k.value FROM facts.term AS k
                                 WHERE k.dimension = d.dimension
                                 ORDER BY k.value LIMIT \(Int64(FigureFilter.mostWords))) AS t
                """)
            var words = FigureWords()
            var sections: [String] = []
            for row in rows {
                let value: String = try row.get(1)
                switch try row.get(0) as String {
                case "category": words.categories.append(value)
                case "district": words.districts.append(value)
                default: sections.append(value)
                }
            }
            let units = try await organisation(through: .max).units(on: today)
            let known = Dictionary(
                units.map { ($0.code, $0.fullName) }, uniquingKeysWith: { first, _ in first })
            let above = units.filter { $0.level < .division }.map(\.code)
            words.sections = Set(sections + above).sorted().prefix(FigureFilter.mostWords).map {
                ($0, known[$0] ?? $0)
            }
            return words
        } catch {
            throw DeskError(error)
        }
    }

    /// The words each axis is narrowed to: a unit stands for all below it.
    func narrowing(
        _ filter: FigureFilter, at moment: LogMoment, on day: LocalDate
    ) async throws -> [FigureFilter.Axis: [String]] {
        var words = filter.words.mapValues { [$0] }
        if let section = filter.section {
            let units = try await organisation(through: moment.position).units(on: day)
            var below: Set = [section]
            // A unit stands under one of a higher level: so many steps are enough.
            for _ in UnitLevel.allCases {
                below.formUnion(
                    units.filter { unit in unit.parent.map { below.contains($0) } ?? false }
                        .map(\.code))
            }
            words[.section] = below.sorted()
        }
        return words
    }
}
