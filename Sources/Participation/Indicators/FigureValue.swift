/// A number of a figure, kept exactly (数値).
///
/// A fraction in lowest terms, never floating point: an average of 7 people over 3 sessions stays
/// 7/3, and is rounded only where it is printed (DECISIONS B4). Calculations that would leave the
/// range, or divide by zero, give nil, which pages print as 「―」.
public struct FigureValue: Sendable, Hashable {
    /// The part above the line, with the sign; never `Int.min` (分子).
    public let numerator: Int
    /// The part below the line, from 1, with no factor in common (分母).
    public let denominator: Int

    /// Nothing (零).
    public static let zero = FigureValue(0)
    /// One, which is 100 % of something (一).
    public static let one = FigureValue(1)
    /// The most decimal places that can be printed (印字できる小数桁数).
    public static let mostDecimals = 18
    /// The most digits that are read; longer text is no figure of a city (読み取る桁数).
    static let mostDigits = 30

    /// A whole number; `Int.min` has no counterpart and becomes the next one (整数).
    public init(_ whole: Int) {
        numerator = max(whole, -Int.max)
        denominator = 1
    }

    /// A fraction; nil when the divisor is 0 or the range is left (分数).
    public init?(_ numerator: Int, over denominator: Int) {
        self.init(wide: Int128(numerator), Int128(denominator))
    }

    private init?(wide numerator: Int128, _ denominator: Int128) {
        guard denominator != 0 else { return nil }
        let divisor = Self.greatestDivisor(numerator.magnitude, denominator.magnitude)
        let above = numerator.magnitude / divisor
        let below = denominator.magnitude / divisor
        guard let above = Int(exactly: above), let below = Int(exactly: below) else { return nil }
        self.numerator = (numerator < 0) == (denominator < 0) ? above : -above
        self.denominator = below
    }

    /// Euclid's greatest common divisor, at least 1 as the second number is not 0.
    private static func greatestDivisor(_ first: UInt128, _ second: UInt128) -> UInt128 {
        var (larger, smaller) = (first, second)
        while smaller != 0 { (larger, smaller) = (smaller, larger % smaller) }
        return larger
    }
}

// MARK: - Calculating

extension FigureValue {
    /// The sum; nil when it leaves the range (和).
    public func adding(_ other: FigureValue) -> FigureValue? {
        FigureValue(
            wide: wide * other.wideDenominator + other.wide * wideDenominator,
            wideDenominator * other.wideDenominator)
    }

    /// The difference; nil when it leaves the range (差).
    public func subtracting(_ other: FigureValue) -> FigureValue? {
        FigureValue(
            wide: wide * other.wideDenominator - other.wide * wideDenominator,
            wideDenominator * other.wideDenominator)
    }

    /// The product; nil when it leaves the range (積).
    public func multiplied(by other: FigureValue) -> FigureValue? {
        FigureValue(wide: wide * other.wide, wideDenominator * other.wideDenominator)
    }

    /// The quotient; nil when the divisor is 0 or the range is left (商).
    public func divided(by other: FigureValue) -> FigureValue? {
        FigureValue(wide: wide * other.wideDenominator, wideDenominator * other.wide)
    }

    // Products of two 64-bit numbers, and a sum of two of them, fit into 128 bits.
    private var wide: Int128 { Int128(numerator) }
    private var wideDenominator: Int128 { Int128(denominator) }
}

extension FigureValue: Comparable {
    /// Whether one number is smaller than the other (大小).
    public static func < (smaller: FigureValue, larger: FigureValue) -> Bool {
        smaller.wide * larger.wideDenominator < larger.wide * smaller.wideDenominator
    }
}

// MARK: - Printing

extension FigureValue: CustomStringConvertible {
    /// The exact number: `24.9`, `1035635`, or `7/3` where no decimal is exact (数値の表記).
    public var description: String {
        decimalPlaces.map { text(decimals: $0) } ?? "\(numerator)/\(denominator)"
    }

