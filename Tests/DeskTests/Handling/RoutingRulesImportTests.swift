import EventLog
import Foundation
import Participation
import TestSupport
import Testing

@testable import Desk

@Suite("振分け規則の採用と評価")
struct RoutingRulesImportTests {
    private static let townHall = "code,name,parent\n10,総務部,\n11,庶務課,10\n12,税務課,10\n"

    private static func rules(_ rules: String...) throws -> RoutingRulesFile {
        try RoutingRulesFile(
            "effectiveOn: 2026-04-01\nrules:\n"
                + rules.map { "  - {\($0), because: 所管}\n" }.joined())
    }

    private static func setUp(_ city: TestCity) async throws -> Desk {
        let desk = Desk(city)
        _ = try await desk.importOrganisation(
            OrganisationFiles(list: try TableFile(Array(townHall.utf8))),
            effectiveOn: .on("2020-04-01"), actor: "test")
        return desk
    }

    @Test("採用すると版が進み、同じものは記録しない。試行は何も記録しない")
    func adopts() async throws {
        try await TestCity.with { city in
            let desk = try await Self.setUp(city)
            let first = try Self.rules("id: A, when: {category: '07'}, to: 庶務課")
            let head = try await city.log.headPosition()
            let trial = try await desk.importRules(first, isTrial: true, actor: "test")
            #expect(trial.version == 1 && trial.events == 1 && trial.position == 0)
            #expect(try await city.log.headPosition() == head)
            let outcome = try await desk.importRules(first, actor: "test")
            #expect(outcome.version == 1 && outcome.position == head + 1)
            let again = try await desk.importRules(first, actor: "test")
            #expect(again.version == 1 && again.events == 0 && again.position == 0)
            let second = try await desk.importRules(try Self.rules("id: A, to: 12"), actor: "test")
            #expect(second.version == 2)
            let book = try await desk.routingBook()
            #expect(book.editions.count == 2)
            let before = try await desk.routingBook(asOf: .position(outcome.position))
            #expect(before.editions == [first.rules])
        }
    }

    @Test("組織にない担当の規則は、行を言って断り、何も記録しない")
    func refusesUnknownSections() async throws {
        try await TestCity.with { city in
            let desk = try await Self.setUp(city)
            let head = try await city.log.headPosition()
            let outcome = try await desk.importRules(
                try Self.rules("id: A, to: 庶務課", "id: B, to: [税務課, 水道課]"), actor: "test")
            #expect(outcome.isRejected && outcome.events == 0)
            #expect(outcome.problems.map(\.line) == [4])
            #expect(outcome.problems.first?.reason.contains("水道課") == true)
            #expect(try await city.log.headPosition() == head)
        }
    }

    @Test("しきい値は記録され、取り消せる。低すぎるものは断る")
    func threshold() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            let position = try await desk.setClassifierThreshold(
                Confidence(0.95), actor: "test")
            #expect(position == 1)
            #expect(try await desk.routingBook().threshold == Confidence(0.95))
            #expect(
                try await desk.setClassifierThreshold(Confidence(0.95), actor: "test") == 0)
            _ = try await desk.setClassifierThreshold(nil, actor: "test")
            #expect(try await desk.routingBook().threshold == nil)
            await #expect {
                _ = try await desk.setClassifierThreshold(Confidence(0.3), actor: "test")
            } throws: { error in
                guard case DeskError.declined(let refusals) = error else { return false }
                return refusals.map(\.field) == ["threshold"]
            }
        }
    }

    private static func requests() throws -> ImportSource {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(
                path: "ParticipationTests/Fixtures/routing/nyc311.tsv")
        return ImportSource(
            Array(try Data(contentsOf: file)), mapping: try ImportFixture.mapping("nyc311"))
    }

    @Test("ニューヨーク市の要望を種類の規則で評価する: 採用した規則でも、採用前の規則でも")
    func evaluates() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            let none = try await desk.evaluateRouting(of: try Self.requests(), by: .rules)
            #expect(none.evaluation.rows == 999 && none.evaluation.triage == 999)
            let file = try RoutingRulesFileTests.shipped("nyc311")
            let draft = try await desk.evaluateRouting(
                of: try Self.requests(), by: .draft(file.rules))
            let evaluation = draft.evaluation
            #expect(evaluation.rows == 999 && evaluation.decided == 999)
            #expect(evaluation.right == 982 && evaluation.wrong == 17)
            #expect(
                evaluation.confusion.filter { $0.decided != $0.expected } == [
                    .init(expected: "3-1-1", decided: "DOHMH", rows: 4),
                    .init(expected: "3-1-1", decided: "DOT", rows: 13),
                ])
            _ = try await desk.importRules(file, actor: "test")
            let adopted = try await desk.evaluateRouting(of: try Self.requests(), by: .rules)
            #expect(adopted == draft)
        }
    }

    @Test("過去の記録から作った下書きは、出荷する規則と同じになる")
    func drafts() throws {
        let drafted = try Desk.draftRules(
            from: try Self.requests(), effectiveOn: .on("2005-01-01"), least: 1,
            share: Confidence(0.5))
        #expect(drafted.rules == (try RoutingRulesFileTests.shipped("nyc311")).rules.rules)
        let careful = try Desk.draftRules(
            from: try Self.requests(), effectiveOn: .on("2005-01-01"), least: 5,
            share: Confidence(0.9))
        #expect(careful.rules.count == 22)
    }

    @Test("高松市の行事の問い合わせ先を、その日の組織の担当に当てる")
    func contacts() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            for year in [2020, 2021, 2024] {
                _ = try await desk.importOrganisation(
                    try OrganisationFixture.files(year), effectiveOn: .on("\(year)-04-01"),
                    actor: "test")
            }
            let name = "takamatsu-20240711_551e27dd.csv"
            let source = ImportSource(
                try ImportFixture.bytes(name),
                mapping: try ImportFixture.mapping("takamatsu-events"), name: name)
            let trial = try await desk.evaluateRouting(of: source, by: .rules)
            #expect(trial.rejects.isEmpty && trial.evaluation.wrong == 0)
            // This edition has more of 市民活動センター, which is no unit, than the others.
            #expect(trial.evaluation.rows == 58 && trial.evaluation.decided >= 47)
            let undecided = Set(
                trial.evaluation.confusion.filter { $0.decided == nil }.map(\.expected))
            #expect(undecided.contains { $0.contains("市民活動センター") })
        }
    }
}
