/// What the page of a record says, in one language (案件票の文言).
struct RecordStrings: Sendable {
    let waysTitle: String
    let correct: String
    let prove: String
    let corrected: String
    let opened: String
    let openingTitle: String
    let openingLead: String
    let openingReason: String
    let openingHint: String
    let open: String
    let recordTitle: String
    let over: @Sendable (_ days: Int) -> String
    let left: @Sendable (_ days: Int) -> String

    let openElsewhere: @Sendable (_ names: [String]) -> String

    let historyTitle: String
    let reason: @Sendable (String) -> String
    let nobody: String
    let before: String
    let after: String
    let added: String
    let removed: String

    let backToRecord: @Sendable (_ number: String) -> String
    let correctionTitle: @Sendable (_ number: String) -> String
    let correctionLead: String
    let correctionReason: String
    let chooseReason: String
    let noteHint: String
    let record: String
    let nothingChanged: String
    let decision: String
    let decisionHint: String
    let decidedOn: String
    let decidedOnHint: String
    let suspend: String
    let suspendLead: String
    let resume: String
    let resumeLead: String
    let useDecided: String
    let conflictTitle: @Sendable (_ by: String, _ at: String) -> String
    let conflictLead: String
    let conflictField: String
    let conflictShown: String
    let conflictNow: String
    let conflictTyped: String

    let proofTitle: @Sendable (_ number: String) -> String
    let proofHolds: @Sendable (_ number: String, _ events: Int64) -> String
    let proofMeaning: String
    let proofFile: String
    let proofDetails: String
    let proofPlace: String
    let proofPlaceText: @Sendable (_ position: Int64, _ events: Int64) -> String
    let proofLeaf: String
    let proofPath: String
    let proofRoot: String
    let proofNote: String
}

extension RecordStrings {
    /// 日本語
    static let japanese = RecordStrings(
        waysTitle: "この案件でできること", correct: "記録を訂正する", prove: "この記録を証明する",
        corrected: "訂正を記録しました。訂正前の内容は経過に残っています。",
        opened: "氏名・要旨・本文などを表示しています。このページを離れると、また伏せます。",
        openingTitle: "氏名・要旨・本文の表示",
        openingLead: "●●●の部分を、このページを離れるまで表示します。誰が、なぜ表示したかは記録に残ります。",
        openingReason: "表示する理由", openingHint: "例: 回答の作成のため", open: "表示する",
        recordTitle: "受け付けた内容と現在の状態",
        over: { "期限を\($0)日過ぎています" },
        left: { $0 == 0 ? "（本日まで）" : "（あと\($0)日）" },
        openElsewhere: {
            $0.map { "\($0)さん" }.joined(separator: "、") + "も、この案件を開いています。"
        },
        historyTitle: "経過（新しい順）", reason: { "理由: \($0)" }, nobody: "記録者の記載なし",
        before: "変更前", after: "変更後", added: "追加", removed: "取消し",
        backToRecord: { "\($0) の案件票へ戻る" },
        correctionTitle: { "\($0) の訂正" },
        correctionLead: "直すところだけを書き換えてください。訂正前の内容は消えず、経過に残ります。",
        correctionReason: "訂正の理由", chooseReason: "選んでください",
        noteHint: "必要なときだけ。例: 消印を見誤ったため", record: "訂正を記録する",
        nothingChanged: "変更したところがありません。直す欄を書き換えてください。",
        decision: "訂正決定の決定番号",
        decisionHint: "本人の請求による決定のときだけ。例: 令和8年度決定第4号",
        decidedOn: "決定日", decidedOnHint: "なければ本日。「R8.7.10」のように書けます。",
        suspend: "利用停止決定を記録する",
        suspendLead: "以後、この案件は検索や学習、規則による振分けに使われません。記録と経過は残ります。",
        resume: "利用停止の解除を記録する", resumeLead: "この案件は、また検索や学習に使われます。",
        useDecided: "決定を記録しました。",
        conflictTitle: { "入力している間に、\($0)さんが同じ記録を変更しました（\($1)）" },
        conflictLead:
            "まだ何も記録していません。下の欄には、あなたの入力が残っています。いまの値と比べ、よければもう一度「訂正を記録する」を押してください。",
        conflictField: "項目", conflictShown: "画面を開いたときの値", conflictNow: "いまの値",
        conflictTyped: "あなたの入力",
        proofTitle: { "\($0) の記録の証明" },
        proofHolds: { "\($0) の受付の記録は、\($1)件の台帳の中に、記録されたときのまま残っています。" },
        proofMeaning:
            "受付の記録から計算した要約（ハッシュ）と下の値を順につなぐと、台帳全体の要約になります。記録が一文字でも変わっていれば、一致しません。Koeを使わずに、誰でも確かめられます（RFC 9162）。",
        proofFile: "証明書をファイルで保存する（JSON）", proofDetails: "証明の内容",
        proofPlace: "台帳での位置", proofPlaceText: { "\($1)件のうち\($0)番目" },
        proofLeaf: "この記録の要約（SHA-256）", proofPath: "つなぐ値（下から上へ）",
        proofRoot: "台帳全体の要約（根のハッシュ）", proofNote: "署名付きの到達点")

