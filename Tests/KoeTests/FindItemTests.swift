import Foundation
import Testing

extension KoeProcessTests {
    @Suite("案件を探す")
    struct FindItem {
        private struct Found: Decodable {
            struct Item: Decodable {
                let receiptNumber: String
                let gist: String
                let matched: [String]
            }
            let items: [Item]
            let next: String?
        }

        private func receive(_ office: Office, _ arguments: [String]) async throws {
            let receipt: Receipt = try await office.koe(
                [
                    "item", "receive", "--format", "json", "--scheme", "letter-to-mayor",
                    "--channel", "paper", "--received-on", "2026-06-28",
                ] + arguments
            ).decode()
            #expect(receipt.receiptNumber.hasPrefix("R8-"))
        }

        private func find(_ office: Office, _ arguments: String...) async throws -> Found {
            try await office.koe(["item", "find"] + arguments + ["--format", "json"]).decode()
        }

        @Test("語・氏名・電話から見つかり、限定の案件は出ず、1文字の語は断られる")
        func journey() async throws {
            try await Office.lendSetUp { office in
                try await receive(
                    office,
                    [
                        "--name", "髙橋 花子", "--kana", "たかはし はなこ", "--phone", "0153-23-6111",
                        "--summary", "公園の街灯が消えている",
                    ])
                try await receive(
                    office, ["--anonymous", "--summary", "朝のバス", "--body", "公園前の停留所です。"])
                let park = try await find(office, "公園")
                #expect(park.items.map(\.receiptNumber) == ["R8-0002", "R8-0001"])
                #expect(park.items.map(\.matched) == [["body"], ["summary"]])
                #expect(try await find(office, "公園", "街灯").items.map(\.gist) == ["公園の街灯が消えている"])
                for person in [["--name", "高橋"], ["--name", "takahasi"], ["--phone", "6111"]] {
                    let found: Found = try await office.koe(
                        ["item", "find", "--format", "json"] + person
                    ).decode()
                    #expect(found.items.map(\.receiptNumber) == ["R8-0001"])
                }
                let first = try await find(office, "公園", "--limit", "1")
                let rest = try await find(office, "公園", "--after", first.next ?? "")
                #expect(rest.items.map(\.receiptNumber) == ["R8-0001"])

                _ = try await office.koe("item", "handling", "R8-0001", "--handling", "restricted")
                #expect(try await find(office, "公園").items.map(\.receiptNumber) == ["R8-0002"])
                let refused = try await office.koe("item", "find", "雪")
                #expect(refused.exitCode == 65)
                #expect(
                    refused.errors
                        == "koe: text: 1文字の語は探せません。どの語も2文字以上で入力してください。\n")
            }
        }
    }
}
