import Foundation
import Testing

extension KoeProcessTests {
    @Suite("退避と復元")
    struct Backup {
        struct Line: Decodable {
            let kind: String
            let name: String
            let position: Int?
            let root: String?
            let worthlessSince: String?
            let folder: String
        }

        /// Where backups lie: beside the data directory, never in it.
        private func place(_ office: Office) -> String { office.folder + "/backup" }

        private func take(_ office: Office, _ more: String...) async throws -> [Line] {
            // Names are seconds.
            try await Task.sleep(for: .milliseconds(1_100))
            return try await office.koe(
                ["backup", place(office), "--format", "json"] + more
            ).decode()
        }

        /// The operator's copy of the two keys.
        private func copyKeys(_ office: Office, to name: String = "keys") throws -> String {
            let folder = office.folder + "/" + name
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: false)
            for file in ["master.key", "checkpoint.key"] {
                try FileManager.default.copyItem(
                    atPath: office.data + "/" + file, toPath: folder + "/" + file)
            }
            return folder
        }

        private func restore(
            _ office: Office, _ log: Line, _ keyring: Line, _ keys: String, into data: String
        ) async throws -> Outcome {
            try await office.koe(
                "restore", log.folder, "--keyring", keyring.folder, "--keys", keys,
                "--data-dir", data)
        }

        private func expect(_ outcome: Outcome, _ exitCode: Int32, _ word: String) {
            #expect(outcome.exitCode == exitCode, "\(outcome)")
            #expect(outcome.errorLines.count == 1, "\(outcome)")
            #expect(outcome.errors.contains(word), "\(outcome)")
        }

