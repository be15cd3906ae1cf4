public import Participation

/// A mail to a section, in words (通知文).
///
/// It says which item, by number and scheme, and by when; never who wrote or what about. Whoever may
/// know finds that at the desk.
public struct NoticeText: Sendable, Equatable {
    /// The subject (件名).
    public let subject: String
    /// The text (本文).
    public let text: String

    /// An item, as far as a mail may name it (通知する案件).
    public struct Item: Sendable {
        /// The number on the receipt (受付番号).
        public var receiptNumber: ReceiptNumber
        /// How it came (受付制度).
        public var scheme: Scheme
        /// By when it has to be answered; nil: there is no such day (回答期限).
        public var due: LocalDate?
        /// Whether the section answers it, or only has something to say (主担当か).
        public var isLead: Bool
        /// Whether it cannot wait (緊急).
        public var isUrgent: Bool

        /// An item (通知する案件).
        public init(
            _ receiptNumber: ReceiptNumber, scheme: Scheme, due: LocalDate?, isLead: Bool = true,
            isUrgent: Bool = false
        ) {
            self.receiptNumber = receiptNumber
            self.scheme = scheme
            self.due = due
            self.isLead = isLead
            self.isUrgent = isUrgent
        }
    }

    /// Whom it goes to, and where they look (通知の宛先).
    public struct Office: Sendable {
        /// The city (市名).
        public var city: String
        /// The name of the section; nil: the hearing section, for what has none yet (担当課).
        public var section: String?
        /// Where it looks; nil: the city has not said where its pages are (職員画面の場所).
        public var pages: Pages?

        /// An office (通知の宛先).
        public init(city: String, section: String?, pages: Pages? = nil) {
            self.city = city
            self.section = section
            self.pages = pages
        }
    }

    /// Where the pages an office is told of are found; no part of an address says who wrote or what
    /// (職員画面のアドレス).
    public struct Pages: Sendable {
        /// The address of the staff's pages, `https://HOST` (公開アドレス).
        public var origin: String
        /// The code of the section; nil: the triage of the hearing section (課コード).
        public var section: String?

        /// Where the pages are (職員画面のアドレス).
        public init(origin: String, section: String? = nil) {
            self.origin = origin
            self.section = section
        }

        var tray: String { "\(origin)/tray?section=\(Self.encoded(section ?? Triage.code))" }
        var lectures: String { "\(origin)/lectures" }
        var figures: String { "\(origin)/figures" }

