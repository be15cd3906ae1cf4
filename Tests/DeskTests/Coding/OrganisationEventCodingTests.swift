import EventLog
import Participation
import Testing

@testable import Desk

@Suite("組織改正の書式 第1版")
struct OrganisationEventCodingTests {
    /// One event for each golden file; the names hold full-width letters to the code point.
    private static let golden: [(file: String, event: OrganisationEvent)] = {
        guard let april = LocalDate(iso: "2024-04-01"), let october = LocalDate(iso: "2024-10-01"),
            let first = LocalDate(iso: "2020-04-01")
        else { return [] }
        return [
            (
                "UnitEstablished.v1",
                .unitEstablished(
                    UnitEstablishment(
                        code: "2310201000", from: april,
                        description: UnitDescription(
                            names: [.office: "庵治支所"], body: .mayor, site: .branch,
                            telephone: "087-871-3111"), parent: "2310200000"))
            ),
            (
                "UnitEstablished.v1.least",
                .unitEstablished(
                    UnitEstablishment(
                        code: "7800000000", from: first,
                        description: UnitDescription(names: [.bureau: "公平委員会"], body: .other)))
            ),
            (
                "UnitRenamed.v1",
                .unitRenamed(
                    UnitRenaming(
                        code: "6510301000", on: april,
                        description: UnitDescription(
                            names: [.department: "教育局", .office: "上天神文化センター（人権教育課）"],
                            body: .boardOfEducation, site: .headOffice,
                            telephone: "０８７（８６７）１２３４")))
            ),
            (
                "UnitMoved.v1",
                .unitMoved(UnitMove(code: "2540301500", on: october, parent: "2540300000"))
            ),
            (
                "UnitMoved.v1.least",
                .unitMoved(UnitMove(code: "2540301500", on: october, parent: nil))
            ),
            (
                "UnitAbolished.v1",
                .unitAbolished(
                    UnitAbolition(
                        code: "1015200000", on: april,
                        successors: [
                            Successor(code: "2310400000", kind: .transfer),
                            Successor(code: "2310100000", kind: .split),
                            Successor(code: "2310300000", kind: .split),
                        ]))
            ),
            (
                "UnitAbolished.v1.least",
                .unitAbolished(UnitAbolition(code: "3010800000", on: april))
            ),
            (
                "DutyAssigned.v1",
                .dutyAssigned(
                    DutyAssignment(
                        unit: "2320200000", duty: "消費生活に関すること。",
                        categories: ["31", "07", "31"], from: april))
            ),
            (
                "DutyMoved.v1",
                .dutyMoved(
                    DutyMove(
                        duty: "消費生活に関すること。", from: "2320200000", to: "2320400000",
                        on: october))
            ),
        ]
    }()

    private func type(of file: String) -> String {
        String(file.prefix { $0 != "." })
    }

    private func decode(
        _ type: String, _ text: String, version: Int16 = 1
    ) throws -> OrganisationEvent {
        try OrganisationEventCoding.decode(
            type: type, schemaVersion: version, payload: Array(text.utf8), opened: nil)
    }

    @Test("すべての種類に金型がある")
    func everyTypeHasAGoldenFile() {
        #expect(
            Set(Self.golden.map { type(of: $0.file) })
                == Set(OrganisationEventCoding.EventType.allCases.map(\.rawValue)))
    }

    @Test("書いたものは金型と一字一句同じで、読むと元の出来事に戻る")
    func goldenFiles() throws {
        for (file, event) in Self.golden {
            let coded = OrganisationEventCoding.encode(event)
            #expect(coded.type == type(of: file))
            #expect(coded.schemaVersion == 1)
            #expect(coded.personal == nil)
            let golden = try Fixture.text("\(file).json")
            #expect(String(decoding: coded.payload, as: UTF8.self) == golden)
            #expect(coded.payload == Array(golden.utf8))
            #expect(try decode(coded.type, golden) == event)
        }
    }

    @Test("市の組織は、どの市でも同じ一つの対象に記録する")
    func stream() {
        #expect(
            OrganisationEventCoding.stream.text
                == "organisation-00000000-0000-8000-8000-000000000001")
    }

    @Test("知らない種類・版・項目、欠けた項目、おかしな値は読まない")
    func refuses() throws {
        let moved = #"{"code":"1","on":"2024-04-01"}"#
        let ended =
            #"{"code":"1","on":"2024-04-01","successors":[{"code":"2","kind":"merge"}]}"#
        let cases: [(String, String, EventCodingError)] = [
            ("UnitEaten", moved, .unknown(type: "UnitEaten", schemaVersion: 1)),
            (
                "UnitMoved", #"{"code":"1","colour":"red","on":"2024-04-01"}"#,
                .unexpected(type: "UnitMoved", key: "colour")
            ),
            ("UnitMoved", #"{"code":"1"}"#, .missing(type: "UnitMoved", key: "on")),
            (
                "UnitMoved", moved.replacing("04-01", with: "02-30"),
                .malformed(type: "UnitMoved", key: "on")
            ),
            ("UnitAbolished", moved, .missing(type: "UnitAbolished", key: "successors")),
            (
                "UnitAbolished", ended.replacing("merge", with: "eat"),
                .malformed(type: "UnitAbolished", key: "kind")
            ),
            (
                "UnitAbolished", ended.replacing(#"[{"code":"2","kind":"merge"}]"#, with: "[1]"),
                .malformed(type: "UnitAbolished", key: "successors")
            ),
            (
                "UnitAbolished", ended.replacing(#""kind""#, with: #""a":"b","kind""#),
                .unexpected(type: "UnitAbolished", key: "a")
            ),
            (
                "UnitRenamed",
                #"{"body":"mayor","code":"1","names":{"floor":"2"},"on":"2024-04-01"}"#,
                .unexpected(type: "UnitRenamed", key: "floor")
            ),
        ]
        for (type, text, error) in cases {
            #expect(throws: error) { try decode(type, text) }
        }
        #expect(throws: EventCodingError.unknown(type: "UnitMoved", schemaVersion: 2)) {
            try decode("UnitMoved", moved, version: 2)
        }
    }

    @Test("最も大きな出来事でも1 MiBにはるかに届かない")
    func staysSmall() throws {
        let day = try #require(LocalDate(iso: "2024-04-01"))
        let heaviest = "\u{20BB7}" + String(repeating: "\u{E0100}", count: 15)
        let category = { (number: Int) in
            "\(number)" + String(repeating: heaviest, count: OrganisationLimits.code - 3)
        }
        let duty = DutyAssignment(
            unit: "1", duty: String(repeating: heaviest, count: OrganisationLimits.duty),
            categories: (0..<OrganisationLimits.categories).map(category), from: day)
        let start = UnitEstablishment(
            code: "1", from: day,
            description: UnitDescription(names: [.division: "課"], body: .mayor))
        let events = try OrganisationState.decide(
            .together([.establish(start), .assignDuty(duty)]), .initial)
        for event in events {
            #expect(OrganisationEventCoding.encode(event).payload.count < 512 * 1_024)
        }
    }
}
