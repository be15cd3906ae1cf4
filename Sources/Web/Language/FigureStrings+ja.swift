import Desk
import Participation

extension FigureStrings {
    /// 日本語
    static let japanese = FigureStrings(
        title: "成果指標",
        year: { "\($0.japanese)（\($0.year)年度）" },
        day: { $0.warekiWithWeekday },
        quarter: { $0.japanese },
        months: { quarter in
            switch quarter {
            case .first: "4〜6月"
            case .second: "7〜9月"
            case .third: "10〜12月"
            case .fourth: "1〜3月"
            }
        },
        wholeYear: "年度全体",
        asOf: { day, time, position in
            "\(day)\(time.map { " \($0)" } ?? "") 時点（記録番号 \(position)）"
        },
        latest: "最新",
        pastTitle: "過去の時点の値です",
        pastDetail: "この時点までに記録されたものだけで集計しています。その後の受付や訂正は含みません。",
        showLatest: "最新の値を見る",
        controlsTitle: "表示の条件",
        yearLabel: "年度", asOfLabel: "時点",
        asOfHint: "空欄なら最新。例: R8.6.30、令和8年6月30日、123（記録番号）",
        planLabel: "計画", allPlans: "すべての計画", lensLabel: "分類と担当の見方",
        lens: { $0 == .recorded ? "受付した当時のもの" : "現在のもの" },
        show: "表示する",
        presetsTitle: "よく使う時点",
        quarterEnd: { "\($0)（\($1.japanese)末）" },
        yearsTitle: "年度の移動", previous: { "← \($0)" }, next: { "\($0) →" },
        caption: { "\($0)の成果指標 \($2)件。\($1)" },
        indicator: "指標", baseline: "現状値", target: "目標値", actual: "実績", rates: "達成率・進捗率",
        achievement: "達成率", progress: "進捗率", state: "状況", stateName: { $0.japanese },
        lastYear: "前年度", toDate: "前年同期", trend: "四半期の推移",
        inYear: { "\($0.label)" }, guide: "参考値・按分", expected: "見込み",
        betterDown: "小さいほど良い", unit: { "単位: \($0)" },
        unknown: "未把握", notYet: "未到来", running: "途中", none: IndicatorRate.none,
        redefined: "当時の定義",
        noQuarters: { frequency in
            "四半期ごとの値はありません" + (frequency.map { "（把握時期: \($0.japanese)）" } ?? "")
        },
        otherPolicies: "施策の記載なし",
        barsTitle: { name, values, guide in
            "\(name)の四半期の推移。" + values.joined(separator: "、") + "。" + (guide ?? "")
        },
        quarterIs: { "\($0) \($1)" }, isRunning: { "\($0)（途中）" },
        barGuide: { value, isQuarterOfYear in
            isQuarterOfYear
                ? "点線は参考値 \(value)（年度の値の4分の1）。" : "点線は年度の値 \(value)。"
        },
        legendTitle: "この表の見方",
        legend: [
            ("実績などの数字", "押すと、その数のもとになった記録の一覧が開きます。"),
            ("未把握", "値がまだ記録されていないもの。0とは区別しています。"),
            ("未到来", "まだ始まっていない期間。"),
            ("達成率", "実績 ÷ 目標値。割る数が0のとき、目標が数値でないときは「―」。"),
            ("進捗率", "（実績 − 現状値）÷（目標値 − 現状値）。差が0のとき、現状値がないときは「―」。"),
            ("参考値・按分", "現状値と目標値の間を年数で割り振った値。計画に定めた目標ではありません。"),
            ("四半期の推移", "棒は0から。縦の目盛りは指標ごとに異なります。点線は参考値で、件数・人数の合計は年度の値の4分の1。"),
        ],
        stateMeaning: { state in
            switch state {
            case .onTrack: "見込みどおり、または見込みとの差が5％以内。"
            case .attention: "見込みに届かず、差が20％以内。"
            case .behind: "見込みに届かず、差が20％を超える。"
            case .undetermined: "比べる目標がない、または判定にはまだ早い。"
            }
        },
        noPlans: "計画がまだ取り込まれていません",
        noPlansDetail: "サーバーのあるパソコンで次の命令を実行すると、計画の成果指標がここに並びます。",
        noIndicators: { "\($0)の成果指標はありません" },
        noIndicatorsDetail: "年度か計画を変えて、もう一度表示してください。",
        records: .japanese)
}

