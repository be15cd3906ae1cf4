import Participation
import Testing

@Suite("目標の表示")
struct TargetTests {
    @Test(
        "印字のとおりに示す",
        arguments: [
            (Target.Kind.value(.of("130")), "件", 0, "130件"),
            (.value(.of("1005533")), "㎡", 0, "1,005,533㎡"), (.value(.of("30")), "%", 1, "30.0%"),
            (.below(.of("90")), "%", 0, "90%未満"), (.atMost(.of("90")), "", 1, "90.0以下"),
            (.atLeast(.of("5")), "回", 0, "5回以上"), (.increase, "人", 0, "増加"),
            (.maintain, "人", 1, "維持"), (.benchmark("全道平均"), "%", 1, "全道平均"),
            (.text("簡素で効率的な組織に見合った職員数"), "人", 0, "簡素で効率的な組織に見合った職員数"),
        ])
    func prints(kind: Target.Kind, unit: String, decimals: Int, text: String) {
        #expect(Target.in("R11", kind).japanese(unit: unit, decimals: decimals) == text)
    }

    @Test("表記が書かれていれば、それを示す")
    func label() {
        let target = Target(year: .named("R11"), .below(.of("90")), label: "90%未満")
        #expect(target.japanese(unit: "%", decimals: 1) == "90%未満")
    }
}

@Suite("対象期間")
struct FigurePeriodTests {
    @Test(
        "年度と四半期を読む",
        arguments: [
            ("R8", "R8", "令和8年度"), ("R8-Q1", "R8-Q1", "令和8年度第1四半期"),
            ("r8q4", "R8-Q4", "令和8年度第4四半期"),
            ("Ｒ８－Ｑ２", "R8-Q2", "令和8年度第2四半期"), ("令和8年度第3四半期", "R8-Q3", "令和8年度第3四半期"),
            ("2026-Q1", "R8-Q1", "令和8年度第1四半期"), ("H38-Q1", "R8-Q1", "令和8年度第1四半期"),
        ])
    func reads(text: String, short: String, japanese: String) throws {
        let period = try #require(FigurePeriod(parsing: text))
        #expect(period.description == short)
        #expect(period.japanese == japanese)
        #expect(FigurePeriod(parsing: period.description) == period)
    }

    @Test("期間でないものは読まない", arguments: ["", "Q1", "R8-Q5", "R8-Q0", "R8-1", "令和8年第1四半期"])
    func refuses(text: String) {
        #expect(FigurePeriod(parsing: text) == nil)
    }
}
