import EventLog
import FoundationEssentials
import Participation
import Postgres
import TestSupport
import Testing

@testable import Desk

@Suite("通知: 台帳に載れば、宛先ごとに一度ずつ起こし、実際に届ける")
struct WorkFeedTests {
    private static func work(_ desk: Desk, _ city: TestCity, mail: MailSettings?) async throws {
        let worker = Worker(
            desk, place: "test", performers: NoticeWork(desk, mail: mail).performers)
        async let running: Void = worker.run()
        while try await desk.queue().kinds.contains(where: { $0.kind != "deadlines" }) {
            try await Task.sleep(for: .milliseconds(5))
        }
        worker.stop()
        try await running
    }

    private static func receive(
        _ desk: Desk, routedTo section: String, _ change: (inout ReceiveRequest) -> Void = { _ in }
    ) async throws -> Receipt {
        let receipt = try await desk.receive(.letter(change), actor: "test", command: nil)
        _ = try await desk.handle(
            .route(ItemRouting(lead: section, by: .clerk)), of: Item.self, stream: receipt.id,
            actor: "test", command: nil)
        return receipt
    }

    @Test("振分けは担当課にメールで、他のプログラムにWebhookで届く。誰が何を書いたかは出ず、限定は誰にも告げない")
    func tells() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            try await Receiver.with("mail") { mails in
                try await Receiver.with("hook", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw") { hooks in
                    _ = try await desk.setContact(
                        of: "土木課", mails: ["doboku@city.example.jp"], actor: "test")
                    _ = try await desk.addWebhook(
                        "http://127.0.0.1:\(hooks.port)/ok", types: ["ItemRouted"], actor: "test")
                    let receipt = try await Self.receive(desk, routedTo: "土木課")
                    _ = try await Self.receive(desk, routedTo: "公園課")
                    _ = try await Self.receive(desk, routedTo: "土木課") {
                        $0.handling = "restricted"
                    }
                    var contacts: ContactBook?
                    let position = try await WorkFeed(desk: desk).advance(&contacts)
                    // Again from the beginning: everything is there already.
                    _ = try await city.pool.execute(
                        "UPDATE log.checkpoint SET position = 0 WHERE name = 'work'")
                    #expect(try await WorkFeed(desk: desk).advance(&contacts) == position)
                    let kinds = try await desk.queue().kinds
                    #expect(kinds.map(\.kind) == ["mail", "webhook"])
                    #expect(kinds.map(\.waiting) == [2, 3])

                    try await Self.work(
                        desk, city,
                        mail: try MailSettings(
                            url: "smtp://127.0.0.1:\(mails.port)", from: "koe@city.example.jp"))
                    let mail: ReceivedMail = try await mails.next()
                    #expect(mail.to == "doboku@city.example.jp")
                    let subject = try #require(mail.headers["subject"])
                    #expect(subject.contains(receipt.receiptNumber.description))
                    for secret in ["見本", "太郎", "除雪", "朝6時"] {
                        #expect(!mail.text.contains(secret) && !subject.contains(secret))
                    }
                    for _ in 0..<2 {
                        let message: ReceivedMessage = try await hooks.next()
                        #expect(message.body.contains("jp.koe.ItemRouted.v1"))
                    }
                    #expect(try await desk.queue().parked.isEmpty)
                }
            }
        }
    }

    @Test("市長の指示は、主担当の課に知らせる。指示の内容は出ない")
    func instructions() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            _ = try await desk.importPosts(
                try TableFile(Array("職名,職位,所管課,在職者\n市長,市長,,shicho\n".utf8)),
                effectiveOn: .on("2026-04-01"), actor: "test")
            _ = try await desk.setContact(
                of: "土木課", mails: ["doboku@city.example.jp"], actor: "test")
            let receipt = try await Self.receive(desk, routedTo: "土木課")
            var contacts: ContactBook?
            _ = try await WorkFeed(desk: desk).advance(&contacts)
            _ = try await city.pool.execute("DELETE FROM work.job")
            _ = try await desk.instruct(
                "現地を確認すること", about: receipt.id, by: "shicho", command: nil)
            _ = try await WorkFeed(desk: desk).advance(&contacts)
            #expect(try await desk.queue().kinds.map(\.waiting) == [1])
            try await Receiver.with("mail") { mails in
                try await Self.work(
                    desk, city,
                    mail: try MailSettings(
                        url: "smtp://127.0.0.1:\(mails.port)", from: "koe@city.example.jp"))
                let mail: ReceivedMail = try await mails.next()
                #expect(mail.headers["subject"]?.hasPrefix("【市長の指示】市長への手紙 R8-0001") == true)
                #expect(!mail.text.contains("現地を確認すること"))
            }
        }
    }

    @Test("朝の点検は、次の開庁日の8時半に一つだけ。期限の近い案件のある課にだけメールを起こす")
    func reminds() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            // The clock of the tests stands on Sunday, 28 June 2026.
            let check = try await desk.deadlineCheck(after: nil)
            #expect(check.target == "2026-06-29" && check.kind == "deadlines")
            #expect(check.readyAt == Instant(microseconds: 1_782_689_400_000_000))
            let next = try await desk.deadlineCheck(after: LocalDate(iso: "2026-07-02"))
            #expect(next.target == "2026-07-03")

            _ = try await desk.define(
                DeadlineTerm(from: .on("2026-04-01"), rule: .calendarDays(3)), actor: "test")
            for section in ["土木課", "公園課"] {
                _ = try await desk.setContact(
                    of: section, mails: ["\(section.count)@city.example.jp"], actor: "test")
            }
            _ = try await Self.receive(desk, routedTo: "土木課")
            // Done by hand: a worker would take the mornings of this clock, which are past, at once.
            try await Receiver.with("mail") { mails in
                let performers = NoticeWork(
                    desk,
                    mail: try MailSettings(
                        url: "smtp://127.0.0.1:\(mails.port)", from: "koe@city.example.jp")
                ).performers
                try await performers[check.kind]?(Self.job(check.key, check.kind, check.target))
                let kinds = try await desk.queue().kinds
                #expect(kinds.map(\.kind) == ["deadline-mail", "deadlines"])
                #expect(kinds.map(\.waiting) == [1, 1])
                let target = "土木課 <3@city.example.jp>"
                try await performers["deadline-mail"]?(Self.job(UUID(), "deadline-mail", target))
                let mail: ReceivedMail = try await mails.next()
                #expect(mail.to == "3@city.example.jp")
                #expect(mail.headers["subject"] == "【回答期限】土木課 期限間近1件")
            }
        }
    }

    @Test("朝の点検は、報告のない講座・担当未定・四半期末を、それぞれの宛先に告げる。申込みは講座の担当課へ")
    func morning() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            for (section, address) in [
                ("財政課", "zaisei@city.example.jp"), ("担当未定", "kocho@city.example.jp"),
                ("企画", "kikaku@city.example.jp"),
            ] {
                _ = try await desk.setContact(of: section, mails: [address], actor: "test")
            }
            _ = try await desk.receive(.letter(), actor: "test", command: nil)
            _ = try await Self.scheduledLecture(desk)
            var contacts: ContactBook?
            _ = try await WorkFeed(desk: desk).advance(&contacts)
            let asked = try await desk.queue().kinds
            #expect(asked.map(\.kind) == ["mail"] && asked.map(\.waiting) == [1])

            // The first opening day of July.
            city.clock.advance(by: 3 * 86_400_000_000)
            try await Receiver.with("mail") { mails in
                let performers = NoticeWork(
                    desk,
                    mail: try MailSettings(
                        url: "smtp://127.0.0.1:\(mails.port)", from: "koe@city.example.jp"),
                    pagesAt: "https://koe.city.example.jp"
                ).performers
                try await performers["deadlines"]?(Self.job(UUID(), "deadlines", "2026-06-27"))
                #expect(try await Self.waiting(desk) == ["report-mail", "triage-mail"])
                try await performers["deadlines"]?(Self.job(UUID(), "deadlines", "2026-07-01"))
                #expect(
                    try await Self.waiting(desk) == ["quarter-mail", "report-mail", "triage-mail"])

                let planning = "planning <kikaku@city.example.jp>"
                try await performers["quarter-mail"]?(Self.job(UUID(), "quarter-mail", planning))
                let quarter: ReceivedMail = try await mails.next()
                #expect(quarter.headers["subject"] == "【四半期末】令和8年度第1四半期の集計前の確認")
                #expect(quarter.text.hasPrefix("企画(進行管理)担当 御中"))
                #expect(quarter.text.contains("https://koe.city.example.jp/figures"))
                #expect(quarter.text.contains("担当課の決まらない案件　1件"))
                #expect(quarter.text.contains("報告のない出前講座　　　1件"))
                let hearing = "triage <kocho@city.example.jp>"
                try await performers["triage-mail"]?(Self.job(UUID(), "triage-mail", hearing))
                let triage: ReceivedMail = try await mails.next()
                #expect(triage.headers["subject"] == "【担当未定】1件")
                #expect(triage.text.contains("R8-0001　市長への手紙"))
                #expect(
                    triage.text.contains("https://koe.city.example.jp/tray?section=triage"))
            }
        }
    }

    @Test("報告のない講座は、実施日の次の開庁日と、報告期限を過ぎた毎朝に告げる。報告すればもう告げない")
    func unreported() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            _ = try await desk.setContact(
                of: "財政課", mails: ["zaisei@city.example.jp"], actor: "test")
            let lecture = try await Self.scheduledLecture(desk)
            let notices = NoticeWork(desk, mail: nil)
            func isTold(_ day: String) async throws -> Bool {
                try await notices.news(for: "財政課", on: .on(day)) == [.reportMail]
            }
            // Without a calendar every day is one on which the city hall is open; due on 3 July.
            #expect(try await !isTold("2026-06-26"))
            #expect(try await isTold("2026-06-27"))
            #expect(try await !isTold("2026-06-28"))
            #expect(try await !isTold("2026-07-03"))
            #expect(try await isTold("2026-07-04"))
            #expect(try await isTold("2026-07-05"))
            _ = try await desk.importCalendar(
                try TableFile(Array("date,name\n土,土曜日\n日,日曜日\n".utf8)), name: "閉庁日",
                actor: "test")
            #expect(try await isTold("2026-06-29"))
            #expect(try await !isTold("2026-06-30"))
            let open = try await desk.unreportedLectures(on: .on("2026-07-06"))
            #expect(open.map(\.title.text) == ["根室市の財政"])

            var report = LectureReport()
            report.heldOn = "R8.6.26"
            report.headcount = "12"
            _ = try await desk.handle(
                try report.command(today: desk.today), of: Lecture.self, stream: lecture,
                actor: "test", command: nil)
            #expect(try await !isTold("2026-07-06"))
        }
    }

    /// A lecture of 財政課 that was settled for Friday, 26 June 2026.
    private static func scheduledLecture(_ desk: Desk) async throws -> UUID {
        var application = LectureApplication()
        application.wish = "財政の話"
        application.choices = ["R8.6.26 13:30"]
        application.requestedOn = "R8.6.1"
        let lecture = try await desk.requestLecture(application, actor: "test", command: nil)
        var appointment = LectureAppointment()
        appointment.choice = "1"
        appointment.title = "根室市の財政"
        appointment.department = "財政課"
        _ = try await desk.handle(
            try appointment.command(today: desk.today), of: Lecture.self, stream: lecture.id,
            actor: "test", command: nil)
        return lecture.id
    }

    private static func waiting(_ desk: Desk) async throws -> [String] {
        try await desk.queue().kinds.map(\.kind).filter { !["deadlines", "mail"].contains($0) }
    }

    private static func job(_ key: UUID, _ kind: String, _ target: String) -> Job {
        Job(id: 1, key: key, kind: kind, target: target, cause: nil, attempt: 1)
    }
}
