import Desk
import EventLog
import Foundation
import Participation
import TestSupport
import Testing

@testable import Web

@Suite("同じ案件を開いている人の表示")
struct PresenceTests {
    private static func poll(_ page: Answer) throws -> String {
        let found = try #require(page.body.firstMatch(of: /hx-get="([^"]*presence[^"]*)"/))
        return String(found.1).replacing("&amp;", with: "&")
    }

    @Test("開くと互いの氏名が見え、75秒連絡がなければ消える。変わらない間は何も返さない")
    func seesOthers() async throws {
        try await TestServer.with { server in
            try await TrayCity.letter(server, key: "a")
            let one = try await TrayCity.person(
                server, "tanto", .officer, section: "土木課", name: "担当 <太郎>")
            let other = try await TrayCity.person(server, "kocho", .hearing, name: "広聴 花子")
            let alone = try await one.open("/tray/R8-0001")
            #expect(!alone.body.contains("開いています"))
            let record = try await other.open("/items/R8-0001")
            #expect(record.body.contains("担当 &lt;太郎&gt;さんも、この案件を開いています。"))
            let reply = try await one.open("/tray/R8-0001/reply")
            #expect(reply.body.contains("広聴 花子さんも、この案件を開いています。"))
            // The page opened first hears of it by itself, and then no more of the same.
            let news = try await one.open(try Self.poll(alone))
            #expect(news.status == 200 && news.body.contains("広聴 花子さん"))
            #expect(!news.body.contains("<html"))
            let same = try await one.open(try Self.poll(news))
            #expect(same.status == 204 && same.body.isEmpty)
            server.city.clock.advance(by: 76_000_000)
            let gone = try await one.open(try Self.poll(news))
            #expect(gone.status == 200 && !gone.body.contains("開いています"))
            #expect(gone.body.contains("hx-trigger=\"every 30s\""))
        }
    }

    @Test("30分たつとページは尋ねるのをやめる。先の時刻を書いても延びない")
    func ends() async throws {
        try await TestServer.with { server in
            try await TrayCity.letter(server, key: "a")
            let one = try await TrayCity.person(server, "kocho", .hearing)
            let page = try await one.open("/items/R8-0001")
            let far = try await one.open("/items/R8-0001/presence?until=99999999999")
            let until = try #require(far.body.firstMatch(of: /until=([0-9]+)/)).1
            #expect(Int64(until) ?? 0 < 99_999_999_999)
            server.city.clock.advance(by: 1_801_000_000)
            let over = try await one.open(try Self.poll(page))
            #expect(over.status == 200 && !over.body.contains("hx-get"))
        }
    }

    @Test("見るだけの人は表示されず、見えない案件のことは聞けない")
    func readers() async throws {
        try await TestServer.with { server in
            let id = try await TrayCity.letter(server, key: "a")
            let viewer = try await TrayCity.person(server, "etsuran", .viewer)
            let hearing = try await TrayCity.person(server, "kocho", .hearing)
            try await viewer.open("/items/R8-0001")
            #expect(try await !hearing.open("/items/R8-0001").body.contains("開いています"))
            #expect(try await viewer.open("/items/R8-0001").body.contains("職員 kochoさん"))
            _ = try await server.desk.handle(
                .setHandling(.restricted, isUrgent: false), of: Item.self, stream: id,
                actor: "test", command: nil)
            #expect(try await viewer.open("/items/R8-0001/presence").status == 404)
        }
    }
}
