import Participation
import Postgres

/// What facts can be told apart by, in the words of plan files and of `--by` (軸).
enum Axis: Sendable, Hashable {
    /// A dimension of the city's own.
    case dimension(Dimension)
    /// The unit of the organisation asked for that an item belongs to (組替え後の担当).
    case currentSection
    /// Whether the sender is anonymous: `true` or `false` (匿名).
    case anonymous
    /// The day, `2026-06-28` (日).
    case day
    /// The month, `2026-06` (月).
    case month
    /// An attribute an import brought (取り込んだ属性).
    case attribute(String)

    /// The axis of a name; any name that is not Koe's own is an imported attribute.
    init(_ name: String, lens: Lens) {
        self =
            switch name {
            case "scheme": .dimension(.scheme)
            case "channel": .dimension(.channel)
            case "nature": .dimension(.nature)
            case "kind", "menu", "indicator": .dimension(.sort)
            case "sender": .dimension(.sender)
            case "standing": .dimension(.standing)
            case "handling": .dimension(.handling)
            case "district": .dimension(.district)
            case "category":
                .dimension(lens.category == .recorded ? .category : .categoryNow)
            case "department", "section":
                lens.organisation == .recorded ? .dimension(.section) : .currentSection
            case "anonymous": .anonymous
            case "day": .day
            case "month": .month
            default: .attribute(name)
            }
    }
}

/// How a changed classification or organisation is looked at (見方).
public struct Lens: Sendable, Equatable {
    /// Which of two words counts.
    public enum View: String, Sendable, CaseIterable {
        /// As it was at receipt (当時).
        case recorded
        /// As it stands at the moment asked of (現在).
        case current
    }

    /// 受付時の分類 or 現在の分類.
    public var category: View
    /// 当時の組織 or 現在の組織.
    public var organisation: View

    /// A lens for both axes.
    public init(category: View = .recorded, organisation: View = .recorded) {
        self.category = category
        self.organisation = organisation
    }
}

/// A question to the facts: how many, how much, told apart by what (集計の問い).
struct FactQuery: Sendable, Equatable {
    var kind: FactKind
    /// First and last quarter.
    var quarters: ClosedRange<Int32>
    /// Only facts with one of these words on each of these axes.
    var conditions: [Condition] = []
    /// Told apart by these axes.
    var by: [Axis] = []
    /// What is to be worked out of the facts of a group.
    var tally = Tally.count
    /// The last position that counts.
    var moment: LogMoment
    /// The last day that counts; `nil`: every day of the quarters.
    var through: LocalDate?

    /// What is worked out of the facts of a group (計算).
    enum Tally: Sendable, Equatable {
        /// Nothing but how many there are.
        case count
        /// The sum of their quantities or values, and how many of those are known.
        case sum
        /// How many different words they have on an axis.
        case distinct(Axis)
        /// The quantity or value of the last one.
        case latest
    }

    /// Words wanted on an axis.
    struct Condition: Sendable, Equatable {
        var axis: Axis
        var words: [String]
    }
}

/// One group of an answer (集計の一行).
struct FactCount: Sendable, Equatable {
    /// The word on each axis asked for; `nil`: not known.
    var words: [String?]
    /// Facts.
    var facts: Int64
    /// Facts whose quantity or value is known; different words, where those were asked for.
    var known: Int64
    /// The sum, or the last value, as a decimal number in text.
    var amount: String?
}

extension FactQuery {
    /// The words of terms this query names, to be turned into numbers first.
    var terms: Set<TermBook.Term> {
        var terms: Set<TermBook.Term> = []
        for condition in conditions {
            switch condition.axis {
            case .dimension(let dimension):
                for word in condition.words {
                    terms.insert(TermBook.Term(dimension: dimension.vocabulary, word: word))
                }
            case .currentSection, .anonymous, .day, .month, .attribute: break
            }
        }
        return terms
    }

    /// Whether it tells items apart by the present organisation.
    var isByCurrentSection: Bool {
        if case .distinct(.currentSection) = tally { return true }
        return by.contains(.currentSection)
            || conditions.contains { $0.axis == .currentSection }
    }

    /// The statement; `numbers` knows the words it names, a missing one has never been used.
    func statement(
        _ numbers: [TermBook.Term: Int32], anonymous: Int32?, regrouping: Regrouping?
    ) -> Query {
        let regrouping = isByCurrentSection ? regrouping : nil
        var text = Query.Interpolation(literalCapacity: 600, interpolationCount: 12)
        text.appendLiteral("SELECT count(*), ")
        let amount = kind == .observation ? "value" : "quantity"
        switch tally {
        case .count: text.appendLiteral("0::bigint, NULL::text")
        case .sum: text.appendLiteral("count(\(amount)), sum(\(amount))::text")
        case .distinct(let axis):
            text.appendLiteral("count(DISTINCT ")
            Self.value(axis, anonymous, into: &text)
            text.appendLiteral("), NULL::text")
        case .latest:
            text.appendLiteral(
                """
                count(\(amount)), (array_agg(\(amount) ORDER BY effective_on DESC, position DESC)
                                     FILTER (WHERE \(amount) IS NOT NULL))[1]::text
                """)
        }
        for axis in by {
            text.appendLiteral(", ")
            Self.value(axis, anonymous, into: &text)
        }
        select(numbers, anonymous, regrouping, into: &text)
        if !by.isEmpty {
            let columns = by.indices.map { String($0 + 4) }.joined(separator: ", ")
            text.appendLiteral("\n GROUP BY \(columns)")
        }
        return Query(stringInterpolation: text)
    }

