/// What was learned of who answers what, from the items that were routed (担当の学習).
///
/// A linear classifier over groups of one to three characters (multinomial logistic regression). It
/// was measured against multinomial and complement naive Bayes on the same groups, five-fold: 0.98
/// against 0.95 on New York's 311 requests, 0.98 against 0.85 without their type, and 0.63 against
/// 0.64 on the 49 contacts of 高松市's events; and its probabilities mean something.
///
/// It proposes. Its sections are those it was trained on: who asks sees to it that none is closed.
/// It holds nothing by which a letter could be told: groups of characters seen in five items at least
/// (DECISIONS A9). Nothing is ever unlearned from it: it is trained anew from the log, as a whole.
public struct TextClassifier: Sendable, Equatable {
    /// Through which position of the log it was trained (学習の版).
    public let version: Int
    /// The sections it can tell apart, in the order of their codes (担当).
    public let sections: [String]
    /// From how many items it was learned (学習した案件数).
    public let items: Int
    /// How often it was right on items kept from it (検証の結果).
    public let reliability: ClassifierReliability

    /// The groups it knows, ascending; the weights of the n-th are at `starts[n]..<starts[n + 1]`.
    let keys: [NGrams.Key]
    let starts: [Int32]
    let weights: [Weight]
    /// A weight for each section that every text has.
    let biases: [Int16]

    /// How much a group speaks for a section, in 256ths.
    struct Weight: Sendable, Equatable {
        let section: UInt16
        let value: Int16
    }

    /// A section and how likely it is (担当の候補).
    public struct Guess: Sendable, Equatable {
        /// Its code (担当).
        public let section: String
        /// How likely it is, calibrated on items kept from the training (確率).
        public let probability: Confidence
    }

    /// The likeliest section; nil for a text of which it knows nothing (最有力の担当).
    public func classify(_ text: String) -> Guess? {
        ranking(of: text).first
    }

    /// All sections, the likeliest first; empty for a text of which it knows nothing (担当の候補).
    public func ranking(of text: String) -> [Guess] {
        guard let scores = scores(of: NGrams(of: text)) else { return [] }
        let likelihoods = SoftMaximum.probabilities(of: scores)
        // Of equals the one with the smaller code: the same text always gets the same answer.
        return likelihoods.indices
            .sorted { (likelihoods[$1], $0) < (likelihoods[$0], $1) }
            .map { index in
                let likelihood = min(likelihoods[index], Self.surest)
                return Guess(section: sections[index], probability: Confidence(likelihood))
            }
    }

    /// What is learned is never certain: with a threshold of 100 % nothing routes by itself.
    private static let surest = 0.999

    /// Nil when no group is known. Groups it does not know make it less sure.
    private func scores(of grams: NGrams) -> [Double]? {
        var sums = [Int64](repeating: 0, count: sections.count)
        var isKnown = false
        for key in grams.keys {
            guard let index = index(of: key) else { continue }
            isKnown = true
            for weight in weights[Int(starts[index])..<Int(starts[index + 1])] {
                sums[Int(weight.section)] += Int64(weight.value)
            }
        }
        guard isKnown else { return nil }
        let length = Double(grams.keys.count).squareRoot()
        return sums.indices.map { (Double(sums[$0]) / length + Double(biases[$0])) / Self.unit }
    }

    func index(of key: NGrams.Key) -> Int? {
        var low = 0
        var high = keys.count
        while low < high {
            let middle = (low + high) / 2
            if keys[middle] < key { low = middle + 1 } else { high = middle }
        }
        return low < keys.count && keys[low] == key ? low : nil
    }

    static let unit = 256.0
}

/// How often a classifier was right on items that were kept from it (検証の結果).
public struct ClassifierReliability: Sendable, Equatable {
    /// How many items were kept from it, all together (検証した案件数).
    public let items: Int
    /// How often it was right at each threshold, ascending (しきい値ごとの結果).
    public let steps: [Step]

    /// What would have been routed by itself at a threshold (しきい値の結果).
    public struct Step: Sendable, Equatable {
        /// The threshold (しきい値).
        public let threshold: Confidence
        /// How many items it would have routed (自動振分けになる件数).
        public let routed: Int
        /// How many of them to the right section (そのうち正しい件数).
        public let right: Int

        /// What would have been routed by itself (しきい値の結果).
        public init(threshold: Confidence, routed: Int, right: Int) {
            self.threshold = threshold
            self.routed = routed
            self.right = right
        }
    }

    /// How often a classifier was right (検証の結果).
    public init(items: Int, steps: [Step]) {
        self.items = items
        self.steps = steps
    }

    init(_ answers: [(probability: Confidence, isRight: Bool)], of items: Int) {
        self.items = items
        steps = [0, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99].map { Confidence($0) }.map { step in
            let routed = answers.filter { $0.probability >= step }
            return Step(
                threshold: step, routed: routed.count, right: routed.count(where: \.isRight))
        }
    }
}
