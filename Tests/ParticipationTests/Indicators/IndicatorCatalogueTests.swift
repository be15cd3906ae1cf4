import Participation
import Testing

@Suite("指標一覧")
struct IndicatorCatalogueTests {
    private static let ratio = Indicator.letters.with {
        $0.code = "ordinary-balance-ratio"
        $0.name = "経常収支比率"
    }

    private static func version(_ number: Int, _ indicator: Indicator) -> IndicatorEvent {
        .defined(IndicatorDefined(version: number, indicator: indicator))
    }

    /// Version 1 at 10; version 2, from R9 on, at 20; version 3, from R7 on, at 30.
    private func revised() -> IndicatorCatalogue {
        var catalogue = IndicatorCatalogue()
        catalogue.record(Self.version(1, .letters), at: 10)
        catalogue.record(
            Self.version(2, .letters.with { $0.effectiveFrom = .named("R9") }), at: 20)
        catalogue.record(
            Self.version(3, .letters.with { $0.effectiveFrom = .named("R7") }), at: 30)
        return catalogue
    }

    @Test(
        "その時点までに記録され、その年度に適用される最新の版で数える",
        arguments: [
            (10, "R8", 1), (19, "R9", 1), (20, "R8", 1), (20, "R9", 2), (29, "R10", 2),
            (30, "R6", 1), (30, "R7", 3), (30, "R9", 3), (Int64.max, "R8", 3),
            // Nothing was known yet: the earliest.
            (9, "R9", 1), (0, "R6", 1),
        ])
    func asOf(position: Int64, year: String, version: Int) throws {
        let definition = try revised().definition(
            "letters-to-mayor", asOf: position, in: .named(year))
        #expect(definition.version == version)
        #expect(
            revised().definitions(asOf: position, in: .named(year)).map(\.version) == [version])
    }

    @Test("どの版も後の年度からなら、最初の版で数える")
    func onlyLater() throws {
        var catalogue = IndicatorCatalogue()
        for (number, year) in [(1, "R9"), (2, "R10")] {
            catalogue.record(
                Self.version(number, .letters.with { $0.effectiveFrom = .named(year) }),
                at: Int64(number))
        }
        #expect(try catalogue.definition("letters-to-mayor", in: .named("R8")).version == 1)
    }

    @Test("廃止は、その時点・その年度から効く")
    func withdrawn() throws {
        var catalogue = revised()
        let end = IndicatorWithdrawn(
            plan: "nemuro-basic", code: "letters-to-mayor", effectiveFrom: .named("R12"),
            author: "企画課", reason: "制度の廃止")
        catalogue.record(.withdrawn(end), at: 40)
        #expect(catalogue.definitions(asOf: 39, in: .named("R12")).count == 1)
        #expect(catalogue.definitions(asOf: 40, in: .named("R11")).count == 1)
        #expect(catalogue.definitions(asOf: 40, in: .named("R12")).isEmpty)
        #expect(
            throws: IndicatorLookupError.withdrawn(
                "nemuro-basic/letters-to-mayor", in: .named("R12"))
        ) {
            try catalogue.definition("letters-to-mayor", in: .named("R12"))
        }
        catalogue.record(Self.version(4, .letters), at: 50)
        #expect(try catalogue.definition("letters-to-mayor", in: .named("R12")).version == 4)
        #expect(catalogue.definitions(asOf: 45, in: .named("R12")).isEmpty)
    }

    private func twoPlans() -> IndicatorCatalogue {
        var catalogue = IndicatorCatalogue()
        catalogue.record(
            PlanEvent.defined(PlanHeader(code: "nemuro-basic", name: "基本計画", city: "根室市")), at: 1)
        catalogue.record(Self.version(1, .letters), at: 2)
        catalogue.record(Self.version(1, Self.ratio), at: 3)
        catalogue.record(
            PlanEvent.defined(PlanHeader(code: "tomakomai-7", name: "第7次", city: "苫小牧市")), at: 4)
        catalogue.record(
            Self.version(1, Self.ratio.with { $0.plan = "tomakomai-7" }), at: 5)
        return catalogue
    }

    @Test("計画名/コードか、一つの計画にしかないコードで引く")
    func lookup() throws {
        let catalogue = twoPlans()
        let year = FiscalYear.named("R8")
        #expect(
            try catalogue.definition("letters-to-mayor", in: year).indicator.plan == "nemuro-basic")
        #expect(
            try catalogue.definition("tomakomai-7/ordinary-balance-ratio", in: year).indicator.plan
                == "tomakomai-7")
        #expect(
            throws: IndicatorLookupError.ambiguous(
                "ordinary-balance-ratio",
                candidates: [
                    "nemuro-basic/ordinary-balance-ratio", "tomakomai-7/ordinary-balance-ratio",
                ])
        ) {
            try catalogue.definition("ordinary-balance-ratio", in: year)
        }
    }

    @Test("見つからないときは似た名前を挙げる")
    func unknown() {
        let catalogue = twoPlans()
        let year = FiscalYear.named("R8")
        #expect(
            throws: IndicatorLookupError.unknown(
                "letters", candidates: ["nemuro-basic/letters-to-mayor"])
        ) {
            try catalogue.definition("letters", in: year)
        }
        #expect(
            throws: IndicatorLookupError.unknown(
                "nemuro-basic/ratio", candidates: ["nemuro-basic/ordinary-balance-ratio"])
        ) {
            try catalogue.definition("nemuro-basic/ratio", in: year)
        }
        #expect(throws: IndicatorLookupError.unknown("x", candidates: [])) {
            try IndicatorCatalogue().definition("x", in: year)
        }
        #expect(throws: IndicatorLookupError.self) {
            try catalogue.definition("basic/letters-to-mayor", in: year)
        }
        #expect(throws: IndicatorLookupError.self) { try catalogue.definition("", in: year) }
    }

    @Test("計画の見出しもその時点のもの。並びは登録の順")
    func plans() {
        var catalogue = twoPlans()
        catalogue.record(
            PlanEvent.defined(PlanHeader(code: "nemuro-basic", name: "改訂版", city: "根室市")), at: 9)
        #expect(catalogue.plans().map(\.name) == ["改訂版", "第7次"])
        #expect(catalogue.plans(asOf: 8).map(\.name) == ["基本計画", "第7次"])
        #expect(catalogue.plans(asOf: 3).map(\.name) == ["基本計画"])
        #expect(
            catalogue.definitions(in: .named("R8")).map(\.indicator.fullCode) == [
                "nemuro-basic/letters-to-mayor", "nemuro-basic/ordinary-balance-ratio",
                "tomakomai-7/ordinary-balance-ratio",
            ])
    }

    @Test("版の経過を、記録した位置とともに挙げる")
    func versions() throws {
        let versions = try revised().versions(of: "letters-to-mayor")
        #expect(versions.map(\.position) == [10, 20, 30])
        #expect(versions.map(\.content.version) == [1, 2, 3])
    }
}