        @Test("サービス中に退避し、別の場所に復元すると、根は署名した到達点と同じで、続けて受け付けられる")
        func roundTrip() async throws {
            try await Office.lendSetUp { office in
                let letter = KeyringJourney.letter
                let first: Receipt = try await office.koe(letter + ["街灯"]).decode()
                try await office.serving { server in
                    let bag = Mailbag()
                    try await bag.sending(to: [server.http]) {
                        try #require(try await eventually { bag.acknowledged >= 50 })
                        _ = try await take(office)
                    }
                }
                let taken: [Line] = try await office.koe(
                    "backup", "list", place(office), "--format", "json"
                ).decode()
                let (log, keyring) = (taken[0], taken[1])
                #expect(log.kind == "log" && keyring.kind == "keyring")
                #expect(!office.exists(place(office) + "/log/" + log.name + "/master.key"))
                let keys = try copyKeys(office)
                let data = office.folder + "/restored"
                let outcome = try await restore(office, log, keyring, keys, into: data)
                #expect(try outcome.text().contains(try #require(log.root)), "\(outcome)")
                let there = ["KOE_DATA_DIR": data]
                let status = try await office.status(there)
                #expect(status.position == log.position && status.root == log.root)
                let shown = try await office.reveal(first.receiptNumber, there)
                #expect(shown.contains("見本花子"), "\(shown)")
                let next: Receipt = try await office.koe(
                    letter + ["次の手紙"], environment: there
                ).decode()
                #expect(next.position == (log.position ?? 0) + 1)
                #expect(try await office.verify(there).ok)
                #expect(
                    try await office.koe("backup", "list", place(office), "--check").exitCode == 0)
            }
        }

        @Test("昨日の台帳を今日の鍵束で復元すると、消した手紙は消えたままで、古い鍵束は親鍵の更新で無効になる")
        func erased() async throws {
            try await Office.lendSetUp { office in
                let letter = KeyringJourney.letter
                let first: Receipt = try await office.koe(letter + ["消す手紙"]).decode()
                _ = try await office.koe(letter + ["残す手紙"]).text()
                let yesterday = try await take(office)
                try await office.holding { holder in
                    _ = try await office.psql(
                        holder.place(database: "koe_keyring", role: "koe_app"),
                        """
                        UPDATE keyring.stream_key SET wrapped = NULL, destroyed_at = now()
                         WHERE stream = 'item-\(first.id)'
                        """
                    ).text()
                }
                let awaited = try await office.koe("keyring", "status").text()
                #expect(awaited.contains(yesterday[1].name), "\(awaited)")
                _ = try await office.koe("keyring", "rotate", "--if-awaited").text()
                let settled = try await office.koe("keyring", "rotate", "--if-awaited").text()
                #expect(settled.contains("何もしませんでした"))
                let today = try await take(office)
                let keys = try copyKeys(office)

                let data = office.folder + "/restored"
                _ = try await restore(office, yesterday[0], today[1], keys, into: data).text()
                let there = ["KOE_DATA_DIR": data]
                let shown = try await office.reveal(first.receiptNumber, there)
                #expect(!shown.contains("消す手紙") && !shown.contains("見本花子"), "\(shown)")
                let kept = try await office.reveal("R8-0002", there)
                #expect(kept.contains("残す手紙"))

                // Yesterday's keyring opens with yesterday's master key alone, which is destroyed.
                let never = office.folder + "/never"
                expect(
                    try await restore(office, yesterday[0], yesterday[1], keys, into: never), 65,
                    "does not open this keyring")
                #expect(!office.exists(never))
                let list: [Line] = try await office.koe(
                    "backup", "list", place(office), "--format", "json"
                ).decode()
                #expect(list.first { $0.folder == yesterday[1].folder }?.worthlessSince != nil)
                #expect(list.first { $0.folder == today[1].folder }?.worthlessSince == nil)
                // A keyring older than the log: it lacks keys, and nothing is left behind.
                let later = try await office.koe(letter + ["後の手紙"])
                #expect(later.exitCode == 0)
                let newest = try await take(office)
                expect(
                    try await restore(office, newest[0], today[1], keys, into: never), 65, "lacks")
                #expect(!office.exists(never) && !office.exists(never + ".restoring"))
            }
        }

        @Test("空でない場所、壊れた退避、鍵のない復元は一行で断り、何も変えない")
        func refusals() async throws {
            try await Office.lendSetUp { office in
                _ = try await office.koe(KeyringJourney.letter + ["手紙"]).text()
                let inside = try await office.koe("backup", office.data + "/backup")
                expect(inside, 64, "must not lie with the master key")
                let taken = try await take(office)
                let keys = try copyKeys(office)
                let before = try await office.status()
                expect(
                    try await restore(office, taken[0], taken[1], keys, into: office.data), 77,
                    "not empty")
                #expect(try await office.status() == before)
                let data = office.folder + "/new"
                expect(
                    try await restore(office, taken[1], taken[0], keys, into: data), 64, "--keyring"
                )
                expect(
                    try await restore(
                        office, taken[0], taken[1], office.folder + "/none", into: data), 69,
                    "master.key is missing")
                let dump = taken[0].folder + "/log.dump"
                var bytes = try #require(FileManager.default.contents(atPath: dump))
                bytes[bytes.count / 2] ^= 1
                try bytes.write(to: URL(fileURLWithPath: dump))
                expect(
                    try await restore(office, taken[0], taken[1], keys, into: data), 65, "damaged")
                expect(
                    try await office.koe("backup", "list", place(office), "--check"), 65, "damaged")
                #expect(!office.exists(data) && !office.exists(data + ".restoring"))
                // Only the keyring's are removed when their days are over.
                let file = taken[1].folder + "/manifest.json"
                let text = try String(contentsOfFile: file, encoding: .utf8)
                let past = text.replacing(
                    /"keepUntil" : "[^"]*"/, with: #""keepUntil" : "2026-01-01T00:00:00Z""#)
                try past.write(toFile: file, atomically: true, encoding: .utf8)
                _ = try await office.koe("backup", "prune", place(office)).text()
                #expect(!office.exists(taken[1].folder) && office.exists(taken[0].folder))
            }
        }
    }
}
