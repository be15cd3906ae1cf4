import EventLog
import Foundation
import Participation
import TestSupport
import Testing

@testable import Desk

// PRODUCT §3, 6: a reorganisation, by the sections of then and by those of today.
@Suite("組織改正をまたぐ集計")
struct ReorganisationFiguresTests {
    private static let plan = """
        plan: {code: test, name: 試験計画, city: 根室市}
        indicators:
          - {code: letters, name: 市長への手紙, unit: 件, measure: {count: items}}
          - {code: copies, name: 通数, unit: 通, measure: {sum: copies, of: items}}
          - {code: size, name: 平均通数, unit: 通, decimals: 2, measure: {average: copies, of: items}}
          - {code: channels, name: 経路の数, unit: 種, measure: {distinct: channel, of: items}}
          - {code: citizens, name: 市民課の受付, unit: 件, measure: {count: items, where: {department: "22"}}}
        """

    private static let before = """
        code,name,parent
        10,総務部,
        11,庶務課,10
        12,税務課,10
        """
    private static let after = """
        code,name,parent
        10,総務部,
        12,税務課,10
        21,総務課,10
        22,市民課,10
        """
    private static let successors = """
        旧,新,区分
        庶務課,総務課,分割
        庶務課,市民課,分割
        """
    private static let duties = """
        組織,事務,分類
        総務課,文書に関すること,01
        市民課,戸籍に関すること,07、08
        """

    private static func reorganise(
        _ desk: Desk, _ list: String, _ successors: String? = nil, on day: String
    ) async throws {
        let outcome = try await desk.importOrganisation(
            OrganisationFiles(
                list: try OrganisationFixture.table(list),
                successors: try successors.map(OrganisationFixture.table)),
            effectiveOn: try OrganisationFixture.day(day), actor: "test")
        #expect(outcome.listProblems == [])
        #expect(outcome.successorProblems == [])
    }

