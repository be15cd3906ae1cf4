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

    private static func job(_ key: UUID, _ kind: String, _ target: String) -> Job {
        Job(id: 1, key: key, kind: kind, target: target, cause: nil, attempt: 1)
    }
}
