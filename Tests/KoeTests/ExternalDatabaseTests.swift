import Foundation
import Testing

extension KoeProcessTests {
    @Suite("URLで指定したデータベース")
    struct ExternalDatabase {
        private func check(_ outcome: Outcome, _ exitCode: Int32, _ words: String...) {
            #expect(outcome.exitCode == exitCode, "\(outcome)")
            #expect(outcome.output.isEmpty, "\(outcome)")
            #expect(outcome.errorLines.count == 1, "\(outcome)")
            for word in words { #expect(outcome.errors.contains(word), "\(outcome)") }
        }

        @Test("サーバーがない、役割が違う、移行前、鍵束のURLがない: それぞれ一行と終了コード")
        func refusals() async throws {
            try await Office.lendSetUp { office in
                let before = try await office.status()
                try await office.holding { holder in
                    func status(_ environment: [String: String]) async throws -> Outcome {
                        try await office.koe("log", "status", environment: environment)
                    }
                    check(
                        try await status([
                            "KOE_DATABASE_URL": "postgresql://koe_app@127.0.0.1:1/koe",
                            "KOE_KEYRING_URL": "postgresql://koe_app@127.0.0.1:1/koe_keyring",
                        ]), 69, "127.0.0.1")
                    check(
                        try await status([
                            "KOE_DATABASE_URL": "host='\(office.folder)/none' dbname=koe",
                            "KOE_KEYRING_URL": "host='\(office.folder)/none' dbname=koe",
                        ]), 69, "\(office.folder)/none")
                    check(try await status(holder.environment(role: "nobody")), 77, "nobody")
                    check(
                        try await status(holder.environment(keyring: nil)), 64, "KOE_KEYRING_URL")
                    check(try await status(holder.environment(log: "missing")), 69, "missing")
                    _ = try await office.psql(
                        holder.place(database: "postgres", role: "koe_superuser"),
                        "CREATE DATABASE empty OWNER koe_owner"
                    ).text()
                    check(
                        try await status(holder.environment(log: "empty")), 69,
                        "koe database migrate")
                    check(
                        try await office.koe(
                            "database", "migrate", environment: holder.environment()), 64,
                        "KOE_DATABASE_OWNER_URL")
                    #expect(try await office.status(holder.environment()) == before)
                }
            }
        }

        @Test("プログラムより新しいスキーマは70で断り、知らない移行の名を言う")
        func newerSchema() async throws {
            try await Office.lendSetUp { office in
                try await office.holding { holder in
                    _ = try await office.psql(
                        holder.place,
                        "INSERT INTO koe.migration (name, checksum) VALUES ('m9999_later', 'x')"
                    ).text()
                    let external = try await office.koe(
                        "log", "status", environment: holder.environment())
                    check(external, 70, "m9999_later", "newer")
                    check(try await office.koe("log", "status"), 70, "m9999_later", "newer")
                    check(try await office.koe("database", "migrate"), 70, "m9999_later")
                    _ = try await office.psql(
                        holder.place, "DELETE FROM koe.migration WHERE name = 'm9999_later'"
                    ).text()
                    #expect(try await office.status().position == 0)
                }
            }
        }

        @Test("別のクラスタへ退避・復元しても、根も順序も受付票も変わらない")
        func dumpAndRestore() async throws {
            try await Office.lendSetUp { source in
                var receipts: [Receipt] = []
                let command = "7b7c8f1e-4f6e-4a4e-9d5a-0123456789ab"
                let letter = [
                    "item", "receive", "--format", "json", "--scheme", "opinion", "--channel",
                    "form", "--received-on", "2026-06-28", "--name", "𠮷田", "--summary",
                ]
                let status = try await source.holding { holder in
                    for number in 1...5 {
                        let added = number == 5 ? ["--command", command] : []
                        let outcome = try await source.koe(letter + ["手紙 \(number)"] + added)
                        receipts.append(try outcome.decode())
                    }
                    _ = try await source.koe("log", "checkpoint").text()
                    for database in ["koe", "koe_keyring"] {
                        _ = try await source.tool(
                            "/usr/bin/pg_dump", "-Fc", "-f", "\(source.folder)/\(database).dump",
                            "-d", holder.place(database: database, role: "koe_owner")
                        ).text()
                    }
                    return try await source.status()
                }
                let events = try await source.export()
                try await Office.lend { target in
                    try copyKeys(from: source, to: target)
                    try await target.holding { holder in
                        try await restore(from: source, to: target, holder)
                        let place = holder.environment(log: "restored", keyring: "restored_keyring")
                        #expect(try await target.status(place) == status)
                        let verified = try await target.verify(place)
                        #expect(verified.ok && verified.events == 5)
                        #expect(verified.root == status.root)
                        let restored = try await target.export(place)
                        #expect(restored.map(\.leafHash) == events.map(\.leafHash))
                        #expect(restored.map(\.stream) == receipts.map { "item-" + $0.id })
                        let again: Receipt = try await target.koe(
                            letter + ["手紙 5", "--command", command], environment: place
                        ).decode()
                        #expect(again == receipts.last)
                        // Writing goes on where it stopped.
                        let next: Receipt = try await target.koe(
                            letter + ["手紙 6"], environment: place
                        ).decode()
                        #expect(next.position == 6)
                        #expect(!receipts.map(\.receiptNumber).contains(next.receiptNumber))
                        #expect(try await target.verify(place).events == 6)
                    }
                }
            }
        }

        /// The keys lie in files, outside both databases, and have a backup of their own.
        private func copyKeys(from source: Office, to target: Office) throws {
            try FileManager.default.createDirectory(
                atPath: target.data, withIntermediateDirectories: false,
                attributes: [.posixPermissions: 0o711])
            for name in ["master.key", "checkpoint.key", "checkpoints"] {
                try FileManager.default.copyItem(
                    atPath: source.data + "/" + name, toPath: target.data + "/" + name)
            }
        }

        private func restore(
            from source: Office, to target: Office, _ holder: Holder
        ) async throws {
            for (dump, name) in [("koe", "restored"), ("koe_keyring", "restored_keyring")] {
                _ = try await target.psql(
                    holder.place(database: "postgres", role: "koe_superuser"),
                    "CREATE DATABASE \(name) OWNER koe_owner"
                ).text()
                _ = try await target.tool(
                    "/usr/bin/pg_restore", "--exit-on-error", "-d",
                    holder.place(database: name, role: "koe_superuser"),
                    "\(source.folder)/\(dump).dump"
                ).text()
            }
        }
    }
}
