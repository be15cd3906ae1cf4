import EventLog
import Foundation
import Participation
import TestSupport
import Testing

@testable import Desk

@Suite("見本の市の過去")
struct DemoHistoryTests {
    private static func desk(_ city: TestCity, _ clock: DemoClock, _ log: EventLog) -> Desk {
        Desk(
            log: log, keyring: city.keyring, pool: city.pool, clock: { clock.now },
            newID: { UUID() })
    }

    @Test("二年余りの記録が月ごとに届き、途中で切れても続きから始まり、集計は台帳から出る")
    func seeds() async throws {
        try await TestCity.with { city in
            let clock = DemoClock()
            let log = EventLog(city.settings, on: city.reactor, now: { clock.now })
            let desk = Self.desk(city, clock, log)
            let end = try #require(LocalDate(iso: "2026-06-27"))
            let half = try #require(LocalDate(iso: "2025-06-27"))
            try await desk.seedDemoHistory(through: end, clock: clock)
            let head = try await city.log.headPosition()
            #expect(head > 1_000)
            try await desk.seedDemoHistory(through: end, clock: clock)
            #expect(try await city.log.headPosition() == head)
            let today = Desk(city)
            func letters(_ year: Int, asOf: AsOf = .now) async throws -> String? {
                try await today.figures(
                    FigureRequest(
                        year: try #require(FiscalYear(year)), indicators: ["letters-to-mayor"],
                        asOf: asOf)
                ).figures.first?.text
            }
            #expect(try await letters(2024) == "121")
            let then = try #require(AsOf(parsing: half.description))
            let (whole, part) = (try await letters(2025), try await letters(2025, asOf: then))
            #expect(whole != part)
            // What came in during the last weeks lies in the trays of the sections.
            let position = try await today.routeWhatIsThere()
            #expect(position == head)
            let tray = try await today.tray(of: "土木課").entries
            #expect(!tray.isEmpty && tray.allSatisfy { $0.due != nil })
            #expect(try await today.tray(of: "触れない課").entries.isEmpty)
            await log.close()
        }
    }

    @Test("ほかの記録がある台帳には、見本の記録を混ぜない")
    func refusesOtherRecords() async throws {
        try await TestCity.with { city in
            _ = try await Desk(city).receive(.letter(), actor: "clerk", command: nil)
            let clock = DemoClock()
            let desk = Self.desk(city, clock, city.log)
            await #expect(throws: DeskError.self) {
                try await desk.seedDemoHistory(through: desk.today, clock: clock)
            }
            #expect(try await city.log.headPosition() == 1)
        }
    }
}
