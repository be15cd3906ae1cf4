import Foundation
import Testing

extension KoeProcessTests {
    @Suite("任意の時点への復元(pgBackRest)")
    struct PointInTime {
        private static let program = "/usr/bin/pgbackrest"

        /// pgBackRest as the user PostgreSQL runs as.
        private func backrest(
            _ office: Office, _ command: String, _ options: String...
        ) async throws -> Outcome {
            let own = [
                Self.program, "--config=\(office.folder)/pgbackrest.conf", "--stanza=koe",
            ]
            let all = (geteuid() == 0 ? ["-u", "postgres", "--"] : []) + own + options + [command]
            return try await office.tool(
                geteuid() == 0 ? "/usr/sbin/runuser" : "/usr/bin/env", all)
        }

        /// A repository, encrypted, and a cluster that hands its write-ahead log to it.
        private func prepare(_ office: Office) async throws {
            for name in ["repository", "locks"] {
                try await give(office, office.folder + "/" + name)
            }
            let settings = """
                [global]
                repo1-path=\(office.folder)/repository
                repo1-cipher-type=aes-256-cbc
                repo1-cipher-pass=\(UUID().uuidString)
                repo1-retention-full=2
                lock-path=\(office.folder)/locks
                log-level-file=off
                start-fast=y

                [koe]
                pg1-path=\(office.data)/cluster
                pg1-socket-path=\(office.data)/run
                pg1-user=koe_superuser
                pg1-database=postgres

                """
            let file = office.folder + "/pgbackrest.conf"
            try Data(settings.utf8).write(to: URL(fileURLWithPath: file))
            let handle = try #require(
                FileHandle(forWritingAtPath: office.data + "/cluster/postgresql.conf"))
            try handle.seekToEnd()
            let archive = "\(Self.program) --config=\(file) --stanza=koe archive-push %p"
            try handle.write(
                contentsOf: Data(
                    "\narchive_mode = on\narchive_command = '\(archive)'\n".utf8))
            try handle.close()
        }

