import Foundation
import Testing

extension KoeProcessTests {
    @Suite("スキャンした手紙を受け付け、取り出し、取り下げる")
    struct ScanJourney {
        private struct Shown: Decodable {
            struct Attachment: Decodable {
                let number: Int
                let type: String
                let pages: Int
                let name: String?
                let detached: Bool?
            }
            let scans: Int
            let attachments: [Attachment]?
        }

        private static let reveal = ["--reveal", "--reason", "転記"]

        /// The files the desk is tested with.
        private static func file(_ name: String) -> String {
            URL(fileURLWithPath: #filePath).deletingLastPathComponent()
                .deletingLastPathComponent()
                .appending(path: "DeskTests/Fixtures/Scans/\(name)").path
        }

        private func receive(_ office: Office, _ scans: [String]) async throws -> Outcome {
            try await office.koe(
                [
                    "item", "receive", "--format", "json", "--scheme", "letter-to-mayor",
                    "--channel", "paper", "--received-on", "2026-06-28", "--anonymous",
                    "--summary", "スキャンのとおり",
                ] + scans.flatMap { ["--scan", Self.file($0)] })
        }

        @Test("受付 → 追加 → 取出し → 取下げ → 開示 → 検証")
        func journey() async throws {
            try await Office.lendSetUp { office in
                let receipt: Receipt = try await receive(office, ["letters.pdf"]).decode()
                #expect(receipt.receiptNumber == "R8-0001")
                let attached = try await office.koe(
                    "item", "attach", "R8-0001", Self.file("photo.jpg"), Self.file("fax.tif"),
                    "--format", "json")
                #expect(attached.exitCode == 0, "\(attached)")
                let shown: Shown = try await office.koe(
                    ["item", "show", "R8-0001", "--format", "json"] + Self.reveal
                ).decode()
                #expect(shown.scans == 1)
                #expect(
                    shown.attachments?.map(\.type) == [
                        "application/pdf", "image/jpeg", "image/tiff",
                    ])
                #expect(shown.attachments?.map(\.pages) == [3, 1, 3])
                #expect(
                    shown.attachments?.map(\.name) == ["letters.pdf", "photo.jpg", "fax.tif"])
                try await takeOut(office)
                let detached = try await office.koe(
                    "item", "detach", "R8-0001", "3", "--reason", "別の手紙のFAX")
                #expect(detached.exitCode == 0, "\(detached)")
                let gone = try await office.koe(
                    "item", "scan", "R8-0001", "3", "--output", office.folder + "/none",
                    "--reason", "確認")
                #expect(gone.exitCode == 65, "\(gone)")
                #expect(try await office.verify().ok)
            }
        }

        private func takeOut(_ office: Office) async throws {
            let output = office.folder + "/out.pdf"
            let taken = try await office.koe(
                "item", "scan", "R8-0001", "1", "--output", output, "--reason", "開示請求第3号")
            #expect(taken.exitCode == 0, "\(taken)")
            let original = FileManager.default.contents(atPath: Self.file("letters.pdf"))
            #expect(FileManager.default.contents(atPath: output) == original)
            let mode = try FileManager.default.attributesOfItem(atPath: output)[.posixPermissions]
            #expect(mode as? Int == 0o600)
            let again = try await office.koe(
                "item", "scan", "R8-0001", "1", "--output", output, "--reason", "開示請求第3号")
            #expect(again.exitCode == 65, "it is not written over")
            let disclosed = try await office.koe(
                "person", "disclose", "R8-0001", "--reason", "開示請求第3号", "--scans-to",
                office.folder)
            #expect(disclosed.exitCode == 0, "\(disclosed)")
            #expect(try disclosed.text().contains("添付1 letters.pdf(PDF、3頁)"))
            for name in ["R8-0001-1-letters.pdf", "R8-0001-2-photo.jpg", "R8-0001-3-fax.tif"] {
                #expect(office.exists(office.folder + "/" + name))
            }
        }

        @Test("読めないファイルは一行で断り、何も記録しない")
        func refused() async throws {
            try await Office.lendSetUp { office in
                let html = office.folder + "/letter.pdf"
                try Data("<html></html>".utf8).write(to: URL(fileURLWithPath: html))
                let outcome = try await office.koe(
                    "item", "receive", "--scheme", "letter-to-mayor", "--channel", "paper",
                    "--received-on", "2026-06-28", "--anonymous", "--summary", "x", "--scan",
                    html)
                #expect(outcome.exitCode == 65)
                #expect(outcome.errors.split(separator: "\n").count == 1, "\(outcome)")
                #expect(outcome.errors.contains("PDF・JPEG・PNG・TIFFのいずれでもありません"))
                let absent = try await receive(office, ["no-such-file"])
                #expect(absent.exitCode == 65)
                let first: Receipt = try await receive(office, []).decode()
                #expect(first.receiptNumber == "R8-0001", "no number was used up")
            }
        }

        @Test("ウイルス検査が設定されていて応答がなければ、受け付けずに後でと言う")
        func unchecked() async throws {
            try await Office.lendSetUp { office in
                let arguments = [
                    "item", "receive", "--scheme", "letter-to-mayor", "--channel", "paper",
                    "--received-on", "2026-06-28", "--anonymous", "--summary", "x", "--scan",
                    Self.file("photo.jpg"),
                ]
                let later = try await office.koe(
                    arguments, environment: ["KOE_CLAMD": office.folder + "/no-clamd"])
                #expect(later.exitCode == 69, "\(later)")
                #expect(later.errors.contains("ウイルス検査の応答がありません"))
                let wrong = try await office.koe(
                    arguments, environment: ["KOE_CLAMD": "nonsense"])
                #expect(wrong.exitCode == 64, "\(wrong)")
            }
        }
    }
}
