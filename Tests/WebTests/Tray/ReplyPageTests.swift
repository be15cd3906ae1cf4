import Desk
import EventLog
import Foundation
import Participation
import TestSupport
import Testing

@testable import Web

@Suite("回答起案と決裁の画面")
struct ReplyPageTests {
    private static let path = "/tray/R8-0001"

    @discardableResult
    private static func draft(
        _ browser: Browser, _ text: String, how: String = "submit", seen: String? = nil
    ) async throws -> Answer {
        try await browser.open("\(path)/reply")
        var fields = [
            ("text", text), ("how", how), ("do", "draft"),
            (TrayPage.commandField, UUID().uuidString),
        ]
        if let seen { fields.append((WorkForm.seenField, seen)) }
        return try await browser.send("\(path)/reply", fields)
    }

    private static func decide(
        _ browser: Browser, _ verb: String, _ fields: [(String, String)] = [],
        seen: String? = nil
    ) async throws -> Answer {
        // Whoever is not asked has no form that says which version they saw.
        let fields = fields + (seen.map { [(WorkForm.seenField, $0)] } ?? [])
        let page = try await browser.open("\(path)/approval")
        // Of several forms on the page, the hidden fields of the first are as good.
        let hidden = page.hiddenFields.filter { $0.0 == "post" || $0.0 == "draft" }.prefix(2)
        return try await browser.send(
            "\(path)/approval",
            fields + [("do", verb), (TrayPage.commandField, UUID().uuidString)]
                + hidden.filter { hidden in !fields.contains { $0.0 == hidden.0 } })
    }

