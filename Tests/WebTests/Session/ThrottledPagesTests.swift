import Desk
import Foundation
import Participation
import Testing

@testable import Web

@Suite("試行が多すぎるとき")
struct ThrottledPagesTests {
    @Test("ログインもパスワードの変更も429になり、待つ秒数を Retry-After で言う")
    func waits() async throws {
        try await TestServer.with { server in
            let stranger = Browser(server)
            try await stranger.open("/login")
            var answer = Answer.none
            for _ in 0..<10 where answer.status != 429 {
                answer = try await stranger.send(
                    "/login", [("login", "nobody"), ("password", "当てずっぽう")])
            }
            #expect(answer.status == 429)
            #expect(Int(answer.headers["retry-after"] ?? "") ?? 0 > 0)

            let member = try await Browser.member(server, "tanto", .officer)
            let next = "街灯は夜九時までに点けてほしい"
            answer = Answer.none
            for _ in 0..<10 where answer.status != 429 {
                try await member.open("/account/password")
                answer = try await member.send(
                    "/account/password",
                    [("password", "当てずっぽう"), ("newPassword", next), ("repeated", next)])
            }
            #expect(answer.status == 429)
            #expect(Int(answer.headers["retry-after"] ?? "") ?? 0 > 0)
        }
    }
}
