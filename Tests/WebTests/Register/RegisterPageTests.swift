import Desk
import Foundation
import Hummingbird
import Participation
import TestSupport
import Testing

@testable import Web

@Suite("受付簿")
struct RegisterPageTests {
    @Test("新しい順に並び、絞込みは全てに当てはまるものだけを示し、限定は指名された人だけに見える")
    func filters() async throws {
        try await RegisterCity.with { city in
            for (query, numbers) in [
                ("", ["R8-0003", "R8-0002", "R8-0001"]),
                ("?year=R8&from=R8.6.1&through=6/10", ["R8-0002"]),
                ("?year=R7", []),
                ("?channel=form", ["R8-0003"]), ("?category=%3Ci%3E07", ["R8-0002"]),
                ("?section=%E5%9C%9F%E6%9C%A8%E8%AA%B2", ["R8-0001"]),
                ("?state=routed", ["R8-0001"]),
                ("?mark=untriaged", ["R8-0003", "R8-0002"]), ("?mark=anonymous", ["R8-0003"]),
                ("?mark=untranscribed", ["R8-0003"]),
                ("?mark=overdue", ["R8-0002", "R8-0001"]), ("?mark=publishable", ["R8-0001"]),
                ("?mark=overdue&mark=untriaged", ["R8-0002"]),
                ("?q=%E9%99%A4%E9%9B%AA", ["R8-0001"]),
                ("?q=%E9%99%A4%E9%9B%AA+%E6%99%82%E9%96%93&state=routed", ["R8-0001"]),
                ("?q=%E9%99%A4%E9%9B%AA&state=received", []),
            ] {
                let page = try await city.ask("/register\(query)")
                #expect(page.status == 200, "\(query)")
                #expect(RegisterCity.numbers(page) == numbers, "\(query)")
            }
            try await city.server.desk.setReader("sato", of: city.secret, mayRead: true, by: nil)
            let named = try await city.ask("/register")
            #expect(RegisterCity.numbers(named).first == "R8-0004")
            #expect(named.body.contains("職員のこと"))
            let other = try await city.ask("/register", as: "abe")
            #expect(RegisterCity.numbers(other).first == "R8-0003")
        }
    }

    @Test("要旨は手紙を読める役割だけに示し、示すたびに誰にかを記録する。ほかの役割には伏せる")
    func masking() async throws {
        try await RegisterCity.with { city in
            let desk = city.server.desk
            for role in StaffRole.allCases where role != .admin {
                let login = "x-\(role.rawValue)"
                let token = try await desk.token(of: login, role)
                let page = try await city.ask("/register", token: token)
                let mayRead = AccessTable.letterReaders.contains(role)
                #expect(page.body.contains("除雪の時間") == mayRead, "\(role)")
                #expect(page.body.contains("■■■") == !mayRead, "\(role)")
                let search = try await city.ask("/register?q=%E9%99%A4%E9%9B%AA", token: token)
                #expect(search.status == (mayRead ? 200 : 403), "\(role)")
                let opened = try await desk.openings(
                    by: login, from: desk.today, through: desk.today)
                #expect(opened.filter { $0.part == .register }.count == (mayRead ? 3 : 0))
                #expect(opened.filter { $0.part == .found }.count == (mayRead ? 1 : 0))
            }
        }
    }

