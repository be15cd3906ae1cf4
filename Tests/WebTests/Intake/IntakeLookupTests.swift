import Desk
import EventLog
import Foundation
import Participation
import TestSupport
import Testing

@testable import Web

@Suite("受付での照会")
struct IntakeLookupTests {
    /// Every field of the form as it stands before anything is typed, and what is.
    static func form(_ typed: [String: String] = [:]) -> [(String, String)] {
        let blank = [
            "receivedOn": "令和8年6月28日", "channel": "1", "scheme": "letter-to-mayor", "name": "",
            "kana": "", "postalCode": "", "address": "", "phone": "", "email": "",
            "wantsReply": "3",
            "mayPublish": "3", "category": "", "nature": "", "summary": "", "body": "",
            "handling": "ordinary",
        ]
        return blank.merging(typed) { $1 }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    static let taro = [
        "name": "見本 太郎", "kana": "みほん たろう", "postalCode": "087-8711", "address": "常盤町2-27",
        "phone": "0153-00-0000", "summary": "除雪の時間を早めてほしい",
    ]

    private static let postal = """
        郵便番号,都道府県,市区町村,町域
        9990001,見本県,見本市,中央
        9990002,見本県,見本市,港町（１～３丁目）
        9990002,見本県,見本市,港町（その他）
        9990003,見本県,見本市,東町
        9990003,見本県,見本市,西町
        """

    @Test(
        "差出人は、ローマ字・かな・半角カナ・漢字のどれでも見つかり、照会は記録される",
        arguments: [
            "mih", "みほん", "ﾐﾎﾝ", "ＭＩＨ", "見本", "taro",
        ])
    func findsSender(typed: String) async throws {
        try await TestServer.with { server in
            let clerk = try await IntakePageTests.clerk(server)
            try await clerk.open("/intake")
            try await clerk.send("/intake", Self.form(Self.taro))
            try await clerk.open("/intake")
            let part = try await clerk.send(
                "/intake/sender", Self.form(["name": typed]), headers: ["HX-Request": "true"])
            #expect(part.status == 200)
            #expect(part.body.contains("<strong>見本 太郎</strong>みほん たろう 常盤町2-27"))
            #expect(!part.body.contains("<html"))
            let seen = try await server.desk.openings(
                by: "uketsuke", from: server.desk.today, through: server.desk.today)
            #expect(seen.count == 1)
            #expect(seen.first?.reason == .readable(Wording("受付: 差出人の照会")))
        }
    }

    @Test("選ぶと氏名、住所などが入り、ほかの入力は残る。JavaScript がなくても同じ")
    func takesSender() async throws {
        try await TestServer.with { server in
            let clerk = try await IntakePageTests.clerk(server)
            try await clerk.open("/intake")
            try await clerk.send("/intake", Self.form(Self.taro))
            let id = try await server.desk.itemID(of: "R8-0001").uuidString.lowercased()
            let before = try await clerk.open("/intake")
            let typed = ["name": "mih", "summary": "書きかけ <b>", "category": "07"]
            let listed = try await clerk.send(
                "/intake/sender", Self.form(typed) + [("find", "1")])
            #expect(listed.body.contains("以前の差出人 1人"))
            #expect(listed.body.contains("name=\"person\" value=\"\(id)\""))
            let filled = try await clerk.send(
                "/intake/sender", Self.form(typed) + [("person", id)])
            for value in ["見本 太郎", "みほん たろう", "087-8711", "常盤町2-27", "書きかけ &lt;b&gt;", "07"] {
                #expect(filled.body.contains("value=\"\(value)\""), "\(value)")
            }
            // One goes on with the wish for a reply; the letter is still the same one.
            #expect(filled.body.firstMatch(of: /id="wantsReply"[^>]* autofocus/) != nil)
            let command = before.hiddenFields.first { $0.0 == IntakeView.commandField }
            #expect(filled.hiddenFields.contains { $0.0 == command?.0 && $0.1 == command?.1 })
            #expect(try await server.city.log.headPosition() == 1)
        }
    }

    @Test("限定の手紙の差出人は、候補にも引用にも出ない。短すぎる語では探さない")
    func restricted() async throws {
        try await TestServer.with { server in
            let clerk = try await IntakePageTests.clerk(server)
            try await clerk.open("/intake")
            try await clerk.send(
                "/intake", Self.form(Self.taro.merging(["handling": "restricted"]) { $1 }))
            let id = try await server.desk.itemID(of: "R8-0001").uuidString.lowercased()
            try await clerk.open("/intake")
            let found = try await clerk.send(
                "/intake/sender", Self.form(["name": "見本"]) + [("find", "1")])
            #expect(found.body.contains("当てはまる以前の差出人はいません"))
            #expect(!found.body.contains("みほん"))
            let taken = try await clerk.send("/intake/sender", Self.form() + [("person", id)])
            #expect(taken.status == 404)
            #expect(!taken.body.contains("みほん"))
            try await clerk.open("/intake")
            let short = try await clerk.send(
                "/intake/sender", Self.form(["name": "mi"]), headers: ["HX-Request": "true"])
            #expect(short.status == 200)
            #expect(!short.body.contains("当てはまる"))
        }
    }

    @Test("郵便番号から町名が入る。町名が複数なら選び、一覧になければそう言う")
    func findsTown() async throws {
        try await TestServer.with { server in
            let list = try TableFile(Array(Self.postal.utf8))
            let read = try await server.desk.importMaster(
                .postal, list, effectiveOn: server.desk.today, actor: nil)
            #expect(!read.isRejected)
            let clerk = try await IntakePageTests.clerk(server)
            func ask(_ code: String, _ address: String = "") async throws -> Answer {
                try await clerk.open("/intake")
                return try await clerk.send(
                    "/intake/address", Self.form(["postalCode": code, "address": address]))
            }
            #expect(try await ask("９９９－０００１", "2-27").body.contains("value=\"見本県見本市中央2-27\""))
            #expect(try await ask("9990002").body.contains("value=\"見本県見本市港町\""))
            let several = try await ask("〒999-0003")
            #expect(several.body.contains("町名を選んでください。"))
            for town in ["東町", "西町"] {
                #expect(several.body.contains("name=\"town\" value=\"見本県見本市\(town)\""))
            }
            let chosen = try await clerk.send(
                "/intake/address",
                Self.form(["postalCode": "9990003", "address": "5"])
                    + [("town", "見本県見本市西町")])
            #expect(chosen.body.contains("value=\"見本県見本市西町5\""))
            #expect(try await ask("9999999").body.contains("この郵便番号は一覧にありません"))
            #expect(try await ask("12").body.contains("<li><a href=\"#postalCode\">"))
            // A newer list is known at once.
            let newer = try TableFile(
                Array(Self.postal.replacing("中央", with: "中央通").utf8))
            _ = try await server.desk.importMaster(
                .postal, newer, effectiveOn: server.desk.today, actor: nil)
            #expect(try await ask("9990001").body.contains("value=\"見本県見本市中央通\""))
        }
    }

    @Test("今日の郵便番号の一覧がなければ、住所は自分で書く")
    func withoutList() async throws {
        try await TestServer.with { server in
            let clerk = try await IntakePageTests.clerk(server)
            try await clerk.open("/intake")
            let answer = try await clerk.send(
                "/intake/address", Self.form(["postalCode": "9990001"]),
                headers: ["HX-Request": "true"])
            #expect(answer.body.contains("今日の郵便番号の一覧がありません"))
            #expect(!answer.body.contains("<html"))
        }
    }
}
