import Participation
import Testing

@Suite("簡易形式の組織一覧")
struct SimpleListTests {
    private func list(_ text: String) -> OrganisationList {
        OrganisationList(
            rows: text.split(separator: "\n").map {
                $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            })
    }

    @Test("上位組織をたどって正式名称・階層・執行機関・庁舎を組み立てる")
    func readsParents() throws {
        let list = list(
            """
            code,name,parent,telephone
            11,秘書課,１０,0153-23-6111
            10,総務部,,
            12,危機管理室,10,
            121,防災係,12,
            30,教育委員会,,
            31,学校教育課,30,
            40,厚床支所,10,
            41,窓口係,40,
            """)
        #expect(list.problems == [])
        #expect(list.units.map(\.code) == ["11", "10", "12", "121", "30", "31", "40", "41"])
        let units = Dictionary(uniqueKeysWithValues: list.units.map { ($0.code, $0) })
        #expect(units["11"]?.fullName == "総務部秘書課")
        #expect(units["11"]?.parent == "10")
        #expect(units["11"]?.description.names == [.division: "秘書課"])
        #expect(units["11"]?.description.telephone == "0153-23-6111")
        #expect(units["10"]?.description.names == [.department: "総務部"])
        #expect(units["12"]?.description.names == [.office: "危機管理室"])
        #expect(units["121"]?.fullName == "総務部危機管理室防災係")
        #expect(units["31"]?.description.body == .boardOfEducation)
        #expect(units["31"]?.path == [.bureau: "教育委員会", .division: "学校教育課"])
        #expect(units["41"]?.description.site == .branch)
        #expect(units["11"]?.description.body == .mayor)
    }

    @Test("書かれた階層・執行機関・庁舎は、名称から分かるものより優先する")
    func writtenWords() throws {
        let list = list(
            """
            組織コード,組織名,上位組織,階層,執行機関,庁舎
            1,根室市,,局,,
            2,市立根室病院,1,部,公営企業管理者,
            3,医事課,2,,,
            4,歯舞会館,1,室,教育委員会,支所
            5,教育委員会,1,,,
            """)
        #expect(list.problems == [])
        let units = Dictionary(uniqueKeysWithValues: list.units.map { ($0.code, $0) })
        #expect(units["3"]?.description.body == .publicEnterprise)
        #expect(units["3"]?.description.names == [.division: "医事課"])
        #expect(units["4"]?.description.names == [.office: "歯舞会館"])
        #expect(units["4"]?.description.site == .branch)
        #expect(units["5"]?.description.body == .boardOfEducation)
        #expect(units["3"]?.fullName == "根室市市立根室病院医事課")
    }

    @Test("課の下に課があっても、階層は上位組織より必ず下になり、そのまま登録できる")
    func levelsGoDown() throws {
        let list = list(
            """
            code,name,parent
            1,市長公室,
            2,秘書課,1
            3,秘書係,2
            """)
        #expect(list.problems == [])
        #expect(
            list.units.compactMap { $0.description.names.keys.first } == [
                .division, .office, .unit,
            ])
        let difference = list.difference(to: .initial, effectiveOn: .on("2024-04-01"))
        let state = try OrganisationState.initial.after(.together(difference.commands))
        #expect(state.units(on: .on("2024-04-01")).map(\.fullName).last == "市長公室秘書課秘書係")
        #expect(
            list.difference(to: state, effectiveOn: .on("2024-04-01")).commands.isEmpty)
    }

    @Test("読めない行はすべて、行番号と理由を挙げる")
    func problems() {
        let list = list(
            """
            code,name,parent,level,body,site
            1,総務部,,,,
            2,秘書課,9,,,
            3,税務課,4,,,
            4,市民課,3,,,
            ,会計課,1,,,
            6,,1,,,
            1,財政部,,,,
            8,庶務課,1,階,,
            9,選管,,,首長,
            10,支所,,,,別館
            11,福祉部,,係,,
            12,福祉課,11,,,
            1,総務部,,,,
            13,水道課,1,局,,
            14,下水道係,2,,,
            """)
        #expect(
            list.problems == [
                // Unit 2 names unit 9, whose own row cannot be read.
                ListProblem(row: 3, reason: .parentUnknown("9")),
                ListProblem(row: 4, reason: .parentCircular("3")),
                ListProblem(row: 5, reason: .parentCircular("4")),
                ListProblem(row: 6, reason: .codeMissing),
                ListProblem(row: 7, reason: .nameMissing),
                ListProblem(row: 8, reason: .codeRepeated("1")),
                ListProblem(row: 9, reason: .levelUnknown("階")),
                ListProblem(row: 10, reason: .bodyUnknown("首長")),
                ListProblem(row: 11, reason: .siteUnknown("別館")),
                ListProblem(row: 13, reason: .tooDeep(5)),
                ListProblem(row: 15, reason: .levelNotBelow(.bureau, "1")),
            ])
        #expect(list.repeatedRows == [14])
        #expect(list.problems.allSatisfy { $0.japanese.hasSuffix("。") })
    }

    @Test("6階層以上は登録できない")
    func tooDeep() {
        let rows = (1...6).map { "\($0),組織\($0),\($0 > 1 ? "\($0 - 1)" : "")" }
        let list = list("code,name,parent\n" + rows.joined(separator: "\n"))
        #expect(list.problems.map(\.reason) == [.tooDeep(5)])
    }

    @Test("後継のない廃止は、後継組織一覧に廃止と書いて初めて認める")
    func endings() throws {
        let before = try OrganisationState.townHall()
        let after = list("code,name,parent\n10,総務部,\n11,庶務課,10")
        let day = LocalDate.on("2024-04-01")
        func difference(_ rows: [[String]]) -> OrganisationDifference {
            after.difference(
                to: before, effectiveOn: day,
                successors: SuccessorList(rows: [["旧", "新", "区分"]] + rows))
        }
        #expect(difference([]).withoutSuccessor.map(\.code) == ["12"])
        let said = difference([["税務課", "", "廃止"]])
        #expect(said.withoutSuccessor == [])
        #expect(said.commands == [.abolish(UnitAbolition(code: "12", on: day))])
        #expect(
            difference([["庶務課", "", "廃止"]]).successorProblems == [
                ListProblem(row: 2, reason: .unitRemains("庶務課"))
            ])
        #expect(
            difference([["税務課", "庶務課", "統合"], ["税務課", "", "none"]]).successorProblems == [
                ListProblem(row: 3, reason: .successionContradictory("税務課"))
            ])
        #expect(
            difference([["税務課", "庶務課", "廃止"]]).successorProblems == [
                ListProblem(row: 2, reason: .successionContradictory("税務課"))
            ])
    }

    @Test("廃止と書かれた組織のコードが別の名称で載っていれば、別の組織である")
    func endedCodeGivenAway() throws {
        let after = list("code,name,parent\n10,総務部,\n11,庶務課,10\n12,観光課,10")
        let difference = after.difference(
            to: try .townHall(), effectiveOn: .on("2024-04-01"),
            successors: SuccessorList(rows: [["旧", "新", "区分"], ["12", "", "廃止"]]))
        #expect(difference.replaced.map(\.before.name) == ["税務課"])
        #expect(difference.renamed == [])
    }
}
