import Desk
import Foundation
import Hummingbird
import Participation
import TestSupport
import Testing

@testable import Web

@Suite("添付の閲覧")
struct ScanPageTests {
    private static let name = "花子\"の\r\n手紙.pdf"

    /// A city whose R8-0002 has a scan of three pages, and its R8-0004, which is restricted, too.
    private static func with<R: Sendable>(
        _ body: @Sendable (RegisterCity) async throws -> R
    ) async throws -> R {
        try await RegisterCity.with { city in
            let desk = city.server.desk
            let file = ScanFile(name: name, bytes: try SampleScan.bytes("letters.pdf"))
            for number in ["R8-0002", "R8-0004"] {
                let id = try await desk.itemID(of: number)
                _ = try await desk.attach([file], to: id, actor: "test", command: nil)
            }
            return try await body(city)
        }
    }

    /// The addresses of pictures and files on a page.
    private static func addresses(_ page: Answer) -> (pictures: [String], files: [String]) {
        let pictures = page.body.matches(of: /src="(\/items\/[^"]*)"/)
        let files = page.body.matches(of: /href="(\/items\/[^"]*\/scans\/[^"]*)"/)
        return (
            pictures.map { String($0.output.1).replacing("&amp;", with: "&") },
            files.map { String($0.output.1).replacing("&amp;", with: "&") }
        )
    }

    @Test("伏せている間は見えず、理由を書いて開くと、頁の画像と元のファイルが見られ、誰が見たかが残る")
    func opened() async throws {
        try await Self.with { city in
            let desk = city.server.desk
            let browser = try await Browser.member(city.server, "tantou", .officer)
            let closed = try await browser.open("/items/R8-0002")
            #expect(Self.addresses(closed).pictures.isEmpty && !closed.body.contains("花子"))
            #expect(closed.body.contains("添付1 ●●●(PDF、3頁)"))
            for path in ["/items/R8-0002/scans/1", "/items/R8-0002/scans/1/pages/1"] {
                for leave in ["", "?leave=", "?leave=1-0"] {
                    #expect(try await browser.open(path + leave).status == 404)
                }
            }
            try await browser.open("/items/R8-0002")
            let open = try await browser.send("/items/R8-0002/opening", [("reason", "転記")])
            let (pictures, files) = Self.addresses(open)
            #expect(pictures.count == 3 && files.count == 1)
            #expect(open.body.contains("花子&quot;の"))
            for path in pictures {
                let picture = try await browser.open(path)
                #expect(picture.status == 200)
                #expect(picture.headers["content-type"] == "image/jpeg")
                #expect(picture.headers["cache-control"] == "no-store")
                #expect(picture.headers["x-content-type-options"] == "nosniff")
                #expect(picture.headers["content-security-policy"]?.contains("sandbox") == true)
            }
            let file = try await browser.open(try #require(files.first))
            #expect(file.headers["content-type"] == "application/pdf")
            #expect(
                file.headers["content-disposition"] == """
                    attachment; filename="scan-1.pdf"; \
                    filename*=UTF-8''%E8%8A%B1%E5%AD%90_%E3%81%AE__%E6%89%8B%E7%B4%99.pdf
                    """)
            let records = try await desk.openings(
                by: "tantou", from: desk.today, through: desk.today
            ).filter { $0.part == .scan }
            #expect(records.map(\.way) == [.exported, .shown], "pages of one file: one look")
            let page = try #require(pictures.first).replacing("pages/1", with: "pages/4")
            #expect(try await browser.open(page).status == 404)
        }
    }

    @Test("閲覧許可は、ほかの人にも、ほかの案件にも、時間が過ぎた後にも使えない")
    func leave() async throws {
        try await Self.with { city in
            let browser = try await Browser.member(city.server, "tantou", .officer)
            try await browser.open("/items/R8-0002")
            let open = try await browser.send("/items/R8-0002/opening", [("reason", "転記")])
            let path = try #require(Self.addresses(open).pictures.first)
            let other = try await Browser.member(city.server, "hoka", .officer)
            #expect(try await other.open(path).status == 404)
            let elsewhere = path.replacing("R8-0002", with: "R8-0004")
            #expect(try await browser.open(elsewhere).status == 404)
            city.server.city.clock.advance(by: (ScanLeave.seconds + 1) * 1_000_000)
            #expect(try await browser.open(path).status == 404)
        }
    }

    @Test("限定の案件の添付は、指名された人だけのもの。管理者は決して見られない")
    func restricted() async throws {
        try await Self.with { city in
            let desk = city.server.desk
            let id = city.secret
            for (login, role) in [("tantou", StaffRole.officer), ("kanri", .admin)] {
                let browser = try await Browser.member(city.server, login, role)
                let account = try await desk.member(login).id
                let leave = desk.scanLeave(for: id, to: account).text
                let answer = try await browser.open("/items/R8-0004/scans/1?leave=\(leave)")
                #expect(answer.status == (role == .admin ? 403 : 404))
                guard role == .officer else { continue }
                try await desk.setReader(login, of: id, mayRead: true, by: nil)
                #expect(
                    try await browser.open("/items/R8-0004/scans/1?leave=\(leave)").status == 200)
            }
        }
    }

    @Test("受付の後から添付を足し、間違えた添付を理由を書いて取り下げる。二度送っても一度だけ")
    func care() async throws {
        try await Self.with { city in
            let desk = city.server.desk
            let id = try await desk.itemID(of: "R8-0002")
            let browser = try await Browser.member(city.server, "tantou", .officer)
            func present() async throws -> [Int] {
                try await desk.item(id).item.presentScans.map(\.number)
            }
            let record = try await browser.open("/items/R8-0002")
            #expect(record.body.contains("<a href=\"/items/R8-0002/scans\">"))
            let page = try await browser.open("/items/R8-0002/scans")
            #expect(page.body.contains("添付1") && !page.body.contains("花子"))
            let photo = [(name: "写真.jpg", bytes: try SampleScan.bytes("photo.jpg"))]
            for _ in 1...2 {
                let added = try await browser.send(
                    "/items/R8-0002/scans", page.hiddenFields, files: photo, withToken: false)
                #expect(added.location == "/items/R8-0002?done=scans")
            }
            #expect(try await present() == [1, 2])

            for (files, words) in [
                ([], "ファイル"),
                ([(name: "手紙.pdf", bytes: Array("<html></html>".utf8))], "のいずれでもありません"),
            ] {
                try await browser.open("/items/R8-0002/scans")
                let refused = try await browser.send("/items/R8-0002/scans", [], files: files)
                #expect(refused.status == 422 && refused.body.contains("<a href=\"#scans\">"))
                #expect(refused.body.contains(words))
            }
            let withdrawal = "/items/R8-0002/scans/withdrawal"
            try await browser.open("/items/R8-0002/scans")
            let bare = try await browser.send(withdrawal, [("file", "1")])
            #expect(bare.status == 422 && bare.body.contains("<a href=\"#reason\">"))
            let gone = try await browser.send(
                withdrawal, [("file", "1"), ("reason", "別の手紙のスキャンだったため")])
            #expect(gone.location == "/items/R8-0002?done=scans")
            #expect(try await present() == [2])
            let told = try await browser.open("/items/R8-0002?done=scans")
            #expect(told.body.contains("添付の変更を記録しました"))
            // Who is not named does not learn that there is such an item.
            #expect(try await browser.open("/items/R8-0004/scans").status == 404)
        }
    }

    @Test("担当課の画面では畳んであり、開くまで絵を取りに行かない")
    func tray() async throws {
        try await TestServer.with { server in
            try await TrayCity.appointPosts(server)
            let id = try await TrayCity.letter(server, key: "1")
            let photo = ScanFile(name: "花子.jpg", bytes: try SampleScan.bytes("photo.jpg"))
            _ = try await server.desk.attach([photo], to: id, actor: "test", command: nil)
            let browser = try await TrayCity.person(
                server, "tantou", .officer, section: "土木課")
            for path in ["/tray/R8-0001", "/tray/R8-0001/reply"] {
                let page = try await browser.open(path)
                #expect(page.body.contains("<details>\n<summary>スキャンを見る"), "\(path)")
                #expect(!page.body.contains("花子.jpg"))
                let picture = try #require(Self.addresses(page).pictures.first)
                #expect(try await browser.open(picture).status == 200)
            }
        }
    }
}
