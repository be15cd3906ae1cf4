import Desk
import EventLog
import Foundation
import Hummingbird
import Participation
import TestSupport
import Testing

@testable import Web

@Suite("訂正と利用停止のAPIと画面")
struct CorrectionRoutesTests {
    private static func post(
        _ server: TestServer, _ path: String, _ body: String, seen: String? = "*",
        key: String = UUID().uuidString, as login: String = "sato"
    ) async throws -> Answer {
        var headers = ["Idempotency-Key": key, "Content-Type": "application/json"]
        headers["If-Match"] = seen
        return try await server.ask(
            .post, "/api/v1/items/R8-0001/\(path)", headers, body, as: login)
    }

    @Test("書いた項目だけが変わり、同じ鍵の繰返しは同じ答え、古い版は412、版なしは428")
    func corrects() async throws {
        try await TestServer.with { server in
            _ = try await server.post(letter)
            let body =
                #"{"reason":"typo","note":"消印を見誤った","receivedOn":"R8.6.27","#
                + #""channel":"postcard","sender":{"kana":"みほん たろう"},"summary":"歩道の除雪","#
                + #""clear":["category","mayPublish"]}"#
            let first = try await Self.post(server, "corrections", body, seen: "\"1\"", key: "k")
            #expect(first.status == 201, "\(first.body)")
            let again = try await Self.post(server, "corrections", body, seen: "\"1\"", key: "k")
            #expect(again.status == 201 && again.body == first.body)
            #expect(try await Self.post(server, "corrections", body, seen: "\"1\"").status == 412)
            #expect(try await Self.post(server, "corrections", body, seen: nil).status == 428)
            // It says so already.
            #expect(try await Self.post(server, "corrections", body).status == 200)
            let id = try await server.desk.itemID(of: "R8-0001")
            let opening = try #require(Opening(actor: "sato", reason: "試験"))
            let item = try await server.desk.item(id, opening: opening).item
            #expect(item.plain.receivedOn == LocalDate(iso: "2026-06-27"))
            #expect(item.plain.channel == .postcard && item.plain.scheme == .letterToMayor)
            #expect(item.plain.category == nil && item.plain.topics == ["除雪"])
            #expect(item.plain.mayPublish == .unstated && item.plain.wantsReply == .yes)
            #expect(item.personal.content?.summary == "歩道の除雪")
            #expect(item.personal.content?.sender?.name == "見本 太郎")
            #expect(item.personal.content?.sender?.kana == "みほん たろう")
        }
    }

    @Test(
        "読めないものは422で、何も記録しない",
        arguments: [
            #"{}"#, #"{"reason":"whim"}"#, #"{"reason":"typo","unheard":1}"#,
            #"{"reason":"typo","channel":"pigeon"}"#,
            #"{"reason":"typo","receivedOn":"2026-02-30"}"#,
            #"{"reason":"typo","receivedOn":"2026-12-31"}"#, #"{"reason":"typo","clear":["name"]}"#,
            #"{"reason":"typo","sender":{"anonymous":true,"name":"x"}}"#,
            #"{"reason":"typo","sender":{}}"#, #"{"reason":"typo","copies":0}"#,
            #"{"reason":"typo","category":"08","decidedOn":"2026-06-28"}"#,
            #"{"reason":"typo","category":"08","decision":"番号なし"}"#,
            #"{"reason":"typo","category":"08","decision":"第4号","decidedOn":"x"}"#,
        ])
    func refuses(_ body: String) async throws {
        try await TestServer.with { server in
            _ = try await server.post(letter)
            let head = try await server.city.log.headPosition()
            let answer = try await Self.post(server, "corrections", body)
            #expect(answer.status == 422, "\(answer.body)")
            #expect(try await server.city.log.headPosition() == head)
        }
    }

