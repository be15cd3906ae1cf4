import Participation
import Testing

@testable import Desk

@Suite("取込みマッピングの読取り")
struct ImportMappingTests {
    private func problems(_ yaml: String) -> [MappingProblem] {
        do throws(ImportError) {
            _ = try ImportMapping(yaml: yaml)
            return []
        } catch {
            guard case .mapping(let problems) = error else { return [] }
            return problems
        }
    }

    private func firstProblem(_ lines: String) -> MappingProblem? {
        problems("kind: item\n\(lines)\n").first
    }

    @Test("文書のとおりのマッピングを読む")
    func readsTheDocumentedForm() throws {
        let mapping = try ImportMapping(
            yaml: """
                kind: item                    # item | gathering | lecture | observation
                set: {scheme: opinion, channel: form}
                columns:
                  externalId: [会員ID, 回答日時]
                  receivedOn: {from: 回答日時, format: "yyyy-MM-dd HH:mm:ss"}
                  body: {from: [不便さの内容, 福井県に求めるもの], join: "\\n"}
                  category: 不便さ
                  department: {from: agency, strip: '^[0-9]+', map: {DOT: 交通局, "07": 環境局}}
                attributes: {満足度: 満足度, NPS: NPS}
                skipBlankRows: false
                """)
        #expect(mapping.kind == .item)
        #expect(mapping.constants == [.scheme: "opinion", .channel: "form"])
        #expect(mapping.columns[.externalId]?.columns == ["会員ID", "回答日時"])
        #expect(mapping.columns[.receivedOn]?.formats.map(\.text) == ["yyyy-MM-dd HH:mm:ss"])
        #expect(mapping.columns[.body]?.joint == "\n")
        #expect(mapping.columns[.department]?.strip == "^[0-9]+")
        #expect(mapping.columns[.department]?.map == ["DOT": "交通局", "07": "環境局"])
        #expect(mapping.attributes["NPS"]?.columns == ["NPS"])
        #expect(!mapping.skipsBlankRows)
    }

    @Test("年の補い方と見出しの指定を読む")
    func readsYearsAndHeaders() throws {
        let start = "kind: gathering\ncolumns: {name: 行事名}\n"
        let fiscal = try ImportMapping(yaml: start + "fiscalYear: 令和6\nheaderRows: 2\nskipRows: 3")
        #expect(fiscal.yearSource == .fiscalYear(try #require(FiscalYear(2024))))
        #expect(fiscal.headerRows == 2)
        #expect(fiscal.skipRows == 3)
        let day = try #require(LocalDate(iso: "2024-07-11"))
        #expect(try ImportMapping(yaml: start + "yearFrom: 2024-07-11").yearSource == .day(day))
        #expect(try ImportMapping(yaml: start + "yearFrom: fileName").yearSource == .fileName)
        let published = try ImportMapping(yaml: start + "set: {publishedOn: 2024-07-11}")
        #expect(published.publishedOn == day)
    }

    @Test(
        "知らない項目は、名前と行を示して断る",
        arguments: [
            ("colums: {body: 本文}", "colums", 2), ("columns: {bdy: 本文}", "columns.bdy", 2),
            ("columns:\n  heldOn: 開催日", "columns.heldOn", 3),
            ("set: {headcount: 3}\ncolumns: {body: 本文}", "set.headcount", 2),
            ("columns: {body: {from: 本文, jion: x}}", "columns.body.jion", 2),
        ])
    func namesUnknownKeys(yaml: String, key: String, line: Int) throws {
        let problem = try #require(firstProblem(yaml))
        #expect(problem.key == key)
        #expect(problem.line == line)
        #expect(problem.japanese.contains(key))
        switch problem.problem {
        case .unknownKey, .unknownField: break
        case .notYAML, .required, .expected, .noSuchColumn, .ambiguousColumn, .tooMany:
            Issue.record("\(problem)")
        }
    }

    @Test(
        "形の違う値は、項目を示して断る",
        arguments: [
            ("columns: [本文]", "columns"), ("columns: {body: {join: x}}", "columns.body"),
            ("columns: {body: {from: a, firstOf: [b]}}", "columns.body"),
            ("columns: {body: [[a]]}", "columns.body"), ("columns: {body: []}", "columns.body"),
            ("columns: {receivedOn: {from: a, format: QQ}}", "columns.receivedOn.format"),
            ("columns: {body: {from: a, strip: '['}}", "columns.body.strip"),
            ("columns: {body: {from: a, map: [x]}}", "columns.body.map"),
            ("columns: {body: {from: a, ifBlank: drop}}", "columns.body.ifBlank"),
            ("columns: {body: a}\nskipBlankRows: はい", "skipBlankRows"),
            ("columns: {body: a}\nheaderRows: 3", "headerRows"),
            ("columns: {body: a}\nfiscalYear: 昔", "fiscalYear"),
            ("columns: {body: a}\nyearFrom: いつか", "yearFrom"),
            ("columns: {body: a}\nfiscalYear: R6\nyearFrom: fileName", "yearFrom"),
            ("set: {scheme: letter}\ncolumns: {body: a}", "set.scheme"),
            ("set: {receivedOn: きのう}\ncolumns: {body: a}", "set.receivedOn"),
            ("set: {scheme: opinion}", "columns"),
        ])
    func namesWrongShapes(yaml: String, key: String) throws {
        #expect(try #require(firstProblem(yaml)).key == key)
    }

    @Test(
        "YAMLでないもの・種類のないものを断る",
        arguments: [
            "", "kind", "kind: letter\ncolumns: {}", "columns: {body: 本文}",
            "kind: item\n  columns: {",
            "kind: item\nkind: item\ncolumns: {body: 本文}",
        ])
    func refusesWhatIsNoMapping(yaml: String) {
        #expect(!problems(yaml).isEmpty)
    }

    @Test("誤りは一度にすべて示す")
    func gathersProblems() {
        let found = problems("kind: item\nset: {scheme: x}\ncolumns: {bdy: a, nane: b}\nskip: 1\n")
        #expect(found.map(\.key).sorted() == ["columns.bdy", "columns.nane", "set.scheme", "skip"])
    }

    @Test(
        "出荷するマッピングはすべて読める",
        arguments: [
            "fukui-survey", "takamatsu-events", "takamatsu-wellbeing", "nyc311", "letters-ledger",
            "lectures-ledger",
        ])
    func readsShippedMappings(name: String) throws {
        let mapping = try ImportFixture.mapping(name)
        #expect(!mapping.columns.isEmpty)
    }
}
