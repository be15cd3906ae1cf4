import EventLog
import Participation
import Testing

@testable import Desk

@Suite("振分け規則の書式 第1版")
struct RoutingEventCodingTests {
    private static let april = LocalDate.on("2026-04-01")

    private static let full = RoutingRules(
        effectiveOn: april, source: "広聴事務取扱要領",
        rules: [
            RoutingRule(
                id: "R001", from: .on("2026-11-01"), through: .on("2027-03-31"),
                conditions: RoutingConditions(
                    schemes: [.letterToMayor, .petition], natures: [.complaint],
                    channels: [.paper, .fieldOfficer], categories: ["07", "08"],
                    districts: ["常盤町"], topics: ["2-5"],
                    attributes: ["年代": ["30代", "40代"], "職業": ["\"農\"業"]],
                    keywords: ["除雪", "排雪"], exceptions: ["学校"]),
                target: .sections(lead: "道路課", others: ["1010200000", "危機管理課"]),
                reason: "除雪は道路課の分掌", confidence: Confidence(0.926)),
            RoutingRule(id: "R002", target: .dutyOfCategory, reason: "事務分掌規則"),
            RoutingRule(id: "R003", target: .dutyInText, reason: "事務分掌規則"),
            RoutingRule(id: "R004", target: .recordedSection, reason: "旧台帳の担当"),
            RoutingRule(id: "R005", target: .lectureOwner, reason: "出前講座実施要綱"),
            RoutingRule(
                id: "R006", conditions: RoutingConditions(keywords: ["情報公開請求"]),
                target: .triage, reason: "引継ぎの確認"),
        ])

    private static let golden: [Golden<RoutingBookEvent>] = [
        Golden("RoutingRulesAdopted.v1", .adopted(full)),
        Golden(
            "RoutingRulesAdopted.v1.least",
            .adopted(RoutingRules(effectiveOn: april, rules: []))),
        Golden("ClassifierThresholdSet.v1", .thresholdSet(Confidence(0.95))),
        Golden("ClassifierThresholdSet.v1.never", .thresholdSet(nil)),
    ]

    @Test("すべての種類に金型がある")
    func everyTypeHasAGoldenFile() {
        #expect(
            Set(Self.golden.map(\.type))
                == Set(RoutingEventCoding.EventType.allCases.map(\.rawValue)))
    }

    @Test("すべての振分け先の決め方に金型がある")
    func everyTarget() {
        let targets = Self.full.rules.compactMap(\.target.code)
        #expect(targets == RoutingTarget.lookups.map(\.code))
    }

    @Test("書いたものは金型と一字一句同じで、読むと元の出来事に戻り、他の版や知らない項目は読まない")
    func goldenFiles() throws {
        try Self.golden.expectWritten(by: RoutingEventCoding.self)
        try Self.golden.expectRead(by: RoutingEventCoding.self)
        try Self.golden.expectUnknownRefused(by: RoutingEventCoding.self)
    }

    @Test("おかしな値は読まない")
    func malformed() throws {
        try Self.golden.expectMalformedRefused(
            by: RoutingEventCoding.self,
            [
                (
                    "RoutingRulesAdopted.v1", #""confidence":926"#, #""confidence":1926"#,
                    "confidence"
                ),
                ("RoutingRulesAdopted.v1", "triage", "sky", "lookup"),
                ("RoutingRulesAdopted.v1", "letter-to-mayor", "letter-to-moon", "schemes"),
                ("RoutingRulesAdopted.v1", "2026-11-01", "2026-11-31", "from"),
                ("ClassifierThresholdSet.v1", "950", "1001", "threshold"),
            ])
    }

    @Test("対象名はどの市でも同じ")
    func stream() {
        #expect(
            RoutingEventCoding.stream.text == "routing-00000000-0000-8000-8000-000000000001")
    }
}
