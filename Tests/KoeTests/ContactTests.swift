import Foundation
import Testing

extension KoeProcessTests {
    @Suite("通知先を決める")
    struct Contacts {
        private struct Listed: Decodable {
            struct Section: Decodable {
                let section: String
                let addresses: [String]
            }
            let sections: [Section]
            let webhooks: [Hook]
        }
        private struct Hook: Decodable {
            let id: String
            let url: String
            let types: [String]
            let secret: String?
        }

        @Test("担当課のメールアドレスを決めてなくす。Webhookを登録し、鍵を見て、廃止する")
        func journey() async throws {
            try await Office.lendSetUp { office in
                let mail = "doboku@city.example.jp"
                let set = try await office.koe("contact", "mail", "土木課", mail).text()
                #expect(set.hasPrefix("土木課: \(mail)(位置 "))
                let again = try await office.koe("contact", "mail", "土木課", mail).text()
                #expect(again.hasSuffix("(変更なし)"))
                let wrong = try await office.koe("contact", "mail", "土木課", "doboku")
                #expect(wrong.exitCode == 65 && wrong.errors.contains("メールアドレスの形"))

                let url = "https://hook.city.example.jp/koe"
                let hook: Hook = try await office.koe(
                    "contact", "webhook", "add", url, "--type", "ItemRouted", "--format", "json"
                ).decode()
                #expect(hook.url == url && hook.types == ["ItemRouted"])
                let secret = try await office.koe("contact", "webhook", "secret", hook.id).text()
                #expect(secret == hook.secret && secret.hasPrefix("whsec_"))
                let plain = try await office.koe("contact", "webhook", "add", "http://a.jp/")
                #expect(plain.exitCode == 65 && plain.errors.contains("https://"))

                let listed: Listed = try await office.koe(
                    "contact", "list", "--format", "json"
                ).decode()
                #expect(listed.sections.map(\.addresses) == [[mail]])
                #expect(listed.webhooks.map(\.id) == [hook.id])
                #expect(listed.webhooks.allSatisfy { $0.secret == nil })

                _ = try await office.koe("contact", "webhook", "remove", hook.id).text()
                _ = try await office.koe("contact", "mail", "土木課").text()
                let gone = try await office.koe("contact", "webhook", "secret", hook.id)
                #expect(gone.exitCode == 65)
                let empty: Listed = try await office.koe(
                    "contact", "list", "--format", "json"
                ).decode()
                #expect(empty.sections.isEmpty && empty.webhooks.isEmpty)
                let log: LogStatus = try await office.koe(
                    "log", "status", "--format", "json"
                ).decode()
                let before: Listed = try await office.koe(
                    "contact", "list", "--as-of", "\(log.position - 2)", "--format", "json"
                ).decode()
                #expect(before.sections.count == 1 && before.webhooks.count == 1)
            }
        }

        @Test("メールの設定の誤りは、どの設定かを言って断る")
        func settings() async throws {
            try await Office.lend { office in
                for (environment, name) in [
                    (["KOE_SMTP_URL": "smtp://mail.example.jp:587"], "KOE_SMTP_FROM"),
                    (
                        ["KOE_SMTP_URL": "mail.example.jp", "KOE_SMTP_FROM": "koe@a.jp"],
                        "KOE_SMTP_URL"
                    ),
                    (
                        [
                            "KOE_SMTP_URL": "smtp://mail.example.jp", "KOE_SMTP_FROM": "koe@a.jp",
                            "KOE_SMTP_USER": "koe",
                        ], "KOE_SMTP_PASSWORD_FILE"
                    ),
                ] {
                    let outcome = try await office.koe(
                        ["log", "status"], environment: environment)
                    #expect(outcome.exitCode == 64 && outcome.errors.contains(name), "\(outcome)")
                }
            }
        }
    }
}
