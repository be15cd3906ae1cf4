import Desk
import EventLog
import Foundation
import Participation
import TestSupport
import Testing

@testable import Web

@Suite("手元の案件の画面")
struct WorkPageTests {
    private static let path = "/tray/R8-0001"

    /// Sends the form of a verb as it stands on the page that is open.
    @discardableResult
    private static func ask(
        _ browser: Browser, _ verb: String, _ fields: [(String, String)] = [],
        seen: String? = nil, command: String = UUID().uuidString
    ) async throws -> Answer {
        var all = fields + [("do", verb), (TrayPage.commandField, command)]
        if let seen { all.append((WorkForm.seenField, seen)) }
        return try await browser.send(path, all)
    }

    @Test("本文が左に、できることが右に出て、差出人は理由を書いて初めて見え、記録に残る")
    func look() async throws {
        try await TestServer.with { server in
            try await TrayCity.letter(server, key: "a")
            let officer = try await TrayCity.person(server, "tanto", .officer, section: "土木課")
            let page = try await officer.open(Self.path)
            #expect(page.status == 200)
            #expect(page.body.contains("朝6時までに\nお願いします"))
            #expect(!page.body.contains("見本 太郎") && !page.body.contains("常盤町"))
            for action in ["受け持つ", "受領する", "担当替え", "庁内メモ", "中間回答", "回答しない"] {
                #expect(page.body.contains(action), "\(action)")
            }
            #expect(!page.body.contains("発送") && !page.body.contains("再開"))
            let blank = try await officer.send("\(Self.path)/sender", [("reason", " ")])
            #expect(blank.status == 422 && !blank.body.contains("見本 太郎"))
            let shown = try await officer.send("\(Self.path)/sender", [("reason", "電話で確かめる")])
            #expect(shown.status == 200)
            #expect(shown.body.contains("見本 太郎") && shown.body.contains("常盤町"))
            let openings = try await server.desk.openings(
                by: "tanto", from: server.desk.today, through: server.desk.today)
            let why = openings.first { $0.part == .item }?.reason.content
            #expect(why == "電話で確かめる")
        }
    }

