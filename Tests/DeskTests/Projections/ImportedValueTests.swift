import EventLog
import FoundationEssentials
import Participation
import TestSupport
import Testing

@testable import Desk

@Suite("取り込んだ把握値の訂正と取下げ")
struct ImportedValueTests {
    private static let plan = """
        plan: {code: test, name: 試験計画, city: 根室市}
        indicators:
          - {code: residents, name: 外国人登録者数, unit: 人, measure: {observed: value}}
        """
    private static let mapping = """
        kind: observation
        columns: {externalId: [指標, 年度], indicator: 指標, year: 年度, value: 値, source: 出典}
        """
    private static let period = ObservedPeriod(indicator: "residents", year: "R7")

    private static func imported(_ desk: Desk, _ value: String) async throws {
        let text = "指標,年度,値,出典\nresidents,R6,700,住民基本台帳\nresidents,R7,\(value),住民基本台帳"
        let outcome = try await desk.importFile(
            ImportSource(Array(text.utf8), mapping: try ImportMapping(yaml: mapping)),
            mode: .whole, actor: "test")
        #expect(outcome.rejects.isEmpty)
    }

    private static func figure(_ desk: Desk) async throws -> String? {
        try await desk.figures(
            FigureRequest(year: try #require(FiscalYear(2025)), indicators: ["residents"])
        ).figures.first?.text
    }

    private static func correction(_ value: String) -> ObservationEntry {
        var entry = ObservationEntry(value: value)
        entry.reason = "集計の誤り"
        return entry
    }

    @Test("取り込んだ値は、入力した値と同じように訂正でき、ほかの年度の値には触れない")
    func correctsImported() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            let (plan, indicators) = try PlanFile.parse(Self.plan)
            _ = try await desk.importPlan(
                plan, indicators, author: nil, reason: nil, actor: "test")
            try await Self.imported(desk, "731")
            #expect(try await Self.figure(desk) == "731")
            let command = UUID()
            let first = try await desk.correctObservation(
                Self.correction("732"), of: Self.period, actor: "test", command: command)
            #expect(first.handled.events == 1 && first.handled.version == 2)
            #expect(try await Self.figure(desk) == "732")
            let again = try await desk.correctObservation(
                Self.correction("732"), of: Self.period, actor: "test", command: command)
            #expect(again == first)
        }
    }

    @Test("入力した値と取り込んだ値では、後のものが数えられ、訂正も取下げもその値に及ぶ")
    func theLaterCounts() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            let (plan, indicators) = try PlanFile.parse(Self.plan)
            _ = try await desk.importPlan(
                plan, indicators, author: nil, reason: nil, actor: "test")
            let typed = try await desk.recordObservation(
                ObservationEntry(value: "730"), of: Self.period, actor: "test", command: nil)
            try await Self.imported(desk, "731")
            #expect(try await Self.figure(desk) == "731")
            let corrected = try await desk.correctObservation(
                Self.correction("735"), of: Self.period, actor: "test", command: nil)
            #expect(corrected.id != typed.id)
            #expect(try await Self.figure(desk) == "735")
            _ = try await desk.withdrawObservation(
                of: Self.period, reason: "年度の誤り", actor: "test", command: nil)
            #expect(try await Self.figure(desk) == "730")
            let last = try await desk.correctObservation(
                Self.correction("729"), of: Self.period, actor: "test", command: nil)
            #expect(last.id == typed.id)
            #expect(try await Self.figure(desk) == "729")
        }
    }
}
