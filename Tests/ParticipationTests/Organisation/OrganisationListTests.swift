import Participation
import Testing

@Suite("組織一覧の読取り")
struct OrganisationListTests {
    @Test("高松市の組織一覧を全行読む", arguments: [(2020, 380, 380), (2021, 394, 394), (2024, 392, 390)])
    func readsTheRealLists(year: Int, rows: Int, codes: Int) throws {
        let list = try PublishedList.takamatsu(year)
        #expect(list.problems == [])
        #expect(list.units.count == codes)
        #expect(list.units.count + list.repeatedRows.count == rows)
        #expect(list.applicableOn == .on("\(year)-04-01"))
        #expect(list.units.allSatisfy { $0.code.utf8.count == 10 })
    }

    @Test("組み立てた正式名称は、印刷された名称と一字一句同じ", arguments: [2020, 2021, 2024])
    func fullNamesAreAsPrinted(year: Int) throws {
        let rows = try PublishedList.rows("0083_\(year)04.csv")
        let printed = Dictionary(
            rows.dropFirst().map { ($0[2], $0[8]) }, uniquingKeysWith: { first, _ in first })
        for unit in try PublishedList.takamatsu(year).units {
            #expect(unit.fullName == printed[unit.code])
        }
    }

    @Test("2024年の重複した2行は一度だけ読む")
    func repeatedRows() throws {
        #expect(try PublishedList.takamatsu(2024).repeatedRows == [392, 393])
    }

    @Test("同じ名前の福祉事務所が三つあっても、課はコードの近い所に付く")
    func parentAmongEquals() throws {
        let units = try PublishedList.takamatsu(2024).units
        let parents = Dictionary(uniqueKeysWithValues: units.map { ($0.code, $0.parent) })
        #expect(parents["2520100000"] == "2520000000")
        #expect(parents["2526100000"] == "2526000000")
        #expect(parents["2535200000"] == "2535000000")
        #expect(parents["1010100000"] == "1000000000")
        #expect(parents["1000000000"] == .some(nil))
    }

    @Test("執行機関は最上位の名称から、庁舎の区分は組織名から分かる")
    func bodiesAndSites() throws {
        let units = try PublishedList.takamatsu(2024).units
        func unit(_ code: String) throws -> UnitDescription {
            try #require(units.first { $0.code == code }).description
        }
        #expect(try unit("6510301000").body == .boardOfEducation)
        #expect(try unit("0000000040").body == .boardOfEducation)
        #expect(try unit("0000000020").body == .publicEnterprise)
        #expect(try unit("0000000050").body == .audit)
        #expect(try unit("7010100000").body == .audit)
        #expect(try unit("8510100000").body == .assembly)
        #expect(try unit("4510100000").body == .mayor)
        #expect(try unit("2540300000").body == .mayor)
        #expect(try unit("7800000000").body == .other)
        #expect(try unit("2310201000").site == .branch)
        #expect(try unit("2310200000").site == .centre)
        #expect(try unit("1010100000").site == nil)
    }

    @Test("見出しのBOM・大文字・日本語・列の順は問わない")
    func headers() {
        let list = OrganisationList(rows: [
            ["\u{FEFF}電話番号", "課", "知らない列", "局", "組織コード", "組織名"],
            ["", "", "", "総務局", " １０ ", "総務局"], ["", "", "", "", "", ""],
            ["0877", "秘書課", "", "総務局", "11", "総務局秘書課"],
        ])
        #expect(list.problems == [])
        #expect(list.units.map(\.code) == ["10", "11"])
        #expect(list.units.map(\.row) == [2, 4])
        #expect(list.units.last?.parent == "10")
        #expect(list.units.last?.description.names == [.division: "秘書課"])
        #expect(list.units.last?.description.telephone == "0877")
    }

    @Test("上の階層の行がなければ、その名称も自らの名称に含める")
    func missingLevels() {
        let list = OrganisationList(rows: [
            ["affiliationCode", "bureau", "department", "division", "affiliationName"],
            ["1", "教育局", "", "", "教育局"], ["2", "教育局", "学校部", "学務課", "学務課"],
        ])
        #expect(list.units.last?.parent == "1")
        #expect(list.units.last?.fullName == "教育局学校部学務課")
        #expect(list.units.last?.description.names == [.department: "学校部", .division: "学務課"])
        #expect(list.units.last?.description.ownName?.name == "学務課")
    }

    @Test("読めない行はすべて、行番号と理由を挙げる")
    func problems() {
        let header = ["affiliationCode", "bureau", "affiliationName"]
        let list = OrganisationList(rows: [
            header, ["1", "総務局", "総務局"], ["", "財政局", "財政局"], ["3", "", ""],
            ["1", "税務局", "税務局"], ["1", "総務局", "総務局"],
        ])
        #expect(
            list.problems == [
                ListProblem(row: 3, reason: .codeMissing),
                ListProblem(row: 4, reason: .nameMissing),
                ListProblem(row: 5, reason: .codeRepeated("1")),
            ])
        #expect(list.repeatedRows == [6])
        for rows in [[], [["局"]], [["組織コード"]], [["", ""], header]] {
            #expect(
                OrganisationList(rows: rows).problems == [
                    ListProblem(row: 1, reason: .columnsMissing)
                ])
        }
    }

    @Test("見出しだけの一覧は、誰も廃止しない")
    func headerOnly() throws {
        let list = OrganisationList(rows: [["組織コード", "組織名"]])
        let day = LocalDate.on("2024-04-01")
        let state = try OrganisationState.takamatsu(through: 2021)
        #expect(list.difference(to: state, effectiveOn: day).commands.isEmpty)
    }

    @Test("後継組織一覧は英語でも日本語でも書ける")
    func successorHeaders() {
        let list = SuccessorList(rows: [
            ["\u{FEFF}旧", "新", "区分"], ["秘書課", "１０", "名称変更"], ["a", "b", "merge"],
            ["a", "c", ""], ["a", "", "統合"], ["", "", ""], ["a", "d", "消滅"],
        ])
        #expect(
            list.rows == [
                .init(row: 2, from: "秘書課", to: "10", kind: .rename),
                .init(row: 3, from: "a", to: "b", kind: .merge),
                .init(row: 4, from: "a", to: "c", kind: nil),
            ])
        #expect(
            list.problems == [
                ListProblem(row: 5, reason: .nameMissing),
                ListProblem(row: 7, reason: .kindUnknown("消滅")),
            ])
        #expect(SuccessorList(rows: [["旧"]]).problems.map(\.reason) == [.columnsMissing])
    }
}
