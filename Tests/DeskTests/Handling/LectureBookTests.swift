import EventLog
import FoundationEssentials
import Participation
import TestSupport
import Testing

@testable import Desk

@Suite("出前講座の控え")
struct LectureBookTests {
    @Test("読めない記録があれば、最初に尋ねた人にも次の人にも、あるものを黙って省かない")
    func unreadable() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            let year = FiscalYear(desk.today)
            #expect(try await desk.lectures(in: year).isEmpty)
            _ = try await city.log.append(
                Append([
                    Append.Write(
                        StreamName(category: "lecture", id: UUID()), expecting: .none,
                        [
                            NewEvent(
                                type: LectureEventCoding.requestedType, schemaVersion: 99,
                                payload: Array("{}".utf8))
                        ])
                ]))
            for _ in 1...2 {
                await #expect(throws: DeskError.self) { _ = try await desk.lectures(in: year) }
            }
        }
    }
}
