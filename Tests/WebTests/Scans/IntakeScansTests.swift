import Desk
import EventLog
import Foundation
import Hummingbird
import Participation
import Postgres
import TestSupport
import Testing

@testable import Web

@Suite("スキャンした手紙の連続入力")
struct IntakeScansTests {
    /// A letter as it is typed; what is not said has its usual value.
    private static func letter(_ summary: String) -> [(String, String)] {
        [
            ("receivedOn", "R8.6.26"), ("channel", "1"), ("scheme", "letter-to-mayor"),
            ("name", "*"), ("wantsReply", "2"), ("mayPublish", "3"), ("category", "07"),
            ("summary", summary), ("body", ""), ("handling", "ordinary"),
        ]
    }

    private static func files() throws -> [(name: String, bytes: [UInt8])] {
        [("市長への手紙.pdf", try SampleScan.bytes("letters.pdf"))]
    }

    /// The pages the form names for its letter, by their numbers.
    private static func pages(_ answer: Answer) -> [Int] {
        answer.hiddenFields.filter { $0.0 == "page" }
            .compactMap { $0.1.split(separator: ".").last.flatMap { Int($0) } }
    }

    /// A clerk who has just loaded three pages, and what the page says then.
    private static func loading(_ server: TestServer) async throws -> (Browser, Answer) {
        let browser = try await IntakePageTests.clerk(server)
        try await browser.open("/intake")
        return (browser, try await browser.send("/intake/scans", [], files: files()))
    }

    private static func attached(_ server: TestServer, _ number: String) async throws -> [String] {
        let id = try await server.desk.itemID(of: number)
        let opening = try #require(Opening(actor: "t", reason: "試験"))
        let item = try await server.desk.item(id, opening: opening).item
        #expect(item.plain.scans == item.presentScans.count)
        return item.presentScans.map { "\($0.name.content?.text ?? "") \($0.pages)" }
    }

    @Test("読み込むと1頁ずつ現れ、1頁が1通になり、次の頁を足せば1通にまとまる。打った文字は残る")
    func batch() async throws {
        try await TestServer.with { server in
            let browser = try await IntakePageTests.clerk(server)
            let page = try await browser.open("/intake")
            #expect(Self.pages(page).isEmpty)
            let loaded = try await browser.send(
                "/intake/scans", Self.letter("街灯がつかない"), files: Self.files())
            #expect(loaded.status == 200 && Self.pages(loaded) == [1])
            #expect(loaded.body.contains("value=\"街灯がつかない\""))
            #expect(loaded.body.contains("このほかに2頁が受付を待っています"))
            let source = try #require(
                loaded.body.firstMatch(of: /src="(\/intake\/scans\/[^"]*)"/)?.output.1)
            let picture = try await browser.open(String(source))
            #expect(picture.status == 200 && picture.headers["content-type"] == "image/jpeg")

            try await browser.open("/intake")
            let first = try await browser.send("/intake", Self.letter("街灯がつかない"))
            #expect(first.status == 303)
            #expect(
                try await Self.attached(server, "R8-0001") == ["市長への手紙(1頁).pdf 1"])
            // A letter with a scan and no text waits to be copied (転記待ち).
            let waiting = try await server.ask(
                .get, "/register?mark=untranscribed", ["Accept": "text/html"])
            #expect(waiting.body.contains("R8-0001"))

