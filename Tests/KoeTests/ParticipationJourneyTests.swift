import Foundation
import Testing

extension KoeProcessTests {
    @Suite("出前講座・催し・把握値を記録し、集計で見る")
    struct ParticipationJourney {
        private struct Recorded: Decodable, Equatable {
            let id: String
            let version: Int
            let position: Int
            let events: Int
            let registration: String?
            let standing: String?
        }

        private struct Figures: Decodable {
            struct Row: Decodable { let value: Double? }
            let figures: [Row]
        }

        private static let plan = """
            plan: {code: test, name: 試験計画, city: 根室市}
            indicators:
              - code: lectures
                name: まちづくり出前講座を実施した回数
                unit: 回
                measure: {count: lectures, date: heldOn}
              - code: listeners
                name: 出前講座の参加人数
                unit: 人
                measure: {sum: headcount, of: lectures, date: heldOn}
              - code: watching
                name: 市政ウォッチングに参加した人数
                unit: 人
                measure: {sum: headcount, of: gatherings, where: {kind: city-watching}, date: heldOn}
              - code: residents
                name: 外国人登録者数
                unit: 人
                measure: {observed: value}
            """

        private static let mapping = """
            kind: lecture
            columns:
              externalId: 番号
              heldOn: {from: 実施日, format: yyyy-MM-dd}
              title: 講座名
              headcount: 参加者数
            """

        /// Runs a command that records something.
        private func record(_ office: Office, _ arguments: String...) async throws -> Recorded {
            try await office.koe(arguments + ["--format", "json"]).decode()
        }

        private func figure(
            _ office: Office, _ indicator: String, _ period: String...
        ) async throws -> Double? {
            try await figure(office, indicator, period)
        }

        private func figure(
            _ office: Office, _ indicator: String, _ period: [String]
        ) async throws -> Double? {
            let answer: Figures = try await office.koe(
                ["figures", "--format", "json", "--indicator", indicator] + period
            ).decode()
            return try #require(answer.figures.first).value
        }

        private func write(_ text: String, _ name: String, _ office: Office) throws -> String {
            let path = "\(office.folder)/\(name)"
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
            return path
        }

        @Test("73回の出前講座が74回になり、33人の訂正は実施した四半期の31人になる")
        func lectures() async throws {
            try await Office.lendSetUp { office in
                let plan = try write(Self.plan, "plan.yaml", office)
                _ = try await office.koe("plan", "import", plan).text()
                let rows = (1...73).map { "\($0),2025-09-10,根室市の財政,10" }
                let ledger = (["番号,実施日,講座名,参加者数"] + rows).joined(separator: "\n")
                _ = try await office.koe(
                    "import", try write(ledger, "lectures.csv", office), "--mapping",
                    try write(Self.mapping, "lectures.yaml", office)
                ).text()
                #expect(try await figure(office, "lectures", "--year", "R7") == 73)

                let request = try await office.koe(
                    "lecture", "request", "--wish", "財政の話を聞きたい", "--choice", "R8.3.10 13:30",
                    "--group", "花咲町会", "--name", "根室 太郎", "--expected", "4", "--requested-on",
                    "令和8年2月1日", "--format", "json")
                let lecture: Recorded = try request.decode()
                #expect(request.errors.contains("10人以上"), "\(request)")
                #expect(try await figure(office, "lectures", "--year", "R7") == 73)
                _ = try await record(
                    office, "lecture", "schedule", lecture.id, "--choice", "1", "--title",
                    "根室市の財政", "--department", "財政課", "--decided-on", "2026/2/5")
                let report = try await record(
                    office, "lecture", "report", lecture.id, "--held-on", "Ｒ８．３．１０",
                    "--headcount", "３３")
                #expect(report.version == 3 && report.events == 1)
                #expect(try await figure(office, "lectures", "--year", "R7") == 74)

                let correction = [
                    "lecture", "correct", lecture.id, "--headcount", "31", "--reason", "職員2人",
                    "--command", "7b7c8f1e-4f6e-4a4e-9d5a-0123456789ad", "--format", "json",
                ]
                let first: Recorded = try await office.koe(correction).decode()
                let again: Recorded = try await office.koe(correction).decode()
                #expect(first == again && first.version == 4)
                let quarter = ["--year", "R7", "--quarter", "4"]
                #expect(try await figure(office, "listeners", "--year", "R7") == 761)
                #expect(try await figure(office, "listeners", quarter) == 31)
                let then = ["--as-of", String(report.position)]
                #expect(try await figure(office, "listeners", quarter + then) == 33)
                let text = try await office.koe("log", "export", "--format", "ndjson").text()
                for secret in ["花咲", "太郎", "財政の話", "職員2人"] {
                    #expect(!text.contains(secret))
                }
                #expect(try await office.verify().ok)
            }
        }

