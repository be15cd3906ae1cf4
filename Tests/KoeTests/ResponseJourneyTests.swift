import Foundation
import Testing

extension KoeProcessTests {
    @Suite("担当課が案件を処理する")
    struct ResponseJourney {
        private struct Changed: Decodable {
            let version: Int
            let events: Int
        }
        private struct Claimed: Decodable { let receiptNumber: String }
        private struct Listed: Decodable {
            struct Entry: Decodable {
                let receiptNumber: String
                let stage: String
                let hops: Int
                let dueOn: String?
            }
            let items: [Entry]
            let counts: [String: Int]
        }

        @Test("期限の定め → 受付 → 次の案件に着手 → 担当替え → 起案 → 紙決裁済 → 宛名確認 → 発送 → 経過")
        func journey() async throws {
            try await Office.lendSetUp { office in
                func change(_ arguments: String...) async throws -> Changed {
                    try await office.koe(arguments + ["--format", "json"]).decode()
                }
                _ = try await office.koe(
                    "deadline", "define", "--from", "2026-04-01", "--days", "14"
                ).text()
                let _: Receipt = try await office.koe(
                    "item", "receive", "--format", "json", "--scheme", "letter-to-mayor",
                    "--channel", "paper", "--received-on", "2026-06-28", "--name", "根室 花子",
                    "--summary", "街灯が消えている"
                ).decode()
                _ = try await change("item", "route", "R8-0001", "--lead", "土木課")
                let claimed: Claimed = try await office.koe(
                    "claim", "--next", "土木課", "--by", "sato", "--format", "json"
                ).decode()
                #expect(claimed.receiptNumber == "R8-0001")
                let second = try await office.koe("claim", "R8-0001", "--by", "abe")
                #expect(second.exitCode == 65)
                #expect(second.errors.contains("この案件はsatoさんが"))
                #expect(
                    try await office.koe(
                        "claim", "--next", "土木課", "--by", "abe", "--format", "json"
                    ).text() == "null")
                _ = try await change(
                    "transfer", "R8-0001", "--to", "電気課", "--reason", "街灯は電気課のため")
                let tray: Listed = try await office.koe(
                    "tray", "電気課", "--format", "json"
                ).decode()
                #expect(tray.items.map(\.receiptNumber) == ["R8-0001"])
                #expect(tray.items.map(\.hops) == [1] && tray.items.map(\.stage) == ["new"])
                #expect(tray.items.map(\.dueOn) == ["2026-07-12"])
                _ = try await change("answer", "R8-0001", "--text", "直します", "--route", "係長,課長")
                _ = try await change("approve", "R8-0001", "--on-paper", "--on-behalf-of", "tanaka")
                let unchecked = try await office.koe("dispatch", "R8-0001", "--medium", "post")
                #expect(unchecked.exitCode == 65 && unchecked.errors.contains("あと2人"))
                _ = try await change("check-envelope", "R8-0001", "--by", "sato")
                _ = try await change("check-envelope", "R8-0001", "--by", "abe")
                let sent = try await change("dispatch", "R8-0001", "--medium", "post")
                #expect(sent.version == 9 && sent.events == 1)
                let history = try await office.koe("item", "history", "R8-0001").text()
                for word in ["着手", "担当替え", "起案(第1版)", "紙決裁済(第1版)", "宛名・封入確認", "発送"] {
                    #expect(history.contains(word))
                }
                #expect(!history.contains("直します"))
                #expect(try await office.verify().ok)
            }
        }
    }
}