    /// How many decimal places it takes to write it exactly; nil when none suffice (小数桁数).
    public var decimalPlaces: Int? {
        var (rest, places) = (denominator, [2: 0, 5: 0])
        for factor in [2, 5] {
            while rest.isMultiple(of: factor) {
                rest /= factor
                places[factor, default: 0] += 1
            }
        }
        guard rest == 1, let needed = places.values.max(), needed <= Self.mostDecimals else {
            return nil
        }
        return needed
    }

    /// The number as files and the API give it, `73.4` (数値の出力).
    ///
    /// Rounded half up, as 四捨五入 and `round` of PostgreSQL do it: −0.5 becomes −1.
    /// - Precondition: `decimals` lies in `0...mostDecimals`.
    public func text(decimals: Int) -> String {
        printed(decimals) { String($0) }
    }

    /// The number as pages print it, with commas: `1,035,635` (桁区切りの数値).
    /// - Precondition: `decimals` lies in `0...mostDecimals`.
    public func grouped(decimals: Int) -> String {
        printed(decimals) { $0.grouped }
    }

    private func printed(_ decimals: Int, _ whole: (Int) -> String) -> String {
        precondition((0...Self.mostDecimals).contains(decimals), "decimals out of range")
        let scale = (0..<decimals).reduce(UInt128(1)) { scale, _ in scale * 10 }
        let divisor = wideDenominator.magnitude
        let (quotient, remainder) = (wide.magnitude * scale).quotientAndRemainder(
            dividingBy: divisor)
        let rounded = remainder * 2 >= divisor ? quotient + 1 : quotient
        let sign = numerator < 0 && rounded > 0 ? "-" : ""
        // A whole part beyond Int cannot be: only fractions are rounded up, and they are smaller.
        let digits = sign + whole(Int(clamping: rounded / scale))
        return decimals == 0
            ? digits : digits + "." + Int(clamping: rounded % scale).padded(to: decimals)
    }
}

// MARK: - Reading

extension FigureValue {
    /// Reads a number as tables print it: `120`, `24.9`, `1,035,635`, `▲3.5`, `２４．９` (数値の読取り).
    ///
    /// Commas must stand where thousands are. Nil for anything else: a unit, `.5`, the lone dash
    /// plans print for what is not known.
    public init?(parsing text: some StringProtocol) {
        var digits = text.halfWidthHyphenated[...]
        let isNegative = digits.first.map(Self.minusSigns.contains) ?? false
        if isNegative || digits.first == "+" { digits.removeFirst() }
        let parts = digits.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let whole = Self.withoutCommas(parts[0]) else {
            return nil
        }
        let fraction = parts.count == 2 ? String(parts[1]) : ""
        guard Self.isDigits(whole), parts.count == 1 || Self.isDigits(fraction),
            whole.utf8.count + fraction.utf8.count <= Self.mostDigits
        else { return nil }
        let number = (whole + fraction).utf8.reduce(Int128(0)) { number, digit in
            number * 10 + Int128(digit - UInt8(ascii: "0"))
        }
        let scale = fraction.utf8.reduce(Int128(1)) { scale, _ in scale * 10 }
        self.init(wide: isNegative ? -number : number, scale)
    }

    /// Reads what `description` writes, fractions included; for recorded values (記録値の読取り).
    public init?(exactly text: some StringProtocol) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        if parts.count == 2, let above = Int(parts[0]), let below = Int(parts[1]) {
            self.init(above, over: below)
        } else {
            self.init(parsing: text)
        }
        guard description == text else { return nil }
    }

    /// Minus, and the triangles of Japanese accounts.
    private static let minusSigns: Set<Character> = ["-", "▲", "△"]

    private static func isDigits(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }

    /// The digits of a whole number; nil when commas stand elsewhere than between thousands.
    private static func withoutCommas(_ text: Substring) -> String? {
        let groups = text.split(separator: ",", omittingEmptySubsequences: false)
        guard groups.count > 1 else { return String(text) }
        guard (1...3).contains(groups[0].utf8.count),
            groups.dropFirst().allSatisfy({ $0.utf8.count == 3 })
        else { return nil }
        return groups.joined()
    }
}
