/// What the pages for auditors say, in one language (監査画面の文言).
struct AuditStrings: Sendable {
    let title: String
    let events: String
    let openings: String
    let check: String
    let keys: String
    let search: String
    let record: String
    let recordHint: String
    let noRecord: String
    let actor: String
    let actorHint: String
    let from: String
    let through: String
    let nothing: String
    let eventsCaption: String
    let position: String
    let at: String
    let kind: String
    let number: String
    let what: String
    let unknown: String
    let further: String
    let noOpenings: String
    let openingsCaption: @Sendable (_ from: String, _ through: String, _ most: Int) -> String
    let part: String
    let way: String
    let reason: String
    let noKeys: String
    let keysCaption: @Sendable (_ most: Int) -> String
    let ground: String
    let checkLead: String
    let checkNow: String
    let checkBusy: String
    let checkDone: String
    let checkGood: @Sendable (_ events: Int64, _ checkpoints: Int) -> String
    let checkBad: @Sendable (_ position: Int64) -> String

    /// 日本語
    static let japanese = AuditStrings(
        title: "監査", events: "誰が何をしたか", openings: "誰が何を開封したか", check: "台帳の検証",
        keys: "破棄した鍵", search: "台帳から探す",
        record: "受付番号", recordHint: "例: R8-0123", noRecord: "この受付番号の案件は見つかりません。",
        actor: "職員（利用者名）", actorHint: "例: sato", from: "始めの日", through: "終わりの日",
        nothing: "この範囲には、当てはまる記録がありません。",
        eventsCaption: "台帳の記録（新しい順）。封印した内容は含みません。",
        position: "位置", at: "日時", kind: "種類", number: "受付番号", what: "出来事", unknown: "記載なし",
        further: "続きを調べる（古いもの）",
        noOpenings: "この期間に開封の記録はありません。",
        openingsCaption: { "\($0)から\($1)までの開封の記録（新しい順に\($2)件まで）" },
        part: "開封した部分", way: "方法", reason: "理由",
        noKeys: "破棄した鍵はありません。",
        keysCaption: { "破棄した鍵（新しい順に\($0)件まで）。個人情報は残っていません。" },
        ground: "消去の根拠",
        checkLead:
            "台帳の全ての記録から要約（ハッシュ）を計算し直し、署名済みの到達点と照らし合わせます。100万件で数秒から十数秒かかります。",
        checkNow: "今すぐ検証する", checkBusy: "ほかの人が検証しています。少し待ってから、もう一度押してください。",
        checkDone: "検証の結果",
        checkGood: { "\($0)件の記録は、全て記録されたときのままです（署名済みの到達点\($1)件とも一致）。" },
        checkBad: { "位置\($0)から、記録が記録されたときの要約と一致しません。システム管理者に知らせてください。" })

    /// English
    static let english = AuditStrings(
        title: "Audit", events: "Who did what", openings: "Who opened what",
        check: "Check the log", keys: "Destroyed keys", search: "Search the log",
        record: "Receipt number", recordHint: "Such as R8-0123",
        noRecord: "There is no such item.", actor: "Login", actorHint: "Such as sato",
        from: "From", through: "Through", nothing: "Nothing fits in this range.",
        eventsCaption: "Events, newest first, without anything sealed", position: "Position",
        at: "When", kind: "Kind", number: "Number", what: "What", unknown: "not said",
        further: "Go on with older ones", noOpenings: "Nothing was opened in this period.",
        openingsCaption: { "Opened from \($0) through \($1), newest first, \($2) at most" },
        part: "Part", way: "Way", reason: "Reason", noKeys: "No key was destroyed.",
        keysCaption: { "Destroyed keys, newest first, \($0) at most" }, ground: "Ground",
        checkLead:
            "Recomputes every hash and holds the log against the signed checkpoints. A million events take seconds.",
        checkNow: "Check now", checkBusy: "Somebody else checks just now. Try again in a moment.",
        checkDone: "Result",
        checkGood: { "All \($0) events are as recorded; \($1) signed checkpoints agree." },
        checkBad: { "From position \($0) on, the log is not as it was recorded." })
}
