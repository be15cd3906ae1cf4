import EventLog
import Participation
import Testing

@testable import Desk

@Suite("マスタの書式 第1版")
struct MasterEventCodingTests {
    private static let golden: [Golden<MasterEvent>] = {
        guard let april = LocalDate(iso: "2023-04-01"), let march = LocalDate(iso: "2024-03-31"),
            let later = LocalDate(iso: "2025-03-31"), let next = LocalDate(iso: "2026-04-01"),
            let september = LocalDate(iso: "2026-09-30")
        else { return [] }
        return [
            Golden(
                "MasterDefined.v1",
                .defined(
                    MasterDefined(
                        kind: .areas, effectiveOn: april, through: march, rows: 2,
                        source: "area2023.csv"))),
            Golden(
                "MasterDefined.v1.least",
                .defined(
                    MasterDefined(
                        kind: .postalOffices, effectiveOn: next, through: september, rows: 1,
                        source: nil))),
            Golden(
                "MasterListed.v1",
                .listed(
                    MasterListed(
                        effectiveOn: april,
                        rows: [
                            MasterRow(["福井駅前 エリア", "福井市"]), MasterRow(["\"海\"の駅\nエリア", ""]),
                        ]))),
            Golden(
                "MasterProlonged.v1",
                .prolonged(MasterProlonged(effectiveOn: april, through: later))),
        ]
    }()

    @Test("すべての種類に金型がある")
    func everyTypeHasAGoldenFile() {
        #expect(
            Set(Self.golden.map(\.type))
                == Set(MasterEventCoding.EventType.allCases.map(\.rawValue)))
    }

    @Test("書いたものは金型と一字一句同じで、読むと元の出来事に戻り、他の版や知らない項目は読まない")
    func goldenFiles() throws {
        try Self.golden.expectWritten(by: MasterEventCoding.self)
        try Self.golden.expectRead(by: MasterEventCoding.self)
        try Self.golden.expectUnknownRefused(by: MasterEventCoding.self)
    }

    @Test("対象名は種類から決まり、どの市でも同じ")
    func streams() {
        #expect(
            MasterKind.allCases.map { MasterEventCoding.stream(of: $0).text } == [
                "master-6dce246e-9bff-80ed-8598-3d2bf1a3210b",
                "master-75f0f154-6cbb-85c7-9864-43dfe7989256",
                "master-279e0f7c-4a81-8e07-86fd-2bf862930596",
                "master-ebad66c0-e928-8e73-bbf3-8e6ed0fc8b3b",
            ])
    }

    @Test("知らない種類・版・項目、欠けた項目、おかしな値は読まない")
    func refuses() throws {
        let cases: [(String, String, EventCodingError)] = [
            ("MasterEaten", "{}", .unknown(type: "MasterEaten", schemaVersion: 1)),
            (
                "MasterProlonged", #"{"effectiveOn":"2023-04-01"}"#,
                .missing(type: "MasterProlonged", key: "through")
            ),
            (
                "MasterListed", #"{"effectiveOn":"2023-04-01","rows":[["a",1]]}"#,
                .malformed(type: "MasterListed", key: "rows")
            ),
            (
                "MasterListed", #"{"a":"b","effectiveOn":"2023-04-01","rows":[]}"#,
                .unexpected(type: "MasterListed", key: "a")
            ),
            (
                "MasterDefined",
                #"{"effectiveOn":"2023-04-01","kind":"moons","rows":1,"through":"2023-04-02"}"#,
                .malformed(type: "MasterDefined", key: "kind")
            ),
        ]
        for (type, text, error) in cases {
            #expect(throws: error) {
                try MasterEventCoding.decode(
                    type: type, schemaVersion: 1, payload: Array(text.utf8), opened: nil)
            }
        }
    }
}
