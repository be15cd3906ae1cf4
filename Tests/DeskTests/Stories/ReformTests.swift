import EventLog
import FoundationEssentials
import Participation
import TestSupport
import Testing

@testable import Desk

// The same reorganisation as a form puts it together, step by step, and midnight of 1 April.
@Suite("画面からの組織改正")
struct ReformTests {
    private static let april = LocalDate.on("2027-04-01")

    private static func withCity(_ body: (Desk, TestCity) async throws -> Void) async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            let list = """
                code,name,parent
                10,総務部,
                11,庶務課,10
                12,税務課,10
                13,国体推進課,10
                """
            let outcome = try await desk.importOrganisation(
                OrganisationFiles(list: try TableFile(Array(list.utf8))),
                effectiveOn: .on("2020-04-01"), actor: "test")
            #expect(!outcome.isRejected)
            try await body(desk, city)
        }
    }

    private static var steps: [ReformStep] {
        func begin(_ code: String, _ name: String) -> ReformStep {
            var step = ReformStep(.establish, unit: code)
            (step.name, step.parent, step.level) = (name, "10", .division)
            return step
        }
        func duty(_ code: String, _ category: String) -> ReformStep {
            var step = ReformStep(.duty, unit: code)
            (step.duty, step.categories) = ("分類\(category)に関すること", [category])
            return step
        }
        var split = ReformStep(.abolish, unit: "11")
        split.successors = ["21", "22"]
        var renamed = ReformStep(.rename, unit: "12")
        renamed.name = "納税課"
        return [
            begin("21", "総務課"), begin("22", "市民課"), split, ReformStep(.abolish, unit: "13"),
            renamed, duty("21", "01"), duty("22", "07"),
        ]
    }

    private static func letter(
        _ desk: Desk, to section: String, category: String
    ) async throws -> UUID {
        let id = try await desk.receive(
            .letter { $0.category = category }, actor: "test", command: nil
        ).id
        _ = try await desk.handle(
            .route(ItemRouting(lead: section, by: .clerk)), of: Item.self, stream: id,
            actor: "test", command: nil)
        return id
    }

    @Test("2月に準備し、試行は何も記録せず、4月1日になると処理中の案件が後継の課へ移る")
    func prepared() async throws {
        try await Self.withCity { desk, city in
            for (section, category) in [
                ("11", "07"), ("11", "01"), ("11", "99"), ("12", "05"), ("13", "01"),
            ] { _ = try await Self.letter(desk, to: section, category: category) }
            #expect(try await desk.openItemsBySection() == ["11": 3, "12": 1, "13": 1])

            let before = try await city.log.headPosition()
            let trial = try await desk.reform(
                Self.steps, on: Self.april, isTrial: true, actor: "t")
            #expect(try await city.log.headPosition() == before)
            #expect(trial.events.count == 7 && trial.position == 0)
            let ways = trial.rerouting?.entries.map { [$0.from, $0.to ?? "担当未定"] } ?? []
            #expect(
                Set(ways) == [
                    ["総務部庶務課(11)", "総務部市民課(22)"], ["総務部庶務課(11)", "総務部総務課(21)"],
                    ["総務部庶務課(11)", "担当未定"], ["総務部国体推進課(13)", "担当未定"],
                ])
            #expect(trial.rerouting?.items == 4)

            let made = try await desk.reform(
                Self.steps, on: Self.april, isTrial: false, actor: "t")
            // Once recorded, nobody looks through all open items again.
            #expect(made.position > before && made.rerouting == nil)
            let again = try await desk.reform(
                Self.steps, on: Self.april, isTrial: true, actor: "t")
            #expect(again.events.isEmpty)
            // The day has not come: nothing moves by itself.
            #expect(try await desk.followReorganisations(on: desk.today))
            #expect(try await desk.openItemsBySection() == ["11": 3, "12": 1, "13": 1])
            #expect(try await desk.reformResults(on: Self.april).isEmpty)

            let days = Self.april.dayNumber - desk.today.dayNumber
            city.clock.advance(by: Int64(days) * 86_400_000_000)
            #expect(try await desk.followReorganisations(on: desk.today))
            #expect(try await desk.openItemsBySection() == ["12": 1, "21": 1, "22": 1])
            let results = try await desk.reformResults(on: Self.april)
            #expect(results.map(\.items).reduce(0, +) == 4)
            #expect(
                Set(results.map { [$0.from, $0.to ?? ""] }) == [
                    ["11", ""], ["11", "21"], ["11", "22"], ["13", ""],
                ])
            let position = try await city.log.headPosition()
            #expect(try await desk.followReorganisations(on: desk.today))
            #expect(try await city.log.headPosition() == position, "a second run does nothing")
            let organisation = try await desk.organisation()
            #expect(organisation.abolitions(on: Self.april).map(\.code) == ["11", "13"])
            #expect(organisation.unit("12", on: Self.april)?.name == "納税課")
        }
    }

    @Test("矛盾する改正は理由を示して断り、何も記録しない")
    func refuses() async throws {
        try await Self.withCity { desk, city in
            let before = try await city.log.headPosition()
            var unknown = ReformStep(.rename, unit: "99")
            unknown.name = "ない課"
            var orphan = ReformStep(.abolish, unit: "11")
            orphan.successors = ["77"]
            for steps in [[unknown], [orphan]] {
                await #expect(throws: DeskError.self) {
                    _ = try await desk.reform(steps, on: Self.april, isTrial: false, actor: "t")
                }
            }
            #expect(try await city.log.headPosition() == before)
        }
    }
    @Test("施行日を過ぎてから登録しても、振替えはその施行日の結果に出て、次の改正日の結果には出ない")
    func recordedLate() async throws {
        try await Self.withCity { desk, city in
            for section in ["11", "13"] {
                _ = try await Self.letter(desk, to: section, category: "01")
            }
            let days = Self.april.dayNumber + 2 - desk.today.dayNumber
            city.clock.advance(by: Int64(days) * 86_400_000_000)
            _ = try await desk.reform(Self.steps, on: Self.april, isTrial: false, actor: "t")
            #expect(try await desk.followReorganisations(on: desk.today))
            let results = try await desk.reformResults(on: Self.april)
            #expect(results.map { [$0.from, $0.to ?? ""] } == [["11", "21"], ["13", ""]])
            #expect(try await desk.reformResults(on: .on("2027-03-31")).isEmpty)

            var again = ReformStep(.rename, unit: "21")
            again.name = "総務人事課"
            _ = try await desk.reform([again], on: .on("2027-04-10"), isTrial: false, actor: "t")
            #expect(try await desk.reformResults(on: Self.april) == results)
            #expect(try await desk.reformResults(on: .on("2027-04-10")).isEmpty)
        }
    }

    @Test("処理中の件数は、どう書かれた担当も課ごとに合わせ、限定は数えない")
    func openItems() async throws {
        try await Self.withCity { desk, _ in
            for section in ["11", "庶務課", "総務部庶務課", "庶務課", "なくなった課"] {
                _ = try await Self.letter(desk, to: section, category: "01")
            }
            let hidden = try await Self.letter(desk, to: "12", category: "01")
            _ = try await desk.handle(
                .setHandling(.restricted, isUrgent: false), of: Item.self, stream: hidden,
                actor: "test", command: nil)
            #expect(try await desk.openItemsBySection() == ["11": 4, "なくなった課": 1])
        }
    }
}