            #expect(Self.pages(try await browser.open("/intake")) == [2])
            let joined = try await browser.send("/intake/scans/join", Self.letter("公園"))
            #expect(Self.pages(joined) == [2, 3])
            #expect(!joined.body.contains("受付を待っています"))
            #expect(try await browser.send("/intake", Self.letter("公園")).status == 303)
            #expect(
                try await Self.attached(server, "R8-0002") == ["市長への手紙(2-3頁).pdf 2"])
            #expect(Self.pages(try await browser.open("/intake")).isEmpty)
        }
    }

    @Test("取り消すと頁は戻り、取消しをやめるとまた付いている。離す・除く・付けないも元に戻せる")
    func undo() async throws {
        try await TestServer.with { server in
            let (browser, _) = try await Self.loading(server)
            try await browser.open("/intake")
            try await browser.send("/intake", Self.letter("街灯"))
            try await browser.open("/intake?done=R8-0001")
            try await browser.send("/intake/undo", [("item", "R8-0001")])
            #expect(Self.pages(try await browser.open("/intake?undone=R8-0001")) == [1])
            try await browser.send("/intake/redo", [("item", "R8-0001")])
            #expect(Self.pages(try await browser.open("/intake")) == [2])

            let joined = try await browser.send("/intake/scans/join", [])
            #expect(Self.pages(joined) == [2, 3])
            #expect(Self.pages(try await browser.send("/intake/scans/part", [])) == [2])
            let without = try await browser.send("/intake/scans/without", [])
            #expect(Self.pages(without).isEmpty)
            #expect(without.body.contains("この手紙にはスキャンを付けません"))
            #expect(Self.pages(try await browser.send("/intake/scans/join", [])) == [2])
            #expect(Self.pages(try await browser.send("/intake/scans/skip", [])) == [3])
            #expect(Self.pages(try await browser.open("/intake")) == [3])
        }
    }

    @Test("同じ画面を二度送っても1通で、頁は二度付かない。別の窓で使った頁は断る")
    func twice() async throws {
        try await TestServer.with { server in
            let (browser, _) = try await Self.loading(server)
            let page = try await browser.open("/intake")
            let fields = Self.letter("街灯") + page.hiddenFields
            let first = try await browser.send("/intake", fields, withToken: false)
            let again = try await browser.send("/intake", fields, withToken: false)
            #expect(first.status == 303 && again.status == 303)
            #expect(first.location == again.location)
            #expect(try await server.city.log.headPosition() == 2)
            // The other window shows the same page, under another command.
            let other = fields.map { $0.0 == "command" ? ("command", UUID().uuidString) : $0 }
            let refused = try await browser.send("/intake", other, withToken: false)
            #expect(refused.status == 422)
            #expect(refused.body.contains("すでに別の手紙に付けられたか"))
            #expect(try await server.city.log.headPosition() == 2)
        }
    }

    @Test("断られた手紙の頁は手元に残り、読めないファイルは一行で断って何も失わない")
    func refused() async throws {
        try await TestServer.with { server in
            let browser = try await IntakePageTests.clerk(server)
            try await browser.open("/intake")
            let html = try await browser.send(
                "/intake/scans", Self.letter("街灯"),
                files: [("letter.pdf", Array("<html></html>".utf8))])
            #expect(html.status == 422)
            #expect(html.body.contains("PDF・JPEG・PNG・TIFFのいずれでもありません"))
            #expect(html.body.contains("value=\"街灯\""))
            try await browser.send("/intake/scans", [], files: Self.files())
            let refused = try await browser.send("/intake", Self.letter(""))
            #expect(refused.status == 422 && Self.pages(refused) == [1])
            let unloaded = try await browser.send(
                "/intake", Self.letter("街灯") + [("scans", "letter.pdf")])
            #expect(unloaded.status == 422)
            #expect(unloaded.body.contains("まだ読み込まれていません"))
            #expect(try await server.city.log.headPosition() == 0)
        }
    }

    @Test("待っている頁は、読み込んだ人だけのもの。二週間で消え、鍵が替われば読めない")
    func own() async throws {
        try await TestServer.with { server in
            let (_, loaded) = try await Self.loading(server)
            let source = try #require(
                loaded.body.firstMatch(of: /src="(\/intake\/scans\/[^"]*)"/)?.output.1)
            let other = try await IntakePageTests.clerk(server, "hoka")
            #expect(Self.pages(try await other.open("/intake")).isEmpty)
            #expect(try await other.open(String(source)).status == 404)
            let page = try #require(loaded.hiddenFields.first { $0.0 == "page" })
            try await other.open("/intake")
            let taken = try await other.send("/intake", Self.letter("街灯") + [page])
            #expect(taken.status == 422)
            let stored = try await server.city.pool.execute("SELECT bytes FROM desk.waiting_scan")
            let bytes: [UInt8] = try #require(try stored.first?.get(0))
            #expect(!bytes.contains(Array("%PDF".utf8)))

            server.city.clock.advance(by: 15 * 86_400 * 1_000_000)
            try await other.open("/intake")
            try await other.send("/intake/scans", [], files: Self.files())
            let left = try await server.city.pool.execute("SELECT FROM desk.waiting_scan")
            #expect(left.count == 1)
        }
    }

    @Test("消去した手紙の頁は、同じファイルの残りの頁が片付けば消え、それまでは完了待ちに出る")
    func erased() async throws {
        try await TestServer.with { server in
            func kept() async throws -> Int {
                try await server.city.pool.execute("SELECT FROM desk.waiting_scan").count
            }
            func isAwaited() async throws -> Bool {
                try await server.desk.awaited().contains { $0.what == "受付待ちのスキャン" }
            }
            let (browser, loaded) = try await Self.loading(server)
            let source = try #require(
                loaded.body.firstMatch(of: /src="(\/intake\/scans\/[^"]*)"/)?.output.1)
            try await browser.open("/intake")
            try await browser.send("/intake", Self.letter("街灯"))
            // It belongs to a letter now, which is opened for a reason.
            #expect(try await browser.open(String(source)).status == 404)
            #expect(try await !isAwaited())

            let first = try await server.desk.itemID(of: "R8-0001")
            _ = try await server.desk.erase([first], on: .entryError(.trial), actor: "t")
            #expect(try await isAwaited())
            #expect(try await kept() == 1)
            try await browser.open("/intake")
            try await browser.send("/intake/scans/join", Self.letter("公園"))
            try await browser.send("/intake", Self.letter("公園"))
            try await server.desk.settleErasures(again: true)
            #expect(try await !isAwaited())
            #expect(try await kept() == 0)

            try await browser.open("/intake")
            try await browser.send("/intake/scans", [], files: Self.files())
            for _ in 1...2 { try await browser.send("/intake/scans/join", []) }
            try await browser.send("/intake", Self.letter("水路"))
            let third = try await server.desk.itemID(of: "R8-0003")
            #expect(try await kept() == 1)
            _ = try await server.desk.erase([third], on: .entryError(.trial), actor: "t")
            #expect(try await kept() == 0)
        }
    }

    @Test("前に入力した停電用受付票の番号で断られても、頁は待ったまま。次の送信で手紙に付く")
    func slipAgain() async throws {
        try await TestServer.with { server in
            let browser = try await IntakePageTests.clerk(server)
            let slip = [("provisional", "R8-A17")]
            try await browser.open("/intake")
            try await browser.send("/intake", Self.letter("街灯") + slip)
            try await browser.open("/intake")
            let loaded = try await browser.send("/intake/scans", [], files: Self.files())
            let page = loaded.hiddenFields.filter { $0.0 == "page" }
            let refused = try await browser.send("/intake", Self.letter("公園") + slip + page)
            #expect(refused.status == 422 && Self.pages(refused) == [1])
            let next = try await browser.send("/intake", Self.letter("公園") + page)
            #expect(next.status == 303)
            #expect(
                try await Self.attached(server, "R8-0002") == ["市長への手紙(1頁).pdf 1"])
        }
    }

    @Test("親鍵が替わると待っていた頁は一行で断って片付け、次の手紙は入力できる")
    func rotated() async throws {
        try await TestServer.with { server in
            let (browser, _) = try await Self.loading(server)
            _ = try await server.city.keyring.rotateMaster()
            let page = try await browser.open("/intake")
            let letter = Self.letter("街灯") + page.hiddenFields.filter { $0.0 == "page" }
            let refused = try await browser.send("/intake", letter)
            #expect(refused.status == 422 && refused.body.contains("value=\"街灯\""))
            #expect(Self.pages(try await browser.open("/intake")).isEmpty)
            #expect(try await browser.send("/intake", Self.letter("街灯")).status == 303)
        }
    }

    @Test("頁は最後に使ってから一日は手元に残る。読み込んでから一日ではない")
    func takenLate() async throws {
        try await TestServer.with { server in
            let (browser, _) = try await Self.loading(server)
            server.city.clock.advance(by: 3 * 86_400 * 1_000_000)
            try await browser.logIn("uketsuke", "除雪は朝六時までに済ませてほしい")
            try await browser.open("/intake")
            for _ in 1...2 { try await browser.send("/intake/scans/join", []) }
            try await browser.send("/intake", Self.letter("街灯"))
            let other = try await IntakePageTests.clerk(server, "hoka")
            try await other.open("/intake")
            try await other.send("/intake/scans", [], files: Self.files())
            try await browser.open("/intake?done=R8-0001")
            try await browser.send("/intake/undo", [("item", "R8-0001")])
            #expect(Self.pages(try await browser.open("/intake?undone=R8-0001")) == [1])
        }
    }

    @Test("ほかの職員が取り消しても、頁は読み込んだ人の手元に戻る")
    func undoneByAnother() async throws {
        try await TestServer.with { server in
            let (browser, _) = try await Self.loading(server)
            try await browser.open("/intake")
            try await browser.send("/intake", Self.letter("街灯"))
            let hearing = try await IntakePageTests.clerk(server, "kocho", .hearing)
            try await hearing.open("/intake?done=R8-0001")
            try await hearing.send("/intake/undo", [("item", "R8-0001")])
            #expect(Self.pages(try await browser.open("/intake")) == [1])
        }
    }

    @Test("ファイル付きのフォームも、その画面の印がなければ断る")
    func token() async throws {
        try await TestServer.with { server in
            let browser = try await IntakePageTests.clerk(server)
            try await browser.open("/intake")
            let forged = try await browser.send(
                "/intake/scans", [("form-token", "x")], files: Self.files(), withToken: false)
            #expect(forged.status == 403)
            let left = try await server.city.pool.execute("SELECT FROM desk.waiting_scan")
            #expect(left.isEmpty)
        }
    }
}
