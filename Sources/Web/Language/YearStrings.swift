import Desk
import Participation

/// What the page of a new fiscal year says, in one language (年度更新の文言).
struct YearStrings: Sendable {
    let title: String
    let lead: String
    let saved: String
    let item: String
    let state: String
    let content: String
    let todo: String
    let stateName: @Sendable (YearTurn.State) -> String
    let calendar: String
    let calendarDetail: @Sendable (_ lastDay: String?) -> String
    let menu: String
    let menuDetail: @Sendable (LectureMenuStage?, _ lectures: Int) -> String
    let openMenu: String
    let keeping: String
    let keepingDetail: @Sendable (_ without: [String]) -> String
    let signature: String
    let signatureDetail: @Sendable (_ signature: String, _ from: String) -> String
    let noSignature: String
    let rules: String
    let rulesDetail: @Sendable (_ version: Int, _ from: String, _ unknown: Int) -> String
    let noRules: String
    let organisation: String
    let reformed: @Sendable (_ day: String) -> String
    let notReformed: @Sendable (_ day: String) -> String
    let openOrganisation: String
    let posts: String
    let postsDetail: @Sendable (_ day: String, _ vacant: [String], _ leaving: [String]) -> String
    let noPosts: String
    let staff: String
    let staffDetail: @Sendable (_ ending: [String]) -> String
    let openTransfers: String
    let openStaff: String

    let addClosedDay: String
    let closedDay: String
    let closedName: String
    let closedNameHint: String
    let takeHolidays: String
    let holidayCalendar: String
    let holidayList: String
    let holidayHint: String
    let setSignature: String
    let from: String
    let signatureTitle: String
    let signatureTitleHint: String
    let signatureName: String
    let takePosts: String
    let postList: String
    let postHint: String
    let postsOvertaken: String
    let postsRecorded: @Sendable (_ day: String) -> String
}

extension YearStrings {
    /// 日本語
    static let japanese = YearStrings(
        title: "年度更新",
        lead: "新しい年度に要るものと、その状態です。状態は記録から読み取ります。「未」と「一部」を上から済ませてください。",
        saved: "記録しました。", item: "項目", state: "状態", content: "内容", todo: "すること",
        stateName: { state in
            switch state {
            case .done: "済"
            case .partly: "一部"
            case .open: "未"
            }
        },
        calendar: "閉庁日の暦",
        calendarDetail: { day in
            day.map { "祝日などは\($0)まで登録済み" } ?? "祝日などの日付が登録されていません"
        },
        menu: "出前講座のメニュー",
        menuDetail: { stage, lectures in
            stage.map { "\($0.japanese)（\(lectures)講座）" } ?? "まだ作成されていません"
        },
        openMenu: "メニューを写し、確定する", keeping: "簿冊と保存期間",
        keepingDetail: { without in
            without.isEmpty
                ? "簿冊（年度と受付制度ごと）の保存期間が定まっています"
                : "保存期間の定めがないもの: \(without.joined(separator: "、"))（サーバーで koe retention define により定めます）"
        },
        signature: "回答の名義",
        signatureDetail: { signature, from in "\(signature)（\(from)から）" },
        noSignature: "登録されていません。職員配置表の市長の職で代えます",
        rules: "振分け規則",
        rulesDetail: { version, from, unknown in
            "第\(version)版（\(from)施行）"
                + (unknown == 0
                    ? "。規則の担当は、すべてこの年度の組織にあります"
                    : "。この年度の組織にない担当が\(unknown)か所あります（サーバーで koe rules import により改めます）")
        },
        noRules: "この年度に効力のある規則がありません（サーバーで koe rules import により登録します）",
        organisation: "組織改正",
        reformed: { "\($0)施行の改正が登録されています" },
        notReformed: { "\($0)施行の改正はありません。改正がなければ、このままで差し支えありません" },
        openOrganisation: "年度初めの組織を見る", posts: "職員配置（決裁の職）",
        postsDetail: { day, vacant, leaving in
            "\(day)施行の表"
                + (vacant.isEmpty ? "" : "。欠員: \(vacant.joined(separator: "、"))")
                + (leaving.isEmpty
                    ? "" : "。在職者の役割が年度初めにない職: \(leaving.joined(separator: "、"))")
        },
        noPosts: "登録されていません", staff: "利用者の役割",
        staffDetail: { ending in
            ending.isEmpty
                ? "年度初めまでに役割が全て終わる利用者はいません"
                : "年度初めまでに役割が全て終わる利用者: \(ending.joined(separator: "、"))"
        },
        openTransfers: "人事異動の一覧を取り込む", openStaff: "利用者を見る",
        addClosedDay: "閉庁日を1日加える", closedDay: "閉庁日", closedName: "名称",
        closedNameHint: "例: 市制施行記念日",
        takeHolidays: "祝日の一覧を取り込む", holidayCalendar: "国民の祝日", holidayList: "祝日の一覧",
        holidayHint: "内閣府「国民の祝日について」のCSVのように、日付と名称を1行ずつ。全体を置き換えます。",
        setSignature: "回答の名義を登録する", from: "適用開始日", signatureTitle: "職名",
        signatureTitleHint: "例: 市長、市長職務代理者副市長、教育長", signatureName: "氏名",
        takePosts: "職員配置表を登録する", postList: "職員配置表",
        postHint: "職名,職位,所管課,在職者,区分,代決 の順に、職を1行ずつ。在職者は利用者名。空欄は欠員。",
        postsOvertaken: "この画面を開いた後に、ほかの人が職員配置表を登録しました。入力はまだ登録していません。"
            + "下の「登録されている表」と見比べて直し、もう一度登録してください。",
        postsRecorded: { "登録されている表（\($0)施行）" })

