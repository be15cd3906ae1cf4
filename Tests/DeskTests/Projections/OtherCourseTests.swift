import EventLog
import FoundationEssentials
import Participation
import Postgres
import TestSupport
import Testing

@testable import Desk

// A database restored to an earlier moment under a running server, or one that takes the place of
// another without its last events.
@Suite("前の時点へ戻された台帳と、サーバーの控え")
struct OtherCourseTests {
    private static func record(_ name: String, by desk: Desk) async throws {
        let list = "code,name,parent\n11,\(name),\n"
        let outcome = try await desk.importOrganisation(
            OrganisationFiles(list: try TableFile(Array(list.utf8))),
            effectiveOn: .on("2026-04-01"), actor: "test")
        #expect(!outcome.isRejected)
        let (plan, indicators) = try PlanFile.parse(
            """
            plan: {code: one, name: \(name)の計画, city: 根室市}
            indicators:
              - {code: letters, name: 手紙, unit: 件,
                 measure: {count: items, date: receivedOn}, targets: [{year: R8, value: 9}]}
            """)
        _ = try await desk.importPlan(plan, indicators, author: nil, reason: nil, actor: "test")
        var application = LectureApplication()
        application.wish = "財政の話"
        application.choices = ["R8.10.1 13:30"]
        application.group = "花咲町会"
        application.district = name
        _ = try await desk.requestLecture(application, actor: "test", command: nil)
    }

    private static func districts(_ desk: Desk) async throws -> [String?] {
        try await desk.lectures(in: FiscalYear(desk.today)).map {
            $0.request?.plain.district?.text
        }
    }

    @Test("別の続きになった台帳では、同じ版・同じ位置でも、控えではなく台帳にあるものを示す")
    func isReadAnew() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            try await Self.record("広報課", by: desk)
            #expect(try await desk.unitsOfToday().map(\.name) == ["広報課"])
            #expect(try await desk.plans().map(\.name) == ["広報課の計画"])
            #expect(try await Self.districts(desk) == ["広報課"])
            let reached = try await city.log.headPosition()

            let owner = try await city.superuser()
            _ = try await owner.run([
                "SET LOCAL session_replication_role = replica",
                "DELETE FROM log.event", "DELETE FROM log.stream", "DELETE FROM log.head",
                "DELETE FROM log.command",
            ])
            await owner.close()
            let other = city.secondLog()
            let elsewhere = Desk(
                log: other, keyring: city.keyring, pool: city.pool, clock: { city.clock.now },
                newID: { UUID() })
            try await Self.record("総務課", by: elsewhere)
            #expect(try await other.headPosition() == reached)

            #expect(try await desk.unitsOfToday().map(\.name) == ["総務課"])
            #expect(try await desk.plans().map(\.name) == ["総務課の計画"])
            #expect(try await Self.districts(desk) == ["総務課"])
            await other.close()
        }
    }
}
