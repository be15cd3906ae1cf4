import Desk
import Foundation
import Hummingbird
import Participation
import Postgres
import TestSupport
import Testing

@testable import Web

@Suite("監査")
struct LogPageTests {
    @Test("誰が何をしたかを、職員・期間でしぼって示し、受付番号は案件票へ導く。限定の案件の番号は出さない")
    func events() async throws {
        try await RegisterCity.with { city in
            let token = try await city.server.desk.token(of: "kansa", .auditor)
            let all = try await city.ask("/log", token: token)
            #expect(all.status == 200)
            for text in ["担当の振分け", "取扱区分の変更", "回答期限の定め", "R8-0001"] {
                #expect(all.body.contains(text), "\(text)")
            }
            #expect(!all.body.contains("R8-0004") && !all.body.contains("除雪"))
            let nobody = try await city.ask("/log?actor=daremo", token: token)
            #expect(nobody.body.contains("当てはまる記録がありません"))
            let later = try await city.ask("/log?from=R8.6.29&through=R8.6.30", token: token)
            #expect(later.body.contains("当てはまる記録がありません"))
            let wrong = try await city.ask("/log?from=%3Cb%3E&before=0", token: token)
            #expect(wrong.status == 400 && wrong.body.contains("value=\"&lt;b&gt;\""))
            let record = try await city.ask("/log?record=R8-0001", token: token)
            #expect(record.location == "/items/R8-0001")
            let hidden = try await city.ask("/log?record=R8-0004", token: token)
            let missing = try await city.ask("/log?record=R8-9999", token: token)
            #expect(hidden.status == 404 && missing.status == 404)
        }
    }

    @Test("開封の記録は、誰がなぜ開いたかを示す")
    func openings() async throws {
        try await RegisterCity.with { city in
            let desk = city.server.desk
            let opening = try #require(Opening(actor: "abe", reason: "<b>照会"))
            _ = try await desk.item(try await desk.itemID(of: "R8-0001"), opening: opening)
            let token = try await desk.token(of: "kansa", .auditor)
            let page = try await city.ask("/log/openings?actor=abe", token: token)
            #expect(page.body.contains("&lt;b&gt;照会") && page.body.contains("案件票"))
            let other = try await city.ask("/log/openings?record=R8-0002", token: token)
            #expect(other.body.contains("開封の記録はありません"))
            #expect(try await city.ask("/log/openings?record=R8-0004", token: token).status == 404)
        }
    }

    @Test("検証は画面から行い、書き換えがあれば最初の位置を示す")
    func check() async throws {
        try await RegisterCity.with { city in
            let browser = try await Browser.member(city.server, "kansa", .auditor)
            #expect(try await browser.open("/login").location == "/log")
            try await browser.open("/log/check")
            let good = try await browser.send("/log/check", [])
            #expect(good.body.contains("件の記録は、全て記録されたときのままです"))
            let admin = try await city.server.city.superuser()
            _ = try await admin.run([
                "SET LOCAL session_replication_role = replica",
                "UPDATE log.event SET actor = 'mallory' WHERE position = 2",
            ])
            await admin.close()
            let bad = try await browser.send("/log/check", [])
            #expect(bad.body.contains("位置2から"))
        }
    }

    @Test("破棄した鍵は、根拠とともに示し、個人情報は残らない")
    func keys() async throws {
        try await RegisterCity.with { city in
            let token = try await city.server.desk.token(of: "kansa", .auditor)
            let none = try await city.ask("/log/keys", token: token)
            #expect(none.body.contains("破棄した鍵はありません"))
        }
    }
}
