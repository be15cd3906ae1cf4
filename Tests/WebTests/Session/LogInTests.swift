import Desk
import Foundation
import Hummingbird
import Participation
import Postgres
import TestSupport
import Testing

@testable import Web

@Suite("ログイン")
struct LogInTests {
    private static let own = "除雪は朝六時までに済ませてほしい"

    /// Somebody with a password of their own.
    private static func member(
        _ server: TestServer, _ login: String = "hanako", _ role: StaffRole = .planning
    ) async throws {
        let desk = server.desk
        _ = try await desk.addStaff(
            login, name: "見本 花子", roles: [RoleTerm(role, from: desk.today)], by: nil)
        let browser = Browser(server)
        let password = try await desk.issuePassword(for: login, by: nil)
        #expect(try await browser.logIn(login, password).location == "/account/password")
        try await browser.open("/account/password")
        let changed = try await browser.send(
            "/account/password",
            [("password", password), ("newPassword", own), ("repeated", own)])
        #expect(changed.status == 303, "\(changed.body)")
    }

    @Test("初めてのログインでは自分のパスワードを決めるまで何も見られず、渡されたものは二度と使えない")
    func firstLogIn() async throws {
        try await TestServer.with { server in
            let desk = server.desk
            let password = try #require(
                try await { () async throws -> String? in
                    _ = try await desk.addStaff(
                        "kanri", name: "管理", roles: [RoleTerm(.admin, from: desk.today)], by: nil)
                    return try await desk.issuePassword(for: "kanri", by: nil)
                }())
            let browser = Browser(server)
            let entered = try await browser.logIn("ＫＡＮＲＩ", password)
            #expect(entered.status == 303)
            #expect(entered.location == "/account/password")
            #expect(try await browser.open("/admin/users").location == "/account/password")
            #expect(try await browser.open("/figures").location == "/account/password")
            try await browser.open("/account/password")
            for (new, repeated, text) in [
                ("短い", "短い", "15字以上"), ("passwordpassword1", "passwordpassword1", "よく使われる語"),
                (Self.own, Self.own + "。", "確認用の入力が違います"),
                (password, password, "今と違う"),
            ] {
                let refused = try await browser.send(
                    "/account/password",
                    [("password", password), ("newPassword", new), ("repeated", repeated)])
                #expect(refused.status == 422)
                #expect(refused.body.contains(text), "\(new)")
                // No password is ever sent back.
                #expect(!refused.body.contains(password))
            }
            let before = await browser.cookie
            let done = try await browser.send(
                "/account/password",
                [("password", password), ("newPassword", Self.own), ("repeated", Self.own)])
            #expect(done.location == "/admin/users")
            #expect(await browser.cookie != before)
            #expect(try await browser.open("/admin/users").status == 200)
            #expect(try await Browser(server).logIn("kanri", password).status == 401)
            #expect(try await Browser(server).logIn("kanri", Self.own).status == 303)
        }
    }

    @Test("ログイン画面の全体")
    func page() async throws {
        try await TestServer.with { server in
            let code = try #require(LocalGovernmentCode(parsing: "012238"))
            try await server.desk.setUp(city: "根室市", code: code)
            let page = try await server.ask(.get, "/login?next=/figures", as: nil)
            #expect(page.status == 200)
            try Snapshot.expect(page.body, is: "login.html")
        }
    }

    @Test("知らない利用者名、違うパスワード、停止中の利用者には、同じ答え")
    func sameAnswer() async throws {
        try await TestServer.with { server in
            try await Self.member(server)
            try await Self.member(server, "teishi")
            try await server.desk.disableStaff("teishi", by: nil)
            var answers: Set<String> = []
            for (login, password) in [
                ("hanako", "違うパスワードを入れました"), ("unknown", Self.own), ("teishi", Self.own),
                ("'; DROP TABLE staff.account", "x"), ("abe", ""),
            ] {
                let answer = try await Browser(server).logIn(login, password)
                #expect(answer.status == 401)
                #expect(answer.headers["set-cookie"] == nil)
                answers.insert(
                    answer.body.replacing(/name="login"[^>]*value="[^"]*"/, with: "login"))
            }
            #expect(answers.count == 1)
        }
    }

    @Test("クッキーは JavaScript から見えず、TLSの前段があれば __Host- が付く")
    func cookies() async throws {
        let address = try #require(PublicAddress(parsing: "https://localhost"))
        try await TestServer.with(publicAddress: address) { server in
            try await Self.member(server)
            let answer = try await Browser(server).logIn("hanako", Self.own)
            let cookie = try #require(answer.headers["set-cookie"])
            #expect(cookie.hasPrefix("__Host-koe="))
            #expect(cookie.hasSuffix("; Path=/; HttpOnly; SameSite=Lax; Secure"))
        }
        try await TestServer.with { server in
            try await Self.member(server)
            let answer = try await Browser(server).logIn("hanako", Self.own)
            let cookie = try #require(answer.headers["set-cookie"])
            #expect(cookie.hasPrefix("koe="))
            #expect(cookie.hasSuffix("; Path=/; HttpOnly; SameSite=Lax"))
            // The database has only its digest.
            let value = cookie.dropFirst(4).prefix { $0 != ";" }
            let rows = try await server.city.pool.execute(
                "SELECT count(*) FROM staff.session WHERE digest = \(Array(value.utf8))")
            #expect(try rows[0].get(0, as: Int64.self) == 0)
        }
    }

    @Test("植え付けられたクッキーは、ログインの後では何の役にも立たない")
    func sessionFixation() async throws {
        try await TestServer.with { server in
            try await Self.member(server)
            try await Self.member(server, "warui")
            let attacker = Browser(server)
            try await attacker.logIn("warui", Self.own)
            let planted = await attacker.cookie
            let victim = Browser(server)
            await victim.plant(planted)
            // The page of whoever is logged in is not the login page: they log in all the same.
            let answer = try await victim.send(
                "/login", [("login", "hanako"), ("password", Self.own)])
            #expect(answer.status == 303)
            #expect(await victim.cookie != planted)
            #expect(try await attacker.open("/account").location?.hasPrefix("/login") == true)
            #expect(try await victim.open("/account").body.contains("hanako"))
            // A cookie nobody has issued is no session.
            await victim.plant("koe=\(String(repeating: "A", count: 43))")
            #expect(try await victim.open("/account").status == 303)
        }
    }

    @Test("ほかのサイトから、または印のない送信は403で、何も起きない")
    func crossSite() async throws {
        try await TestServer.with { server in
            try await Self.member(server, "kanri", .admin)
            let browser = Browser(server)
            try await browser.logIn("kanri", Self.own)
            let fields = [("login", "new"), ("name", "新任"), ("role", "viewer")]
            for headers in [
                ["Sec-Fetch-Site": "cross-site"], ["Sec-Fetch-Site": "same-site"],
                ["Origin": "https://evil.example"], ["Origin": "null"],
            ] {
                try await browser.open("/admin/users")
                let answer = try await browser.send("/admin/users", fields, headers: headers)
                #expect(answer.status == 403, "\(headers)")
            }
            #expect(try await browser.send("/admin/users", fields, withToken: false).status == 403)
            let wrong = fields + [(Form.tokenField, "wrong")]
            #expect(try await browser.send("/admin/users", wrong, withToken: false).status == 403)
            #expect(try await server.desk.staff().contains { $0.login == "new" } == false)
            try await browser.open("/admin/users")
            let answer = try await browser.send(
                "/admin/users", fields,
                headers: ["Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"])
            #expect(answer.location == "/admin/users/new")
            // The API takes a cookie only with the token in a header.
            let cookie = try #require(await browser.cookie)
            let headers = [
                "Cookie": cookie, "Content-Type": "application/json", "Idempotency-Key": "k",
            ]
            let refused = try await server.ask(.post, "/api/v1/items", headers, letter, as: nil)
            #expect(refused.status == 403)
            #expect(refused.body.contains("not-from-our-page"))
        }
    }

    @Test("1時間操作がなければ、また12時間で、ログインは終わる。入力した内容は失われない")
    func limits() async throws {
        try await TestServer.with { server in
            try await Self.member(server, "kanri", .admin)
            let browser = Browser(server)
            try await browser.logIn("kanri", Self.own)
            try await browser.open("/admin/users")
            server.city.clock.advance(by: 3_601 * 1_000_000)
            let typed = [("login", "new"), ("name", "新任 <太郎>"), ("role", "viewer")]
            let late = try await browser.send("/admin/users", typed)
            #expect(late.status == 401)
            #expect(late.body.contains("入力した内容は残っています"))
            let resumed = try await browser.send(
                "/login", [("login", "kanri"), ("password", Self.own)])
            #expect(resumed.status == 200)
            #expect(resumed.body.contains("action=\"/admin/users\""))
            #expect(resumed.hiddenFields.contains { $0 == ("name", "新任 <太郎>") })
            #expect(try await browser.send("/admin/users", []).location == "/admin/users/new")
            #expect(try await server.desk.member("new").name == "新任 <太郎>")

            for _ in 0..<13 {
                server.city.clock.advance(by: 3_500 * 1_000_000)
                try await browser.open("/admin/users")
            }
            #expect(await browser.page.location?.hasPrefix("/login?next=") == true)
        }
    }

    @Test("ログインの後は、行こうとした画面か、役割の最初の画面へ。ほかのサイトへは行かない")
    func landsOnItsPlace() async throws {
        try await TestServer.with { server in
            try await Self.member(server)
            let wanted = Browser(server)
            let asked = try await wanted.open("/figures?year=R8&asOf=1")
            let place = try #require(asked.location)
            #expect(place.hasPrefix("/login?next=%2Ffigures"))
            try await wanted.open(place)
            #expect(
                try await wanted.logIn("hanako", Self.own).location == "/figures?year=R8&asOf=1")
            for evil in ["https://evil.example", "//evil.example", "/\\evil.example"] {
                let browser = Browser(server)
                let answer = try await browser.send(
                    "/login", [("login", "hanako"), ("password", Self.own), ("next", evil)])
                #expect(answer.location == "/figures", "\(evil)")
            }
        }
    }

    @Test("ログアウトすると、そのクッキーは使えない")
    func logsOut() async throws {
        try await TestServer.with { server in
            try await Self.member(server)
            let browser = Browser(server)
            try await browser.logIn("hanako", Self.own)
            let cookie = await browser.cookie
            try await browser.open("/account")
            #expect(try await browser.send("/logout", []).location == "/login?out=1")
            #expect(await browser.cookie == nil)
            await browser.plant(cookie)
            #expect(try await browser.open("/account").location?.hasPrefix("/login") == true)
        }
    }

    @Test("確認コードを使う人は、コードを入れるまで何も見られない")
    func secondStep() async throws {
        try await TestServer.with { server in
            try await Self.member(server)
            let browser = Browser(server)
            try await browser.logIn("hanako", Self.own)
            try await browser.open("/account")
            let prepared = try await browser.send("/account/codes", [("step", "prepare")])
            let key = try #require(prepared.body.firstMatch(of: /<code>([A-Z2-7 ]{39})<\/code>/))
            #expect(!key.output.1.isEmpty)
            let wrong = try await browser.send(
                "/account/codes", [("step", "begin"), ("code", "000000")])
            #expect(wrong.status == 422)
            // Nothing is asked for before a code was right.
            #expect(try await Browser(server).logIn("hanako", Self.own).location == "/figures")
        }
    }
}
