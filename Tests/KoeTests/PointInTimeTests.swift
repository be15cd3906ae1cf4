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
