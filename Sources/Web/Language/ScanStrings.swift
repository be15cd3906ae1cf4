import Desk

/// What pages say about scanned files, in one language (添付の文言).
struct ScanStrings: Sendable {
    let title: String
    /// What somebody may see there.
    let look: String
    let file: @Sendable (_ number: Int, _ name: String?, _ kind: String, _ pages: Int) -> String
    let page: @Sendable (_ number: Int, _ page: Int) -> String
    let save: String

    let waitingTitle: String
    let waitingLead: String
    /// Behind it one chooses files.
    let load: String
    let choose: String
    let chooseHint: String
    let upload: String
    let notUploaded: String
    /// That nothing waits.
    let none: String
    let waiting: @Sendable (_ pages: Int) -> String
    let waitingPage: @Sendable (_ place: Int, _ of: Int) -> String
    let join: String
    let part: String
    let skip: String
    let without: String
    let again: String

    /// A page of its own: files that come later, and those that came by mistake.
    let care: String
    let cared: String
    let attach: String
    let attachHint: String
    let withdraw: String
    let withdrawLead: String
    let withdrawn: String
    let withdrawReason: String

    /// 日本語
    static let japanese = ScanStrings(
        title: "スキャン", look: "スキャンを見る（氏名・住所などが写っていることがあります。見たことは記録に残ります）",
        file: { number, name, kind, pages in
            "添付\(number)　\(name ?? "")（\(kind)、\(pages)頁）"
        },
        page: { "添付\($0)の\($1)頁目" }, save: "元のファイルを保存",
        waitingTitle: "スキャンした手紙",
        waitingLead: "まとめてスキャンしたファイルを読み込むと、1頁ずつ表示します。1頁が1通です。",
        load: "スキャンを読み込む", choose: "ファイル", chooseHint: "PDF・JPEG・PNG・TIFF、1件20MBまで。ここへ置くこともできます。",
        upload: "読み込む", notUploaded: "選んだスキャンがまだ読み込まれていません。「読み込む」を押してから登録してください。",
        none: "この手紙にはスキャンを付けません。", waiting: { "このほかに\($0)頁が受付を待っています。" },
        waitingPage: { "この手紙の\($0)頁目（全\($1)頁）" },
        join: "次の頁もこの手紙（Ctrl+J）", part: "最後の頁を離す", skip: "この頁を除く（白紙など）",
        without: "スキャンを付けずに受け付ける", again: "待っている頁を付ける",
        care: "添付の追加・取下げ", cared: "添付の変更を記録しました。変更前の内容は経過に残っています。", attach: "添付を追加する",
        attachHint: "PDF・JPEG・PNG・TIFF、1件20MBまで。案件の内容と同じく封印して保存します。",
        withdraw: "添付を取り下げる", withdrawLead: "別の手紙のスキャンを付けたときなどに使います。取り下げた添付は表示されなくなります。",
        withdrawn: "取り下げる添付", withdrawReason: "理由")

    static let english = ScanStrings(
        title: "Scans",
        look: "See the scan (names and addresses may be on it; that you saw it is written down)",
        file: { number, name, kind, pages in
            "File \(number) \(name ?? "") (\(kind), \(pages) page\(pages == 1 ? "" : "s"))"
        },
        page: { "File \($0), page \($1)" }, save: "Save the original file",
        waitingTitle: "Scanned letters",
        waitingLead:
            "Load a file with many scanned pages: they are shown one by one; one page is one letter.",
        load: "Load scans", choose: "Files",
        chooseHint: "PDF, JPEG, PNG, TIFF, up to 20 MB each. They can be dropped here.",
        upload: "Load",
        notUploaded: "The files you chose are not loaded yet. Press “Load” before recording.",
        none: "No scan goes with this letter.",
        waiting: { "\($0) more page\($0 == 1 ? " is" : "s are") waiting." },
        waitingPage: { "Page \($0) of this letter’s \($1)" },
        join: "The next page too (Ctrl+J)", part: "Let the last page go",
        skip: "Leave this page out (blank)", without: "Record without a scan",
        again: "Take the page that waits", care: "Files: attach or take back",
        cared: "The change of files is recorded. What was there before is kept in the history.",
        attach: "Attach files",
        attachHint:
            "PDF, JPEG, PNG, TIFF, up to 20 MB each. They are sealed like the letter itself.",
        withdraw: "Take a file back",
        withdrawLead: "For a scan of another letter, for instance. It is not shown any more.",
        withdrawn: "File to take back", withdrawReason: "Reason")
}
