import Desk
import EventLog
import Foundation
import Participation
import Postgres
import TestSupport
import Testing

@testable import Web

@Suite("受付の提案・取消し・下書き")
struct IntakeAfterTests {
    private static let form = IntakeLookupTests.form

    private static func office(_ desk: Desk) async throws {
        let list = try TableFile(
            Array("コード,名称,上位\n40,建設部,\n41,土木課,40\n51,環境課,40\n".utf8))
        let units = try await desk.importOrganisation(
            OrganisationFiles(list: list), effectiveOn: desk.today, actor: nil)
        #expect(!units.isRejected)
        let duties = try await desk.importDuties(
            try TableFile(Array("組織,事務,分類\n土木課,市道の除雪に関すること,07\n".utf8)),
            effectiveOn: desk.today, actor: nil)
        #expect(!duties.isRejected)
        _ = try await desk.importRules(
            try RoutingRulesFile(
                """
                effectiveOn: \(desk.today)
                source: 事務分掌規則
                rules:
                  - id: B1
                    find: duty-of-category
                    because: 事務分掌規則
                """), actor: nil)
    }

    @Test("二つ目の課と投函場所も手紙とともに記録され、投函場所は次の手紙に残る。担当なしの関係課は断る")
    func further() async throws {
        try await TestServer.with { server in
            try await Self.office(server.desk)
            let clerk = try await IntakePageTests.clerk(server)
            try await clerk.open("/intake")
            for section in ["", "41"] {
                let alone = try await clerk.send(
                    "/intake",
                    Self.form([
                        "name": "*", "summary": "除雪", "section": section, "other": "41",
                    ]))
                #expect(alone.status == 422 && alone.body.contains("関係課は、担当とは別の課を"))
            }
            let unknown = try await clerk.send(
                "/intake",
                Self.form(["name": "*", "summary": "除雪", "section": "41", "other": "999"]))
            #expect(unknown.body.contains("<li><a href=\"#other\">"))
            let sent = try await clerk.send(
                "/intake",
                Self.form([
                    "name": "*", "summary": "除雪", "section": "41", "other": "51",
                    "place": "本庁舎の箱",
                ]))
            #expect(sent.status == 303, "\(sent.body)")
            let id = try await server.desk.itemID(of: "R8-0001")
            let item = try await server.desk.item(id).item
            #expect(item.routing == ItemRouting(lead: "41", others: ["51"], by: .clerk))
            #expect(item.plain.attributes == ["投函場所": "本庁舎の箱"])
            let next = try await clerk.open(try #require(sent.location))
            #expect(next.body.contains("value=\"本庁舎の箱\""))
            let undone = try await clerk.send("/intake/undo", [("item", "R8-0001")])
            let after = try await clerk.open(try #require(undone.location))
            #expect(after.body.contains("value=\"本庁舎の箱\""))
        }
    }

    @Test("分類から担当を理由とともに提案し、決まらなければ未定と言い、どちらでも登録できる")
    func proposes() async throws {
        try await TestServer.with { server in
            try await Self.office(server.desk)
            let clerk = try await IntakePageTests.clerk(server)
            let page = try await clerk.open("/intake")
            #expect(page.body.contains("<option value=\"41\">"))
            let checked = try await clerk.send(
                "/intake/check", Self.form(["category": "07", "summary": "除雪"]))
            #expect(checked.body.contains("土木課（規則B1(第1版): 事務分掌規則。分類 07 の事務分掌）"))
            let part = try await clerk.send(
                "/intake/check", Self.form(["category": "99"]), headers: ["HX-Request": "true"])
            #expect(part.body.contains("提案: 未定。広聴主管が振り分けます"))
            #expect(!part.body.contains("<html"))
            try await clerk.open("/intake")
            let restricted = try await clerk.send(
                "/intake/check", Self.form(["category": "07", "handling": "restricted"]))
            #expect(restricted.body.contains("取扱いが限定のため"))
            // Another section than the proposed one is recorded together with the receipt.
            try await clerk.open("/intake")
            let sent = try await clerk.send(
                "/intake",
                Self.form(["name": "*", "category": "07", "summary": "除雪", "section": "51"]))
            #expect(sent.status == 303, "\(sent.body)")
            let id = try await server.desk.itemID(of: "R8-0001")
            #expect(
                try await server.desk.item(id).item.routing == ItemRouting(lead: "51", by: .clerk))
            try await clerk.open("/intake")
            let unknown = try await clerk.send(
                "/intake", Self.form(["name": "*", "summary": "除雪", "section": "999"]))
            #expect(unknown.status == 422)
            #expect(unknown.body.contains("<li><a href=\"#section\">"))
        }
    }

    @Test("似た手紙を示し、印を付ければ同趣旨としてまとめ、やめられる。限定の手紙は示さない")
    func joins() async throws {
        try await TestServer.with { server in
            let clerk = try await IntakePageTests.clerk(server)
            func send(_ typed: [String: String], _ more: [(String, String)] = []) async throws
                -> Answer
            {
                try await clerk.open("/intake")
                return try await clerk.send("/intake", Self.form(typed) + more)
            }
            _ = try await send(IntakeLookupTests.taro)
            _ = try await send([
                "name": "*", "summary": "早朝の除雪が早い", "handling": "restricted",
            ])
            try await clerk.open("/intake")
            let checked = try await clerk.send(
                "/intake/check", Self.form(["name": "見本太郎", "summary": "除雪が遅い"]))
            let first = try await server.desk.itemID(of: "R8-0001").uuidString.lowercased()
            #expect(checked.body.contains("name=\"same\" value=\"\(first)\""))
            #expect(checked.body.contains("【同じ差出人】"))
            #expect(!checked.body.contains("R8-0002"))
            let sent = try await send(["name": "*", "summary": "除雪が遅い"], [("same", first)])
            #expect(sent.location?.hasSuffix("&done=R8-0003&same=R8-0001") == true)
            let id = try await server.desk.itemID(of: "R8-0003")
            #expect(try await server.desk.item(id).related.map(\.kind) == [.samePurpose])
            let page = try await clerk.open(try #require(sent.location))
            #expect(page.body.contains("R8-0001 と同趣旨としてまとめました。"))
            let parted = try await clerk.send("/intake/part", [])
            #expect(parted.status == 303)
            #expect(try await server.desk.item(id).related.isEmpty)
            // What somebody may not see cannot be tied to.
            let hidden = try await server.desk.itemID(of: "R8-0002").uuidString.lowercased()
            #expect(
                try await send(["name": "*", "summary": "除雪"], [("same", hidden)]).status == 404)
        }
    }

    @Test("締まった四半期の受付日は止めずに知らせ、今の四半期では何も言わない")
    func closedQuarter() async throws {
        try await TestServer.with { server in
            let clerk = try await IntakePageTests.clerk(server)
            let late = try await clerk.open("/intake?receivedOn=2026-03-31&done=R7-0001")
            #expect(late.body.contains("第4四半期の公表値は変わりません。次版の差異一覧に載ります。"))
            let now = try await clerk.open("/intake?receivedOn=2026-06-01&done=R8-0001")
            #expect(!now.body.contains("公表値は変わりません"))
        }
    }

    @Test("受付は期限なく取り消せて、番号は残り、件数に入らない。取消しはやめられる。他人の受付は取り消せない")
    func undoes() async throws {
        try await TestServer.with { server in
            let desk = server.desk
            let clerk = try await IntakePageTests.clerk(server)
            try await clerk.open("/intake")
            let sent = try await clerk.send("/intake", Self.form(IntakeLookupTests.taro))
            let done = try #require(sent.location)
            server.city.clock.advance(by: 3_000 * 1_000_000)
            try await clerk.open(done)
            let undone = try await clerk.send("/intake/undo", [])
            #expect(
                undone.location
                    == "/intake?receivedOn=2026-06-28&channel=paper&scheme=letter-to-mayor"
                    + "&undone=R8-0001")
            let page = try await clerk.open(try #require(undone.location))
            #expect(page.body.contains("R8-0001 の受付を取り消しました"))
            let id = try await desk.itemID(of: "R8-0001")
            #expect(try await desk.item(id).item.standing == .annulled(.slip))
            let found = try await desk.findPerson(
                PersonClues(name: "見本"),
                for: try #require(Opening(actor: "test", reason: "試験")))
            #expect(found.isEmpty)
            let next = try await clerk.send("/intake", Self.form(["name": "*", "summary": "除雪"]))
            #expect(next.location?.hasSuffix("done=R8-0002") == true)
            let other = try await IntakePageTests.clerk(server, "hoka")
            try await other.open("/intake")
            let refused = try await other.send("/intake/undo", [("item", "R8-0002")])
            #expect(refused.status == 403)
            try await clerk.open("/intake?undone=R8-0001")
            #expect(
                try await clerk.send("/intake/redo", []).location?.hasSuffix("done=R8-0001")
                    == true)
            #expect(try await desk.item(id).item.standing == .open)
        }
    }

    @Test("書きかけは封印して保存し、同じ人だけに戻し、登録すれば残らない")
    func drafts() async throws {
        try await TestServer.with { server in
            let clerk = try await IntakePageTests.clerk(server)
            let page = try await clerk.open("/intake")
            let command = page.hiddenFields.first { $0.0 == IntakeView.commandField }?.1
            let typed = ["name": "見本 太郎", "summary": "書きかけの要旨", "body": "一行目\r\n二行目"]
            let kept = try await clerk.send("/intake/draft", Self.form(typed))
            #expect(kept.status == 204)
            let rows = try await server.city.pool.execute("SELECT sealed FROM desk.draft")
            let sealed: [UInt8] = try rows[0].get(0)
            #expect(!String(decoding: sealed, as: UTF8.self).contains("見本"))
            let back = try await clerk.open("/intake")
            #expect(back.body.contains("書きかけの入力を戻しました"))
            #expect(back.body.contains("value=\"書きかけの要旨\""))
            #expect(back.body.contains("\n一行目\r\n二行目</textarea>"))
            #expect(back.hiddenFields.first { $0.0 == IntakeView.commandField }?.1 == command)
            let other = try await IntakePageTests.clerk(server, "hoka")
            #expect(try await !other.open("/intake").body.contains("書きかけの要旨"))
            let sent = try await clerk.send("/intake", Self.form(typed))
            #expect(sent.location?.hasSuffix("done=R8-0001") == true)
            #expect(try await server.city.pool.execute("SELECT FROM desk.draft").isEmpty)
            // A copy that comes late is known as recorded, and its receipt is shown.
            try await clerk.open("/intake")
            try await clerk.send(
                "/intake/draft", Self.form(typed) + [(IntakeView.commandField, command ?? "")])
            #expect(try await clerk.open("/intake").location?.hasSuffix("done=R8-0001") == true)
            #expect(try await !clerk.open("/intake").body.contains("書きかけ"))
            // Given up, or with nothing of a letter in it, nothing is kept.
            try await clerk.send("/intake/draft", Self.form(typed))
            try await clerk.open("/intake")
            try await clerk.send("/intake/discard", [])
            #expect(try await !clerk.open("/intake").body.contains("書きかけの要旨"))
            try await clerk.send("/intake/draft", Self.form([:]))
            #expect(try await server.city.pool.execute("SELECT FROM desk.draft").isEmpty)
            #expect(try await server.city.log.headPosition() == 1)
        }
    }
}
