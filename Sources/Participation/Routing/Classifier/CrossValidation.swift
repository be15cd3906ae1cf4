extension TextClassifier {
    /// How often a classifier would be right on items it has not seen (交差検証).
    ///
    /// The items are dealt into as many parts as asked for; each part is answered by a classifier
    /// that was trained on all others.
    /// - Parameters:
    ///   - examples: texts with the sections that are known to be right.
    ///   - seed: another one deals the items in another way; the same one always in the same.
    ///   - threshold: answers less sure than this are left to people.
    public static func crossValidate(
        _ examples: [(text: String, section: String)], parts: Int = 5, seed: UInt64 = 1,
        threshold: Confidence? = nil
    ) -> RoutingEvaluation {
        let order = examples.indices.map { (Lottery.splitMix(seed ^ UInt64($0)), $0) }
            .sorted { $0 < $1 }.map(\.1)
        var evaluation = RoutingEvaluation()
        let parts = max(2, min(parts, examples.count))
        for part in 0..<parts {
            var training = ClassifierTraining()
            // In the order they were given: the newest come last.
            let tested = Set(order.enumerated().filter { $0.offset % parts == part }.map(\.element))
            for (index, example) in examples.enumerated() where !tested.contains(index) {
                training.learn(example.text, belongsTo: example.section)
            }
            let classifier = training.classifier(version: 0, isCalibrated: threshold != nil)
            for index in tested.sorted() {
                let guess = classifier?.classify(examples[index].text)
                let isSure = threshold.map { (guess?.probability ?? Confidence(0)) >= $0 } ?? true
                evaluation.count(
                    isSure ? guess?.section : nil, expected: examples[index].section)
            }
        }
        return evaluation
    }
}
