/// A Japanese era since Meiji (元号).
///
/// An own table, because the Japanese calendar of FoundationEssentials crashes (DECISIONS A10).
/// Source of the first days: 大正・昭和 改元の詔書, 元号を改める政令 (昭和64年政令第1号,
/// 平成31年政令第143号). A new era counts from its first day, which in 1912 and 1926 was also the
/// last day of the old one. Meiji is counted from 1868-01-25, the new year's day of 慶応4年, to
/// which 明治改元の詔 reaches back.
public enum Era: Int, Sendable, CaseIterable, Comparable {
    /// From 1868-01-25 (明治).
    case meiji
    /// From 1912-07-30 (大正).
    case taisho
    /// From 1926-12-25 (昭和).
    case showa
    /// From 1989-01-08 (平成).
    case heisei
    /// From 2019-05-01 (令和).
    case reiwa

    /// The largest count of years read or printed in one era (元号年の上限).
    ///
    /// Plans written before 2019 speak of 平成38年度, a year that never existed, and offices of
    /// 昭和100年; beyond this a number is more likely a slip.
    public static let longestCount = 199

    /// The first day of the era (改元日).
    public var firstDay: LocalDate {
        switch self {
        case .meiji: LocalDate(uncheckedYear: 1868, month: 1, day: 25)
        case .taisho: LocalDate(uncheckedYear: 1912, month: 7, day: 30)
        case .showa: LocalDate(uncheckedYear: 1926, month: 12, day: 25)
        case .heisei: LocalDate(uncheckedYear: 1989, month: 1, day: 8)
        case .reiwa: LocalDate(uncheckedYear: 2019, month: 5, day: 1)
        }
    }

    /// The Latin initial used in forms, such as `R` (元号の頭文字).
    public var letter: Character {
        switch self {
        case .meiji: "M"
        case .taisho: "T"
        case .showa: "S"
        case .heisei: "H"
        case .reiwa: "R"
        }
    }

    /// The name in two characters (元号名).
    public var japanese: String {
        switch self {
        case .meiji: "明治"
        case .taisho: "大正"
        case .showa: "昭和"
        case .heisei: "平成"
        case .reiwa: "令和"
        }
    }

    /// The name squeezed into one character, as old files have it (合字).
    var ligature: Character {
        switch self {
        case .meiji: "\u{337E}"
        case .taisho: "\u{337D}"
        case .showa: "\u{337C}"
        case .heisei: "\u{337B}"
        case .reiwa: "\u{32FF}"
        }
    }

    /// The era a day lies in; nil before Meiji (その日の元号).
    public static func of(_ date: LocalDate) -> Era? {
        allCases.last { $0.firstDay <= date }
    }

    /// Whether one era came before the other (元号の前後).
    public static func < (earlier: Era, later: Era) -> Bool {
        earlier.rawValue < later.rawValue
    }

    /// The western year of a year of this era: 令和8 → 2026 (西暦への換算).
    ///
    /// A count past the end of the era goes on counting, so 平成38 is 2026 as well. Nil for 0, for
    /// negative numbers and beyond `longestCount`.
    public func westernYear(_ count: Int) -> Int? {
        guard (1...Self.longestCount).contains(count) else { return nil }
        return firstDay.year + count - 1
    }

    /// The era a text begins with, by letter, name or ligature, and what follows it (元号の読取り).
    public static func leading(_ text: Substring) -> (era: Era, rest: Substring)? {
        for era in allCases {
            for spelling in [era.japanese, String(era.letter), String(era.ligature)]
            where text.hasPrefix(spelling) {
                return (era, text.dropFirst(spelling.count))
            }
        }
        return nil
    }
}

extension LocalDate {
    /// The day as letters and notices print it: `令和8年6月30日`, `令和元年5月1日` (和暦).
    ///
    /// Before Meiji and beyond `Era.longestCount` the western year stands: `1850年1月2日`.
    public var wareki: String {
        guard let era = Era.of(self), case let count = year - era.firstDay.year + 1,
            count <= Era.longestCount
        else { return "\(year)年\(month)月\(day)日" }
        return "\(era.japanese)\(count == 1 ? "元" : "\(count)")年\(month)月\(day)日"
    }
}