    @Test("市民の書いた文字は文字のまま示し、CSVでは式にならない")
    func hostile() async throws {
        try await RegisterCity.with { city in
            let page = try await city.ask(
                "/register?q=%22%3E%3Cscript%3E&section=%22%3E%3Cb%3E&from=%3Cb%3E")
            #expect(page.status == 400)
            #expect(!page.body.contains("<script>") && !page.body.contains("\"><b>"))
            #expect(page.body.contains("&quot;&gt;&lt;script&gt;"))
            let list = try await city.ask("/register")
            #expect(list.body.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
            #expect(!list.body.contains("<script>") && !list.body.contains("<i>07"))
            let file = try await city.ask("/register.csv?mark=anonymous")
            #expect(file.headers["content-type"] == "text/csv; charset=utf-8")
            #expect(
                file.body == """
                    \u{FEFF}"受付番号","受付日","受付制度","経路","要旨","分類","担当","期限","状態","公表"\r
                    "R8-0003","2026-06-20","市長への手紙","フォーム","'=HYPERLINK(""http://x"")","","",\
                    "2026-07-04","受付","記載なし"\r

                    """)
            let opened = try await city.server.desk.openings(
                by: "sato", from: city.server.desk.today, through: city.server.desk.today)
            #expect(opened.filter { $0.way == .exported }.count == 1)
        }
    }

    @Test("限定は、指名された人が保存するファイルにも入らず、入らないことを画面で知らせる")
    func restrictedInFiles() async throws {
        try await RegisterCity.with { city in
            let note = "限定の案件は、ファイルに入りません。"
            #expect(try await !city.ask("/register").body.contains(note))
            try await city.server.desk.setReader("sato", of: city.secret, mayRead: true, by: nil)
            let page = try await city.ask("/register")
            #expect(page.body.contains("R8-0004") && page.body.contains(note))
            let file = try await city.ask("/register.csv")
            #expect(file.body.contains("R8-0003") && file.body.contains("R8-0001"))
            #expect(!file.body.contains("R8-0004") && !file.body.contains("職員のこと"))
            let day = city.server.desk.today
            let exported = try await city.server.desk.openings(by: "sato", from: day, through: day)
                .filter { $0.way == .exported }
            #expect(exported.count == 3)
        }
    }

    @Test("誤りは上と欄のそばに示し、入力は残る。1文字の語は断る")
    func mistakes() async throws {
        try await RegisterCity.with { city in
            let page = try await city.ask(
                "/register?from=2%E6%9C%8830%E6%97%A5&state=x&q=%E9%9B%AA")
            #expect(page.status == 400)
            #expect(page.body.contains("<li><a href=\"#from\">"))
            #expect(page.body.contains("value=\"2月30日\""))
            #expect(page.body.contains("value=\"雪\""))
            let short = try await city.ask("/register?q=%E9%9B%AA")
            #expect(short.status == 400)
            #expect(short.body.contains("<li><a href=\"#q\">"))
            #expect(try await city.ask("/register?after=x").status == 400)
            #expect(try await city.ask("/register?q=%00%00").status == 400)
        }
    }

    @Test("頁は続きから始まり、どの案件も一度だけ現れる。後から来た案件は前の頁を動かさない")
    func pages() async throws {
        try await RegisterCity.with { city in
            let headers = ["Accept": "application/json"]
            var path: String? = "/api/v1/items?limit=1&year=R8"
            var found: [String] = []
            while let asked = path, found.count < 10 {
                let page = try await city.server.ask(.get, asked, headers)
                #expect(page.status == 200)
                #expect(page.body.contains("\"personal\":\"masked\""))
                found += page.body.matches(of: /"receiptNumber":"([^"]+)"/)
                    .map { String($0.output.1) }
                if found.count == 1 { _ = try await city.server.post(letter) }
                path = page.headers["link"]?.wholeMatch(of: /<([^>]+)>; rel="next"/)
                    .map { String($0.output.1) }
            }
            #expect(found == ["R8-0003", "R8-0002", "R8-0001"])
        }
    }

    @Test("APIは理由があるときだけ要旨を示し、知らない条件は断る")
    func api() async throws {
        try await RegisterCity.with { city in
            func ask(_ query: String, token: String? = nil) async throws -> Answer {
                var headers: [String: String] = [:]
                headers["Authorization"] = token.map { "Bearer \($0)" }
                return try await city.server.ask(
                    .get, "/api/v1/items?\(query)", headers, as: token == nil ? "sato" : nil)
            }
            let plain = try await ask("mark=publishable")
            #expect(
                plain.body.contains("\"overdue\":true") && !plain.body.contains("summary"))
            let opened = try await ask("mark=publishable&reason=%E9%9B%86%E8%A8%88")
            #expect(opened.body.contains("\"summary\":\"除雪の時間を早めて\""))
            #expect(try await ask("q=%E9%99%A4%E9%9B%AA").status == 400)
            #expect(try await ask("limit=101").status == 400)
            #expect(try await ask("sate=done").status == 400)
            let viewer = try await city.server.desk.token(of: "etsuran", .viewer)
            #expect(try await ask("", token: viewer).status == 200)
            #expect(try await ask("reason=x", token: viewer).status == 403)
        }
    }

    @Test("差出人からは理由を書いて探し、名前は番地に残らない")
    func people() async throws {
        try await RegisterCity.with { city in
            let browser = try await Browser.member(city.server, "tantou", .officer)
            try await browser.open("/register/people")
            let without = try await browser.send("/register/people", [("name", "見本")])
            #expect(without.status == 422)
            #expect(without.body.contains("<li><a href=\"#reason\">"))
            #expect(without.body.contains("value=\"見本\""))
            let nobody = try await browser.send("/register/people", [("reason", "照会")])
            #expect(nobody.status == 422)
            let found = try await browser.send(
                "/register/people", [("name", "見本"), ("reason", "電話の照会")])
            #expect(RegisterCity.numbers(found) == ["R8-0001"])
            let restricted = try await browser.send(
                "/register/people", [("name", "公益"), ("reason", "電話の照会")])
            #expect(RegisterCity.numbers(restricted).isEmpty)
            let opened = try await city.server.desk.openings(
                by: "tantou", from: city.server.desk.today, through: city.server.desk.today)
            #expect(opened.map(\.reason.content?.text) == ["電話の照会"])
        }
    }
}
