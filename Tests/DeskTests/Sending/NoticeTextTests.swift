import Participation
import Testing

@testable import Desk

@Suite("担当課への通知文")
struct NoticeTextTests {
    private static let office = NoticeText.Office(
        city: "根室市", section: "土木課",
        pages: NoticeText.Pages(origin: "https://koe.city.example.jp", section: "土 1"))

    private static func item(
        _ number: String, due: String? = "2026-07-28", isLead: Bool = true, isUrgent: Bool = false
    ) throws -> NoticeText.Item {
        NoticeText.Item(
            try #require(ReceiptNumber(parsing: number)), scheme: .opinion,
            due: due.map { LocalDate.on($0) }, isLead: isLead, isUrgent: isUrgent)
    }

    @Test("振分け")
    func routed() throws {
        let notice = NoticeText.routed(try Self.item("R8-0123"), to: Self.office)
        #expect(notice.subject == "【振分け】市民の声 R8-0123(回答期限 7月28日)")
        #expect(
            notice.text == """
                土木課 御中

                次の案件が土木課(主担当)に振り分けられました。
                受領し、所管外のときは担当替え(所管外申出)をしてください。

                受付番号　R8-0123
                受付制度　市民の声
                担当課　　土木課
                回答期限　令和8年7月28日(火)

                内容は、Koeの担当課のトレイで確認してください。
                https://koe.city.example.jp/tray?section=%E5%9C%9F%201

                --
                根室市 広聴システムKoe
                個人情報を守るため、内容はこのメールに載せていません。
                このメールは自動で送信しています。返信はできません。

                """)
    }

    @Test("関係課、期限なし、緊急、担当未定")
    func variants() throws {
        let other = NoticeText.routed(
            try Self.item("R8-0123", due: nil, isLead: false), to: Self.office)
        #expect(other.subject == "【振分け】市民の声 R8-0123")
        #expect(other.text.contains("土木課(関係課)") && other.text.contains("回答期限　なし"))
        #expect(other.text.contains("意見を求められたとき"))
        let urgent = NoticeText.routed(try Self.item("R8-0123", isUrgent: true), to: Self.office)
        #expect(urgent.subject.hasPrefix("【緊急・振分け】"))
        #expect(urgent.text.contains("この案件は緊急です。直ちに確認してください。"))
        let nobody = NoticeText.routed(
            try Self.item("R8-0123"), to: NoticeText.Office(city: "根室市", section: nil))
        #expect(nobody.subject.hasPrefix("【担当未定】"))
        #expect(nobody.text.hasPrefix("広聴担当 御中\n"))
        #expect(nobody.text.contains("「担当未定」のトレイ") && !nobody.text.contains("https://"))
    }

    @Test("担当替え")
    func passedOn() throws {
        let notice = NoticeText.passedOn(
            try Self.item("R8-0123"), from: "環境課", to: Self.office)
        #expect(notice.subject == "【担当替え】市民の声 R8-0123(回答期限 7月28日)")
        #expect(notice.text.contains("次の案件が、環境課から担当替えになりました。"))
    }

    @Test("期限の一覧は、遅れているものから。期限のないものは載せず、何もなければ送らない")
    func deadlines() throws {
        let today = LocalDate.on("2026-07-20")
        let notice = try #require(
            NoticeText.deadlines(
                [
                    try Self.item("R8-0130", due: "2026-07-23"),
                    try Self.item("R8-0101", due: "2026-07-10", isUrgent: true),
                    try Self.item("R8-0120", due: "2026-07-20", isLead: false),
                    try Self.item("R8-0099", due: "2026-07-10"),
                    try Self.item("R8-0140", due: nil),
                ], on: today, to: Self.office))
        #expect(notice.subject == "【回答期限】土木課 期限超過2件・期限間近2件")
        let head = """
            土木課 御中

            令和8年7月20日(月)現在、回答期限を過ぎた案件と期限の近い案件は次のとおりです。

            ■ 期限超過 2件
            R8-0099　市民の声　令和8年7月10日(金)
            R8-0101　市民の声　令和8年7月10日(金)　緊急

            ■ 期限間近 2件
            R8-0120　市民の声　令和8年7月20日(月)　関係課
            R8-0130　市民の声　令和8年7月23日(木)

            期限までに回答できないときは、中間回答をお願いします。

            """
        #expect(notice.text.hasPrefix(head))
        #expect(
            NoticeText.deadlines(
                [try Self.item("R8-0140", due: nil)], on: today, to: Self.office) == nil)
    }

    @Test("長い一覧は、残りを件数で言う")
    func longList() throws {
        let many = try (1...53).map { try Self.item("R8-\($0)", due: "2026-07-10") }
        let notice = try #require(
            NoticeText.deadlines(many, on: .on("2026-07-20"), to: Self.office))
        #expect(notice.subject.hasSuffix("期限超過53件"))
        #expect(notice.text.contains("R8-0050　") && !notice.text.contains("R8-0051　"))
        #expect(notice.text.contains("\nほか3件\n"))
    }
}
