import FoundationEssentials
import Participation
import Testing

@Suite("通知先")
struct ContactBookTests {
    private static func id(_ number: UInt8) -> UUID {
        UUID(uuid: (7, 0, 0, 0, 0, 0, 0x70, 0, 0x80, 0, 0, 0, 0, 0, 0, number))
    }

    private static func addresses(_ texts: String...) throws -> [EmailAddress] {
        try texts.map { try #require(EmailAddress(parsing: $0)) }
    }

    private static func webhook(
        _ number: UInt8, _ url: String = "https://hook.example.jp/koe", _ types: Wording...
    ) throws -> Webhook {
        Webhook(id: id(number), url: try #require(WebhookURL(parsing: url)), types: types)
    }

    @Test("担当課のメールアドレスを決め、変え、なくす。同じことをもう一度しても何も起きない")
    func mails() throws {
        let one = try Self.addresses("doboku@city.example.jp")
        let two = try Self.addresses("doboku@city.example.jp", "kacho@city.example.jp")
        Scenario<ContactBook>.given().when(.setMails(section: "D", one))
            .then(.mailsSet(section: "D", one))
        Scenario<ContactBook>.given(.mailsSet(section: "D", one))
            .when(.setMails(section: "D", one)).thenNothing()
        Scenario<ContactBook>.given(.mailsSet(section: "D", one))
            .when(.setMails(section: "D", two + one)).then(.mailsSet(section: "D", two))
        Scenario<ContactBook>.given(.mailsSet(section: "D", one))
            .when(.setMails(section: "D", [])).then(.mailsSet(section: "D", []))
        Scenario<ContactBook>.given().when(.setMails(section: "D", [])).thenNothing()

        let book = try ContactBook.initial.after(.setMails(section: "D", two))
        #expect(book.mails(of: "D") == two && book.mails(of: "E").isEmpty)
        #expect(try book.after(.setMails(section: "D", [])).sections.isEmpty)
    }

    @Test("課名のないもの、多すぎるアドレスは断る")
    func refusesMails() throws {
        Scenario<ContactBook>.given().when(.setMails(section: " ", []))
            .thenRefused(.text(.section, .missing))
        let many = try (0...10).map { try #require(EmailAddress(parsing: "\($0)@a.jp")) }
        Scenario<ContactBook>.given().when(.setMails(section: "D", many))
            .thenRefused(.tooMany(.address, limit: 10))
        for text in ["土木@a.jp", "<x>@a.jp", "a,b@a.jp", "\"a\"@a.jp"] {
            Scenario<ContactBook>.given()
                .when(.setMails(section: "D", try Self.addresses(text)))
                .thenRefused(.notAnAddress)
        }
    }

    @Test("Webhookを登録する。同じ送信先は番号を変えずに種類だけ変わる")
    func registers() throws {
        let all = try Self.webhook(1)
        Scenario<ContactBook>.given().when(.register(all)).then(.registered(all))
        Scenario<ContactBook>.given(.registered(all)).when(.register(try Self.webhook(2)))
            .thenNothing()
        let some = try Self.webhook(2, all.url.text, "ItemRouted", "ItemClosed", "ItemRouted")
        let kept = try Self.webhook(1, all.url.text, "ItemClosed", "ItemRouted")
        Scenario<ContactBook>.given(.registered(all)).when(.register(some))
            .then(.registered(kept))
        let book = [.registered(all), .registered(kept)].reduce(.initial, ContactBook.evolve)
        #expect(book.webhooks == [kept])
    }

    @Test("通知するのは、望まれた種類だけ。種類の指定がなければすべて")
    func wants() throws {
        let all = try Self.webhook(1)
        let some = try Self.webhook(2, "http://127.0.0.1:8000/", "ItemRouted")
        let book = try ContactBook.initial.after(.register(all), .register(some))
        #expect(book.webhooks(for: "ItemRouted") == [all, some])
        #expect(book.webhooks(for: "ItemClosed") == [all])
        #expect(book.webhook(some.id) == some)
    }

    @Test("廃止した番号は二度と使わない。署名の鍵が番号から決まるから")
    func withdraws() throws {
        let hook = try Self.webhook(1)
        Scenario<ContactBook>.given(.registered(hook)).when(.withdraw(hook.id))
            .then(.withdrawn(hook.id))
        Scenario<ContactBook>.given(.registered(hook), .withdrawn(hook.id))
            .when(.withdraw(hook.id)).thenNothing()
        Scenario<ContactBook>.given().when(.withdraw(hook.id)).thenRefused(.unknownWebhook)
        Scenario<ContactBook>.given(.registered(hook), .withdrawn(hook.id))
            .when(.register(hook)).thenRefused(.usedBefore)
        Scenario<ContactBook>.given(.registered(hook))
            .when(.register(try Self.webhook(1, "https://other.example.jp/")))
            .thenRefused(.usedBefore)
        let again = try Self.webhook(2)
        let book = try ContactBook.initial.after(
            .register(hook), .withdraw(hook.id), .register(again))
        #expect(book.webhooks == [again] && book.withdrawn == [hook])
        #expect(book.webhook(hook.id) == nil)
    }

    @Test("多すぎるWebhook、多すぎる種類、空の種類は断る")
    func refusesWebhooks() throws {
        var book = ContactBook.initial
        for number in 1...50 as ClosedRange<UInt8> {
            let hook = try Self.webhook(number, "https://hook.example.jp/\(number)")
            book = ContactBook.evolve(book, .registered(hook))
        }
        Scenario(state: book).when(.register(try Self.webhook(51)))
            .thenRefused(.tooMany(.url, limit: 50))
        let types = (0...100).map { Wording("Item\($0)") }
        let url = try #require(WebhookURL(parsing: "https://a.jp/"))
        Scenario<ContactBook>.given()
            .when(.register(Webhook(id: Self.id(1), url: url, types: types)))
            .thenRefused(.tooMany(.type, limit: 100))
        Scenario<ContactBook>.given().when(.register(try Self.webhook(1, "https://a.jp/", " ")))
            .thenRefused(.text(.type, .missing))
    }

    @Test(
        "送信先はhttps、httpは自機だけ",
        arguments: [
            ("https://hook.example.jp", false), ("https://hook.example.jp:8443/a?b=c", false),
            ("https://192.0.2.1/", false), ("https://[2001:db8::1]/", false),
            ("http://127.0.0.1:8000/", true), ("http://localhost/x", true),
            ("http://[::1]:80/", true), ("http://127.1.2.3", true),
        ])
    func reads(_ text: String, isLocal: Bool) throws {
        let url = try #require(WebhookURL(parsing: text))
        #expect(url.text == text && url.isLocal == isLocal)
    }

    @Test(
        "そうでないもの、別の宛先を隠したものは読まない",
        arguments: [
            "", "hook.example.jp", "ftp://a.jp/", "http://hook.example.jp/", "HTTPS://a.jp/",
            "https://", "https:///x", "https://user@a.jp/", "http://127.0.0.1@evil.jp/",
            "https://a.jp\\@evil.jp/", "https://a.jp/#x", "https://a.jp/ x", "https://a..jp/",
            "https://a.jp:0/", "https://a.jp:65536/", "https://a.jp:/", "https://a.jp:80:80/",
            "https://[::1/", "https://[::1]x/", "https://[]/", "https://市.jp/", "https://a.jp/市",
            "http://127.0.0.256/", "http://127.1/", "http://127.0.0.1.evil.jp/",
            "https://a.jp/\r\nHost: b.jp", "https://a.jp/" + String(repeating: "a", count: 2_000),
        ])
    func refusesAddresses(_ text: String) {
        #expect(WebhookURL(parsing: text) == nil)
    }

    @Test("断りは、欄と直し方を日本語で言う")
    func explains() {
        let refusals: [ContactRefusal] = [
            .text(.section, .missing), .notAnAddress, .notAURL, .tooMany(.url, limit: 50),
            .tooMany(.address, limit: 10), .unknownType("ItemRoutde"), .unknownSection("土木"),
            .ambiguousSection("総務係", candidates: ["A", "B"]), .unknownWebhook, .usedBefore,
        ]
        for refusal in refusals {
            #expect(refusal.field != nil && refusal.japanese.hasSuffix("。"))
        }
        #expect(
            ContactRefusal.ambiguousSection("総務係", candidates: ["A", "B"]).japanese
                == "「総務係」に当てはまる担当課がいくつもあります。コードで指定してください(A、B)。")
    }
}

extension ContactBook {
    fileprivate func after(_ commands: ContactCommand...) throws -> ContactBook {
        try commands.reduce(self) { book, command in
            try ContactBook.decide(command, book).reduce(book, ContactBook.evolve)
        }
    }
}
