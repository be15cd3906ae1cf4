import Desk
import Participation

/// What the pages of figures say about narrowing, comparing and reviewing, in one language
/// (指標の絞込み・比較・評価の文言).
struct FigureReviewStrings: Sendable {
    // Narrowing
    let further: String
    let channel: String
    let category: String
    let section: String
    let district: String
    let anonymous: String
    let all: String
    let onlyAnonymous: String
    let onlyNamed: String
    let narrowedTitle: String
    let narrowedDetail: String
    let notNarrowed: String
    let clear: String

    // Two moments
    let compare: String
    let compareHint: String
    let comparisonTitle: String
    let earlier: String
    let later: String
    let difference: String
    let explanation: String
    let explain: @Sendable (_ indicator: String) -> String
    let leave: String
    let redefined: String
    let changesTitle: @Sendable (FigureRecords.Part.Role) -> String
    let changesCount: @Sendable (_ shown: Int, _ total: Int) -> String
    let noChanges: String
    let recordedAt: String
    let event: String
    let record: String
    let change: String
    let cameDue: String
    let sum: String
    let unexplained: @Sendable (_ amount: String) -> String
    let comparisonFile: String

    // The way through the plan
    let aboutNumber: @Sendable (_ indicator: String) -> String
    let lineTitle: String
    let lineYear: String
    let lineActual: String
    let lineTarget: String
    let lineGuide: String
    let lineSummary: @Sendable (_ indicator: String, _ points: [String]) -> String

    // What the owner section says
    let outlookTitle: String
    let outlookLead: String
    let cause: String
    let causeHint: String
    let efforts: String
    let effortsHint: String
    let forecast: String
    let forecastHint: @Sendable (_ unit: String) -> String
    let prospect: String
    let prospectName: @Sendable (Prospect) -> String
    let unsaid: String
    let noOutlook: String
    let written: @Sendable (_ at: String, _ version: Int) -> String
    let write: String
    let saved: String

    // Files
    let csv: String
    let xlsx: String
    let files: String
    let fileState: String
    let fileAsOf: String
    let fileTargetYear: String
    let filePlan: String
    let filePolicy: String
    let fileCode: String
    let fileUnit: String
    let fileVersion: String
    let fileHow: String
}

extension FigureReviewStrings {
    /// 日本語
    static let japanese = FigureReviewStrings(
        further: "絞込みと二時点の比較", channel: "経路", category: "分類", section: "部課", district: "地区",
        anonymous: "匿名", all: "すべて", onlyAnonymous: "匿名のみ", onlyNamed: "匿名を除く",
        narrowedTitle: "絞り込んだ値です",
        narrowedDetail: "目標値は全体についてのものなので、絞り込んだ値とは比べていません。",
        notNarrowed: "絞込みの対象外", clear: "絞込みと比較をやめる",
        compare: "比べる時点",
        compareHint: "「時点」の値と並べて差を示します。例: R8.6.30、123（記録番号）、now（最新）",
        comparisonTitle: "二時点の比較", earlier: "前の時点", later: "後の時点", difference: "差",
        explanation: "差の内訳", explain: { "\($0)の差の内訳を見る" }, leave: "比較をやめる",
        redefined: "この間に指標の定義が改められています。",
        changesTitle: { role in
            switch role {
            case .whole: "差のもとになった出来事"
            case .numerator: "分子の差のもとになった出来事"
            case .denominator: "分母の差のもとになった出来事"
            }
        },
        changesCount: { shown, total in
            shown == total ? "全\(total)件" : "はじめの\(shown)件（全\(total)件）"
        },
        noChanges: "この間に、値を変えた出来事はありません。",
        recordedAt: "記録日時", event: "出来事", record: "対象", change: "増減",
        cameDue: "実施日の到来", sum: "増減の合計",
        unexplained: { "個々の出来事では説明できない差が \($0) あります。指標の定義か組織が改められたためです。" },
        comparisonFile: "二時点の比較",
        aboutNumber: { "\($0)の数え方" },
        lineTitle: "計画期間の推移", lineYear: "年度", lineActual: "実績", lineTarget: "目標値",
        lineGuide: "参考値・按分",
        lineSummary: { indicator, points in
            "\(indicator)の計画期間の推移。" + points.joined(separator: "、") + "。"
        },
        outlookTitle: "所管課の評価",
        outlookLead: "要因分析・今後の取組・年度末達成見込みを期間ごとに残します。書き直しても前の記載は履歴に残ります。",
        cause: "要因分析", causeHint: "値がこうなった理由。個人が分かることは書かないでください。",
        efforts: "今後の取組", effortsHint: "目標に向けて次にすること。",
        forecast: "年度末の見込値", forecastHint: { "年度末に見込む値（\($0)）。分からなければ空欄。" },
        prospect: "年度末達成見込み", prospectName: \.japanese, unsaid: "記載なし",
        noOutlook: "この期間の評価はまだ記入されていません。",
        written: { at, version in
            version == 1 ? "\(at) 記入" : "\(at) 記入（\(version)回目）"
        },
        write: "評価を記入する", saved: "評価を記録しました。",
        csv: "CSVで保存", xlsx: "Excelで保存", files: "この表をファイルで",
        fileState: "状況", fileAsOf: "時点", fileTargetYear: "目標年度", filePlan: "計画",
        filePolicy: "施策", fileCode: "指標コード", fileUnit: "単位", fileVersion: "定義の版",
        fileHow: "数え方")
}
