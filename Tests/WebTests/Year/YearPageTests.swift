import Desk
import Foundation
import Hummingbird
import Participation
import Testing

@testable import Web

@Suite("年度更新の画面")
struct YearPageTests {
    @Test("状態は記録から読まれ、名義・閉庁日・職員配置をこの画面で済ませられる")
    func journey() async throws {
        try await TestServer.with { server in
            let browser = try await Browser.member(server, "plan", .planning)
            let path = "/year?year=R9"
            let page = try await browser.open(path)
            #expect(page.status == 200)
            #expect(page.body.contains("<span class=\"mark behind\">未</span>"))
            #expect(page.body.contains("href=\"/lectures/offers?year=R9\""))
            // Who cannot take transfers is not sent there.
            #expect(!page.body.contains("/admin/transfers"))
            let first = [("from-year", "R9"), ("from-month", "4"), ("from-day", "1")]
            let wrong = try await browser.send(
                path, first + [("task", "signature"), ("title", "市長")])
            #expect(wrong.status == 422)
            #expect(wrong.body.contains("<a href=\"#signature-name\">"))
            let signed = try await browser.send(
                path, first + [("task", "signature"), ("title", "市長"), ("name", "<b>見本</b>")])
            #expect(signed.status == 303)
            #expect(signed.location == "/year?year=R9&done=signature")
            let after = try await browser.open(path)
            #expect(after.body.contains("市長 &lt;b&gt;見本&lt;/b&gt;（令和9年4月1日(木)から）"))
            let closed = try await browser.send(
                path,
                [
                    ("task", "closed-day"), ("on-year", "R9"), ("on-month", "8"), ("on-day", "1"),
                    ("name", "開港記念日"),
                ])
            #expect(closed.status == 303)
            try await browser.open(path)
            let holidays = try await browser.send(
                path, [("task", "holidays"), ("list", "2028/3/20,春分の日\nいつか,ない日")])
            #expect(holidays.status == 422)
            #expect(holidays.body.contains("<a href=\"#holidays-list\">"))
            let taken = try await browser.send(
                path, [("task", "holidays"), ("list", "2028/3/20,春分の日")])
            #expect(taken.status == 303)
            try await browser.open(path)
            let posts = try await browser.send(
                path,
                first + [
                    ("task", "posts"), ("list", "職名,職位,所管課,在職者,区分,代決\n市長,市長,,,,"),
                ])
            #expect(posts.status == 303)
            let done = try await browser.open(path)
            #expect(done.body.contains("祝日などは令和10年3月20日(月)まで登録済み"))
            #expect(done.body.contains("令和9年4月1日(木)施行の表。欠員: 市長"))
            #expect(done.body.contains("市長,市長,,,本務,</textarea>"))
            #expect(try await browser.send(path, [("task", "dance")]).status == 400)
            let viewer = try await Browser.member(server, "view", .viewer)
            #expect(try await viewer.open(path).status == 403)
            #expect(try await browser.open("/year?lang=en").body.contains("New fiscal year"))
        }
    }
    @Test("職員配置を直しても、決裁の区分は今の表のまま残る")
    func keepsRanks() async throws {
        try await TestServer.with { server in
            let list = "職名,職位,所管課,在職者,区分,代決\n課長,課長,,,,\n部長,部長,,,,\n係長,係長,,,,\n"
            let spring = try #require(LocalDate(iso: "2026-04-01"))
            _ = try await server.desk.importPosts(
                try TableFile(Array(list.utf8)), effectiveOn: spring, minorDecidedBy: .chief,
                decidedBy: .department, actor: "test")
            let browser = try await Browser.member(server, "plan", .planning)
            try await browser.open("/year?year=R9")
            let sent = try await browser.send(
                "/year?year=R9",
                [
                    ("from-year", "R9"), ("from-month", "4"), ("from-day", "1"), ("task", "posts"),
                    ("list", list + "市長,市長,,,,"),
                ])
            #expect(sent.status == 303)
            let next = try #require(LocalDate(iso: "2027-04-01"))
            let taken = try #require(try await server.desk.posts().list(on: next))
            #expect(taken.effectiveOn == next && taken.posts.count == 4)
            #expect(taken.minorDecidedBy == .chief && taken.decidedBy == .department)
        }
    }

    @Test("二人が同じ表を直せば、後の人には先に登録された表と自分の入力が並び、見てからだけ置き換わる")
    func twoPeople() async throws {
        try await TestServer.with { server in
            let path = "/year?year=R9"
            let (one, other) = (
                try await Browser.member(server, "one", .planning),
                try await Browser.member(server, "other", .planning)
            )
            func fields(_ holder: String) -> [(String, String)] {
                [
                    ("from-year", "R9"), ("from-month", "4"), ("from-day", "1"), ("task", "posts"),
                    ("list", "職名,職位,所管課,在職者,区分,代決\n市長,市長,,\(holder),,"),
                ]
            }
            try await one.open(path)
            try await other.open(path)
            #expect(try await other.send(path, fields("sakino")).status == 303)
            // What is wrong with the list is put right without having seen the other one.
            #expect(try await one.send(path, fields("x,y,z,\"")).status == 422)
            let late = try await one.send(path, fields("atono"))
            #expect(late.status == 409)
            #expect(late.body.contains("ほかの人が職員配置表を登録しました"))
            #expect(late.body.contains("登録されている表（令和9年4月1日(木)施行）"))
            #expect(late.body.contains("市長,市長,,sakino"))
            #expect(late.body.contains("市長,市長,,atono"))
            func holder() async throws -> String? {
                let day = try #require(LocalDate(iso: "2027-04-01"))
                return try await server.desk.posts().list(on: day)?.posts.first?.holder?.text
            }
            #expect(try await holder() == "sakino")
            #expect(try await one.send(path, fields("atono")).status == 303)
            #expect(try await holder() == "atono")
        }
    }
}
