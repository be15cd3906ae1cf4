import Crypto
import Foundation
import Testing

/// Everything here runs the real program; one cluster after the other.
@Suite("プログラムkoe", .serialized, .timeLimit(.minutes(5)))
struct KoeProcessTests {}

extension KoeProcessTests {
    @Suite("一通の手紙が家を通り抜ける")
    struct ThinSlice {
        /// 𠮷 lies outside the basic plane; 葛󠄀 ends with an ideographic variation selector.
        private static let name = "𠮷田 葛󠄀子"

        @Test("受付から記録・検証・書出し・証明まで、コマンドだけで通る")
        func wholeSlice() async throws {
            try await Office.lendSetUp { office in
                let empty = try await office.status()
                #expect(empty.position == 0)
                let receipts = try await receiveAll(office)
                #expect(receipts.map(\.position) == [1, 2, 3])
                #expect(Set(receipts.map(\.receiptNumber)).count == 3)
                #expect(receipts.allSatisfy { $0.receiptNumber.wholeMatch(of: /R8-\d{4,}/) != nil })
                #expect(Set(receipts.map(\.enquiryCode)).count == 3)

                let status = try await office.status()
                let verified = try await office.verify()
                #expect(status.events == 3 && status.position == 3)
                #expect(verified.ok && verified.events == 3 && verified.root == status.root)
                try await checkExport(office, receipts, root: status.root)
                try await checkCloudEvents(office, receipts)
                try await checkTail(office, receipts)
                try await checkProofs(office, receipts, root: status.root)
            }
        }

        private func receiveAll(_ office: Office) async throws -> [Receipt] {
            let common = ["--scheme", "letter-to-mayor", "--received-on", "2026-06-28"]
            let anonymous: Receipt = try await office.koe(
                ["item", "receive", "--format", "json"] + common + [
                    "--channel", "paper", "--anonymous", "--summary", "公園の街灯が消えている",
                ]
            ).decode()
            let named: Receipt = try await office.koe(
                ["item", "receive", "--format", "json"] + common + [
                    "--channel", "form", "--name", Self.name, "--kana", "よしだ かつこ",
                    "--postal-code", "087-8711", "--address", "北海道根室市常盤町2丁目27番地",
                    "--phone", "0153-23-6111", "--email", "katsuko@example.jp", "--summary",
                    "道路の穴", "--body", "-", "--nature", "request", "--category", "07", "--topic",
                    "道路", "--topic", "安全", "--wants-reply", "yes", "--may-publish", "no",
                ], input: Data("一行目\n二行目 𠮷\n".utf8)
            ).decode()
            let wareki: Receipt = try await office.koe(
                [
                    "item", "receive", "--format", "json", "--scheme", "opinion", "--channel",
                    "phone",
                ]
                    + [
                        "--received-on", "2026-04-01", "--name", "根室 太郎", "--summary", "図書館",
                    ]
            ).decode()
            return [anonymous, named, wareki]
        }

