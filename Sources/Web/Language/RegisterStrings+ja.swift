import Desk
import Participation

extension RegisterStrings {
    /// 日本語
    static let japanese = RegisterStrings(
        filters: "受付簿の絞込み", year: "年度", allYears: "全ての年度", from: "受付日（始め）",
        through: "受付日（終わり）", dayHint: "例: R8.6.1、6/1",
        scheme: "受付制度", schemeName: \.japanese, channel: "経路", channelName: \.japanese,
        category: "分類", section: "担当", state: "状態", stateName: \.japanese, any: "全て",
        marks: "しぼる", markName: \.japanese,
        text: "要旨・本文の言葉", textHint: "2文字以上。空白で区切れます",
        show: "表示する", clear: "条件を消す",
        caption: { "新しい順に\($0)件を表示" },
        nothing: "この条件に当てはまる案件はありません。条件を減らすか、「条件を消す」を押してください。",
        number: "受付番号", receivedOn: "受付日", gist: "要旨", due: "期限", publication: "公表",
        publicationName: \.japanese, stageName: \.japanese, handlingName: \.japanese,
        noSection: "担当未定", noDue: "期限なし", none: "―", overdue: "期限切れ",
        toTranscribe: "転記待ち",
        masked: "■■■",
        maskedNote: "■■■は、お持ちの役割では読めない要旨です。",
        openedNote: "要旨の表示は、表示した人とともに開封の記録に残ります。",
        erased: "（消去済み）",
        further: "次の案件へ（古いもの）", newest: "最も新しい案件へ戻る",
        file: { "この条件の一覧をCSVで保存する（ここから\($0)件まで）" },
        fileNote: "限定の案件は、ファイルに入りません。",
        peopleTitle: "差出人から探す",
        peopleLead: "同じ人からの過去の手紙を探します。誰が、なぜ探したかは、開封の記録に残ります。",
        name: "氏名", nameHint: "漢字、ふりがな、ローマ字のいずれでも探せます。",
        phone: "電話番号", phoneHint: "末尾の4桁以上",
        reason: "探す理由", reasonHint: "例: 電話での問合せへの回答",
        find: "探す", foundTitle: { $0 == 0 ? "見つかりませんでした" : "\($0)件見つかりました" },
        foundMore: { "新しい順に\($0)件だけを表示しています。手掛かりを増やしてください。" },
        backToRegister: "受付簿へ戻る")
}
