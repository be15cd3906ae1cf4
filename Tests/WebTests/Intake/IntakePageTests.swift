import Desk
import EventLog
import Foundation
import Hummingbird
import Participation
import TestSupport
import Testing

@testable import Web

@Suite("受付・連続入力")
struct IntakePageTests {
    /// A clerk at a browser.
    static func clerk(
        _ server: TestServer, _ login: String = "uketsuke", _ role: StaffRole = .intake
    ) async throws -> Browser {
        let desk = server.desk
        _ = try await desk.addStaff(
            login, name: "受付 花子", roles: [RoleTerm(role, from: desk.today)], by: nil)
        let first = try await desk.issuePassword(for: login, by: nil)
        let own = "除雪は朝六時までに済ませてほしい"
        let browser = Browser(server)
        try await browser.logIn(login, first)
        try await browser.open("/account/password")
        try await browser.send(
            "/account/password", [("password", first), ("newPassword", own), ("repeated", own)])
        return browser
    }

    /// A letter as it is typed with the input method on.
    private static let letter = [
        ("receivedOn", "Ｒ８．６．２６"), ("channel", "２"), ("scheme", "opinion"),
        ("name", "見本 <太郎>"), ("kana", "みほん たろう"), ("postalCode", "０８７８７１１"),
        ("address", "根室市常盤町2丁目27番地"), ("phone", ""), ("email", ""), ("wantsReply", "１"),
        ("mayPublish", "3"), ("category", "０７"), ("nature", "request"),
        ("summary", "除雪の時間を早めてほしい"), ("body", "朝6時までに\r\nお願いします"),
        ("handling", "care"), ("urgent", "1"),
    ]

    private static func letter(_ changes: (String, String)...) -> [(String, String)] {
        letter.map { field in changes.first { $0.0 == field.0 } ?? field }
    }

