import Foundation
import Testing

extension KoeProcessTests {
    @Suite("点検")
    struct Doctor {
        struct Answer: Decodable {
            struct Check: Decodable {
                let name: String
                let state: String
                let text: String
            }
            let ok: Bool
            let checks: [Check]

            func state(of name: String) -> String? { checks.first { $0.name == name }?.state }
        }

        private func ask(
            _ office: Office, _ exitCode: Int32, _ more: String...
        ) async throws -> Answer {
            let outcome = try await office.koe(["doctor", "--format", "json"] + more)
            #expect(outcome.exitCode == exitCode, "\(outcome)")
            #expect(outcome.errors.isEmpty, "\(outcome)")
            return try JSONDecoder().decode(Answer.self, from: Data(outcome.output.utf8))
        }

        @Test("整った市は0、足りないものは69、台帳と食い違うものは65、いずれも名指しする")
        func states() async throws {
            try await Office.lendSetUp { office in
                for number in 1...3 {
                    _ = try await office.koe(KeyringJourney.letter + ["手紙 \(number)"]).text()
                }
                let note = try await office.koe("log", "checkpoint").text()
                let well = try await ask(office, 0, "--full")
                #expect(well.ok)
                #expect(well.state(of: "到達点と台帳") == "well")
                #expect(well.state(of: "鍵束と台帳") == "well")
                #expect(well.state(of: "退避") == "notice")

                let key = office.data + "/master.key"
                try FileManager.default.setAttributes(
                    [.posixPermissions: 0o644], ofItemAtPath: key)
                #expect(try await ask(office, 65).state(of: "親鍵") == "wrong")
                try FileManager.default.setAttributes(
                    [.posixPermissions: 0o600], ofItemAtPath: key)

                try FileManager.default.moveItem(atPath: key, toPath: office.folder + "/kept")
                let without = try await ask(office, 69)
                #expect(without.state(of: "親鍵") == "missing")
                #expect(without.state(of: "鍵束") == "missing")
                #expect(without.state(of: "到達点と台帳") == "well")
                #expect(!office.exists(key))
                try FileManager.default.moveItem(atPath: office.folder + "/kept", toPath: key)

                // A keyring that never had the key of the newest letter.
                try await office.holding { holder in
                    _ = try await office.psql(
                        holder.place(database: "koe_keyring", role: "koe_superuser"),
                        """
                        DELETE FROM keyring.stream_key WHERE stream =
                        (SELECT stream FROM keyring.stream_key ORDER BY created_at DESC LIMIT 1)
                        """
                    ).text()
                }
                let lacking = try await ask(office, 65)
                #expect(lacking.state(of: "鍵束") == "wrong")
                // Somebody signed for a log that is longer than this one.
                let file = office.data + "/checkpoints/3.checkpoint"
                #expect(try String(contentsOfFile: file, encoding: .utf8).contains(note.prefix(20)))
                try FileManager.default.moveItem(
                    atPath: file, toPath: office.data + "/checkpoints/9.checkpoint")
                #expect(try await ask(office, 65).state(of: "到達点と台帳") == "well")
                try Data("x".utf8).write(to: URL(fileURLWithPath: file))
                #expect(try await ask(office, 65).state(of: "到達点と台帳") == "wrong")
            }
        }

        @Test("市のない場所では何も作らず、足りないものを言う")
        func empty() async throws {
            try await Office.lend { office in
                let answer = try await ask(office, 69)
                #expect(!answer.ok && answer.state(of: "親鍵") == "missing")
                #expect(!office.exists(office.data + "/master.key"))
            }
        }
    }
}
