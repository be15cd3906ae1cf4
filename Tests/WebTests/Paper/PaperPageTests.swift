import Desk
import Foundation
import Hummingbird
import Participation
import Testing

@testable import Web

@Suite("停電用の用紙と仮番号")
struct PaperPageTests {
    @Test("受付票は仮番号ごとに1枚、受付簿は1行。範囲外は断る")
    func prints() async throws {
        try await TestServer.with { server in
            let slips = try await server.ask(.get, "/print/slips?place=b&from=9&count=3")
            #expect(slips.status == 200)
            #expect(slips.body.matches(of: /<article class="paper slip"/).count == 3)
            for number in ["仮R8-B009", "仮R8-B010", "仮R8-B011"] {
                #expect(slips.body.contains("<span class=\"number\">\(number)</span>"))
            }
            let ledger = try await server.ask(.get, "/print/ledger?count=20")
            #expect(ledger.body.matches(of: /<th scope="row">仮R8-A/).count == 20)
            #expect(ledger.body.matches(of: /<article class="paper ledger"/).count == 2)
            for wrong in ["count=101", "from=0", "from=1000", "place=1", "count=x"] {
                let answer = try await server.ask(.get, "/print/slips?\(wrong)")
                #expect(answer.status == 400, "\(wrong)")
                #expect(!answer.body.contains("<article"), "\(wrong)")
            }
        }
    }

    private static func letter(_ summary: String, _ provisional: String) -> [(String, String)] {
        [
            ("receivedOn", "R8.6.20"), ("channel", "1"), ("scheme", "letter-to-mayor"),
            ("name", "*"), ("wantsReply", "2"), ("mayPublish", "3"), ("summary", summary),
            ("handling", "ordinary"), ("provisional", provisional),
        ]
    }

    @Test("仮番号で入力した受付票は、二度目の入力を受付番号を示して断る")
    func enteredTwice() async throws {
        try await TestServer.with { server in
            let browser = try await Browser.member(server, "sato2", .intake)
            try await browser.open("/intake")
            let first = try await browser.send("/intake", Self.letter("除雪の件", "R8-A17"))
            #expect(first.status == 303)
            let number = try #require(first.location?.firstMatch(of: /done=(R8-[0-9]+)/)?.output.1)
            try await browser.open("/intake")
            let second = try await browser.send("/intake", Self.letter("除雪について", "仮Ｒ８－Ａ０１７"))
            #expect(second.status == 422)
            #expect(second.body.contains("<a href=\"#provisional\">"))
            #expect(second.body.contains("仮R8-A017の受付票は、すでに\(number)として登録しています"))
            #expect(second.body.contains("value=\"除雪について\""))
            let wrong = try await browser.send("/intake", Self.letter("除雪について", "17"))
            #expect(wrong.status == 422 && wrong.body.contains("仮番号は「仮R8-A017」のように"))
            let other = try await browser.send("/intake", Self.letter("除雪について", "仮R8-A018"))
            #expect(other.status == 303)
            try await browser.open("/intake")
            let none = try await browser.send("/intake", Self.letter("除雪について", ""))
            #expect(none.status == 303)
        }
    }
}
