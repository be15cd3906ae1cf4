import EventLog
import Foundation
import Participation
import TestSupport
import Testing

@testable import Desk

// Files in, figures out, on a real database.
@Suite("ファイルの取込みと集計")
struct ImportingTests {
    private static let plan = """
        plan: {code: example, name: 例, city: 例}
        indicators:
          - {code: opinions, name: 市民の声, unit: 件, measure: {count: items, where: {scheme: opinion}}}
          - {code: lectures, name: 出前講座, unit: 回, measure: {count: lectures}}
          - {code: heads, name: 参加者, unit: 人, measure: {sum: headcount, of: lectures}}
          - {code: events, name: 催し, unit: 件, measure: {count: gatherings}}
          - {code: value, name: 満足度, unit: 点, decimals: 2, measure: {average: value, of: observations}}
        """

    private static func withCity(_ body: (Desk, TestCity) async throws -> Void) async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            let (plan, indicators) = try PlanFile.parse(plan)
            _ = try await desk.importPlan(
                plan, indicators, author: nil, reason: nil, actor: "test")
            try await body(desk, city)
        }
    }

    private static func source(_ text: String, _ yaml: String) throws -> ImportSource {
        ImportSource(Array(text.utf8), mapping: try ImportMapping(yaml: yaml))
    }

    /// What a figure is, group by group; groups without a word are named `-`.
    private static func counts(
        _ desk: Desk, _ indicator: String, _ year: Int, _ quarter: Quarter? = nil,
        by: [String] = [], asOf: AsOf = .now, lens: Lens = Lens()
    ) async throws -> [String: String?] {
        let answer = try await desk.figures(
            FigureRequest(
                year: try #require(FiscalYear(year)), quarter: quarter, indicators: [indicator],
                by: by, asOf: asOf, lens: lens))
        return Dictionary(
            uniqueKeysWithValues: answer.figures.map { figure in
                (figure.dimensions.map { $0.word ?? "-" }.joined(separator: "/"), figure.text)
            })
    }

    // MARK: A real year

    private static let survey = """
        kind: item
        set: {scheme: opinion, channel: form, anonymous: true}
        columns:
          externalId: [会員ID, 回答日時]
          receivedOn: {from: 回答日時, format: "yyyy-MM-dd HH:mm:ss"}
          district: 市町村
        attributes: {エリア: 回答エリア2}
        """

    @Test("福井県の令和5年度: 四半期・日・市町村の別が、発行者の集計と別に数えたものに合う")
    func countsTheYear() async throws {
        let bytes = try ImportFixture.bytes("fukui-R5.csv")
        try await Self.withCity { desk, _ in
            let outcome = try await desk.importFile(
                ImportSource(bytes, mapping: try ImportMapping(yaml: Self.survey)), mode: .whole,
                actor: nil)
            #expect(outcome.read == 23_258)
            #expect(outcome.imported == 23_258)
            for (quarter, count) in zip(Quarter.allCases, ["5583", "6172", "6132", "5371"]) {
                let counted = try await Self.counts(desk, "opinions", 2023, quarter)
                #expect(counted == ["": count])
            }
            var days: [String: String?] = [:]
            var published = Self.lines(try ImportFixture.bytes("fukui-daily-counts.csv"))
            published.removeFirst()
            for line in published where line >= "20230401" {
                let cells = line.split(separator: ",")
                let day =
                    "\(cells[0].prefix(4))-\(cells[0].dropFirst(4).prefix(2))-\(cells[0].suffix(2))"
                if cells[1] != "0" { days[day] = String(cells[1]) }
            }
            #expect(days.count > 300)
            let counted = try await Self.counts(desk, "opinions", 2023, by: ["day"])
            #expect(counted == days)
            // Counted here without any code of the importer; no cell of this file has a comma.
            var towns: [String: Int] = [:]
            for line in Self.lines(bytes).dropFirst() {
                let cells = line.split(separator: ",", omittingEmptySubsequences: false)
                let town = cells[3].trimmingCharacters(in: .whitespaces)
                towns[town.isEmpty ? "-" : town, default: 0] += 1
            }
            let byTown = try await Self.counts(desk, "opinions", 2023, by: ["district"])
            #expect(byTown == towns.mapValues { "\($0)" })
        }
    }

    private static func lines(_ bytes: [UInt8]) -> [String] {
        String(decoding: bytes, as: UTF8.self).replacing("\u{FEFF}", with: "")
            .split(whereSeparator: \.isNewline).map(String.init)
    }

    @Test("取込みのまとまりが違っても、もう一度取り込んでも、作り直しても、同じ集計になる")
    func isTheSameInAnyBatches() async throws {
        let source = ImportSource(
            try ImportFixture.bytes("fukui-R5Q1.csv"),
            mapping: try ImportFixture.mapping("fukui-survey"))
        var answers: [Figures] = []
        for batch in [7, 1_000] {
            try await Self.withCity { desk, city in
                let request = FigureRequest(
                    year: try #require(FiscalYear(2023)), by: ["district", "満足度", "day"])
                let first = try await desk.importFile(
                    source, mode: .whole, actor: nil, batch: batch)
                #expect(first.imported == 120)
                let figures = try await desk.figures(request)
                let head = try await city.log.headPosition()
                let again = try await desk.importFile(source, mode: .whole, actor: nil)
                #expect(again.duplicates == 120)
                #expect(again.imported + again.changed == 0)
                #expect(try await city.log.headPosition() == head)
                _ = try await desk.rebuild(.facts)
                #expect(try await desk.figures(request) == figures)
                answers.append(figures)
            }
        }
        #expect(answers.count == 2)
        #expect(answers[0].figures == answers[1].figures)
    }

    // MARK: Bad input

    private static let ledger = """
        kind: item
        set: {scheme: opinion, channel: paper}
        columns:
          externalId: 番号
          receivedOn: 受付日
          name: 氏名
          phone: 電話
          body: 本文
          category: 分類
        """

    private static func letters(_ rows: String...) -> String {
        (["番号,受付日,氏名,電話,本文,分類"] + rows).joined(separator: "\n")
    }

    @Test("不備が一行でもあれば何も取り込まず、全ての不備を行番号で示す")
    func importsAllOrNothing() async throws {
        let text = Self.letters(
            "1,2024-04-01,山田,,道,道路", "2,2024-13-01,,,道,道路", "3,2999-04-01,,,道,道路",
            "4,2024-04-02,,0153-00-0000,道,道路")
        try await Self.withCity { desk, city in
            let source = try Self.source(text, Self.ledger)
            let head = try await city.log.headPosition()
            for mode in [ImportMode.whole, .dryRun] {
                let outcome = try await desk.importFile(source, mode: mode, actor: nil)
                #expect(outcome.read == 4)
                #expect(outcome.rejects.map(\.line) == [3, 4, 5])
                #expect(outcome.imported == (mode == .dryRun ? 1 : 0))
            }
            #expect(try await city.log.headPosition() == head)
            let good = try await desk.importFile(source, mode: .skippingBad, actor: nil)
            #expect(good.imported == 1)
            let (header, rows) = try source.records(at: good.rejects)
            #expect(header.first == "番号")
            #expect(rows.map { $0[0] } == ["3", "4", "5"])
            #expect(rows.allSatisfy { !$0[1].isEmpty && $0.count == header.count + 2 })
            // Mended, they are the same letters: the first stays one.
            let mended = text.replacing("2024-13-01", with: "2024-12-01")
                .replacing("2999-04-01", with: "2024-04-03").replacing(
                    "4,2024-04-02,,", with: "4,2024-04-02,佐藤,")
            let rest = try await desk.importFile(
                try Self.source(mended, Self.ledger), mode: .whole, actor: nil)
            #expect(rest.imported == 3)
            #expect(rest.duplicates == 1)
        }
    }

    @Test("見出しだけのファイルは何も取り込まず、何も消さない")
    func keepsWhatIsThere() async throws {
        try await Self.withCity { desk, city in
            let row = Self.letters("1,2024-04-01,山田,,道,道路")
            _ = try await desk.importFile(
                try Self.source(row, Self.ledger), mode: .whole, actor: nil)
            let head = try await city.log.headPosition()
            let empty = try await desk.importFile(
                try Self.source(Self.letters(), Self.ledger), mode: .whole, actor: nil)
            #expect(empty == ImportOutcome())
            #expect(try await city.log.headPosition() == head)
            #expect(try await Self.counts(desk, "opinions", 2024) == ["": "1"])
        }
    }

    @Test("電話番号もメールアドレスも、台帳にも集計にもそのままは残らない")
    func sealsWhatIsPersonal() async throws {
        try await Self.withCity { desk, city in
            let text = Self.letters("1,2024-04-01,山田,090-1234-5678,返事は a@example.jp まで,道路")
            _ = try await desk.importFile(
                try Self.source(text, Self.ledger), mode: .whole, actor: nil)
            try await city.log.forEachPage(
                after: 0, through: try await city.log.headPosition()
            ) { page, _ in
                for event in try page.events() {
                    for bytes in [event.payload, event.sealed ?? []] {
                        let text = String(decoding: bytes, as: UTF8.self)
                        for secret in ["090", "example.jp", "山田"] {
                            #expect(!text.contains(secret))
                        }
                    }
                }
            }
        }
    }

    // MARK: Corrections

    @Test("内容の変わった行は訂正になり、担当が直した分類はそのまま残る")
    func correctsWhatChanged() async throws {
        try await Self.withCity { desk, city in
            func run(_ rows: String...) async throws -> ImportOutcome {
                try await desk.importFile(
                    try Self.source(
                        (["番号,受付日,氏名,電話,本文,分類"] + rows).joined(separator: "\n"), Self.ledger),
                    mode: .whole, actor: nil)
            }
            _ = try await run("1,2024-04-01,山田,,道,道路", "2,2024-04-01,,,公園,公園")
            let position = try await city.log.headPosition()
            let received = try await city.log.read(types: ["ItemReceived"])
            let id = try #require(received.first?.stream.id)
            _ = try await desk.handle(
                .categorise(ItemClassification(category: "河川", reason: .misclassified)),
                of: Item.self, stream: id, actor: "clerk", command: nil)
            let outcome = try await run("1,2024-07-01,山田 太郎,,道が悪い,道路", "2,2024-04-01,,,公園,公園")
            #expect(outcome.changed == 1)
            #expect(outcome.duplicates == 1)
            let opening = try #require(Opening(actor: "test", reason: "test"))
            let item = try await desk.item(id, opening: opening).item
            #expect(item.plain.category == "河川")
            #expect(item.plain.receivedOn.description == "2024-07-01")
            #expect(item.personal.content?.sender?.name == "山田 太郎")
            #expect(item.personal.content?.body == "道が悪い")
            #expect(try await Self.counts(desk, "opinions", 2024, .first) == ["": "1"])
            #expect(try await Self.counts(desk, "opinions", 2024, .second) == ["": "1"])
            #expect(
                try await Self.counts(desk, "opinions", 2024, .first, asOf: .position(position))
                    == ["": "2"])
            let older = try await run("1,2024-04-01,山田,,道,道路")
            #expect(older.duplicates == 1)
        }
    }

    @Test("出前講座の参加人数の訂正と取消し、催しの参加人数の追加")
    func correctsHeadcounts() async throws {
        let yaml = """
            kind: lecture
            columns: {externalId: 番号, heldOn: 日, title: 講座, headcount: 人数}
            """
        try await Self.withCity { desk, _ async throws in
            func lectures(_ rows: String...) async throws -> ImportOutcome {
                try await desk.importFile(
                    try Self.source((["番号,日,講座,人数"] + rows).joined(separator: "\n"), yaml),
                    mode: .whole, actor: nil)
            }
            #expect(try await lectures("1,2024-05-01,防災,33", "2,2024-05-02,介護,10").imported == 2)
            #expect(try await Self.counts(desk, "heads", 2024, .first) == ["": "43"])
            #expect(try await lectures("1,2024-05-01,防災,31", "2,2024-05-02,介護,10").changed == 1)
            #expect(try await Self.counts(desk, "heads", 2024, .first) == ["": "41"])
            // Another day and title: the record was of no such lecture.
            #expect(try await lectures("1,2024-08-01,防災,31", "2,2024-05-02,介護,10").changed == 1)
            #expect(try await Self.counts(desk, "heads", 2024, .first) == ["": "10"])
            #expect(try await Self.counts(desk, "heads", 2024, .second) == ["": "31"])
            #expect(try await Self.counts(desk, "lectures", 2024) == ["": "2"])
        }
    }

    @Test("高松市の行事一覧: 翌日の訂正版は同じ催しを増やさない")
    func importsEventsOnce() async throws {
        try await Self.withCity { desk, _ in
            var outcomes: [ImportOutcome] = []
            for name in ["takamatsu-20240710_2055c16d.csv", "takamatsu-20240711_551e27dd.csv"] {
                outcomes.append(
                    try await desk.importFile(
                        ImportSource(
                            try ImportFixture.bytes(name),
                            mapping: try ImportFixture.mapping("takamatsu-events"), name: name),
                        mode: .whole, actor: nil))
            }
            #expect(outcomes.allSatisfy { $0.rejects.isEmpty })
            #expect(outcomes[1].imported == 0)
            #expect(outcomes[1].duplicates == outcomes[1].read - outcomes[1].skipped)
            #expect(
                try await Self.counts(desk, "events", 2024) == ["": "\(outcomes[0].imported)"])
        }
    }

    @Test("把握値は指標に属し、知らない指標の値は断る")
    func importsValues() async throws {
        let yaml = """
            kind: observation
            columns: {externalId: 番号, indicator: 指標, year: 年度, value: 値}
            attributes: {年代: 年代}
            """
        try await Self.withCity { desk, _ in
            func values(_ rows: String...) async throws -> ImportOutcome {
                try await desk.importFile(
                    try Self.source((["番号,指標,年度,値,年代"] + rows).joined(separator: "\n"), yaml),
                    mode: .whole, actor: nil)
            }
            let unknown = try await values("1,none,R6,7,20代")
            #expect(unknown.rejects.map(\.line) == [2])
            #expect(try await values("1,value,R6,7,20代", "2,value,令和6,8.5,30代").imported == 2)
            #expect(try await Self.counts(desk, "value", 2024) == ["": "7.75"])
            #expect(
                try await Self.counts(desk, "value", 2024, by: ["年代"])
                    == ["20代": "7.00", "30代": "8.50"])
            #expect(try await values("1,value,R6,8,20代").changed == 1)
            #expect(try await Self.counts(desk, "value", 2024) == ["": "8.25"])
        }
    }
}
