import Foundation
import Testing

extension KoeProcessTests {
    @Suite("利用者と役割を登録し、トークンで書き込む")
    struct Users {
        private struct Listed: Decodable {
            struct User: Decodable {
                struct Role: Decodable {
                    let role: String
                    let through: String?
                }
                let login: String
                let name: String
                let roles: [Role]
            }
            let users: [User]
        }

        private struct Token: Decodable {
            let id: String
            let token: String
        }

        @Test("最初の管理者は設定のとき一度だけ知らされる")
        func firstAdministrator() async throws {
            try await Office.lend { office in
                let command = ["setup", "--city", "根室市", "--code", Office.code]
                let first = try await office.koe(command).text()
                #expect(first.contains(/First login: admin, one-time password: [a-z2-9-]{17}/))
                let second = try await office.koe(command).text()
                #expect(!second.contains("password"))
            }
        }

        @Test("人事異動の試行、取込み、再取込み。誤りは行で示し、65で終わる")
        func transfers() async throws {
            try await Office.lendSetUp { office in
                _ = try await office.koe(
                    "user", "add", "sato", "--name", "佐藤 花子", "--role", "officer"
                ).text()
                let file = "\(office.folder)/異動.csv"
                func write(_ text: String) throws {
                    try Data(text.utf8).write(to: URL(fileURLWithPath: file))
                }
                try write("利用者名,氏名,役割,所属\nsato,佐藤 花子,決裁,\nabe,阿部 一,受付,\n")
                let order = ["user", "import", file, "--effective-on", "2030-04-01"]
                #expect(try await office.koe(order + ["--dry-run"]).text().contains("試行のため"))
                #expect(try await office.koe(order).text().contains("2人を変更しました"))
                #expect(try await office.koe(order).text().contains("変更なし"))
                let listed: Listed = try await office.koe(
                    "user", "list", "--on", "2030-04-01", "--format", "json"
                ).decode()
                #expect(
                    listed.users.map { "\($0.login) \($0.roles.map(\.role))" } == [
                        "abe [\"intake\"]", "admin [\"admin\"]", "sato [\"approver\"]",
                    ])
                try write("利用者名,役割\nsato,課長\n")
                let wrong = try await office.koe(order)
                #expect(wrong.exitCode == 65 && wrong.errors.contains("2行目"), "\(wrong)")
                let unknown = try await office.koe("user", "password", "nobody")
                #expect(unknown.exitCode == 65, "\(unknown)")
            }
        }

        @Test("トークンがなければ401、役割が違えば403、失効すれば401")
        func tokens() async throws {
            try await Office.lendSetUp { office in
                try await office.serving { server in
                    let letter = Data(
                        """
                        {"scheme":"opinion","channel":"form","receivedOn":"2026-06-28",\
                        "sender":{"anonymous":true},"summary":"除雪"}
                        """.utf8)
                    func post(_ token: String) async throws -> Int {
                        let http = LocalHTTP(port: server.http.port, token: token)
                        return try await http.post(
                            "/api/v1/items", key: UUID().uuidString, letter
                        ).status
                    }
                    #expect(try await post("") == 401)
                    _ = try await office.koe(
                        "user", "add", "abe", "--name", "阿部 一", "--role", "viewer"
                    ).text()
                    let viewer: Token = try await office.koe(
                        "user", "token", "abe", "--role", "viewer", "--format", "json"
                    ).decode()
                    #expect(try await post(viewer.token) == 403)
                    let refused = try await office.koe("user", "token", "abe", "--role", "intake")
                    #expect(refused.exitCode == 65, "\(refused)")
                    _ = try await office.koe("user", "role", "abe", "intake").text()
                    let intake: Token = try await office.koe(
                        "user", "token", "abe", "--role", "intake", "--format", "json"
                    ).decode()
                    #expect(try await post(intake.token) == 201)
                    _ = try await office.koe("user", "token", "revoke", intake.id).text()
                    #expect(try await post(intake.token) == 401)
                }
            }
        }
    }
}
