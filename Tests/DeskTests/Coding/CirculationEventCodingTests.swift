import EventLog
import Participation
import Testing

@testable import Desk

@Suite("供覧の書式 第1版")
struct CirculationEventCodingTests {
    private static func golden() -> [Golden<CirculationEvent>] {
        [
            Golden(
                "CirculationRead.v1",
                .read(CirculationRead(post: "市長", by: "shicho", on: .on("2026-07-02")))),
            Golden("CirculationSendersShown.v1", .sendersShown(true)),
        ]
    }

    @Test("すべての種類に金型があり、一字一句同じに書いて読み、他の版や知らない項目は読まない")
    func goldenFiles() throws {
        let golden = Self.golden()
        #expect(
            Set(golden.map(\.type))
                == Set(CirculationEventCoding.EventType.allCases.map(\.rawValue)))
        try golden.expectWritten(by: CirculationEventCoding.self)
        try golden.expectRead(by: CirculationEventCoding.self)
        try golden.expectUnknownRefused(by: CirculationEventCoding.self)
    }
}
