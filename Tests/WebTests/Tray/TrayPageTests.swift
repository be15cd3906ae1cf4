import Desk
import EventLog
import Foundation
import Participation
import TestSupport
import Testing

@testable import Web

@Suite("担当課トレイの画面")
struct TrayPageTests {
    @Test("担当は自分の課のトレイに着き、要旨と残日数が見え、差出人は見えない")
    func ownTray() async throws {
        try await TestServer.with { server in
            try await TrayCity.letter(server, key: "a")
            try await TrayCity.letter(server, to: "水道課", summary: "水の味", key: "b")
            let officer = try await TrayCity.person(server, "tanto", .officer, section: "土木課")
            #expect(try await officer.open("/login").location == "/tray")
            let page = try await officer.open("/tray")
            #expect(page.status == 200)
            #expect(page.body.contains("除雪の時間を早めてほしい"))
            #expect(page.body.contains("R8-0001"))
            #expect(!page.body.contains("水の味") && !page.body.contains("R8-0002"))
            #expect(!page.body.contains("見本 太郎") && !page.body.contains("常盤町"))
            #expect(page.body.contains("期限なし"))
            for stage in ["新着", "検討中", "決裁中", "発送待ち", "完了"] {
                #expect(page.body.contains(">\(stage) <"))
            }
            // That they looked is written down once, however often the page is loaded again.
            try await officer.open("/tray")
            let openings = try await server.desk.openings(
                by: "tanto", from: server.desk.today, through: server.desk.today)
            #expect(openings.map(\.part) == [.text])
            #expect(openings.first?.reason.content == "担当課トレイ")
        }
    }

    @Test("残日数は、言葉と印で、期限内・間近・超過を区別する")
    func daysLeft() async throws {
        try await TestServer.with { server in
            _ = try await server.desk.define(
                DeadlineTerm(
                    from: try #require(LocalDate(iso: "2026-04-01")), rule: .calendarDays(14)),
                actor: "test")
            try await TrayCity.letter(server, key: "a")
            // Received on the 20th, due on 4 July; today is 28 June.
            for (days, mark) in [
                (0, "on-track\">あと6日"), (1, "attention\">あと5日"), (5, "attention\">本日まで"),
                (3, "behind\">3日超過"),
            ] {
                server.city.clock.advance(by: Int64(days) * 86_400_000_000)
                let officer = try await TrayCity.person(
                    server, "tanto\(days)", .officer, section: "土木課")
                let page = try await officer.open("/tray")
                #expect(page.body.contains("<span class=\"mark \(mark)</span>"), "\(mark)")
            }
        }
    }

    @Test("ほかの課のトレイは403で、次の案件も受け持てない")
    func othersTray() async throws {
        try await TestServer.with { server in
            try await TrayCity.letter(server, to: "水道課", key: "a")
            let officer = try await TrayCity.person(server, "tanto", .officer, section: "土木課")
            try await officer.open("/tray")
            let water = "%E6%B0%B4%E9%81%93%E8%AA%B2"
            #expect(try await officer.open("/tray?section=\(water)").status == 403)
            #expect(try await officer.open("/tray?section=triage").status == 403)
            try await officer.open("/tray")
            let command = (TrayPage.commandField, "c1")
            #expect(
                try await officer.send("/tray", [("section", "水道課"), command]).status == 403)
            #expect(try await officer.open("/tray/R8-0001").status == 403)
            #expect(try await server.city.log.headPosition() == 2)
        }
    }

