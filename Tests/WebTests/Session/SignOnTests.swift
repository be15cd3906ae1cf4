import Desk
import Foundation
import Hummingbird
import Participation
import Postgres
import TestSupport
import Testing

@testable import Web

@Suite("庁内の認証")
struct SignOnTests {
    private typealias Plan = IdentityProvider.Plan

    /// Whom the provider knows; `sato` of the hearing section unless said otherwise.
    private static let subject = "3f6c1b9e"

    /// A server with a provider, and `sato` bound to somebody it knows.
    private static func with(
        secret: String? = nil, known: String? = nil,
        _ body: @Sendable (TestServer, IdentityProvider) async throws -> Void
    ) async throws {
        try await IdentityProvider.with(secret: known ?? secret) { provider in
            let settings = try OIDCSettings(
                issuer: provider.issuer, clientID: "koe", secret: secret)
            try await TestServer.with(oidc: settings) { server in
                try await server.desk.bind("sato", to: subject, by: nil)
                try await body(server, provider)
            }
        }
    }

    /// Goes to the provider and comes back.
    @discardableResult
    private static func signOn(
        _ browser: Browser, _ server: TestServer, _ provider: IdentityProvider,
        _ plan: Plan = Plan(), from path: String = "/login/oidc"
    ) async throws -> Answer {
        let departure = try await browser.open(path)
        let location = try #require(departure.location, "\(departure.body)")
        return try await browser.open(
            try await provider.authorize(location, plan, at: server.seconds))
    }

    /// Checks that nobody was let in, with these words on the page.
    private static func expectRefused(
        _ answer: Answer, _ words: String, status: Int = 403,
        at location: SourceLocation = #_sourceLocation
    ) {
        #expect(answer.status == status, sourceLocation: location)
        #expect(answer.body.contains(words), "\(answer.body)", sourceLocation: location)
        let cookie = answer.headers["set-cookie"] ?? ""
        #expect(!cookie.contains("koe="), sourceLocation: location)
    }

    @Test("行って戻ると自分の最初の画面に着き、確認コードは求めず、履歴に方法が残る")
    func journey() async throws {
        try await Self.with { server, provider in
            _ = try await server.city.pool.execute(
                """
                UPDATE staff.account SET totp_secret = '\\x00', totp_since = now()
                 WHERE login = 'sato'
                """)
            let browser = Browser(server)
            let departure = try await browser.open("/login/oidc")
            #expect(departure.status == 303)
            let cookie = try #require(departure.headers["set-cookie"])
            #expect(cookie.hasPrefix("koe-oidc="))
            #expect(cookie.hasSuffix("; Max-Age=600; Path=/; HttpOnly; SameSite=Lax"))
            let location = try #require(departure.location)
            #expect(location.hasPrefix("\(provider.issuer)/authorize?tenant=nemuro&"))
            let back = try await provider.authorize(location, Plan(), at: server.seconds)
            let arrived = try await browser.open(back)
            #expect(arrived.status == 303)
            #expect(arrived.location == "/register")
            let cookies = try #require(arrived.headers["set-cookie"])
            #expect(cookies.hasPrefix("koe="))
            #expect(cookies.contains("koe-oidc=; Max-Age=0"))
            #expect(try await browser.open("/register").body.contains("広聴 sato"))
            #expect(try await Self.whats(server).suffix(2) == ["oidc-bound", "logged-in-by-oidc"])

            // Where they wanted to go, in the language they had.
            for (path, place) in [
                ("/login/oidc?next=%2Ffigures%3Fyear%3DR7", "/figures?year=R7"),
                ("/login/oidc?next=https%3A%2F%2Fevil.example%2F", "/register"),
                ("/login/oidc?lang=en", "/register?lang=en"),
            ] {
                let answer = try await Self.signOn(Browser(server), server, provider, from: path)
                #expect(answer.location == place)
            }
            #expect(try await provider.timesAskedForKeys() == 1)
        }
    }

    private static func whats(_ server: TestServer) async throws -> [String] {
        try await server.city.pool.execute(
            """
            SELECT what FROM staff.history AS h JOIN staff.account AS a ON a.id = h.account
             WHERE a.login = 'sato' ORDER BY number
            """
        ).map { try $0.get(0) }
    }

