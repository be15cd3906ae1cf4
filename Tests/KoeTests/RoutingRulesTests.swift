import Foundation
import Testing

extension KoeProcessTests {
    @Suite("振分け規則を取り込み、担当の分かっている記録で試す")
    struct RoutingRules {
        private struct Evaluation: Decodable {
            struct Confusion: Decodable {
                let expected: String
                let decided: String?
                let rows: Int
            }
            let rows: Int
            let decided: Int
            let right: Int
            let wrong: Int
            let triage: Int
            let confusion: [Confusion]
        }

        private static let root = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        private static let requests =
            root.appending(path: "Tests/ParticipationTests/Fixtures/routing/nyc311.tsv").path
        private static let mapping = root.appending(path: "db/mappings/nyc311.yaml").path
        private static let rules = root.appending(path: "db/rules/nyc311.yaml").path

        private static let evaluate = [
            "rules", "evaluate", requests, "--mapping", mapping, "--format", "json",
        ]

        @Test("取込み・一覧・評価。種類の規則で98%以上、学習だけで8割以上")
        func evaluates() async throws {
            try await Office.lendSetUp { office in
                let first = try await office.koe("rules", "import", Self.rules).text()
                #expect(first.contains("第1版 33件") && first.contains("1件を記録しました"))
                let again = try await office.koe("rules", "import", Self.rules).text()
                #expect(again.contains("変更なし"))
                let list = try await office.koe("rules", "list", "--on", "2005-05-01").text()
                #expect(list.contains("分類: Street Condition") && list.contains("92.6%"))

                let ruled: Evaluation = try await office.koe(Self.evaluate).decode()
                #expect(ruled.rows == 999 && ruled.decided + ruled.triage == 999)
                #expect(Double(ruled.decided) >= 0.95 * 999)
                #expect(Double(ruled.right) >= 0.98 * Double(ruled.decided))
                #expect(ruled.confusion.reduce(0) { $0 + $1.rows } == 999)
                let learned: Evaluation = try await office.koe(
                    Self.evaluate + ["--classifier"]
                ).decode()
                #expect(Double(learned.right) >= 0.80 * 999)
            }
        }

        @Test("読めない規則・組織にない担当・低すぎるしきい値は65、使い方の誤りは64で、何も記録しない")
        func refuses() async throws {
            try await Office.lendSetUp { office in
                let bad = "\(office.folder)/bad.yaml"
                let text = """
                    effectiveOn: 2026-04-01
                    rules:
                      - {id: A, to: 道路課}
                      - {id: B, too: 道路課, because: 理由}
                    """
                try Data(text.utf8).write(to: URL(fileURLWithPath: bad))
                let outcome = try await office.koe("rules", "import", bad)
                #expect(outcome.exitCode == 65)
                #expect(outcome.errors.contains("3行目") && outcome.errors.contains("4行目"))
                #expect(try await office.koe("rules", "import", "\(bad).none").exitCode == 65)
                #expect(
                    try await office.koe(Self.evaluate + ["--folds", "1"]).exitCode == 64)
                #expect(try await office.koe("classifier", "threshold", "40%").exitCode == 65)
                #expect(try await office.koe("classifier", "threshold", "high").exitCode == 64)
                let set = try await office.koe("classifier", "threshold", "95%").text()
                #expect(set.contains("1件を記録しました(位置 1)"))
                let status = try await office.koe("classifier", "status").text()
                #expect(status.contains("学習なし") && status.contains("しきい値 95%"))
                let learned = try await office.koe("classifier", "retrain").text()
                #expect(learned.contains("学習なし"))
                let applied = try await office.koe("rules", "apply").text()
                #expect(applied.contains("規則の再適用 0件: 変更なし"))
                let moved = try await office.koe(
                    "organisation", "reroute", "--on", "2026-04-01"
                ).text()
                #expect(moved.contains("処理中0件のうち0件: 変更なし"))
            }
        }
    }
}
