import Desk
import Foundation
import Participation
import Testing

@Suite("計画ファイルの読取り")
struct PlanFileTests {
    private static let header = "plan: {code: p, name: 計画, city: 根室市}\nindicators:\n"

    /// A file with one indicator whose lines are given without their indentation; the first is
    /// line 3.
    private func file(_ lines: String...) -> String {
        Self.header
            + lines.enumerated().map { ($0.offset == 0 ? "  - " : "    ") + $0.element + "\n" }
            .joined()
    }

    /// The only indicator of a file with a usual indicator and the given lines.
    private func indicator(_ lines: String...) throws -> Indicator {
        let text =
            Self.header + "  - code: c\n    name: 指標\n    unit: 件\n"
            + lines.map { "    \($0)\n" }.joined()
        return try #require(try PlanFile.parse(text).indicators.first)
    }

    private func measure(_ measure: String) throws -> Measure {
        try indicator("measure: \(measure)").measure
    }

    private func target(_ target: String) throws -> Target {
        try #require(
            try indicator("measure: {observed: value}", "targets: [\(target)]").targets.first)
    }

    private func problems(_ text: String) -> [String] {
        do {
            _ = try PlanFile.parse(text)
            return []
        } catch {
            return error.problems.map(\.japanese)
        }
    }

    private func year(_ text: String) throws -> FiscalYear {
        try #require(FiscalYear(parsing: text))
    }

    @Test("取決めの例を読む")
    func contractExample() throws {
        let text = """
            plan: {code: nemuro-basic, name: 根室市 基本計画 第二章 行政運営, city: 根室市}
            indicators:
              - code: letters-to-mayor
                name: 市長への手紙の受付件数
                unit: 件
                measure: {count: items, where: {scheme: letter-to-mayor}, date: receivedOn}
                baseline: {year: R6, value: 120}
                targets: [{year: R11, value: 130}, {year: R16, value: 150}]
              - code: workshop-participants-per-session
                name: 〔(仮称)多世代交流ワークショップ〕開催参加者数(1回当たり)
                unit: 人
                measure: {average: headcount, of: gatherings, where: {kind: workshop}, date: heldOn}
                baseline: {value: 20, label: "R7以降", measured: false}
                targets: [{year: R11, maintain: true}, {year: R16, maintain: true}]
            """
        for text in [text, "\u{FEFF}" + text, text.replacing("\n", with: "\r\n")] {
            let (plan, indicators) = try PlanFile.parse(text)
            #expect(
                plan
                    == PlanHeader(
                        code: "nemuro-basic", name: "根室市 基本計画 第二章 行政運営", city: "根室市"))
            #expect(
                indicators.map(\.code) == ["letters-to-mayor", "workshop-participants-per-session"])
            #expect(indicators.map(\.decimals) == [0, 1])
            #expect(indicators[0].baseline?.value == FigureValue(120))
            #expect(
                indicators[1].baseline
                    == Baseline(value: FigureValue(20), label: "R7以降", measured: false))
            #expect(indicators[1].targets.map(\.kind) == [.maintain, .maintain])
        }
    }

    @Test("どの測り方も読む")
    func measures() throws {
        func selection(
            _ source: Measure.Source, _ conditions: [Measure.Condition] = []
        ) -> Measure.Selection { Measure.Selection(source, where: conditions) }
        #expect(
            try measure(
                "{count: items, where: {scheme: [opinion, letter-to-mayor], anonymous: false}}")
                == Measure(
                    .counted(
                        .init(
                            .count,
                            of: selection(
                                .items,
                                [
                                    .init("anonymous", in: ["false"]),
                                    .init("scheme", in: ["letter-to-mayor", "opinion"]),
                                ])))))
        #expect(
            try measure("{sum: headcount, of: gatherings, where: {年代: 若者}}")
                == Measure(
                    .counted(
                        .init(
                            .sum(field: "headcount"),
                            of: selection(.gatherings, [.init("年代", in: ["若者"])])))))
        #expect(
            try measure("{average: headcount, of: lectures}")
                == Measure(.average(field: "headcount", selection(.lectures))))
        #expect(
            try measure("{distinct: group, of: registrations, date: registeredOn}")
                == Measure(
                    .counted(.init(.distinct(field: "group"), of: selection(.registrations)))))
        #expect(
            try measure("{latest: value, where: {series: 外国人}}")
                == Measure(
                    .latest(
                        field: "value", selection(.observations, [.init("series", in: ["外国人"])]))))
        #expect(try measure("{observed: value}") == Measure(.observed(field: "value")))
        #expect(
            try measure(
                "{ratio: {numerator: {count: items, where: {channel: form}}, denominator: {count: items}}}"
            )
                == Measure(
                    .ratio(
                        numerator: .init(
                            .count, of: selection(.items, [.init("channel", in: ["form"])])),
                        denominator: .init(.count, of: selection(.items)))))
    }

    @Test("累計は測り方の中でも、指標の直下でも書ける")
    func accumulation() throws {
        let inside = try measure("{observed: value, accumulate: {since: R6}}")
        #expect(inside.accumulatedSince == (try year("R6")))
        #expect(
            try indicator("measure: {observed: value}", "accumulate: {since: 令和6}").measure
                == inside)
    }

    @Test("どの目標も読む")
    func targets() throws {
        #expect(try target("{year: R11, value: 24.9}").kind == .value(try figure("24.9")))
        #expect(
            try target("{year: R11, value: \"1,035,635\"}").kind == .value(FigureValue(1_035_635)))
        #expect(try target("{year: H38, below: 90, label: 90%未満}").year == (try year("R8")))
        #expect(try target("{year: R11, below: 90, label: 90%未満}").label == "90%未満")
        #expect(try target("{year: R11, below: 90}").kind == .below(FigureValue(90)))
        #expect(try target("{year: R11, atMost: 90.0}").kind == .atMost(FigureValue(90)))
        #expect(try target("{year: R11, atLeast: 5}").kind == .atLeast(FigureValue(5)))
        #expect(try target("{year: R11, increase: true}").kind == .increase)
        #expect(try target("{year: R11, maintain: true}").kind == .maintain)
        #expect(try target("{year: R11, benchmark: 全道平均}").kind == .benchmark("全道平均"))
        #expect(try target("{year: R11, text: 適正な職員数}").kind == .text("適正な職員数"))
    }

    private func figure(_ text: String) throws -> FigureValue {
        try #require(FigureValue(parsing: text))
    }

    @Test(
        "数値は書かれた文字のまま正確に読む",
        arguments: ["24.9", "0.1", "64.3", "0.30000000000000004", "9007199254740993"])
    func exactNumbers(text: String) throws {
        let indicator = try indicator(
            "measure: {observed: value}", "baseline: {year: R6, value: \(text)}")
        #expect(indicator.baseline?.value?.description == text)
    }

    @Test("小数桁数を省くと、印字に足りる桁数。平均と割合は1桁から")
    func usualDecimals() throws {
        #expect(try indicator("measure: {count: items}").decimals == 0)
        #expect(try indicator("measure: {average: headcount, of: gatherings}").decimals == 1)
        #expect(
            try indicator("measure: {observed: value}", "baseline: {value: 24.9}").decimals == 1)
        #expect(
            try indicator("measure: {count: items}", "targets: [{year: R9, below: 1.25}]").decimals
                == 2)
        #expect(
            try indicator("measure: {observed: value}", "baseline: {value: 24.9}", "decimals: 0")
                .decimals == 0)
    }

    @Test("現状値の省略時: 値があれば実測、なければ実測でない")
    func baseline() throws {
        func baseline(_ text: String) throws -> Baseline? {
            try indicator("measure: {observed: value}", "baseline: \(text)").baseline
        }
        #expect(try baseline("{value: 1}")?.measured == true)
        #expect(try baseline("{year: R6, value: null, label: —}")?.measured == false)
        #expect(try baseline("{year: R6, value: ~}")?.value == nil)
        #expect(try baseline("") == nil)
    }

    @Test("取組の進捗と、折り返した説明")
    func initiatives() throws {
        let indicator = try indicator(
            "measure: {observed: value}", "description: >-", "  一行目", "  二行目", "initiatives:",
            "  - 出前講座", "  - text: 市政ウォッチング", "    progress:",
            "      - {period: R8-Q1, text: 実施}", "      - {period: 令和8年度, text: 二回}",
            "better: down",
            "frequency: 決算後", "owner: 総務部", "effectiveFrom: R9")
        #expect(indicator.description == "一行目 二行目")
        #expect(
            indicator.initiatives == [
                .init(text: "出前講座"),
                .init(
                    text: "市政ウォッチング",
                    progress: [
                        .init(period: .init(year: try year("R8"), quarter: .first), text: "実施"),
                        .init(period: .init(year: try year("R8")), text: "二回"),
                    ]),
            ])
        #expect(indicator.better == .down)
        #expect(indicator.frequency == .settlement)
        #expect(indicator.effectiveFrom == (try year("R9")))
    }

    @Test("誤りは行・指標・キーを示す")
    func problemsSayWhere() {
        #expect(
            problems(
                file(
                    "code: letters", "name: 手紙", "unit: 件", "measure: {count: items}",
                    "baseline: {year: R6, value: 120件}"))
                == ["7行目 letters baseline.value: 数値を書いてください(例: 24.9、\"1,035,635\")。単位は付けません。"])
        #expect(
            problems(file("name: 手紙")) == ["3行目 1番目の指標 code: 指定してください。"])
        #expect(
            problems(file("code: c", "unit: 件", "measure: {count: items}"))
                == ["3行目 c name: 指定してください。"])
        #expect(
            problems(
                file("code: c", "name: n", "unit: 件", "measure: {count: items}", "colour: red"))
                == [
                    "7行目 c colour: 知らないキーです。使えるキー: code, measure, name, unit, better, baseline, "
                        + "targets, policy, approach, initiatives, description, source, owner, "
                        + "frequency, effectiveFrom, accumulate, decimals"
                ])
        #expect(
            problems(file("code: c", "name: n", "unit: 件", "measure: {count: items, average: x}"))
                == [
                    "6行目 c measure: 次のうち一つだけを指定してください: count, sum, average, ratio, distinct, "
                        + "latest, observed"
                ])
    }

    @Test("指標ごとに誤りを集める。定義の誤りはすべて挙げる")
    func collectsProblems() {
        let text =
            file("code: a", "name: n", "unit: 件", "measure: {count: birds}")
            + "  - {code: b, name: n, unit: 件, measure: {count: items}}\n"
            + "  - {code: b, name: n, unit: 件, measure: {count: items}}\n"
            + "  - {code: 手紙, name: n, unit: 件, decimals: 9, measure: {count: items, "
            + "where: {scheme: letter}}}\n"
        #expect(
            problems(text).map { String($0.prefix { $0 != ":" }) } == [
                "6行目 a measure.count", "8行目 b code", "9行目 手紙 code", "9行目 手紙 measure",
                "9行目 手紙 decimals",
            ])
    }

    @Test(
        "読めない値",
        arguments: [
            "baseline: 120", "baseline: {year: 令和6年, value: 1}", "baseline: {value: .5}",
            "baseline: {value: 1e3}", "baseline: {value: [1]}", "baseline: {value: 1, measured: 1}",
            "baseline: {value: 1, unit: 件}", "targets: {year: R9, value: 1}",
            "targets: [{year: R9}]", "targets: [{value: 1}]", "targets: [{year: R9, value: }]",
            "targets: [{year: R9, value: 1, below: 2}]", "targets: [{year: R9, increase: false}]",
            "targets: [{year: R9, maintain: はい}]", "better: sideways", "frequency: 毎日",
            "decimals: 1.5", "initiatives: 出前講座", "initiatives: [{progress: []}]",
            "initiatives: [{text: a, progress: [{period: 春, text: b}]}]", "accumulate: R6",
            "accumulate: {since: 春}", "effectiveFrom: 春",
            "targets: [{year: R9, benchmark: {a: 1}}]",
            "targets: [{year: R9, value: 1}, {year: 2027, value: 2}]", "name: 二度目",
            "description: [a]", "targets: [*a]",
        ])
    func unreadable(line: String) {
        #expect(
            problems(file("code: c", "name: n", "unit: 件", "measure: {observed: value}", line))
                .count == 1)
    }

    @Test(
        "読めない測り方",
        arguments: [
            "{}", "count", "[count]", "{count: letters}", "{count: items, of: items}",
            "{sum: headcount}", "{average: headcount}", "{average: , of: gatherings}",
            "{observed: value, where: {a: b}}", "{ratio: {numerator: {count: items}}}",
            "{ratio: {numerator: {average: a, of: items}, denominator: {count: items}}}",
            "{ratio: {numerator: {count: items}, denominator: {count: items}}, where: {a: b}}",
            "{count: items, where: [a]}", "{count: items, where: {scheme: }}",
            "{count: items, where: {scheme: []}}", "{count: items, where: {scheme: {a: b}}}",
            "{count: items, date: heldOn}", "{count: items, date: yesterday}",
            "{count: items, where: {channel: pigeon}}", "{latest: value, accumulate: {since: R6}}",
            "{count: items, where: {anonymous: no}}",
        ])
    func unreadableMeasure(measure: String) {
        #expect(
            problems(file("code: c", "name: n", "unit: 件", "measure: \(measure)")).count == 1)
    }

    @Test(
        "計画ファイルでないもの",
        arguments: [
            ("", "1行目: 「キー: 値」の形で書いてください。"), ("- a", "1行目: 「キー: 値」の形で書いてください。"),
            ("plan: {", "YAMLとして読めません"), ("plan: [a\n", "YAMLとして読めません"), ("\u{1}", "YAMLとして読めません"),
            (String(repeating: "[", count: 100_000), "YAMLとして読めません"),
            ("a: 1\n---\nb: 2", "YAMLとして読めません"), ("indicators: []", "plan: 指定してください。"),
            ("plan: {code: p, name: n, city: c}", "indicators: 指定してください。"),
            ("plan: {code: p, name: n, city: c}\nindicators: []", "2行目 indicators: 指定してください。"),
            ("plan: {code: p, name: n, city: c}\nindicators: a", "一覧"),
            ("plan: {code: p, name: n, city: c}\nindicators: [a]", "「キー: 値」"),
            ("plan: {code: 計画, name: n, city: c}\nindicators: []", "1行目 plan.code: コードは半角"),
            ("plan: {code: p, name: n, city: c}\nother: 1\nindicators: [a]", "2行目 other: 知らないキー"),
            ("plan: {code: p, code: q}", "同じキーが二つ"),
        ])
    func notAPlan(text: String, message: String) {
        #expect(problems(text).count == 1)
        #expect(problems(text).first?.contains(message) == true, "\(problems(text))")
    }

    @Test("大きすぎるファイルは読まない")
    func tooLarge() {
        let text = String(repeating: "#", count: PlanFile.largest + 1)
        #expect(problems(text).first?.contains("大きすぎます") == true)
    }

    @Test("書き方の説明にある例は、一つ残らず読める")
    func readmeExamples() throws {
        let readme = URL(fileURLWithPath: #filePath)
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "db/plans/README.md")
        let lines = try String(contentsOf: readme, encoding: .utf8).split(separator: "\n")
            .map(String.init)
        let measures = lines.filter { $0.hasPrefix("measure: {") }
        let baselines = lines.filter { $0.hasPrefix("baseline: {") }
        let targets = lines.filter { $0.hasPrefix("  - {year: ") }
        #expect(measures.count == 7)
        #expect(baselines.count == 5)
        #expect(targets.count == 8)
        for line in measures { _ = try indicator(line) }
        for line in baselines { _ = try indicator("measure: {observed: value}", line) }
        for line in targets {
            _ = try indicator("measure: {observed: value}", "targets:", line)
        }
    }
}
