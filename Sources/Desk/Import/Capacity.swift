import Participation

/// How many can take part, as announcements print it (定員).
public enum Capacity: Sendable, Equatable {
    /// There is no limit: `なし`, `－`, `無し` (定員なし).
    case unlimited
    /// So many people or groups (人数・組数).
    case limit(Limit)
    /// Words, or several numbers of which none is *the* number; kept as written (文言).
    case words(String)

    /// A limit that can be counted with (定員数).
    public struct Limit: Sendable, Equatable {
        /// The number (数).
        public let number: Int
        /// Of what (単位).
        public let unit: Unit
        /// Whether it holds for each of several sessions or days (各回).
        public let isPerSession: Bool
        /// How places are given, where that is printed (決め方).
        public let selection: Selection?
    }

    /// What is counted (単位).
    public enum Unit: String, Sendable {
        /// 人, 名.
        case people = "人"
        /// Families, pairs, teams (組).
        case groups = "組"
    }

    /// How places are given (決め方).
    public enum Selection: String, Sendable {
        /// To those who come first (先着).
        case firstCome = "先着"
        /// By lot (抽選).
        case lottery = "抽選"
    }

    /// Reads a cell (定員の読取り).
    ///
    /// `申込先着\n20人`, `当日先着220名`, `各回45人`, `親子20組`, `40人（20組）程度`. Brackets and ※ hold remarks. A number
    /// that is a condition (`10人以上`, `20人程度の参加が見込める団体`) is no capacity, and of several that are not
    /// the same thing none is chosen.
    public init(reading text: String) {
        let folded = text.halfWidth.withoutRemarks.withoutBrackets
        if folded.saysNothing || folded == Self.unlimited.description {
            self = .unlimited
            return
        }
        var counts = Self.counts(in: folded)
        // 40組80名 is one capacity said twice; people are what gatherings count.
        if counts.count == 2, counts[1].gap == 0, counts[0].unit != counts[1].unit {
            counts = counts.filter { $0.unit == .people }
        }
        if counts.isEmpty, let number = folded.asciiNumber {
            counts = [Count(number: number, unit: .people, gap: 0)]
        }
        guard counts.count == 1, let count = counts.first, count.number > 0 else {
            self = .words(text)
            return
        }
        let isLottery = text.contains("抽選")
        self = .limit(
            Limit(
                number: count.number, unit: count.unit,
                isPerSession: folded.contains("各") || folded.contains("ずつ")
                    || folded.contains("両日"),
                selection: isLottery ? .lottery : text.contains("先着") ? .firstCome : nil))
    }

    private struct Count {
        let number: Int
        let unit: Unit
        /// How many characters stand between it and the number before.
        let gap: Int
    }

    private static func counts(in text: String) -> [Count] {
        var scanner = TextScanner(text.filter { $0 != "," })
        var counts: [Count] = []
        var end = 0
        while !scanner.isAtEnd {
            // 30～150名 is a span, of which neither end is the number.
            if scanner.take("~") || scanner.take("\u{301C}") {
                if scanner.takeNumber(digits: 1...6) != nil { return [] }
                continue
            }
            let start = scanner.index
            guard let number = scanner.takeNumber(digits: 1...6) else {
                scanner.step()
                continue
            }
            scanner.skipBlanks()
            let unit: Unit? =
                if scanner.take("人") || scanner.take("名") { .people } else if scanner.take("組") {
                    .groups
                } else { nil }
            guard let unit else { continue }
            let isCondition =
                scanner.take("以上") || ((scanner.take("程度") || true) && scanner.take("の"))
            if !isCondition {
                counts.append(
                    Count(number: number, unit: unit, gap: counts.isEmpty ? 0 : start - end))
            }
            end = scanner.index
        }
        return counts
    }
}

extension Capacity: CustomStringConvertible {
    /// What a field of a record holds, and reads back as the same: `先着20人`, `各回15組`, `定員なし`, or
    /// the words (定員の表記).
    public var description: String {
        switch self {
        case .unlimited: "定員なし"
        case .limit(let limit):
            (limit.selection?.rawValue ?? "") + (limit.isPerSession ? "各回" : "")
                + "\(limit.number)\(limit.unit.rawValue)"
        case .words(let text): text
        }
    }
}
