/// How sure a decision is, in thousandths (確からしさ).
///
/// A whole number, because events hold no fractions (DECISIONS A4).
public struct Confidence: Sendable, Hashable {
    /// From 0 to 1,000 (千分率).
    public let permille: Int

    /// So many thousandths; nil outside 0…1,000 (千分率からの作成).
    public init?(permille: Int) {
        guard (0...1_000).contains(permille) else { return nil }
        self.permille = permille
    }

    /// A probability, to the nearest thousandth (確率からの作成).
    public init(_ probability: Double) {
        permille = Int((min(max(probability, 0), 1) * 1_000).rounded())
    }

    /// A share as people write it, `90%` or `92.6`; nil for anything else (百分率の読取り).
    public init?(percentage text: some StringProtocol) {
        let text = text.hasSuffix("%") ? text.dropLast() : text[...]
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let whole = parts[0].asciiNumber, whole <= 100 else {
            return nil
        }
        guard parts.count == 2 else {
            self.init(permille: whole * 10)
            return
        }
        guard parts[1].utf8.count == 1, let tenth = parts[1].asciiNumber else { return nil }
        self.init(permille: whole * 10 + tenth)
    }

    /// No doubt is left, as with a rule the city made (確実).
    public static let certain = Confidence(1)

    /// Between 0 and 1, two digits after the point, never more than it is (小数の表記).
    public var decimal: String {
        let hundredths = permille / 10
        let digits = String(hundredths % 100)
        return "\(hundredths / 100).\(digits.count < 2 ? "0" : "")\(digits)"
    }

    /// In per cent, one digit after the point (百分率の表記).
    public var japanese: String { "\(permille / 10).\(permille % 10)%" }
}

extension Confidence: Comparable {
    /// Whether one is less sure than the other (大小).
    public static func < (one: Confidence, other: Confidence) -> Bool {
        one.permille < other.permille
    }
}
