import Testing

@testable import Participation

@Suite("市長・副市長の指示と、担当課の対応")
struct InstructionTests {
    private static func told(_ text: String = "現地を確認すること") -> Instruction {
        Instruction(
            number: 0, post: "市長", by: "shicho", on: .on("2026-07-02"),
            text: .readable(Wording(text)))
    }

    private static func done(
        _ number: Int = 0, on day: String = "2026-07-03", _ text: String = "道順を見直した"
    ) -> InstructionAnswer {
        InstructionAnswer(
            number: number, section: "土木課", by: "sato", on: .on(day),
            text: .readable(Wording(text)))
    }

    private static func recorded(_ number: Int) -> Instruction {
        var instruction = told()
        instruction.number = number
        return instruction
    }

    @Test("指示には続き番号が付き、何件でも残る")
    func numbers() throws {
        try Scenario.givenRouted().asked(.instruct(Self.told()))
            .thenRecorded(.instructed(Self.recorded(1)))
        try Scenario.givenRouted(.instructed(Self.recorded(1))).asked(.instruct(Self.told()))
            .thenRecorded(.instructed(Self.recorded(2)))
        try Scenario.givenRouted().asked(.instruct(Self.told(" ")))
            .thenDeclined(.required(.text))
    }

    @Test("限定の案件には指示できない")
    func restricted() throws {
        let scenario = try Scenario.givenRouted(changing: { $0.handling = .restricted })
        scenario.asked(.instruct(Self.told())).thenDeclined(.notCirculated)
    }

    @Test("消去した案件には、指示も対応もない。残っていた言葉も消える")
    func erased() throws {
        let scenario = Scenario<Item>(
            state: [
                ItemEvent.response(.instructed(Self.recorded(1))),
                .response(.instructionAnswered(Self.done(1))),
                .response(.instructed(Self.recorded(2))),
                .retention(
                    .erased(RecordErasure(ground: .entryError(.trial), on: .on("2026-07-04")))),
            ].reduce(try Scenario.givenRouted().state, Item.evolve))
        scenario.asked(.instruct(Self.told())).thenRefused(.personalErased)
        scenario.asked(.answerInstruction(Self.done(2))).thenRefused(.personalErased)
        let given = try scenario.item.response.instructions
        #expect(given.map(\.instruction.text) == [.erased, .erased])
        #expect(given.map(\.answer?.text) == [.erased, nil])
    }

    @Test("対応するのは、その案件を担当する課か、広聴主管")
    func sections() throws {
        let scenario = try Scenario.givenRouted(.instructed(Self.recorded(1)))
        var answer = Self.done(1)
        for section in ["公園課", nil] as [Wording?] {
            answer.section = section
            scenario.asked(.answerInstruction(answer)).thenRecorded(.instructionAnswered(answer))
        }
        answer.section = "税務課"
        scenario.asked(.answerInstruction(answer))
            .thenDeclined(.notOfSection("税務課", sections: ["土木課", "公園課"]))
    }

    @Test("対応は、待っている最初の指示か、番号の指示に付く。同じ対応の繰返しは何も起こさない")
    func answers() throws {
        let two = try Scenario.givenRouted(
            .instructed(Self.recorded(1)), .instructed(Self.recorded(2)))
        two.asked(.answerInstruction(Self.done())).thenRecorded(
            .instructionAnswered(Self.done(1)))
        two.asked(.answerInstruction(Self.done(2))).thenRecorded(
            .instructionAnswered(Self.done(2)))
        let one = try Scenario.givenRouted(
            .instructed(Self.recorded(1)), .instructionAnswered(Self.done(1)))
        one.asked(.answerInstruction(Self.done(1))).thenNothing()
        one.asked(.answerInstruction(Self.done(1, "別の対応"))).thenDeclined(.noInstruction)
        one.asked(.answerInstruction(Self.done())).thenDeclined(.noInstruction)
        two.asked(.answerInstruction(Self.done(3))).thenDeclined(.noInstruction)
        two.asked(.answerInstruction(Self.done(1, on: "2026-07-01")))
            .thenDeclined(.answeredBeforeInstruction(.on("2026-07-02")))
    }

    @Test("供覧する職は、市長・副市長に在職する人だけ")
    func posts() {
        let list = PostList(
            effectiveOn: .on("2026-04-01"),
            posts: [
                Post(name: "市長", rank: .mayor, holder: "shicho"),
                Post(name: "副市長", rank: .deputyMayor, holder: "fuku"),
                Post(name: "土木課長", rank: .section, sections: ["土木課"], holder: "kacho"),
            ])
        #expect(list.circulatingPost(of: "shicho")?.name == "市長")
        #expect(list.circulatingPost(of: "fuku")?.name == "副市長")
        #expect(list.circulatingPost(of: "kacho") == nil)
        let read = CirculationRead(post: "市長", by: "shicho", on: .on("2026-07-02"))
        Scenario<Circulation>.given().when(.read(read)).then(.read(read))
        Scenario<Circulation>.given(.read(read)).when(.read(read)).thenNothing()
    }
}
