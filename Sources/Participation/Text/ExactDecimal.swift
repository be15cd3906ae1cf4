/// A decimal number kept exactly as it was published, without floating point (把握値の数).
///
/// 「24.9」 in a plan is twenty-four and nine tenths, and no `Double` is. Trailing zeros of the
/// fraction say nothing and are dropped, so that the same number has one spelling (DECISIONS A4);
/// how many decimals are shown is the indicator's to say.
public struct ExactDecimal: Sendable, Hashable {
    /// The number without its decimal point: 249 for 24.9 (係数).
    public let coefficient: Int64
    /// How many of its digits stand behind the point, 0…`longestFraction` (小数の桁数).
    public let scale: Int

    /// The most digits a number can have, fraction included: each fits an `Int64` (桁数の上限).
    public static let mostDigits = 18
    /// The most digits behind the point (小数の桁数の上限).
    public static let longestFraction = 9
    /// Nothing (零).
    public static let zero = ExactDecimal(coefficient: 0, strippedScale: 0)

    /// `coefficient` × 10⁻ˢᶜᵃˡᵉ; nil beyond `mostDigits` or `longestFraction` (数).
    public init?(coefficient: Int64, scale: Int = 0) {
        guard coefficient.magnitude < Self.bound, (0...Self.longestFraction).contains(scale) else {
            return nil
        }
        var coefficient = coefficient
        var scale = scale
        while scale > 0, coefficient.isMultiple(of: 10) {
            coefficient /= 10
            scale -= 1
        }
        self.init(coefficient: coefficient, strippedScale: scale)
    }

    private init(coefficient: Int64, strippedScale: Int) {
        self.coefficient = coefficient
        scale = strippedScale
    }

    /// 10 to the power of `mostDigits`.
    private static let bound: UInt64 = 1_000_000_000_000_000_000
}

// MARK: - Reading and writing

extension ExactDecimal: CustomStringConvertible {
    /// Reads a number as tables print it (数の読取り).
    ///
    /// `24.9`, `1,035,635`, `２４．９`, `-3`, `＋5`, and `△1.2` or `▲1.2`, which is how public
    /// accounts write a minus. Commas must part groups of three. A lone dash, as plans print for
    /// what is not known, is no number, nor is anything with a unit or an exponent.
    public init?(parsing text: some StringProtocol) {
        var rest = text.halfWidthHyphenated[...]
        let isNegative = rest.first.map(Self.minuses.contains) ?? false
        if isNegative || rest.first == "+" { rest.removeFirst() }
        let parts = rest.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let whole = Self.ungrouped(parts[0]) else {
            return nil
        }
        let fraction = parts.count == 2 ? parts[1] : "0"
        guard !fraction.isEmpty else { return nil }
        let digits = whole.drop { $0 == "0" } + fraction.dropTrailingZeros
        let scale = fraction.dropTrailingZeros.count
        guard digits.utf8.count <= Self.mostDigits,
            digits.utf8.allSatisfy(Self.asciiDigits.contains), let number = Int64("0\(digits)")
        else { return nil }
        self.init(coefficient: isNegative ? -number : number, scale: scale)
    }

    /// The one spelling of the number: `24.9`, `-3`, `1035635` (正規の表記).
    public var description: String {
        let digits = String(coefficient.magnitude)
        let padded = String(repeating: "0", count: max(0, scale + 1 - digits.count)) + digits
        let sign = coefficient < 0 ? "-" : ""
        guard scale > 0 else { return sign + padded }
        return "\(sign)\(padded.dropLast(scale)).\(padded.suffix(scale))"
    }

    private static let minuses: Set<Character> = ["-", "△", "▲"]
    private static let asciiDigits = UInt8(ascii: "0")...UInt8(ascii: "9")

    /// The digits before the point without their commas; nil when these stand in odd places.
    private static func ungrouped(_ text: Substring) -> String? {
        let groups = text.split(separator: ",", omittingEmptySubsequences: false)
        guard let first = groups.first, !first.isEmpty else { return nil }
        guard groups.count > 1 else { return String(first) }
        guard first.count <= 3, groups.dropFirst().allSatisfy({ $0.count == 3 }) else {
            return nil
        }
        return groups.joined()
    }
}

extension Substring {
    fileprivate var dropTrailingZeros: Substring {
        var rest = self
        while rest.last == "0" { rest.removeLast() }
        return rest
    }
}

// MARK: - Comparing

extension ExactDecimal: Comparable {
    /// Whether one number is less than the other (大小).
    public static func < (one: ExactDecimal, other: ExactDecimal) -> Bool {
        one.scaled < other.scaled
    }

    /// The number in units of the smallest fraction; 18 + 9 digits fit 128 bits.
    private var scaled: Int128 {
        (scale..<Self.longestFraction).reduce(Int128(coefficient)) { number, _ in number * 10 }
    }
}
