import Participation
import Testing

@Suite("新旧組織の差")
struct OrganisationDifferenceTests {
    private func difference(
        _ year: Int, to state: OrganisationState, successors: SuccessorList = .none
    ) throws -> OrganisationDifference {
        try PublishedList.takamatsu(year).difference(
            to: state, effectiveOn: .on("\(year)-04-01"), successors: successors)
    }

    @Test("最初の一覧は全組織の設置")
    func first() throws {
        let difference = try difference(2020, to: .initial)
        #expect(difference.added.count == 380)
        #expect(difference.commands.count == 380)
        let state = try OrganisationState.takamatsu(through: 2020)
        #expect(state.units(on: .on("2020-04-01")).count == 380)
        #expect(state.units(on: .on("2020-03-31")).isEmpty)
    }

    @Test("公表された答え: 2020→2021は77増63減、2021→2024は64増68減")
    func knownAnswers() throws {
        let first = try difference(2021, to: .takamatsu(through: 2020))
        #expect(first.namesAdded.count == 77)
        #expect(first.namesRemoved.count == 63)
        #expect(first.added.count == 24)
        #expect(first.removed.count == 10)
        #expect(first.renamed.count + first.replaced.count == 54)
        #expect(first.renamed.filter(\.isOwn).map(\.after.code) == ["2540300000"])
        let second = try difference(2024, to: .takamatsu(through: 2021))
        #expect(second.namesAdded.count == 64)
        #expect(second.namesRemoved.count == 68)
        #expect(second.added.count == 54)
        #expect(second.removed.count == 58)
        #expect(second.renamed.count + second.replaced.count == 11)
    }

    @Test("同じ一覧をもう一度取り込んでも、何も変わらない", arguments: [2020, 2021, 2024])
    func sameAgain(year: Int) throws {
        let again = try difference(year, to: .takamatsu(through: year))
        #expect(again.commands.isEmpty)
        #expect(again.namesAdded.isEmpty && again.namesRemoved.isEmpty)
        #expect(again.withoutSuccessor.isEmpty)
    }

    @Test("取り込んだ後の組織は、一覧のとおりになる", arguments: [2020, 2021, 2024])
    func becomesTheList(year: Int) throws {
        let state = try OrganisationState.takamatsu(through: 2024)
        let units = state.units(on: .on("\(year)-04-01"))
        let list = try PublishedList.takamatsu(year).units.sorted { $0.code < $1.code }
        #expect(units.map(\.code) == list.map(\.code))
        #expect(units.map(\.fullName) == list.map(\.fullName))
        #expect(units.map(\.parent) == list.map(\.parent))
        #expect(units.map(\.description) == list.map(\.description))
    }

