import FoundationEssentials
import Participation
import Postgres
import Testing

@testable import Desk

@Suite("メールの送信: 実際の送信サーバーへ")
struct MailSenderTests {
    private static let at = Instant(microseconds: 1_785_164_402_000_000)

    private static func settings(_ port: Int) throws -> MailSettings {
        try MailSettings(url: "smtp://127.0.0.1:\(port)", from: "koe@city.example.jp")
    }

    private static func mail(
        to address: String = "doboku@city.example.jp", key: String = "mail/12:1"
    ) throws -> OutgoingMail {
        OutgoingMail(
            to: try #require(EmailAddress(parsing: address)),
            subject: "【振分け】市民の声 R8-0123(回答期限 7月28日)とても長い件名でも文字の途中で切れない",
            text: "土木課 御中\n\n髙橋𠮷野家\n.\n末尾\n", key: key, at: at)
    }

    private static func failure(
        _ body: () async throws(SendingError) -> Void
    ) async -> SendingError? {
        do throws(SendingError) {
            try await body()
            return nil
        } catch {
            return error
        }
    }

    @Test("件名も本文も、一字一句そのまま届く。送り直しても同じ Message-ID")
    func arrives() async throws {
        try await Receiver.with("mail") { server in
            let sender = MailSender(try Self.settings(server.port))
            let mail = try Self.mail()
            try await sender.send(mail)
            let first: ReceivedMail = try await server.next()
            #expect(first.from == "koe@city.example.jp" && first.to == mail.to.text)
            #expect(first.headers["subject"] == mail.subject)
            #expect(first.text.split(separator: "\r\n") == mail.text.split(separator: "\n"))
            #expect(first.headers["message-id"] == "<mail=2F12=3A1@city.example.jp>")
            #expect(first.headers["date"] == "Tue, 28 Jul 2026 00:00:02 +0900")
            #expect(first.headers["auto-submitted"] == "auto-generated")
            #expect(first.longest <= 76 && first.defects == 0)

            try await sender.send(mail)
            let again: ReceivedMail = try await server.next()
            #expect(again.headers == first.headers && again.text == first.text)
        }
    }

    @Test("550は断り、451は出直し")
    func tellsAnswersApart() async throws {
        try await Receiver.with("mail") { server in
            let sender = MailSender(try Self.settings(server.port))
            let unknown = try Self.mail(to: "unknown@city.example.jp")
            let refused = await Self.failure { () throws(SendingError) in
                try await sender.send(unknown)
            }
            #expect(refused == .refused(code: 550))
            let busy = try Self.mail(to: "busy@city.example.jp")
            let later = await Self.failure { () throws(SendingError) in
                try await sender.send(busy)
            }
            #expect(later == .busy(code: 451, retryAfter: nil))
        }
    }

    @Test("STARTTLSのないサーバーには、自機でないかぎり何も言わない")
    func insistsOnTLS() async throws {
        try await Receiver.with("mail") { server in
            var settings = try Self.settings(server.port)
            settings.needsTLS = true
            let mail = try Self.mail()
            let error = await Self.failure { () throws(SendingError) in
                try await MailSender(settings).send(mail)
            }
            #expect(error == .insecure)
            // What comes next is the first the server hears of.
            try await MailSender(try Self.settings(server.port)).send(try Self.mail(key: "next"))
            let next: ReceivedMail = try await server.next()
            #expect(next.headers["message-id"] == "<next@city.example.jp>")
        }
    }

    @Test("だれもいない、黙っている、途中でやめる")
    func givesUp() async throws {
        let silent = MailSender(try Self.settings(try await Receiver.silentPort()))
        let mail = try Self.mail()
        let error = await Self.failure { () throws(SendingError) in try await silent.send(mail) }
        #expect(error == .unreachable)

        try await Receiver.with("mail") { server in
            let hanging = try Self.mail(to: "hang@city.example.jp")
            var limits = SendingLimits()
            limits.whole = .milliseconds(300)
            let hasty = MailSender(try Self.settings(server.port), limits: limits)
            let late = await Self.failure { () throws(SendingError) in
                try await hasty.send(hanging)
            }
            #expect(late == .timedOut)

            let patient = MailSender(try Self.settings(server.port))
            let error = await withTaskGroup(of: SendingError?.self) { group in
                group.addTask {
                    await Self.failure { () throws(SendingError) in
                        try await patient.send(hanging)
                    }
                }
                group.cancelAll()
                return await group.next() ?? nil
            }
            #expect(error == .cancelled)
        }
    }

    @Test("設定の誤りは、使う前に分かる")
    func settings() throws {
        for url in [
            "", "mail.example.jp", "http://a.jp", "smtp://", "smtp://a.jp/x", "smtp://u@a.jp",
        ] {
            #expect(throws: MailSettings.Fault.notAServer) {
                try MailSettings(url: url, from: "koe@a.jp")
            }
        }
        #expect(throws: MailSettings.Fault.notAnAddress) {
            try MailSettings(url: "smtp://a.jp:587", from: "koe")
        }
        #expect(throws: MailSettings.Fault.halfALogin) {
            try MailSettings(url: "smtp://a.jp:587", from: "koe@a.jp", user: "koe")
        }
        #expect(try MailSettings(url: "smtp://a.jp:587", from: "koe@a.jp").needsTLS)
        #expect(try !MailSettings(url: "smtp://localhost", from: "koe@a.jp").needsTLS)
    }
}
