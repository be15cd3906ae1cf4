import Desk
import Foundation
import Hummingbird
import Participation
import Testing

@testable import Web

@Suite("利用者の管理")
struct StaffPagesTests {
    /// An administrator at a browser.
    private static func administrator(_ server: TestServer) async throws -> Browser {
        let desk = server.desk
        let code = try #require(LocalGovernmentCode(parsing: "012238"))
        try await desk.setUp(city: "根室市", code: code)
        let first = try #require(
            try await { () async throws -> String? in
                _ = try await desk.addStaff(
                    "kanri", name: "管理 花子", roles: [RoleTerm(.admin, from: desk.today)], by: nil)
                return try await desk.issuePassword(for: "kanri", by: nil)
            }())
        let own = "除雪は朝六時までに済ませてほしい"
        let browser = Browser(server)
        try await browser.logIn("kanri", first)
        try await browser.open("/account/password")
        try await browser.send(
            "/account/password", [("password", first), ("newPassword", own), ("repeated", own)])
        return browser
    }

    @Test("利用者の一覧の全体。氏名の記号は無害になる")
    func list() async throws {
        try await TestServer.with { server in
            let browser = try await Self.administrator(server)
            _ = try await server.desk.addStaff(
                "x", name: "<b>\"佐藤\"</b>&", roles: [], by: nil)
            let page = try await browser.open("/admin/users")
            let token = try #require(page.hiddenFields.first { $0.0 == Form.tokenField }?.1)
            try Snapshot.expect(page.body.replacing(token, with: "TOKEN"), is: "users.html")
            #expect(page.body.contains("&lt;b&gt;&quot;佐藤&quot;&lt;/b&gt;&amp;"))
        }
    }

    @Test("誤りは上にまとめ、欄のそばにも示し、入力した内容は残る")
    func mistakes() async throws {
        try await TestServer.with { server in
            let browser = try await Self.administrator(server)
            try await browser.open("/admin/users")
            let answer = try await browser.send(
                "/admin/users",
                [
                    ("login", "kanri"), ("name", "新任 <太郎>"), ("role", "officer"),
                    ("section", "土木課"), ("from-year", "R8"), ("from-month", "13"),
                    ("from-day", "1"),
                ])
            #expect(answer.status == 422)
            #expect(answer.body.contains("<li><a href=\"#from\">開始日: その日付は暦にありません。"))
            #expect(answer.body.contains("value=\"新任 &lt;太郎&gt;\""))
            #expect(answer.body.contains("value=\"13\""))
            #expect(answer.body.contains("<option value=\"officer\" selected>"))
            let taken = try await browser.send(
                "/admin/users",
                [
                    ("login", "kanri"), ("name", "新任"), ("role", "officer"), ("from-year", "令和8"),
                    ("from-month", "４"), ("from-day", "１"),
                ])
            #expect(taken.body.contains("<a href=\"#login\">この利用者名は使われています。"))
        }
    }

    @Test("役割を付け、終え、停止し、再開する。自分の役割は変えられない")
    func changes() async throws {
        try await TestServer.with { server in
            let desk = server.desk
            let browser = try await Self.administrator(server)
            try await browser.open("/admin/users/abe")
            let role = [("do", "give"), ("role", "approver"), ("section", "土木課")]
            #expect(try await browser.send("/admin/users/abe", role).location == "/admin/users/abe")
            let given = try #require(try await desk.member("abe").held.last)
            #expect(given.term == RoleTerm(.approver, section: "土木課", from: desk.today))
            let page = try await browser.open("/admin/users/abe")
            #expect(page.body.contains("決裁を本日で終了する"))
            try await browser.send(
                "/admin/users/abe", [("do", "end"), ("number", "\(given.number)")])
            #expect(try await desk.member("abe").held.last?.term.through == desk.today)
            for (what, isDisabled) in [("disable", true), ("enable", false)] {
                try await browser.open("/admin/users/abe")
                try await browser.send("/admin/users/abe", [("do", what)])
                #expect(try await desk.member("abe").isDisabled == isDisabled)
            }
            try await browser.open("/admin/users/abe")
            let issued = try await browser.send("/admin/users/abe", [("do", "password")])
            let password = try #require(
                issued.body.firstMatch(of: /class="secret"><code>([^<]+)</)?.output.1)
            #expect(try await Browser(server).logIn("abe", String(password)).status == 303)
            try await browser.open("/admin/users/kanri")
            let own = try await browser.send("/admin/users/kanri", role)
            #expect(own.status == 422)
            #expect(own.body.contains("ほかのシステム管理者に頼んでください"))
            #expect(try await browser.open("/admin/users/unknown").status == 404)
        }
    }

    @Test("人事異動は、確かめてから登録する。誤りがあれば何も登録しない")
    func transfers() async throws {
        try await TestServer.with { server in
            let desk = server.desk
            let browser = try await Self.administrator(server)
            try await browser.open("/admin/transfers")
            let day = [("on-year", "R9"), ("on-month", "4"), ("on-day", "1")]
            let list = "利用者名\t氏名\t役割\t所属\r\nabe\t阿部 一\t担当\t土木課\r\nnew\t新任\t受付\t\r\n"
            let looked = try await browser.send(
                "/admin/transfers", day + [("list", list), ("do", "preview")])
            #expect(looked.status == 200)
            #expect(looked.body.contains("変更の確認（2人）"))
            #expect(looked.body.contains("value=\"apply\""))
            #expect(try await desk.staff().contains { $0.login == "new" } == false)
            let done = try await browser.send(
                "/admin/transfers", day + [("list", list), ("do", "apply")])
            #expect(done.body.contains("登録しました（2人）"))
            let april = try #require(LocalDate(iso: "2027-04-01"))
            #expect(try await desk.member("abe").roles(on: april).map(\.role) == [.officer])
            let again = try await browser.send(
                "/admin/transfers", day + [("list", list), ("do", "apply")])
            #expect(again.body.contains("変更はありません"))
            for (text, fault) in [
                ("利用者名\t役割\nabe\t市長\n", "2行目: 役割は"), ("", "見出しの行がありません"),
                ("利用者名\t役割\nkanri\t監査\n", "ほかのシステム管理者に頼んでください"),
            ] {
                let wrong = try await browser.send(
                    "/admin/transfers", day + [("list", text), ("do", "apply")])
                #expect(wrong.status == 422)
                #expect(wrong.body.contains(fault), "\(fault): \(wrong.body)")
            }
        }
    }
}
