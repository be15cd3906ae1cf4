/// What the pages of reading through say, in one language (供覧の文言).
struct CirculationStrings: Sendable {
    let title: String
    let notYours: String
    let lead: @Sendable (_ days: Int) -> String
    let masked: String
    let shown: String
    let unread: @Sendable (Int) -> String
    let read: String
    let begin: String
    let beyond: @Sendable (Int) -> String
    let nothingUnread: String
    let nothingRead: String
    let allRead: String

    let back: String
    let turning: String
    let previous: String
    let next: String
    let place: @Sendable (_ place: Int, _ count: Int) -> String
    let standing: String
    let readBy: @Sendable (_ post: String, _ name: String, _ at: String) -> String
    let markRead: String
    let toNextUnread: String
    let instruct: String
    let instructHint: String
    let instruction: String
    let give: String
    let instructed: String
}

extension CirculationStrings {
    /// 日本語
    static let japanese = CirculationStrings(
        title: "供覧",
        notYours: "供覧は、職員配置表で市長・副市長の職にある人が使う画面です。",
        lead: { "最近\($0)日に届いた案件を、1件ずつ読みます。限定の案件は含みません。" },
        masked: "差出人は伏せています。", shown: "差出人も表示します。",
        unread: { "未読 \($0)件" }, read: "既読（新しい順）", begin: "未読を最初から読む",
        beyond: { "ほかに\($0)件あります。" }, nothingUnread: "未読の案件はありません。", nothingRead: "まだありません。",
        allRead: "すべて読みました。",
        back: "供覧の一覧へ戻る", turning: "前後の案件", previous: "← 前の案件", next: "次の案件 →",
        place: { "\($1)件中\($0)件目" }, standing: "処理状況",
        readBy: { "\($0) \($1) \($2) 既読" }, markRead: "既読にして次の未読へ",
        toNextUnread: "次の未読へ", instruct: "担当課への指示",
        instructHint: "担当課のトレイに、対応待ちの仕事として載り、メールでも知らせます。",
        instruction: "指示の内容", give: "指示する", instructed: "指示を記録し、担当課へ知らせました。")

    /// English
    static let english = CirculationStrings(
        title: "Reading through",
        notYours: "This page is for whoever has the post of mayor or deputy mayor.",
        lead: { "Letters of the last \($0) days, one by one, without restricted ones." },
        masked: "Senders are masked.", shown: "Senders are shown.",
        unread: { "Unread: \($0)" }, read: "Read, newest first", begin: "Read from the first",
        beyond: { "\($0) more." }, nothingUnread: "Nothing is unread.", nothingRead: "None yet.",
        allRead: "Everything is read.",
        back: "Back to the list", turning: "Letters before and behind", previous: "← Previous",
        next: "Next →", place: { "\($0) of \($1)" }, standing: "Stage",
        readBy: { "Read by \($0) \($1), \($2)" }, markRead: "Read; on to the next unread",
        toNextUnread: "On to the next unread", instruct: "Instruct the section",
        instructHint: "It lies in the section's tray until it is dealt with.",
        instruction: "What is to be done", give: "Instruct",
        instructed: "The instruction is recorded.")
}
