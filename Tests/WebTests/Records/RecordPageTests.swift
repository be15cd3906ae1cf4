import Desk
import EventLog
import Foundation
import Hummingbird
import Participation
import TestSupport
import Testing

@testable import Web

@Suite("案件票")
struct RecordPageTests {
    @Test("氏名・要旨・本文は伏せて示し、理由を書いて開くと、その画面にだけ示し、誰がなぜ開いたかを記録する")
    func opening() async throws {
        try await RegisterCity.with { city in
            let desk = city.server.desk
            let browser = try await Browser.member(city.server, "tantou", .officer)
            let closed = try await browser.open("/items/R8-0002")
            #expect(closed.status == 200)
            #expect(closed.body.contains("●●●") && !closed.body.contains("花子"))
            let without = try await browser.send("/items/R8-0002/opening", [("reason", "　")])
            #expect(without.status == 422)
            #expect(without.body.contains("<li><a href=\"#reason\">"))
            #expect(!without.body.contains("花子"))
            func opened() async throws -> [OpeningRecord] {
                try await desk.openings(by: "tantou", from: desk.today, through: desk.today)
            }
            #expect(try await opened().isEmpty)
            let open = try await browser.send(
                "/items/R8-0002/opening", [("reason", "回答の作成")])
            #expect(open.status == 200)
            #expect(open.body.contains("&#39;&gt;&lt;b&gt;花子"))
            #expect(open.body.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
            #expect(!open.body.contains("<script>") && !open.body.contains("<b>花子"))
            #expect(Set(try await opened().map(\.part)) == [.item, .history])
            #expect(Set(try await opened().map(\.reason.content?.text)) == ["回答の作成"])
            #expect(try await !browser.open("/items/R8-0002").body.contains("花子"))
            // Sealed to whoever may not read letters; there is no button, either.
            let viewer = try await Browser.member(city.server, "etsuran", .viewer)
            let seen = try await viewer.open("/items/R8-0002")
            #expect(seen.status == 200 && !seen.body.contains("/opening\""))
            let tried = try await viewer.send("/items/R8-0002/opening", [("reason", "x")])
            #expect(tried.status == 403)
        }
    }

