import Desk
import Foundation
import Hummingbird
import Participation
import Testing

@testable import Web

@Suite("成果指標のページ")
struct FigurePagesTests {
    private static let pageHeaders = ["content-type": "text/html; charset=utf-8"]

    @Test("一覧のページ全体")
    func board() async throws {
        try await FigureCity.with { city in
            let answer = try await city.page("/figures")
            #expect(answer.status == 200)
            try Snapshot.expect(answer.body, is: "figures.html")
        }
    }

    @Test("訂正前の時点の一覧は、訂正前の数と、過去の時点であることを示す")
    func boardOfThePast() async throws {
        try await FigureCity.with { city in
            let answer = try await city.page("/figures?year=R8&asOf=\(city.before)")
            try Snapshot.expect(answer.body, is: "figures-past.html")
            #expect(answer.body.contains("過去の時点の値です"))
            // Three letters then, two now.
            #expect(answer.body.contains(">3<span class=\"of\">件</span></a>"))
            let now = try await city.page("/figures?year=R8")
            #expect(now.body.contains(">2<span class=\"of\">件</span></a>"))
            #expect(!now.body.contains("過去の時点の値です"))
        }
    }

    @Test("数字のもとになった記録のページ全体（訂正前の時点）")
    func records() async throws {
        try await FigureCity.with { city in
            let answer = try await city.page(
                "/figures/test/letters-to-mayor?year=R8&quarter=1&asOf=\(city.before)")
            #expect(answer.status == 200)
            // Each form that is handed out has an id of its own.
            let body = answer.body.replacing(
                /name="command" value="[^"]*"/, with: "name=\"command\" value=\"\"")
            try Snapshot.expect(body, is: "figure-records.html")
            // 限定 now, it is not shown as of then either; nor is anything a citizen wrote.
            #expect(!answer.body.contains("職員"))
            #expect(!answer.body.contains("見本"))
            #expect(!answer.body.contains("要旨"))
            #expect(answer.body.contains("記録番号 14 で訂正"))
        }
    }

    @Test("一覧にある数字の行き先は、どれも同じ数字のページである")
    func linksLeadToTheirNumbers() async throws {
        try await FigureCity.with { city in
            let board = try await city.page("/figures").body
            let link =
                /<a href="(?<address>[^"]+)">(?<number>[0-9.,]+)(?:<span class="of">[^<]*<\/span>)?<\/a>/
            let links = board.matches(of: link)
            #expect(links.count == 11)
            for match in links {
                let address = match.output.address.replacingOccurrences(of: "&amp;", with: "&")
                let page = try await city.page(address)
                #expect(page.status == 200, "\(address)")
                #expect(
                    page.body.contains("<p class=\"value\">\(match.output.number)<span"),
                    "\(address): \(match.output.number)")
            }
        }
    }

    @Test("名称や分類の記号は無害になる")
    func escapes() async throws {
        try await FigureCity.with { city in
            let pages = [
                "/figures", "/figures?asOf=%22%3E%3Cscript%3E", "/figures/test/letters-to-mayor",
                "/figures/test/letters-to-mayor?asOf=\(city.before)",
                "/figures/test/workshop-participants", "/figures/test/online-share?quarter=1",
                "/figures?plan=%3Cscript%3E", "/figures/%3Cscript%3E/x",
            ]
            for path in pages {
                let answer = try await city.page(path)
                #expect(!answer.body.contains("<script"), "\(path)")
                #expect(!answer.body.contains("<b>"), "\(path)")
                #expect(!answer.body.contains("<i>"), "\(path)")
                #expect(!answer.body.contains("style="), "\(path)")
            }
            let records = try await city.page(
                "/figures/test/letters-to-mayor?asOf=\(city.before)")
            #expect(records.body.contains("&#39;&gt;&lt;script&gt;alert(1)&lt;/script&gt;𠮷"))
        }
    }

    @Test("年度や時点が正しくなければ400で、項目を名指しし、ほかの入力は失われない")
    func refusesInput() async throws {
        try await FigureCity.with { city in
            let cases = [
                ("year=abc", "年度は「R8」「令和8年度」「2026」のように年度で入力してください。"),
                ("asOf=xyz", "時点は、日付"), ("asOf=2026-06-29", "時点に、まだ来ていない日時は指定できません。"),
                ("asOf=2030-01-01T00:00:00Z", "時点に、まだ来ていない日時は指定できません。"),
                ("asOf=20260627", "時点の記録番号は15までです。"),
                ("asOf=8/6/27", "令和8年6月27日、平成20年6月27日のどれか分かりません"),
                ("lens=x", "見方は次のいずれかで指定してください: recorded, current"),
                ("plan=nothing", "計画は次のいずれかで指定してください: test"),
            ]
            for (query, message) in cases {
                let answer = try await city.page("/figures?\(query)")
                #expect(answer.status == 400, "\(query)")
                #expect(answer.headers["content-type"] == "text/html; charset=utf-8")
                let escaped = message.replacingOccurrences(of: "\"", with: "&quot;")
                #expect(answer.body.contains(escaped), "\(query)")
            }
            let answer = try await city.page("/figures?year=R7&asOf=xyz&lens=current")
            #expect(answer.body.contains("value=\"xyz\""))
            #expect(answer.body.contains("<option value=\"R7\" selected>"))
            #expect(answer.body.contains("<option value=\"current\" selected>"))
            #expect(answer.body.contains("<a href=\"#asOf\">"))
            #expect(answer.body.contains("aria-invalid=\"true\""))
        }
    }

    @Test(
        "時点は和暦・全角・空白入りでも読む",
        arguments: [
            "asOf=2026-06-28", "asOf=%E4%BB%A4%E5%92%8C8%E5%B9%B46%E6%9C%8828%E6%97%A5",
            "asOf=R8.6.28", "asOf=%EF%BC%92",
            "asOf=%E4%BB%A4%E5%92%8C8%E5%B9%B4+6%E6%9C%8828%E6%97%A5",
            "asOf=2026-06-28T12:00:00%2B09:00", "asOf=2026-06-28T12:00:00+09:00", "asOf=",
            "year=%EF%BC%B28",
        ])
    func readsMoments(_ query: String) async throws {
        try await FigureCity.with { city in
            let answer = try await city.page("/figures?\(query)")
            #expect(answer.status == 200)
        }
    }

    @Test("記録のページも、正しくない条件を名指しし、ない指標は404になる")
    func refusesRecords() async throws {
        try await FigureCity.with { city in
            let path = "/figures/test/letters-to-mayor"
            for (query, message) in [
                ("quarter=5", "四半期は1から4までの整数で入力してください。"),
                ("until=x", "集計日は実在する日付を"), ("page=0", "頁は1から"), ("page=2", "頁は1から1まで"),
                ("asOf=99", "時点の記録番号は15までです。"),
            ] {
                let answer = try await city.page("\(path)?\(query)")
                #expect(answer.status == 400, "\(query)")
                #expect(answer.body.contains(message), "\(query): \(answer.body)")
            }
            let answer = try await city.page("/figures/test/nothing")
            #expect(answer.status == 404)
            #expect(answer.headers["content-type"] == "text/html; charset=utf-8")
            #expect(answer.body.contains("見つかりません。"))
        }
    }

    @Test("計画がなければ、次にすることを示す")
    func tellsWhatToDo() async throws {
        try await TestServer.with { server in
            let empty = try await server.ask(.get, "/figures")
            #expect(empty.status == 200)
            #expect(empty.body.contains("市の設定がまだです"))
            let code = try #require(LocalGovernmentCode(parsing: "012238"))
            try await server.desk.setUp(city: "根室市", code: code)
            let page = try await server.ask(.get, "/figures")
            #expect(page.body.contains("koe plan import db/plans/nemuro-basic.yaml"))
        }
    }

    @Test("百件を超える記録は頁に分かれ、全件がちょうど一度ずつ現れる")
    func turnsPages() async throws {
        try await FigureCity.with { city in
            for _ in 0..<203 {
                _ = try await city.server.desk.receive(
                    ReceiveRequest(
                        scheme: "letter-to-mayor", channel: "paper", receivedOn: "2026-06-01",
                        sender: .init(anonymous: true), summary: "手紙"),
                    actor: "test", command: nil)
            }
            var address: String? = "/figures/test/letters-to-mayor?year=R8"
            var numbers: [Substring] = []
            var turned = 0
            while let here = address, turned < 5 {
                let body = try await city.page(here).body
                numbers += body.matches(of: /data-label="受付番号">(R8-[0-9]+)</).map(\.output.1)
                let next = body.firstMatch(of: /rel="next" href="([^"]+)"/)?.output.1
                address = next.map { $0.replacingOccurrences(of: "&amp;", with: "&") }
                turned += 1
            }
            #expect(turned == 3)
            // Two were there before, one of them 限定.
            #expect(numbers.count == 204)
            #expect(Set(numbers).count == 204)
        }
    }

    @Test("英語のページは、英語のまま行き来する")
    func speaksEnglish() async throws {
        try await FigureCity.with { city in
            let board = try await city.page("/figures?lang=en").body
            #expect(board.contains("<html lang=\"en\">"))
            #expect(board.contains("Attention"))
            let links = board.matches(of: /<a [^>]*href="(\/[^"]*)"/).map(\.output.1)
            let foreign = links.filter { !$0.contains("lang=en") }
            // The one way to the other language.
            #expect(foreign == ["/figures"])
            let records = try await city.page("/figures/test/online-share?lang=en&quarter=1")
            #expect(records.body.contains("Records of the denominator"))
        }
    }
}
