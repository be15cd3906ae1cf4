/// Multinomial logistic regression while it is learned (学習中の重み).
///
/// Stochastic gradient descent with a step of its own for each weight (AdaGrad: Duchi, Hazan, Singer,
/// 2011). Each text counts the same, however long: its groups are scaled to length one.
struct LinearModel {
    /// The sections, in the order of their codes.
    let sections: [String]
    /// The groups it knows, ascending.
    let keys: [NGrams.Key]
    /// For each group one weight for each section.
    private(set) var weights: [Float]
    private(set) var biases: [Float]

    private struct Features {
        let rows: [Int32]
        let scale: Float
        let section: Int
    }

    /// Nil when there are not two sections, or no group was seen often enough.
    init?(_ examples: [ClassifierTraining.Example]) {
        let counts = Dictionary(examples.map { ($0.section, 1) }, uniquingKeysWith: +)
        let chosen = counts.filter { $0.value >= ClassifierLimits.leastOfSection }
            .sorted { ($1.value, $0.key) < ($0.value, $1.key) }
            .prefix(ClassifierLimits.sections).map(\.key)
        guard chosen.count > 1 else { return nil }
        let sections = chosen.sorted()
        let most = min(ClassifierLimits.vocabulary, ClassifierLimits.weights / sections.count)
        let keys = Self.vocabulary(examples, most: most)
        guard !keys.isEmpty else { return nil }
        self.sections = sections
        self.keys = keys
        weights = [Float](repeating: 0, count: keys.count * sections.count)
        biases = [Float](repeating: 0, count: sections.count)
        let rows = Dictionary(uniqueKeysWithValues: keys.enumerated().map { ($1, Int32($0)) })
        let places = Dictionary(uniqueKeysWithValues: sections.enumerated().map { ($1, $0) })
        learn(
            examples.compactMap { example in
                guard let place = places[example.section] else { return nil }
                return Features(
                    rows: example.keys.compactMap { rows[$0] },
                    scale: Self.scale(example.keys.count), section: place)
            })
    }

    /// Nil when no group is known.
    func scores(of keys: [NGrams.Key]) -> [Double]? {
        var sums = biases
        var isKnown = false
        let scale = Self.scale(keys.count)
        for key in keys {
            guard let row = row(of: key) else { continue }
            isKnown = true
            for section in sums.indices {
                sums[section] += scale * weights[row * sums.count + section]
            }
        }
        return isKnown ? sums.map(Double.init) : nil
    }

    private func row(of key: NGrams.Key) -> Int? {
        var low = 0
        var high = keys.count
        while low < high {
            let middle = (low + high) / 2
            if keys[middle] < key { low = middle + 1 } else { high = middle }
        }
        return low < keys.count && keys[low] == key ? low : nil
    }

    private static func scale(_ count: Int) -> Float { 1 / Float(max(count, 1)).squareRoot() }

    /// The groups seen in enough items; where they are too many, those seen in the most.
    private static func vocabulary(
        _ examples: [ClassifierTraining.Example], most: Int
    ) -> [NGrams.Key] {
        var counts: [NGrams.Key: Int32] = [:]
        for example in examples {
            for key in example.keys { counts[key, default: 0] += 1 }
        }
        let known = counts.filter { $0.value >= ClassifierLimits.leastItems }
        guard known.count > most else { return known.keys.sorted() }
        return known.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(most)
            .map(\.key).sorted()
    }

    // MARK: Learning

    private static let step: Float = 0.5
    /// A change smaller than this is not worth the time it takes.
    private static let least: Float = 0.000_5

    private mutating func learn(_ examples: [Features]) {
        var slopes = Slopes(weights: weights.count, sections: biases.count)
        let rounds = min(max(60_000 / max(examples.count, 1), 5), 30)
        for round in 0..<rounds {
            for index in Self.order(of: examples.count, round: round) {
                learn(examples[index], &slopes)
            }
        }
    }

    /// The sums of the squares of all slopes so far, which make the steps smaller and smaller.
    private struct Slopes {
        var weights: [Float]
        var biases: [Float]