        /// A folder of the user PostgreSQL runs as.
        private func give(_ office: Office, _ folder: String) async throws {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: false,
                attributes: [.posixPermissions: 0o700])
            guard geteuid() == 0 else { return }
            _ = try await office.tool("/bin/chown", ["postgres:", folder]).text()
        }

        private static let programs = "/usr/lib/postgresql/15/bin/"

        /// The keyring of a backup in place of the one that is there, as deploy/backup.md has it.
        private func putBack(
            _ keyring: String, _ office: Office, into data: String
        ) async throws {
            let there = ["KOE_DATA_DIR": data]
            let holding = ["database", "url", "--role", "owner", "--keep", "120"]
            let program = try office.start(holding, environment: there)
            _ = try await eventually { program.output.contains("\n") || !program.isRunning }
            let holder = Holder(
                place: String(
                    try #require(program.output.split(separator: "\n").first, "\(program.errors)")))
            let superuser = holder.place(database: "postgres", role: "koe_superuser")
            for statement in [
                "DROP DATABASE koe_keyring",
                "CREATE DATABASE koe_keyring OWNER koe_owner TEMPLATE template0 "
                    + "ENCODING 'UTF8' LOCALE 'C.UTF-8'",
            ] {
                _ = try await office.psql(superuser, statement).text()
            }
            let restored = try await office.tool(
                Self.programs + "pg_restore", "--exit-on-error", "-d",
                holder.place(database: "koe_keyring", role: "koe_owner"),
                keyring + "/keyring.dump")
            #expect(restored.exitCode == 0, "\(restored)")
            program.signal(SIGTERM)
            _ = try await program.end()
        }

        private func backup(_ office: Office) async throws -> String {
            let lines: [Backup.Line] = try await office.koe(
                "backup", office.folder + "/dumps", "--format", "json"
            ).decode()
            return try #require(lines.first { $0.kind == "keyring" }).folder
        }

        /// Brings the cluster back as it was at a moment, into a folder of its own.
        private func goBack(_ office: Office, to moment: String) async throws -> String {
            let data = office.folder + "/then"
            try FileManager.default.createDirectory(
                atPath: data, withIntermediateDirectories: false,
                attributes: [.posixPermissions: 0o711])
            try await give(office, data + "/cluster")
            _ = try await backrest(
                office, "restore", "--pg1-path=\(data)/cluster", "--type=time",
                "--target=\(moment)", "--target-action=promote", "--archive-mode=off"
            ).text()
            // Not the checkpoints that were signed since: they rightly contradict the shorter log.
            for name in ["master.key", "checkpoint.key"] {
                try FileManager.default.copyItem(
                    atPath: office.data + "/" + name, toPath: data + "/" + name)
            }
            return data
        }

        @Test("消去より前に戻した台帳も、最新の鍵束を置けば消えたまま。違う日の鍵束は一行で断り、何も壊さない")
        func newestKeyring() async throws {
            try #require(
                FileManager.default.isExecutableFile(atPath: Self.program),
                "pgbackrest is not installed: apt-get install pgbackrest")
            try await Office.lendSetUp { office in
                try await prepare(office)
                let letter = KeyringJourney.letter
                var moment = ""
                var (early, newest) = ("", "")
                try await office.holding { holder in
                    _ = try await backrest(office, "stanza-create").text()
                    _ = try await office.koe(letter + ["手紙 1"]).text()
                    early = try await backup(office)
                    _ = try await backrest(office, "backup").text()
                    for number in 2...3 {
                        _ = try await office.koe(letter + ["手紙 \(number)"]).text()
                    }
                    // To pgBackRest moments are seconds: this one must lie behind that of its backup.
                    try await Task.sleep(for: .milliseconds(1_100))
                    moment = try await office.psql(
                        holder.place(role: "koe_superuser"), "SELECT clock_timestamp()"
                    ).text()
                    _ = try await office.koe(
                        "person", "erase", "R8-0002", "--entry-error", "trial"
                    ).text()
                    newest = try await backup(office)
                    _ = try await backrest(office, "check").text()
                }
                let data = try await goBack(office, to: moment)
                let there = ["KOE_DATA_DIR": data]

                // The keyring of a day before: said in one line, and nothing is changed by it.
                try await putBack(early, office, into: data)
                for command in [
                    ["item", "show", "R8-0001"], letter + ["手紙 4"], ["keyring", "rotate"],
                ] {
                    let outcome = try await office.koe(command, environment: there)
                    #expect(outcome.exitCode == 65, "\(outcome)")
                    #expect(outcome.errorLines.count == 1, "\(outcome)")
                    #expect(outcome.errors.contains("lacks"), "\(outcome)")
                }
                let wrong = try await office.koe("doctor", environment: there)
                #expect(wrong.exitCode != 0, "\(wrong)")

                // The newest one: what was erased since stays so, the rest is there.
                try await putBack(newest, office, into: data)
                let erased = try await office.reveal("R8-0002", there)
                #expect(erased.contains("(消去済み)") && !erased.contains("手紙 2"), "\(erased)")
                for number in [1, 3] {
                    let shown = try await office.reveal("R8-000\(number)", there)
                    #expect(shown.contains("手紙 \(number)"), "\(shown)")
                }
                let verified = try await office.verify(there)
                #expect(verified.ok && verified.events == 3)
                let found = try await office.koe("doctor", "--full", environment: there)
                #expect(found.output.contains("台帳に消去の記録がないものが1件"), "\(found)")
                _ = try await office.koe(
                    "person", "erase", "R8-0002", "--entry-error", "trial", environment: there
                ).text()
                let settled = try await office.koe("doctor", "--full", environment: there)
                #expect(!settled.output.contains("台帳に消去の記録がない"), "\(settled)")
            }
        }

        @Test("台帳を過去の時点に戻すと、その時点で署名した到達点と同じ根になる")
        func drill() async throws {
            try #require(
                FileManager.default.isExecutableFile(atPath: Self.program),
                "pgbackrest is not installed: apt-get install pgbackrest")
            try await Office.lendSetUp { office in
                try await prepare(office)
                let letter = KeyringJourney.letter
                var moment = ""
                let then = try await office.holding { holder in
                    _ = try await backrest(office, "stanza-create").text()
                    _ = try await office.koe(letter + ["手紙 1"]).text()
                    _ = try await backrest(office, "backup").text()
                    for number in 2...4 {
                        _ = try await office.koe(letter + ["手紙 \(number)"]).text()
                    }
                    _ = try await office.koe("log", "checkpoint").text()
                    let then = try await office.status()
                    moment = try await office.psql(
                        holder.place(role: "koe_superuser"), "SELECT clock_timestamp()"
                    ).text()
                    for number in 5...7 {
                        _ = try await office.koe(letter + ["手紙 \(number)"]).text()
                    }
                    #expect(try await office.status().position == 7)
                    // Waits until the write-ahead log up to here has arrived.
                    _ = try await backrest(office, "check").text()
                    return then
                }
                #expect(then.position == 4)

                let data = office.folder + "/then"
                try FileManager.default.createDirectory(
                    atPath: data, withIntermediateDirectories: false,
                    attributes: [.posixPermissions: 0o711])
                try await give(office, data + "/cluster")
                _ = try await backrest(
                    office, "restore", "--pg1-path=\(data)/cluster", "--type=time",
                    "--target=\(moment)", "--target-action=promote", "--archive-mode=off"
                ).text()
                for name in ["master.key", "checkpoint.key", "checkpoints"] {
                    try FileManager.default.copyItem(
                        atPath: office.data + "/" + name, toPath: data + "/" + name)
                }
                let there = ["KOE_DATA_DIR": data]
                let verified = try await office.verify(there)
                #expect(verified.ok && verified.events == 4)
                #expect(verified.root == then.root)
                let shown = try await office.reveal("R8-0004", there)
                #expect(shown.contains("見本花子"), "\(shown)")
                let next: Receipt = try await office.koe(
                    letter + ["その後の手紙"], environment: there
                ).decode()
                #expect(next.position == 5)
            }
        }
    }
}