    @Test("限定の案件と、ない案件には、同じ答え。指名された人には見える")
    func hidden() async throws {
        try await RegisterCity.with { city in
            var answers: Set<String> = []
            for path in ["/items/R8-0004", "/items/R8-9999", "/items/x", "/items/4"] {
                for further in ["", "/proof", "/proof.json", "/correction"] {
                    let answer = try await city.ask(path + further)
                    #expect(answer.status == 404, "\(path)\(further)")
                    answers.insert(answer.body.replacing(/href="[^"]*"/, with: ""))
                }
            }
            #expect(answers.count == 1)
            try await city.server.desk.setReader("sato", of: city.secret, mayRead: true, by: nil)
            #expect(try await city.ask("/items/R8-0004").status == 200)
            #expect(try await city.ask("/items/R8-0004/proof").status == 200)
        }
    }

    @Test("訂正は理由を求め、前の内容は取り消し線と言葉で経過に残る。同じ画面を二度送っても一度だけ")
    func correction() async throws {
        try await RegisterCity.with { city in
            let browser = try await Browser.member(city.server, "koucho", .hearing)
            let page = try await browser.open("/items/R8-0001/correction")
            #expect(page.body.contains("value=\"除雪の時間を早めて\""))
            #expect(page.body.contains("value=\"令和8年5月10日\""))
            let hidden = page.hiddenFields
            func fields(_ changes: (String, String)...) -> [(String, String)] {
                [
                    ("receivedOn", "令和8年5月10日"), ("scheme", "letter-to-mayor"),
                    ("channel", "paper"), ("category", ""), ("summary", "除雪の時間を早めて"),
                    ("mayPublish", "yes"), ("reason", ""), ("note", ""),
                ].map { field in changes.first { $0.0 == field.0 } ?? field }
            }
            let path = "/items/R8-0001/correction"
            let none = try await browser.send(path, fields(("reason", "typo")))
            #expect(none.status == 422 && none.body.contains("変更したところがありません"))
            let without = try await browser.send(
                path, fields(("receivedOn", "5/９"), ("summary", "<i>除雪")))
            #expect(without.status == 422)
            #expect(without.body.contains("<li><a href=\"#reason\">"))
            #expect(without.body.contains("value=\"&lt;i&gt;除雪\""))
            #expect(without.body.contains("value=\"5/９\""))
            let change = fields(
                ("receivedOn", "5/９"), ("category", "07"), ("reason", "typo"),
                ("note", "消印"))
            let done = try await browser.send(path, change + hidden)
            #expect(done.location == "/items/R8-0001?done=1")
            let head = try await city.server.city.log.headPosition()
            let again = try await browser.send(path, change + hidden)
            #expect(again.location == "/items/R8-0001?done=1")
            #expect(try await city.server.city.log.headPosition() == head)
            let after = try await browser.open("/items/R8-0001?done=1")
            #expect(after.body.contains("<del>令和8年5月10日</del> 変更後 <ins>令和8年5月9日</ins>"))
            #expect(after.body.contains("分類: 追加 <ins>07</ins>"))
            #expect(after.body.contains("理由: 誤記"))
            #expect(after.body.contains("試験 koucho（koucho）"))
        }
    }

    @Test("二人が同じ記録を直すと、後の人に両方の値を並べて示し、入力は何も失われない")
    func conflict() async throws {
        try await RegisterCity.with { city in
            let path = "/items/R8-0002/correction"
            let first = try await Browser.member(city.server, "hitori", .hearing)
            let second = try await Browser.member(city.server, "futari", .hearing)
            try await first.open(path)
            try await second.open(path)
            func fields(_ summary: String, _ channel: String) -> [(String, String)] {
                [
                    ("receivedOn", "令和8年6月1日"), ("scheme", "letter-to-mayor"),
                    ("channel", channel), ("category", "<i>07"), ("summary", summary),
                    ("mayPublish", "unstated"), ("reason", "additional"), ("note", ""),
                ]
            }
            let shown = "<script>alert(1)</script>"
            #expect(try await first.send(path, fields("一人目の要旨", "fax")).status == 303)
            let refused = try await second.send(path, fields("二人目の要旨", "paper"))
            #expect(refused.status == 409)
            #expect(refused.body.contains("hitoriさんが同じ記録を変更しました"))
            for text in ["一人目の要旨", "二人目の要旨", "&lt;script&gt;alert(1)", "FAX"] {
                #expect(refused.body.contains(text), "\(text)")
            }
            #expect(!refused.body.contains(shown))
            #expect(refused.body.contains("value=\"二人目の要旨\""))
            #expect(refused.body.contains("<option value=\"fax\" selected>"))
            // Recorded once more on purpose, it holds: of the other's change what was not typed over.
            #expect(try await second.send(path, fields("二人目の要旨", "fax")).status == 303)
            let opening = try #require(Opening(actor: "test", reason: "試験"))
            let id = try await city.server.desk.itemID(of: "R8-0002")
            let item = try await city.server.desk.item(id, opening: opening).item
            #expect(item.personal.content?.summary == "二人目の要旨")
            #expect(item.plain.channel == .fax)
        }
    }

    @Test("担当は自分の課の案件だけを訂正できる")
    func ownSection() async throws {
        try await RegisterCity.with { city in
            for (login, section, status) in [("doboku", "土木課", 200), ("suido", "水道課", 403)] {
                let token = try await city.server.desk.token(of: login, .officer, section: section)
                let form = try await city.ask("/items/R8-0001/correction", token: token)
                #expect(form.status == status)
                let page = try await city.ask("/items/R8-0001", token: token)
                #expect(page.body.contains("/correction\"") == (status == 200))
            }
        }
    }

    @Test("証明書は、Koeの外の計算で台帳の根に一致する")
    func proof() async throws {
        try await RegisterCity.with { city in
            let page = try await city.ask("/items/R8-0002/proof")
            #expect(page.body.contains("7件のうち3番目"))
            struct Proof: Decodable {
                let leafIndex: Int64
                let treeSize: Int64
                let leafHash: String
                let path: [String]
                let root: String
            }
            let file = try await city.ask("/items/R8-0002/proof.json")
            let proof = try JSONDecoder().decode(Proof.self, from: Data(file.body.utf8))
            // What is no hash is none of a proof's.
            func digest(_ hex: String) -> Digest { Digest(hex: hex) ?? TreeHash.empty }
            #expect(
                TreeProof.verifyInclusion(
                    leafHash: digest(proof.leafHash), leafIndex: proof.leafIndex,
                    treeSize: proof.treeSize, path: proof.path.map(digest),
                    root: digest(proof.root)))
            #expect(try await city.server.desk.status().root == proof.root)
        }
    }
}