    @Test("下書き、起案、承認、差戻し、直し、代決、後閲、宛名確認、発送まで")
    func wholeWay() async throws {
        try await TestServer.with { server in
            try await TrayCity.appointPosts(server)
            let id = try await TrayCity.letter(server, key: "a")
            let officer = try await TrayCity.person(server, "tanto", .officer, section: "土木課")
            let kakari = try await TrayCity.person(server, "kakari", .approver)
            let kacho = try await TrayCity.person(server, "kacho", .approver, name: "課長 <太郎>")
            let fuku = try await TrayCity.person(server, "fuku", .approver)
            let shicho = try await TrayCity.person(server, "shicho", .approver)
            let blank = try await officer.open("\(Self.path)/reply")
            #expect(blank.body.contains("〔宛名〕") && !blank.body.contains("見本 太郎"))
            #expect(blank.body.contains("土木係長") && blank.body.contains("市長"))
            let kept = try await Self.draft(officer, "朝7時までに\r\n除雪します。", how: "noted")
            #expect(kept.location == "\(Self.path)/reply?done=1")
            let saved = try await officer.open("\(Self.path)/reply?done=1")
            #expect(saved.body.contains("<p class=\"notice\" role=\"status\">下書きを保存しました。"))
            #expect(try await kakari.open("/tray").body.contains("押印を待つ起案はありません"))
            #expect(
                try await Self.draft(officer, "朝7時までに\r\n除雪します。").location
                    == "\(Self.path)?done=draft")
            #expect(try await Self.decide(kakari, "approve").status == 303)
            let first = try await kacho.open("\(Self.path)/approval")
            #expect(first.body.contains("土木課長として承認する"))
            #expect(first.body.contains("朝7時までに\n除雪します。") && !first.body.contains("<ins>"))
            let reasonless = try await Self.decide(kacho, "send-back", [("reason", "")])
            #expect(reasonless.status == 422 && reasonless.body.contains("理由を入力してください。"))
            #expect(
                try await Self.decide(kacho, "send-back", [("reason", "時刻を確かめること")]).status
                    == 303)
            #expect(
                try await officer.open("\(Self.path)/reply").body.contains("時刻を確かめること"))
            #expect(try await Self.draft(officer, "朝6時までに\r\n<除雪>します。").status == 303)
            #expect(try await Self.decide(kakari, "approve").status == 303)
            // What changed since the last look, however often the page is loaded again.
            for _ in 0..<2 {
                let second = try await kacho.open("\(Self.path)/approval")
                #expect(second.body.contains("<span class=\"unseen\">（削除）</span>7</del>"))
                #expect(second.body.contains("<span class=\"unseen\">（追加）</span>6</ins>"))
                #expect(!second.body.contains("<除雪>"))
            }
            #expect(try await Self.decide(kacho, "approve").status == 303)
            #expect(
                try await fuku.open("\(Self.path)/approval").body.contains("市長に代わって決裁する"))
            #expect(try await Self.decide(fuku, "approve").status == 303)
            #expect(
                try await shicho.open("\(Self.path)/approval").body.contains("市長として後閲する"))
            #expect(try await Self.decide(shicho, "approve", [("review", "1")]).status == 303)
            let stamps = try await server.desk.item(id).item.response.draft?.stamps
            #expect(stamps?.map(\.manner) == [.approved, .approved, .deputised, .reviewed])
        }
    }

    @Test("順番でない人と職のない人は押せず、ほかの人の版への押印は409")
    func notTheirTurn() async throws {
        try await TestServer.with { server in
            try await TrayCity.appointPosts(server)
            try await TrayCity.letter(server, key: "a")
            let officer = try await TrayCity.person(server, "tanto", .officer, section: "土木課")
            let kacho = try await TrayCity.person(server, "kacho", .approver)
            let kakari = try await TrayCity.person(server, "kakari", .approver)
            #expect(try await Self.draft(officer, "お答えします。").status == 303)
            let page = try await kacho.open("\(Self.path)/approval")
            #expect(page.body.contains("いまあなたの押印を待つところはありません"))
            let early = try await Self.decide(
                kacho, "approve", [("post", "土木課長"), ("draft", "1")], seen: "3")
            #expect(early.status == 422 && early.body.contains("次は「土木係長」の順番です。"))
            let head = try await server.city.log.headPosition()
            try await kakari.open("\(Self.path)/approval")
            #expect(try await Self.draft(officer, "お答えを直します。").status == 303)
            let late = try await kakari.send(
                "\(Self.path)/approval",
                [("do", "approve"), (TrayPage.commandField, UUID().uuidString)])
            #expect(late.status == 409 && late.body.contains("起案(第2版)"))
            #expect(try await server.city.log.headPosition() == head + 1)
            // A stranger to the section neither drafts nor prints.
            let other = try await TrayCity.person(server, "mizu", .officer, section: "水道課")
            for page in ["reply", "approval", "letter"] {
                #expect(try await other.open("\(Self.path)/\(page)").status == 403)
            }
            #expect(try await kacho.open("\(Self.path)/letter").status == 403)
        }
    }

    @Test("紙決裁済は担当だけが記録でき、回答書には宛名・和暦・受付番号・市長名が入る")
    func onPaper() async throws {
        try await TestServer.with { server in
            try await TrayCity.appointPosts(server)
            try await TrayCity.letter(server, key: "a")
            let officer = try await TrayCity.person(server, "tanto", .officer, section: "土木課")
            let mayor = try await TrayCity.person(
                server, "shicho", .approver, name: "根室 <一郎>")
            #expect(try await Self.draft(officer, ReplyText.template).status == 303)
            let draft = try await officer.open("\(Self.path)/letter")
            #expect(draft.body.contains("<p class=\"undecided\">案（決裁前）</p>"))
            let paper = [
                ("onPaper", "1"), ("onBehalfOf", "shicho"), ("on", "R8.6.27"), ("post", "市長"),
            ]
            #expect(try await Self.decide(mayor, "approve", paper, seen: "3").status == 403)
            #expect(try await Self.decide(officer, "approve", paper).status == 303)
            let letter = try await officer.open("\(Self.path)/letter")
            #expect(letter.body.contains("<span>〒087-8711</span>"))
            #expect(letter.body.contains("<span>見本 太郎 様</span>"))
            #expect(letter.body.contains("令和8年6月20日に受け付けました"))
            #expect(letter.body.contains("受付番号 R8-0001") && letter.body.contains("根室 &lt;一郎&gt;"))
            #expect(!letter.body.contains("案（決裁前）") && !letter.body.contains("〔"))
            let openings = try await server.desk.openings(
                by: "tanto", from: server.desk.today, through: server.desk.today)
            #expect(openings.contains { $0.way == .printed })
        }
    }

    @Test("過去の似た回答は、回答済みだけが並び、限定は出ず、開いたことが残る")
    func similar() async throws {
        try await TestServer.with { server in
            let answered = try await TrayCity.letter(server, summary: "歩道の除雪を早く", key: "b")
            let restricted = try await TrayCity.letter(
                server, summary: "除雪と職員", handling: .restricted, key: "c")
            for id in [answered, restricted] {
                _ = try await server.desk.respond(
                    ResponseRequest(
                        .oralAnswer, [.by: "tanto", .text: "計画を見直します", .medium: "phone"]),
                    to: id, actor: "tanto", command: nil)
            }
            try await TrayCity.letter(server, summary: "除雪の要望", key: "d")
            let asked = try await TrayCity.letter(server, summary: "除雪について", key: "e")
            let officer = try await TrayCity.person(server, "tanto", .officer, section: "土木課")
            let number = try await server.desk.item(asked).item.plain.receiptNumber
            let page = try await officer.open("/tray/\(number)/reply?similar=1")
            #expect(page.body.contains("歩道の除雪を早く") && page.body.contains("計画を見直します"))
            #expect(!page.body.contains("除雪と職員") && !page.body.contains("除雪の要望"))
            let reasons = try await server.desk.openings(
                by: "tanto", from: server.desk.today, through: server.desk.today
            ).map(\.reason.content)
            #expect(reasons.filter { $0 == "過去の似た回答の参照" }.count == 1)
        }
    }
}
