import Foundation
import Testing

extension KoeProcessTests {
    @Suite("消去と廃棄", .timeLimit(.minutes(10)))
    struct Erasure {
        /// What must be nowhere once it is erased.
        private static let name = "花咲紋別子"
        private static let phone = "0153-98-7654"
        private static let phrase = "裏山の熊が怖くて夜も眠れません"

        private func receive(
            _ office: Office, name: String = name, body: String = phrase
        ) async throws -> String {
            let outcome = try await office.koe(
                "item", "receive", "--scheme", "letter-to-mayor", "--channel", "paper",
                "--received-on", "2026-04-10", "--name", name, "--kana", "はなさき もんべつこ",
                "--phone", Self.phone, "--summary", "熊の出没について", "--body", body,
                "--format", "json")
            struct Receipt: Decodable { var receiptNumber: String }
            return try outcome.decode(Receipt.self).receiptNumber
        }

        @Test("消去の後は、データディレクトリ・ダンプ・WAL・記録のどこにも、氏名・番号・文が見つからない")
        func leavesNothing() async throws {
            try await Office.lendSetUp { office in
                let kept = try await receive(office, name: "根室太郎", body: "別の手紙の本文です")
                let receipt = try await receive(office)
                for arguments in [
                    ["item", "show", receipt, "--reveal", "--reason", "\(Self.name)からの照会"],
                    ["item", "find", "--name", Self.name],
                    ["item", "correct", receipt, "--reason", "typo", "--body", Self.phrase + "。"],
                    ["note", receipt, "--by", "sato", "--text", "\(Self.name)に電話した。"],
                    ["person", "disclose", receipt, "--reason", "\(Self.name)の開示請求"],
                ] {
                    #expect(try await office.koe(arguments).exitCode == 0, "\(arguments)")
                }
                let erased = try await office.koe(
                    "person", "erase", receipt, "--use-suspension", "--decision", "令和8年度利停第4号")
                _ = try erased.text()
                #expect(erased.errors.contains("写しが出力されています"), "\(erased)")
                #expect(!erased.errors.contains("完了待ち"), "\(erased)")
                let again = try await office.koe(
                    "person", "erase", receipt, "--entry-error", "trial")
                #expect(try again.text().contains("消去済みです"))

                try await office.serving { _ in
                    for role in ["owner"] {
                        let url = try await office.koe("database", "url", "--role", role).text()
                        for database in ["koe", "koe_keyring"] {
                            let place = "\(url) dbname=\(database)"
                            let dump = try await office.tool(
                                "/usr/bin/pg_dump", "-Fp", "-f", "\(office.data)/\(database).sql",
                                "-d", place)
                            #expect(dump.exitCode == 0, "\(dump)")
                        }
                    }
                }
                // Stopped, everything PostgreSQL had in memory is in its files.
                for secret in Self.spellings([Self.name, Self.phone, Self.phrase, "熊が怖くて"]) {
                    let places = try Self.files(in: office.data, holding: secret.bytes)
                    #expect(places.isEmpty, "\(secret.text) in \(places)")
                }
                // The search finds what is there: the receipt number is.
                #expect(
                    try !Self.files(in: office.data, holding: Data(receipt.utf8)).isEmpty)
                let other = try await office.koe(
                    "item", "show", kept, "--reveal", "--reason", "確認")
                #expect(try other.text().contains("別の手紙の本文です"))
                let gone = try await office.koe(
                    "item", "show", receipt, "--reveal", "--reason", "確認")
                #expect(try gone.text().contains("(消去済み)"))
                #expect(try await office.koe("log", "verify").exitCode == 0)
            }
        }

