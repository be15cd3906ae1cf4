/// Scores as probabilities that add up to one (確率への換算).
///
/// With an exponential function of its own: that of the C library differs in the last digit from
/// machine to machine, and what was learned has to be the same everywhere.
enum SoftMaximum {
    static func probabilities(of scores: [Double]) -> [Double] {
        guard let highest = scores.max() else { return [] }
        let powers = scores.map { power($0 - highest) }
        let sum = powers.reduce(0, +)
        return powers.map { $0 / sum }
    }

    /// e to the power of a number that is not above 0, to ten digits.
    static func power(_ exponent: Double) -> Double {
        guard exponent > -80 else { return 0 }
        let halvings = (exponent / logarithmOfTwo).rounded()
        let rest = exponent - halvings * logarithmOfTwo
        // Taylor's series; the rest is within ±0.35.
        var sum = 1.0
        for term in stride(from: 10.0, to: 0, by: -1) { sum = 1 + rest / term * sum }
        return sum * Double(sign: .plus, exponent: Int(halvings), significand: 1)
    }

    private static let logarithmOfTwo = 0.693_147_180_559_945_3
}
