import EventLog
import Participation
import Testing

@testable import Desk

@Suite("把握値の出来事の書式 第1版")
struct ObservationEventCodingTests {
    private static func fullest(_ label: FigureLabel) throws -> ObservedValue {
        ObservedValue(
            indicator: "nemuro-basic/women-in-councils", year: try #require(FiscalYear(2024)),
            quarter: .second, value: try #require(ExactDecimal(parsing: "△1,024.90")),
            source: "市民意識調査", surveyYear: FiscalYear(2023), label: label)
    }

    private static func goldens() throws -> [Golden<ObservationEvent>] {
        let from = try #require(ExactDecimal(parsing: "24.9"))
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

    private func decode(
        _ golden: Golden<ObservationEvent>, _ payload: [UInt8], _ opened: Opened?,
        version: Int16 = 1
    ) throws -> ObservationEvent {
        try ObservationEventCoding.decode(
            type: golden.type, schemaVersion: version, payload: payload, opened: opened)
    }

    @Test("書いたものは金型と一字一句同じで、読むと元に戻る")
    func roundTrip() throws {
        for golden in try Self.goldens() {
            try golden.expectWritten(as: ObservationEventCoding.encode(golden.event))
            #expect(try decode(golden, golden.payload(), golden.opened()) == golden.event)
        }
    }

    @Test("消去された理由は「消去済み」と読み、値は残る")
    func erased() throws {
        let golden = try #require(
            try Self.goldens().first { $0.name == "ObservationCorrected.v1" })
        guard case .corrected(let event) = try decode(golden, golden.payload(), .erased) else {
            Issue.record("not corrected")
            return
        }
        #expect(event.reason == .erased)
        #expect(event.observed.value.description == "-1024.9")
    }

    @Test("知らない版・項目・おかしな値は読まない")
    func refuses() throws {
        for golden in try Self.goldens() {
            #expect(throws: EventCodingError.unknown(type: golden.type, schemaVersion: 2)) {
                try decode(golden, golden.payload(), nil, version: 2)
            }
        }
        let golden = try #require(try Self.goldens().first)
        let changes = [
            (
                "\"label\"", "\"colour\":\"red\",\"label\"",
                EventCodingError.unexpected(type: golden.type, key: "colour")
            ),
            ("\"quarter\":2", "\"quarter\":5", .malformed(type: golden.type, key: "quarter")),
            ("\"-1024.9\"", "\"-\"", .malformed(type: golden.type, key: "value")),
            ("\"-1024.9\"", "-1024", .malformed(type: golden.type, key: "value")),
            ("\"year\":2024", "\"year\":99999", .malformed(type: golden.type, key: "year")),
            (
                "\"surveyYear\":2023", "\"surveyYear\":\"R5\"",
                .malformed(type: golden.type, key: "surveyYear")
            ),
            ("\"provisional\"", "\"rumour\"", .malformed(type: golden.type, key: "label")),
        ]
        for (old, new, error) in changes {
            #expect(throws: error) {
                try decode(golden, golden.payload(replacing: old, with: new), nil)
            }
        }
    }
}