    /// English
    static let english = RecordStrings(
        waysTitle: "What can be done", correct: "Put the record right",
        prove: "Prove this record",
        corrected: "The correction is recorded. What stood before is kept in the history.",
        opened: "Name, gist and text are shown until you leave this page.",
        openingTitle: "Show name, gist and text",
        openingLead: "Shows ●●● until you leave this page. Who looked, and why, is recorded.",
        openingReason: "Reason", openingHint: "Such as: to write the answer", open: "Show",
        recordTitle: "What was received, and how it stands",
        over: { "\($0) days overdue" }, left: { $0 == 0 ? "(today)" : "(\($0) days left)" },
        openElsewhere: { "Also open with: \($0.joined(separator: ", "))" },
        historyTitle: "History, newest first", reason: { "Reason: \($0)" },
        nobody: "not said by whom", before: "before", after: "now", added: "added",
        removed: "taken away",
        backToRecord: { "Back to \($0)" }, correctionTitle: { "Correction of \($0)" },
        correctionLead: "Change only what is wrong. What stood before is kept in the history.",
        correctionReason: "Reason for the correction", chooseReason: "Choose",
        noteHint: "Only where needed", record: "Record the correction",
        nothingChanged: "Nothing was changed.",
        decision: "Number of the decision on the person's request",
        decisionHint: "Only where there was one", decidedOn: "Day of the decision",
        decidedOnHint: "Today if not given",
        suspend: "Record that it is used no more",
        suspendLead: "It is no longer found, learned from or routed by rules. The record stays.",
        resume: "Record that it may be used again",
        resumeLead: "It is found and learned from again.", useDecided: "The decision is recorded.",
        conflictTitle: { "\($0) changed the same record meanwhile (\($1))" },
        conflictLead:
            "Nothing is recorded yet. What you typed is still below. Compare it with what stands there now, then record it once more.",
        conflictField: "Field", conflictShown: "When you opened the page", conflictNow: "Now",
        conflictTyped: "What you typed",
        proofTitle: { "Proof of \($0)" },
        proofHolds: { "The receipt of \($0) stands among \($1) events as it was recorded." },
        proofMeaning:
            "The hash of the receipt, joined with the values below, gives the root of the whole log. Had one letter changed, it would not. Anybody can check it without Koe (RFC 9162).",
        proofFile: "Save the proof (JSON)", proofDetails: "Details", proofPlace: "Place in the log",
        proofPlaceText: { "\($0) of \($1)" }, proofLeaf: "Hash of this record (SHA-256)",
        proofPath: "Values to join, from below", proofRoot: "Root of the log",
        proofNote: "Signed checkpoint")
}