        init(weights: Int, sections: Int) {
            self.weights = [Float](repeating: 1e-4, count: weights)
            biases = [Float](repeating: 1e-4, count: sections)
        }
    }

    /// One step. Over buffers: this is where learning spends its time, and arrays would check every
    /// index again.
    private mutating func learn(_ example: Features, _ slopes: inout Slopes) {
        let count = biases.count
        let misses = misses(of: example)
        for (section, miss) in misses {
            slopes.biases[section] += miss * miss
            biases[section] -= Self.step * miss / slopes.biases[section].squareRoot()
        }
        weights.withUnsafeMutableBufferPointer { weights in
            slopes.weights.withUnsafeMutableBufferPointer { squares in
                for row in example.rows {
                    let start = Int(row) * count
                    for (section, miss) in misses {
                        let slope = miss * example.scale
                        let square = squares[start + section] + slope * slope
                        squares[start + section] = square
                        weights[start + section] -= Self.step * slope / square.squareRoot()
                    }
                }
            }
        }
    }

    /// By how much each section is thought too likely, or the right one not likely enough.
    private func misses(of example: Features) -> [(section: Int, miss: Float)] {
        let count = biases.count
        var sums = [Float](repeating: 0, count: count)
        weights.withUnsafeBufferPointer { weights in
            sums.withUnsafeMutableBufferPointer { sums in
                for row in example.rows {
                    let start = Int(row) * count
                    for section in 0..<count { sums[section] += weights[start + section] }
                }
            }
        }
        let scores = sums.indices.map { Double(example.scale * sums[$0] + biases[$0]) }
        let likelihoods = SoftMaximum.probabilities(of: scores)
        return likelihoods.indices.compactMap { section in
            let miss = Float(likelihoods[section]) - (section == example.section ? 1 : 0)
            return abs(miss) < Self.least ? nil : (section, miss)
        }
    }

    /// Another order each round, always the same.
    private static func order(of count: Int, round: Int) -> [Int] {
        let seed = Lottery.splitMix(UInt64(round))
        return (0..<count).map { (Lottery.splitMix(seed ^ UInt64($0)), $0) }
            .sorted { $0 < $1 }.map(\.1)
    }
}

extension TextClassifier {
    /// The model in whole numbers, its temperature already in the weights.
    init(
        _ model: LinearModel, temperature: Double, version: Int, items: Int,
        _ reliability: ClassifierReliability
    ) {
        let factor = Self.unit / temperature
        func whole(_ weight: Float) -> Int16 {
            Int16((Double(weight) * factor).rounded().clamped(to: -32_767...32_767))
        }
        let count = model.sections.count
        let all = model.weights.map(whole)
        let least = Self.least(of: all)
        var keys: [NGrams.Key] = []
        var starts: [Int32] = [0]
        var weights: [Weight] = []
        for (row, key) in model.keys.enumerated() {
            let before = weights.count
            for section in 0..<count where abs(all[row * count + section]) >= least {
                weights.append(
                    Weight(section: UInt16(section), value: all[row * count + section]))
            }
            guard weights.count > before else { continue }
            keys.append(key)
            starts.append(Int32(weights.count))
        }
        self.init(
            version: version, sections: model.sections, items: items, reliability: reliability,
            keys: keys, starts: starts, weights: weights, biases: model.biases.map(whole))
    }

    /// The least weight that is kept so that no more are than may be.
    private static func least(of weights: [Int16]) -> Int16 {
        var counts = [Int](repeating: 0, count: Int(Int16.max) + 1)
        for weight in weights { counts[Int(abs(weight))] += 1 }
        var kept = 0
        for value in stride(from: counts.count - 1, to: 0, by: -1) {
            kept += counts[value]
            if kept > ClassifierLimits.kept { return Int16(min(value + 1, counts.count - 1)) }
        }
        return 1
    }
}

extension Double {
    fileprivate func clamped(to range: ClosedRange<Double>) -> Double {
        min(max(self, range.lowerBound), range.upperBound)
    }
}
