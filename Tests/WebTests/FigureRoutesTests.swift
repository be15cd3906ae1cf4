import Desk
import Foundation
import Hummingbird
import Participation
import Testing

@testable import Web

@Suite("指標値のAPI")
struct FigureRoutesTests {
    @Test("指標値を、命令と同じJSONで返す")
    func answers() async throws {
        try await FigureCity.with { city in
            let path =
                "/api/v1/figures?year=R8&quarter=1&indicator=letters-to-mayor&asOf=\(city.before)"
            let answer = try await city.server.ask(.get, path)
            let tag = try #require(answer.headers["etag"])
            let time = try #require(answer.body.firstMatch(of: /"time":"([^"]+)"/)).output.1
            answer.expect(
                200,
                [
                    "content-type": "application/json", "cache-control": "no-cache, private",
                    "etag": tag,
                ],
                """
                {"asOf":{"position":\(city.before),"time":"\(time)"},"figures":[\
                {"definitionVersion":1,"dimensions":{},"indicator":"letters-to-mayor",\
                "name":"市長への手紙の受付件数","quarter":1,"status":"behind",\
                "target":"参考値 124件","unit":"件","value":3,"year":"R8"}]}
                """)
            let again = try await city.server.ask(.get, path, ["If-None-Match": "W/\(tag), \"x\""])
            #expect(again.status == 304)
            #expect(again.body.isEmpty)
            let later = try await city.server.ask(
                .get, "/api/v1/figures?year=R8&quarter=1&indicator=letters-to-mayor",
                ["If-None-Match": tag])
            #expect(later.status == 200)
        }
    }

    @Test("内訳と小数、未把握の null")
    func answersWithDimensions() async throws {
        try await FigureCity.with { city in
            let byChannel = try await city.server.ask(
                .get, "/api/v1/figures?year=R8&indicator=letters-to-mayor&by=channel")
            #expect(byChannel.body.contains(#""dimensions":{"channel":"form"}"#))
            let all = try await city.server.ask(.get, "/api/v1/figures?year=2026")
            #expect(all.body.contains(#""value":null"#))
            #expect(all.body.contains(#""value":24,"#))
            #expect(all.body.contains(#""value":50,"#))
        }
    }

    @Test("正しくない条件は400で、全てを名指しする。知らない項目も通さない")
    func refuses() async throws {
        try await FigureCity.with { city in
            try await city.server.ask(.get, "/api/v1/figures?year=abc&quarter=9&asof=1")
                .expectProblem(
                    400,
                    """
                    {"detail":"「asof」という項目はありません。年度は「R8」「令和8年度」「2026」のように年度で入力してください。\
                    四半期は1から4までの整数で入力してください。","errors":[\
                    {"detail":"「asof」という項目はありません。","field":"asof"},\
                    {"detail":"年度は「R8」「令和8年度」「2026」のように年度で入力してください。","field":"year"},\
                    {"detail":"四半期は1から4までの整数で入力してください。","field":"quarter"}],\
                    "field":"asof","status":400,"title":"入力内容を確認してください。",\
                    "type":"urn:koe:problem:invalid"}
                    """)
            let unknown = try await city.server.ask(.get, "/api/v1/figures?indicator=letters")
            #expect(unknown.status == 422)
            #expect(unknown.body.contains("候補: test/letters-to-mayor"))
            let nul = try await city.server.ask(.get, "/api/v1/figures?by=a%00")
            #expect(nul.status == 400 && nul.body.contains(#""field":"by""#))
            let beyond = try await city.server.ask(.get, "/api/v1/figures?asOf=99")
            #expect(beyond.status == 400)
            #expect(beyond.body.contains(#""field":"asOf""#))
            #expect(try await city.server.ask(.post, "/api/v1/figures").status == 405)
        }
    }
}