        @Test("廃棄の途中でkill -9しても、どの一件も済んだか、残っているかで、半端なものはない")
        func killed() async throws {
            try await Office.lendSetUp { office in
                let rows = (1...600).map {
                    "2020-05-\(String(format: "%02d", $0 % 28 + 1)),熊の話\($0),見本\($0)子"
                }
                let file = office.folder + "/letters.csv"
                let mapping = office.folder + "/letters.yaml"
                try Data((["受付日,要旨,氏名"] + rows).joined(separator: "\n").utf8)
                    .write(to: URL(fileURLWithPath: file))
                try Data(
                    """
                    kind: item
                    set: {scheme: opinion, channel: paper}
                    columns:
                      receivedOn: {from: 受付日, format: "yyyy-MM-dd"}
                      summary: 要旨
                      name: 氏名
                    """.utf8
                ).write(to: URL(fileURLWithPath: mapping))
                _ = try await office.koe("import", file, "--mapping", mapping).text()
                _ = try await office.koe(
                    "retention", "define", "items", "--from", "2000-04-01", "--class", "3"
                ).text()
                let server = try await office.serve()
                let url = try await office.koe("database", "url", "--role", "owner").text()
                let dispose = [
                    "disposal", "--year", "R7", "--class", "3", "--approval", "令和7年度廃棄第1号",
                ]
                func count(_ database: String, _ statement: String) async throws -> Int {
                    let outcome = try await office.psql("\(url) dbname=\(database)", statement)
                    return Int(outcome.output.filter(\.isNumber)) ?? 0
                }
                let erased = "SELECT count(*) FROM log.event WHERE type = 'ItemErased'"
                let destroyed = "SELECT count(*) FROM keyring.stream_key WHERE wrapped IS NULL"
                let program = try office.start(dispose)
                _ = try await eventually { try await count("koe", erased) > 0 }
                program.signal(SIGKILL)
                _ = try await program.end()
                server.program.signal(SIGKILL)
                _ = try await server.program.end()
                _ = try await office.isQuiet()

                try await office.serving { _ in
                    // No key is gone without an event that says why.
                    let url = try await office.koe("database", "url", "--role", "owner").text()
                    let some = try await office.psql("\(url) dbname=koe", erased).text()
                    #expect((500...600).contains(try #require(Int(some))))
                    // What was recorded is carried out by the server, though nobody asks again.
                    let isSettled = try await eventually {
                        try await office.psql("\(url) dbname=koe_keyring", destroyed).text() == some
                    }
                    #expect(isSettled)
                    let register = try await office.koe(dispose + ["--format", "json"])
                    struct Register: Decodable { var erased: Int }
                    #expect(try register.decode(Register.self).erased == 600, "\(register)")
                    #expect(!register.errors.contains("完了待ち"))
                    #expect(
                        try await office.psql("\(url) dbname=koe", erased).text() == "600")
                    #expect(
                        try await office.psql("\(url) dbname=koe_keyring", destroyed).text()
                            == "600")
                }
                #expect(try await office.koe("log", "verify").exitCode == 0)
            }
        }

        @Test("消去を何度も強制終了しても、過去のどの時点の数値も公表用の出力も台帳の証明も変わらない")
        func stands() async throws {
            try await Office.lend { office in
                let outcome = try await office.tool(
                    KoeProgram.path(), "bench", "forget", "--letters", "1200", "--items", "80",
                    "--batch", "20", "--moments", "12", "--data-dir", office.folder + "/bench")
                let text = try outcome.text()
                let rows = text.split(separator: "\n").filter { $0.hasSuffix(" 0") }
                #expect(rows.count == 8, "\(text)")
            }
        }

        private struct Made: Decodable {
            let id: String
            let registration: String?
        }

        @Test("申込者・団体を消去した後も、氏名・番号はどこにも見つからず、名簿は消去済みと示す")
        func participants() async throws {
            try await Office.lendSetUp { office in
                let gathering = try await office.koe(
                    "gathering", "create", "--kind", "city-watching", "--name", "市政ウォッチング",
                    "--held-on", "R8.7.10", "--format", "json")
                let host = try gathering.decode(Made.self).id
                func register(_ name: String, _ phone: String) async throws -> String {
                    let outcome = try await office.koe(
                        "gathering", "register", host, "--registered-on", "2026-06-01", "--name",
                        name, "--phone", phone, "--format", "json")
                    return try #require(try outcome.decode(Made.self).registration)
                }
                let gone = try await register(Self.name, Self.phone)
                let kept = try await register("根室太郎", "0153-23-6111")
                let asked = try await office.koe(
                    "lecture", "request", "--wish", "財政の話", "--choice", "R8.10.1 13:30",
                    "--group", "花咲紋別町会", "--name", Self.name, "--phone", Self.phone,
                    "--format", "json")
                let lecture = try asked.decode(Made.self).id
                let found = try await office.koe(
                    "person", "find", "--name", Self.name, "--reason", "照会", "--format", "csv"
                ).text()
                for record in ["registration-\(gone)", "lecture-\(lecture)"] {
                    #expect(found.contains(record), "\(found)")
                }
                let erased = try await office.koe(
                    "person", "erase", "registration-\(gone)", "lecture-\(lecture)",
                    "--use-suspension", "--decision", "令和8年度利停第4号")
                #expect(try erased.text().contains("消去しました"), "\(erased)")
                #expect(!erased.errors.contains("完了待ち"), "\(erased)")
                for secret in Self.spellings([Self.name, Self.phone, "花咲紋別町会"]) {
                    let places = try Self.files(in: office.data, holding: secret.bytes)
                    #expect(places.isEmpty, "\(secret.text) in \(places)")
                }
                let other = try await office.koe(
                    "person", "disclose", "registration-\(kept)", "--reason", "開示請求第3号"
                ).text()
                #expect(other.contains("根室太郎"))
                let again = try await office.koe(
                    "person", "find", "--name", Self.name, "--reason", "照会", "--format", "csv"
                ).text()
                #expect(!again.contains(gone) && !again.contains(lecture), "\(again)")
                #expect(try await office.koe("log", "verify").exitCode == 0)
                let healthy = try await office.koe("doctor", "--full")
                #expect(!healthy.output.contains("鍵がありません"), "\(healthy)")
            }
        }

        @Test("止められた案件・番号のない根拠・早すぎる消去は、何をすればよいかを一行で断る")
        func refuses() async throws {
            try await Office.lendSetUp { office in
                let receipt = try await receive(office)
                _ = try await office.koe(
                    "item", "hold", receipt, "--kind", "lawsuit", "--reference", "令和8年(行ウ)第3号"
                ).text()
                for (arguments, words) in [
                    (["--entry-error", "trial"], "訴訟(令和8年(行ウ)第3号"),
                    (["--use-suspension"], "訴訟"), (["--expired", "--approval", "1"], "訴訟"),
                ] {
                    let outcome = try await office.koe(["person", "erase", receipt] + arguments)
                    #expect(outcome.exitCode == 65 && outcome.errors.contains(words), "\(outcome)")
                    #expect(outcome.errorLines.count == 1)
                }
                _ = try await office.koe(
                    "item", "lift-hold", receipt, "--kind", "lawsuit", "--reference",
                    "令和8年(行ウ)第3号"
                ).text()
                let early = try await office.koe(
                    "person", "erase", receipt, "--expired", "--approval", "第1号")
                #expect(early.exitCode == 65 && early.errors.contains("完結していない"), "\(early)")
                let both = try await office.koe(
                    "person", "erase", receipt, "--expired", "--use-suspension")
                #expect(both.exitCode == 64)
                let seen = try await office.koe(
                    "person", "affected", "--from", "2020-01-01", "--to", "2099-12-31")
                #expect(try seen.text().hasPrefix("日時"))
            }
        }

        // MARK: Searching files

        private struct Spelling {
            let text: String
            let bytes: Data
        }

        /// Each in UTF-8, in CP932, and in base64 at every offset.
        private static func spellings(_ texts: [String]) -> [Spelling] {
            texts.flatMap { text -> [Spelling] in
                let utf8 = Data(text.utf8)
                var all = [Spelling(text: text, bytes: utf8)]
                if let cp932 = text.data(using: .shiftJIS) {
                    all.append(Spelling(text: "\(text) (CP932)", bytes: cp932))
                }
                for offset in 0..<3 {
                    // The characters that do not depend on what stands before or behind.
                    let padded = Data(repeating: 0, count: offset) + utf8
                    let base64 = padded.base64EncodedString().dropFirst(4)
                    let inner = base64.drop { $0 == "A" }.dropLast(4)
                    if inner.count >= 8 {
                        all.append(
                            Spelling(
                                text: "\(text) (base64, \(offset))", bytes: Data(inner.utf8)))
                    }
                }
                return all
            }
        }

        private static func files(in folder: String, holding secret: Data) throws -> [String] {
            let all = FileManager.default.enumerator(atPath: folder)
            var places: [String] = []
            while let name = all?.nextObject() as? String {
                let path = "\(folder)/\(name)"
                var isFolder: ObjCBool = false
                guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder),
                    !isFolder.boolValue, let data = FileManager.default.contents(atPath: path)
                else { continue }
                if data.range(of: secret) != nil { places.append(name) }
            }
            return places
        }
    }
}
