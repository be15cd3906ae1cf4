/// What the pages of paper for power failures say around the sheets, in one language
/// (停電用の用紙の画面の文言).
struct PaperStrings: Sendable {
    let slipsTitle: String
    let ledgerTitle: String
    let lead: String
    let place: String
    let placeHint: String
    let from: String
    let sheets: String
    let lines: String
    let provisional: String
    let provisionalHint: String
    let unreadable: String
    let enteredBefore: @Sendable (_ provisional: String, _ number: String?) -> String
    let forPowerCuts: String

    /// 日本語
    static let japanese = PaperStrings(
        slipsTitle: "停電用受付票", ledgerTitle: "停電用受付簿",
        lead: "停電や回線の障害のとき、ペンで受け付けるための用紙です。平常時に印刷して窓口に置いてください。A4で印刷します。",
        place: "配布場所", placeHint: "場所ごとに記号を変えると、仮番号が重なりません。",
        from: "はじめの番号", sheets: "枚数", lines: "行数", provisional: "仮番号",
        provisionalHint: "停電用受付票から入力するときだけ。例: 仮R8-A017",
        unreadable: "仮番号は「仮R8-A017」のように入力してください。",
        enteredBefore: { provisional, number in
            "\(provisional)の受付票は、すでに\(number.map { "\($0)として" } ?? "")登録しています。"
                + "同じ票なら登録は不要です。別の手紙なら仮番号を確かめてください。"
        },
        forPowerCuts: "停電に備えて印刷する")

    /// English
    static let english = PaperStrings(
        slipsTitle: "Slips for power failures", ledgerTitle: "Ledger for power failures",
        lead: "Paper to receive letters by pen. Print it while there is power. A4.",
        place: "Place", placeHint: "A letter for each place, so that numbers differ.",
        from: "First number", sheets: "Sheets", lines: "Lines", provisional: "Provisional number",
        provisionalHint: "Only for slips filled in by pen, such as 仮R8-A017",
        unreadable: "Write the provisional number as 仮R8-A017.",
        enteredBefore: { provisional, number in
            "Slip \(provisional) was entered before\(number.map { " as \($0)" } ?? "")."
        },
        forPowerCuts: "Print for power failures")
}
