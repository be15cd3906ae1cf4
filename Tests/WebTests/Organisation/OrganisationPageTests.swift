import Desk
import EventLog
import Foundation
import Hummingbird
import Participation
import TestSupport
import Testing

@testable import Web

@Suite("組織と組織改正の画面")
struct OrganisationPageTests {
    private static func with(_ body: @Sendable (TestServer) async throws -> Void) async throws {
        try await TestServer.with { server in
            let list = """
                code,name,parent
                10,総務部,
                11,"<b>庶務課</b>",10
                12,税務課,10
                """
            let day = try #require(LocalDate(iso: "2020-04-01"))
            _ = try await server.desk.importOrganisation(
                OrganisationFiles(list: try TableFile(Array(list.utf8))), effectiveOn: day,
                actor: "test")
            _ = try await server.post(letter)
            let id = try await server.desk.itemID(of: "R8-0001")
            _ = try await server.desk.handle(
                .route(ItemRouting(lead: "11", by: .clerk)), of: Item.self, stream: id,
                actor: "test", command: nil)
            try await body(server)
        }
    }

    private static let day = [("on-year", "R9"), ("on-month", "4"), ("on-day", "1")]

    @Test("改正を一つずつ加え、試行で行き先を見て、登録すると予定として現れる")
    func journey() async throws {
        try await Self.with { server in
            let browser = try await Browser.member(server, "plan", .planning)
            let path = "/organisation/reform"
            let start = try await browser.open(path)
            #expect(start.body.contains("改正の内容はまだありません"))
            #expect(start.body.contains("総務部 &lt;b&gt;庶務課&lt;/b&gt;（11）・処理中1件</option>"))
            let missing = try await browser.send(path, Self.day + [("add", "establish")])
            #expect(missing.status == 422)
            #expect(missing.body.contains("<a href=\"#establish-unit\">"))
            try await browser.send(
                path,
                Self.day + [
                    ("establish-unit", "21"), ("establish-name", "市民課"),
                    ("establish-level", "division"), ("establish-parent", "10"),
                    ("add", "establish"),
                ])
            let two = try await browser.send(
                path,
                Self.day + [
                    ("abolish-unit", "11"), ("abolish-successor-1", "21"), ("add", "abolish"),
                ])
            #expect(two.body.contains("市民課（21）を設置（上位: 総務部）"))
            #expect(two.body.contains("を廃止し、市民課が引き継ぐ"))
            let trial = try await browser.send(path, Self.day + [("do", "preview")])
            #expect(trial.status == 200)
            #expect(trial.body.contains("令和9年4月1日(木)施行の試行結果"))
            #expect(trial.body.contains("組織の変更は2件、担当が移る処理中の案件は1件です"))
            #expect(trial.body.contains("総務部市民課(21)"))
            let done = try await browser.send(path, Self.day + [("do", "apply")])
            #expect(done.status == 303)
            #expect(done.location == "/organisation?on=2027-04-01")
            let after = try await browser.open("/organisation?on=2027-04-01")
            #expect(after.body.contains("（予定）"))
            #expect(after.body.contains("この日に廃止された組織"))
            #expect(after.body.contains("総務部 市民課（統合）"))
            let now = try await browser.open("/organisation")
            #expect(!now.body.contains("<td data-label=\"名称\">総務部 市民課"))
            #expect(now.body.contains("令和9年4月1日(木)</td>"))
        }
    }

    @Test("加えた改正は取りやめられ、矛盾は理由を上に示し、閲覧は準備できない")
    func mistakes() async throws {
        try await Self.with { server in
            let browser = try await Browser.member(server, "plan", .planning)
            let path = "/organisation/reform"
            try await browser.open(path)
            try await browser.send(
                path,
                Self.day + [
                    ("abolish-unit", "11"), ("abolish-successor-1", "77"), ("add", "abolish"),
                ])
            let refused = try await browser.send(path, Self.day + [("do", "preview")])
            #expect(refused.status == 422)
            #expect(refused.body.contains("後継組織77は、令和9年4月1日には存在しません"))
            let removed = try await browser.send(path, Self.day + [("remove", "0")])
            #expect(removed.body.contains("改正の内容はまだありません"))
            let noDay = try await browser.send(
                path, [("on-year", "R9"), ("on-month", "13"), ("on-day", "1"), ("do", "preview")])
            #expect(noDay.status == 422 && noDay.body.contains("<a href=\"#on\">"))
            let viewer = try await Browser.member(server, "view", .viewer)
            #expect(try await viewer.open("/organisation").status == 200)
            #expect(try await viewer.open(path).status == 403)
            let english = try await browser.open("/organisation?lang=en&on=2027-04-01")
            #expect(english.body.contains("Units"))
            #expect(try await browser.open("/organisation?on=2027-13-01").status == 400)
        }
    }

    @Test("試行の後に組織か施行日が変われば、登録せずに試行し直して示し、確かめてからだけ登録する")
    func twoPeople() async throws {
        try await Self.with { server in
            let path = "/organisation/reform"
            func tried(_ login: String, _ unit: String) async throws -> Browser {
                let browser = try await Browser.member(server, login, .planning)
                try await browser.open(path)
                try await browser.send(
                    path,
                    Self.day + [("rename-unit", unit), ("rename-name", login), ("add", "rename")])
                let trial = try await browser.send(path, Self.day + [("do", "preview")])
                #expect(trial.body.contains("この改正を登録する"))
                return browser
            }
            let (one, other) = (try await tried("one", "11"), try await tried("other", "12"))
            let apply = [("do", "apply")]
            #expect(try await other.send(path, Self.day + apply).status == 303)
            let head = try await server.city.log.headPosition()

            let late = try await one.send(path, Self.day + apply)
            #expect(late.status == 409)
            #expect(late.body.contains("ほかの人が組織を変更しました"))
            #expect(late.body.contains("令和9年4月1日(木)施行の試行結果"))
            let may = [("on-year", "R9"), ("on-month", "5"), ("on-day", "1")]
            let otherDay = try await one.send(path, may + apply)
            #expect(otherDay.status == 409)
            #expect(otherDay.body.contains("試行した施行日と違います"))
            #expect(otherDay.body.contains("令和9年5月1日(土)施行の試行結果"))
            #expect(try await server.city.log.headPosition() == head)
            #expect(try await one.send(path, may + apply).location == "/organisation?on=2027-05-01")
            let day = try #require(LocalDate(iso: "2027-05-01"))
            let units = try await server.desk.organisation().units(on: day)
            #expect(units.first { $0.code == "11" }?.name == "one")
            #expect(units.first { $0.code == "12" }?.name == "other")
        }
    }
}