    @Test("受け持ち、受領、メモ、中間回答、反映まで、できることだけが示されて進む")
    func work() async throws {
        try await TestServer.with { server in
            let id = try await TrayCity.letter(server, key: "a")
            let officer = try await TrayCity.person(server, "tanto", .officer, section: "土木課")
            try await officer.open(Self.path)
            for (verb, fields) in [
                ("claim", []), ("accept", []), ("note", [("text", "現地を見た\r\n写真あり")]),
                (
                    "interim-answer",
                    [("expectedOn", "R8.7.31"), ("reason", "調査中"), ("medium", "post"), ("on", "")]
                ),
                ("measure", [("outcome", "study"), ("text", "検討した"), ("on", "")]),
                ("check-measure", [("text", "よくなった"), ("on", "")]),
                ("close", [("noAnswer", "not-wanted"), ("note", "")]),
            ] as [(String, [(String, String)])] {
                let sent = try await Self.ask(officer, verb, fields)
                #expect(sent.status == 303, "\(verb): \(sent.body)")
                let page = try await officer.open(try #require(sent.location))
                #expect(page.body.contains("role=\"status\""), "\(verb)")
            }
            let page = await officer.page
            #expect(page.body.contains("現地を見た\n写真あり"))
            #expect(page.body.contains("再開") && !page.body.contains("回答せずに完了する"))
            let item = try await server.desk.item(id).item
            #expect(item.response.closure?.noAnswer == .notWanted)
            #expect(item.response.interim?.expectedOn == LocalDate(iso: "2026-07-31"))
        }
    }

    @Test("担当替えには理由が要り、渡した案件は自分のトレイから消える")
    func transfer() async throws {
        try await TestServer.with { server in
            try await TrayCity.letter(server, key: "a")
            let officer = try await TrayCity.person(server, "tanto", .officer, section: "土木課")
            let form = try await officer.open("\(Self.path)?do=transfer")
            #expect(form.body.contains("これまでに0回"))
            let refused = try await Self.ask(
                officer, "transfer", [("to", "水道課"), ("reason", "")])
            #expect(refused.status == 422)
            #expect(refused.body.contains("理由を入力してください。"))
            #expect(refused.body.contains("value=\"水道課\""))
            let sent = try await Self.ask(
                officer, "transfer", [("to", "水道課"), ("reason", "<水道管>の話のため")])
            #expect(sent.status == 303)
            let tray = try await officer.open(try #require(sent.location))
            #expect(tray.body.contains("R8-0001の担当替えを記録しました。"))
            #expect(!tray.body.contains("href=\"/tray/R8-0001\""))
            #expect(try await officer.open(Self.path).status == 403)
            let hearing = try await TrayCity.person(server, "kocho", .hearing)
            let page = try await hearing.open(Self.path)
            #expect(page.body.contains("&lt;水道管&gt;の話のため"))
        }
    }

    @Test("ほかの人が先に変えたときは409で、何が変わったかと入力した内容を示し、もう一度押せば記録される")
    func conflict() async throws {
        try await TestServer.with { server in
            try await TrayCity.letter(server, key: "a")
            let officer = try await TrayCity.person(server, "tanto", .officer, section: "土木課")
            try await officer.open("\(Self.path)?do=note")
            let other = try await TrayCity.person(
                server, "tonari", .officer, section: "土木課", name: "隣の 次郎")
            try await other.open(Self.path)
            #expect(try await Self.ask(other, "claim").status == 303)
            let sent = try await Self.ask(officer, "note", [("text", "私のメモ")])
            #expect(sent.status == 409)
            #expect(sent.body.contains("ほかの人が先に変更しました"))
            #expect(sent.body.contains("着手") && sent.body.contains("隣の 次郎"))
            #expect(sent.body.contains("\n私のメモ</textarea>"))
            #expect(try await Self.ask(officer, "note", [("text", "私のメモ")]).status == 303)
        }
    }

    @Test("同じ画面を二度送っても一度だけ記録し、別の内容なら知らせる")
    func twice() async throws {
        try await TestServer.with { server in
            try await TrayCity.letter(server, key: "a")
            let officer = try await TrayCity.person(server, "tanto", .officer, section: "土木課")
            let hidden = try await officer.open("\(Self.path)?do=note").hiddenFields
            let seen = hidden.first { $0.0 == WorkForm.seenField }?.1
            func send(_ text: String) async throws -> Answer {
                try await officer.open(Self.path)
                return try await Self.ask(
                    officer, "note", [("text", text)], seen: seen, command: "n1")
            }
            #expect(try await send("一度だけ").status == 303)
            let head = try await server.city.log.headPosition()
            #expect(try await send("一度だけ").status == 303)
            #expect(try await server.city.log.headPosition() == head)
            let other = try await send("別の内容")
            #expect(other.status == 422 && other.body.contains("先ほど別の内容で記録済みです"))
            #expect(try await server.city.log.headPosition() == head)
        }
    }

    @Test("担当未定は広聴主管が振り分け、決裁者と担当にはできない")
    func sorting() async throws {
        try await TestServer.with { server in
            let id = try await TrayCity.letter(server, to: nil, key: "a")
            let hearing = try await TrayCity.person(server, "kocho", .hearing)
            #expect(try await hearing.open("/tray").body.contains("担当未定（広聴で振分け）"))
            try await hearing.open(Self.path)
            #expect(try await Self.ask(hearing, "sort", [("to", "")]).status == 422)
            let officer = try await TrayCity.person(server, "tanto", .officer)
            try await officer.open(Self.path)
            #expect(try await Self.ask(officer, "sort", [("to", "土木課")]).status == 404)
            try await hearing.open(Self.path)
            let sent = try await Self.ask(hearing, "sort", [("to", "土木課")])
            #expect(sent.status == 303)
            #expect(try await server.desk.item(id).item.routing?.lead == "土木課")
            #expect(try await server.desk.item(id).item.routing?.by == .clerk)
        }
    }

    @Test("決裁者は見られるが処理はできず、閲覧と受付は開けない")
    func strangers() async throws {
        try await TestServer.with { server in
            try await TrayCity.letter(server, key: "a")
            let approver = try await TrayCity.person(server, "kacho", .approver)
            let page = try await approver.open(Self.path)
            #expect(page.status == 200 && page.body.contains("いま行うことはありません"))
            #expect(try await Self.ask(approver, "claim", seen: "2").status == 403)
            for role in [StaffRole.viewer, .intake, .planning, .auditor, .admin] {
                let other = try await TrayCity.person(server, "x-\(role.rawValue)", role)
                #expect(try await other.open("/tray").status == 403)
                #expect(try await other.open(Self.path).status == 403)
            }
            #expect(try await server.city.log.headPosition() == 2)
        }
    }
}
