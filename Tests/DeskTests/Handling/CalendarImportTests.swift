import EventLog
import Foundation
import Participation
import TestSupport
import Testing

@testable import Desk

@Suite("暦の取込み")
struct CalendarImportTests {
    private static func shipped(_ name: String) throws -> [UInt8] {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        return Array(try Data(contentsOf: root.appending(path: "db/calendars/\(name).csv")))
    }

    @Test("祝日と閉庁日を取り込むと、期限を開庁日で数えられる。もう一度取り込んでも何も記録しない")
    func shippedCalendars() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            for (name, days) in [("holidays", 201), ("closed-days", 8)] {
                let table = try TableFile(try Self.shipped(name))
                let outcome = try await desk.importCalendar(table, name: name, actor: "test")
                #expect(outcome.problems == [])
                #expect(outcome.calendar.closures.count == days)
                #expect(outcome.events == 1)
                let again = try await desk.importCalendar(table, name: name, actor: "test")
                #expect(again.events == 0)
            }
            #expect(try await city.log.headPosition() == 2)
            let calendar = try await desk.calendar().opening
            let receipt = try #require(LocalDate(iso: "2026-04-28"))
            #expect(
                DeadlineRule.openingDays(10).dueDate(receivedOn: receipt, in: calendar)
                    == LocalDate(iso: "2026-05-18"))
            #expect(calendar.lastListedDay == LocalDate(iso: "2028-11-23"))
        }
    }

    @Test("新しい版は前の版に代わるが、以前の時点の暦はそのまま残る")
    func editions() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            func take(_ text: String) async throws -> Int64 {
                try await desk.importCalendar(
                    try TableFile(Array(text.utf8)), name: "市の休日", actor: nil
                ).position
            }
            let first = try await take("date,name\n08-01,開庁記念日\n")
            _ = try await take("date,name\n08-03,開庁記念日\n")
            let day = try #require(LocalDate(iso: "2026-08-01"))
            #expect(try await desk.calendar().opening.isOpen(day))
            #expect(try await !desk.calendar(asOf: .position(first)).opening.isOpen(day))
            _ = try await desk.withdrawCalendar(name: "市の休日", actor: nil)
            #expect(try await desk.calendar().all == [])
            await #expect(throws: DeskError.self) {
                try await desk.withdrawCalendar(name: "市の休日", actor: nil)
            }
        }
    }

    @Test("内閣府の形式(CP932)も読み、読めない行はすべて行番号で挙げて何も記録しない")
    func otherFiles() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            let text = "国民の祝日・休日月日,国民の祝日・休日名称\r\n2026/1/1,元日\r\n2026/1/12,成人の日\r\n"
            let bytes = Array(try #require(text.data(using: .shiftJIS)))
            let trial = try await desk.importCalendar(
                try TableFile(bytes), name: "syukujitsu", isTrial: true, actor: nil)
            #expect(trial.calendar.closures.map(\.name) == ["元日", "成人の日"])
            #expect(trial.events == 1)
            let wrong = try await desk.importCalendar(
                try TableFile(Array("date,name\n2026-02-30,x\n12-29,\n".utf8)), name: "x",
                actor: nil)
            #expect(wrong.problems.map(\.line) == [2, 3])
            #expect(try await city.log.headPosition() == 0)
        }
    }
}
