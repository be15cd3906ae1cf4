import Desk
import EventLog
import Foundation
import Hummingbird
import Participation
import TestSupport
import Testing

@testable import Web

extension TestServer {
    /// Somebody at a browser, for the pages of lectures and gatherings.
    func someone(
        _ login: String, _ role: StaffRole, of section: String? = nil
    ) async throws -> Browser {
        _ = try await desk.addStaff(
            login, name: "見本 花子", roles: [RoleTerm(role, section: section, from: desk.today)],
            by: nil)
        let first = try await desk.issuePassword(for: login, by: nil)
        let own = "出前講座は市民会館で開いてほしい"
        let browser = Browser(self)
        try await browser.logIn(login, first)
        try await browser.open("/account/password")
        try await browser.send(
            "/account/password", [("password", first), ("newPassword", own), ("repeated", own)])
        return browser
    }
}

@Suite("出前講座の画面")
struct LecturePagesTests {
    private static let hostile = "<script>alert(1)</script>&\"'"

    /// A request for a lecture beside the menu, by telephone.
    private static let request = [
        ("menu", "-"), ("wish", "財政の話\(hostile)"), ("year", "R8"), ("requestedOn", ""),
        ("choice1", "R8.7.20 13:30"), ("choice2", "Ｒ８．７．２７　１０時"), ("choice3", ""),
        ("minutes", "６０"), ("venue", "花咲会館"), ("district", "花咲"),
        ("expectedHeadcount", "4"), ("group", "花咲町会\(hostile)"),
        ("representative", "根室 太郎"), ("phone", "0153-23-6111"), ("email", ""),
        ("postalCode", ""), ("address", ""), ("considerations", "手話通訳"),
    ]

    private static func requested(_ browser: Browser) async throws -> String {
        try await browser.open("/lectures/request")
        let sent = try await browser.send("/lectures/request", request)
        #expect(sent.status == 303, "\(sent.body)")
        let location = try #require(sent.location)
        return String(location.prefix { $0 != "?" })
    }

    private static func schedule(_ browser: Browser, _ path: String) async throws -> Answer {
        try await browser.open(path)
        return try await browser.send(
            path,
            [
                ("do", "schedule"), ("choice", "1"), ("date", ""), ("title", "根室市の財政"),
                ("department", "財政課"), ("minutes", ""), ("venue", ""), ("note", "資料30部"),
                ("decidedOn", ""),
            ])
    }

