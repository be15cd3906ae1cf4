import EventLog
import FoundationEssentials
import Participation
import TestSupport
import Testing

@testable import Desk

@Suite("限定の案件")
struct RestrictedTests {
    @Test("限定の案件は、担当者のほかの誰の一覧・検索・候補・廃棄簿・開封の記録・学習にも出ない")
    func appearsNowhere() async throws {
        try await KeepingCity.with { keeping in
            let desk = keeping.desk
            let item = try await keeping.letter("公益通報について")
            try await keeping.handle(.setHandling(.restricted, isUrgent: false), of: item)
            try await keeping.handle(
                .route(ItemRouting(lead: "監査室", by: .clerk)), of: item)
            let noon = try #require(TimeOfDay(hour: 12))
            try await keeping.handle(
                .respond(
                    .claim(
                        ItemClaim(section: "監査室", by: "abe", on: desk.today, at: noon)),
                    today: desk.today), of: item)

            #expect(try await desk.findItems(SearchRequest(text: "公益通報")).items.isEmpty)
            #expect(try await desk.findPerson(PersonClues(name: "根室")).isEmpty)
            for viewer in [nil, "sato"] {
                let tray = try await desk.tray(of: "監査室", for: viewer)
                #expect(tray.entries.isEmpty && tray.counts.isEmpty)
            }
            #expect(try await desk.tray(of: "監査室", for: "abe").entries.map(\.id) == [item])
            #expect(
                try await desk.claimNext(in: "監査室", by: "sato", actor: "t", command: nil) == nil)
            _ = try await desk.item(item, opening: .trial)
            let openings = try await desk.openings(
                by: nil, from: desk.today, through: desk.today)
            #expect(openings.map(\.receiptNumber) == [nil])
            #expect(try await desk.trainClassifier() == nil)
            try await keeping.complete(item)
            let year = try #require(FiscalYear(2032))
            let plan = try await desk.disposal(DisposalRequest(year: year, years: 5))
            #expect(plan.entries.isEmpty)
        }
    }

    @Test("利用停止の案件も、検索・候補・学習・規則の振分けに使われず、解除されれば戻る")
    func suspended() async throws {
        try await KeepingCity.with { keeping in
            let desk = keeping.desk
            let item = try await keeping.letter()
            let decision = RightsDecision(number: "令和8年度利停第4号", on: desk.today)
            try await keeping.handle(
                .retain(.suspendUse(decision), today: desk.today), of: item)
            #expect(try await desk.findItems(SearchRequest(text: "街灯")).items.isEmpty)
            #expect(try await desk.findPerson(PersonClues(name: "根室")).isEmpty)
            try await keeping.handle(
                .retain(.resumeUse(decision), today: desk.today), of: item)
            #expect(try await desk.findItems(SearchRequest(text: "街灯")).items.map(\.id) == [item])
        }
    }
}