        private static func encoded(_ text: String) -> String {
            text.utf8.map { byte -> String in
                switch byte {
                case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "_"):
                    String(Unicode.Scalar(byte))
                default: (byte < 16 ? "%0" : "%") + String(byte, radix: 16, uppercase: true)
                }
            }.joined()
        }
    }

    /// Items one list names; the others are counted (一覧に載せる件数).
    public static let listed = 50

    /// An item was routed to the section; without a section it waits for one (振分けの通知).
    public static func routed(_ item: Item, to office: Office) -> NoticeText {
        guard let section = office.section else {
            return NoticeText(
                item, title: "担当未定", office,
                ["次の案件は、担当課が自動では決まりませんでした。内容を確認し、振分けをお願いします。"])
        }
        let role = item.isLead ? "主担当" : "関係課"
        return NoticeText(
            item, title: "振分け", office,
            ["次の案件が\(section)(\(role))に振り分けられました。", received(item)])
    }

    /// Another section passed an item on to this one (担当替えの通知).
    /// - Parameter former: the name of the section that had it.
    public static func passedOn(_ item: Item, from former: String, to office: Office) -> NoticeText
    {
        NoticeText(
            item, title: "担当替え", office,
            ["次の案件が、\(former)から担当替えになりました。", received(item)])
    }

    /// The mayor, or the deputy, said what is to be done about an item (指示の通知).
    /// - Parameter post: the post that instructs.
    public static func instructed(
        _ item: Item, by post: String, to office: Office
    ) -> NoticeText {
        NoticeText(
            item, title: "\(post)の指示", office,
            ["次の案件に\(post)の指示があります。内容を確認し、対応したことを記録してください。"])
    }

    /// What the section has to answer soon, or should have (回答期限の一覧).
    ///
    /// Once a day. Nil when there is nothing to say.
    /// - Parameters:
    ///   - items: those that are late or soon due; those without a day are left out.
    ///   - today: the day it is; what was due before it is late.
    public static func deadlines(
        _ items: [Item], on today: LocalDate, to office: Office
    ) -> NoticeText? {
        let due = items.compactMap { item in item.due.map { (day: $0, item: item) } }
            .sorted { ($0.day, $0.item.receiptNumber) < ($1.day, $1.item.receiptNumber) }
        let late = due.filter { $0.day < today }
        let soon = due.filter { $0.day >= today }
        guard !due.isEmpty else { return nil }
        var counts: [String] = []
        var text = ["\(today.warekiWithWeekday)現在、回答期限を過ぎた案件と期限の近い案件は次のとおりです。"]
        for (title, part) in [("期限超過", late), ("期限間近", soon)] where !part.isEmpty {
            counts.append("\(title)\(part.count)件")
            text += ["", "■ \(title) \(part.count)件"]
            text += part.prefix(listed).map { day, item in
                "\(item.receiptNumber)　\(item.scheme.japanese)　\(day.warekiWithWeekday)"
                    + (item.isUrgent ? "　緊急" : "") + (item.isLead ? "" : "　関係課")
            }
            if part.count > listed { text.append("ほか\(part.count - listed)件") }
        }
        text += ["", "期限までに回答できないときは、中間回答をお願いします。"]
        return NoticeText(
            subject: "【回答期限】\(office.name) \(counts.joined(separator: "・"))",
            text: letter(to: office, text))
    }

    /// A group asks for a lecture (出前講座の申込みの通知). Who asks, and where, is not said.
    public static func lectureRequested(
        _ request: LectureRequested.Plain, to office: Office
    ) -> NoticeText {
        let title = request.title?.text ?? "メニュー外の希望"
        var lines = ["出前講座の申込みがありました。日程を調整し、決定または却下を通知してください。", "", "講座名　　\(title)"]
        lines += request.choices.enumerated().map { place, slot in
            "第\(place + 1)希望　\(slot.date.warekiWithWeekday)"
                + (slot.start.map { " \($0)" } ?? "")
        }
        if let expected = request.expectedHeadcount { lines.append("予定人数　\(expected)人") }
        return NoticeText(
            subject: "【出前講座の申込み】\(title)",
            text: letter(to: office, lines, seen: "出前講座の記録", at: office.pages?.lectures))
    }

    /// Lectures whose day has passed, and of which there is no report (実施報告のない講座の一覧).
    public static func unreported(
        _ lectures: [UnreportedLecture], on today: LocalDate, to office: Office
    ) -> NoticeText {
        var lines = ["次の出前講座は、実施日を過ぎて報告がありません。実施したときは参加人数を、中止したときはその旨を入力してください。", ""]
        lines += lectures.prefix(listed).map { lecture in
            "\(lecture.plannedOn.warekiWithWeekday)　\(lecture.title)"
                + (lecture.dueOn < today ? "　報告期限超過" : "")
        }
        if lectures.count > listed { lines.append("ほか\(lectures.count - listed)件") }
        return NoticeText(
            subject: "【実施報告】\(office.name) 報告のない出前講座\(lectures.count)件",
            text: letter(to: office, lines, seen: "出前講座の記録", at: office.pages?.lectures))
    }

    /// What no section has yet (担当未定の一覧).
    public static func unrouted(
        _ items: [Item], on today: LocalDate, to office: Office
    ) -> NoticeText {
        var lines = ["\(today.warekiWithWeekday)現在、担当課の決まっていない案件は次のとおりです。振分けをお願いします。", ""]
        lines += items.prefix(listed).map { item in
            "\(item.receiptNumber)　\(item.scheme.japanese)　"
                + (item.due.map { "期限 \($0.warekiWithWeekday)" } ?? "期限なし")
                + (item.isUrgent ? "　緊急" : "")
        }
        if items.count > listed { lines.append("ほか\(items.count - listed)件") }
        return NoticeText(
            subject: "【担当未定】\(items.count)件", text: letter(to: office, lines))
    }

    /// A quarter has ended, and what is open in it (四半期末の確認).
    public static func quarterEnded(_ check: QuarterCheck, to office: Office) -> NoticeText {
        var lines = ["\(check.period.japanese)が終わりました。"]
        lines +=
            check.isClear
            ? ["公表の前に確かめることは残っていません。"]
            : [
                "公表の前に、次を確かめてください。", "", "分類のない案件　　　　　\(check.uncategorised)件",
                "担当課の決まらない案件　\(check.unrouted)件",
                "報告のない出前講座　　　\(check.unreportedLectures)件",
            ]
        return NoticeText(
            subject: "【四半期末】\(check.period.japanese)の集計前の確認",
            text: letter(to: office, lines, seen: "成果指標の画面", at: office.pages?.figures))
    }

    private static func received(_ item: Item) -> String {
        item.isLead
            ? "受領し、所管外のときは担当替え(所管外申出)をしてください。"
            : "主担当の課から意見を求められたときは、回答をお願いします。"
    }
}

extension NoticeText {
    private init(_ item: Item, title: String, _ office: Office, _ opening: [String]) {
        let mark = item.isUrgent ? "緊急・\(title)" : title
        let limit = item.due.map { "(回答期限 \($0.month)月\($0.day)日)" } ?? ""
        subject = "【\(mark)】\(item.scheme.japanese) \(item.receiptNumber)\(limit)"
        var lines = opening
        if item.isUrgent { lines.insert("この案件は緊急です。直ちに確認してください。", at: 0) }
        lines += [
            "", "受付番号　\(item.receiptNumber)", "受付制度　\(item.scheme.japanese)",
            "担当課　　\(office.section ?? "担当未定")",
            "回答期限　\(item.due.map(\.warekiWithWeekday) ?? "なし")",
        ]
        text = Self.letter(to: office, lines)
    }

    /// The lines between the address and what every such mail ends with.
    private static func letter(
        to office: Office, _ lines: [String], seen: String? = nil, at page: String? = nil
    ) -> String {
        let place = seen ?? (office.section == nil ? "「担当未定」のトレイ" : "担当課のトレイ")
        return
            (["\(office.name) 御中", ""] + lines + [
                "", "内容は、Koeの\(place)で確認してください。",
            ] + [seen == nil ? office.pages?.tray : page].compactMap(\.self) + [
                "", "--", "\(office.city) 広聴システムKoe",
                "個人情報を守るため、内容はこのメールに載せていません。",
                "このメールは自動で送信しています。返信はできません。", "",
            ]).joined(separator: "\n")
    }
}

extension NoticeText.Office {
    /// The name it is addressed by.
    fileprivate var name: String { section ?? "広聴担当" }
}
