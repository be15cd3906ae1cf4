import Participation
import Testing

@Suite("達成率と進捗率")
struct IndicatorRateTests {
    @Test(
        "達成率は実績÷目標、進捗率は(実績−現状)÷(目標−現状)",
        arguments: [
            ("120", "126", "130", "96.9%", "60.0%"), ("120", "130", "130", "100.0%", "100.0%"),
            ("120", "115", "130", "88.5%", "-50.0%"), ("24.9", "27.5", "30.0", "91.7%", "51.0%"),
            ("13", "4", "0", "―", "69.2%"), ("13", "10", "4", "250.0%", "33.3%"),
            ("10", "10", "10", "100.0%", "―"), ("120", "132", "120", "110.0%", "―"),
            ("0.0", "5.0", "25.0", "20.0%", "20.0%"), ("0", "0", "0", "―", "―"),
            ("2", "250", "10", "2,500.0%", "3,100.0%"),
        ])
    func rates(
        baseline: String, figure: String, target: String, achieved: String, progressed: String
    ) {
        let indicator = Indicator.observed(
            baseline, .value(.of(target)), .value(.of(target)))
        let first = indicator.targets[0]
        #expect(indicator.achievementRate(of: .of(figure), towards: first).text == achieved)
        #expect(indicator.progressRate(of: .of(figure), towards: first).text == progressed)
    }

    @Test("現状値が「—」なら進捗率は―、達成率はある")
    func withoutBaseline() {
        let indicator = Indicator.observed(nil, .value(.of("30")), .value(.of("40")))
        #expect(
            indicator.achievementRate(of: .of("24"), towards: indicator.targets[0]).text == "80.0%")
        #expect(indicator.progressRate(of: .of("24"), towards: indicator.targets[0]).value == nil)
    }

    @Test(
        "数値でない目標の率",
        arguments: [
            (Target.Kind.below(.of("90")), "―"), (.atMost(.of("90.0")), "―"),
            (.atLeast(.of("40")), "50.0%"), (.increase, "―"), (.maintain, "80.0%"),
            (.benchmark("全道平均"), "―"), (.text("職員数"), "―"),
        ])
    func otherKinds(kind: Target.Kind, achieved: String) {
        let indicator = Indicator.observed("25", kind, kind)
        #expect(
            indicator.achievementRate(of: .of("20"), towards: indicator.targets[0]).text
                == achieved)
        #expect(indicator.progressRate(of: .of("20"), towards: indicator.targets[0]).text == "―")
    }
}
