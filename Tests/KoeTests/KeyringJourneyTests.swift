import Foundation
import Testing

extension KoeProcessTests {
    @Suite("親鍵の更新")
    struct KeyringJourney {
        struct Masters: Decodable {
            struct Master: Decodable {
                let number: Int
                let state: String
            }
            let masters: [Master]
            let awaited: Int
        }

        static let letter = [
            "item", "receive", "--format", "json", "--scheme", "opinion", "--channel", "form",
            "--received-on", "2026-06-28", "--name", "見本花子", "--summary",
        ]

        @Test("サーバーを止めずに親鍵を更新しても、照会番号も検索も変わらず、手紙は失われない")
        func whileServing() async throws {
            try await Office.lendSetUp { office in
                let command = "7b7c8f1e-4f6e-4a4e-9d5a-0123456789ab"
                let first: Receipt = try await office.koe(
                    Self.letter + ["街灯が消えている", "--command", command]
                ).decode()
                let old = try #require(
                    FileManager.default.contents(atPath: office.data + "/master.key"))
                let bag = Mailbag()
                try await office.serving { server in
                    try await bag.sending(to: [server.http]) {
                        for _ in 1...2 {
                            let goal = bag.acknowledged + 60
                            try #require(try await eventually { bag.acknowledged >= goal })
                            let outcome = try await office.koe("keyring", "rotate")
                            #expect(try outcome.text().contains("更新しました"), "\(outcome)")
                        }
                        let goal = bag.acknowledged + 60
                        try #require(try await eventually { bag.acknowledged >= goal })
                    }
                    let errors = server.program.errors.split(separator: "\n")
                    #expect(errors.allSatisfy { $0.contains("PostgreSQL is up") }, "\(errors)")
                }
                let again: Receipt = try await office.koe(
                    Self.letter + ["街灯が消えている", "--command", command]
                ).decode()
                #expect(again == first)
                let found = try await office.koe("item", "find", "街灯").text()
                #expect(found.contains(first.receiptNumber))
                let state: Masters = try await office.koe(
                    "keyring", "status", "--format", "json"
                ).decode()
                #expect(state.masters.map(\.state) == ["destroyed", "destroyed", "serving"])
                let new = try #require(
                    FileManager.default.contents(atPath: office.data + "/master.key"))
                #expect(new.count == 32 && new != old)
                #expect(try await office.verify().ok)
            }
        }

        @Test("更新の途中でkill -9しても、次の更新が続きを終える")
        func killed() async throws {
            try await Office.lendSetUp { office in
                for number in 1...3 {
                    _ = try await office.koe(Self.letter + ["手紙 \(number)"]).text()
                }
                try await office.holding { holder in
                    let keyring = holder.place(database: "koe_keyring", role: "koe_superuser")
                    for pause in [5, 40, 120] {
                        let program = try office.start(["keyring", "rotate"])
                        _ = try await eventually(within: .seconds(20)) {
                            let masters = try await office.psql(
                                keyring, "SELECT count(*) FROM keyring.master_key")
                            return masters.output.hasPrefix("2") || !program.isRunning
                        }
                        try await Task.sleep(for: .milliseconds(pause))
                        program.signal(SIGKILL)
                        _ = try await program.end()
                    }
                    _ = try await office.koe("keyring", "rotate").text()
                }
                let state: Masters = try await office.koe(
                    "keyring", "status", "--format", "json"
                ).decode()
                #expect(state.masters.last?.state == "serving")
                #expect(state.masters.dropLast().allSatisfy { $0.state == "destroyed" })
                for number in 1...3 {
                    let shown = try await office.reveal("R8-000\(number)")
                    #expect(shown.contains("手紙 \(number)"), "\(shown)")
                }
            }
        }

        @Test("親鍵がない、壊れている、別の市のもの: 一行で断り、何も作らず何も壊さない")
        func badMaster() async throws {
            try await Office.lendSetUp { office in
                _ = try await office.koe(Self.letter + ["手紙"]).text()
                let file = office.data + "/master.key"
                let right = try #require(FileManager.default.contents(atPath: file))
                func expect(_ exitCode: Int32, _ words: String...) async throws {
                    for command in [["log", "status"], ["serve", "--listen", "127.0.0.1:0"]] {
                        let outcome = try await office.koe(command)
                        #expect(outcome.exitCode == exitCode, "\(outcome)")
                        // What serve says of its cluster comes before.
                        let lines = outcome.errorLines.filter { !$0.contains("is up in") }
                        #expect(lines.count == 1, "\(outcome)")
                        for word in words { #expect(lines[0].contains(word), "\(outcome)") }
                    }
                }
                try FileManager.default.removeItem(atPath: file)
                try await expect(69, "master.key is absent")
                #expect(!office.exists(file))
                try Data(repeating: 7, count: 32).write(to: URL(fileURLWithPath: file))
                try await expect(65, "damaged or of another city")
                try right.prefix(20).write(to: URL(fileURLWithPath: file))
                try await expect(65, "is damaged")
                try right.write(to: URL(fileURLWithPath: file))
                let shown = try await office.reveal("R8-0001")
                #expect(shown.contains("手紙"))
            }
        }
    }
}

extension Office {
    /// What an item shows with its sealed parts opened.
    func reveal(_ receipt: String, _ environment: [String: String] = [:]) async throws -> String {
        try await koe(
            ["item", "show", receipt, "--reveal", "--reason", "復元の点検"],
            environment: environment
        ).text()
    }
}
