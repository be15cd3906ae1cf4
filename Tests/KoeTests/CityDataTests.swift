import Foundation
import Testing

extension KoeProcessTests {
    @Suite("組織・マスタ・暦を取り込み、集計と照会に使う")
    struct CityData {
        private struct Figures: Decodable {
            struct Row: Decodable {
                let value: Double?
                let dimensions: [String: String?]
            }
            let figures: [Row]
        }

        private struct Changes: Decodable {
            struct Missing: Decodable {
                let code: String
                let candidate: String?
            }
            struct Problem: Decodable {
                let file: String
                let line: Int?
            }
            let events: Int
            let position: Int
            let withoutSuccessor: [Missing]
            let problems: [Problem]
        }

        private func write(_ text: String, _ name: String, _ office: Office) throws -> String {
            let path = "\(office.folder)/\(name)"
            try Data(text.utf8).write(to: URL(fileURLWithPath: path))
            return path
        }

        private func bySection(_ office: Office, _ lens: String) async throws -> [String: Double] {
            let answer: Figures = try await office.koe(
                "figures", "--format", "json", "--year", "R5", "--indicator", "opinions", "--by",
                "department", "--lens", lens
            ).decode()
            return Dictionary(
                uniqueKeysWithValues: answer.figures.compactMap { row in
                    guard let word = row.dimensions["department"] ?? nil, let value = row.value
                    else { return nil }
                    return (word, value)
                })
        }

        @Test("4月1日の組織改正: 試行、後継の書き忘れ、本番、再取込み。後継の課の計は旧課の計")
        func reorganisation() async throws {
            try await Office.lendSetUp { office in
                let plan = try write(
                    """
                    plan: {code: test, name: 試験計画, city: 根室市}
                    indicators:
                      - {code: opinions, name: 市民の声, unit: 件, measure: {count: items}}
                    """, "plan.yaml", office)
                _ = try await office.koe("plan", "import", plan).text()
                let old = try write("code,name,parent\n10,総務部,\n11,庶務課,10\n", "old.csv", office)
                let new = try write(
                    "code,name,parent\n10,総務部,\n21,総務課,10\n22,市民課,10\n", "new.csv", office)
                let heirs = try write("旧,新,区分\n庶務課,総務課,分割\n庶務課,市民課,分割\n", "heirs.csv", office)
                let duties = try write("組織,事務,分類\n市民課,戸籍に関すること,07\n", "duties.csv", office)
                _ = try await office.koe(
                    "organisation", "import", old, "--effective-on", "2020-04-01"
                ).text()
                for category in ["07", "07", "01"] {
                    _ = try await office.koe(
                        "item", "receive", "--scheme", "opinion", "--channel", "form",
                        "--received-on", "2023-06-28", "--anonymous", "--summary", "街灯",
                        "--department", "11", "--category", category
                    ).text()
                }

                let april = ["organisation", "import", new, "--effective-on", "2024-04-01"]
                let forgotten = try await office.koe(april + ["--format", "json"])
                #expect(forgotten.exitCode == 65)
                let told = try JSONDecoder().decode(Changes.self, from: Data(forgotten.output.utf8))
                #expect(told.withoutSuccessor.map(\.code) == ["11"])
                #expect(told.problems.count == 1)
                #expect(told.position == 0)

                let complete = april + ["--successors", heirs, "--format", "json"]
                let trial: Changes = try await office.koe(complete + ["--dry-run"]).decode()
                #expect(trial.events == 3)
                #expect(trial.position == 0)
                let done: Changes = try await office.koe(complete).decode()
                #expect(done.events == 3)
                #expect(done.position > 0)
                let again: Changes = try await office.koe(complete).decode()
                #expect(again.events == 0)
                _ = try await office.koe(
                    "organisation", "duties", duties, "--effective-on", "2024-04-01"
                ).text()

                #expect(try await bySection(office, "recorded") == ["11": 3])
                #expect(try await bySection(office, "current") == ["22": 2, "配分不能": 1])
                let table = try await office.koe(
                    "figures", "--year", "R5", "--indicator", "opinions", "--by", "department",
                    "--lens", "current"
                ).text()
                #expect(table.contains("22 総務部市民課"))
                let units = try await office.koe(
                    "organisation", "list", "--on", "2024-03-31", "--format", "csv"
                ).text()
                #expect(units.contains("11,総務部庶務課,10,課,市長"))
                #expect(try await office.verify().ok)
            }
        }

        @Test("その日に有効なマスタがなければ、照会は別の年度のもので答えず、そう言って終わる")
        func masters() async throws {
            try await Office.lendSetUp { office in
                let areas = try write("エリア名,市町村\n海岸エリア,根室市\n", "areas.csv", office)
                let line = ["master", "import", "areas", areas, "--effective-on", "2023-04-01"]
                #expect(try await office.koe(line).text().contains("2023-04-01〜2024-03-31: 2件"))
                #expect(try await office.koe(line).text().contains("変更なし"))
                let find = ["master", "find", "areas", "海岸 エリア", "--on"]
                #expect(try await office.koe(find + ["2024-03-31"]).text().contains("根室市"))
                let late = try await office.koe(find + ["2024-04-01"])
                #expect(late.exitCode == 65)
                #expect(late.errors.contains("有効な地域マスタがありません"))
                #expect(late.output.isEmpty)
                let wrong = try await office.koe(
                    "master", "import", "postal",
                    try write("郵便番号,都道府県,市区町村,町域\n08,北海道,根室市,\n", "zip.csv", office),
                    "--effective-on", "2026-04-01")
                #expect(wrong.exitCode == 65)
                #expect(wrong.errors.contains("2行目"))
            }
        }

        @Test("暦を取り込み、一覧し、取り消す")
        func calendars() async throws {
            try await Office.lendSetUp { office in
                let file = try write("date,name\n土,土曜日\n2026-05-06,振替休日\n", "市の休日.csv", office)
                #expect(try await office.koe("calendar", "import", file).text().contains("2日: 1件"))
                #expect(try await office.koe("calendar", "import", file).text().contains("変更なし"))
                let list = try await office.koe("calendar", "list", "--format", "csv").text()
                #expect(
                    list == "calendar,date,name\r\n市の休日,土,土曜日\r\n市の休日,2026-05-06,振替休日")
                _ = try await office.koe("calendar", "withdraw", "市の休日").text()
                #expect(try await office.koe("calendar", "withdraw", "市の休日").exitCode == 65)
            }
        }
    }
}
