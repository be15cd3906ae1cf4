import EventLog
import FoundationEssentials
import Participation
import TestSupport
import Testing

@testable import Desk

@Suite("通知先: 担当課のメールアドレスとWebhook")
struct ContactTests {
    private static func withCity(_ body: (Desk, TestCity) async throws -> Void) async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            let list = "code,name,parent\nD,土木課,\nE,環境課,\nE1,総務係,E\nD1,総務係,D\n"
            _ = try await desk.importOrganisation(
                OrganisationFiles(list: try TableFile(Array(list.utf8))),
                effectiveOn: .on("2020-04-01"), actor: "test")
            try await body(desk, city)
        }
    }

    private static func refusal(_ body: () async throws -> Void) async throws -> Refused? {
        do {
            try await body()
            return nil
        } catch DeskError.declined(let refusals) {
            return refusals.first
        }
    }

    @Test("名称でもコードでも同じ課。過去の時点の通知先も分かる")
    func mails() async throws {
        try await Self.withCity { desk, _ in
            let first = try await desk.setContact(
                of: "土木課", mails: ["doboku@city.example.jp"], actor: "test")
            #expect(first.section == "D" && first.position > 0)
            let again = try await desk.setContact(
                of: "D", mails: ["doboku@city.example.jp"], actor: "test")
            #expect(again.position == 0)
            let triage = try await desk.setContact(
                of: "担当未定", mails: ["kocho@city.example.jp"], actor: "test")
            #expect(triage.section == "triage")
            _ = try await desk.setContact(of: "D", mails: [], actor: "test")
            #expect(try await desk.contacts().mails(of: "D").isEmpty)
            let then = try await desk.contacts(asOf: .position(first.position))
            #expect(then.mails(of: "D").map(\.text) == ["doboku@city.example.jp"])
            #expect(then.mails(of: "triage").isEmpty)
        }
    }

    @Test("知らない課、あいまいな課、アドレスでないものは断る")
    func refusesMails() async throws {
        try await Self.withCity { desk, city in
            let position = try await city.log.headPosition()
            for (section, address, field) in [
                ("水道課", "a@b.jp", "section"), ("総務係", "a@b.jp", "section"),
                ("D", "a at b", "address"),
            ] {
                let refused = try await Self.refusal {
                    _ = try await desk.setContact(of: section, mails: [address], actor: "test")
                }
                #expect(refused?.field == field)
            }
            #expect(try await city.log.headPosition() == position)
        }
    }

    @Test("Webhookの鍵は番号から決まり、どこにも残らない")
    func webhooks() async throws {
        try await Self.withCity { desk, city in
            let url = "https://hook.example.jp/koe"
            let (hook, position) = try await desk.addWebhook(url, types: [], actor: "test")
            #expect(position > 0 && hook.types.isEmpty)
            let again = try await desk.addWebhook(url, types: [], actor: "test")
            #expect(again.webhook == hook && again.position == 0)
            let narrowed = try await desk.addWebhook(url, types: ["ItemRouted"], actor: "test")
            #expect(narrowed.webhook.id == hook.id && narrowed.position > 0)

            let secret = desk.webhookSecret(of: hook.id)
            #expect(secret.text == desk.webhookSecret(of: hook.id).text)
            #expect(secret.text != desk.webhookSecret(of: UUID()).text)
            #expect(secret.text.hasPrefix("whsec_"))
            for event in try await city.log.read(ContactEventCoding.stream) {
                #expect(!String(decoding: event.payload, as: UTF8.self).contains("whsec"))
                #expect(event.sealed == nil)
            }

            #expect(try await desk.removeWebhook(hook.id, actor: "test") > 0)
            #expect(try await desk.removeWebhook(hook.id, actor: "test") == 0)
            #expect(try await desk.contacts().webhooks.isEmpty)
            let new = try await desk.addWebhook(url, types: [], actor: "test")
            #expect(new.webhook.id != hook.id)
        }
    }

    @Test("http の送信先、知らない出来事の種類、知らない番号は断る")
    func refusesWebhooks() async throws {
        try await Self.withCity { desk, _ in
            let plain = try await Self.refusal {
                _ = try await desk.addWebhook("http://a.jp/", types: [], actor: nil)
            }
            #expect(plain?.field == "url")
            let type = try await Self.refusal {
                _ = try await desk.addWebhook(
                    "https://a.jp/", types: ["ItemRoutde"], actor: nil)
            }
            #expect(type?.field == "type" && type?.japanese.contains("ItemRoutde") == true)
            let unknown = try await Self.refusal {
                _ = try await desk.removeWebhook(UUID(), actor: nil)
            }
            #expect(unknown?.field == "webhook")
        }
    }
}
