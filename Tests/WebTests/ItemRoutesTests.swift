import Desk
import EventLog
import Foundation
import Hummingbird
import TestSupport
import Testing

@testable import Web

@Suite("受付案件のAPI")
struct ItemRoutesTests {
    private struct Created: Decodable, Equatable {
        let id: UUID
        let receiptNumber: String
        let enquiryCode: String
        let position: Int64
    }

    @Test("受け付けると201と受付票が返る")
    func creates() async throws {
        try await TestServer.with { server in
            let answer = try await server.post(letter)
            let created = try JSONDecoder().decode(Created.self, from: Data(answer.body.utf8))
            #expect(created.receiptNumber == "R8-0001")
            #expect(created.position == 1)
            answer.expect(
                201, ["content-type": "application/json"],
                """
                {"enquiryCode":"\(created.enquiryCode)",\
                "id":"\(created.id.uuidString.lowercased())","position":1,\
                "receiptNumber":"R8-0001"}
                """)
        }
    }

    @Test("任意の項目も受け付け、公開部分に記録する")
    func createsWithFurtherMembers() async throws {
        try await TestServer.with { server in
            let body = """
                {"scheme":"opinion","channel":"form","receivedOn":"2026-06-28","summary":"除雪",\
                "sender":{"anonymous":true,"party":"organisation","joint":true,"byProxy":false},\
                "district":"落石","department":"広報","attributes":{"年代":"40代"},"copies":30,\
                "handling":"care","urgent":true,"textKind":"original","undueDemand":true,\
                "introducedBy":"根室 議員"}
                """
            #expect(try await server.post(body).status == 201)
            let event = try #require(try await server.city.log.event(at: 1))
            #expect(
                String(decoding: event.payload, as: UTF8.self) == """
                    {"attributes":{"年代":"40代"},"channel":"form","copies":30,"department":"広報",\
                    "district":"落石","handling":"care","hasBody":false,"joint":true,\
                    "mayPublish":"unstated","receiptNumber":"R8-0001","receivedOn":"2026-06-28",\
                    "scans":0,"scheme":"opinion","senderKind":"anonymous",\
                    "senderParty":"organisation","textKind":"original","topics":[],\
                    "undueDemand":true,"urgent":true,"wantsReply":"no"}
                    """)
        }
    }

    @Test("任意の項目の形が違えば422")
    func refusesFurtherShapes() async throws {
        try await TestServer.with { server in
            let body = """
                {"scheme":"opinion","channel":"form","receivedOn":"2026-06-28","summary":"除雪",\
                "sender":{"anonymous":true},"attributes":{"年代":40},"copies":"30"}
                """
            let answer = try await server.post(body)
            #expect(answer.status == 422)
            #expect(answer.body.contains("属性はオブジェクトで指定してください。"))
            #expect(answer.body.contains("通数は整数で指定してください。"))
        }
    }

    @Test("同じ Idempotency-Key の再送には同じ答え、引用符の有無は問わない")
    func repeats() async throws {
        try await TestServer.with { server in
            let first = try await server.post(letter, key: "7f3c")
            let again = try await server.post(letter, key: "\"7f3c\"")
            #expect(again.status == 201)
            #expect(again.body == first.body)
            #expect(try await server.city.log.headPosition() == 1)
        }
    }

    @Test("使用済みの Idempotency-Key に別の内容は422")
    func refusesReusedKeys() async throws {
        try await TestServer.with { server in
            _ = try await server.post(letter)
            try await server.post(letter.replacing("07", with: "08")).expectProblem(
                422,
                """
                {"detail":"別の内容の要求に使われています。新しい要求には新しい値を付けてください。","status":422,\
                "title":"この Idempotency-Key は使用済みです。","type":"urn:koe:problem:idempotency-key-reused"}
                """)
        }
    }

    @Test("Idempotency-Key がなければ400、空や長すぎるものも400")
    func needsAKey() async throws {
        try await TestServer.with { server in
            try await server.post(letter, key: nil).expectProblem(
                400,
                """
                {"detail":"重複を防ぐため、要求ごとに新しいUUIDか200字までの文字列を Idempotency-Key ヘッダーに付けてください。\
                再送のときは同じ値を使います。","status":400,"title":"Idempotency-Key がありません。",\
                "type":"urn:koe:problem:idempotency-key-missing"}
                """)
            for key in ["\"\"", String(repeating: "k", count: 201)] {
                let answer = try await server.post(letter, key: key)
                #expect(answer.status == 400)
                #expect(answer.body.contains("idempotency-key-malformed"))
            }
        }
    }

    @Test("JSONと宣言されない本文は415", arguments: [nil, "text/plain", "application/jsonx"])
    func needsJSON(_ type: String?) async throws {
        try await TestServer.with { server in
            try await server.post(letter, type: type).expectProblem(
                415,
                """
                {"detail":"本文をJSONにし、Content-Type: application/json を付けてください。","status":415,\
                "title":"本文の形式が違います。","type":"urn:koe:problem:unsupported-media-type"}
                """)
        }
    }

    @Test("文字集合の付いた宣言も受ける")
    func takesParameters() async throws {
        try await TestServer.with { server in
            let answer = try await server.post(letter, type: "Application/JSON ; charset=utf-8")
            #expect(answer.status == 201)
        }
    }

    @Test("JSONでない本文は400で、位置を示す")
    func refusesOtherBodies() async throws {
        try await TestServer.with { server in
            try await server.post("{\"scheme\":1.5}").expectProblem(
                400,
                """
                {"detail":"12バイト目が正しくありません。数値は整数だけ、文字はUTF-8で送ってください。","status":400,\
                "title":"JSONとして読めません。","type":"urn:koe:problem:not-json"}
                """)
        }
    }

    @Test("1024 KiBを超える本文は413")
    func limitsBodies() async throws {
        try await TestServer.with { server in
            let body = String(repeating: " ", count: WebLimits.bodyBytes + 1)
            try await server.post(body).expectProblem(
                413,
                """
                {"detail":"要求の本文は1024 KiBまでです。","status":413,"title":"大きすぎます。",\
                "type":"urn:koe:problem:too-large"}
                """)
        }
    }

    @Test("市の決まりに合わない手紙は422で、欄ごとに理由を示す")
    func showsRefusals() async throws {
        try await TestServer.with { server in
            let body = letter.replacing("06-28", with: "06-29")
                .replacing("除雪の時間を早めてほしい", with: "")
            try await server.post(body).expectProblem(
                422,
                """
                {"detail":"受付日は本日(令和8年6月28日)までの日付を入力してください。要旨を入力してください。",\
                "errors":[{"detail":"受付日は本日(令和8年6月28日)までの日付を入力してください。",\
                "field":"receivedOn"},{"detail":"要旨を入力してください。","field":"summary"}],\
                "field":"receivedOn","status":422,"title":"入力内容を確認してください。",\
                "type":"urn:koe:problem:refused"}
                """)
        }
    }

    @Test("知らない項目・形の違う項目は422")
    func refusesOtherShapes() async throws {
        try await TestServer.with { server in
            let body = """
                {"scheme":1,"channel":"paper","receivedOn":"2026-06-28","summary":"x",\
                "sender":{"anonymous":true,"age":40},"wantReply":true,"topics":"除雪"}
                """
            let answer = try await server.post(body)
            #expect(answer.status == 422)
            for part in [
                "「age」という項目はありません。", "「wantReply」という項目はありません。",
                "受付制度は文字列で指定してください。", "話題は文字列の配列で指定してください。",
            ] { #expect(answer.body.contains(part)) }
            let empty = try await server.post("[]")
            #expect(empty.status == 422)
            #expect(empty.body.contains("オブジェクト"))
        }
    }

    @Test(
        "ほかのパソコンから届きうる書込みは403",
        arguments: [
            (ListenAddress(host: "0.0.0.0", port: 0), [:]),
            (ListenAddress(host: "192.0.2.1", port: 0), [:]),
            (.standard, ["X-Forwarded-For": "192.0.2.7"]),
            (.standard, ["Forwarded": "for=192.0.2.7"]),
        ])
    func keepsTheGate(_ address: ListenAddress, _ headers: [String: String]) async throws {
        try await TestServer.with(listening: address) { server in
            let all = headers.merging(
                ["Idempotency-Key": "k", "Content-Type": "application/json"]
            ) { $1 }
            let answer = try await server.ask(.post, "/api/v1/items", all, letter)
            #expect(answer.status == 403)
            #expect(answer.body.contains("urn:koe:problem:not-open-here"))
            #expect(try await server.city.log.headPosition() == 0)
        }
    }
}