    @Test("秘書課が別の課のコードに入った場合は、改称とせず旧課の廃止とする")
    func reusedCode() throws {
        let difference = try difference(2024, to: .takamatsu(through: 2021))
        let replaced = difference.replaced.map { [$0.before.name, $0.after.fullName] }
        #expect(replaced.contains(["男女共同参画・協働推進課", "政策局秘書課"]))
        #expect(replaced.contains(["保健予防課", "健康福祉局保健所保健医療政策課"]))
        #expect(replaced.count == 2)
        let state = try OrganisationState.takamatsu(through: 2024)
        #expect(state.unit("1010200000", on: .on("2024-03-31"))?.name == "男女共同参画・協働推進課")
        #expect(state.unit("1010200000", on: .on("2024-04-01"))?.name == "秘書課")
        #expect(
            state.currentSection(
                of: "1010200000", receivedOn: .on("2023-06-01"), category: nil,
                on: .on("2024-06-01")) == .unallocatable(from: "1010200000", candidates: []))
    }

    @Test("後継のない組織を挙げ、名前の同じ新組織を候補として示す")
    func suggestions() throws {
        let difference = try difference(2024, to: .takamatsu(through: 2021))
        #expect(difference.withoutSuccessor.count == 60)
        let suggested = Dictionary(
            uniqueKeysWithValues: difference.suggestions.map { ($0.from.code, $0.to.code) })
        #expect(suggested["1017500000"] == "2320400000")
        #expect(suggested["1510100000"] == "1010200000")
        #expect(suggested["3010800000"] == nil)
    }

    @Test("後継組織一覧を付けると、旧組織の件数が新組織に移る")
    func withSuccessors() throws {
        let file = SuccessorList(rows: try PublishedList.rows("successors_202404.csv"))
        #expect(file.problems == [])
        let before = try OrganisationState.takamatsu(through: 2021)
        let difference = try difference(2024, to: before, successors: file)
        #expect(difference.successorProblems == [])
        let state = try before.after(.together(difference.commands))
        let (then, now) = (LocalDate.on("2022-06-01"), LocalDate.on("2024-06-01"))
        func section(_ code: String) -> CurrentSection {
            state.currentSection(of: code, receivedOn: then, category: nil, on: now)
        }
        #expect(section("1017500000") == .unit("2320400000"))
        #expect(section("1510100000") == .unit("1010200000"))
        #expect(section("1010200000") == .unit("2320100000"))
        #expect(section("1017600000") == .unit("2320100000"))
        #expect(
            section("1015200000")
                == .unallocatable(
                    from: "1015200000", candidates: ["2310100000", "2310300000", "2310400000"]))
        #expect(
            state.successors(of: "1017500000", receivedOn: then, asOf: now).map(\.isWhole) == [true]
        )

        let again = try self.difference(2024, to: state, successors: file)
        #expect(again.commands.isEmpty)
        #expect(again.successorProblems == [])
    }

    @Test("後継組織は、一覧を取り込んだ後からでも届け出られる")
    func successorsLater() throws {
        let state = try OrganisationState.takamatsu(through: 2024)
        let file = SuccessorList(rows: [
            ["旧", "新"], ["市民政策局市民課", "市民局市民課"], ["男女共同参画・協働推進課", "2320100000"],
        ])
        let difference = try difference(2024, to: state, successors: file)
        #expect(difference.successorProblems == [])
        #expect(difference.commands.count == 2)
        let later = try state.after(.together(difference.commands))
        #expect(
            later.currentSection(
                of: "1010200000", receivedOn: .on("2023-06-01"), category: nil,
                on: .on("2024-06-01")) == .unit("2320100000"))
        #expect(try self.difference(2024, to: later, successors: file).commands.isEmpty)
    }

    @Test("2020→2021→2024の連続した改正をたどる")
    func chain() throws {
        var state = try OrganisationState.takamatsu(through: 2020)
        for (year, rows) in [
            (2021, [["総務局広聴広報課", "1530100000"], ["情報政策課", "デジタル戦略課"], ["情報政策課", "情報マネジメント課"]]),
            (2024, [["広聴広報課", "広聴広報・シティプロモーション課"]]),
        ] {
            let difference = try difference(
                year, to: state, successors: SuccessorList(rows: [["旧", "新"]] + rows))
            #expect(difference.successorProblems == [])
            state = try state.after(.together(difference.commands))
        }
        let (then, now) = (LocalDate.on("2020-12-28"), LocalDate.on("2024-04-01"))
        #expect(
            state.currentSection(of: "1510700000", receivedOn: then, category: "07", on: now)
                == .unit("1010300000"))
        #expect(
            state.currentSection(
                of: "1510700000", receivedOn: then, category: "07", on: .on("2022-01-01"))
                == .unit("1530100000"))
        #expect(
            state.successors(of: "1510600000", receivedOn: then, asOf: now).map(\.code)
                == ["1520100000", "1520200000"])
    }

    @Test("後継組織一覧の誤りはすべて挙げ、直るまで何も取り込まない")
    func successorProblems() throws {
        let file = SuccessorList(rows: [
            ["旧", "新"], ["総務課", "秘書課"], ["存在しない課", "秘書課"], ["財政局納税課", "秘書課"],
        ])
        let difference = try difference(2024, to: .takamatsu(through: 2021), successors: file)
        #expect(difference.successorProblems.map(\.row) == [2, 3, 4])
        #expect(difference.successorProblems.last?.reason == .unitRemains("財政局納税課"))
        #expect(difference.commands.isEmpty)
    }
}
