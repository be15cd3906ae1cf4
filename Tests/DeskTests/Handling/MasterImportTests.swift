import EventLog
import Participation
import TestSupport
import Testing

@testable import Desk

@Suite("マスタの取込みと照会")
struct MasterImportTests {
    private static func day(_ text: String) throws -> LocalDate {
        try #require(LocalDate(iso: text))
    }

    private static func importing(
        _ kind: MasterKind, _ file: String, from day: String, through: String? = nil,
        _ desk: Desk
    ) async throws -> MasterImport {
        try await desk.importMaster(
            kind, try TableFile(try Fixture.bytes(file)), effectiveOn: try Self.day(day),
            through: try through.map(Self.day), source: file, actor: "test")
    }

    /// 令和5年度 of Fukui's survey: area, municipality, day of the response.
    private static func survey() throws -> ImportSource {
        ImportSource(
            try ImportFixture.bytes("fukui-R5.csv"),
            mapping: try ImportMapping(
                yaml: #"""
                    kind: item
                    set: {scheme: opinion, channel: form, anonymous: true}
                    columns:
                      receivedOn: {from: 回答日時, format: "yyyy-MM-dd HH:mm:ss"}
                      district: 市町村
                    attributes:
                      エリア: {from: 回答エリア2, strip: '^[0-9]+\.'}
                    """#))
    }

    @Test("福井県の令和5年度の回答は、その年の地域マスタで23,184件一致、0件不一致、74件該当なし")
    func rightYear() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            for year in [2022, 2023] {
                let outcome = try await Self.importing(
                    .areas, "Masters/fukui-area\(year).csv", from: "\(year)-04-01", desk)
                #expect(outcome.problems == [])
                #expect(outcome.rows == (year == 2022 ? 70 : 90))
                #expect(outcome.events == 2)
            }
            let check = try await desk.checkAreas(in: try Self.survey(), attribute: "エリア")
            #expect(check == MasterCheck(agree: 23_184, disagree: 0, unknown: 74))
        }
    }

    @Test("年度の違う地域マスタは、一件も照合に使わない")
    func wrongYear() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            _ = try await Self.importing(
                .areas, "Masters/fukui-area2022.csv", from: "2022-04-01", desk)
            let check = try await desk.checkAreas(in: try Self.survey(), attribute: "エリア")
            #expect(
                check
                    == MasterCheck(
                        notCovered: 23_258,
                        uncovered: try Self.day("2023-04-28")...Self.day("2024-03-31")))
            // Only who says so gets the list of another year, and it shows.
            let longer = try await Self.importing(
                .areas, "Masters/fukui-area2022.csv", from: "2022-04-01", through: "2024-03-31",
                desk)
            #expect(longer.events == 1)
            let forced = try await desk.checkAreas(in: try Self.survey(), attribute: "エリア")
            #expect(forced.agree == 14_486)
            #expect(forced.unknown == 8_772)
        }
    }

    @Test("同じファイルをもう一度取り込んでも何も記録せず、以前の内容は時点を指定して引ける")
    func history() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            let first = try await Self.importing(
                .areas, "Masters/fukui-area2022.csv", from: "2023-04-01", desk)
            let again = try await Self.importing(
                .areas, "Masters/fukui-area2022.csv", from: "2023-04-01", desk)
            #expect(again.events == 0)
            #expect(again.position == 0)
            // Corrected: the right list for the same days.
            _ = try await Self.importing(
                .areas, "Masters/fukui-area2023.csv", from: "2023-04-01", desk)
            #expect(try await desk.master(.areas).all.map(\.rows.count) == [90])
            #expect(
                try await desk.master(.areas, asOf: .position(first.position)).all.map(\.rows.count)
                    == [70])
        }
    }

    @Test("郵便番号・大口事業所・団体コードを取り込み、書き方を問わず引ける")
    func otherKinds() async throws {
        try await TestCity.with { city in
            let desk = Desk(city)
            let day = try Self.day("2026-06-28")
            let files: [(MasterKind, String, String, String)] = [
                (.postal, "Masters/postal-kagawa.csv", "〒７６０－０００２", "茜町"),
                (.postalOffices, "Import/large-offices-cp932.csv", "260-8663", "旭建設　株式会社"),
                (.municipalities, "Import/municipalities-cp932.csv", "01100", "札幌市"),
            ]
            for (kind, file, key, word) in files {
                let outcome = try await Self.importing(kind, file, from: "2026-04-01", desk)
                #expect(outcome.problems == [])
                #expect(outcome.rows > 10)
                let directory = MasterDirectory(try await desk.master(kind), of: kind)
                guard case .found(let rows) = directory.look(up: key, on: day) else {
                    Issue.record("\(kind) \(key)")
                    continue
                }
                #expect(rows.first?.values.contains(word) == true, "\(rows)")
            }
        }
    }

    @Test("読めない行はすべて行番号で挙げ、何も記録しない")
    func wrongLines() async throws {
        try await TestCity.with { city in
            let outcome = try await Desk(city).importMaster(
                .postal,
                try TableFile(Array("郵便番号,都道府県,市区町村,町域\n087,北海道,根室市,\n,,,x\n".utf8)),
                effectiveOn: try Self.day("2026-04-01"), actor: nil)
            #expect(outcome.isRejected)
            #expect(
                outcome.problems.map(\.japanese) == [
                    "2行目: 郵便番号として読めません。数字と桁数を確かめてください。", "3行目: 郵便番号がありません。",
                ])
            #expect(try await city.log.headPosition() == 0)
        }
    }
}
