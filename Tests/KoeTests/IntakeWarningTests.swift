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
