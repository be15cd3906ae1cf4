import EventLog
import Participation
import Testing

@testable import Desk

@Suite("保存と消去の書式 第1版")
struct RetentionEventCodingTests {
    private static let day = LocalDate.on("2026-07-08")
    private static let items: [Golden<ItemEvent>] = [
        (
            "ItemHeld.v1",
            RetentionEvent.held(
                RecordHold(.lawsuit, reference: "令和8年(行ウ)第3号", from: .on("2026-07-01")))
        ),
        (
            "ItemHoldLifted.v1",
            .lifted(.lawsuit, reference: "令和8年(行ウ)第3号", on: .on("2027-03-01"))
        ),
        (
            "ItemCorrectionDecided.v1",
            .correctionDecided(RightsDecision(number: "令和8年度訂正第2号", on: day))
        ),
        (
            "ItemUseSuspended.v1",
            .useSuspended(RightsDecision(number: "令和8年度利停第4号", on: day))
        ),
        (
            "ItemUseResumed.v1",
            .useResumed(RightsDecision(number: "令和8年度利停第5号", on: .on("2026-08-01")))
        ),
        (
            "ItemErased.v1",
            .erased(
                RecordErasure(
                    ground: .expired(approval: "令和14年度廃棄第1号"), on: .on("2032-04-01"),
                    span: RetentionSpan(
                        completedOn: .on("2026-07-09"), years: 5, lastDay: .on("2032-03-31"))))
        ),
        (
            "ItemErased.v1.use-suspension",
            .erased(RecordErasure(ground: .useSuspension(decision: "令和8年度利停第4号"), on: day))
        ),
        (
            "ItemErased.v1.entry-error",
            .erased(RecordErasure(ground: .entryError(.wrongPerson), on: day))
        ),
    ].map { Golden($0, .retention($1)) }
    private static let terms: [Golden<RetentionTermEvent>] = [
        Golden(
            "RetentionDefined.v1",
            .defined(RetentionTerm(.items, from: .on("2020-04-01"), period: .years(5)))),
        Golden(
            "RetentionDefined.v1.standing",
            .defined(
                RetentionTerm(.scheme(.petition), from: .on("2026-04-01"), period: .standing))),
        Golden("RetentionWithdrawn.v1", .withdrawn(.scheme(.petition), from: .on("2026-04-01"))),
    ]

    @Test("すべての種類に金型がある")
    func everyTypeHasAGoldenFile() {
        #expect(
            Set(Self.items.map(\.type))
                == Set(RetentionEventCoding.EventType.allCases.map(\.rawValue)))
        #expect(
            Set(Self.terms.map(\.type))
                == Set(RetentionTermEventCoding.EventType.allCases.map(\.rawValue)))
        #expect(ItemEventCoding.types.isSuperset(of: Self.items.map(\.type)))
    }

    @Test("書いたものは金型と一字一句同じで、読むと元の出来事に戻り、他の版や知らない項目は読まない")
    func goldenFiles() throws {
        try Self.items.expectWritten(by: ItemEventCoding.self)
        try Self.items.expectRead(by: ItemEventCoding.self)
        try Self.items.expectUnknownRefused(by: ItemEventCoding.self)
        try Self.terms.expectWritten(by: RetentionTermEventCoding.self)
        try Self.terms.expectRead(by: RetentionTermEventCoding.self)
        try Self.terms.expectUnknownRefused(by: RetentionTermEventCoding.self)
    }

    @Test("案件でないものの保存は、同じ書式を別の種類の名で書き、元の出来事に戻る。訂正決定はない")
    func records() throws {
        for golden in Self.items where golden.name == "\(golden.type).v1" {
            guard case .retention(let event) = golden.event,
                let type = RetentionEventCoding.EventType(rawValue: golden.type)?.ofRecord
            else {
                #expect(golden.type == "ItemCorrectionDecided")
                continue
            }
            let coded = RetentionEventCoding.encodeKeeping(event)
            #expect(coded.type == type && coded.schemaVersion == 1 && coded.personal == nil)
            #expect(coded.payload == (try Fixture.bytes("\(type).v1.json")))
        }
        #expect(RetentionEventCoding.erasing == ["ItemErased", "RecordErased"])
    }

    @Test("おかしな値は読まない")
    func malformed() throws {
        try Self.items.expectMalformedRefused(
            by: ItemEventCoding.self,
            [
                (name: "ItemHeld.v1", old: "lawsuit", new: "mood", key: "kind"),
                (name: "ItemErased.v1", old: "expired", new: "tidy", key: "ground"),
                (
                    name: "ItemErased.v1.entry-error", old: "wrong-person", new: "oops",
                    key: "error"
                ),
            ])
        try Self.terms.expectMalformedRefused(
            by: RetentionTermEventCoding.self,
            [
                (name: "RetentionDefined.v1", old: "items", new: "letters", key: "kind"),
                (name: "RetentionDefined.v1", old: "\"5\"", new: "\"永年\"", key: "period"),
            ])
    }

    @Test("市の定めは、どの市でも同じ一つの対象に記録する")
    func stream() {
        #expect(
            RetentionTermEventCoding.stream.text
                == "retention-00000000-0000-8000-8000-000000000001")
    }
}
