import Foundation
import Testing

extension KoeProcessTests {
    @Suite("誤った入力は一行で断られ、何も書きかけない")
    struct BadInput {
        private static let letter = [
            "item", "receive", "--scheme", "letter-to-mayor", "--channel", "paper", "--anonymous",
            "--summary", "公園",
        ]
        private static let today = letter + ["--received-on", "2026-06-28"]

        /// What is tried, the exit code, and a word the line must hold.
        private struct Trial {
            let arguments: [String]
            let exitCode: Int32
            let word: String
            var input = Data()
            var environment: [String: String] = [:]
        }

        private static let usage: [Trial] = [
            Trial(arguments: ["log", "status", "--nonsense"], exitCode: 64, word: "--nonsense"),
            Trial(arguments: ["nonsense"], exitCode: 64, word: "nonsense"),
            Trial(arguments: ["log", "prove"], exitCode: 64, word: "koe log prove --help"),
            Trial(arguments: ["log", "consistency", "1", "x"], exitCode: 64, word: "x"),
            Trial(
                arguments: ["log", "status", "--format", "xml"], exitCode: 64, word: "xml"),
            Trial(arguments: ["setup", "--city", "根室市"], exitCode: 64, word: "--code"),
            Trial(
                arguments: ["setup", "--city", "根室市", "--code", "012239"], exitCode: 64,
                word: "012239"),
            Trial(arguments: ["serve", "--listen", "nonsense"], exitCode: 64, word: "HOST:PORT"),
            Trial(
                arguments: ["serve", "--listen", "127.0.0.1:70000"], exitCode: 64, word: "70000"),
            Trial(
                arguments: today + ["--command", "nonsense"], exitCode: 64, word: "UUID"),
            Trial(arguments: today + ["--name", "根室"], exitCode: 64, word: "--anonymous"),
            Trial(
                arguments: ["log", "status"], exitCode: 64, word: "connection string",
                environment: ["KOE_DATABASE_URL": "nonsense"]),
        ]

        private static let badData: [Trial] = [
            Trial(arguments: ["log", "prove", "R8-9999"], exitCode: 65, word: "R8-9999"),
            Trial(arguments: ["log", "prove", "nonsense"], exitCode: 65, word: "nonsense"),
            Trial(arguments: ["log", "prove", "2"], exitCode: 65, word: "2"),
            Trial(arguments: ["log", "consistency", "2", "1"], exitCode: 65, word: "FROM"),
            Trial(arguments: ["log", "consistency", "1", "7"], exitCode: 65, word: "7"),
            Trial(
                arguments: letter + ["--received-on", "2099-06-28"], exitCode: 65,
                word: "receivedOn"),
            Trial(
                arguments: letter + ["--received-on", "2026-02-30"], exitCode: 65,
                word: "receivedOn"),
            Trial(
                arguments: today + ["--body", "-"], exitCode: 65, word: "limit",
                input: Data(repeating: UInt8(ascii: "a"), count: 1 << 20 + 1)),
            Trial(
                arguments: today + ["--body", "-"], exitCode: 65, word: "body",
                input: Data(repeating: UInt8(ascii: "a"), count: 100_001)),
            Trial(
                arguments: today + ["--body", "-"], exitCode: 65, word: "UTF-8",
                input: Data([0xE3, 0x81, 0xFF])),
            Trial(
                arguments: [
                    "item", "receive", "--scheme", "letters", "--channel", "paper", "--anonymous",
                    "--summary", "公園", "--received-on", "2026-06-28",
                ], exitCode: 65, word: "letter-to-mayor"),
            Trial(
                arguments: ["setup", "--city", "別海町", "--code", "016918"], exitCode: 77,
                word: "根室市"),
        ]

