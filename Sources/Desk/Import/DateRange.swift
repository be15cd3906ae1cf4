public import Participation

/// The days an event is held on, as announcements print them (開催期間).
public struct DateRange: Sendable, Equatable {
    /// The first day; nil when only the end is printed, `～3月30日(日)` (初日).
    public let start: LocalDate?
    /// The last day; the first one again when there is only one (最終日).
    public let end: LocalDate
    /// The days, when they are named one by one and not as a range (各開催日).
    public let days: [LocalDate]

    /// What a cell for days says (開催日欄の読取り結果).
    enum Reading: Equatable {
        /// Days.
        case days(DateRange)
        /// No day: a dash, nothing, or words such as 随時 that stay as they are.
        case none
        /// Days that cannot be.
        case mistake(DayMistake)
    }

    /// Reads days, ranges and lists of them (開催日の読取り).
    ///
    /// `2024-07-11`, `7月13日（土）`, `7月1日（月）～\n8月30日（金）※平日のみ`, `令和6年1月10日（水）、17日（水）`,
    /// `10月29日（火）～令和7年1月26日(日）`, `11月22日から翌年3月31日まで`. Brackets hold weekdays and what is
    /// over already; from ※ on it is remarks; other words are passed over.
    static func reading(_ text: String, year: YearRule?) -> Reading {
        var scanner = TextScanner(text.halfWidth.withoutRemarks.withoutBrackets)
        var dates: [DayParts] = []
        var joints: [Joint] = []
        var joint = Joint.list
        var isNextYear = false
        while !scanner.isAtEnd {
            if var parts = scanner.takeDay(hasMonth: !dates.isEmpty) {
                parts.isNextYear = isNextYear
                dates.append(parts)
                joints.append(joint)
                joint = .list
                isNextYear = false
            } else if scanner.takeRangeMark() {
                joint = .range
            } else if scanner.take("翌年") {
                isNextYear = true
            } else if scanner.take("まで") {
                if dates.count == 1, joints == [.list] { joints = [.range] }
            } else {
                scanner.step()
            }
        }
        return reading(dates, joints, year: year)
    }

    /// How a day is joined to the one before it.
    private enum Joint {
        case list
        case range
    }

    private static func reading(_ dates: [DayParts], _ joints: [Joint], year: YearRule?)
        -> Reading
    {
        var days: [LocalDate] = []
        do throws(DayMistake) {
            for parts in dates {
                days.append(try parts.resolved(year: year, after: days.last))
            }
        } catch {
            return .mistake(error)
        }
        let isRange = joints.contains(.range)
        if !isRange { days.sort() }
        guard let first = days.first, let last = days.last else { return .none }
        guard first <= last else { return .mistake(.endsBeforeItBegins) }
        let isOpen = joints.first == .range
        return .days(
            DateRange(
                start: isOpen ? nil : first, end: last, days: isRange ? [] : days))
    }
}

extension TextScanner {
    /// A day: `2024-07-11`, `2024/7/11`, `令和6年1月10日`, `7月11日`, `7/11`, and `17日` where a month
    /// has been named before.
    fileprivate mutating func takeDay(hasMonth: Bool) -> DayParts? {
        let start = index
        var parts = DayParts()
        parts.era = takeEra()
        if let day = takeDay(&parts, hasMonth: hasMonth) { return day }
        move(to: start)
        // A number that is no day must not be read again from its second digit.
        while takeNumber(digits: 1...1) != nil {}
        return nil
    }

    private mutating func takeDay(_ parts: inout DayParts, hasMonth: Bool) -> DayParts? {
        guard var number = take("元") ? 1 : takeNumber(digits: 1...4) else { return nil }
        var separator: Character?
        if take("年") {
            parts.year = parts.era == nil ? number : parts.era?.westernYear(number)
            guard parts.year != nil, let month = takeNumber(digits: 1...2) else { return nil }
            number = month
        } else if parts.era != nil || number >= 1_000 {
            guard let mark = next, "-/.".contains(mark) else { return nil }
            step()
            parts.year = parts.era == nil ? number : parts.era?.westernYear(number)
            guard parts.year != nil, let month = takeNumber(digits: 1...2) else { return nil }
            number = month
            separator = mark
        }
        if let separator {
            guard take(separator) else { return nil }
        } else if hasMonth, parts.year == nil, take("日") {
            parts.day = number
            return parts
        } else if !take("月"), parts.year != nil || !take("/") {
            return nil
        }
        parts.month = number
        parts.day = takeNumber(digits: 1...2)
        _ = take("日")
        return parts.day == nil ? nil : parts
    }

    /// `～` in all its forms, and から.
    fileprivate mutating func takeRangeMark() -> Bool {
        take("~") || take("\u{301C}") || take("\u{223C}") || take("から")
    }
}

extension String {
    /// The text up to the first ※.
    var withoutRemarks: String {
        String(prefix { $0 != "※" })
    }

    /// The text without what stands in brackets; one that is never closed reaches to the end.
    var withoutBrackets: String {
        var depth = 0
        return String(
            filter { character in
                switch character {
                case "(":
                    depth += 1
                    return false
                case ")":
                    depth = max(0, depth - 1)
                    return false
                default: return depth == 0
                }
            })
    }

    /// Whether it is one of the signs and words for nothing: dashes, なし, 無し (なしの表記).
    var saysNothing: Bool {
        let folded = halfWidth
        return ["なし", "無し", "無", "特になし", "特に無し"].contains(folded)
            || folded.unicodeScalars.allSatisfy {
                $0.properties.generalCategory == .dashPunctuation || $0 == "\u{2212}"
                    || $0 == "\u{30FC}" || $0.properties.isWhitespace
            }
    }
}
