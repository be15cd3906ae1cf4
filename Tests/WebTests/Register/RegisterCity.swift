import Desk
import EventLog
import Foundation
import Hummingbird
import Participation
import TestSupport
import Testing

@testable import Web

/// A city with a handful of letters, some of them hostile, one restricted (受付簿の試験用の市).
struct RegisterCity: Sendable {
    let server: TestServer
    /// R8-0004, for named persons only.
    let secret: UUID

    static func with<R: Sendable>(
        _ body: @Sendable (RegisterCity) async throws -> R
    ) async throws -> R {
        try await TestServer.with { server in
            let code = try #require(LocalGovernmentCode(parsing: "012238"))
            try await server.desk.setUp(city: "根室市", code: code)
            return try await body(RegisterCity(server))
        }
    }

    private init(_ server: TestServer) async throws {
        self.server = server
        let desk = server.desk
        let april = try #require(LocalDate(iso: "2026-04-01"))
        _ = try await desk.define(
            DeadlineTerm(from: april, rule: .calendarDays(14)), actor: "test")
        func letter(
            _ day: String, _ summary: String?, _ name: String?, body: String? = "本文",
            publish: Bool? = nil, category: String? = nil, channel: String = "paper"
        ) async throws -> UUID {
            try await desk.receive(
                ReceiveRequest(
                    scheme: "letter-to-mayor", channel: channel, receivedOn: day,
                    sender: .init(anonymous: name == nil, name: name), summary: summary, body: body,
                    category: category, mayPublish: publish),
                actor: "test", command: nil
            ).id
        }
        let routed = try await letter("2026-05-10", "除雪の時間を早めて", "見本 太郎", publish: true)
        _ = try await letter(
            "2026-06-01", "<script>alert(1)</script>", "'><b>花子", category: "<i>07")
        _ = try await letter(
            "2026-06-20", "=HYPERLINK(\"http://x\")", nil, body: nil, channel: "form")
        secret = try await letter("2026-06-25", "職員のこと", "公益 通報")
        _ = try await desk.handle(
            .route(ItemRouting(lead: "土木課", by: .clerk)), of: Item.self, stream: routed,
            actor: "test", command: nil)
        _ = try await desk.handle(
            .setHandling(.restricted, isUrgent: false), of: Item.self, stream: secret,
            actor: "test", command: nil)
    }

    func ask(_ path: String, as login: String? = "sato", token: String? = nil) async throws
        -> Answer
    {
        var headers = ["Accept": "text/html"]
        headers["Authorization"] = token.map { "Bearer \($0)" }
        return try await server.ask(.get, path, headers, as: token == nil ? login : nil)
    }

    /// Receipt numbers of a page, in its order.
    static func numbers(_ answer: Answer) -> [String] {
        answer.body.matches(of: /<span class="receipt">(?:<a[^>]*>)?(R\d+-\d+)/)
            .map { String($0.output.1) }
    }
}