    private static func withTownHall(
        _ body: (Desk, TestCity) async throws -> Void
    ) async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            let (plan, indicators) = try PlanFile.parse(plan)
            _ = try await desk.importPlan(
                plan, indicators, author: nil, reason: nil, actor: "test")
            try await reorganise(desk, before, on: "2020-04-01")
            try await body(desk, city)
        }
    }

    @discardableResult
    private static func receive(
        _ desk: Desk, _ department: String?, _ category: String?, copies: Int = 1,
        on day: String = "2026-06-20", channel: String = "paper"
    ) async throws -> UUID {
        try await desk.receive(
            .letter {
                $0.department = department
                $0.category = category
                $0.copies = copies
                $0.receivedOn = day
                $0.channel = channel
            }, actor: "test", command: nil
        ).id
    }

    /// Figures by section, `-` where there is none.
    private static func bySection(
        _ desk: Desk, _ view: Lens.View, _ indicator: String = "letters", asOf: AsOf = .now
    ) async throws -> [String: String?] {
        let answer = try await desk.figures(
            FigureRequest(
                year: try #require(FiscalYear(2026)), indicators: [indicator],
                by: ["department"], asOf: asOf, lens: Lens(organisation: view)))
        return Dictionary(
            uniqueKeysWithValues: answer.figures.map {
                ($0.dimensions.first?.word ?? "-", $0.text)
            })
    }

    private static let quarter: Int64 = 100 * 86_400_000_000

    @Test("10月1日の分割: 当時の組織では旧課、現在の組織では後継の課の計が旧課の計と同じ")
    func split() async throws {
        try await Self.withTownHall { desk, city in
            for category in ["07", "07", "08", "01", "01", "99", nil] {
                try await Self.receive(desk, "11", category)
            }
            try await Self.receive(desk, "12", "07")
            try await Self.receive(desk, nil, "07")
            let old = ["11": "7", "12": "1", "-": "1"]
            #expect(try await Self.bySection(desk, .recorded) == old)
            #expect(try await Self.bySection(desk, .current) == old)
            let spring = try await city.log.headPosition()

            // Prepared in June, in force in October.
            try await Self.reorganise(desk, Self.after, Self.successors, on: "2026-10-01")
            let duties = try await desk.importDuties(
                try OrganisationFixture.table(Self.duties),
                effectiveOn: try OrganisationFixture.day("2026-10-01"), actor: nil)
            #expect(duties.events == 2)
            let prepared = try await city.log.headPosition()
            #expect(try await Self.bySection(desk, .current) == old)

            city.clock.advance(by: Self.quarter)
            let new = ["22": "3", "21": "2", "配分不能": "2", "12": "1", "-": "1"]
            #expect(try await Self.bySection(desk, .current) == new)
            #expect(try await Self.bySection(desk, .recorded) == old)
            try await Self.receive(desk, "22", "08", on: "2026-10-02")
            let now = ["22": "4", "21": "2", "配分不能": "2", "12": "1", "-": "1"]
            #expect(try await Self.bySection(desk, .current) == now)

            // As it was known and in force then.
            for position in [spring, prepared] {
                #expect(
                    try await Self.bySection(desk, .current, asOf: .position(position)) == old)
            }
        }
    }

    @Test("通数・平均・種類の数も、条件も、現在の組織で計算する")
    func everyMeasure() async throws {
        try await Self.withTownHall { desk, city in
            try await Self.receive(desk, "11", "07", copies: 30)
            try await Self.receive(desk, "11", "08", copies: 3, channel: "fax")
            try await Self.receive(desk, "11", "01", copies: 5)
            try await Self.reorganise(desk, Self.after, Self.successors, on: "2026-10-01")
            _ = try await desk.importDuties(
                try OrganisationFixture.table(Self.duties),
                effectiveOn: try OrganisationFixture.day("2026-10-01"), actor: nil)
            city.clock.advance(by: Self.quarter)
            try await Self.receive(desk, "22", "07", on: "2026-10-02")
            #expect(
                try await Self.bySection(desk, .current, "copies") == ["22": "34", "21": "5"])
            #expect(
                try await Self.bySection(desk, .current, "size") == ["22": "11.33", "21": "5.00"])
            #expect(
                try await Self.bySection(desk, .current, "channels") == ["22": "2", "21": "1"])
            let year = try #require(FiscalYear(2026))
            for (view, count) in [(Lens.View.recorded, "1"), (.current, "3")] {
                let answer = try await desk.figures(
                    FigureRequest(
                        year: year, indicators: ["citizens"], lens: Lens(organisation: view)))
                #expect(answer.figures.map(\.text) == [count])
            }
        }
    }

    @Test("名称で取り込んだ担当も、後で渡った課も、コードが別の課に使われた後も、正しい課に付く")
    func namesAndReusedCodes() async throws {
        try await Self.withTownHall { desk, city in
            try await Self.receive(desk, "税務課", "05")
            try await Self.receive(desk, "知らない課", "05")
            let late = try await Self.receive(desk, nil, "05")
            // 税務課 becomes 納税課 (13), and its code goes to 観光課.
            try await Self.reorganise(
                desk,
                """
                code,name,parent
                10,総務部,
                11,庶務課,10
                12,観光課,10
                13,納税課,10
                """, "旧,新\n税務課,納税課\n", on: "2026-10-01")
            try await Self.receive(desk, "12", "05")
            city.clock.advance(by: Self.quarter)
            _ = try await desk.handle(
                .route(ItemRouting(lead: "12", by: .clerk)), of: Item.self, stream: late,
                actor: "test", command: nil)
            #expect(
                try await Self.bySection(desk, .current)
                    == ["13": "2", "12": "1", "配分不能": "1"])
            #expect(
                try await Self.bySection(desk, .recorded)
                    == ["税務課": "1", "知らない課": "1", "12": "2"])
        }
    }

    @Test("組織を登録していない市では、現在の担当がそのまま出る")
    func withoutOrganisation() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            let (plan, indicators) = try PlanFile.parse(Self.plan)
            _ = try await desk.importPlan(
                plan, indicators, author: nil, reason: nil, actor: "test")
            try await Self.receive(desk, "秘書課", "05")
            try await Self.receive(desk, nil, "05")
            #expect(try await Self.bySection(desk, .current) == ["秘書課": "1", "-": "1"])
        }
    }

    @Test("高松市の2021年から2024年への改正で、総数は変わらない")
    func takamatsu() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            let (plan, indicators) = try PlanFile.parse(Self.plan)
            _ = try await desk.importPlan(
                plan, indicators, author: nil, reason: nil, actor: "test")
            for year in [2020, 2021, 2024] {
                _ = try await desk.importOrganisation(
                    try OrganisationFixture.files(year),
                    effectiveOn: try OrganisationFixture.day("\(year)-04-01"), actor: nil)
            }
            let sections = [
                "1017500000", "1510700000", "1015200000", "1010200000", "3010800000",
            ]
            for section in sections {
                try await Self.receive(desk, section, "07", on: "2020-06-01")
            }
            let answer = try await desk.figures(
                FigureRequest(
                    year: try #require(FiscalYear(2020)), indicators: ["letters"],
                    by: ["department"], lens: Lens(organisation: .current)))
            let counts = Dictionary(
                uniqueKeysWithValues: answer.figures.map { ($0.dimensions.first?.word, $0.text) })
            #expect(
                counts == [
                    "2320400000": "1", "1010300000": "1", "2320100000": "1", "配分不能": "2",
                ])
        }
    }

    @Test("根拠の一覧は、当時の組織では旧課の名、現在の組織では後継の課の名で並び、件数は値と同じ")
    func recordsBehind() async throws {
        try await Self.withTownHall { desk, city in
            for category in ["07", "01", "99"] { try await Self.receive(desk, "11", category) }
            try await Self.reorganise(desk, Self.after, Self.successors, on: "2026-10-01")
            _ = try await desk.importDuties(
                try OrganisationFixture.table(Self.duties),
                effectiveOn: try OrganisationFixture.day("2026-10-01"), actor: nil)
            city.clock.advance(by: Self.quarter)
            func records(_ indicator: String, _ view: Lens.View) async throws -> FigureRecords {
                try await desk.figureRecords(
                    FigureRecordsRequest(
                        indicator: "test/\(indicator)",
                        period: FigurePeriod(year: try #require(FiscalYear(2026))),
                        lens: Lens(organisation: view)))
            }
            func sections(_ records: FigureRecords) -> [String?] {
                records.parts.flatMap(\.records).map { record in
                    switch record {
                    case .shown(let shown): shown.section
                    case .restricted: nil
                    }
                }
            }
            #expect(
                try await sections(records("letters", .recorded)) == ["庶務課", "庶務課", "庶務課"])
            #expect(
                try await sections(records("letters", .current)) == ["市民課", "総務課", "配分不能"])
            let citizens = try await records("citizens", .current)
            #expect(citizens.figure.text == "1")
            #expect(citizens.parts.map(\.total) == [1])
            #expect(sections(citizens) == ["市民課"])
            #expect(try await records("citizens", .recorded).parts.map(\.total) == [0])
        }
    }
}
