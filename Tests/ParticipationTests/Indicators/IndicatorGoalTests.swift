import Participation
import TestSupport
import Testing

@Suite("目標と参考値(按分)")
struct IndicatorGoalTests {
    /// Straight-line guide values of PRODUCT §1.2, R7 to R16; the last of each five is the target.
    static let series: [(baseline: String, first: String, second: String, years: [String])] = [
        (
            "120", "130", "150",
            ["122", "124", "126", "128", "130", "134", "138", "142", "146", "150"]
        ),
        (
            "73", "75", "80",
            ["73.4", "73.8", "74.2", "74.6", "75", "76", "77", "78", "79", "80"]
        ),
        (
            "33", "35", "40",
            ["33.4", "33.8", "34.2", "34.6", "35", "36", "37", "38", "39", "40"]
        ),
    ]

    @Test("根室の計画の参考値は一つ残らず合う", arguments: series.indices)
    func exactSeries(index: Int) throws {
        let (baseline, first, second, years) = Self.series[index]
        let indicator = Indicator.letters.with {
            $0.baseline?.value = .of(baseline)
            $0.targets = [.in("R11", .value(.of(first))), .in("R16", .value(.of(second)))]
        }
        for (offset, expected) in years.enumerated() {
            let year = try #require(FiscalYear(2025 + offset))
            switch try #require(indicator.goal(for: year)) {
            case .target(let target):
                #expect([4, 9].contains(offset))
                #expect(target.value == .of(expected))
            case .guide(let value, let target):
                #expect(![4, 9].contains(offset))
                #expect(value == .of(expected))
                #expect(indicator.guideText(value) == expected)
                #expect(target.year == (offset < 5 ? .named("R11") : .named("R16")))
            case .standing: Issue.record("a number was not apportioned")
            }
        }
    }

    @Test("現状値の年度までと最後の目標年度の後には目標がない", arguments: ["R5", "R6", "R17", "2040"])
    func outsideThePlan(year: String) {
        #expect(Indicator.letters.goal(for: .named(year)) == nil)
    }

    @Test(
        "適用される目標は、まだ過ぎていない次の目標年度のもの",
        arguments: [
            ("R5", "R11"), ("R7", "R11"), ("R11", "R11"), ("R12", "R16"), ("R16", "R16"),
        ])
    func targetInForce(year: String, target: String) {
        #expect(Indicator.letters.target(inForceIn: .named(year))?.year == .named(target))
        #expect(Indicator.letters.target(inForceIn: .named("R17")) == nil)
    }

    @Test(
        "未満・以下・以上・増加・維持・外部の水準・文章は按分しない",
        arguments: [
            Target.Kind.below(.of("90")), .atMost(.of("90.0")), .atLeast(.of("90")), .increase,
            .maintain, .benchmark("全道平均"), .text("簡素で効率的な組織に見合った職員数"),
        ])
    func notApportioned(kind: Target.Kind) {
        let indicator = Indicator.observed("20", kind, kind)
        #expect(indicator.goal(for: .named("R8")) == .standing(.in("R11", kind)))
        #expect(indicator.goal(for: .named("R11")) == .target(.in("R11", kind)))
        #expect(indicator.goal(for: .named("R12")) == .standing(.in("R16", kind)))
    }

    @Test("現状値の値や年度がないと按分しない。前の目標からは按分する")
    func withoutBaseline() {
        let indicator = Indicator.observed(nil, .value(.of("30")), .value(.of("40")))
        #expect(
            indicator.goal(for: .named("R8")) == .standing(.in("R11", .value(.of("30")))))
        #expect(
            indicator.goal(for: .named("R13"))
                == .guide(.of("34"), towards: .in("R16", .value(.of("40")))))
        let undated = indicator.with { $0.baseline = Baseline(value: .of("24.0"), label: "基準年度") }
        #expect(undated.goal(for: .named("R8")) == .standing(.in("R11", .value(.of("30")))))
        #expect(undated.goal(for: .named("R3")) != nil)
    }

    @Test("割り切れない参考値は、指標より一桁だけ多く示す")
    func guideText() {
        let indicator = Indicator.letters
        #expect(indicator.guideText(.of("122")) == "122")
        #expect(indicator.guideText(.of("73.4")) == "73.4")
        #expect(indicator.guideText(.of("7/3")) == "2.3")
        #expect(indicator.guideText(.of("1234.56")) == "1,234.6")
        #expect(indicator.with { $0.decimals = 1 }.guideText(.of("18.08")) == "18.08")
    }

    @Test("参考値は現状値から目標値まで単調で、その間にある")
    func monotone() throws {
        var numbers = SeededNumbers(seed: 42)
        for _ in 0..<500 {
            let start = Int.random(in: -10_000...10_000, using: &numbers)
            let end = Int.random(in: -10_000...10_000, using: &numbers)
            let length = Int.random(in: 1...30, using: &numbers)
            let indicator = Indicator.letters.with {
                $0.baseline = Baseline(
                    year: FiscalYear(2024), value: FigureValue(start, over: 10))
                $0.targets = [
                    Target(
                        year: FiscalYear(2024 + length) ?? .named("R11"),
                        .value(FigureValue(end, over: 10) ?? .zero))
                ]
            }
            var values = [try #require(FigureValue(start, over: 10))]
            for year in 2025..<(2024 + length) {
                guard
                    case .guide(let value, _)? = indicator.goal(
                        for: FiscalYear(year) ?? .named("R7"))
                else {
                    Issue.record("no guide for \(year)")
                    return
                }
                values.append(value)
            }
            values.append(try #require(FigureValue(end, over: 10)))
            for (value, next) in zip(values, values.dropFirst()) {
                #expect(start <= end ? value <= next : value >= next)
            }
        }
    }
}