        private func check(_ outcome: Outcome, _ exitCode: Int32, _ words: String...) {
            #expect(outcome.exitCode == exitCode, "\(outcome)")
            #expect(outcome.output.isEmpty, "\(outcome)")
            #expect(outcome.errorLines.count == 1, "\(outcome)")
            #expect(outcome.errors.hasPrefix("koe: "), "\(outcome)")
            for word in words { #expect(outcome.errors.contains(word), "\(outcome)") }
        }

        @Test("使い方の誤りは64、読めない・受けられない入力は65で、台帳は変わらない")
        func leavesTheLogAlone() async throws {
            try await Office.lendSetUp { office in
                let first = try await office.koe(Self.today)
                #expect(first.exitCode == 0 && first.errors.isEmpty, "\(first)")
                let before = try await office.status()
                try await office.holding { _ in
                    for trial in Self.usage + Self.badData {
                        let outcome = try await office.koe(
                            trial.arguments, input: trial.input, environment: trial.environment)
                        check(outcome, trial.exitCode, trial.word)
                    }
                    #expect(try await office.status() == before)
                    #expect(try await office.verify().ok)
                }
                // Alone, with PostgreSQL started and stopped for it, it is one line all the same.
                check(try await office.koe("log", "prove", "R8-9999"), 65, "R8-9999")
                // Numbers are drawn for letters that are received, not for refused ones.
                let next: Receipt = try await office.koe(Self.today + ["--format", "json"]).decode()
                #expect(next.receiptNumber == "R8-0002" && next.position == 2)
            }
        }

        @Test("市の設定前は市の名で署名できず、69で設定のしかたを言う")
        func noCityYet() async throws {
            try await Office.lend { office in
                let receipt: Receipt = try await office.koe(
                    Self.today + ["--format", "json"]
                ).decode()
                #expect(receipt.position == 1)
                for command in [["checkpoint"], ["prove", receipt.receiptNumber]] {
                    check(try await office.koe(["log"] + command), 69, "koe setup")
                }
                #expect(try await office.verify().ok)
            }
        }

        @Test("使えないデータフォルダは一行で断られ、何も作られない")
        func uselessDataDirectories() async throws {
            try await Office.lend { office in
                check(try await office.koe("database", "url"), 69, office.data)
                #expect(!office.exists(office.data))

                let file = office.folder + "/file"
                try Data("x".utf8).write(to: URL(fileURLWithPath: file))
                check(try await office.koe("log", "status", "--data-dir", file), 77, file)
                #expect(FileManager.default.contents(atPath: file) == Data("x".utf8))

                let stranger = office.folder + "/stranger"
                try FileManager.default.createDirectory(
                    atPath: stranger + "/cluster", withIntermediateDirectories: true)
                try Data("x".utf8).write(to: URL(fileURLWithPath: stranger + "/cluster/mine"))
                let outcome = try await office.koe("log", "status", "--data-dir", stranger)
                #expect([69, 77].contains(outcome.exitCode))
                check(outcome, outcome.exitCode, stranger + "/cluster")
            }
        }

        @Test(
            "postgresユーザーが入れないフォルダは77で、フォルダの名が出る",
            .enabled("root以外ではpostgresユーザーに切り替えないので試せない") { geteuid() == 0 })
        func closedFolder() async throws {
            try await Office.lend { office in
                let closed = office.folder + "/closed"
                try FileManager.default.createDirectory(
                    atPath: closed, withIntermediateDirectories: false,
                    attributes: [.posixPermissions: 0o700])
                let data = closed + "/data"
                check(
                    try await office.koe("log", "status", "--data-dir", data), 77, closed,
                    "postgres")
                #expect(!office.exists(data))
            }
        }

        @Test("読めない設定ファイルは64で、ファイルの名が出る")
        func badSettings() async throws {
            try await Office.lend { office in
                let file = office.folder + "/bad.yaml"
                try Data(": : bad [\n".utf8).write(to: URL(fileURLWithPath: file))
                check(try await office.koe("log", "status", "--config", file), 64, file)
                let missing = office.folder + "/missing.yaml"
                check(try await office.koe("log", "status", "--config", missing), 64, missing)
                #expect(!office.exists(office.data))
            }
        }
    }
}