        private func checkExport(
            _ office: Office, _ receipts: [Receipt], root: String
        ) async throws {
            let text = try await office.koe("log", "export", "--format", "ndjson").text()
            #expect(!text.contains(Self.name), "the name is sealed")
            #expect(!text.contains("街灯"), "the gist is sealed")
            let events = try await office.export()
            #expect(events.map(\.position) == [1, 2, 3])
            #expect(events.map(\.stream) == receipts.map { "item-" + $0.id })
            #expect(events.map(\.payload.receiptNumber) == receipts.map(\.receiptNumber))
            #expect(events.allSatisfy { $0.version == 1 && $0.type == "ItemReceived" })
            #expect(events.allSatisfy { $0.sealed != nil })
            #expect(events.map(\.payload.senderKind) == ["anonymous", "identified", "identified"])
            let named = try #require(events.dropFirst().first?.payload)
            #expect(named.hasBody && named.wantsReply == "yes" && named.mayPublish == "no")
            #expect(named.category == "07" && named.nature == "request")
            #expect(named.topics == ["道路", "安全"])
            for event in events { #expect(CertificateTree.leaf(event.leaf).hex == event.leafHash) }
            let leaves = try events.map { try Data(hex: $0.leafHash) }
            #expect(CertificateTree.root(leaves[...]).hex == root)
        }

        private func checkCloudEvents(_ office: Office, _ receipts: [Receipt]) async throws {
            let text = try await office.koe("log", "export", "--format", "cloudevents").text()
            let events = try text.split(separator: "\n").map {
                try JSONDecoder().decode(CloudEvent.self, from: Data($0.utf8))
            }
            #expect(events.count == receipts.count)
            for (event, receipt) in zip(events, receipts) {
                #expect(event.specversion == "1.0" && event.source == "koe/\(Office.code)")
                #expect(event.type == "jp.koe.ItemReceived.v1")
                #expect(event.subject == "item-" + receipt.id)
                #expect(event.datacontenttype == "application/json")
                #expect(event.sequence == String(receipt.position))
                #expect(event.data.receiptNumber == receipt.receiptNumber)
                #expect(UUID(uuidString: event.id) != nil && event.time.hasSuffix("Z"))
            }
            #expect(Set(events.map(\.id)).count == events.count)
        }

        private func checkTail(_ office: Office, _ receipts: [Receipt]) async throws {
            let lines = try await office.koe("log", "tail", "--lines", "2").text()
                .split(separator: "\n")
            #expect(lines.count == 2)
            for (line, receipt) in zip(lines, receipts.dropFirst()) {
                #expect(line.hasPrefix("\(receipt.position)  "))
                #expect(line.contains("item-\(receipt.id)/1"))
            }
        }

        private func checkProofs(
            _ office: Office, _ receipts: [Receipt], root: String
        ) async throws {
            let note = try await office.koe("log", "checkpoint").text()
            let lines = note.split(separator: "\n", omittingEmptySubsequences: false)
            let rootBytes = try Data(hex: root)
            #expect(lines.prefix(3) == ["koe/012238", "3", "\(rootBytes.base64EncodedString())"])
            #expect(try await isSigned(note, office))

            let events = try await office.export()
            for (receipt, event) in zip(receipts, events) {
                let proof: InclusionProof = try await office.koe(
                    "log", "prove", receipt.receiptNumber
                ).decode()
                #expect(proof.leafIndex == receipt.position - 1 && proof.treeSize == 3)
                #expect(proof.leafHash == event.leafHash && proof.root == root)
                #expect(
                    try CertificateTree.proves(
                        CertificateTree.leaf(event.leaf), at: proof.leafIndex, of: proof.treeSize,
                        path: proof.path.map(Data.init(hex:)), root: rootBytes))
                #expect(try await isSigned(proof.checkpoint, office))
            }
            let leaves = try events.map { try Data(hex: $0.leafHash) }
            for from in 1...2 {
                let proof: ConsistencyProof = try await office.koe(
                    "log", "consistency", String(from), "3"
                ).decode()
                #expect(proof.from == from && proof.to == 3)
                #expect(
                    try CertificateTree.isConsistent(
                        from, CertificateTree.root(leaves[..<from]), 3, rootBytes,
                        path: proof.path.map(Data.init(hex:))))
            }
        }

        /// The Ed25519 signature of a C2SP signed note, under the key `log checkpoint --key` gives.
        private func isSigned(_ note: String, _ office: Office) async throws -> Bool {
            let key = try await office.koe("log", "checkpoint", "--key").text()
            // name+id+base64(algorithm byte ‖ public key); base64 may hold a + itself.
            let parts = key.split(separator: "+", maxSplits: 2)
            let keyBytes = try #require(parts.last.flatMap { Data(base64Encoded: String($0)) })
            let halves = note.components(separatedBy: "\n\n— \(parts.first ?? "") ")
            let signature = try #require(
                halves.last.flatMap {
                    Data(base64Encoded: $0.trimmingCharacters(in: .whitespacesAndNewlines))
                })
            let text = try #require(halves.first) + "\n"
            return try Curve25519.Signing.PublicKey(rawRepresentation: keyBytes.dropFirst())
                .isValidSignature(signature.dropFirst(4), for: Data(text.utf8))
        }

        @Test("同じ--commandをもう一度渡すと同じ受付票が返り、記録は増えない")
        func repeatedCommand() async throws {
            try await Office.lendSetUp { office in
                let letter = [
                    "item", "receive", "--format", "json", "--scheme", "opinion", "--channel",
                    "paper", "--received-on", "2026-06-28", "--name", Self.name,
                    "--command", "7b7c8f1e-4f6e-4a4e-9d5a-0123456789ab", "--summary",
                ]
                let first: Receipt = try await office.koe(letter + ["除雪"]).decode()
                let second: Receipt = try await office.koe(letter + ["除雪"]).decode()
                #expect(first == second)
                let before = try await office.status()
                #expect(before.position == 1)
                let other = try await office.koe(letter + ["騒音"])
                #expect(other.exitCode == 65, "\(other)")
                #expect(other.errorLines.count == 1 && other.output.isEmpty, "\(other)")
                #expect(try await office.status() == before)
            }
        }
    }
}