    @Test("受付の担当はログインすると受付画面に着き、入力した手紙は受付番号をもらって記録され、共通の項目が残る")
    func wholeFlow() async throws {
        try await TestServer.with { server in
            let browser = try await Self.clerk(server)
            #expect(try await browser.open("/login").location == "/intake")
            let page = try await browser.open("/intake")
            #expect(page.status == 200)
            #expect(page.body.contains("value=\"令和8年6月28日\""))
            #expect(page.body.contains("1 手紙、2 はがき、3 FAX、4 電話、5 窓口"))
            let sent = try await browser.send("/intake", Self.letter)
            #expect(sent.status == 303)
            let next =
                "/intake?receivedOn=2026-06-26&channel=postcard&scheme=opinion&done=R8-0001"
            #expect(sent.location == next)
            let after = try await browser.open(next)
            #expect(after.body.contains("R8-0001 を受け付けました"))
            #expect(after.body.contains("name=\"receivedOn\" type=\"text\""))
            #expect(after.body.contains("value=\"令和8年6月26日\""))
            #expect(after.body.contains("<option value=\"opinion\" selected>"))
            #expect(!after.body.contains("太郎"))

            let id = try await server.desk.itemID(of: "R8-0001")
            let event = try #require(try await server.city.log.event(at: 1))
            #expect(
                String(decoding: event.payload, as: UTF8.self) == """
                    {"category":"07","channel":"postcard","handling":"care",\
                    "hasBody":true,"mayPublish":"unstated","nature":"request",\
                    "receiptNumber":"R8-0001","receivedOn":"2026-06-26","scans":0,\
                    "scheme":"opinion","senderKind":"identified","topics":[],"urgent":true,\
                    "wantsReply":"yes"}
                    """)
            #expect(event.actor == "uketsuke")
            let opening = try #require(Opening(actor: "uketsuke", reason: "試験"))
            let personal = try await server.desk.item(id, opening: opening).item.personal
            let kept = try #require(personal.content)
            #expect(kept.sender?.name == "見本 <太郎>")
            #expect(kept.summary == "除雪の時間を早めてほしい")
            #expect(kept.body == "朝6時までに\nお願いします")
        }
    }

    @Test("誤りは全て一度に、上と欄のそばに示し、入力した内容は残り、何も記録されない")
    func mistakes() async throws {
        try await TestServer.with { server in
            let browser = try await Self.clerk(server)
            try await browser.open("/intake")
            let answer = try await browser.send(
                "/intake",
                Self.letter(
                    ("receivedOn", "2月30日"), ("channel", "0"), ("wantsReply", "要"),
                    ("postalCode", "12"), ("summary", String(repeating: "雪", count: 61))))
            #expect(answer.status == 422)
            for field in ["receivedOn", "channel", "wantsReply", "postalCode", "summary"] {
                #expect(answer.body.contains("<li><a href=\"#\(field)\">"), "\(field)")
                #expect(answer.body.contains("id=\"\(field)-error-0\""), "\(field)")
            }
            for kept in ["2月30日", "見本 &lt;太郎&gt;", "みほん たろう", "要", "０７"] {
                #expect(answer.body.contains("value=\"\(kept)\""), "\(kept)")
            }
            #expect(answer.body.contains("\n朝6時までに\r\nお願いします</textarea>"))
            #expect(answer.body.contains("<option value=\"care\" selected>"))
            #expect(answer.body.contains("type=\"checkbox\" value=\"1\" checked"))
            #expect(try await server.city.log.headPosition() == 0)
            // The same page, put right.
            let sent = try await browser.send("/intake", Self.letter)
            #expect(sent.location?.hasSuffix("&done=R8-0001") == true)
        }
    }

    @Test("匿名は「*」、不明は「?」。全角でもよい。住所のある匿名と、氏名のない手紙は断る")
    func senders() async throws {
        try await TestServer.with { server in
            let browser = try await Self.clerk(server)
            let nobody = Self.letter(("kana", ""), ("postalCode", ""), ("address", ""))
            for (index, mark) in ["*", "＊", "?", "？"].enumerated() {
                try await browser.open("/intake")
                let sent = try await browser.send(
                    "/intake", nobody.map { $0.0 == "name" ? ("name", mark) : $0 })
                #expect(sent.status == 303, "\(mark)")
                let event = try #require(try await server.city.log.event(at: Int64(index) + 1))
                let kind = index < 2 ? "anonymous" : "unknown"
                #expect(
                    String(decoding: event.payload, as: UTF8.self).contains(
                        "\"senderKind\":\"\(kind)\""))
            }
            for (name, fault) in [("*", "いずれか一つだけ"), ("", "氏名を入力してください。")] {
                try await browser.open("/intake")
                let answer = try await browser.send("/intake", Self.letter(("name", name)))
                #expect(answer.status == 422)
                #expect(answer.body.contains("<li><a href=\"#name\">"))
                #expect(answer.body.contains(fault))
            }
            #expect(try await server.city.log.headPosition() == 4)
        }
    }

    @Test("同じ画面を二度送っても受付は1件で、同じ受付番号を示す。内容を変えて送れば確かめる")
    func twice() async throws {
        try await TestServer.with { server in
            let browser = try await Self.clerk(server)
            let hidden = try await browser.open("/intake").hiddenFields
            let first = try await browser.send("/intake", Self.letter)
            let again = try await browser.send("/intake", Self.letter + hidden)
            #expect(again.status == 303)
            #expect(again.location == first.location)
            #expect(try await server.city.log.headPosition() == 1)
            let other = try await browser.send(
                "/intake", Self.letter(("summary", "街灯がつかない")) + hidden)
            #expect(other.status == 422)
            #expect(other.body.contains("先ほど別の内容で登録済みです"))
            #expect(other.body.contains("value=\"街灯がつかない\""))
            #expect(try await server.city.log.headPosition() == 1)
            // Sent once more on purpose, it is another letter.
            let second = try await browser.send(
                "/intake", Self.letter(("summary", "街灯がつかない")))
            #expect(second.location?.hasSuffix("&done=R8-0002") == true)
        }
    }

    @Test("個人番号などの注意は、受付を止めずに示す")
    func warnings() async throws {
        try await TestServer.with { server in
            let browser = try await Self.clerk(server)
            try await browser.open("/intake")
            let sent = try await browser.send(
                "/intake", Self.letter(("body", "私の個人番号は123456789018です。")))
            #expect(sent.status == 303)
            let location = try #require(sent.location)
            #expect(location.contains("warnings=individual-number"))
            let page = try await browser.open(location)
            #expect(page.body.contains("番号法第20条により保管できません。"))
            #expect(!page.body.contains("--blacken"))
            #expect(!page.body.contains("123456789018"))
            let english = try await browser.open("/intake?lang=en&done=%3Cb%3E")
            #expect(english.body.contains("Record and go on"))
            #expect(!english.body.contains("was received"))
        }
    }

    @Test("受付と広聴主管のほかは開けず、この画面からでない送信は断る")
    func strangers() async throws {
        try await TestServer.with { server in
            let viewer = try await Self.clerk(server, "etsuran", .viewer)
            #expect(try await viewer.open("/intake").status == 403)
            #expect(try await viewer.send("/intake", Self.letter).status == 403)
            let clerk = try await Self.clerk(server)
            let hidden = try await clerk.open("/intake").hiddenFields
            #expect(
                try await clerk.send("/intake", Self.letter, withToken: false).status == 403)
            let command = hidden.filter { $0.0 == IntakeView.commandField }
            #expect(
                try await clerk.send("/intake", Self.letter + command, withToken: false).status
                    == 403)
            // Without what makes it known when it comes twice, nothing is taken.
            let token = hidden.filter { $0.0 == Form.tokenField }
            #expect(
                try await clerk.send("/intake", Self.letter + token, withToken: false).status
                    == 400)
            let elsewhere = try await clerk.send(
                "/intake", Self.letter + hidden, withToken: false,
                headers: ["Sec-Fetch-Site": "cross-site"])
            #expect(elsewhere.status == 403)
            #expect(try await server.city.log.headPosition() == 0)
        }
    }
}