    /// Which facts count, as the FROM and WHERE of a statement.
    func select(
        _ numbers: [TermBook.Term: Int32], _ anonymous: Int32?, _ regrouping: Regrouping?,
        into text: inout Query.Interpolation
    ) {
        text.appendLiteral("\n  FROM facts.fact")
        if isByCurrentSection { Self.join(regrouping, into: &text) }
        text.appendLiteral("\n WHERE kind = ")
        text.appendInterpolation(kind.rawValue)
        text.appendLiteral(" AND quarter BETWEEN ")
        text.appendInterpolation(quarters.lowerBound)
        text.appendLiteral(" AND ")
        text.appendInterpolation(quarters.upperBound)
        // What is regrouped was looked up before; what came in since must not get lost.
        if moment.isHead, regrouping == nil {
            text.appendLiteral(" AND voided_by IS NULL")
        } else {
            text.appendLiteral(" AND position <= ")
            text.appendInterpolation(moment.position)
            text.appendLiteral(" AND (voided_by IS NULL OR voided_by > ")
            text.appendInterpolation(moment.position)
            text.appendLiteral(")")
        }
        if let through {
            text.appendLiteral(" AND effective_on <= date '1970-01-01' + ")
            text.appendInterpolation(Int32(through.dayNumber))
        }
        for condition in conditions {
            text.appendLiteral(" AND ")
            Self.test(condition, numbers, anonymous, into: &text)
        }
    }

    /// Finds the unit of each fact; without a regrouping, its section stands for itself.
    private static func join(_ regrouping: Regrouping?, into text: inout Query.Interpolation) {
        guard let regrouping else {
            text.appendLiteral(
                """

                  LEFT JOIN (SELECT id, value AS current_section FROM facts.term) AS now
                         ON now.id = section_now
                """)
            return
        }
        text.appendLiteral("\n  LEFT JOIN unnest(")
        text.appendInterpolation(array: regrouping.origins.map(\.section), of: .int4)
        text.appendLiteral(", ")
        text.appendInterpolation(array: regrouping.origins.map(\.category), of: .int4)
        text.appendLiteral(", ")
        text.appendInterpolation(array: regrouping.origins.map(\.period), of: .int4)
        text.appendLiteral(", ")
        text.appendInterpolation(array: regrouping.units, of: .text)
        text.appendLiteral(
            """
            ) AS now (of_section, of_category, of_period, current_section)
                 ON section_now = of_section AND coalesce(category_now, 0) = of_category
                AND width_bucket(coalesce(section_since, effective_on) - date '1970-01-01',
            """)
        text.appendInterpolation(array: regrouping.days.map { Int32($0.dayNumber) }, of: .int4)
        text.appendLiteral(") = of_period")
    }

    private static func value(
        _ axis: Axis, _ anonymous: Int32?, into text: inout Query.Interpolation
    ) {
        switch axis {
        case .dimension(let dimension): text.appendLiteral(dimension.column)
        case .currentSection: text.appendLiteral("current_section")
        case .anonymous:
            text.appendLiteral("(sender = ")
            text.appendInterpolation(anonymous ?? 0)
            text.appendLiteral(")::text")
        case .day: text.appendLiteral("effective_on::text")
        case .month: text.appendLiteral("to_char(effective_on, 'YYYY-MM')")
        case .attribute(let name):
            text.appendLiteral("attributes ->> ")
            text.appendInterpolation(name)
        }
    }

    private static func test(
        _ condition: Condition, _ numbers: [TermBook.Term: Int32], _ anonymous: Int32?,
        into text: inout Query.Interpolation
    ) {
        switch condition.axis {
        case .dimension(let dimension):
            let wanted = condition.words.compactMap {
                numbers[TermBook.Term(dimension: dimension.vocabulary, word: $0)]
            }
            text.appendLiteral("\(dimension.column) = ANY(")
            text.appendInterpolation(array: wanted, of: .int4)
            text.appendLiteral(")")
        case .currentSection, .anonymous, .day, .month, .attribute:
            text.appendLiteral("(")
            value(condition.axis, anonymous, into: &text)
            text.appendLiteral(") = ANY(")
            text.appendInterpolation(array: condition.words, of: .text)
            text.appendLiteral(")")
        }
    }
}
