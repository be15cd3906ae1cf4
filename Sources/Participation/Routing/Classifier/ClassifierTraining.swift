/// Learns who answers what, item by item (学習).
///
/// Only groups of characters are kept of each text, and those only until the classifier is made. The
/// same items in the same order make the same classifier, bit for bit, on any machine.
public struct ClassifierTraining: Sendable {
    struct Example: Sendable {
        let keys: [NGrams.Key]
        let section: String
    }

    private var examples: [Example] = []
    private var first = 0
    private var groups = 0

    /// Nothing learned yet (学習前).
    public init() {}

    /// How many items there are to learn from (学習する案件数).
    public var count: Int { examples.count - first }

    /// Learns one more item, forgetting the oldest where there are too many (学習の追加).
    /// - Parameters:
    ///   - text: gist and text.
    ///   - section: the code of the section that dealt with it, as it is called now.
    public mutating func learn(_ text: String, belongsTo section: String) {
        let keys = NGrams(of: text).keys
        guard !keys.isEmpty else { return }
        examples.append(Example(keys: keys, section: section))
        groups += keys.count
        while count > ClassifierLimits.items || groups > ClassifierLimits.groups {
            groups -= examples[first].keys.count
            first += 1
        }
        if first > examples.count / 2 {
            examples.removeFirst(first)
            first = 0
        }
    }

    /// What was learned; nil before there is anything to tell apart (学習の結果).
    ///
    /// Its probabilities are calibrated: items are kept from it in turns, and all scores are divided
    /// by the one number ("temperature", Guo et al., On Calibration of Modern Neural Networks, 2017)
    /// that makes its probabilities on those come nearest to the truth (least Brier score).
    /// - Parameters:
    ///   - version: through which position of the log the items were taken.
    ///   - isCalibrated: without, it takes a sixth of the time, chooses the same, and its
    ///     probabilities say nothing.
    public func classifier(version: Int, isCalibrated: Bool = true) -> TextClassifier? {
        let examples = Array(examples[first...])
        guard let final = LinearModel(examples) else { return nil }
        let heldOut = isCalibrated ? Self.heldOut(examples) : []
        let temperature = Self.temperature(for: heldOut)
        let answers = heldOut.map { scores, right, best in
            let likelihood = SoftMaximum.probabilities(of: scores.map { $0 / temperature })[best]
            return (probability: Confidence(likelihood), isRight: right == best)
        }
        return TextClassifier(
            final, temperature: temperature, version: version, items: examples.count,
            ClassifierReliability(answers, of: isCalibrated ? Self.testedCount(examples) : 0))
    }

    // MARK: Calibration

    /// Five parts for few items; for many, one part says enough and costs a fifth of the time.
    private static let parts = 5
    private static let fewItems = 5_000

    private static func tested(_ examples: [Example]) -> Range<Int> {
        examples.count <= fewItems ? 0..<parts : 0..<1
    }

    private static func testedCount(_ examples: [Example]) -> Int {
        let tested = tested(examples)
        return examples.indices.count { tested.contains(part(of: $0)) }
    }

    private static func part(of index: Int) -> Int {
        Int(truncatingIfNeeded: Lottery.splitMix(UInt64(index)) % UInt64(parts))
    }

    /// Scores, the place of the right section among them (-1 when it is not), and the best place.
    private typealias Answer = (scores: [Double], right: Int, best: Int)

    private static func heldOut(_ examples: [Example]) -> [Answer] {
        var answers: [Answer] = []
        for part in tested(examples) {
            var rest: [Example] = []
            var kept: [Example] = []
            for (index, example) in examples.enumerated() {
                if Self.part(of: index) == part {
                    kept.append(example)
                } else {
                    rest.append(example)
                }
            }
            guard let model = LinearModel(rest) else { continue }
            for example in kept {
                guard let scores = model.scores(of: example.keys) else { continue }
                let best = scores.indices.max { (scores[$0], $1) < (scores[$1], $0) } ?? 0
                answers.append(
                    (scores, model.sections.firstIndex(of: example.section) ?? -1, best))
            }
        }
        return answers
    }

    private static func temperature(for answers: [Answer]) -> Double {
        // From an eighth to eight, in steps of an eighth of each.
        let candidates = (0...35).map { (1...($0 + 1)).reduce(0.125) { sum, _ in sum * 1.125 } }
        func cost(_ temperature: Double) -> Double {
            answers.reduce(0) { sum, answer in
                let likelihoods = SoftMaximum.probabilities(
                    of: answer.scores.map { $0 / temperature })
                return sum
                    + likelihoods.indices.reduce(0) { sum, index in
                        let miss = likelihoods[index] - (index == answer.right ? 1 : 0)
                        return sum + miss * miss
                    }
            }
        }
        let costs = candidates.map(cost)
        let best = costs.indices.min { (costs[$0], $0) < (costs[$1], $1) } ?? 0
        return answers.isEmpty ? 1 : candidates[best]
    }
}
