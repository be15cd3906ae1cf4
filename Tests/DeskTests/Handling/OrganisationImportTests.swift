import EventLog
import Foundation
import Participation
import TestSupport
import Testing

@testable import Desk

/// Lists 高松市 published, and who succeeded whom as made up for the tests.
enum OrganisationFixture {
    static func list(_ year: Int) throws -> TableFile { try TableFile(try bytes(year)) }

    /// They lie beside the tests of the pure rules, with their origin and licence.
    static func bytes(_ year: Int) throws -> [UInt8] {
        let file = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent().appending(
                path: "ParticipationTests/Fixtures/takamatsu-organisation/0083_\(year)04.csv")
        return Array(try Data(contentsOf: file))
    }

    static func successors(_ year: Int) throws -> TableFile {
        try TableFile(try Fixture.bytes("Organisation/successors_\(year)04.csv"))
    }

    static func files(_ year: Int) throws -> OrganisationFiles {
        OrganisationFiles(
            list: try list(year), successors: year == 2020 ? nil : try successors(year))
    }

    static func table(_ text: String) throws -> TableFile { try TableFile(Array(text.utf8)) }

    static func day(_ text: String) throws -> LocalDate { try #require(LocalDate(iso: text)) }
}

@Suite("組織一覧の取込み")
struct OrganisationImportTests {
    private typealias Fixture = OrganisationFixture

    @Test("高松市の組織一覧を2020・2021・2024年と取り込むと、どの日の組織も一覧のとおりになる")
    func realLists() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            for (year, events) in [(2020, 380), (2021, 0), (2024, 0)] {
                let day = try Fixture.day("\(year)-04-01")
                let before = try await city.log.headPosition()
                let trial = try await desk.importOrganisation(
                    try Fixture.files(year), effectiveOn: day, isTrial: true, actor: "test")
                #expect(trial.successorProblems == [])
                #expect(!trial.isRejected)
                #expect(trial.position == 0)
                #expect(try await city.log.headPosition() == before)

                let outcome = try await desk.importOrganisation(
                    try Fixture.files(year), effectiveOn: day, actor: "test")
                #expect(outcome.events == trial.events)
                if events > 0 { #expect(outcome.events == events) }
                #expect(outcome.position == before + Int64(outcome.events))
                #expect(try await city.log.headPosition() == outcome.position)

                let again = try await desk.importOrganisation(
                    try Fixture.files(year), effectiveOn: day, actor: "test")
                #expect(again.events == 0)
                #expect(!again.isRejected)
                #expect(try await city.log.headPosition() == outcome.position)
            }
            for year in [2020, 2021, 2024] {
                let units = try await desk.organisation().units(on: Fixture.day("\(year)-04-01"))
                let list = OrganisationList(rows: try Fixture.list(year).rows).units
                #expect(units.map(\.fullName) == list.sorted { $0.code < $1.code }.map(\.fullName))
            }
            #expect(try await city.log.event(at: 1)?.type == "UnitEstablished")
        }
    }

    @Test("CP932の一覧も、UTF-8の一覧と同じに読む")
    func cp932() throws {
        let text = String(decoding: try Fixture.bytes(2024), as: UTF8.self)
        let bytes = try #require(text.data(using: .shiftJIS))
        let table = try TableFile(Array(bytes))
        #expect(table.encoding == .cp932)
        #expect(table.rows == (try Fixture.list(2024)).rows)
    }

    @Test("後継のない廃止は、後継組織一覧に書くまで何も記録しない")
    func endingsMustBeSaid() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            for year in [2020, 2021] {
                _ = try await desk.importOrganisation(
                    try Fixture.files(year), effectiveOn: try Fixture.day("\(year)-04-01"),
                    actor: nil)
            }
            let head = try await city.log.headPosition()
            let outcome = try await desk.importOrganisation(
                OrganisationFiles(list: try Fixture.list(2024)),
                effectiveOn: try Fixture.day("2024-04-01"), actor: nil)
            #expect(outcome.isRejected)
            #expect(outcome.events == 0)
            #expect(outcome.successorProblems.count == 60)
            #expect(
                outcome.successorProblems.contains {
                    $0.reason.hasPrefix("「環境局衛生センター」(3010800000)は廃止されますが")
                })
            #expect(outcome.difference.suggestions.count > 30)
            #expect(try await city.log.headPosition() == head)
        }
    }

    @Test("誤りのある行はすべて、ファイルの行番号で挙げ、何も記録しない")
    func wrongLines() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            let outcome = try await desk.importOrganisation(
                OrganisationFiles(
                    list: try Fixture.table(
                        """
                        code,name,parent,備考
                        1,総務部,,"二行に
                        わたる"
                        ,秘書課,1,
                        3,税務課,7,
                        """)), effectiveOn: try Fixture.day("2024-04-01"), actor: nil)
            #expect(
                outcome.listProblems.map(\.japanese) == [
                    "4行目: 組織コードがありません。", "5行目: 上位組織7の行がありません。",
                ])
            #expect(try await city.log.headPosition() == 0)
            let empty = try await desk.importOrganisation(
                OrganisationFiles(list: try Fixture.table("code,name,parent\n")),
                effectiveOn: try Fixture.day("2024-04-01"), actor: nil)
            #expect(empty.isRejected)
        }
    }

    @Test("適用日の違う一覧は、そうと断って取り込む")
    func otherDay() async throws {
        try await TestCity.with { city in
            let outcome = try await Desk(city).importOrganisation(
                try Fixture.files(2020), effectiveOn: try Fixture.day("2020-05-01"),
                isTrial: true, actor: nil)
            #expect(outcome.warnings == ["一覧の適用日は2020-04-01です。2020-05-01施行として扱います。"])
        }
    }

    @Test("後の日に決まっている改正と矛盾する一覧は、理由を示して断る")
    func contradiction() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            let later = OrganisationFiles(list: try Fixture.table("code,name,parent\n1,総務部,\n"))
            _ = try await desk.importOrganisation(
                later, effectiveOn: try Fixture.day("2024-04-01"), actor: nil)
            do {
                _ = try await desk.importOrganisation(
                    later, effectiveOn: try Fixture.day("2020-04-01"), actor: nil)
                Issue.record("accepted")
            } catch DeskError.declined(let refusals) {
                #expect(refusals.first?.japanese.contains("期間が重なる") == true)
            }
            #expect(try await city.log.headPosition() == 1)
        }
    }

    @Test("組織は、記録した時点ごとに問い合わせられる")
    func asOf() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            let day = try Fixture.day("2024-04-01")
            for name in ["総務部", "企画部"] {
                _ = try await desk.importOrganisation(
                    OrganisationFiles(
                        list: try Fixture.table("code,name,parent\n1,\(name),\n")),
                    effectiveOn: day, actor: nil)
            }
            #expect(
                try await desk.organisation(asOf: .position(1)).unit("1", on: day)?.name == "総務部")
            #expect(try await desk.organisation().unit("1", on: day)?.name == "企画部")
        }
    }
}
