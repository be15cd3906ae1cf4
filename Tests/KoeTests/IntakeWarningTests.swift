import Foundation
import Testing

extension KoeProcessTests {
    @Suite("受付時の注意")
    struct IntakeWarnings {
        struct Warned: Decodable {
            let receiptNumber: String
            let warnings: [String]?
        }

        private static let letter = [
            "item", "receive", "--format", "json", "--scheme", "opinion", "--channel", "form",
            "--received-on", "2026-06-28", "--anonymous", "--summary", "道路の穴", "--body",
        ]
        /// A number with a valid check digit, which is nobody's as far as anybody knows.
        private static let text = "番号は１２３４ー５６７８ー９０１８、電話は090-1234-5678です。"

        @Test("個人番号や電話番号とみられる記載を、書き写さずに知らせる")
        func warned() async throws {
            try await Office.lendSetUp { office in
                let outcome = try await office.koe(Self.letter + [Self.text])
                let warnings = try #require(try outcome.decode(Warned.self).warnings)
                #expect(warnings.count == 2)
                #expect(warnings[0].contains("個人番号") && warnings[1].contains("電話番号"))
                for quoted in ["1234", "１２３４", "090"] { #expect(!outcome.output.contains(quoted)) }
                let quiet: Warned = try await office.koe(Self.letter + ["穴が3つあります"]).decode()
                #expect(quiet.warnings == nil)
                try await office.serving { server in
                    let json = """
                        {"scheme":"opinion","channel":"form","receivedOn":"2026-06-28",
                         "summary":"道路の穴","body":"\(Self.text)","sender":{"anonymous":true}}
                        """
                    let answer = try await server.http.post(
                        "/api/v1/items", key: "warned", Data(json.utf8))
                    let body = try JSONDecoder().decode(Warned.self, from: answer.body)
                    #expect(body.warnings == warnings)
                }
            }
        }

        @Test("ファイルの取込みでも、何行目に何があるかを、検査のときから書き写さずに知らせる")
        func imported() async throws {
            struct Imported: Decodable {
                struct Warning: Decodable {
                    let kind: String
                    let rows: Int
                    let line: Int
                }
                let imported: Int
                let warnings: [Warning]?
            }
            try await Office.lendSetUp { office in
                let file = office.folder + "/letters.csv"
                let mapping = office.folder + "/letters.yaml"
                let rows = ["受付日,要旨", "2026-06-01,道路の穴が3つ", "2026-06-02,\(Self.text)"]
                try Data((rows + rows.suffix(1).map { $0 + "再度。" }).joined(separator: "\n").utf8)
                    .write(to: URL(fileURLWithPath: file))
                try Data(
                    """
                    kind: item
                    set: {scheme: opinion, channel: paper}
                    columns:
                      receivedOn: {from: 受付日, format: "yyyy-MM-dd"}
                      summary: 要旨
                    """.utf8
                ).write(to: URL(fileURLWithPath: mapping))
                let tried = try await office.koe(
                    "import", file, "--mapping", mapping, "--dry-run")
                #expect(try tried.text().contains("新規3"))
                #expect(tried.errors.contains("3行目ほか2行の文に個人番号"), "\(tried)")
                for quoted in ["1234", "１２３４", "090"] { #expect(!tried.errors.contains(quoted)) }
                let done: Imported = try await office.koe(
                    "import", file, "--mapping", mapping, "--format", "json"
                ).decode()
                #expect(done.imported == 3)
                #expect(done.warnings?.map(\.kind) == ["individual-number", "phone"])
                #expect(done.warnings?.map(\.rows) == [2, 2] && done.warnings?.first?.line == 3)
                let again: Imported = try await office.koe(
                    "import", file, "--mapping", mapping, "--format", "json"
                ).decode()
                #expect(again.warnings == nil)
            }
        }

        @Test("--blackenで受け付けると、個人番号は記録される前に■になる")
        func blackened() async throws {
            try await Office.lendSetUp { office in
                let receipt: Warned = try await office.koe(
                    Self.letter + [Self.text, "--blacken"]
                ).decode()
                let shown = try await office.reveal(receipt.receiptNumber)
                #expect(shown.contains("番号は■■■■ー■■■■ー■■■■、電話は090-1234-5678です。"), "\(shown)")
                #expect(receipt.warnings?.contains { $0.contains("個人番号") } == false)
            }
        }
    }
}