    @Test("決定番号を付ければ訂正決定になり、利用停止とその解除も記録される")
    func byDecision() async throws {
        try await TestServer.with { server in
            _ = try await server.post(letter)
            let correction = #"{"reason":"additional","category":"08","decision":"令和8年度訂正第4号"}"#
            #expect(try await Self.post(server, "corrections", correction).status == 201)
            let id = try await server.desk.itemID(of: "R8-0001")
            let types = try await server.desk.history(of: id).map(\.type)
            #expect(types.last == "ItemCorrectionDecided")
            let stop = #"{"decision":"令和8年度利停第2号","on":"2026-06-28"}"#
            #expect(try await Self.post(server, "use-suspensions", stop).status == 201)
            let decision = try await server.desk.item(id).item.retention.useSuspension
            #expect(decision?.number == "令和8年度利停第2号")
            #expect(try await Self.post(server, "use-suspensions", stop).status == 200)
            for wrong in [
                "{}", #"{"decision":"なし"}"#, #"{"decision":"第2号","on":"2027-01-01","resume":true}"#,
                #"{"decision":"第2号","why":"x"}"#,
            ] {
                let answer = try await Self.post(server, "use-suspensions", wrong)
                #expect(answer.status == 422, "\(wrong)")
            }
            let over = #"{"decision":"令和8年度利停第3号","resume":true}"#
            #expect(try await Self.post(server, "use-suspensions", over).status == 201)
            #expect(try await server.desk.item(id).item.retention.useSuspension == nil)
        }
    }

    @Test("画面でも、決定番号を書けば訂正決定になり、利用停止の決定と解除ができる")
    func onThePage() async throws {
        try await TestServer.with { server in
            try await TrayCity.letter(server, key: "a")
            let id = try await server.desk.itemID(of: "R8-0001")
            let hearing = try await TrayCity.person(server, "kocho", .hearing)
            try await hearing.open("/items/R8-0001/correction")
            let fields = [
                ("receivedOn", "令和8年6月20日"), ("scheme", "letter-to-mayor"),
                ("channel", "paper"), ("category", "07"), ("summary", "除雪の時間を早めてほしい"),
                ("mayPublish", "unstated"), ("reason", "additional"), ("note", ""),
            ]
            let half = try await hearing.send(
                "/items/R8-0001/correction", fields + [("decision", ""), ("decidedOn", "R8.6.28")])
            #expect(half.status == 422 && half.body.contains("訂正決定の決定番号を入力してください。"))
            let done = try await hearing.send(
                "/items/R8-0001/correction",
                fields + [("decision", "令和8年度訂正第4号"), ("decidedOn", "")])
            #expect(done.location == "/items/R8-0001?done=1", "\(done.body)")
            #expect(
                try await server.desk.history(of: id).map(\.type).last == "ItemCorrectionDecided")

            let record = try await hearing.open("/items/R8-0001")
            #expect(record.body.contains("利用停止決定を記録する"))
            try await hearing.open("/items/R8-0001/suspension")
            let blank = try await hearing.send("/items/R8-0001/suspension", [("decision", "")])
            #expect(blank.status == 422 && blank.body.contains("決定番号を入力してください。"))
            let stopped = try await hearing.send(
                "/items/R8-0001/suspension", [("decision", "第2号"), ("on", "R8.6.28")])
            #expect(stopped.location == "/items/R8-0001?done=use")
            #expect(try await hearing.open("/items/R8-0001?done=use").body.contains("決定を記録しました。"))
            #expect(try await server.desk.item(id).item.retention.useSuspension != nil)
            let stale = try await hearing.open("/items/R8-0001/suspension")
            #expect(stale.body.contains("利用停止の解除を記録する"))
            _ = try await server.desk.respond(
                ResponseRequest(.claim, [.by: "tanto"]), to: id, actor: "tanto", command: nil)
            let late = try await hearing.send("/items/R8-0001/suspension", [("decision", "第3号")])
            #expect(late.status == 409 && late.body.contains("ほかの人が先に変更しました"))
            let resumed = try await hearing.send(
                "/items/R8-0001/suspension", [("decision", "第3号")])
            #expect(resumed.status == 303)
            #expect(try await server.desk.item(id).item.retention.useSuspension == nil)
            let officer = try await TrayCity.person(server, "tanto", .officer, section: "土木課")
            #expect(try await officer.open("/items/R8-0001/suspension").status == 403)
        }
    }
}
