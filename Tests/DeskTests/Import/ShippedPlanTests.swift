import Desk
import Foundation
import Participation
import Testing

@Suite("出荷する計画ファイル")
struct ShippedPlanTests {
    private static let folder = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "db/plans")

    private func plan(
        _ name: String
    ) throws -> (plan: PlanHeader, list: [Indicator], indicators: [String: Indicator]) {
        let text = try String(
            contentsOf: Self.folder.appending(path: "\(name).yaml"), encoding: .utf8)
        let (plan, list) = try PlanFile.parse(text)
        #expect(plan.code == name)
        return (plan, list, Dictionary(list.map { ($0.code, $0) }) { first, _ in first })
    }

    private func year(_ text: String) throws -> FiscalYear {
        try #require(FiscalYear(parsing: text))
    }

    /// Baseline and targets of an indicator as pages show them.
    private func printed(_ indicator: Indicator) -> [String] {
        let value = indicator.baseline?.value.map {
            $0.grouped(decimals: indicator.decimals) + indicator.unit
        }
        return [value ?? "—"]
            + indicator.targets.map {
                $0.japanese(unit: indicator.unit, decimals: indicator.decimals)
            }
    }

    /// Every row of the tables of 基本計画 第二章, in its order.
    private static let nemuro: [(code: String, name: String, printed: [String])] = [
        ("neighbourhood-association-membership", "町会加入率の向上", ["54.0%", "全道平均", "全道平均"]),
        (
            "workshop-participants-per-session", "〔(仮称)多世代交流ワークショップ〕開催参加者数(1回当たり)",
            ["20.0人", "維持", "維持"]
        ),
        (
            "citizens-feeling-human-rights-respected", "人権を尊重し合うまちと感じる市民の割合",
            ["—", "30.0%", "40.0%"]
        ),
        ("schools-with-human-rights-education", "人権教育を実施した学校数", ["10校", "10校", "10校"]),
        ("women-in-community-and-councils", "地域や審議会等への女性の参加率", ["24.9%", "30.0%", "40.0%"]),
        ("gender-equality-at-home", "家庭において男女が平等であると思う人の割合", ["15.1%", "30.0%", "50.0%"]),
        ("gender-equality-at-work", "職場において男女が平等であると思う人の割合", ["15.1%", "30.0%", "50.0%"]),
        ("foreign-residents", "外国人登録者数", ["720人", "増加", "増加"]),
        ("sister-city-exchange-participants", "姉妹都市交流の参加人数", ["120人", "120人", "120人"]),
        ("outreach-lectures-held", "まちづくり出前講座を実施した回数", ["73回", "75回", "80回"]),
        ("city-watching-participants", "市政ウォッチングに参加した人数", ["33人", "35人", "40人"]),
        ("letters-to-mayor", "市長への手紙の受付件数", ["120件", "130件", "150件"]),
        (
            "furusato-portal-local-products", "ふるさと納税ポータルサイト等において掲載した地場産品数(単年ごとに集計)",
            ["4,000品", "5,000品", "5,000品"]
        ),
        (
            "crowdfunding-donations", "クラウドファンディング型ふるさと納税を活用したプロジェクトの寄附件数(累計)",
            ["2件", "10件", "20件"]
        ),
        (
            "event-related-population", "イベント等により直接的な交流を図った関係人口の人数(単年ごとに集計)",
            ["9,000人", "10,000人", "10,000人"]
        ),
        ("ordinary-balance-ratio", "経常収支比率", ["88.0%", "90%未満", "90%未満"]),
        ("open-data-sets", "オープンデータのデータセット件数", ["3件", "40件", "80件"]),
        ("online-applicable-procedures", "マイナポータルからのオンライン申請可能な手続数", ["47件", "70件", "100件"]),
        ("facility-booking-online-share", "施設予約のオンライン利用割合", ["0.0%", "25.0%", "50.0%"]),
        ("staff-survey-result", "職員アンケートの結果", ["0.0%", "30.0%", "60.0%"]),
        ("systems-not-in-cloud", "クラウド未移行システムの数", ["13件", "4件", "0件"]),
        (
            "staff-sharing-city-policy", "市の方針やトップの考え方が職場で共有されていると思う職員の割合",
            ["64.3%", "75.0%", "80.0%"]
        ),
        ("training-participants", "研修に参加した人数", ["207人", "250人", "300人"]),
        ("recruitment-exam-applicants", "職員採用試験受験者数", ["54人", "80人", "100人"]),
    ]

    @Test("根室の24指標は、計画の表と一字一句同じ")
    func nemuroAsPrinted() throws {
        let (plan, list, _) = try plan("nemuro-basic")
        #expect(plan.name == "根室市 基本計画 第二章 行政運営")
        #expect(plan.city == "根室市")
        #expect(list.count == 24)
        #expect(Set(list.map(\.code)).count == 24)
        #expect(list.map(\.code) == Self.nemuro.map(\.code))
        let years = [try year("R11"), try year("R16")]
        for (indicator, row) in zip(list, Self.nemuro) {
            #expect(indicator.name == row.name)
            #expect(printed(indicator) == row.printed, "\(row.code)")
            #expect(indicator.targets.map(\.year) == years)
        }
    }

    /// Every row of the tables of 運営方針05 to 08, in its order.
    private static let tomakomai: [(code: String, name: String, printed: [String])] = [
        ("employees", "職員数", ["1,803人", "簡素で効率的な組織に見合った職員数"]),
        ("women-managers-share", "女性管理職の割合", ["24.0％", "30.0％"]),
        ("health-check-findings-rate", "健康診断における有所見者率", ["34.1％", "30.0％"]),
        ("staff-smoking-rate", "職員の喫煙率", ["22.7％", "18.0％"]),
        ("reform-plan-achievement", "行政創革プランの達成状況", ["11.4％", "100"]),
        ("ict-plan-achievement", "ICT推進プラン（R2～R6）の達成状況", ["70.0％", "100"]),
        ("my-number-card-issuance", "マイナンバーカード交付率", ["28.9％", "100"]),
        ("system-standardisation", "システム標準化及びガバメントクラウドへの移行", ["7.5％", "100"]),
        (
            "pittari-service-online-procedures", "マイナポータルぴったりサービス掲載手続のうち電子申請できる手続数",
            ["10手続", "29手続"]
        ),
        ("ordinary-balance-ratio", "経常収支比率", ["87.8％", "90.0以下"]),
        ("real-debt-service-ratio", "実質公債費比率", ["6.6％", "10.0以下"]),
        ("future-burden-ratio", "将来負担比率", ["58.6％", "80.0以下"]),
        (
            "public-building-floor-area", "公共施設（建築系施設）延床面積",
            ["1,035,635㎡", "1,005,533㎡"]
        ),
        (
            "neighbouring-cooperation-satisfaction", "「近隣市町村との連携を進めること」への市民満足度",
            ["65.1％", "70.0％"]
        ),
        (
            "settlement-zone-joint-projects", "東胆振定住自立圏共生ビジョンに掲載する連携事業数",
            ["19事業", "22事業"]
        ),
    ]

    @Test("苫小牧の15指標は、計画の表と一字一句同じ。基準の年度はH27のほか印字されていない")
    func tomakomaiAsPrinted() throws {
        let (plan, list, _) = try plan("tomakomai-7")
        #expect(plan.city == "苫小牧市")
        #expect(list.count == 15)
        #expect(list.map(\.code) == Self.tomakomai.map(\.code))
        for (indicator, row) in zip(list, Self.tomakomai) {
            let isFloorArea = row.code == "public-building-floor-area"
            #expect(indicator.name == row.name)
            #expect(printed(indicator) == row.printed, "\(row.code)")
            #expect(indicator.baseline?.year == (isFloorArea ? try year("H27") : nil))
            #expect(indicator.targets.map(\.year) == [try year(isFloorArea ? "R8" : "R9")])
            #expect(indicator.owner != nil)
        }
    }

    @Test("二つの計画に共通のコードは経常収支比率だけ")
    func sharedCodes() throws {
        let both = try Set(plan("nemuro-basic").list.map(\.code))
            .intersection(plan("tomakomai-7").list.map(\.code))
        #expect(both == ["ordinary-balance-ratio"])
    }

    @Test("現状値の年度: R6の欄、R5の三つ、R7以降のワークショップ")
    func baselines() throws {
        let (_, list, indicators) = try plan("nemuro-basic")
        let r5 = try year("R5")
        let r6 = try year("R6")
        #expect(
            list.filter { $0.baseline?.year == r5 }.map(\.code) == [
                "staff-sharing-city-policy", "training-participants", "recruitment-exam-applicants",
            ])
        #expect(list.count { $0.baseline?.year == r6 } == 20)
        #expect(
            indicators["workshop-participants-per-session"]?.baseline
                == Baseline(value: FigureValue(20), label: "R7以降", measured: false))
        #expect(
            indicators["citizens-feeling-human-rights-respected"]?.baseline
                == Baseline(year: r6, label: "—", measured: false))
        #expect(
            indicators["women-in-community-and-councils"]?.baseline?.value?.description == "24.9")
    }

    @Test("Koeが数える指標の測り方。ほかは記入する")
    func measures() throws {
        let (_, list, indicators) = try plan("nemuro-basic")
        func counted(
            _ tally: Measure.Tally, _ source: Measure.Source, _ conditions: [Measure.Condition]
        ) -> Measure {
            Measure(.counted(.init(tally, of: .init(source, where: conditions))))
        }
        #expect(
            indicators["letters-to-mayor"]?.measure
                == counted(.count, .items, [.init("scheme", in: ["letter-to-mayor"])]))
        #expect(indicators["outreach-lectures-held"]?.measure == counted(.count, .lectures, []))
        #expect(
            indicators["city-watching-participants"]?.measure
                == counted(
                    .sum(field: "headcount"), .gatherings, [.init("kind", in: ["city-watching"])]))
        #expect(
            indicators["workshop-participants-per-session"]?.measure
                == Measure(
                    .average(
                        field: "headcount",
                        .init(.gatherings, where: [.init("kind", in: ["workshop"])]))))
        #expect(
            indicators["crowdfunding-donations"]?.measure
                == Measure(.observed(field: "value"), accumulatedSince: try year("R6")))
        let observed = Measure(.observed(field: "value"))
        #expect(list.count { $0.measure == observed } == 19)
        #expect(try plan("tomakomai-7").list.allSatisfy { $0.measure == observed })
    }

    @Test("小さいほど良い指標")
    func lowerIsBetter() throws {
        #expect(
            try plan("nemuro-basic").list.filter { $0.better == .down }.map(\.code)
                == ["ordinary-balance-ratio", "systems-not-in-cloud"])
        #expect(
            try plan("tomakomai-7").list.filter { $0.better == .down }.map(\.code) == [
                "health-check-findings-rate", "staff-smoking-rate", "ordinary-balance-ratio",
                "real-debt-service-ratio", "future-burden-ratio", "public-building-floor-area",
            ])
    }

    @Test("どの指標にも施策・取組方針・把握時期がある", arguments: ["nemuro-basic", "tomakomai-7"])
    func context(name: String) throws {
        for indicator in try plan(name).list {
            #expect(indicator.policy != nil)
            #expect(indicator.approach != nil)
            #expect(indicator.frequency != nil)
        }
    }
}
