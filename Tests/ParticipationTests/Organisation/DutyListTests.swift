import Participation
import Testing

@Suite("事務分掌表")
struct DutyListTests {
    private let april = LocalDate.on("2024-04-01")

    @Test("組織名でもコードでも書け、移管元があれば事務の移管になる")
    func reads() throws {
        let list = DutyList(rows: [
            ["組織", "事務", "分類", "移管元"], ["庶務課", "文書に関すること", "０１、02;03", ""],
            ["12", "統計に関すること", "", "庶務課"], ["", "", "", ""],
        ])
        let (commands, problems) = list.commands(in: try .townHall(), effectiveOn: april)
        #expect(problems == [])
        #expect(
            commands == [
                .assignDuty(
                    DutyAssignment(
                        unit: "11", duty: "文書に関すること", categories: ["01", "02", "03"],
                        from: april)),
                .moveDuty(DutyMove(duty: "統計に関すること", from: "11", to: "12", on: april)),
            ])
    }

    @Test("読めない行はすべて挙げ、一つでもあれば命令を作らない")
    func problems() throws {
        let list = DutyList(rows: [
            ["unit", "duty", "categories", "from"], ["11", "文書", "01", ""], ["99", "文書", "", ""],
            ["", "文書", "", ""], ["11", "", "", ""], ["11", "文書", "", "ない課"],
        ])
        let (commands, problems) = list.commands(in: try .townHall(), effectiveOn: april)
        #expect(commands == [])
        #expect(
            problems == [
                ListProblem(row: 3, reason: .unitUnknown("99")),
                ListProblem(row: 4, reason: .nameMissing),
                ListProblem(row: 5, reason: .dutyMissing),
                ListProblem(row: 6, reason: .unitUnknown("ない課")),
            ])
        #expect(DutyList(rows: [["組織"]]).problems.map(\.reason) == [.columnsMissing])
    }
}
