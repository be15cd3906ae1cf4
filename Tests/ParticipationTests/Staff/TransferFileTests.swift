import Participation
import Testing

@Suite("人事異動のファイル")
struct TransferFileTests {
    private static let header = ["利用者名", "氏名", "役割", "所属", "終了日"]

    private func day(_ text: String) throws -> LocalDate { try #require(LocalDate(iso: text)) }

    @Test("一人に幾つもの役割、空欄は全ての課、終了日は和暦でもよい")
    func reads() throws {
        let april = try day("2026-04-01")
        let file = TransferFile(
            rows: [
                Self.header, ["ＳＡＴＯ", "佐藤 花子", "担当", "土木課", "R9.3.31"],
                ["sato", "佐藤 花子", "approver", "", ""], ["", "", "", "", ""],
                ["abe", "", "", "", ""],
            ], effectiveOn: april)
        #expect(file.problems.isEmpty)
        #expect(file.transfers.map(\.login.text) == ["sato", "abe"])
        #expect(
            file.transfers[0].roles == [
                RoleTerm(
                    .officer, section: "土木課", from: april, through: try day("2027-03-31")),
                RoleTerm(.approver, from: april),
            ])
        #expect(file.transfers[1].roles.isEmpty)
    }

    @Test("読めない行は全て、行番号で示す")
    func names() throws {
        let file = TransferFile(
            rows: [
                Self.header, ["佐藤", "佐藤", "担当", "", ""], ["sato", "佐藤", "課長", "", ""],
                ["abe", "阿部", "担当", "", "2026-03-31"], ["abe", "阿部", "担当", "", "来年"],
                ["kato", "加藤", "担当", "", ""], ["kato", "加藤 一", "決裁", "", ""],
                ["kato", "加藤", "担当", "", ""], ["kato", "加藤", "", "", ""],
            ], effectiveOn: try day("2026-04-01"))
        #expect(file.problems.map(\.row) == [2, 3, 4, 5, 7, 8, 9])
        let headless = TransferFile(
            rows: [["氏名", "役割"]], effectiveOn: try day("2026-04-01"))
        #expect(headless.problems.map(\.row) == [1])
    }

    @Test("続く役割には触れず、なくなる役割を終え、増える役割を始める。二度目は何も変えない")
    func differs() throws {
        let april = try day("2026-04-01")
        let old = try day("2024-04-01")
        let held = [
            HeldRole(number: 1, term: RoleTerm(.officer, section: "土木課", from: old)),
            HeldRole(number: 2, term: RoleTerm(.viewer, from: old)),
            HeldRole(number: 3, term: RoleTerm(.intake, from: old, through: try day("2025-03-31"))),
            HeldRole(number: 4, term: RoleTerm(.planning, from: try day("2026-10-01"))),
        ]
        let wanted = [RoleTerm(.viewer, from: april), RoleTerm(.approver, from: april)]
        let changes = RoleChanges(from: held, to: wanted, effectiveOn: april)
        #expect(changes.ended == [1, 4])
        #expect(changes.given == [RoleTerm(.approver, from: april)])
        let after = [held[1], HeldRole(number: 5, term: RoleTerm(.approver, from: april))]
        #expect(RoleChanges(from: after, to: wanted, effectiveOn: april).isEmpty)
        #expect(RoleChanges(from: after, to: [], effectiveOn: april).ended == [2, 5])
    }
}