extension FigureRecordStrings {
    /// 日本語
    static let japanese = FigureRecordStrings(
        title: { "\($0)のもとになった記録" }, backToBoard: "成果指標の一覧へ戻る",
        periodsTitle: "期間の選択", until: { "\($0)まで" },
        definitionTitle: "この指標について", howCounted: "数え方", plan: "計画", policy: "施策",
        approach: "取組方針", baseline: "現状値", targets: "目標値", description: "説明",
        source: "出典", owner: "所管", frequency: "把握時期", version: "定義の版",
        versionNumber: { "第\($0)版" },
        difference: { "台帳の集計 \($0)（計画の現状値との差 \($1)）" },
        listTitle: { role in
            switch role {
            case .whole: "記録の一覧"
            case .numerator: "分子の記録の一覧"
            case .denominator: "分母の記録の一覧"
            }
        },
        range: { first, last, total in
            total == 0
                ? "0件"
                : first == 1 && last == total ? "全\(total)件" : "\(first)〜\(last)件目（全\(total)件）"
        },
        empty: "この期間に数える記録はありません。",
        emptyObserved: "値はまだ記入されていません。担当課が把握した値を記入すると、ここに並びます。",
        pagesTitle: "一覧の頁", previousPage: "← 前の頁", nextPage: "次の頁 →",
        position: "記録番号", receipt: "受付番号",
        date: { kind in
            switch kind {
            case .item: "受付日"
            case .lecture, .gathering: "実施日"
            case .registration: "申込日"
            case .observation: "対象期間の末日"
            }
        },
        sort: { kind in
            switch kind {
            case .item: "受付制度"
            case .lecture: "講座"
            case .gathering, .registration: "種類"
            case .observation: "指標"
            }
        },
        category: "分類", section: "担当",
        quantity: { kind in
            switch kind {
            case .item: "通数"
            case .lecture, .gathering: "参加人数"
            case .registration: "申込人数"
            case .observation: "数量"
            }
        },
        period: "対象期間", value: "値", later: "その後",
        change: { change in
            "記録番号 \(change.position) で\(change.title)"
                + (change.countsStill ? "" : "（現在は数えません）")
        },
        restricted: "限定の案件のため、件数だけに含めて内容は表示しません",
        lastOnly: "いちばん上の記録が、この値になります。",
        averageNote: "参加人数が未把握の回は、平均に含めません。",
        measure: .japanese)
}

extension MeasureStrings {
    /// 日本語
    static let japanese = MeasureStrings(
        stop: "。", betweenSentences: "",
        source: { $0.japanese },
        field: { field in
            switch field {
            case "headcount": "参加人数"
            case "copies": "通数"
            case "value": "値"
            default: field
            }
        },
        dimension: { dimension in
            switch dimension {
            case "scheme": "受付制度"
            case "channel": "経路"
            case "nature": "性質"
            case "kind": "種類"
            case "menu": "講座"
            case "category": "分類"
            case "department", "section": "担当"
            case "district": "地区"
            case "anonymous": "匿名"
            case "sender": "差出人の区分"
            case "standing": "扱い"
            case "handling": "取扱区分"
            default: dimension
            }
        },
        count: { "\($0)の数" }, sum: { "\($0)の\($1)の合計" }, distinct: { "\($0)の\($1)の異なり数" },
        average: { "\($0)1回当たりの\($1)の平均" },
        ratio: { "\($0)を、\($1)で割った割合" },
        latest: { "期間の末日までで最後の\($0)の\($1)" },
        observed: "担当課が把握して記入した値",
        condition: { "\($0)が「\($1.joined(separator: "」「"))」" },
        conditions: { "\($0)（\($1.joined(separator: "、"))）" },
        date: { "\($0.japanese)の属する期間に数えます。" },
        since: { "\($0)からの累計です。" })
}