    /// English
    static let english = YearStrings(
        title: "New fiscal year",
        lead:
            "What a new fiscal year needs, and its state as recorded. Do what is open, from the top.",
        saved: "It is recorded.", item: "Item", state: "State", content: "What there is",
        todo: "To do",
        stateName: { state in
            switch state {
            case .done: "done"
            case .partly: "partly"
            case .open: "open"
            }
        },
        calendar: "Calendar of closed days",
        calendarDetail: { day in
            day.map { "Holidays are known until \($0)" } ?? "No holiday is known by its date"
        },
        menu: "Menu of lectures",
        menuDetail: { stage, lectures in
            switch stage {
            case .confirmed: "confirmed, \(lectures) lectures"
            case .draft: "draft, \(lectures) lectures"
            case nil: "not begun"
            }
        },
        openMenu: "Copy and confirm the menu", keeping: "Volumes and retention",
        keepingDetail: { without in
            without.isEmpty
                ? "Every volume has its period"
                : "No period for: \(without.joined(separator: ", ")) (koe retention define)"
        },
        signature: "Signature of answers",
        signatureDetail: { signature, from in "\(signature) (since \(from))" },
        noSignature: "Not recorded; the mayor's post is used instead", rules: "Routing rules",
        rulesDetail: { version, from, unknown in
            "Edition \(version), in force since \(from)"
                + (unknown == 0
                    ? "; all its sections exist" : "; \(unknown) sections no longer exist")
        },
        noRules: "No rules are in force (koe rules import)", organisation: "Reorganisation",
        reformed: { "A reorganisation of \($0) is recorded" },
        notReformed: { "No reorganisation of \($0); fine if there is none" },
        openOrganisation: "Units of the first day", posts: "Posts and their holders",
        postsDetail: { day, vacant, leaving in
            "List of \(day)"
                + (vacant.isEmpty ? "" : "; vacant: \(vacant.joined(separator: ", "))")
                + (leaving.isEmpty
                    ? "" : "; holders without a role: \(leaving.joined(separator: ", "))")
        },
        noPosts: "No list", staff: "Roles of accounts",
        staffDetail: { ending in
            ending.isEmpty
                ? "Nobody's roles all end before the year begins"
                : "Roles that all end: \(ending.joined(separator: ", "))"
        },
        openTransfers: "Take a list of transfers", openStaff: "Accounts",
        addClosedDay: "Add a closed day", closedDay: "Closed day", closedName: "Name",
        closedNameHint: "What it is called", takeHolidays: "Take a list of holidays",
        holidayCalendar: "国民の祝日", holidayList: "Holidays",
        holidayHint: "A day and its name in each line; the whole list is replaced.",
        setSignature: "Set the signature", from: "From", signatureTitle: "Title",
        signatureTitleHint: "市長, 市長職務代理者副市長, 教育長", signatureName: "Name",
        takePosts: "Record the posts", postList: "Posts",
        postHint: "職名,職位,所管課,在職者,区分,代決: a post in each line; holders by login.",
        postsOvertaken:
            "Others recorded posts after you opened this page, so yours are not recorded yet. "
            + "Compare with the list below, put yours right and record it again.",
        postsRecorded: { "What is recorded (from \($0))" })
}
