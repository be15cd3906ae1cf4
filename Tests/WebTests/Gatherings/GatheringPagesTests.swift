import Desk
import Foundation
import Hummingbird
import Participation
import TestSupport
import Testing

@testable import Web

@Suite("催しの画面")
struct GatheringPagesTests {
    private static let hostile = "<script>alert(1)</script>&\"'"

    /// A gathering of today, so that people can come to it.
    private static func created(
        _ browser: Browser, _ changes: (String, String)...
    ) async throws -> String {
        let fields = [
            ("kind", "regional-talk"), ("name", "地域懇談会\(hostile)"), ("heldOn", "R8.6.28"),
            ("endsOn", ""), ("startsAt", "18:30"), ("endsAt", "20:00"), ("place", "花咲会館"),
            ("capacity", "2"), ("admission", "first-come"), ("department", "総務課"),
            ("district", ""),
        ].map { field in changes.first { $0.0 == field.0 } ?? field }
        try await browser.open("/gatherings/new")
        let sent = try await browser.send("/gatherings/new", fields)
        #expect(sent.status == 303, "\(sent.body)")
        return String(try #require(sent.location).prefix { $0 != "?" })
    }

    private static func signUp(
        _ browser: Browser, _ path: String, _ number: Int, first: Bool = false
    ) async throws {
        try await browser.open(path)
        let sent = try await browser.send(
            path,
            [
                ("do", "register"), ("name", "見本 \(number)郎\(hostile)"),
                ("phone", "0153-23-600\(number)"), ("email", ""), ("address", ""),
                ("partySize", ""), ("note", ""), ("first", first ? "1" : ""),
            ])
        #expect(sent.status == 303, "\(sent.body)")
    }

    private static func state(
        _ server: TestServer, _ path: String
    ) async throws -> PlannedGathering {
        let id = try #require(UUID(uuidString: String(path.suffix(36))))
        return try await server.desk.gathering(id).gathering
    }

    @Test("登録・申込み・抽選・変更・取消し。抽選の種を示し、名簿は役割のある人だけに見える")
    func wholeCourse() async throws {
        try await TestServer.with { server in
            let browser = try await server.someone("kocho", .hearing)
            let path = try await Self.created(browser, ("admission", "lottery"))
            for number in 1...4 {
                try await Self.signUp(browser, path, number, first: number == 4)
            }
            let page = try await browser.open(path)
            #expect(page.body.contains("見本 4郎&lt;script&gt;") && !page.body.contains("<script>a"))
            #expect(page.body.contains("抽選待ち"))
            #expect(try await browser.send(path, [("do", "draw")]).status == 303)
            let lottery = try #require(try await Self.state(server, path).lottery)
            let drawn = try await browser.open(path)
            #expect(drawn.body.contains("<code>\(lottery.seed)</code>"))
            #expect(!drawn.body.contains("抽選待ち"))
            let state = try await Self.state(server, path)
            let newcomer = try #require(
                state.registrations.first { $0.value.registered.plain.isFirstTimer })
            #expect(lottery.accepted.first == newcomer.key && lottery.accepted.count == 2)

            let back = try await browser.send(
                path,
                [("do", "unregister"), ("registration", newcomer.key.uuidString.lowercased())])
            #expect(back.status == 303)
            #expect(try await Self.state(server, path).seatsTaken == 2)
            try await browser.open(path)
            let change = [
                ("do", "change"), ("name", "地域懇談会"), ("heldOn", "R8.6.28"), ("endsOn", ""),
                ("startsAt", ""), ("endsAt", ""), ("place", "総合文化会館"), ("capacity", "3"),
                ("admission", "lottery"), ("department", "総務課"), ("district", ""),
            ]
            let unfounded = try await browser.send(path, change + [("reason", "")])
            #expect(unfounded.status == 422)
            #expect(unfounded.body.contains("href=\"#change-reason\""))
            #expect(
                try await browser.send(path, change + [("reason", "会場の都合")]).status == 303)
            #expect(try await Self.state(server, path).plan.place == "総合文化会館")
            #expect(try await Self.state(server, path).seatsTaken == 3)

            let sheet = try await browser.open(path + "/sheet")
            #expect(sheet.body.contains("見本 1郎&lt;script&gt;"))
            let viewer = try await server.someone("etsuran", .viewer)
            for address in [path, path + "/sheet", "/gatherings"] {
                let seen = try await viewer.open(address)
                #expect(seen.status == 200 && !seen.body.contains("見本 1郎"), "\(address)")
                #expect(!seen.body.contains("<script>a"))
            }
            #expect(try await viewer.open(path + "/attendance").status == 403)
            #expect(try await viewer.send(path, [("do", "draw")]).status == 403)
        }
    }

    @Test("JavaScript がなくても、＋と−、名簿、合計、意見が記録され、差が示される")
    func attendanceByForms() async throws {
        try await TestServer.with { server in
            let browser = try await server.someone("somu", .officer, of: "総務課")
            let path = try await Self.created(browser)
            try await Self.signUp(browser, path, 1)
            let door = path + "/attendance"
            for number in ["1", "1", "-1", "1"] {
                try await browser.open(door)
                let sent = try await browser.send(
                    door, [("do", "walk-ins"), ("walkIns", number)])
                #expect(sent.status == 303)
            }
            let id = try #require(try await Self.state(server, path).registrations.keys.first)
            try await browser.open(door)
            let ticked = [("do", "came"), ("registration", id.uuidString)]
            for _ in 0..<2 { #expect(try await browser.send(door, ticked).status >= 300) }
            let page = try await browser.open(door)
            #expect(page.body.contains("<output id=\"walk-ins\" class=\"count\">2</output>"))
            #expect(page.body.contains("aria-pressed=\"true\""))
            #expect(try await Self.state(server, path).attendance.headcount == 3)
            #expect(
                try await browser.send(
                    door, [("do", "total"), ("headcount", "5"), ("ages", "")]
                ).status == 303)
            #expect(try await browser.open(door).body.contains("名簿が2人少ない"))
            let wrong = try await browser.send(
                door, [("do", "total"), ("headcount", "多数"), ("ages", "")])
            #expect(wrong.status == 422 && wrong.body.contains("href=\"#headcount\""))

            let line = "街灯を増やしてほしい。" + String(repeating: "暗い。", count: 30) + Self.hostile
            try await browser.open(door)
            let noted = try await browser.send(door, [("do", "opinion"), ("opinion", line)])
            #expect(noted.location?.hasSuffix("noted=R8-0001") == true)
            let item = try await server.desk.item(try await server.desk.itemID(of: "R8-0001")).item
            #expect(item.plain.channel == .meeting && item.plain.scheme == .opinion)
            #expect(item.plain.receivedOn == server.desk.today)
            #expect(try await Self.state(server, path).opinions.count == 1)
            try await browser.open(door)
            #expect(
                try await browser.send(door, [("do", "opinion"), ("opinion", " \r\n")]).status
                    == 422)
        }
    }

    @Test("端末にためた記録は、二度届いても一度だけ数え、別の端末の記録と合わさる")
    func merging() async throws {
        try await TestServer.with { server in
            let browser = try await server.someone("somu", .officer, of: "総務課")
            let path = try await Self.created(browser)
            try await Self.signUp(browser, path, 1)
            let id = try #require(try await Self.state(server, path).registrations.keys.first)
            let page = try await browser.open(path + "/attendance")
            let token = try #require(page.hiddenFields.first { $0.0 == Form.tokenField })
            let taps = (0..<5).map { _ in ("entry", "\(UUID().uuidString.lowercased()) walkIns 1") }
            let tick = ("entry", "\(UUID().uuidString) ticked \(id.uuidString)")
            func merge(_ entries: [(String, String)]) async throws -> Answer {
                try await browser.send(
                    path + "/attendance/entries", entries + [token], withToken: false)
            }
            #expect(try await merge(taps).body == "{\"headcount\":5,\"walkIns\":5}")
            #expect(try await merge(taps + [tick]).body == "{\"headcount\":6,\"walkIns\":5}")
            let other = [("entry", "\(UUID().uuidString) walkIns 1")]
            #expect(try await merge(other + taps + [tick]).body.contains("\"headcount\":7"))
            // An id stands for one thing only.
            let reused = taps[0].1.replacing("walkIns 1", with: "walkIns 2")
            #expect(try await merge([("entry", reused)]).status == 422)
            for broken in ["x walkIns 1", "\(UUID()) walkIns many", "\(UUID()) left 1", ""] {
                #expect(try await merge([("entry", broken)]).status == 400, "\(broken)")
            }
            #expect(try await Self.state(server, path).attendance.headcount == 7)
            let strange = try await browser.send(
                path + "/attendance/entries", taps, withToken: false)
            #expect(strange.status == 403)
            let other2 = try await server.someone("doboku", .officer, of: "土木課")
            let mark = try #require(
                try await other2.open("/gatherings").hiddenFields.first {
                    $0.0 == Form.tokenField
                })
            #expect(
                try await other2.send(
                    path + "/attendance/entries", taps + [mark], withToken: false
                ).status == 403)
        }
    }
    @Test("消去した方は名簿・出欠・用紙に消去済みと出て、人数と席は残る")
    func erased() async throws {
        try await TestServer.with { server in
            let browser = try await server.someone("kocho", .hearing)
            let path = try await Self.created(browser)
            for number in 1...2 { try await Self.signUp(browser, path, number) }
            let state = try await Self.state(server, path)
            let first = try #require(state.registrations(.accepted).first)
            let record = try await server.desk.record(of: first.uuidString)
            _ = try await server.desk.erase(
                [record], on: .useSuspension(decision: "令和8年度利停第4号"), actor: "kocho")
            for address in [path, path + "/attendance", path + "/sheet"] {
                let page = try await browser.open(address)
                #expect(page.body.contains("（消去済み）"), "\(address)")
                #expect(!page.body.contains("見本 1郎") && page.body.contains("見本 2郎"))
            }
            #expect(try await Self.state(server, path).seatsTaken == 2)
        }
    }
}
