import Participation
import Testing

@Suite("指標定義")
struct IndicatorDefinitionTests {
    private typealias Definition = Scenario<IndicatorDefinition>

    private static let first = IndicatorEvent.defined(
        IndicatorDefined(version: 1, indicator: .letters))
    private static let renamed = Indicator.letters.with { $0.name = "市民の声の受付件数" }
    private static let end = IndicatorWithdrawn(
        plan: "nemuro-basic", code: "letters-to-mayor", effectiveFrom: .named("R12"),
        author: "企画課", reason: "制度の廃止")

    @Test("最初の定義は第1版。変更者も理由もいらない")
    func first() {
        Definition.given().when(.define(DefineIndicator(.letters))).then(Self.first)
    }

    @Test("同じ定義をもう一度送っても何も起こらない。理由が添えられていても同じ")
    func sameAgain() {
        Definition.given(Self.first).when(.define(DefineIndicator(.letters))).thenNothing()
        Definition.given(Self.first).when(.define(.change(.letters))).thenNothing()
    }

    @Test("条件の順・値の順・目標の順だけが違う定義は同じ定義")
    func sameInOtherOrder() {
        func indicator(_ conditions: [Measure.Condition], _ targets: [Target]) -> Indicator {
            Indicator(
                plan: "p", code: "c", name: "指標", unit: "件",
                measure: Measure(
                    .counted(Measure.Countable(.count, of: .init(.items, where: conditions)))),
                targets: targets)
        }
        let one = indicator(
            [
                .init("scheme", in: ["opinion", "letter-to-mayor"]),
                .init("anonymous", in: ["false"]),
            ],
            [.in("R11", .increase), .in("R16", .maintain)])
        let other = indicator(
            [
                .init("anonymous", in: ["false"]),
                .init("scheme", in: ["letter-to-mayor", "opinion"]),
            ],
            [.in("R16", .maintain), .in("R11", .increase)])
        #expect(one == other)
    }

    @Test("変えた定義は次の版になり、変更者と理由を残す")
    func change() {
        Definition.given(Self.first).when(.define(.change(Self.renamed))).then(
            .defined(
                IndicatorDefined(
                    version: 2, indicator: Self.renamed, author: "企画課 根室", reason: "計画の改定")))
    }

    @Test("適用開始年度だけを変えても新しい版")
    func changeOfYear() throws {
        let later = Indicator.letters.with { $0.effectiveFrom = .named("R9") }
        let event = try Definition.given(Self.first).when(.define(.change(later))).event()
        guard case .defined(let version) = event else {
            Issue.record("not a definition")
            return
        }
        #expect(version.version == 2)
        #expect(version.indicator.effectiveFrom == .named("R9"))
    }

    @Test("変更には変更者と理由がいる", arguments: [nil, "", "　"])
    func changeNeedsReason(blank: String?) {
        let definition = Definition.given(Self.first)
        definition.when(.define(DefineIndicator(Self.renamed, author: blank, reason: "改定")))
            .thenRefused(.required(.author))
        definition.when(.define(DefineIndicator(Self.renamed, author: "企画課", reason: blank)))
            .thenRefused(.required(.reason))
    }

    @Test("別の指標の履歴には書けない")
    func otherStream() {
        let other = Indicator.letters.with { $0.code = "other" }
        Definition.given(Self.first).when(.define(.change(other))).thenRefused(.otherStream)
        var end = Self.end
        end.code = "other"
        Definition.given(Self.first).when(.withdraw(end)).thenRefused(.otherStream)
    }

    @Test("廃止には変更者と理由がいる。未定義の指標は廃止できない")
    func withdraw() {
        Definition.given(Self.first).when(.withdraw(Self.end)).then(.withdrawn(Self.end))
        Definition.given().when(.withdraw(Self.end)).thenRefused(.notDefined)
        var end = Self.end
        end.reason = " "
        Definition.given(Self.first).when(.withdraw(end)).thenRefused(.required(.reason))
    }

    @Test("同じ廃止をもう一度送っても何も起こらない。年度を変えると改めて記録する")
    func withdrawAgain() {
        let definition = Definition.given(Self.first, .withdrawn(Self.end))
        definition.when(.withdraw(Self.end)).thenNothing()
        var end = Self.end
        end.effectiveFrom = .named("R13")
        definition.when(.withdraw(end)).then(.withdrawn(end))
    }

    @Test("廃止した指標を定義し直すと、同じ内容でも次の版になる")
    func revive() {
        Definition.given(Self.first, .withdrawn(Self.end)).when(.define(.change(.letters))).then(
            .defined(
                IndicatorDefined(
                    version: 2, indicator: .letters, author: "企画課 根室", reason: "計画の改定")))
        Definition.given(Self.first, .withdrawn(Self.end))
            .when(.define(DefineIndicator(.letters))).thenRefused(.required(.author))
    }

    @Test("未定義のまま届いた廃止は状態を変えない")
    func strayEnd() {
        #expect(Definition.given(.withdrawn(Self.end)).state == .undefined)
    }
}

@Suite("計画の登録")
struct PlanDefinitionTests {
    private static let plan = PlanHeader(
        code: "nemuro-basic", name: "根室市 基本計画 第二章 行政運営", city: "根室市")

    @Test("登録する。同じ見出しは何も起こさず、変えた見出しは改めて記録する")
    func define() {
        Scenario<PlanDefinition>.given().when(.define(Self.plan)).then(.defined(Self.plan))
        Scenario<PlanDefinition>.given(.defined(Self.plan)).when(.define(Self.plan)).thenNothing()
        var changed = Self.plan
        changed.source = "根室市"
        Scenario<PlanDefinition>.given(.defined(Self.plan)).when(.define(changed))
            .then(.defined(changed))
    }

    @Test("コード・名称・市名がいる。別の計画の履歴には書けない")
    func refusals() {
        var plan = Self.plan
        plan.code = "根室"
        Scenario<PlanDefinition>.given().when(.define(plan)).thenRefused(.codeMalformed(.code))
        plan = PlanHeader(code: "", name: " ", city: "")
        #expect(plan.refusals == [.required(.code), .required(.name), .required(.city)])
        plan = Self.plan
        plan.code = "tomakomai-7"
        Scenario<PlanDefinition>.given(.defined(Self.plan)).when(.define(plan))
            .thenRefused(.otherStream)
    }
}
