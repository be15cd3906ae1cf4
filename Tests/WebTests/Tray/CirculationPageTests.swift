import Desk
import EventLog
import Foundation
import Hummingbird
import Participation
import TestSupport
import Testing

@testable import Web

@Suite("供覧の画面")
struct CirculationPageTests {
    private static let posts = """
        職名,職位,所管課,在職者
        土木課長,課長,土木課,kacho
        市長,市長,,shicho
        副市長,副市長,,fuku
        """

    private static func city(_ server: TestServer) async throws {
        let outcome = try await server.desk.importPosts(
            try TableFile(Array(posts.utf8)),
            effectiveOn: try #require(LocalDate(iso: "2026-04-01")), actor: "test")
        #expect(outcome.problems.isEmpty)
        for (key, summary) in [("a", "除雪の<時間>"), ("b", "街灯"), ("c", "公園の遊具")] {
            try await TrayCity.letter(server, summary: summary, key: key)
        }
    }

    @Test("未読を順に読み、既読が残り、差出人は定めるまで伏せる。限定は出ない")
    func reads() async throws {
        try await TestServer.with { server in
            try await Self.city(server)
            let hidden = try await TrayCity.letter(server, summary: "公益通報", key: "d")
            _ = try await server.desk.handle(
                .setHandling(.restricted, isUrgent: false), of: Item.self, stream: hidden,
                actor: "test", command: nil)
            try await server.desk.setUp(
                city: "根室市", code: try #require(LocalGovernmentCode(parsing: "012238")))
            let mayor = try await TrayCity.person(server, "shicho", .approver, name: "市長 <一郎>")
            let list = try await mayor.open("/circulation")
            #expect(list.status == 200 && list.body.contains("未読 3件"))
            #expect(list.body.contains("除雪の&lt;時間&gt;") && !list.body.contains("公益通報"))
            #expect(!list.body.contains("R8-0004") && !list.body.contains("見本 太郎"))
            let first = try await mayor.open("/circulation/R8-0001")
            #expect(first.body.contains("3件中1件目") && !first.body.contains("見本 太郎"))
            #expect(first.body.contains("href=\"/circulation/R8-0002\" data-key=\"ArrowRight\""))
            #expect(!first.body.contains("data-key=\"ArrowLeft\""))
            let next = try await mayor.send(
                "/circulation/R8-0001", [("do", CirculationView.read)])
            #expect(next.location == "/circulation/R8-0002")
            // Where one is, is not lost by leafing back.
            let last = try await mayor.open("/circulation/R8-0003")
            #expect(last.body.contains("data-key=\"ArrowLeft\""))
            #expect(
                try await mayor.send("/circulation/R8-0003", [("do", CirculationView.read)])
                    .location
                    == "/circulation/R8-0002")
            try await mayor.open("/circulation/R8-0002")
            #expect(
                try await mayor.send("/circulation/R8-0002", [("do", CirculationView.read)])
                    .location
                    == "/circulation?done=1")
            #expect(
                try await mayor.open("/circulation?done=1").body.contains("すべて読みました。"))
            // Each of the two reads for themselves; sections see who has read.
            let deputy = try await TrayCity.person(server, "fuku", .approver)
            #expect(try await deputy.open("/circulation").body.contains("未読 3件"))
            let record = try await mayor.open("/items/R8-0001")
            #expect(record.body.contains("市長 市長 &lt;一郎&gt; 令和8年6月28日"))
            _ = try await server.desk.setCirculationShowsSenders(true, actor: "test")
            #expect(try await mayor.open("/circulation/R8-0001").body.contains("見本 太郎"))
            #expect(try await mayor.open("/circulation/R8-0004").status == 404)
            let openings = try await server.desk.openings(
                by: "shicho", from: server.desk.today, through: server.desk.today)
            #expect(openings.contains { $0.reason.content == "供覧" })
        }
    }

    @Test("利用停止の手紙は、供覧でも伏せたままで、開いた記録も残らない")
    func suspended() async throws {
        try await TestServer.with { server in
            try await Self.city(server)
            let (desk, today) = (server.desk, server.desk.today)
            let id = try await desk.itemID(of: "R8-0001")
            let decision = RightsDecision(number: Wording("令和8年度利停第1号"), on: today)
            _ = try await desk.handle(
                .retain(.suspendUse(decision), today: today), of: Item.self, stream: id,
                actor: "test", command: nil)
            let mayor = try await TrayCity.person(server, "shicho", .approver)
            for path in ["/circulation", "/circulation/R8-0001"] {
                let page = try await mayor.open(path)
                #expect(page.status == 200 && page.body.contains("R8-0001"))
                #expect(!page.body.contains("除雪の") && page.body.contains("●●●"))
            }
            #expect(
                try await desk.openings(by: "shicho", of: id, from: today, through: today)
                    .isEmpty)
        }
    }

    @Test("指示は担当課のトレイと手元の案件と案件票に出て、対応するまで残り、二度送っても一度だけ")
    func instructs() async throws {
        try await TestServer.with { server in
            try await Self.city(server)
            let mayor = try await TrayCity.person(server, "shicho", .approver)
            try await mayor.open("/circulation/R8-0001")
            let blank = try await mayor.send(
                "/circulation/R8-0001", [("do", "instruct"), ("text", " ")])
            #expect(blank.status == 422 && blank.body.contains("文面を入力してください。"))
            let fields = [("do", "instruct"), ("text", "現地を<確認>すること"), ("command", "one")]
            for _ in 0..<2 {
                let told = try await mayor.send("/circulation/R8-0001", fields)
                #expect(told.location == "/circulation/R8-0001?done=instruct")
                let after = try await mayor.open("/circulation/R8-0001?done=instruct")
                #expect(after.body.contains("指示を記録し、担当課へ知らせました。"))
            }
            let id = try await server.desk.itemID(of: "R8-0001")
            #expect(try await server.desk.item(id).item.response.instructions.count == 1)
            let officer = try await TrayCity.person(server, "tanto", .officer, section: "土木課")
            #expect(
                try await officer.open("/tray").body.contains("市長・副市長の指示 1件が対応待ち"))
            let work = try await officer.open("/tray/R8-0001?do=answer-instruction")
            #expect(work.body.contains("現地を&lt;確認&gt;すること"))
            let answered = try await officer.send(
                "/tray/R8-0001",
                [("do", "answer-instruction"), ("text", "道順を見直した"), ("on", "")])
            #expect(answered.location == "/tray/R8-0001?done=answer-instruction")
            #expect(try await !officer.open("/tray").body.contains("対応待ち"))
            let record = try await officer.open("/items/R8-0001")
            #expect(record.body.contains("市長の指示") && record.body.contains("指示への対応"))
            #expect(!record.body.contains("現地を"))
            let seen = try await mayor.open("/circulation/R8-0001")
            #expect(seen.body.contains("対応済み") && seen.body.contains("→ 道順を見直した"))
        }
    }

    @Test("ほかの職の人には説明だけ、番号で開こうとすれば断る。ほかの役割には画面がない")
    func others() async throws {
        try await TestServer.with { server in
            try await Self.city(server)
            let head = try await TrayCity.person(server, "kacho", .approver)
            let page = try await head.open("/circulation")
            #expect(page.status == 200 && page.body.contains("市長・副市長の職にある人"))
            #expect(!page.body.contains("街灯"))
            #expect(try await head.open("/circulation/R8-0001").status == 403)
            let hearing = try await TrayCity.person(server, "kocho", .hearing)
            #expect(try await hearing.open("/circulation").status == 403)
        }
    }

    @Test("終わった案件の指示も、対応するまでトレイに残る。APIからも対応できる")
    func stays() async throws {
        try await TestServer.with { server in
            try await Self.city(server)
            let id = try await server.desk.itemID(of: "R8-0001")
            _ = try await server.desk.respond(
                ResponseRequest(.oralAnswer, [.by: "tanto", .text: "了承", .medium: "phone"]),
                to: id, actor: "tanto", command: nil)
            _ = try await server.desk.instruct(
                "後日、効果を報告すること", about: id, by: "shicho", command: nil)
            server.city.clock.advance(by: 40 * 86_400_000_000)
            let token = try await server.desk.makeToken(
                for: "sato", role: .hearing, name: "後日", days: 1, by: nil
            ).secret.text
            let path = "/api/v1/departments/%E5%9C%9F%E6%9C%A8%E8%AA%B2/tray"
            let later = ["Authorization": "Bearer \(token)"]
            let tray = try await server.ask(.get, path, later)
            #expect(tray.body.contains(#""instructions":1"#) && tray.body.contains("R8-0001"))
            let headers = [
                "Authorization": "Bearer \(token)", "Idempotency-Key": "k",
                "Content-Type": "application/json", "If-Match": "*",
            ]
            let answer = try await server.ask(
                .post, "/api/v1/items/R8-0001/instruction-answers", headers,
                #"{"instruction":1,"text":"報告した"}"#)
            #expect(answer.status == 201, "\(answer.body)")
            let after = try await server.ask(.get, path, later)
            #expect(after.status == 200 && !after.body.contains("R8-0001"))
        }
    }

    @Test("消去した案件は、手紙も指示も消去済みと読め、指示できない。トレイには残らない")
    func erased() async throws {
        try await TestServer.with { server in
            try await Self.city(server)
            let id = try await server.desk.itemID(of: "R8-0001")
            _ = try await server.desk.instruct(
                "現地を確認すること", about: id, by: "shicho", command: nil)
            _ = try await server.desk.erase(
                [id], on: .useSuspension(decision: "令和8年度利停第2号"), actor: "kocho")
            let mayor = try await TrayCity.person(server, "shicho", .approver)
            let list = try await mayor.open("/circulation")
            #expect(!list.body.contains("除雪の") && list.body.contains("(消去済み)"))
            let letter = try await mayor.open("/circulation/R8-0001")
            #expect(letter.status == 200 && letter.body.contains("（消去済み）"))
            #expect(!letter.body.contains("現地を") && !letter.body.contains("朝6時までに"))
            #expect(!letter.body.contains("指示する"))
            let told = try await mayor.send(
                "/circulation/R8-0001", [("do", "instruct"), ("text", "もう一度")])
            #expect(told.status == 422)
            let path = "/api/v1/departments/%E5%9C%9F%E6%9C%A8%E8%AA%B2/tray"
            #expect(try await !server.ask(.get, path).body.contains("R8-0001"))
        }
    }
}