    @Test("申込み・決定・報告・意見の受付まで、画面だけで進み、入力は無害化される")
    func wholeCourse() async throws {
        try await TestServer.with { server in
            let browser = try await server.someone("kocho", .hearing)
            let path = try await Self.requested(browser)
            let page = try await browser.open(path + "?done=request")
            #expect(page.body.contains("申込みを受け付けました。"))
            #expect(page.body.contains("人数が、実施要綱の最少人数に足りません。"))
            #expect(page.body.contains("花咲町会&lt;script&gt;") && !page.body.contains("<script>a"))
            #expect(page.body.contains("第2希望</dt><dd>令和8年7月27日(月) 10:00"))
            let list = try await browser.open("/lectures")
            #expect(list.body.contains("申込・調整") && list.body.contains("メニュー外"))
            #expect(list.body.contains("日程を調整し決定する、広聴主管、令和8年7月20日(月)まで"))
            #expect(!list.body.contains("花咲町会") && !list.body.contains("太郎"))

            #expect(try await Self.schedule(browser, path).status == 303)
            let notice = try await browser.open(path + "/notice")
            #expect(notice.status == 200)
            for text in ["出前講座実施決定通知書", "根室 太郎 様", "財政課", "令和8年7月20日(月) 13:30", "資料30部"] {
                #expect(notice.body.contains(text), "\(text)")
            }
            #expect(!notice.body.contains("<script>a"))

            // Not before its day: nothing that lies ahead was held.
            try await browser.open(path)
            let early = try await browser.send(
                path, [("do", "report"), ("heldOn", "R8.7.20"), ("headcount", "33")])
            #expect(early.status == 422 && early.body.contains("href=\"#report-heldOn\""))
            let sent = try await browser.send(
                path,
                [
                    ("do", "report"), ("heldOn", "R8.6.28"), ("startsAt", "13時30分"),
                    ("endsAt", "14:30"), ("headcount", "３３"), ("ages", "60代=20 70代＝13"),
                    ("speakers", "財政課長"), ("questions", "基金の残高"),
                ])
            #expect(sent.status == 303, "\(sent.body)")
            let held = try await browser.open(path)
            #expect(held.body.contains("33人") && held.body.contains("60代 20、70代 13"))
            #expect(try await browser.open("/lectures").body.contains("報告済"))

            let opinions = "街灯を増やしてほしい\r\n\r\n基金を使ってほしい \(Self.hostile)"
            try await browser.open(path)
            let received = try await browser.send(
                path, [("do", "opinions"), ("opinions", opinions)])
            #expect(received.location?.hasSuffix("noted=R8-0001.R8-0002") == true)
            let item = try await server.desk.item(try await server.desk.itemID(of: "R8-0001"))
            #expect(item.item.plain.channel == .meeting && item.item.plain.nature == .opinion)
            #expect(
                try await browser.open(received.location ?? "").body.contains("R8-0001、R8-0002"))
        }
    }

    @Test("誤りは上と欄のそばに示し、入力は残り、同じ画面を二度送っても一件")
    func mistakes() async throws {
        try await TestServer.with { server in
            let browser = try await server.someone("kikaku", .planning)
            try await browser.open("/lectures/request")
            let wrong = Self.request.map {
                switch $0.0 {
                case "choice1": ($0.0, "いつか")
                case "expectedHeadcount": ($0.0, "多数")
                default: $0
                }
            }
            let answer = try await browser.send("/lectures/request", wrong)
            #expect(answer.status == 422)
            for field in ["choice1", "expectedHeadcount"] {
                #expect(answer.body.contains("<li><a href=\"#\(field)\">"), "\(field)")
            }
            #expect(answer.body.contains("value=\"根室 太郎\""))
            #expect(try await server.city.log.headPosition() == 0)
            let hidden = try await browser.open("/lectures/request").hiddenFields
            for _ in 0..<2 {
                let sent = try await browser.send(
                    "/lectures/request", Self.request + hidden, withToken: false)
                #expect(sent.status == 303)
            }
            #expect(try await server.city.log.headPosition() == 1)
        }
    }

    @Test("担当は自分の課の講座だけを扱い、ほかの課と閲覧には団体名も代表者も見えない")
    func roles() async throws {
        try await TestServer.with { server in
            let hearing = try await server.someone("kocho", .hearing)
            let path = try await Self.requested(hearing)
            #expect(try await Self.schedule(hearing, path).status == 303)
            let own = try await server.someone("zaisei", .officer, of: "財政課")
            let seen = try await own.open(path)
            #expect(seen.body.contains("根室 太郎") && seen.body.contains("実施を報告する"))
            let other = try await server.someone("doboku", .officer, of: "土木課")
            let viewer = try await server.someone("etsuran", .viewer)
            for browser in [other, viewer] {
                for address in [path, path + "/notice", "/lectures"] {
                    let page = try await browser.open(address)
                    #expect(page.status == 200)
                    for secret in ["花咲町会", "太郎", "6111", "花咲会館", "手話", "資料30部"] {
                        #expect(!page.body.contains(secret), "\(address) \(secret)")
                    }
                }
                let page = try await browser.open(path)
                #expect(page.body.contains("（担当課のみ表示）"))
                #expect(!page.body.contains("<form class=\"sheet\""))
                let tried = try await browser.send(
                    path, [("do", "cancel"), ("cause", "city"), ("reason", "x")])
                #expect(tried.status == 403)
            }
            let openings = try await server.desk.openings(
                by: "zaisei", from: server.desk.today, through: server.desk.today)
            #expect(openings.map(\.part) == [.lecture])
            try await own.open(path)
            let moved = try await own.send(
                path,
                [
                    ("do", "schedule"), ("choice", "-"), ("date", "R8.8.3 10:00"),
                    ("title", "根室市の財政"), ("department", "財政課"),
                ])
            #expect(moved.status == 303, "\(moved.body)")
            try await own.open(path)
            let off = try await own.send(
                path, [("do", "cancel"), ("cause", "weather"), ("reason", "暴風雪のため")])
            #expect(off.status == 303)
            #expect(try await own.open(path).body.contains("荒天・災害"))
        }
    }

    @Test("却下は理由を添え、後から日程を決めれば戻る")
    func refusing() async throws {
        try await TestServer.with { server in
            let browser = try await server.someone("kocho", .hearing)
            let path = try await Self.requested(browser)
            try await browser.open(path)
            let blank = try await browser.send(path, [("do", "refuse"), ("reason", " ")])
            #expect(blank.status == 422 && blank.body.contains("href=\"#refuse-reason\""))
            let sent = try await browser.send(
                path, [("do", "refuse"), ("reason", "議会の会期中のため")])
            #expect(sent.status == 303)
            #expect(try await browser.open(path).body.contains("議会の会期中のため"))
            #expect(try await Self.schedule(browser, path).status == 303)
            #expect(try await browser.open("/lectures?stage=scheduled").body.contains("根室市の財政"))
        }
    }

    @Test("メニューは追加・変更・取下げ・写し・確定ができ、担当は自分の課の講座だけを登録する")
    func menu() async throws {
        try await TestServer.with { server in
            let browser = try await server.someone("zaisei", .officer, of: "財政課")
            let path = "/lectures/offers?year=R8"
            func offer(_ what: String, _ department: String, _ title: String) -> [(String, String)]
            {
                [
                    ("do", what), ("code", "１２"), ("title", title), ("aim", ""),
                    ("minutes", "60"), ("minimumPeople", "5"), ("department", department),
                    ("topics", "財政、予算"), ("weekdays", "火木"), ("materials", ""),
                ]
            }
            try await browser.open(path)
            #expect(try await browser.send(path, offer("add", "土木課", "雪")).status == 403)
            try await browser.open(path)
            #expect(
                try await browser.send(path, offer("add", "財政課", "財政\(Self.hostile)")).status
                    == 303)
            let page = try await browser.open(path)
            #expect(page.body.contains("財政&lt;script&gt;") && page.body.contains("火木"))
            #expect(page.body.contains("案です。"))
            let edit = try await browser.open(path + "&change=12")
            #expect(edit.body.contains("この講座を取り下げる"))
            #expect(edit.body.contains("value=\"財政、予算\""))
            #expect(
                try await browser.send(path, offer("change", "財政課", "市の財政")).status == 303)
            try await browser.open(path)
            #expect(try await browser.send(path, [("do", "confirm")]).status == 403)
            let hearing = try await server.someone("kocho", .hearing)
            try await hearing.open(path)
            #expect(try await hearing.send(path, [("do", "confirm")]).status == 303)
            #expect(try await hearing.open(path).body.contains("確定しています。"))
            let next = "/lectures/offers?year=R9"
            try await hearing.open(next)
            #expect(try await hearing.send(next, [("do", "copy")]).status == 303)
            #expect(try await hearing.open(next).body.contains("市の財政"))
            #expect(
                try await hearing.send(next, [("do", "withdraw"), ("code", "12")]).status == 303)
            #expect(try await !hearing.open(next).body.contains("市の財政"))
            let form = try await hearing.open("/lectures/request")
            #expect(form.body.contains("<option value=\"12\">12 市の財政（財政課）</option>"))
        }
    }
    @Test("消去した講座は消去済みと出て、書式は出さない")
    func erased() async throws {
        try await TestServer.with { server in
            let browser = try await server.someone("kocho", .hearing)
            let path = try await Self.requested(browser)
            let record = try await server.desk.record(of: String(path.suffix(36)))
            _ = try await server.desk.erase(
                [record], on: .useSuspension(decision: "令和8年度利停第4号"), actor: "kocho")
            let page = try await browser.open(path)
            #expect(page.body.contains("（消去済み）"))
            #expect(!page.body.contains("花咲町会") && !page.body.contains("太郎"))
            #expect(!page.body.contains("<form class=\"sheet\""))
        }
    }
}
