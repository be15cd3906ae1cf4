/// A year of account of the city, from 1 April to 31 March (年度).
///
/// Source: 地方自治法第208条第1項「普通地方公共団体の会計年度は、毎年四月一日に始まり、翌年三月
/// 三十一日に終わるものとする。」 The weeks of settlement to 31 May (出納整理期間) do not move what
/// citizens sent or attended.
public struct FiscalYear: Sendable, Hashable {
    /// The western year in which it begins, 0…9999: 2026 for 令和8年度 (西暦年度).
    ///
    /// Year 0 is there only so that the first three months of the year 1 lie in a fiscal year.
    public let year: Int

    /// The years in which a fiscal year can begin (扱える年度の範囲).
    public static let years = 0...LocalDate.years.upperBound

    /// The fiscal year that begins on 1 April of a western year; nil out of range (年度).
    public init?(_ year: Int) {
        guard Self.years.contains(year) else { return nil }
        self.year = year
    }

    /// The fiscal year a day lies in: 31 March still belongs to the old one (その日の年度).
    public init(_ date: LocalDate) {
        year = date.month >= 4 ? date.year : date.year - 1
    }

    /// Its first day, 1 April (年度初日).
    public var firstDay: LocalDate {
        LocalDate(year: year, month: 4, day: 1) ?? .earliest
    }

    /// Its last day, 31 March of the next year (年度末日).
    public var lastDay: LocalDate {
        LocalDate(year: year + 1, month: 3, day: 31) ?? .latest
    }

    /// Whether a day lies in it (年度内).
    public func contains(_ date: LocalDate) -> Bool {
        FiscalYear(date) == self
    }
}

extension FiscalYear: Comparable {
    /// Whether one fiscal year comes before the other (年度の前後).
    public static func < (earlier: FiscalYear, later: FiscalYear) -> Bool {
        earlier.year < later.year
    }
}

// MARK: - Names

extension FiscalYear: CustomStringConvertible {
    /// The short name, `R8`, by the era of its first day (年度の略称).
    ///
    /// The year of 2019 began in Heisei and is `H31`: numbers were stamped so from 1 April, before
    /// anyone could know another name; it is read as `R1` as well. A year without an era of at most
    /// `Era.longestCount` years is its western year in four digits.
    public var label: String {
        guard let (era, count) = eraYear else { return year.padded(to: 4) }
        return "\(era.letter)\(count)"
    }

    /// The full name, `令和8年度` or `平成元年度` (年度名).
    public var japanese: String {
        guard let (era, count) = eraYear else { return "\(year)年度" }
        return "\(era.japanese)\(count == 1 ? "元" : "\(count)")年度"
    }

    /// The short name (年度の略称).
    public var description: String { label }

    /// The era of the first day and the year's count in it (元号と年).
    var eraYear: (era: Era, count: Int)? {
        guard let era = Era.of(firstDay) else { return nil }
        let count = year - era.firstDay.year + 1
        return count <= Era.longestCount ? (era, count) : nil
    }
}

// MARK: - Reading

extension FiscalYear {
    /// Reads a fiscal year as people write it (年度の読取り).
    ///
    /// `R8`, `r8`, `Ｒ８`, `令和8`, `令和8年度`, `令和元`, `㋿8年度`, `2026`, `2026年度`. A year counted
    /// past the end of its era goes on counting: `H38` and `平成38年度`, on six lines of a city's plan
    /// (PRODUCT §1.2), are `R8`. `令和8年` is refused: it names a calendar year.
    public init?(parsing text: some StringProtocol) {
        let folded = text.halfWidth
        if let year = FiscalYear(eraText: folded) {
            self = year
        } else {
            let digits = folded.droppingSuffix("年度")
            guard digits.utf8.count == 4, let year = digits.asciiNumber else { return nil }
            self.init(year)
        }
    }

    /// Reads the forms that name an era, from half-width text.
    init?(eraText text: String) {
        guard let (era, rest) = Era.leading(text.uppercased()[...]) else { return nil }
        let digits = rest.droppingSuffix("年度")
        guard let count = digits == "元" ? 1 : digits.asciiNumber,
            let year = era.westernYear(count)
        else { return nil }
        self.init(year)
    }
}

extension StringProtocol {
    /// The text without an ending, if it has it.
    fileprivate func droppingSuffix(_ suffix: String) -> SubSequence {
        hasSuffix(suffix) ? dropLast(suffix.count) : self[...]
    }
}
