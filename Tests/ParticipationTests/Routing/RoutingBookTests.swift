import Participation
import Testing

@Suite("振分け規則簿")
struct RoutingBookTests {
    private static let april = LocalDate.on("2026-04-01")
    private static let rules = RoutingRules(
        effectiveOn: april, rules: [.rule("R1", .init(categories: ["07"]), to: "道路課")])

    @Test("規則を採用する。同じものをもう一度採用しても何も起きない")
    func adopts() {
        Scenario<RoutingBook>.given().when(.adopt(Self.rules)).then(.adopted(Self.rules))
        Scenario<RoutingBook>.given(.adopted(Self.rules)).when(.adopt(Self.rules)).thenNothing()
    }

    @Test("字形だけ違う規則は別の規則である")
    func tellsShapes() {
        var other = Self.rules
        other.rules = [.rule("R1", .init(keywords: ["神\u{FE00}"]), to: "道路課")]
        Scenario<RoutingBook>.given(.adopted(Self.rules)).when(.adopt(other))
            .then(.adopted(other))
    }

    @Test("版は採用の順、効くのは受付日に施行済みの最も新しい施行日の版")
    func versions() throws {
        var october = Self.rules
        october.effectiveOn = .on("2026-10-01")
        var corrected = Self.rules
        corrected.rules = []
        let book = try RoutingBook.initial.after(
            .adopt(Self.rules), .adopt(october), .adopt(corrected))
        #expect(book.edition(on: .on("2026-03-31")) == nil)
        #expect(book.edition(on: Self.april)?.version == 3)
        #expect(book.edition(on: .on("2026-09-30"))?.version == 3)
        #expect(book.edition(on: .on("2026-10-01"))?.version == 2)
    }

    @Test("以前の版に戻すのも採用であり、番号は進む")
    func adoptsAnEarlierOneAgain() throws {
        var other = Self.rules
        other.rules = []
        let book = try RoutingBook.initial.after(
            .adopt(Self.rules), .adopt(other), .adopt(Self.rules))
        #expect(book.edition(on: Self.april)?.version == 3)
    }

    @Test("しきい値は半々より上だけ。取り消すと自動では振り分けない")
    func threshold() throws {
        let ninety = Confidence(0.9)
        Scenario<RoutingBook>.given().when(.setThreshold(nil)).thenNothing()
        Scenario<RoutingBook>.given().when(.setThreshold(ninety)).then(.thresholdSet(ninety))
        Scenario<RoutingBook>.given(.thresholdSet(ninety)).when(.setThreshold(nil))
            .then(.thresholdSet(nil))
        Scenario<RoutingBook>.given().when(.setThreshold(Confidence(0.499)))
            .thenRefused(.thresholdTooLow(limit: Confidence(0.5)))
    }

    @Test("おかしな規則は、何番目かを言って断る")
    func refuses() {
        func refused(
            _ refusal: RoutingRefusal, at location: SourceLocation = #_sourceLocation,
            _ rules: RoutingRule...
        ) {
            Scenario<RoutingBook>.given()
                .when(.adopt(RoutingRules(effectiveOn: Self.april, rules: rules)))
                .thenRefused(refusal, at: location)
        }
        refused(.text(.id, rule: 1, .missing), .rule(" ", to: "道路課"))
        refused(.idTwice(rule: 2), .rule("R1", to: "道路課"), .rule("R1", to: "水道課"))
        refused(.text(.to, rule: 1, .missing), .rule("R1", to: ""))
        refused(
            .text(.keywords, rule: 1, .missing), .rule("R1", .init(keywords: ["　"]), to: "道路課"))
        refused(
            .daysReversed(rule: 1), .rule("R1", to: "道路課", through: .on("2026-03-31")))
        refused(
            .tooManyValues(.category, rule: 1, limit: 200),
            .rule("R1", .init(categories: (0...200).map { Wording("\($0)") }), to: "道路課"))
        let many = (0...2_000).map { RoutingRule.rule(Wording("\($0)"), to: "道路課") }
        Scenario<RoutingBook>.given()
            .when(.adopt(RoutingRules(effectiveOn: Self.april, rules: many)))
            .thenRefused(.tooManyRules(limit: 2_000))
        let long = (0..<20).map { rule in
            RoutingRule.rule(
                Wording("\(rule)"),
                .init(
                    keywords: (0..<200).map { number in
                        Wording(String(repeating: "雪", count: 95) + "\(number)")
                    }), to: "道路課")
        }
        Scenario<RoutingBook>.given()
            .when(.adopt(RoutingRules(effectiveOn: Self.april, rules: long)))
            .thenRefused(.tooLarge(limit: 393_216))
    }
}