    @Test("どの署名方式でも、名前のない鍵や読めない鍵が並んでいても、ログインできる")
    func algorithms() async throws {
        try await Self.with { server, provider in
            try await provider.publish(["rsa", "ec", "ed"], nameless: ["rsb"])
            for (way, key) in [
                ("RS256", "rsa"), ("PS256", "rsa"), ("ES256", "ec"), ("EdDSA", "ed"),
            ] {
                var plan = Plan(sign: way, key: key)
                #expect(
                    try await Self.signOn(Browser(server), server, provider, plan).status == 303,
                    "\(way)")
                // Without its name: only where there is no choice.
                plan.kid = ""
                let nameless = try await Self.signOn(Browser(server), server, provider, plan)
                #expect(nameless.status == (key == "rsa" ? 403 : 303), "\(way)")
            }
            var several = Plan()
            several.claims = ["aud": .list(["koe", "other"]), "azp": .text("koe")]
            let answer = try await Self.signOn(Browser(server), server, provider, several)
            #expect(answer.status == 303)
        }
    }

    /// Right in all but one claim.
    private static func claim(_ name: String, _ claim: Plan.Claim) -> Plan {
        var plan = Plan()
        plan.claims[name] = claim
        return plan
    }

    @Test("正しくないIDトークンでは誰もログインできず、何が違うかを示す")
    func badTokens() async throws {
        var twoAudiences = Self.claim("aud", .list(["koe", "other"]))
        twoAudiences.claims["azp"] = .text("other")
        let spoilt = Plan(spoil: true)
        let cases: [(String, Plan, IDTokenFault)] = [
            ("別のログインの nonce", Self.claim("nonce", .text("x")), .nonce),
            ("nonce なし", Self.claim("nonce", .none), .nonce),
            ("別の宛先", Self.claim("aud", .text("other")), .audience),
            ("別の宛先にも", twoAudiences, .audience),
            ("宛先が二つで azp なし", Self.claim("aud", .list(["koe", "other"])), .audience),
            ("別の発行者", Self.claim("iss", .text("https://evil.example")), .issuer),
            ("期限切れ", Self.claim("exp", .later(-61)), .expired),
            ("先の日付", Self.claim("iat", .later(90)), .moment),
            ("前に発行されたもの", Self.claim("iat", .later(-90)), .moment),
            ("空の識別子", Self.claim("sub", .text("")), .subject),
            ("長すぎる識別子", Self.claim("sub", .text(String(repeating: "x", count: 256))), .subject),
            ("識別子なし", Self.claim("sub", .none), .malformed),
            ("改ざん", spoilt, .signature),
            ("別の鍵の署名", Plan(key: "rsb", kid: "rsa"), .signature),
            ("公開鍵を秘密にした HS256", Plan(sign: "HS256"), .algorithm),
            ("署名なし", Plan(sign: "none"), .algorithm),
            ("知らない鍵", Plan(key: "rsb"), .unknownKey),
            ("RSAの鍵で ES256", Plan(sign: "ES256", key: "ec", kid: "rsa"), .unknownKey),
        ]
        try await Self.with { server, provider in
            for (name, plan, fault) in cases {
                let browser = Browser(server)
                let answer = try await Self.signOn(browser, server, provider, plan)
                #expect(answer.body.contains(fault.japanese), "\(name): \(answer.body)")
                Self.expectRefused(answer, "続くときはシステム管理者に連絡してください。")
                #expect(try await browser.open("/register").status == 303, "\(name)")
            }
            // A clock may be a minute off.
            var late = Self.claim("exp", .later(-55))
            late.claims["iat"] = .later(55)
            let answer = try await Self.signOn(Browser(server), server, provider, late)
            #expect(answer.status == 303)
        }
    }

    @Test("知らない鍵の署名は鍵を取り直して確かめるが、1分に一度まで")
    func rotation() async throws {
        try await Self.with { server, provider in
            let renewed = Plan(key: "rsb")
            func status(_ plan: Plan) async throws -> Int {
                try await Self.signOn(Browser(server), server, provider, plan).status
            }
            #expect(try await status(Plan()) == 303)
            #expect(try await provider.timesAskedForKeys() == 1)
            // The keys are as fresh as they may be.
            #expect(try await status(renewed) == 403)
            #expect(try await provider.timesAskedForKeys() == 1)
            try await provider.publish(["rsb"])
            server.city.clock.advance(by: 61_000_000)
            #expect(try await status(renewed) == 303)
            #expect(try await provider.timesAskedForKeys() == 2)
            server.city.clock.advance(by: 61_000_000)
            // The old key is not published any more.
            #expect(try await status(Plan()) == 403)
            #expect(try await status(Plan()) == 403)
            #expect(try await status(renewed) == 303)
            #expect(try await provider.timesAskedForKeys() == 3)
        }
    }

    @Test("state がない、ほかのブラウザーのもの、二度目、時間切れ: どれもログインできない")
    func states() async throws {
        try await Self.with { server, provider in
            let stale = "時間が過ぎたか、別の画面で始めた認証です。"
            func leave(_ browser: Browser) async throws -> String {
                let location = try #require(try await browser.open("/login/oidc").location)
                return try await provider.authorize(location, Plan(), at: server.seconds)
            }
            Self.expectRefused(try await Browser(server).open("/login/oidc/return"), stale)
            let (one, other) = (Browser(server), Browser(server))
            let back = try await leave(one)
            let cookie = await one.cookie
            _ = try await leave(other)
            Self.expectRefused(try await other.open(back), stale)
            Self.expectRefused(try await Browser(server).open(back), stale)
            Self.expectRefused(
                try await one.open(back.replacing(/&state=.*/, with: "")), stale)
            await one.plant(cookie)
            let used = try await one.open(back)
            #expect(used.status == 303)
            await one.plant(cookie)
            Self.expectRefused(try await one.open(back), stale)
            let late = Browser(server)
            let lateBack = try await leave(late)
            server.city.clock.advance(by: 601_000_000)
            Self.expectRefused(try await late.open(lateBack), stale)
            // What came back is forgotten when it would be over in any case.
            try await Self.signOn(Browser(server), server, provider)
            let rows = try await server.city.pool.execute("SELECT count(*) FROM staff.sign_on")
            #expect(try rows[0].get(0, as: Int64.self) == 1)
        }
    }

    @Test("認証サーバーの断りは普通の言葉で示し、符号は見せない")
    func refusals() async throws {
        try await Self.with { server, provider in
            for (error, words) in [
                ("access_denied", "認証が取り消されたか、許可されませんでした。"),
                ("invalid_scope", "庁内の認証がKoeの求めを受け付けませんでした。"),
            ] {
                let answer = try await Browser(server).open(
                    "/login/oidc/return?error=\(error)&error_description=no&state=x")
                Self.expectRefused(answer, words)
                #expect(!answer.body.contains(error))
            }
            Self.expectRefused(
                try await Browser(server).open("/login/oidc/return?error=server_error"),
                "庁内の認証が応答しません。", status: 503)
            // A code that is none, and an answer of another provider (RFC 9207).
            for (change, fault) in [
                ("code=x&", OIDCFault.codeRefused), ("iss=https://evil.example&", .otherIssuer),
            ] {
                let browser = Browser(server)
                let location = try #require(try await browser.open("/login/oidc").location)
                let back = try await provider.authorize(location, Plan(), at: server.seconds)
                let changed = back.replacing("return?", with: "return?\(change)")
                    .replacing(change.hasPrefix("code") ? /&code=[^&]*/ : /§/, with: "")
                Self.expectRefused(try await browser.open(changed), fault.japanese)
            }
        }
    }

    @Test("認証サーバーが落ちていても、一行で伝え、パスワードでログインできる")
    func absence() async throws {
        try await Self.with { server, provider in
            try await provider.fail(503)
            let browser = Browser(server)
            let answer = try await browser.open("/login/oidc?next=%2Ffigures")
            Self.expectRefused(answer, "庁内の認証が応答しません。", status: 503)
            #expect(answer.headers["retry-after"] == "2")
            #expect(answer.hiddenFields.contains { $0 == ("next", "/figures") })
            let password = try await server.desk.issuePassword(for: "abe", by: nil)
            #expect(try await browser.logIn("abe", password).location == "/account/password")
            // It is not asked by everybody who tries meanwhile.
            try await provider.fail(0)
            #expect(try await Browser(server).open("/login/oidc").status == 503)
            server.city.clock.advance(by: 6_000_000)
            #expect(try await Browser(server).open("/login/oidc").status == 303)
        }
        try await Self.with { server, provider in
            try await provider.describe(["issuer": "https://evil.example"])
            Self.expectRefused(
                try await Browser(server).open("/login/oidc"), OIDCFault.otherIssuer.japanese)
        }
        try await Self.with { server, provider in
            try await provider.describe(["token_endpoint": "http://koe.example/token"])
            Self.expectRefused(
                try await Browser(server).open("/login/oidc"),
                OIDCFault.unreadable(.description).japanese)
        }
    }

    @Test("登録した秘密でしか、認証サーバーはKoeを認めない")
    func secrets() async throws {
        try await Self.with(secret: "ひみつ:1&2") { server, provider in
            let answer = try await Self.signOn(Browser(server), server, provider)
            #expect(answer.status == 303)
        }
        try await Self.with(secret: "other", known: "ひみつ") { server, provider in
            let answer = try await Self.signOn(Browser(server), server, provider)
            Self.expectRefused(answer, OIDCFault.clientRefused.japanese)
        }
    }

    @Test("結び付いていない人には識別子と頼み方を示し、停止中の人は入れず、役割は日付のとおり")
    func people() async throws {
        try await Self.with { server, provider in
            let desk = server.desk
            var stranger = Plan()
            stranger.claims["sub"] = .text("<b>dare</b>")
            let unbound = try await Self.signOn(Browser(server), server, provider, stranger)
            Self.expectRefused(unbound, "次の識別子を、システム管理者に伝えて")
            #expect(unbound.body.contains("<code>&lt;b&gt;dare&lt;/b&gt;</code>"))
            #expect(try await desk.staff().map(\.login) == ["abe", "sato"])

            let browser = Browser(server)
            try await Self.signOn(browser, server, provider)
            try await desk.disableStaff("sato", by: nil)
            #expect(try await browser.open("/register").location?.hasPrefix("/login") == true)
            Self.expectRefused(
                try await Self.signOn(Browser(server), server, provider), "この利用者は停止中です。")
            try await desk.enableStaff("sato", by: nil)

            // Whoever has no role today may see what everybody may see of themselves: nothing.
            let role = try #require(try await desk.member("sato").held.first)
            let yesterday = try #require(LocalDate(dayNumber: desk.today.dayNumber - 1))
            try await desk.endRole(role.number, of: "sato", through: yesterday, by: nil)
            let former = Browser(server)
            #expect(try await Self.signOn(former, server, provider).location == "/account")
            #expect(try await former.open("/register").status == 403)
        }
    }

    @Test("管理者が結び付け、解除する。同じ識別子は一人だけ。解除するとその人のログインも終わる")
    func binding() async throws {
        try await Self.with { server, provider in
            let code = try #require(LocalGovernmentCode(parsing: "012238"))
            try await server.desk.setUp(city: "根室市", code: code)
            let admin = try await Browser.member(server, "kanri", .admin)
            let page = try await admin.open("/admin/users/abe")
            #expect(page.body.contains("結び付いていません。"))
            let taken = try await admin.send(
                "/admin/users/abe", [("do", "bind"), ("subject", Self.subject)])
            #expect(taken.status == 422)
            #expect(
                taken.body.contains("<a href=\"#subject\">この識別子は、別の利用者に結び付いています。"))
            let malformed = try await admin.send(
                "/admin/users/abe", [("do", "bind"), ("subject", "阿部")])
            #expect(malformed.status == 422)
            try await admin.open("/admin/users/abe")
            let bound = try await admin.send(
                "/admin/users/abe", [("do", "bind"), ("subject", " abe-1 ")])
            #expect(bound.location == "/admin/users/abe")
            #expect(
                try await server.desk.member("abe").binding.map { [$0.issuer, $0.subject] }
                    == [provider.issuer, "abe-1"])

            var plan = Plan()
            plan.claims["sub"] = .text("abe-1")
            let abe = Browser(server)
            #expect(try await Self.signOn(abe, server, provider, plan).location == "/register")
            try await admin.open("/admin/users/abe")
            #expect(try await admin.send("/admin/users/abe", [("do", "unbind")]).status == 303)
            #expect(try await abe.open("/register").location?.hasPrefix("/login") == true)
            let after = try await Self.signOn(Browser(server), server, provider, plan)
            Self.expectRefused(after, "利用者と結び付いていません")
        }
    }

    @Test("時間切れの入力は、新しいタブでログインしてから続けられる")
    func interrupted() async throws {
        try await Self.with { server, provider in
            let tab = Browser(server)
            try await Self.signOn(tab, server, provider)
            try await tab.open("/intake")
            server.city.clock.advance(by: 2 * 3_600_000_000)
            let late = try await tab.send("/intake", [("summary", "除雪を早めて")])
            #expect(late.status == 401)
            #expect(late.body.contains("target=\"_blank\">新しいタブでログイン"))
            let early = try await tab.send("/login", [("resume", "1")])
            #expect(early.status == 401)
            #expect(early.body.contains("まだログインしていません。"))
            // The other tab has the same jar.
            let other = Browser(server)
            try await Self.signOn(other, server, provider)
            let jar = await other.cookie
            await tab.plant(jar)
            let resumed = try await tab.send("/login", [("resume", "1")])
            #expect(resumed.status == 200)
            #expect(resumed.body.contains("action=\"/intake\""))
            #expect(resumed.hiddenFields.contains { $0 == ("summary", "除雪を早めて") })
        }
    }

    @Test("ボタンは設定のある市にだけ、フォームではなくリンクとしてある")
    func offer() async throws {
        let settings = try OIDCSettings(
            issuer: "https://id.example.jp/nemuro/", clientID: "koe", label: "<根室市>でログイン")
        let address = try #require(PublicAddress(parsing: "https://localhost"))
        try await TestServer.with(publicAddress: address, oidc: settings) { server in
            let page = try await server.ask(.get, "/login?next=%2Ffigures", as: nil)
            #expect(
                page.body.contains(
                    "<a class=\"go\" href=\"/login/oidc?next=%2Ffigures\">&lt;根室市&gt;でログイン</a>"))
        }
        try await TestServer.with { server in
            let page = try await server.ask(.get, "/login", as: nil)
            #expect(!page.body.contains("/login/oidc"))
            for path in ["/login/oidc", "/login/oidc/return?code=x&state=y"] {
                #expect(try await server.ask(.get, path, as: nil).status == 404)
            }
        }
        try await Self.with { server, _ in
            let page = try await server.ask(.get, "/login?lang=en", as: nil)
            #expect(page.body.contains("href=\"/login/oidc?lang=en\">Log in with your office"))
        }
        try await IdentityProvider.with { provider in
            let settings = try OIDCSettings(issuer: provider.issuer, clientID: "koe")
            try await TestServer.with(publicAddress: address, oidc: settings) { server in
                let answer = try await server.ask(.get, "/login/oidc", as: nil)
                let cookie = try #require(answer.headers["set-cookie"])
                #expect(cookie.hasPrefix("__Host-koe-oidc="))
                #expect(cookie.hasSuffix("; Max-Age=600; Path=/; HttpOnly; SameSite=Lax; Secure"))
                #expect(
                    answer.location?.contains(
                        "redirect_uri=https%3A%2F%2Flocalhost%2Flogin%2Foidc%2Freturn&") == true)
            }
        }
        for issuer in [
            "http://id.example.jp", "https://id.example.jp?x=1", "id.example.jp", "https://", "",
        ] {
            #expect(throws: OIDCSettings.Fault.notAnIssuer) {
                try OIDCSettings(issuer: issuer, clientID: "koe")
            }
        }
    }
}

extension TestServer {
    /// What its clock says, as tokens have it.
    fileprivate var seconds: Int64 { city.clock.now.microseconds / 1_000_000 }
}
