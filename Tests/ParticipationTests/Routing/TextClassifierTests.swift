import Participation
import Testing

@Suite("振分け: 学習による提案")
struct TextClassifierTests {
    private static let letters: [(text: String, section: String)] =
        (0..<40).flatMap { index in
            [
                ("\(index)丁目の除雪が遅い。道路の雪を早く片付けてほしい", "道路課"),
                ("\(index)番地の水道管から水漏れしている。断水の知らせがほしい", "水道課"),
                ("\(index)年生の給食と学校の授業について", "学校教育課"),
            ]
        }

    private static func training() -> ClassifierTraining {
        letters.reduce(into: ClassifierTraining()) { $0.learn($1.text, belongsTo: $1.section) }
    }

    @Test("学んだ担当を確率と手掛かりの語とともに提案する")
    func proposes() throws {
        let classifier = try #require(Self.training().classifier(version: 120))
        #expect(classifier.sections == ["学校教育課", "水道課", "道路課"])
        #expect(classifier.version == 120 && classifier.items == 120)
        let text = "雪で道路が通れない。ジョセツ、除雪を"
        let guess = try #require(classifier.classify(text))
        #expect(guess.section == "道路課")
        #expect(guess.probability > Confidence(0.8))
        let ranking = classifier.ranking(of: text)
        #expect((995...1_005).contains(ranking.reduce(0) { $0 + $1.probability.permille }))
        let words = classifier.strongestWords(in: text, for: "道路課")
        #expect(Set(words.prefix(3)) == ["雪", "除雪", "道路"])
        #expect(classifier.classify("ЖЖ ЖЖ") == nil)
        #expect(classifier.classify("") == nil)
    }

    @Test("同じ順で学べば一語一句同じになり、書き出して読み戻せる")
    func isReproducible() throws {
        let one = try #require(Self.training().classifier(version: 1))
        let other = try #require(Self.training().classifier(version: 1))
        #expect(one == other)
        #expect(TextClassifier(bytes: one.bytes) == one)
        #expect(one.bytes.count < 100_000)
    }

    @Test("壊れた書出しは読まず、どこで切れても落ちない")
    func refusesDamage() throws {
        let bytes = try #require(Self.training().classifier(version: 1)).bytes
        #expect(TextClassifier(bytes: []) == nil)
        for length in stride(from: 0, to: bytes.count, by: 97) {
            #expect(TextClassifier(bytes: Array(bytes[..<length])) == nil)
        }
        for place in stride(from: 0, to: bytes.count, by: 61) {
            var damaged = bytes
            damaged[place] ^= 0xFF
            _ = TextClassifier(bytes: damaged)?.classify("除雪")
        }
    }

    @Test("4件にしかない語は残さない。学び直せば消えた案件の跡はない")
    func forgets() throws {
        var training = Self.training()
        for _ in 0..<4 { training.learn("根室太郎の除雪の件", belongsTo: "道路課") }
        let four = try #require(training.classifier(version: 1))
        // 「除雪の」 is in many letters; of the name there must be nothing to go by.
        #expect(four.classify("根室太郎") == nil)
        training.learn("根室太郎の除雪の件", belongsTo: "道路課")
        let five = try #require(training.classifier(version: 1))
        #expect(five.classify("根室太郎")?.section == "道路課")
        let again = try #require(Self.training().classifier(version: 1))
        #expect(again.classify("根室太郎") == nil)
    }

    @Test("一つの課しか知らないうちは何も提案しない")
    func needsTwoSections() {
        var training = ClassifierTraining()
        #expect(training.classifier(version: 0) == nil)
        for _ in 0..<10 { training.learn("除雪", belongsTo: "道路課") }
        #expect(training.classifier(version: 0) == nil)
    }

    @Test("確率は当たる割合に合っている")
    func isCalibrated() throws {
        var training = ClassifierTraining()
        for request in try RoutingFixture.requests() {
            training.learn("\(request.descriptor)\n\(request.place)", belongsTo: request.agency)
        }
        let classifier = try #require(training.classifier(version: 1))
        #expect(classifier.reliability.items == 897)
        for step in classifier.reliability.steps where step.routed > 0 {
            let share = Double(step.right) / Double(step.routed)
            #expect(share >= Double(step.threshold.permille) / 1_000)
        }
        let nine = try #require(
            classifier.reliability.steps.first { $0.threshold == Confidence(0.9) })
        #expect(nine.routed > 750 && nine.right > nine.routed * 97 / 100)
    }

    @Test("しきい値以上だけ振り分け、届かなければ提案に留める。閉じた課は提案もしない")
    func routesAboveTheThreshold() throws {
        let classifier = try #require(Self.training().classifier(version: 120))
        let day = LocalDate.on("2026-06-28")
        let subject = RoutingSubject(receivedOn: day, text: "道路の除雪を早く")
        let proposal = try #require(
            classifier.classify("道路の除雪を早く").map {
                RoutingProposal(
                    section: $0.section, probability: $0.probability, version: 120)
            })
        func decide(_ book: RoutingBook, _ organisation: OrganisationState = .initial)
            -> RoutingDecision
        {
            Router(book, organisation: organisation, classifier: classifier, on: day)
                .decide(subject)
        }
        let rules = try RoutingBook.of(.rule("R1", .init(categories: ["01"]), to: "市民課"))
        #expect(decide(rules) == .triage(.init(.noRule(version: 1), proposal: proposal)))
        let ready = try rules.after(.setThreshold(Confidence(0.8)))
        #expect(
            decide(ready).routing
                == ItemRouting(
                    lead: "道路課",
                    by: .classifier(version: 120, probability: proposal.probability)))
        let strict = try rules.after(.setThreshold(Confidence(1)))
        #expect(decide(strict).sections == nil)
        #expect(decide(ready, try .townHall()).cause == .noRule(version: 1))
        let exempt = RoutingSubject(receivedOn: day, text: "除雪", exemption: .restricted)
        let router = Router(ready, organisation: .initial, classifier: classifier, on: day)
        #expect(
            router.decide(exempt) == .triage(.init(.exempt(.restricted))))
    }
}