        @Test("催しの名簿は印字されず、出欠と把握値は集計に出る")
        func gatheringsAndValues() async throws {
            try await Office.lendSetUp { office in
                let plan = try write(Self.plan, "plan.yaml", office)
                _ = try await office.koe("plan", "import", plan).text()
                let gathering = try await record(
                    office, "gathering", "create", "--kind", "city-watching", "--name", "市政ウォッチング",
                    "--held-on", "R8.6.10", "--start", "9時", "--capacity", "2")
                let signUp = try await office.koe(
                    "gathering", "register", gathering.id, "--name", "根室 花子", "--phone",
                    "0153-23-6111", "--party", "2", "--registered-on", "R8.6.1")
                #expect(try signUp.text().contains("参加決定"), "\(signUp)")
                #expect(!signUp.output.contains("花子") && !signUp.output.contains("6111"))
                let waiting = try await record(
                    office, "gathering", "register", "gathering-\(gathering.id)", "--name", "落石 次郎",
                    "--registered-on", "R8.6.1")
                #expect(waiting.standing == "waiting")
                let registration = try #require(waiting.registration)
                _ = try await record(
                    office, "gathering", "attend", gathering.id, "--came", registration,
                    "--walk-ins", "4")
                #expect(try await figure(office, "watching", "--year", "R8") == 5)
                _ = try await record(
                    office, "gathering", "correct", gathering.id, "--headcount", "6", "--reason",
                    "数え直し")
                #expect(try await figure(office, "watching", "--year", "R8") == 6)

                let place = ["--indicator", "test/residents", "--year", "令和7"]
                let value = try await office.koe(
                    ["observation", "record", "--value", "７３１"] + place)
                _ = try value.text()
                #expect(try await figure(office, "residents", "--year", "R7") == 731)
                let other = try await office.koe(
                    ["observation", "record", "--value", "732"] + place)
                #expect(other.exitCode == 65 && other.errors.contains("訂正として"), "\(other)")
                _ = try await office.koe(
                    ["observation", "correct", "--value", "732", "--reason", "集計の誤り"] + place
                ).text()
                #expect(try await figure(office, "residents", "--year", "R7") == 732)
                #expect(try await office.verify().ok)
            }
        }

        @Test("使い方の誤りは64、読めない・受けられない入力は65で、台帳は変わらない")
        func mistakes() async throws {
            try await Office.lendSetUp { office in
                let id = "7b7c8f1e-4f6e-4a4e-9d5a-0123456789ad"
                let trials: [(arguments: [String], exitCode: Int32, word: String)] = [
                    (["lecture", "report", "--held-on", "R8.6.1"], 64, "--title"),
                    (
                        ["lecture", "report", id, "--held-on", "R8.6.1", "--group", "x"], 64,
                        "--group"
                    ),
                    (["lecture", "cancel", id, "--reason", "x"], 64, "--cause"),
                    (["gathering", "create", "--kind", "event"], 64, "--name"),
                    (["lecture", "report", "R8-0001", "--held-on", "R8.6.1"], 65, "R8-0001"),
                    (["lecture", "report", id, "--held-on", "いつか"], 65, "heldOn"),
                    (["lecture", "report", id, "--held-on", "R8.6.1"], 65, "番号を確かめて"),
                    (["lecture", "schedule", id], 65, "choice"),
                    (
                        ["lecture", "cancel", id, "--cause", "boredom", "--reason", "x"], 65,
                        "weather"
                    ),
                    (["gathering", "attend", id], 65, "headcount"),
                    (["gathering", "attend", id, "--headcount", "3"], 65, "番号を確かめて"),
                    (
                        [
                            "gathering", "create", "--kind", "event", "--name", "まつり", "--held-on",
                            "6/10",
                        ], 65, "year"
                    ),
                    (
                        [
                            "observation", "record", "--indicator", "x", "--year", "R7",
                            "--value", "-1",
                        ], 65, "計画を取り込んで"
                    ),
                ]
                for (arguments, exitCode, word) in trials {
                    let outcome = try await office.koe(arguments)
                    #expect(outcome.exitCode == exitCode, "\(outcome)")
                    #expect(outcome.errorLines.count == 1 && outcome.output.isEmpty, "\(outcome)")
                    #expect(outcome.errors.contains(word), "\(outcome)")
                }
                #expect(try await office.status().position == 0)
            }
        }
    }
}
