import Desk
import EventLog
import Foundation
import Hummingbird
import Participation
import TestSupport
import Testing

@testable import Web

@Suite("担当課の処理のAPI")
struct ResponseRoutesTests {
    private func post(
        _ server: TestServer, _ path: String, _ body: String = "{}", key: String,
        seen: String? = "*",
        as login: String = "sato"
    ) async throws -> Answer {
        var headers = ["Idempotency-Key": key, "Content-Type": "application/json"]
        headers["If-Match"] = seen
        return try await server.ask(.post, "/api/v1/\(path)", headers, body, as: login)
    }

    /// A letter with 土木課 in charge.
    private func begin(_ server: TestServer) async throws -> String {
        #expect(try await server.post(letter).status == 201)
        let id = try await server.desk.itemID(of: "R8-0001")
        _ = try await server.desk.handle(
            .route(ItemRouting(lead: "土木課", by: .clerk)), of: Item.self, stream: id,
            actor: "test", command: nil)
        return id.uuidString.lowercased()
    }

    @Test("着手すると201と新しい版が返り、同じ鍵なら同じ答え、別の人は422で断られる")
    func claims() async throws {
        try await TestServer.with { server in
            let id = try await begin(server)
            let path = "items/\(id)/claims"
            let first = try await post(server, path, key: "c1", seen: #""2""#)
            first.expect(
                201, ["content-type": "application/json", "etag": "\"3\""],
                #"{"events":1,"id":"\#(id)","position":3,"version":3}"#)
            let again = try await post(server, path, key: "c1", seen: #""2""#)
            #expect(again.status == 201 && again.body == first.body)
            let other = try await post(server, "items/R8-0001/claims", key: "c2", as: "abe")
            #expect(other.status == 422)
            #expect(other.body.contains("この案件はsatoさんが令和8年6月28日09:00から担当しています。"))
            let item = try await server.ask(.get, "/api/v1/items/\(id)")
            #expect(item.headers["etag"] == "\"3\"")
            #expect(item.body.contains(#""stage":"considering""#))
            let history = try await server.ask(.get, "/api/v1/items/R8-0001/history")
            #expect(history.body.contains("着手"))
        }
    }

    @Test("版を言わなければ428、違えば412、読めなければ400で、何も記録しない")
    func versions() async throws {
        try await TestServer.with { server in
            let id = try await begin(server)
            for (seen, status) in [(nil, 428), (#""1""#, 412), ("three", 400)] {
                let answer = try await post(
                    server, "items/\(id)/claims", key: "v", seen: seen)
                #expect(answer.status == status)
            }
            #expect(try await server.city.log.headPosition() == 2)
        }
    }

    @Test("知らない項目と型の違う項目は422、ない案件は404")
    func refusals() async throws {
        try await TestServer.with { server in
            let id = try await begin(server)
            let wrong = try await post(
                server, "items/\(id)/transfers", #"{"by":"abe","too":"水道課"}"#, key: "w")
            #expect(wrong.status == 422 && wrong.body.contains("「too」という項目はありません。"))
            // Who does it is who has logged in; nobody says so of themselves.
            #expect(wrong.body.contains("「by」という項目はありません。"))
            let blank = try await post(
                server, "items/\(id)/transfers", #"{"to":"水道課"}"#, key: "x")
            #expect(blank.status == 422 && blank.body.contains("理由を入力してください。"))
            let missing = try await post(
                server, "items/R8-0099/claims", key: "y")
            #expect(missing.status == 404)
        }
    }

    @Test("起案から発送まで")
    func answers() async throws {
        try await TestServer.with { server in
            let id = try await begin(server)
            let steps = [
                ("answers", #"{"text":"回答","route":["土木課長"]}"#),
                ("approvals", #"{"onPaper":true,"onBehalfOf":"tanaka"}"#),
                ("envelope-checks", "{}"), ("envelope-checks", "{}"),
                ("dispatches", #"{"medium":"post"}"#),
                ("measures", #"{"outcome":"study","text":"検討した"}"#),
                ("reopenings", #"{"cause":"further","reason":"再度"}"#),
                ("closures", #"{"noAnswer":"answered-before"}"#),
            ]
            for (index, (path, body)) in steps.enumerated() {
                // Two people compare address and contents.
                let answer = try await post(
                    server, "items/\(id)/\(path)", body, key: "s\(index)",
                    as: index == 3 ? "abe" : "sato")
                #expect(answer.status == 201, "\(path): \(answer.body)")
            }
            let item = try await server.ask(.get, "/api/v1/items/\(id)")
            #expect(item.body.contains(#""noAnswer":"answered-before""#))
        }
    }

    @Test("トレイを読み、次の案件に着手し、なくなれば204")
    func tray() async throws {
        try await TestServer.with { server in
            let id = try await begin(server)
            // 土木課
            let department = "departments/%E5%9C%9F%E6%9C%A8%E8%AA%B2"
            let tray = try await server.ask(.get, "/api/v1/\(department)/tray")
            #expect(tray.status == 200)
            #expect(tray.body.contains(#""department":"土木課""#) && tray.body.contains(id))
            let claimed = try await post(
                server, "\(department)/claims", key: "n1", seen: nil)
            #expect(claimed.status == 201 && claimed.body.contains("R8-0001"))
            let empty = try await post(
                server, "\(department)/claims", key: "n2", seen: nil)
            #expect(empty.status == 204 && empty.body.isEmpty)
            let wrong = try await server.ask(.get, "/api/v1/\(department)/tray?limit=0")
            #expect(wrong.status == 400)
        }
    }

    @Test("名のない課のトレイはなく、担当未定のトレイにはならない")
    func refusesNamelessSections() async throws {
        try await TestServer.with { server in
            _ = try await server.post(letter)
            for name in ["%20", "%FF", "%00", "a%00"] {
                let tray = try await server.ask(.get, "/api/v1/departments/\(name)/tray")
                #expect(tray.status == 404, "\(name)")
                let claim = try await post(
                    server, "departments/\(name)/claims", key: name, seen: nil)
                #expect(claim.status == 404, "\(name)")
            }
        }
    }
}
