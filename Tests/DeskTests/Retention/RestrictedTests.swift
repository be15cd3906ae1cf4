import EventLog
import FoundationEssentials
import Participation
import TestSupport
import Testing

@testable import Desk

@Suite("限定の案件")
struct RestrictedTests {
    @Test("限定の案件は、指名された人のほかの誰の一覧・検索・候補・廃棄簿・開封の記録・学習にも出ない")
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
            // Having it in hand is not being named for it.
            let abe = try await desk.addStaff("abe", name: "阿部", roles: [], by: nil)
            for reader in [nil, abe.id] {
                let tray = try await desk.tray(of: "監査室", for: reader)
                #expect(tray.entries.isEmpty && tray.counts.isEmpty)
            }
            try await desk.setReader("abe", of: item, mayRead: true, by: nil)
            #expect(try await desk.tray(of: "監査室", for: abe.id).entries.map(\.id) == [item])
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

    @Test("限定の案件は、先に指名された人だけが受け持てる")
    func isClaimedByTheNamed() async throws {
        try await KeepingCity.with { keeping in
            let desk = keeping.desk
            let item = try await keeping.letter("公益通報について")
            try await keeping.handle(.setHandling(.restricted, isUrgent: false), of: item)
            try await keeping.handle(
                .route(ItemRouting(lead: "監査室", by: .clerk)), of: item)
            _ = try await desk.addStaff("abe", name: "阿部", roles: [], by: nil)
            func claim() async throws -> Int {
                try await desk.respond(
                    ResponseRequest(.claim, [.by: "abe"]), to: item, actor: "t", command: nil
                ).events
            }
            do {
                _ = try await claim()
                Issue.record("claimed by somebody who is not named")
            } catch DeskError.declined(let refusals) {
                #expect(
                    refusals.map(\.japanese)
                        == ["限定の案件です。abeさんを先に閲覧者に指名してから、受け持ってください。"])
            }
            try await desk.setReader("abe", of: item, mayRead: true, by: nil)
            #expect(try await claim() == 1)
        }
    }

    @Test("限定の案件と結び付いた案件からも、番号は分からない")
    func isNotNamedByAnother() async throws {
        try await KeepingCity.with { keeping in
            let desk = keeping.desk
            let item = try await keeping.letter("公益通報について")
            let other = try await keeping.letter("街灯")
            _ = try await desk.link(
                other, to: item, as: .samePurpose, actor: "t", command: nil)
            #expect(try await desk.item(other).related.map(\.id) == [item])
            try await keeping.handle(.setHandling(.restricted, isUrgent: false), of: item)
            let view = try await desk.item(other)
            #expect(view.related.isEmpty)
            #expect(view.entries.contains { $0.field == .links && $0.text == "限定の案件(同趣旨)" })
            let told = try await desk.history(of: other).flatMap(\.changes).compactMap(\.new)
            #expect(!told.contains { $0.contains("R8-0001") || $0.contains(item.uuidString) })
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
