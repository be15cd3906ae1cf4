import Foundation
import Testing

extension KoeProcessTests {
    @Suite("受け付けた案件を直し、結び、経過を読む")
    struct ItemJourney {
        private struct Changed: Decodable, Equatable {
            let id: String
            let version: Int
            let position: Int
            let events: Int
        }

        private struct Shown: Decodable {
            struct Link: Decodable {
                let receiptNumber: String
                let `as`: String
            }
            struct Standing: Decodable { let state: String }
            let receiptNumber: String
            let receivedOn: String
            let category: String?
            let copies: Int?
            let summary: String?
            let personal: String
            let version: Int
            let links: [Link]
            let standing: Standing
        }

        private struct Told: Decodable {
            struct Change: Decodable {
                let label: String
                let old: String?
                let new: String?
            }
            let title: String
            let actor: String?
            let reason: String?
            let changes: [Change]
        }

        @Test("受付 → 訂正 → 分類 → 関連付けと取消し → 取下げと取消し → 経過")
        func journey() async throws {
            try await Office.lendSetUp { office in
                for summary in ["街灯が消えている", "街灯"] {
                    let receipt: Receipt = try await office.koe(
                        "item", "receive", "--format", "json", "--scheme", "letter-to-mayor",
                        "--channel", "paper", "--received-on", "2026-06-28", "--name", "根室 花子",
                        "--summary", summary, "--copies", "3", "--handling", "care"
                    ).decode()
                    #expect(receipt.receiptNumber.hasPrefix("R8-"))
                }
                try await correct(office)
                try await linkAndEnd(office)
                try await read(office)
                #expect(try await office.verify().ok)
            }
        }

        private func change(_ office: Office, _ arguments: String...) async throws -> Changed {
            try await office.koe(["item"] + arguments + ["--format", "json"]).decode()
        }

        private func correct(_ office: Office) async throws {
            let correction = [
                "item", "correct", "R8-0001", "--format", "json", "--reason", "typo",
                "--received-on", "2026-03-31", "--summary", "公園の街灯", "--note", "本人から電話",
                "--command", "7b7c8f1e-4f6e-4a4e-9d5a-0123456789ac",
            ]
            let first: Changed = try await office.koe(correction).decode()
            #expect(first.version == 2 && first.position == 3 && first.events == 1)
            let again: Changed = try await office.koe(correction).decode()
            #expect(again == first)
            let categorised = try await change(
                office, "categorise", "R8-0001", "--category", "07", "--reason", "additional")
            #expect(categorised.version == 3)
            let nothing = try await change(
                office, "categorise", "R8-0001", "--category", "07", "--reason", "additional")
            #expect(nothing.version == 3 && nothing.events == 0)
        }

        private func linkAndEnd(_ office: Office) async throws {
            _ = try await change(office, "link", "R8-0002", "R8-0001", "--duplicate")
            let circle = try await office.koe("item", "link", "R8-0001", "R8-0002", "--duplicate")
            #expect(circle.exitCode == 65 && circle.errorLines.count == 1, "\(circle)")
            let linked: Shown = try await office.koe(
                "item", "show", "R8-0002", "--format", "json"
            ).decode()
            #expect(linked.links.map(\.receiptNumber) == ["R8-0001"])
            #expect(linked.links.map(\.as) == ["duplicate"])
            _ = try await change(office, "unlink", "R8-0002", "R8-0001")
            _ = try await change(
                office, "pass-on", "R8-0002", "--to", "information-disclosure", "--arrived-on",
                "2026-06-28")
            let ended = try await office.koe("item", "withdraw", "R8-0002")
            #expect(ended.exitCode == 65 && ended.errors.contains("情報公開請求"), "\(ended)")
            _ = try await change(office, "reinstate", "R8-0002")
            let open: Shown = try await office.koe(
                "item", "show", "R8-0002", "--format", "json"
            ).decode()
            #expect(open.links.isEmpty && open.standing.state == "open" && open.version == 5)
        }

        private func read(_ office: Office) async throws {
            let masked: Shown = try await office.koe(
                "item", "show", "R8-0001", "--format", "json"
            ).decode()
            #expect(masked.receiptNumber == "R8-0001" && masked.receivedOn == "2026-03-31")
            #expect(masked.category == "07" && masked.copies == 3)
            #expect(masked.personal == "masked" && masked.summary == nil)
            let table = try await office.koe("item", "show", "R8-0001").text()
            #expect(table.contains("●●●") && !table.contains("花子"))
            let opened = try await office.koe(
                "item", "show", "R8-0001", "--reveal", "--reason", "回答の起案"
            ).text()
            #expect(opened.contains("公園の街灯") && opened.contains("根室 花子"))

            let history: [Told] = try await office.koe(
                "item", "history", "R8-0001", "--format", "json"
            ).decode()
            #expect(history.map(\.title) == ["受付", "訂正", "分類"])
            #expect(history.map(\.reason) == [nil, "誤記", "追加情報"])
            #expect(history.allSatisfy { $0.actor == "cli" })
            let day = try #require(history[1].changes.first)
            #expect(day.label == "受付日")
            #expect(day.old == "令和8年6月28日" && day.new == "令和8年3月31日")
            let told = try await office.koe("item", "history", "R8-0001").text()
            #expect(!told.contains("街灯") && !told.contains("電話"))
        }

        @Test("使い方の誤りは64、ない案件は65")
        func mistakes() async throws {
            try await Office.lendSetUp { office in
                let usage = [
                    ["item", "correct", "R8-0001"],
                    ["item", "correct", "R8-0001", "--reason", "boredom"],
                    ["item", "correct", "R8-0001", "--reason", "typo", "--received-on", "明日"],
                    [
                        "item", "correct", "R8-0001", "--reason", "typo", "--anonymous", "--name",
                        "根室",
                    ],
                    ["item", "link", "R8-0001", "R8-0002"],
                    ["item", "pass-on", "R8-0001", "--to", "nowhere"],
                    ["item", "show", "R8-0001", "--reveal"],
                    ["item", "history", "R8-0001", "--reason", "無断"],
                ]
                for arguments in usage {
                    let outcome = try await office.koe(arguments)
                    #expect(outcome.exitCode == 64, "\(outcome)")
                    #expect(outcome.errorLines.count == 1 && outcome.output.isEmpty, "\(outcome)")
                }
                for arguments in [
                    ["item", "show", "R8-0001"], ["item", "history", "1"],
                    ["item", "reinstate", "R8-0001"],
                ] {
                    let outcome = try await office.koe(arguments)
                    #expect(outcome.exitCode == 65, "\(outcome)")
                    #expect(outcome.errorLines.count == 1 && outcome.output.isEmpty, "\(outcome)")
                }
                #expect(try await office.status().position == 0)
            }
        }
    }
}
