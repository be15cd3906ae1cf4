import Desk
import Foundation
import Hummingbird
import Participation
import Testing

@testable import Web

@Suite("指標の比較・絞込み・評価・ファイル")
struct FigureReviewTests {
    @Test("二時点を並べ、差の内訳へ進むと出来事の一覧がある")
    func compares() async throws {
        try await FigureCity.with { city in
            let page = try await city.page("/figures?year=R8&compare=\(city.before)")
            #expect(page.status == 200)
            #expect(page.body.contains("二時点の比較"))
            // Three letters then, two now: one of them had come in the year before.
            #expect(page.body.contains("data-label=\"前の時点\">3件<"))
            #expect(page.body.contains("data-label=\"後の時点\">2件<"))
            #expect(page.body.contains("data-label=\"差\">-1<"))
            let way = try #require(
                page.body.firstMatch(
                    of: /href="(\/figures\/test\/letters-to-mayor[^"]*)">差の内訳/)?.output.1)
            let list = try await city.page(way.replacingOccurrences(of: "&amp;", with: "&"))
            #expect(list.status == 200)
            #expect(list.body.contains("差のもとになった出来事"))
            #expect(list.body.contains("data-label=\"出来事\">訂正</td>"))
            #expect(list.body.contains("増減の合計 -1"))
            for wrong in ["compare=99", "compare=xyz", "compare=2030-01-01"] {
                let answer = try await city.page("/figures?\(wrong)")
                #expect(answer.status == 400, "\(wrong)")
                #expect(answer.body.contains("<a href=\"#compare\">"), "\(wrong)")
            }
        }
    }

    @Test("絞り込むと、そのことを示し、目標と比べず、記録の一覧も同じに絞り込む")
    func narrows() async throws {
        try await FigureCity.with { city in
            let page = try await city.page("/figures?year=R8&channel=form")
            #expect(page.body.contains("絞り込んだ値です"))
            #expect(page.body.contains("絞込みの対象外"))
            #expect(page.body.contains("<details class=\"more\" open>"))
            let way = try #require(
                page.body.firstMatch(
                    of: /href="(\/figures\/test\/letters-to-mayor[^"]*)">1<span/)?.output.1)
            #expect(way.contains("channel=form"))
            let list = try await city.page(way.replacingOccurrences(of: "&amp;", with: "&"))
            #expect(list.body.contains("<p class=\"value\">1<span"))
            #expect(list.body.matches(of: /data-label="受付番号"/).count == 1)
            let wrong = try await city.page("/figures?channel=owl&anonymous=perhaps")
            #expect(wrong.status == 400 && wrong.body.contains("<a href=\"#channel\">"))
        }
    }

    @Test("定義と版は数字のそばに、推移は図と同じ数の表で示す")
    func explains() async throws {
        try await FigureCity.with { city in
            let board = try await city.page("/figures").body
            #expect(board.contains("の数え方</span></summary><p>"))
            #expect(board.contains("受付日の属する期間に数えます。第1版</p>"))
            #expect(board.contains("<svg class=\"line\" role=\"img\""))
            let page = try await city.page("/figures/test/letters-to-mayor").body
            #expect(page.contains("計画期間の推移"))
            #expect(page.contains("<th scope=\"col\">R16</th>"))
            #expect(page.contains("R11 目標値 130件"))
        }
    }

    @Test("CSVとExcelは、画面と同じ条件の同じ数を渡す")
    func files() async throws {
        try await FigureCity.with { city in
            let csv = try await city.page("/figures.csv?year=R8")
            #expect(csv.headers["content-type"] == "text/csv; charset=utf-8")
            #expect(csv.headers["content-disposition"]?.contains("%E6%88%90%E6%9E%9C") == true)
            #expect(csv.body.contains("\"市長への手紙の受付件数\",\"件\",120,"))
            #expect(csv.body.contains("\"未把握\"") && csv.body.contains("\"未到来\""))
            let compared = try await city.page("/figures.csv?year=R8&compare=\(city.before)")
            #expect(compared.body.contains("\"市長への手紙の受付件数\",\"件\",3,2,-1\r\n"))
            let book = try await city.page("/figures.xlsx?year=R8")
            #expect(book.headers["content-type"] == Workbook.mediaType)
            #expect(book.body.hasPrefix("PK"))
            #expect(try await city.page("/figures.csv?year=abc").status == 400)
        }
    }

    @Test("企画は期間ごとに要因分析を書き、誤りは欄のそばに示され、閲覧は読むだけ")
    func outlook() async throws {
        try await FigureCity.with { city in
            let browser = try await Browser.member(city.server, "plan", .planning)
            let path = "/figures/test/letters-to-mayor?year=R8&quarter=1"
            let page = try await browser.open(path)
            #expect(page.body.contains("この期間の評価はまだ記入されていません。"))
            let refused = try await browser.send(path, [("forecast", "たくさん")])
            #expect(refused.status == 422)
            #expect(refused.body.contains("<a href=\"#forecast\">"))
            #expect(refused.body.contains("value=\"たくさん\""))
            let blank = try await browser.send(path, [("cause", " ")])
            #expect(blank.status == 422)
            let done = try await browser.send(
                path, [("cause", "<b>広報</b>で取り上げた"), ("prospect", "nearly")])
            #expect(done.status == 303)
            let after = try await browser.open(path)
            #expect(after.body.contains("<dd>&lt;b&gt;広報&lt;/b&gt;で取り上げた</dd>"))
            #expect(after.body.contains("<dd>おおむね達成見込み</dd>"))
            // Another quarter is another period.
            let year = try await browser.open("/figures/test/letters-to-mayor?year=R8")
            #expect(!year.body.contains("おおむね達成見込み</dd>"))
            let viewer = try await Browser.member(city.server, "view", .viewer)
            let seen = try await viewer.open(path)
            #expect(seen.body.contains("<dd>おおむね達成見込み</dd>"))
            #expect(!seen.body.contains("評価を記入する"))
        }
    }
}
