/// How often routing is right on items whose section is known (振分けの評価).
///
/// `decided` is `right` and `wrong`, and with `triage` all rows: what nobody decided is never counted
/// as right or wrong.
public struct RoutingEvaluation: Sendable, Equatable {
    /// What was decided how often where another thing was known (混同表の一行).
    public struct Confusion: Sendable, Hashable {
        /// The section that is known to be right (正しい担当).
        public let expected: String
        /// The section that was decided; nil: people decide (判断した担当).
        public let decided: String?
        /// How often (件数).
        public let rows: Int

        /// What was decided how often (混同表の一行).
        public init(expected: String, decided: String?, rows: Int) {
            self.expected = expected
            self.decided = decided
            self.rows = rows
        }
    }

    private struct Pair: Sendable, Hashable {
        let expected: Wording
        let decided: Wording?
    }

    private var counts: [Pair: Int] = [:]
    /// All rows (全件数).
    public private(set) var rows = 0
    /// Rows routed to the section that is known to be right (正しい件数).
    public private(set) var right = 0
    /// Rows routed to another section (誤りの件数).
    public private(set) var wrong = 0
    /// Rows left to people (担当未定の件数).
    public private(set) var triage = 0

    /// Nothing evaluated yet (評価前).
    public init() {}

    /// Rows routed to some section (振り分けた件数).
    public var decided: Int { right + wrong }

    /// Counts one row (評価の追加).
    /// - Parameters:
    ///   - decided: the section that was decided; nil when people are to decide.
    ///   - expected: the section that is known to be right.
    public mutating func count(_ decided: String?, expected: String) {
        let pair = Pair(expected: Wording(expected), decided: decided.map { Wording($0) })
        counts[pair, default: 0] += 1
        rows += 1
        switch pair.decided {
        case nil: triage += 1
        case pair.expected?: right += 1
        case _?: wrong += 1
        }
    }

    /// What was decided how often, by the section that is right (混同表).
    public var confusion: [Confusion] {
        counts.map { Confusion(expected: $0.expected.text, decided: $0.decided?.text, rows: $1) }
            .sorted {
                ($0.expected, $0.decided ?? "", $0.rows) < ($1.expected, $1.decided ?? "", $1.rows)
            }
    }
}
