import Participation
import Postgres

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
                    terms.insert(TermBook.Term(word, in: dimension))
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

    /// The statement over a fact table; `numbers` knows the words it names, a missing one has
    /// never been used.
    func statement(
        of facts: String, _ numbers: [TermBook.Term: Int32], anonymous: Int32?,
        regrouping: Regrouping?
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
        select(from: facts, numbers, anonymous, regrouping, into: &text)
        if !by.isEmpty {
            let columns = by.indices.map { String($0 + 4) }.joined(separator: ", ")
            text.appendLiteral("\n GROUP BY \(columns)")
        }
        return Query(stringInterpolation: text)
    }

    /// Which facts count, as the FROM and WHERE of a statement.
    func select(
        from facts: String, _ numbers: [TermBook.Term: Int32], _ anonymous: Int32?,
        _ regrouping: Regrouping?, into text: inout Query.Interpolation
    ) {
        narrow(from: facts, numbers, anonymous, regrouping, into: &text)
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
    }

    /// The facts of the right kind, time and words, whether they count at the moment or not.
    func narrow(
        from facts: String, _ numbers: [TermBook.Term: Int32], _ anonymous: Int32?,
        _ regrouping: Regrouping?, into text: inout Query.Interpolation
    ) {
        text.appendLiteral("\n  FROM \(facts)")
        if isByCurrentSection { Self.join(regrouping, into: &text) }
        text.appendLiteral("\n WHERE kind = ")
        text.appendInterpolation(kind.rawValue)
        text.appendLiteral(" AND quarter BETWEEN ")
        text.appendInterpolation(quarters.lowerBound)
        text.appendLiteral(" AND ")
        text.appendInterpolation(quarters.upperBound)
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
                numbers[TermBook.Term($0, in: dimension)]
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
