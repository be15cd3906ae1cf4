import Participation
import Testing

@Suite("出前講座のメニュー")
struct LectureMenuTests {
    private func offer(
        _ stage: LectureMenuStage, _ items: [LectureMenuItem] = [.finance],
        in year: String = "2026-04-01"
    ) -> LectureMenuCommand {
        .offer(
            OfferLectureMenu(fiscalYear: FiscalYear(.on(year)), stage: stage, items: items))
    }

    private func given(_ commands: LectureMenuCommand...) throws -> Scenario<LectureMenu> {
        var state = LectureMenu.initial
        for command in commands {
            state = try LectureMenu.decide(command, state).reduce(state, LectureMenu.evolve)
        }
        return Scenario(state: state)
    }

    private var waste: LectureMenuItem {
        LectureMenuItem(code: "13", title: "ごみの分別", minutes: 45, department: "環境衛生課")
    }

    @Test("案を作り、確定する")
    func draftsAndConfirms() throws {
        let drafted = try given(offer(.draft))
        guard case .drafted(let draft) = drafted.state else {
            Issue.record("not drafted")
            return
        }
        #expect(draft.item("12") == .finance)
        #expect(draft.item("99") == nil)
        drafted.when(offer(.confirmed)).then(
            .offered(
                LectureMenuOffered(
                    fiscalYear: FiscalYear(.on("2026-04-01")), stage: .confirmed,
                    items: [.finance])))
        drafted.when(offer(.draft)).thenNothing()
        drafted.when(offer(.draft, [.finance, waste])).thenAccepted()
    }

    @Test("確定したメニューは案に戻せないが、講座を足して確定し直せる")
    func staysConfirmed() throws {
        let confirmed = try given(offer(.draft), offer(.confirmed))
        confirmed.when(offer(.draft)).thenRefused(.alreadyConfirmed)
        confirmed.when(offer(.confirmed)).thenNothing()
        confirmed.when(offer(.confirmed, [.finance, waste])).thenAccepted()
        confirmed.when(offer(.confirmed, in: "2027-04-01"))
            .thenRefused(.otherYear(FiscalYear(.on("2026-04-01"))))
    }

    @Test("翌年度の案は今年度の講座から始まる")
    func nextYear() throws {
        let menu = LectureMenuOffered(
            fiscalYear: FiscalYear(.on("2026-04-01")), stage: .confirmed, items: [.finance, waste])
        let next = try #require(OfferLectureMenu(draftAfter: menu))
        #expect(next.fiscalYear.label == "R9")
        #expect(next.stage == .draft)
        #expect(next.items == [.finance, waste])
    }

    @Test("講座の誤りを、何番目かとともに断る")
    func wrongItems() throws {
        let cases: [(items: [LectureMenuItem], refusal: LectureMenuRefusal)] = [
            ([], .nothingToConfirm), ([.finance, .finance], .codeTwice(item: 2)),
            ([changed(\.title, "")], .text(.title, item: 1, .missing)),
            ([.finance, changed(\.code, " ")], .text(.code, item: 2, .missing)),
            ([changed(\.department, "")], .text(.department, item: 1, .missing)),
            ([changed(\.minutes, 0)], .minutesOutOfRange(item: 1)),
            ([changed(\.minimumPeople, 0)], .minimumOutOfRange(item: 1)),
            ([changed(\.topics, [""])], .text(.topics, item: 1, .missing)),
            (
                [changed(\.topics, Array(repeating: "話題", count: 21))],
                .tooManyTopics(item: 1, limit: 20)
            ),
            (Array(repeating: .finance, count: 501), .tooManyItems(limit: 500)),
        ]
        for (items, refusal) in cases {
            Scenario<LectureMenu>.given().when(offer(.confirmed, items)).thenRefused(refusal)
        }
        Scenario<LectureMenu>.given().when(offer(.draft, [])).thenAccepted()
    }

    private func changed<Value>(
        _ path: WritableKeyPath<LectureMenuItem, Value>, _ value: Value
    ) -> LectureMenuItem {
        var item = LectureMenuItem.finance
        item[keyPath: path] = value
        return item
    }

    @Test("説明は何番目の講座かを言う")
    func explanations() {
        #expect(
            LectureMenuRefusal.text(.title, item: 2, .missing).japanese
                == "2番目の講座: 講座名を入力してください。")
        #expect(
            LectureMenuRefusal.codeTwice(item: 3).japanese
                == "3番目の講座番号は、ほかの講座と重なっています。別の番号にしてください。")
        #expect(LectureMenuRefusal.codeTwice(item: 3).field == .code)
    }
}
