import EventLog
import Participation
import Testing

@testable import Desk

@Suite("暦の書式 第1版")
struct CalendarEventCodingTests {
    private static func golden() throws -> [Golden<CalendarEvent>] {
        let rules = [("2026-05-06", "振替休日"), ("12-29", "年末年始"), ("土", "土曜日")]
        let closures = try rules.map { try #require(Closure(date: $0, name: $1)) }
        return [
            Golden(
                "CalendarDefined.v1",
                .defined(NamedCalendar(name: "市の休日", closures: closures))),
            Golden("CalendarWithdrawn.v1", .withdrawn(name: "市の休日")),
        ]
    }

    @Test("すべての種類に金型がある")
    func everyTypeHasAGoldenFile() throws {
        #expect(
            Set(try Self.golden().map(\.type))
                == Set(CalendarEventCoding.EventType.allCases.map(\.rawValue)))
    }

    @Test("書いたものは金型と一字一句同じで、読むと元の出来事に戻り、他の版や知らない項目は読まない")
    func goldenFiles() throws {
        try Self.golden().expectWritten(by: CalendarEventCoding.self)
        try Self.golden().expectRead(by: CalendarEventCoding.self)
        try Self.golden().expectUnknownRefused(by: CalendarEventCoding.self)
    }

    @Test("市の暦は、どの市でも同じ一つの対象に記録する")
    func stream() {
        #expect(
            CalendarEventCoding.stream.text == "calendar-00000000-0000-8000-8000-000000000001")
    }

    @Test("知らない種類・版・項目、欠けた項目、おかしな値は読まない")
    func refuses() throws {
        let defined = #"{"closures":[{"day":"12-29","name":"年末年始"}],"name":"市"}"#
        let cases: [(String, String, EventCodingError)] = [
            ("CalendarEaten", defined, .unknown(type: "CalendarEaten", schemaVersion: 1)),
            (
                "CalendarDefined", defined.replacing("12-29", with: "土"),
                .malformed(type: "CalendarDefined", key: "day")
            ),
            (
                "CalendarDefined", defined.replacing("年末年始", with: " "),
                .malformed(type: "CalendarDefined", key: "name")
            ),
            (
                "CalendarDefined", defined.replacing(#""day""#, with: #""a":"b","day""#),
                .unexpected(type: "CalendarDefined", key: "a")
            ),
            ("CalendarWithdrawn", "{}", .missing(type: "CalendarWithdrawn", key: "name")),
            ("CalendarWithdrawn", defined, .unexpected(type: "CalendarWithdrawn", key: "closures")),
        ]
        for (type, text, error) in cases {
            #expect(throws: error) {
                try CalendarEventCoding.decode(
                    type: type, schemaVersion: 1, payload: Array(text.utf8), opened: nil)
            }
        }
    }
}
