import Desk
import EventLog
import Foundation
import Participation
import Testing

@testable import Web

@Suite("担当未定のトレイでの学習による提案")
struct ProposalPageTests {
    /// A city that has learned what 土木課 and 税務課 deal with, and a letter nobody has yet.
    private static func city(_ server: TestServer) async throws {
        let desk = server.desk
        _ = try await desk.importOrganisation(
            OrganisationFiles(
                list: try TableFile(Array("code,name\n11,土木課\n12,税務課\n".utf8))),
            effectiveOn: try #require(LocalDate(iso: "2026-04-01")), actor: "test")
        for number in 0..<20 {
            try await TrayCity.letter(
                server, to: "11", summary: "歩道の除雪\(number)", body: "雪山", key: "a\(number)")
            try await TrayCity.letter(
                server, to: "12", summary: "税の納付書\(number)", body: "督促", key: "b\(number)")
        }
        #expect(try await desk.retrainClassifier() != nil)
        try await TrayCity.letter(server, to: nil, summary: "歩道の<除雪>", body: "雪山", key: "c")
    }

    @Test("提案と確からしさと手掛かりの言葉が出て、一押しで採用でき、学んだ実績になる")
    func takes() async throws {
        try await TestServer.with { server in
            try await Self.city(server)
            let hearing = try await TrayCity.person(server, "kocho", .hearing)
            let tray = try await hearing.open("/tray?section=triage")
            #expect(tray.body.contains("<p>提案「土木課」 確からしさ0."))
            #expect(tray.body.contains("手掛かりの言葉:") && tray.body.contains("「除雪」"))
            #expect(!tray.body.contains("%<"))
            let work = try await hearing.open("/tray/R8-0041")
            #expect(work.body.contains("data-key=\"P\"") && work.body.contains("提案どおり「土木課」に振り分ける"))
            let taken = try await hearing.send(
                "/tray/R8-0041", [("do", WorkForm.sort), ("to", "11"), ("from", "tray")])
            #expect(taken.location == "/tray?number=R8-0041&done=sort")
            let id = try await server.desk.itemID(of: "R8-0041")
            let routing = try #require(try await server.desk.item(id).item.routing)
            #expect(routing.lead == "11" && routing.by == .clerk)
            #expect(routing.followsProposal == true)
            #expect(try await server.desk.proposalRecord().taken == 1)
            let after = try await hearing.open("/tray?number=R8-0041&done=sort")
            #expect(after.body.contains("R8-0041の担当を決めました。"))
            #expect(try await hearing.open("/tray/R8-0041").body.contains("提案のとおり、確からしさ 0."))
        }
    }

    @Test("ほかの課を選べば、提案とは違ったことが残る。おかしな提案の欄は捨てる")
    func overrules() async throws {
        try await TestServer.with { server in
            try await Self.city(server)
            let hearing = try await TrayCity.person(server, "kocho", .hearing)
            try await hearing.open("/tray/R8-0041")
            let sent = try await hearing.send(
                "/tray/R8-0041", [("do", WorkForm.sort), ("to", "12")])
            #expect(sent.location == "/tray/R8-0041?done=sort")
            let id = try await server.desk.itemID(of: "R8-0041")
            #expect(try await server.desk.item(id).item.routing?.followsProposal == false)
            for text in ["", "1:2", "0:870:11", "5:1001:11", "x:870:11", "5:870:"] {
                #expect(ProposalView.shown(in: Form([("proposed", text)])) == nil, "\(text)")
            }
        }
    }

    @Test("担当の課には提案を見せず、限定の案件にも出さない")
    func hides() async throws {
        try await TestServer.with { server in
            try await Self.city(server)
            let id = try await server.desk.itemID(of: "R8-0041")
            let officer = try await TrayCity.person(server, "tanto", .officer, section: "11")
            #expect(try await !officer.open("/tray").body.contains("class=\"proposal\""))
            _ = try await server.desk.handle(
                .setHandling(.restricted, isUrgent: false), of: Item.self, stream: id,
                actor: "test", command: nil)
            let hearing = try await TrayCity.person(server, "kocho", .hearing)
            try await server.desk.setReader("kocho", of: id, mayRead: true, by: nil)
            let page = try await hearing.open("/tray/R8-0041")
            #expect(page.status == 200 && !page.body.contains("class=\"proposal\""))
            #expect(page.body.contains("限定の案件です。受け持つ人も"))
        }
    }
}
