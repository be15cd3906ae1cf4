/// The rules by which the city routes, and all it had before (振分け規則簿).
///
/// One stream. An edition holds for items received from its day on, until an edition of a later day;
/// of two for the same day the last one adopted holds. So a rule that changes on 1 April leaves the
/// letters of March to the rules of March, whenever they are routed (PRODUCT §3 no. 12). The version
/// is the number of the adoption and never used again.
public struct RoutingBook: Decider {
    /// The editions in the order of adoption; the first has version 1 (採用順の版).
    public private(set) var editions: [RoutingRules] = []
    /// From which probability on the learned proposal routes by itself; nil: never (自動振分けのしきい値).
    public private(set) var threshold: Confidence?

    /// No rules yet (規則未登録).
    public static let initial = RoutingBook()

    /// The edition for items received on a day; nil before the first (その日の版).
    public func edition(on day: LocalDate) -> (version: Int, rules: RoutingRules)? {
        var found: (version: Int, rules: RoutingRules)?
        for (index, rules) in editions.enumerated() where rules.effectiveOn <= day {
            if let found, found.rules.effectiveOn > rules.effectiveOn { continue }
            found = (index + 1, rules)
        }
        return found
    }

    /// Answers a command with the events that follow from it (判断).
    /// - Throws: the first of what stands against it.
    public static func decide(
        _ command: RoutingBookCommand, _ state: RoutingBook
    ) throws(RoutingRefusal) -> [RoutingBookEvent] {
        switch command {
        case .adopt(let rules):
            if let refusal = rules.refusals.first { throw refusal }
            let current = state.editions.last { $0.effectiveOn == rules.effectiveOn }
            return current == rules ? [] : [.adopted(rules)]
        case .setThreshold(let threshold):
            if let threshold, threshold < RoutingLimits.threshold {
                throw .thresholdTooLow(limit: RoutingLimits.threshold)
            }
            return state.threshold == threshold ? [] : [.thresholdSet(threshold)]
        }
    }

    /// The state after an event (状態の更新).
    public static func evolve(_ state: RoutingBook, _ event: RoutingBookEvent) -> RoutingBook {
        var book = state
        switch event {
        case .adopted(let rules): book.editions.append(rules)
        case .thresholdSet(let threshold): book.threshold = threshold
        }
        return book
    }
}

/// What may be asked of the rules of routing (振分け規則への命令).
public enum RoutingBookCommand: Sendable, Equatable {
    /// Route by these from their day on (規則の採用).
    case adopt(RoutingRules)
    /// Let the learned proposal route by itself from this probability on; nil: never (しきい値の設定).
    case setThreshold(Confidence?)
}

/// What happened to the rules of routing (振分け規則の出来事).
public enum RoutingBookEvent: Sendable, Equatable {
    /// An edition was adopted (規則の採用).
    case adopted(RoutingRules)
    /// It was said from which probability on the learned proposal routes by itself (しきい値の設定).
    case thresholdSet(Confidence?)
}
