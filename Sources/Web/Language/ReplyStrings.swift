/// What the pages of drafting and approving say, in one language (回答起案・決裁の文言).
struct ReplyStrings: Sendable {
    let back: @Sendable (_ number: String) -> String
    let title: String
    let text: String
    let hint: String
    let minor: String
    let minorHint: String
    let route: String
    let noPosts: String
    let submit: String
    let save: String
    let saved: String
    let past: String
    let findPast: String
    let pastHint: String
    let noPast: String

    let drafted: String
    let next: String
    let toCome: String
    let consultation: @Sendable (_ post: String) -> String
    let approval: String
    let version: @Sendable (Int) -> String
    let changed: String
    let removed: String
    let inserted: String
    let approve: @Sendable (_ post: String) -> String
    let deputise: @Sendable (_ post: String) -> String
    let review: @Sendable (_ post: String) -> String
    let notYours: String
    let onPaperHint: @Sendable (_ post: String) -> String
    let onBehalfOf: String
    let onBehalfOfHint: String
    let decidedOn: String
    let recordPaper: String
    let see: String

    let letter: String
    let printHint: String
    let undecided: String

    /// 日本語
    static let japanese = ReplyStrings(
        back: { "\($0)へ戻る" }, title: "回答文", text: "回答文",
        hint: "〔宛名〕〔受付日〕〔受付番号〕〔市長名〕は、印刷するときに置き換わります。",
        minor: "軽易なもの", minorHint: "市長まで上げず、専決で決めるとき",
        route: "決裁の順路", noPosts: "職員配置表が登録されていません。下書きは保存できます。",
        submit: "決裁に回す", save: "下書きを保存する", saved: "下書きを保存しました。まだだれにも回していません。",
        past: "過去の似た回答", findPast: "過去の似た回答を探す",
        pastHint: "要旨の言葉が似ている、回答済みの案件を5件まで開きます。開いたことは記録されます。",
        noPast: "似た言葉のある回答は見つかりませんでした。",
        drafted: "起案", next: "押印待ち", toCome: "まだ", consultation: { "\($0)（合議）" },
        approval: "決裁", version: { "回答案 第\($0)版" },
        changed: "前回ご覧になってから変わったところを示しています。線で消した文字は削除、下線の文字は追加です。",
        removed: "（削除）", inserted: "（追加）",
        approve: { "\($0)として承認する" }, deputise: { "\($0)に代わって決裁する（代決）" },
        review: { "\($0)として後閲する" },
        notYours: "この起案には、いまあなたの押印を待つところはありません。",
        onPaperHint: { "紙で\($0)まで決裁を受けたときに記録します。" },
        onBehalfOf: "決裁した人の利用者名", onBehalfOfHint: "例: kacho", decidedOn: "決裁日",
        recordPaper: "紙で決裁済みと記録する", see: "起案と決裁の画面へ",
        letter: "回答書", printHint: "A4の紙に等倍で印刷し、三つ折りにすると、窓付きの長形3号封筒から宛名が見えます。",
        undecided: "まだ決裁が済んでいません。印刷すると「案」と入ります。")

    /// English
    static let english = ReplyStrings(
        back: { "Back to \($0)" }, title: "Answer", text: "Answer",
        hint: "〔宛名〕〔受付日〕〔受付番号〕〔市長名〕 are filled in when it is printed.",
        minor: "A light matter", minorHint: "Decided below the mayor",
        route: "Way of the draft", noPosts: "No list of posts is known. A draft can be kept.",
        submit: "Lay it before the posts", save: "Keep the draft",
        saved: "The draft is kept. Nobody else has it yet.",
        past: "Answers to letters like this", findPast: "Look for answers to letters like this",
        pastHint: "Up to five answered items are opened, which is written down.",
        noPast: "None was found.", drafted: "Drafted", next: "Next", toCome: "To come",
        consultation: { "\($0) (consulted)" }, approval: "Approval",
        version: { "Draft, version \($0)" },
        changed: "What changed since you last looked: struck through is gone, underlined is new.",
        removed: "(removed)", inserted: "(added)",
        approve: { "Approve as \($0)" }, deputise: { "Decide for \($0)" },
        review: { "Seen afterwards as \($0)" }, notYours: "This draft does not wait for you.",
        onPaperHint: { "When it was decided on paper, up to \($0)." },
        onBehalfOf: "Who decided (user name)", onBehalfOfHint: "As: kacho",
        decidedOn: "Decided on", recordPaper: "Record as decided on paper",
        see: "To the draft and its stamps", letter: "Letter",
        printHint: "Print it on A4 at full size; folded in three, the address shows in the window.",
        undecided: "Not decided yet: the print says so.")
}
