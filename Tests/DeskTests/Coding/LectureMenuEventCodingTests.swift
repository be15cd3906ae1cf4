import Participation
import Testing

@testable import Desk

@Suite("出前講座メニューの出来事の書式 第1版")
struct LectureMenuEventCodingTests {
    private func golden() throws -> Golden<LectureMenuEvent> {
        Golden(
            "LectureMenuOffered.v1",
            .offered(
                LectureMenuOffered(
                    fiscalYear: try #require(FiscalYear(2026)), stage: .confirmed,
                    items: [
                        LectureMenuItem(
                            code: "12", title: "根室市の財政", aim: "予算のしくみを知る", minutes: 60,
                            minimumPeople: 5, department: "財政課", topics: ["財政", "7"],
                            weekdays: [.friday, .monday], materials: "資料を配布します"),
                        LectureMenuItem(
                            code: "13", title: "ごみの分別", minutes: 45, department: "環境衛生課"),
                    ])))
    }

    private func decode(_ payload: [UInt8], version: Int16 = 1) throws -> LectureMenuEvent {
        try LectureMenuEventCoding.decode(
            type: "LectureMenuOffered", schemaVersion: version, payload: payload, opened: nil)
    }

    @Test("書いたものは金型と一字一句同じで、読むと元に戻る")
    func roundTrip() throws {
        let golden = try golden()
        try golden.expectWritten(as: LectureMenuEventCoding.encode(golden.event))
        #expect(try decode(golden.payload()) == golden.event)
    }

    @Test("知らない版・項目・おかしな値は読まない")
    func refuses() throws {
        let golden = try golden()
        #expect(throws: EventCodingError.unknown(type: "LectureMenuOffered", schemaVersion: 2)) {
            try decode(golden.payload(), version: 2)
        }
        let changes = [
            (
                "\"code\":\"12\"", "\"colour\":\"red\",\"code\":\"12\"",
                EventCodingError.unexpected(type: golden.type, key: "colour")
            ),
            ("\"friday\"", "\"payday\"", .malformed(type: golden.type, key: "weekdays")),
            ("\"confirmed\"", "\"burnt\"", .malformed(type: golden.type, key: "stage")),
            ("\"minutes\":45,", "", .missing(type: golden.type, key: "minutes")),
        ]
        for (old, new, error) in changes {
            #expect(throws: error) { try decode(golden.payload(replacing: old, with: new)) }
        }
    }
}