    @Test("次の1件を受け持つと、その案件の画面に着き、なくなれば知らせる")
    func claimNext() async throws {
        try await TestServer.with { server in
            try await TrayCity.letter(server, key: "a")
            let officer = try await TrayCity.person(
                server, "tanto", .officer, section: "土木課", name: "担当 花子")
            let page = try await officer.open("/tray")
            #expect(page.body.contains("次の1件を受け持つ"))
            let section = ("section", "土木課")
            let sent = try await officer.send("/tray", [section, (TrayPage.commandField, "c1")])
            #expect(sent.status == 303 && sent.location == "/tray/R8-0001?done=claim")
            // The same page sent twice is one claim.
            try await officer.open("/tray")
            let again = try await officer.send("/tray", [section, (TrayPage.commandField, "c1")])
            #expect(again.location == "/tray/R8-0001?done=claim")
            try await officer.open("/tray")
            let none = try await officer.send("/tray", [section, (TrayPage.commandField, "c2")])
            let told = try await officer.open(try #require(none.location))
            #expect(told.body.contains("受け持てる新しい案件はありません。"))
            #expect(told.body.contains("担当者: 担当 花子"))
        }
    }

    @Test("限定の案件は、指名された人の一覧にだけ、要旨なしで現れる")
    func restricted() async throws {
        try await TestServer.with { server in
            let id = try await TrayCity.letter(server, handling: .restricted, key: "a")
            let officer = try await TrayCity.person(server, "tanto", .officer, section: "土木課")
            let without = try await officer.open("/tray")
            #expect(!without.body.contains("R8-0001"))
            #expect(try await officer.open("/tray/R8-0001").status == 404)
            try await server.desk.setReader("tanto", of: id, mayRead: true, by: nil)
            let named = try await officer.open("/tray")
            #expect(named.body.contains("R8-0001") && named.body.contains("限定のため"))
            #expect(!named.body.contains("除雪の時間を早めてほしい"))
            #expect(try await officer.open("/tray/R8-0001").status == 200)
        }
    }

    @Test("利用停止の案件の要旨は、トレイでも受付簿でも伏せ、開封もしない")
    func suspended() async throws {
        try await TestServer.with { server in
            let id = try await TrayCity.letter(server, key: "a")
            let today = server.desk.today
            let decision = RightsDecision(number: "令和8年度利停第4号", on: today)
            _ = try await server.desk.handle(
                .retain(.suspendUse(decision), today: today), of: Item.self, stream: id,
                actor: "test", command: nil)
            let officer = try await TrayCity.person(server, "tanto", .officer, section: "土木課")
            for (path, masked) in [("/tray", "●●●"), ("/register", "■■■")] {
                let page = try await officer.open(path)
                #expect(page.body.contains("R8-0001") && page.body.contains(masked), "\(path)")
                #expect(!page.body.contains("除雪の時間を早めてほしい"), "\(path)")
            }
            #expect(
                try await server.desk.openings(by: "tanto", from: today, through: today).isEmpty)
        }
    }

    @Test("書かれた文字は、そのままの文字として出る")
    func hostile() async throws {
        try await TestServer.with { server in
            try await TrayCity.letter(
                server, summary: "<script>alert(1)</script>\"'&", body: "</div><img src=x>",
                key: "a")
            let officer = try await TrayCity.person(
                server, "tanto", .officer, section: "土木課", name: "<b>花子</b>")
            let page = try await officer.open("/tray?done=%3Cb%3E&number=%3Cb%3E&stage=%3Cb%3E")
            #expect(page.body.contains("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;"))
            #expect(!page.body.contains("<b>") && !page.body.contains("<script>alert"))
            let item = try await officer.open("/tray/R8-0001?do=%3Cb%3E&section=%00")
            #expect(item.body.contains("&lt;/div&gt;&lt;img src=x&gt;"))
            #expect(!item.body.contains("<img"))
            #expect(try await officer.open("/tray?section=%00").status == 200)
        }
    }

    @Test("決裁者には、自分の職の順番の起案だけが並ぶ")
    func stamps() async throws {
        try await TestServer.with { server in
            try await TrayCity.appointPosts(server)
            let id = try await TrayCity.letter(server, key: "a")
            let kacho = try await TrayCity.person(server, "kacho", .approver)
            let kakari = try await TrayCity.person(server, "kakari", .approver)
            #expect(try await kakari.open("/tray").body.contains("押印を待つ起案はありません。"))
            _ = try await server.desk.respond(
                ResponseRequest(.draft, [.by: "tanto", .text: "お答えします"]), to: id,
                actor: "tanto", command: nil)
            #expect(try await kakari.open("/tray").body.contains("土木係長としての決裁"))
            #expect(try await kacho.open("/tray").body.contains("押印を待つ起案はありません。"))
            _ = try await server.desk.respond(
                ResponseRequest(.approve, [.by: "kakari"]), to: id, actor: "kakari", command: nil)
            #expect(try await kacho.open("/tray").body.contains("土木課長としての決裁"))
            #expect(try await kakari.open("/tray").body.contains("土木課長の代決ができます"))
        }
    }
}
