import EventLog
import Participation
import Testing

@testable import Desk

@Suite("把握値の出来事の書式 第1版")
struct ObservationEventCodingTests {
    private static func fullest(_ label: FigureLabel) throws -> ObservedValue {
        ObservedValue(
            indicator: "nemuro-basic/women-in-councils", year: try #require(FiscalYear(2024)),
            quarter: .second, value: try #require(FigureValue(parsing: "△1,024.90")),
            source: "市民意識調査", surveyYear: FiscalYear(2023), label: label)
    }

    private static func goldens() throws -> [Golden<ObservationEvent>] {
        let from = try #require(FigureValue(parsing: "24.9"))
        let least = ObservedValue(
            indicator: "a/b", year: try #require(FiscalYear(2019)), value: .zero, label: .final)
        return [
            Golden("ObservationRecorded.v1", .recorded(try fullest(.provisional))),
            Golden("ObservationRecorded.v1.least", .recorded(least)),
            Golden(
                "ObservationCorrected.v1",
                .corrected(
                    ObservationCorrected(
                        from: from, observed: try fullest(.corrected),
                        reason: .readable("集計の誤り"))), hasPersonal: true),
            Golden(
                "ObservationCorrected.v1.least",
                .corrected(
                    ObservationCorrected(from: .zero, observed: least, reason: .readable(nil)))),
            Golden(
                "ObservationWithdrawn.v1",
                .withdrawn(ObservationWithdrawn(reason: .readable("年度の誤り"))), hasPersonal: true),
        ]
    }

    @Test("書いたものは金型と一字一句同じで、読むと元に戻る")
    func roundTrip() throws {
        try Self.goldens().expectWritten(by: ObservationEventCoding.self)
        try Self.goldens().expectRead(by: ObservationEventCoding.self)
    }

    @Test("消去された理由は「消去済み」と読み、値は残る")
    func erased() throws {
        let golden = try Self.goldens().golden("ObservationCorrected.v1")
        guard
            case .corrected(let event) = try golden.erased(by: ObservationEventCoding.self)
        else {
            Issue.record("not corrected")
            return
        }
        #expect(event.reason == .erased)
        #expect(event.observed.value.description == "-1024.9")
    }

    @Test("知らない版・項目・おかしな値は読まない")
    func refuses() throws {
        try Self.goldens().expectUnknownRefused(by: ObservationEventCoding.self)
        let recorded = "ObservationRecorded.v1"
        try Self.goldens().expectMalformedRefused(
            by: ObservationEventCoding.self,
            [
                (recorded, "\"quarter\":2", "\"quarter\":5", "quarter"),
                (recorded, "\"-1024.9\"", "\"-\"", "value"),
                (recorded, "\"-1024.9\"", "-1024", "value"),
                (recorded, "\"-1024.9\"", "\"-1024.90\"", "value"),
                (recorded, "\"year\":2024", "\"year\":99999", "year"),
                (recorded, "\"surveyYear\":2023", "\"surveyYear\":\"R5\"", "surveyYear"),
                (recorded, "\"provisional\"", "\"rumour\"", "label"),
            ])
    }
}
